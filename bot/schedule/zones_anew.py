"""A changed tz database: where a zone says something else by now, the alarms of its rules are moved.

Its version is kept nowhere: to hold every alarm against its zone costs as little, and is right whoever brought the change.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import String, and_, bindparam, select, tuple_, update

from bot.core.ids import WorkspaceId
from bot.schedule.keeping import due_before
from bot.schedule.recurrence import UnknownZone
from bot.schedule.tables import MICROSECOND, AlarmRow, CallRow, RuleRow
from bot.store import Read, Store, Unit
from bot.store.base import Instant, in_workspace

Place = tuple[str, str, str]
_FIRST: Place = ("", "", "")
_MACHINE = WorkspaceId("")
_PAGE = 500
_log = structlog.get_logger("schedule")


@dataclass(frozen=True)
class Moved:
    """An alarm of an occurrence that is to be called for at another instant than it is set for."""

    workspace: WorkspaceId
    kind: str
    subject: str
    wall: str
    due: datetime
    to: datetime


_PLACE = (AlarmRow.workspace, AlarmRow.kind, AlarmRow.subject)
_ARMED = (
    select(*_PLACE, AlarmRow.due, AlarmRow.wall, RuleRow.zone, CallRow.ahead)
    .join(RuleRow, and_(RuleRow.workspace == AlarmRow.workspace, RuleRow.id == AlarmRow.subject))
    .join(CallRow, and_(CallRow.workspace == RuleRow.workspace, CallRow.rule == RuleRow.id, CallRow.kind == AlarmRow.kind))
    .where(AlarmRow.wall != "", tuple_(*_PLACE) > tuple_(*(bindparam(name, type_=String()) for name in ("w", "k", "s"))))
    .order_by(*_PLACE)
    .limit(bindparam("most"))
)
_MOVE = (
    update(AlarmRow)
    .where(
        AlarmRow.workspace == in_workspace(),
        AlarmRow.kind == bindparam("k"),
        AlarmRow.subject == bindparam("s"),
        AlarmRow.wall == bindparam("about"),
        AlarmRow.due == bindparam("seen", type_=Instant()),
    )
    .values(due=bindparam("to", type_=Instant()))
)


async def follow_zones(store: Store) -> int:
    """Move the alarms of every workspace that are due at another instant by now; return how many. Raise StoreUnavailable."""
    moved, place = 0, _FIRST
    while True:
        found, end = await store.read(_astray, _MACHINE, place)
        for one in found:
            moved += await store.write(_move, one.workspace, None, one)
        if end is None:
            break
        place = end
    if moved:
        _log.info("zones have changed", alarms=moved)
    return moved


def _astray(read: Read, after: Place) -> tuple[Sequence[Moved], Place | None]:
    """Return those of a page of alarms that their zone moves, and where the page ends; None for the last."""
    workspace, kind, subject = after
    rows = read.rows(_ARMED, {"w": workspace, "k": kind, "s": subject, "most": _PAGE})
    found = [Moved(WorkspaceId(row.workspace), row.kind, row.subject, row.wall, row.due, _due(row)) for row in rows]
    end = (rows[-1].workspace, rows[-1].kind, rows[-1].subject) if len(rows) == _PAGE else None
    return [one for one in found if one.to != one.due and max(one.to, one.due) > read.now], end


def _due(row: Any) -> datetime:
    """Return when an alarm's zone says that it is due; in a zone that is gone it stays as it is."""
    as_set: datetime = row.due
    try:
        return due_before(datetime.fromisoformat(row.wall), row.zone, row.ahead * MICROSECOND)
    except UnknownZone:
        return as_set


def _move(unit: Unit, one: Moved) -> int:
    key = {"k": one.kind, "s": one.subject, "about": one.wall, "seen": one.due}
    unit.hint("schedule")
    return unit.run(_MOVE, {**key, "to": one.to})
