"""Second starts, read back and written."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from bot.core.ids import ChannelId, PersonId
from bot.meetings.ceremony import Ceremony
from bot.meetings.rules.refusals import PlanGone
from bot.meetings.rules.second_start import PlanId, PlanState, SecondStart
from bot.meetings.rules.values import Plan
from bot.meetings.tables import QueuedRow
from bot.store.base import Instant, in_workspace
from bot.store.unit import Read, Unit

_IS = (QueuedRow.workspace == in_workspace(), QueuedRow.id == bindparam("this"))
_THEIRS = QueuedRow.ceremony == bindparam("of_ceremony")
_ONE = select(QueuedRow).where(*_IS, _THEIRS)
_LOCK = update(QueuedRow).where(*_IS, _THEIRS).values(revision=QueuedRow.revision + 1).returning(*QueuedRow.__table__.c)
_BECOME = update(QueuedRow).where(*_IS)
_NEW = insert(QueuedRow)
_NEXT = (
    select(QueuedRow.id, QueuedRow.ceremony, QueuedRow.title)
    .where(
        QueuedRow.workspace == in_workspace(),
        QueuedRow.channel == bindparam("of_channel"),
        QueuedRow.state == PlanState.QUEUED.value,
    )
    .order_by(QueuedRow.at, QueuedRow.id)
    .limit(1)
)
_QUEUED_BY = (
    select(QueuedRow)
    .where(
        QueuedRow.workspace == in_workspace(),
        _THEIRS,
        QueuedRow.host == bindparam("of_host"),
        QueuedRow.state == PlanState.QUEUED.value,
    )
    .order_by(QueuedRow.at, QueuedRow.id)
)
_FORGET = delete(QueuedRow).where(
    QueuedRow.workspace == in_workspace(),
    QueuedRow.channel == bindparam("of_channel"),
    QueuedRow.state != PlanState.QUEUED.value,
    QueuedRow.at < bindparam("before", type_=Instant()),
)


@dataclass(frozen=True)
class Waiting:
    """A plan whose turn comes next, as other ceremonies see it."""

    id: PlanId
    ceremony: str
    title: str


def add_plan(unit: Unit, ceremony: Ceremony[Any], second: SecondStart) -> None:
    """Write a plan that is offered."""
    plan = second.plan
    row = {"id": second.id, "ceremony": ceremony.name, "channel": plan.channel, "host": plan.host, "title": plan.title}
    kept = {"zone": plan.zone, "link": plan.link, "settings": ceremony.write_settings(plan.settings)}
    unit.run(_NEW, {**row, **kept, "state": second.state.value, "at": second.at, "revision": 1})


def plan(read: Read, ceremony: Ceremony[Any], second: PlanId) -> SecondStart | None:
    """Return a second start of a ceremony; None where this workspace has none of this id."""
    row = read.row(_ONE, {"this": second, "of_ceremony": ceremony.name})
    return None if row is None else _second(ceremony, row)


def lock_plan(unit: Unit, ceremony: Ceremony[Any], second: PlanId) -> SecondStart:
    """Lock a second start, then read it. Raise PlanGone."""
    row = unit.row(_LOCK, {"this": second, "of_ceremony": ceremony.name})
    if row is None:
        raise PlanGone
    return _second(ceremony, row)


def mark_plan(unit: Unit, second: SecondStart) -> None:
    """Write what has become of a second start."""
    unit.run(_BECOME, {"this": second.id, "state": second.state.value, "at": second.at})


def next_plan(read: Read, channel: ChannelId) -> Waiting | None:
    """Return the plan that has waited longest in a channel, of whatever ceremony."""
    row = read.row(_NEXT, {"of_channel": channel})
    return None if row is None else Waiting(PlanId(row.id), row.ceremony, row.title)


def queued_by(read: Read, ceremony: Ceremony[Any], host: PersonId) -> tuple[SecondStart, ...]:
    """Return the second starts of a person that wait for their turn, the longest first."""
    found = read.rows(_QUEUED_BY, {"of_host": host, "of_ceremony": ceremony.name})
    return tuple(_second(ceremony, row) for row in found)


def forget_plans(unit: Unit, channel: ChannelId, before: datetime) -> None:
    """Delete a channel's plans that have stood since before an instant and wait for nothing."""
    unit.run(_FORGET, {"of_channel": channel, "before": before})


def _second(ceremony: Ceremony[Any], row: Any) -> SecondStart:
    settings = ceremony.read_settings(row.settings)
    wanted = Plan(ChannelId(row.channel), row.title, PersonId(row.host), row.zone, settings, row.link)
    return SecondStart(PlanId(row.id), wanted, row.at, PlanState(row.state))
