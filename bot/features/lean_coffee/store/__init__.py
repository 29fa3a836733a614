"""Rows <-> the rules' values; all of Lean Coffee's SQL."""

from bot.features.lean_coffee.store.answers import Asked, lock_for_ballot, lock_for_thumb
from bot.features.lean_coffee.store.boards import link_to_board
from bot.features.lean_coffee.store.meetings import (
    WHOLE,
    Part,
    lock_meeting,
    lock_row,
    meeting,
    open_meeting_of,
    open_meetings,
    open_meetings_in,
    open_meetings_with,
)
from bot.features.lean_coffee.store.new import open_board, record_topic
from bot.features.lean_coffee.store.plans import add_plan, forget_plans, lock_plan, mark_plan, next_plan, plan, queued_by
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
    "add_plan",
    "forget_plans",
    "host_of",
    "link_to_board",
    "lock_for_ballot",
    "lock_for_thumb",
    "lock_meeting",
    "lock_plan",
    "lock_row",
    "lock_topic",
    "mark_plan",
    "meeting",
    "new_topics",
    "next_plan",
    "on_agenda",
    "open_board",
    "open_meeting_of",
    "open_meetings",
    "open_meetings_in",
    "open_meetings_with",
    "plan",
    "queued_by",
    "record",
    "record_topic",
    "topic",
    "topics_of",
    "topics_of_group",
    "waiting_topics",
]
