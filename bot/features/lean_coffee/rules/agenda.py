"""A meeting about topics, live or asynchronous, after a change of what stands on its agenda."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar, assert_never

from bot.features.lean_coffee.rules.changes import (
    BallotCast,
    MeetingEnded,
    Merging,
    OfTopics,
    Ranked,
    TakeawayAdded,
    TopicEdited,
    TopicProposed,
    TopicRemoved,
    TopicReworded,
    TopicsMerged,
    TopicsTaken,
    TopicTakenApart,
    TopicWithdrawn,
)
from bot.features.lean_coffee.rules.parts import changed as in_tree
from bot.features.lean_coffee.rules.stages import Column
from bot.features.lean_coffee.rules.values import Tally, Topic, TopicId, TopicMeeting
from bot.meetings.rules.apply import moved

T = TypeVar("T", bound=TopicMeeting)


def given(meeting: T, change: OfTopics) -> T:
    """Return a meeting about topics after what somebody gave to it."""
    match change:
        case BallotCast():
            ballots = {ballot.voter: ballot for ballot in (*meeting.ballots, change.ballot)}
            if change.void:
                del ballots[change.ballot.voter]
            return replace(meeting, ballots=tuple(ballots[voter] for voter in sorted(ballots)))
        case TakeawayAdded():
            return replace(meeting, takeaways=(*meeting.takeaways, change.takeaway))
        case TopicsTaken():
            return replace(meeting, topics=(*meeting.topics, *change.topics))
        case TopicProposed():
            lands = change.topic.meeting == meeting.id
            return replace(meeting, topics=(*meeting.topics, change.topic)) if lands else meeting
        case TopicEdited():
            return with_topic(meeting, change.topic, lambda topic: replace(topic, title=change.title, context=change.context))
        case TopicWithdrawn():
            return with_topic(meeting, change.topic, lambda topic: replace(topic, column=Column.WITHDRAWN, seal=None))
        case TopicRemoved():
            return with_topic(meeting, change.topic, lambda topic: replace(topic, column=Column.REMOVED, seal=None))
        case _:
            assert_never(change)


def merged(meeting: T, change: Merging) -> T:
    """Return a meeting about topics after some were merged, or taken apart."""
    match change:
        case TopicsMerged():
            ids = {half.id for half in change.topic.halves}
            about = tuple(replace(one, topic=change.topic.id) if one.topic in ids else one for one in meeting.takeaways)
            rest = tuple(topic for topic in meeting.topics if topic.id not in ids)
            return replace(meeting, topics=(*rest, change.topic), takeaways=about)
        case TopicReworded():
            title, told, link = change.title, change.context, change.link
            return with_topic(meeting, change.topic, lambda topic: replace(topic, title=title, context=told, link=link))
        case TopicTakenApart():
            gone = with_topic(meeting, change.topic, lambda topic: replace(topic, column=Column.REMOVED, halves=()))
            return replace(gone, topics=(*gone.topics, *change.halves))
        case _:
            assert_never(change)


def placed(meeting: T, ranking: Iterable[Ranked]) -> T:
    """Return a meeting whose topics have the places of a vote."""
    places = {place.topic: place for place in ranking}

    def ranked(topic: Topic) -> Topic:
        place = places.get(topic.id)
        return (
            topic
            if place is None
            else replace(topic, rank=place.rank, dots=place.dots, voters=place.voters, named=place.named, run_off=place.run_off)
        )

    return replace(meeting, topics=tuple(ranked(topic) for topic in meeting.topics))


def closed(meeting: T, change: MeetingEnded) -> T:
    """Return a meeting about topics that closes: nobody can tell whose an anonymous one was, nor who voted for what."""
    over = replace(meeting, topics=tuple(unsealed(topic) for topic in meeting.topics), ballots=())
    for topic in change.undone:
        over = with_topic(over, topic, lambda found: replace(found, column=Column.TO_DISCUSS, at_table=None))
    return over


def unsealed(topic: Topic) -> Topic:
    """Return a topic whose authors, and those of all that it was made of, nobody can tell any more where they were anonymous."""
    return replace(topic, seal=None, halves=tuple(unsealed(half) for half in topic.halves))


def set_by(topic: Topic, by: timedelta) -> Topic:
    """Return a topic with a clock that was set."""
    merge = topic.merge and replace(topic.merge, at=topic.merge.at + by)
    return replace(topic, opened=moved(topic.opened, by), merge=merge)


def tallied(topic: Topic, tally: Tally) -> Topic:
    """Return a topic that was decided about; a question that nobody answered leaves no tally."""
    return replace(topic, tallies=(*topic.tallies, tally)) if tally.answers else topic


def with_topic(meeting: T, topic: TopicId, changed: Callable[[Topic], Topic]) -> T:
    """Return a meeting one of whose topics is changed, or one that such a topic is made of."""
    return replace(meeting, topics=tuple(in_tree(found, topic, changed) for found in meeting.topics))
