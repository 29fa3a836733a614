"""Rows <-> the rules' values; all of Lean Coffee's SQL."""

from bot.features.lean_coffee.store.answers import Asked, lock_for_ballot, lock_for_thumb
from bot.features.lean_coffee.store.meetings import (
    WHOLE,
    Part,
    lock_meeting,
    meeting,
    open_meeting_of,
    open_meetings,
)
from bot.features.lean_coffee.store.new import open_board, record_topic
from bot.features.lean_coffee.store.record import record
from bot.features.lean_coffee.store.series import (
    add_series,
    keep_occurrence,
    lock_occurrence,
    lock_series,
    mark_opened,
    mark_skipped,
    occurrence,
    occurrence_at,
    plans_of,
    series_hosted_by,
    series_named,
    series_of,
    set_coming,
)
from bot.features.lean_coffee.store.topics import (
    host_of,
    lock_topic,
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
    "add_series",
    "host_of",
    "keep_occurrence",
    "lock_for_ballot",
    "lock_for_thumb",
    "lock_meeting",
    "lock_occurrence",
    "lock_series",
    "lock_topic",
    "mark_opened",
    "mark_skipped",
    "meeting",
    "occurrence",
    "occurrence_at",
    "on_agenda",
    "open_board",
    "open_meeting_of",
    "open_meetings",
    "plans_of",
    "record",
    "record_topic",
    "series_hosted_by",
    "series_named",
    "series_of",
    "set_coming",
    "topic",
    "topics_of",
    "topics_of_group",
    "waiting_topics",
]
