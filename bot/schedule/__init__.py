"""When things happen: sentences and recurrence, alarms, the clock that rings them."""

from bot.schedule.alarms import Alarm, AlarmHandler, bring_forward, cancel_alarm, wake
from bot.schedule.explain import explain
from bot.schedule.grammar.in_words import in_words, left_out
from bot.schedule.grammar.sentences import Sentence, assemble, parse, read_sentence
from bot.schedule.heartbeat import Outage
from bot.schedule.recurrence import OccurrenceTime, Recurrence, next_after, next_four, occurrence_at
from bot.schedule.schedules import (
    Ended,
    LeadAlarm,
    RuleState,
    Schedule,
    ScheduleId,
    ZoneGone,
    create_schedule,
    due_before,
    end,
    find_schedule,
    move_once,
    next_occurrence,
    pause,
    resume,
    set_again,
    skip,
    upcoming,
)
from bot.schedule.zone_changes import Told, ZoneChanges

__all__ = [
    "Alarm",
    "AlarmHandler",
    "Ended",
    "LeadAlarm",
    "OccurrenceTime",
    "Outage",
    "Recurrence",
    "RuleState",
    "Schedule",
    "ScheduleId",
    "Sentence",
    "Told",
    "ZoneChanges",
    "ZoneGone",
    "assemble",
    "bring_forward",
    "cancel_alarm",
    "create_schedule",
    "due_before",
    "end",
    "explain",
    "find_schedule",
    "in_words",
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
    "set_again",
    "skip",
    "upcoming",
    "wake",
]
