"""When things happen: sentences and recurrence, alarms, the clock that rings them."""

from bot.schedule.alarms import Alarm, Ringing, unwake, wake
from bot.schedule.keeping import (
    Call,
    Ended,
    Kept,
    RuleState,
    ScheduleId,
    end,
    keep,
    kept,
    next_occurrence,
    pause,
    resume,
    skip,
    upcoming,
)
from bot.schedule.recurrence import Occurrence, Recurrence, next_after, next_four

__all__ = [
    "Alarm",
    "Call",
    "Ended",
    "Kept",
    "Occurrence",
    "Recurrence",
    "Ringing",
    "RuleState",
    "ScheduleId",
    "end",
    "keep",
    "kept",
    "next_after",
    "next_four",
    "next_occurrence",
    "pause",
    "resume",
    "skip",
    "unwake",
    "upcoming",
    "wake",
]
