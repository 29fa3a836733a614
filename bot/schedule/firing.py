"""Fires, delays or gives up one alarm, each in a transaction of its own."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import bindparam, delete, update

from bot.core.ids import WorkspaceId
from bot.core.kinds import AlarmKind
from bot.schedule.alarms import Alarm, AlarmHandler
from bot.schedule.recurrence import OccurrenceTime, occurrence_at, still_held
from bot.schedule.schedules import ScheduleId, lock_rule, set_next
from bot.schedule.tables import AlarmRow
from bot.schedule.working_days import OnHoliday
from bot.store.base import Instant, in_workspace
from bot.store.unit import Unit

BACK_OFF = (
    timedelta(seconds=1),
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
)
"""How long a failing alarm waits (real time) after each try; after the last of them it is tried once more and given up."""


class AlarmOutcome(Enum):
    """What became of an alarm that was due."""

    RUNG = "rung"
    SKIPPED = "skipped"
    GONE = "gone"
    """Taken by another replica, taken back or moved since it was read."""
    FAILED = "failed"
    GIVEN_UP = "given up"
    PAUSED = "paused"
    """Its rule's zone is gone: nothing of it rings until somebody has seen to it."""


@dataclass(frozen=True)
class Due:
    """An alarm as it was read; `wall` names the occurrence it is about, `attempts` says how often it has failed."""

    workspace: WorkspaceId
    kind: str
    subject: str
    due: datetime
    wall: str
    attempts: int


_THIS = (
    AlarmRow.workspace == in_workspace(),
    AlarmRow.kind == bindparam("k"),
    AlarmRow.subject == bindparam("s"),
    AlarmRow.due == bindparam("seen", type_=Instant()),
)
_TAKE = delete(AlarmRow).where(*_THIS)
_HOLD_BACK = (
    update(AlarmRow)
    .where(*_THIS, AlarmRow.attempts == bindparam("failed"))
    .values(attempts=AlarmRow.attempts + 1, not_before=bindparam("later", type_=Instant()))
)


def fire(unit: Unit, due: Due, kind: AlarmKind, handler: AlarmHandler) -> AlarmOutcome:
    """Take an alarm and do what it is for, or say that it came too late; a rule's next alarm is set in the same breath."""
    alarm = _take(unit, due, kind, handler)
    if alarm is None:
        return AlarmOutcome.GONE
    if alarm.late > kind.useful_for:
        handler.skipped(unit, alarm)
        return AlarmOutcome.SKIPPED
    handler.ring(unit, alarm)
    return AlarmOutcome.RUNG


def hold_back(unit: Unit, due: Due) -> None:
    """Let an alarm that failed wait before its next try, unless another replica has counted that failure."""
    later = unit.real_now + BACK_OFF[min(due.attempts, len(BACK_OFF) - 1)]
    unit.run(_HOLD_BACK, {**_key(due), "failed": due.attempts, "later": later})


def give_up(unit: Unit, due: Due, kind: AlarmKind, handler: AlarmHandler) -> None:
    """Take an alarm whose last try has failed, and tell."""
    alarm = _take(unit, due, kind, handler)
    if alarm is not None:
        handler.failed(unit, alarm)


def drop(unit: Unit, due: Due, kind: AlarmKind, handler: AlarmHandler) -> None:
    """Take an alarm that cannot even be given up, so that it does not stand in the way of its next one."""
    _take(unit, due, kind, handler)


def forget(unit: Unit, due: Due) -> None:
    """Delete an alarm whose rule cannot be read, so that it is not due for ever."""
    unit.run(_TAKE, _key(due))


def _take(unit: Unit, due: Due, kind: AlarmKind, handler: AlarmHandler) -> Alarm | None:
    """Lock the subject, then the rule, then take the alarm if it is still the one that was read; the clock may have been set back since."""
    if due.due > unit.now:
        return None
    handler.lock(unit, due.subject)
    recurrence = lock_rule(unit, ScheduleId(due.subject)) if due.wall else None
    if not unit.run(_TAKE, _key(due)):
        return None
    occurrence: OccurrenceTime | None = None
    if recurrence is not None:
        occurrence = occurrence_at(recurrence, datetime.fromisoformat(due.wall))
        set_next(unit, ScheduleId(due.subject), recurrence, due.kind, occurrence, due.due)
        if recurrence.on_holiday is not OnHoliday.KEEP and still_held(recurrence, occurrence.wall) is None:
            return None  # holidays that are known better by now have taken it away
    return Alarm(kind, due.subject, due.due, max(unit.now - due.due, timedelta()), occurrence)


def _key(due: Due) -> dict[str, object]:
    return {"k": due.kind, "s": due.subject, "seen": due.due}
