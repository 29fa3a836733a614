"""Changes of a kept rule: a date moved or taken back, a pause with an end, another rule in its place."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import bindparam, delete, update

from bot.core.refusal import Refusal
from bot.schedule.alarms import unset_alarm
from bot.schedule.grammar.errors import AlreadyOver
from bot.schedule.recurrence import (
    FARTHEST,
    OccurrenceTime,
    Recurrence,
    check,
    moved,
    next_after,
    occurrence_at,
    placed,
    taken_back,
    zone_named,
)
from bot.schedule.rule_rows import RULE, columns_of
from bot.schedule.schedules import (
    LeadAlarm,
    RuleState,
    Schedule,
    ScheduleId,
    arm,
    call_for,
    called_kinds,
    lock_changeable,
    move_once,
    placeable,
)
from bot.schedule.tables import LeadAlarmRow, RuleRow
from bot.store.base import in_workspace
from bot.store.unit import Unit

_SET = (
    update(RuleRow)
    .where(RuleRow.workspace == in_workspace(), RuleRow.id == bindparam("schedule"))
    .values({column.key: bindparam(f"to_{column.key}") for column in (*RULE, RuleRow.state)})
)
_CALLED_FOR = (LeadAlarmRow.workspace == in_workspace(), LeadAlarmRow.rule == bindparam("schedule"))
_FORGET_CALLED = update(LeadAlarmRow).where(*_CALLED_FOR).values(called="")
_CALL_NOBODY = delete(LeadAlarmRow).where(*_CALLED_FOR)


class QuietTooFar(Refusal):
    """A pause ends on a day to come, while the rule has a date left by then."""

    field = "until"


def take_back(unit: Unit, schedule: ScheduleId, wall: datetime) -> OccurrenceTime:
    """Let an occurrence that was skipped happen after all. Raise Ended, ZoneGone, AlreadyOver or DateTaken."""
    found = placeable(lock_changeable(unit, schedule))
    _is_to_come(unit, found.recurrence, wall)
    return _happens(unit, schedule, found, taken_back(found.recurrence, wall), wall)


def move(unit: Unit, schedule: ScheduleId, wall: datetime, to: datetime) -> OccurrenceTime:
    """Let one occurrence happen at another wall time; the rhythm of the others stays, and what happens once goes there for good.

    Raise Ended, ZoneGone, AlreadyOver, NeverHappens, NotAnOccurrence or DateTaken.
    """
    found = placeable(lock_changeable(unit, schedule))
    if found.recurrence.once:
        return move_once(unit, schedule, to)
    _is_to_come(unit, found.recurrence, to)
    return _happens(unit, schedule, found, moved(found.recurrence, wall, to), to)


def pause_until(unit: Unit, schedule: ScheduleId, day: date) -> None:
    """Call nobody for what happens before a day, and go on by itself. Raise Ended, ZoneGone or QuietTooFar."""
    found = placeable(lock_changeable(unit, schedule))
    here = unit.now.astimezone(zone_named(found.recurrence.zone)).date()
    quiet = replace(found.recurrence, quiet_until=day)
    if not here < day <= here + FARTHEST or next_after(quiet, unit.now) is None:
        raise QuietTooFar
    _write(unit, schedule, quiet, RuleState.RUNNING)
    arm(unit, schedule, quiet, not_before=unit.now)


def change(unit: Unit, schedule: ScheduleId, recurrence: Recurrence, calls: Sequence[LeadAlarm]) -> None:
    """Put another rule in the place of one, and call by these leads from now on; one that is paused stays so.

    Raise Ended, NeverHappens and the refusals of a rule.
    """
    found = lock_changeable(unit, schedule)
    check(recurrence, unit.now)
    _write(unit, schedule, recurrence, found.state)
    for kind in called_kinds(unit, schedule):
        unset_alarm(unit, kind, schedule)
    unit.run(_CALL_NOBODY, {"schedule": schedule})
    call_for(unit, schedule, calls)
    if found.state is RuleState.RUNNING:
        arm(unit, schedule, recurrence, not_before=unit.now)


def _happens(unit: Unit, schedule: ScheduleId, found: Schedule, recurrence: Recurrence, wall: datetime) -> OccurrenceTime:
    """Write a rule down that happens at another time too, which may lie before what was called for last: that is called for again."""
    _write(unit, schedule, recurrence, found.state)
    unit.run(_FORGET_CALLED, {"schedule": schedule})
    if found.state is RuleState.RUNNING:
        arm(unit, schedule, recurrence, not_before=unit.now)
    return occurrence_at(recurrence, wall)


def _is_to_come(unit: Unit, recurrence: Recurrence, wall: datetime) -> None:
    if placed(wall, zone_named(recurrence.zone)) <= unit.now:
        raise AlreadyOver(wall)


def _write(unit: Unit, schedule: ScheduleId, recurrence: Recurrence, state: RuleState) -> None:
    columns = columns_of(recurrence) | {"state": state.value}
    unit.run(_SET, {"schedule": schedule, **{f"to_{name}": value for name, value in columns.items()}})
