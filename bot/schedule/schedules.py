"""Schedules: created, paused, ended; each sets alarms ahead of its occurrences."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from itertools import islice
from typing import NewType

from sqlalchemy import bindparam, insert, select, update

from bot.core.kinds import AlarmKind
from bot.core.refusal import Refusal
from bot.core.zones import is_gone
from bot.schedule.alarms import set_alarm, unset_alarm
from bot.schedule.grammar.errors import AlreadyOver
from bot.schedule.recurrence import (
    NotAnOccurrence,
    OccurrenceTime,
    Recurrence,
    check,
    held_wall,
    next_after,
    occurrence_at,
    occurrences,
    placed,
    without,
    zone_named,
)
from bot.schedule.rule_rows import RULE, columns_of, recurrence_of
from bot.schedule.tables import MICROSECOND, LeadAlarmRow, RuleRow
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit

ScheduleId = NewType("ScheduleId", str)
"""Names one kept rule; it is the subject of the alarms that the rule calls."""


class Ended(Refusal):
    """There is no such rule, or it has been ended: it cannot be changed."""

    def __init__(self, schedule: str) -> None:
        super().__init__(schedule)
        self.schedule = schedule


class ZoneGone(Refusal):
    """The tz database knows the rule's zone no more: it says no date, and cannot go on."""

    def __init__(self, zone: str) -> None:
        super().__init__(zone)
        self.zone = zone


class RuleState(Enum):
    """Whether a rule calls its alarms."""

    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True)
class LeadAlarm:
    """An alarm that a rule sets so long ahead of each occurrence: days on the wall's calendar, the rest by the clock (RFC 5545)."""

    kind: AlarmKind
    ahead: timedelta = timedelta()


@dataclass(frozen=True)
class Schedule:
    """A rule as it is kept."""

    recurrence: Recurrence
    state: RuleState


_THIS = (RuleRow.workspace == in_workspace(), RuleRow.id == bindparam("schedule"))
_ADD = insert(RuleRow).values(
    workspace=in_workspace(),
    id=bindparam("schedule"),
    rule=bindparam("rule"),
    start=bindparam("start"),
    zone=bindparam("zone"),
    skipped=bindparam("skipped"),
    added=bindparam("added"),
    duration=bindparam("duration"),
    quiet_until=bindparam("quiet_until"),
    on_holiday=bindparam("on_holiday"),
    calendar=bindparam("calendar"),
    anchor=bindparam("anchor"),
    state=RuleState.RUNNING.value,
)
_ADD_ALARM = insert(LeadAlarmRow).values(
    workspace=in_workspace(), rule=bindparam("schedule"), kind=bindparam("call"), ahead=bindparam("ahead"), called=""
)
_READ = select(*RULE, RuleRow.state).where(*_THIS)
_ALARMS = (
    select(LeadAlarmRow.kind, LeadAlarmRow.ahead, LeadAlarmRow.called)
    .where(LeadAlarmRow.workspace == in_workspace(), LeadAlarmRow.rule == bindparam("schedule"))
    .order_by(LeadAlarmRow.kind)
)
_SET_LAST = (
    update(LeadAlarmRow)
    .where(
        LeadAlarmRow.workspace == in_workspace(),
        LeadAlarmRow.rule == bindparam("schedule"),
        LeadAlarmRow.kind == bindparam("call"),
    )
    .values(called=bindparam("wall"))
)
_FORGET_LAST = (
    update(LeadAlarmRow)
    .where(LeadAlarmRow.workspace == in_workspace(), LeadAlarmRow.rule == bindparam("schedule"))
    .values(called="")
)
_SET_START = update(RuleRow).where(*_THIS).values(start=bindparam("to"), skipped="", added="")
_LOCK = update(RuleRow).where(*_THIS).values(state=RuleRow.state)
_SET_STATE = update(RuleRow).where(*_THIS).values(state=bindparam("to"))
_SET_QUIET = update(RuleRow).where(*_THIS).values(quiet_until=bindparam("to"))
_SET_DATES = (
    update(RuleRow).where(*_THIS).values(start=bindparam("from_start"), added=bindparam("with"), calendar=bindparam("of_team"))
)
_SET_SKIPPED = update(RuleRow).where(*_THIS).values(skipped=bindparam("without"), added=bindparam("with"))


def create_schedule(unit: Unit, recurrence: Recurrence, calls: Sequence[LeadAlarm]) -> ScheduleId:
    """Keep a rule and set the alarms of its next occurrence. Raise NeverHappens and the refusals of a rule.

    An alarm whose lead has already begun is due at once: the one who saves a reminder an hour before still gets it.
    """
    check(recurrence, unit.now)
    schedule = ScheduleId(unit.fresh())
    unit.run(_ADD, {"schedule": schedule, **columns_of(recurrence)})
    call_for(unit, schedule, calls)
    arm(unit, schedule, recurrence, not_before=unit.now)
    return schedule


def call_for(unit: Unit, schedule: ScheduleId, calls: Sequence[LeadAlarm]) -> None:
    """Note whom a rule calls ahead of each occurrence; none of them has been called yet."""
    for call in calls:
        unit.run(_ADD_ALARM, {"schedule": schedule, "call": call.kind.name, "ahead": call.ahead // MICROSECOND})


def called_kinds(read: Read, schedule: ScheduleId) -> list[str]:
    """Name the kinds that a rule calls."""
    return [call.kind for call in read.rows(_ALARMS, {"schedule": schedule})]


def find_schedule(read: Read, schedule: ScheduleId) -> Schedule | None:
    """Return a rule and whether it runs; None where this workspace has none of this name."""
    row = read.row(_READ, {"schedule": schedule})
    return None if row is None else Schedule(recurrence_of(row), RuleState(row.state))


def upcoming(read: Read, schedule: ScheduleId, after: datetime, most: int = 4) -> tuple[OccurrenceTime, ...]:
    """Return the next occurrences of a rule that runs; none of one that is paused or ended, or whose zone is gone."""
    found = find_schedule(read, schedule)
    if found is None or found.state is not RuleState.RUNNING or is_gone(found.recurrence.zone):
        return ()
    return tuple(islice(occurrences(found.recurrence, after), most))


def next_occurrence(read: Read, schedule: ScheduleId, after: datetime) -> OccurrenceTime | None:
    """Return the next occurrence of a rule that runs, or None."""
    return next(iter(upcoming(read, schedule, after, 1)), None)


def skip(unit: Unit, schedule: ScheduleId, wall: datetime) -> None:
    """Leave out the occurrence of this wall time. Raise Ended, ZoneGone or NotAnOccurrence.

    Alarms that were about it are set for the next one; the rhythm of the others does not move.
    """
    found = placeable(lock_changeable(unit, schedule))
    recurrence = without(found.recurrence, wall)
    written = columns_of(recurrence)
    unit.run(_SET_SKIPPED, {"schedule": schedule, "without": written["skipped"], "with": written["added"]})
    if found.state is RuleState.RUNNING:
        arm(unit, schedule, recurrence)


def move_once(unit: Unit, schedule: ScheduleId, to: datetime) -> OccurrenceTime:
    """Let what happens once happen at another wall time; what was called for the old one is called for anew.

    Raise Ended, ZoneGone, AlreadyOver, NeverHappens, or NotAnOccurrence where it has happened.
    """
    found = placeable(lock_changeable(unit, schedule))
    if not found.recurrence.once or next_after(found.recurrence, unit.now) is None:
        raise NotAnOccurrence(found.recurrence.start)
    moved = replace(found.recurrence, start=to, skipped=(), added=())
    if placed(to, zone_named(moved.zone)) <= unit.now:
        raise AlreadyOver(to)
    check(moved, unit.now)
    unit.run(_SET_START, {"schedule": schedule, "to": moved.start.isoformat()})
    unit.run(_FORGET_LAST, {"schedule": schedule})
    if found.state is RuleState.RUNNING:
        arm(unit, schedule, moved, not_before=unit.now)
    return occurrence_at(moved, to)


def pause(unit: Unit, schedule: ScheduleId) -> None:
    """Call nobody until the rule is resumed. Raise Ended."""
    lock_changeable(unit, schedule)
    unit.run(_SET_QUIET, {"schedule": schedule, "to": None})
    _disarm(unit, schedule, RuleState.PAUSED)


def resume(unit: Unit, schedule: ScheduleId) -> None:
    """Call again, from the next occurrence on; the rhythm is that of the rule, not of the resumption. Raise Ended or ZoneGone."""
    found = placeable(lock_changeable(unit, schedule))
    if found.state is RuleState.PAUSED or found.recurrence.quiet_until is not None:
        unit.run(_SET_STATE, {"schedule": schedule, "to": RuleState.RUNNING.value})
        unit.run(_SET_QUIET, {"schedule": schedule, "to": None})
        arm(unit, schedule, replace(found.recurrence, quiet_until=None), not_before=unit.now)


def end(unit: Unit, schedule: ScheduleId) -> None:
    """Call nobody ever again. Raise Ended."""
    lock_changeable(unit, schedule)
    _disarm(unit, schedule, RuleState.ENDED)


def follow_dates(unit: Unit, schedule: ScheduleId, recurrence: Recurrence) -> bool:
    """Keep a rule's start, added dates and calendar as the team's calendar makes them by now; answer whether that changes anything.

    What its alarms are about is found anew; an occurrence whose lead has begun by that is called at once. Raise Ended.
    """
    found = lock_changeable(unit, schedule)
    before, after = columns_of(found.recurrence), columns_of(recurrence)
    if before == after:
        return False
    unit.run(
        _SET_DATES,
        {"schedule": schedule, "from_start": after["start"], "with": after["added"], "of_team": after["calendar"]},
    )
    if found.state is RuleState.RUNNING and not is_gone(recurrence.zone):
        arm(unit, schedule, recurrence, not_before=unit.now)
    return True


def set_again(unit: Unit, schedule: ScheduleId, kind: AlarmKind, wall: datetime) -> bool:
    """Call a kind once more for an occurrence that it has called for last, where that has moved and its time is still to come.

    Answer whether it will; the alarm is due again so long ahead of the instant that the rule says now.
    """
    found = find_schedule(unit, schedule)
    calls = {call.kind: call for call in unit.rows(_ALARMS, {"schedule": schedule})}
    call = calls.get(kind.name)
    if found is None or found.state is not RuleState.RUNNING or call is None or call.called != wall.isoformat():
        return False
    due = due_before(held_wall(found.recurrence, wall), found.recurrence.zone, call.ahead * MICROSECOND)
    if due <= unit.now:
        return False
    unit.run(_SET_LAST, {"schedule": schedule, "call": call.kind, "wall": ""})
    set_alarm(unit, call.kind, schedule, due, wall.isoformat())
    return True


def lose_zone(unit: Unit, schedule: ScheduleId) -> bool:
    """Pause a running rule whose zone is gone, and answer whether it was one; the caller has locked what it is kept for."""
    unit.run(_LOCK, {"schedule": schedule})
    found = find_schedule(unit, schedule)
    if found is None or found.state is not RuleState.RUNNING or not is_gone(found.recurrence.zone):
        return False
    _disarm(unit, schedule, RuleState.PAUSED)
    return True


def lock_rule(unit: Unit, schedule: ScheduleId) -> Recurrence | None:
    """Lock a rule before one of its alarms is taken; None where there is none."""
    unit.run(_LOCK, {"schedule": schedule})
    found = find_schedule(unit, schedule)
    return None if found is None else found.recurrence


def set_next(
    unit: Unit, schedule: ScheduleId, recurrence: Recurrence, kind: str, occurrence: OccurrenceTime, due: datetime
) -> None:
    """Note that a kind has been called for an occurrence and set its alarm for the next; missed ones in between become this one.

    `due` is when it was to be called: the next one is due when its rule says, even where that is over, but never before this one.
    """
    unit.run(_SET_LAST, {"schedule": schedule, "call": kind, "wall": occurrence.wall.isoformat()})
    arm(unit, schedule, recurrence, not_before=due, only=kind)


def due_before(wall: datetime, zone: str, ahead: timedelta) -> datetime:
    """Return the instant so long ahead of a wall time: "the day before at 10:00" is 10:00 also where a clock change lies between."""
    days = timedelta(days=ahead.days)
    return placed(wall - days, zone_named(zone)) - (ahead - days)


def lock_changeable(unit: Unit, schedule: ScheduleId) -> Schedule:
    """Lock a rule that can still be changed."""
    unit.run(_LOCK, {"schedule": schedule})
    found = find_schedule(unit, schedule)
    if found is None or found.state is RuleState.ENDED:
        raise Ended(schedule)
    return found


def placeable(found: Schedule) -> Schedule:
    """Return a rule whose dates have instants. Raise ZoneGone."""
    if is_gone(found.recurrence.zone):
        raise ZoneGone(found.recurrence.zone)
    return found


def arm(
    unit: Unit, schedule: ScheduleId, recurrence: Recurrence, *, not_before: datetime | None = None, only: str | None = None
) -> None:
    """Set each call's alarm for the first occurrence that it has not called for and that has not begun.

    What was due before `not_before` is due then: a rule that has just been kept or resumed is not late. Otherwise a due that is
    over stays, for it is what an alarm tells how late it comes.
    """
    for call in unit.rows(_ALARMS, {"schedule": schedule}):
        if only not in (None, call.kind):
            continue
        called = held_when_called(recurrence, call.called)
        occurrence = next((one for one in occurrences(recurrence, unit.now) if one.held.isoformat() > called), None)
        if occurrence is None:
            unset_alarm(unit, call.kind, schedule)
        else:
            due = due_before(occurrence.held, recurrence.zone, call.ahead * MICROSECOND)
            set_alarm(unit, call.kind, schedule, max(due, not_before or due), occurrence.wall.isoformat())


def held_when_called(recurrence: Recurrence, called: str) -> str:
    """Return when the occurrence that was called for last is held: what holidays move comes in another order than it is named."""
    return held_wall(recurrence, datetime.fromisoformat(called)).isoformat() if called else ""


def _disarm(unit: Unit, schedule: ScheduleId, to: RuleState) -> None:
    unit.run(_SET_STATE, {"schedule": schedule, "to": to.value})
    for call in unit.rows(_ALARMS, {"schedule": schedule}):
        unset_alarm(unit, call.kind, schedule)
