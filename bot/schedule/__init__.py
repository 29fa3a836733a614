"""When things happen: sentences and recurrence, alarms, the clock that rings them."""

from bot.schedule.alarms import Alarm, AlarmHandler, bring_forward, cancel_alarm, wake
from bot.schedule.explain import explain
from bot.schedule.heartbeat import Outage
from bot.schedule.in_words import in_words, left_out
from bot.schedule.keeping import (
    Call,
    Ended,
    Kept,
    RuleState,
    ScheduleId,
    ZoneGone,
    call_again,
    due_before,
    end,
    keep,
    kept,
    move_once,
    next_occurrence,
    pause,
    resume,
    skip,
    upcoming,
)
from bot.schedule.recurrence import Occurrence, Recurrence, next_after, next_four, occurrence_at
from bot.schedule.sentences import Sentence, assemble, parse, read_sentence
from bot.schedule.zone_changes import Told, ZoneChanges

__all__ = [
    "Alarm",
    "AlarmHandler",
    "Call",
    "Ended",
    "Kept",
    "Occurrence",
    "Outage",
    "Recurrence",
    "RuleState",
    "ScheduleId",
    "Sentence",
    "Told",
    "ZoneChanges",
    "ZoneGone",
    "assemble",
    "bring_forward",
    "call_again",
    "cancel_alarm",
    "due_before",
    "end",
    "explain",
    "in_words",
    "keep",
    "kept",
    "left_out",
    "move_once",
    "next_after",
    "next_four",
    "next_occurrence",
    "occurrence_at",
    "parse",
    "pause",
    "read_sentence",
    "resume",
    "skip",
    "upcoming",
    "wake",
]
