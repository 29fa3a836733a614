"""Finds open meetings that nothing wakes, or that nobody can read, and how to have them go on or end."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from sqlalchemy import bindparam, select, update

from bot.core.ids import MeetingId
from bot.core.trace import kind_of
from bot.meetings.ceremony import Ceremony
from bot.meetings.course import apply_changes, locked
from bot.meetings.kinds import Kinds
from bot.meetings.rules.values import Closing
from bot.meetings.store.meetings import lock
from bot.meetings.tables import MeetingRow
from bot.schedule.alarms import cancel_alarm
from bot.schedule.checkup import alarm_of
from bot.store.base import Instant, in_workspace
from bot.store.trouble import Trouble
from bot.store.unit import Read, Unit

ASLEEP, UNREADABLE = "meeting asleep", "meeting unreadable"
_OPEN = (
    select(MeetingRow.id, MeetingRow.ceremony, MeetingRow.channel, MeetingRow.opened)
    .where(MeetingRow.workspace == in_workspace(), MeetingRow.closed.is_(None))
    .order_by(MeetingRow.opened, MeetingRow.id)
)
_CLOSE = (
    update(MeetingRow)
    .where(MeetingRow.workspace == in_workspace(), MeetingRow.id == bindparam("this"), MeetingRow.closed.is_(None))
    .values(closed=bindparam("at", type_=Instant()), how=Closing.CANCELLED.value, stage="closed", due=None)
)


def troubles(read: Read, ceremonies: Sequence[Ceremony[Any]]) -> Iterator[Trouble]:
    """Tell which open meetings of a workspace do not go on by themselves: each has a next moment, and an alarm for it."""
    by_name = {ceremony.name: ceremony for ceremony in ceremonies}
    for row in read.rows(_OPEN):
        ceremony = by_name.get(row.ceremony)
        try:
            found = None if ceremony is None else ceremony.find(read, MeetingId(row.id))
            wakes = None if found is None or ceremony is None else ceremony.course.wakes_at(found)
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            yield _unreadable(row, kind_of(fault))
            continue
        if found is None or ceremony is None:
            yield _unreadable(row, "its ceremony has no row of it")
        elif wakes is not None and alarm_of(read, ceremony.kinds.deadline, row.id) is None:
            yield Trouble(
                ASLEEP,
                f"{row.ceremony} {row.id} in {row.channel}",
                f"A meeting is open in {row.channel} and nothing wakes it at its next moment.",
                "Its alarm is set; what has fallen due meanwhile happens then.",
                max(row.opened, min(wakes, read.now)),
                partial(_wake, ceremony=ceremony, meeting=found.id),
                asks=wakes <= read.now,
            )


def _unreadable(row: Any, why: str) -> Trouble:
    return Trouble(
        UNREADABLE,
        f"{row.ceremony} {row.id} in {row.channel}",
        f"A meeting is open in {row.channel} and cannot be read ({why}): it never ends, and no other can open there.",
        "It is closed as cancelled; its board stays as it stands.",
        row.opened,
        partial(_close, meeting=MeetingId(row.id), ceremony=row.ceremony),
        asks=True,
    )


def _wake(unit: Unit, *, ceremony: Ceremony[Any], meeting: MeetingId) -> None:
    state = locked(unit, ceremony, meeting)
    if state.closed is None:
        apply_changes(unit, ceremony, state, (), rearm=True)


def _close(unit: Unit, *, meeting: MeetingId, ceremony: str) -> None:
    lock(unit, meeting)
    unit.run(_CLOSE, {"this": meeting, "at": unit.now})
    for kind in (Kinds(ceremony).deadline, Kinds(ceremony).redraw):
        cancel_alarm(unit, kind, meeting)
