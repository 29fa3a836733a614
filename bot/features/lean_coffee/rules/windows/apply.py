"""An asynchronous Lean Coffee after a change, and what is kept to take a window's early end back."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.features.lean_coffee.rules.agenda import closed, given, merged, placed, set_by, tallied, with_topic
from bot.features.lean_coffee.rules.changes import MeetingEnded, Merging, OfTopics
from bot.features.lean_coffee.rules.stages import Column
from bot.features.lean_coffee.rules.undo import Way, as_before, way_moved, way_of
from bot.features.lean_coffee.rules.values import Topic, TopicId
from bot.features.lean_coffee.rules.windows.changes import (
    Decided,
    TalkDecided,
    TalkOpened,
    ThumbGiven,
    VoteFailed,
    VoteOpened,
)
from bot.features.lean_coffee.rules.windows.values import AsyncCoffee, Stage
from bot.meetings.rules.apply import moved
from bot.meetings.rules.changes import ClockFollowed, PhaseUndone


@dataclass(frozen=True)
class Before:
    """One before its host ended a window, as far as that changed it; `ways`: of the topics that it changed."""

    dots: int
    voted_until: datetime | None
    ways: tuple[Way, ...]


def keep(before: AsyncCoffee, after: AsyncCoffee) -> Before:
    """Return what is kept to take an early end back, given the meeting before and after it."""
    were = {topic.id: way_of(topic) for topic in before.topics}
    changed = [were[topic.id] for topic in after.topics if way_of(topic) != were[topic.id]]
    return Before(before.dots, before.voted_until, tuple(changed))


def apply_own(meeting: AsyncCoffee, change: Any) -> AsyncCoffee:
    """Return a meeting to which what holds for any meeting was applied, with the part that is its own."""
    if isinstance(change, OfTopics):
        return given(meeting, change)
    if isinstance(change, Merging):
        return merged(meeting, change)
    match change:
        case VoteOpened():
            return replace(meeting, ballots=(), dots=change.dots)
        case TalkOpened():
            return _opened(replace(placed(meeting, change.ranking), voted_until=change.at), change)
        case VoteFailed():
            return replace(placed(meeting, change.ranking), voted_until=change.at)
        case TalkDecided():
            for one in change.decided:
                meeting = with_topic(meeting, one.topic, partial(_after_window, one))
            return meeting
        case ThumbGiven():
            thumbs = {(one.topic, one.person): one for one in (*meeting.thumbs, change.thumb)}
            return replace(meeting, thumbs=tuple(thumbs[key] for key in sorted(thumbs)))
        case MeetingEnded():
            return replace(closed(meeting, change), thumbs=())
        case PhaseUndone():
            return _back(meeting, change)
        case ClockFollowed():
            return _set_by(meeting, change.by)
        case _:
            return meeting


def _opened(meeting: AsyncCoffee, change: TalkOpened) -> AsyncCoffee:
    for topic in change.topics:
        meeting = with_topic(meeting, topic, lambda found: replace(found, column=Column.DISCUSSING, opened=change.at))
    return meeting


def _after_window(one: Decided, topic: Topic) -> Topic:
    column = topic.column if one.more else Column.DISCUSSED
    return tallied(replace(topic, boxes=(*topic.boxes, one.ran), column=column), one.tally)


def _back(meeting: AsyncCoffee, change: PhaseUndone) -> AsyncCoffee:
    kept: Before = change.step.kept
    were: dict[TopicId, Way] = {way.topic: way for way in kept.ways}
    topics = tuple(as_before(topic, were[topic.id]) if topic.id in were else topic for topic in meeting.topics)
    back = replace(meeting, dots=kept.dots, voted_until=kept.voted_until, topics=topics)
    if change.step.led_to is Stage.VOTING:
        return replace(back, ballots=())
    # The thumbs of a window that goes on are those by which its end decided.
    return replace(back, thumbs=()) if change.step.stage is Stage.VOTING else back


def _set_by(meeting: AsyncCoffee, by: timedelta) -> AsyncCoffee:
    return replace(
        meeting,
        voted_until=moved(meeting.voted_until, by),
        topics=tuple(set_by(topic, by) for topic in meeting.topics),
        ballots=tuple(replace(ballot, at=ballot.at + by) for ballot in meeting.ballots),
        thumbs=tuple(replace(thumb, at=thumb.at + by) for thumb in meeting.thumbs),
        steps=tuple(replace(step, kept=_kept_moved(step.kept, by)) for step in meeting.steps),
    )


def _kept_moved(kept: Before, by: timedelta) -> Before:
    return replace(kept, voted_until=moved(kept.voted_until, by), ways=tuple(way_moved(way, by) for way in kept.ways))
