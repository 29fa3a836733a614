"""Second starts, read back and written."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from bot.core.ids import ChannelId, PersonId
from bot.features.lean_coffee.rules import Plan, PlanGone, PlanId, PlanState, SecondStart
from bot.features.lean_coffee.store import rows
from bot.features.lean_coffee.tables import PlanRow
from bot.store.base import Instant, in_workspace
from bot.store.unit import Read, Unit

_IS = (PlanRow.workspace == in_workspace(), PlanRow.id == bindparam("this"))
_ONE = select(PlanRow).where(*_IS)
_LOCK = update(PlanRow).where(*_IS).values(revision=PlanRow.revision + 1).returning(*PlanRow.__table__.c)
_BECOME = update(PlanRow).where(*_IS)
_NEW = insert(PlanRow)
_NEXT = (
    select(PlanRow.id)
    .where(
        PlanRow.workspace == in_workspace(),
        PlanRow.channel == bindparam("of_channel"),
        PlanRow.state == PlanState.QUEUED.value,
    )
    .order_by(PlanRow.at, PlanRow.id)
    .limit(1)
)
_QUEUED_BY = (
    select(PlanRow)
    .where(PlanRow.workspace == in_workspace(), PlanRow.host == bindparam("of_host"), PlanRow.state == PlanState.QUEUED.value)
    .order_by(PlanRow.at, PlanRow.id)
)
_FORGET = delete(PlanRow).where(
    PlanRow.workspace == in_workspace(),
    PlanRow.channel == bindparam("of_channel"),
    PlanRow.state != PlanState.QUEUED.value,
    PlanRow.at < bindparam("before", type_=Instant()),
)


def add_plan(unit: Unit, second: SecondStart) -> None:
    """Write a plan that is offered."""
    plan = second.plan
    row = {"id": second.id, "channel": plan.channel, "host": plan.host, "title": plan.title, "zone": plan.zone}
    kept = {"link": plan.link, "settings": rows.settings(plan.settings), "state": second.state.value, "at": second.at}
    unit.run(_NEW, {**row, **kept, "revision": 1})


def plan(read: Read, second: PlanId) -> SecondStart | None:
    """Return a second start; None where this workspace has none of this id."""
    row = read.row(_ONE, {"this": second})
    return None if row is None else _second(row)


def lock_plan(unit: Unit, second: PlanId) -> SecondStart:
    """Lock a second start, then read it. Raise PlanGone."""
    row = unit.row(_LOCK, {"this": second})
    if row is None:
        raise PlanGone
    return _second(row)


def mark_plan(unit: Unit, second: SecondStart) -> None:
    """Write what has become of a second start."""
    unit.run(_BECOME, {"this": second.id, "state": second.state.value, "at": second.at})


def next_plan(read: Read, channel: ChannelId) -> PlanId | None:
    """Return the plan that has waited longest in a channel."""
    row = read.row(_NEXT, {"of_channel": channel})
    return None if row is None else PlanId(row.id)


def queued_by(read: Read, host: PersonId) -> tuple[SecondStart, ...]:
    """Return the second starts of a person that wait for their turn, the longest first."""
    return tuple(_second(row) for row in read.rows(_QUEUED_BY, {"of_host": host}))


def forget_plans(unit: Unit, channel: ChannelId, before: datetime) -> None:
    """Delete a channel's plans that have stood since before an instant and wait for nothing."""
    unit.run(_FORGET, {"of_channel": channel, "before": before})


def _second(row: Any) -> SecondStart:
    settings = rows.read_settings(row.settings)
    wanted = Plan(ChannelId(row.channel), row.title, PersonId(row.host), row.zone, settings, row.link)
    return SecondStart(PlanId(row.id), wanted, row.at, PlanState(row.state))
