"""Rows <-> the rules' values; all of Lean Coffee's SQL."""

from bot.features.lean_coffee.store.answers import Asked, lock_for_ballot, lock_for_thumb
from bot.features.lean_coffee.store.meetings import (
    WHOLE,
    Part,
    lock_meeting,
    meeting,
    open_meeting_of,
    open_meetings,
    open_meetings_in,
    open_meetings_with,
)
from bot.features.lean_coffee.store.new import record_topic
from bot.features.lean_coffee.store.record import record
from bot.features.lean_coffee.store.topics import (
    host_of,
    lock_topic,
    new_topics,
    on_agenda,
    topic,
    topics_of,
    topics_of_group,
    waiting_topics,
)

__all__ = [
    "WHOLE",
    "Asked",
    "Part",
    "host_of",
    "lock_for_ballot",
    "lock_for_thumb",
    "lock_meeting",
    "lock_topic",
    "meeting",
    "new_topics",
    "on_agenda",
    "open_meeting_of",
    "open_meetings",
    "open_meetings_in",
    "open_meetings_with",
    "record",
    "record_topic",
    "topic",
    "topics_of",
    "topics_of_group",
    "waiting_topics",
]
