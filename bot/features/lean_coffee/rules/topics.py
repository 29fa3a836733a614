"""Topics: proposing, editing, withdrawing and removing them, signed or anonymous."""

import hmac
from dataclasses import replace
from datetime import datetime

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules.changes import TopicEdited, TopicProposed, TopicRemoved, TopicReworded, TopicWithdrawn
from bot.features.lean_coffee.rules.parts import parts, reworded, tree
from bot.features.lean_coffee.rules.refusals import (
    NoSuchTopic,
    NotYourTopic,
    TooManyTopics,
    TopicGone,
    TopicMerged,
    TopicTaken,
)
from bot.features.lean_coffee.rules.stages import FOR_GOOD, GONE, Column
from bot.features.lean_coffee.rules.texts import of_topic, paragraph
from bot.features.lean_coffee.rules.values import Proposal, Seal, Topic, TopicId, TopicMeeting
from bot.meetings.rules.guards import host_only, open_still
from bot.meetings.rules.refusals import NotHost

MOST_TOPICS = 100
"""As many as a menu of Slack's can offer: to remove, merge, report or talk about one of them."""


def sealed(key: str, person: PersonId) -> Seal:
    """Return what lets an anonymous author be recognised as long as the key exists."""
    return Seal(key, hmac.digest(key.encode(), person.encode(), "sha256").hex())


def propose(
    meeting: TopicMeeting | None, proposal: Proposal, *, waiting: int, topic: TopicId, at: datetime, key: str | None = None
) -> tuple[TopicProposed]:
    """Put a topic on the board while topics are collected or voted on, else among those that wait for the next meeting.

    A `key` makes it anonymous. `waiting`: how many wait in the channel. Raise EmptyText, TextTooLong or TooManyTopics.
    """
    board = meeting if meeting is not None and meeting.takes_topics else None
    if (waiting if board is None else proposed(board)) >= MOST_TOPICS:
        raise TooManyTopics(MOST_TOPICS)
    title, context = of_topic(proposal.title, proposal.context)
    return (
        TopicProposed(
            Topic(
                topic,
                proposal.channel,
                title,
                context,
                author=proposal.person if key is None else None,
                proposed=at,
                anonymous=key is not None,
                seal=None if key is None else sealed(key, proposal.person),
                link=paragraph("link", proposal.link),
                meeting=None if board is None else board.id,
            )
        ),
    )


def proposed(meeting: TopicMeeting) -> int:
    """Count what people proposed that is on the board, or can come back to it: each part of a merged topic, and what is hidden."""
    return sum(len(parts(topic)) for topic in meeting.topics if topic.column not in FOR_GOOD)


def edit(
    topic: Topic, *, person: PersonId, host: PersonId | None, title: str, context: str, whole: Topic | None = None
) -> tuple[TopicEdited | TopicReworded | TopicWithdrawn, ...]:
    """Change the words of a topic that is still to discuss; `whole`: the merged topic that it is part of, which says them too.

    Raise NotYourTopic, TopicGone, TopicTaken, EmptyText, TextTooLong.
    """
    _changeable(topic, person, host, whole)
    title, context = of_topic(title, context)
    edited = TopicEdited(topic.id, title, context)
    return (edited, *(() if whole is None else reworded(whole, replace(topic, title=title, context=context))))


def withdraw(
    topic: Topic, *, person: PersonId, host: PersonId | None, whole: Topic | None = None
) -> tuple[TopicReworded | TopicWithdrawn, ...]:
    """Take back a topic that is still to discuss, with all that it was made of; of a merged one a part is taken back alone.

    Raise NotYourTopic, TopicGone or TopicTaken.
    """
    _changeable(topic, person, host, whole)
    withdrawn = tuple(TopicWithdrawn(one.id) for one in tree(topic) if one.column not in FOR_GOOD)
    return (*withdrawn, *(() if whole is None else reworded(whole, replace(topic, column=Column.WITHDRAWN))))


def remove(meeting: TopicMeeting, *, topic: TopicId, person: PersonId) -> tuple[TopicRemoved, ...]:
    """Take a topic off the board with all that it was made of, as the host.

    Raise MeetingOver, NotHost, NoSuchTopic, TopicGone, TopicMerged or TopicTaken.
    """
    open_still(meeting)
    if meeting.parent is not None:  # what no table has yet is for the host of all to decide about
        raise NotHost(meeting.host)
    host_only(meeting, person)
    found = topic_of(meeting, topic)
    _to_discuss(found)
    return removed(found)


def removed(topic: Topic) -> tuple[TopicRemoved, ...]:
    """Return that a topic is off the list, with all that it was made of."""
    return tuple(TopicRemoved(one.id) for one in tree(topic) if one.column not in FOR_GOOD)


def may_change(topic: Topic, person: PersonId, host: PersonId | None) -> bool:
    """Tell whether a topic is this person's: its author's, or the host's where an anonymous or a merged one belongs to the group."""
    if topic.seal is not None:
        return hmac.compare_digest(sealed(topic.seal.key, person).mark, topic.seal.mark)
    return person == (host if of_group(topic) else topic.author)


def of_group(topic: Topic) -> bool:
    """Tell whether no person alone can change a topic: a carried anonymous one, or one that was merged of several people's."""
    return topic.seal is None and (topic.anonymous or topic.merge is not None)


def topic_of(meeting: TopicMeeting, topic: TopicId) -> Topic:
    """Return a topic of the meeting. Raise NoSuchTopic, or TopicMerged for one that is part of another."""
    found = lands_on(meeting, topic)
    if found.id != topic:
        raise TopicMerged(found.title)
    return found


def lands_on(meeting: TopicMeeting, topic: TopicId) -> Topic:
    """Return a topic of the meeting, or the one that it is part of by now. Raise NoSuchTopic."""
    for found in meeting.topics:
        if any(one.id == topic for one in tree(found)):
            return found
    raise NoSuchTopic(topic)


def on_agenda(meeting: TopicMeeting) -> tuple[Topic, ...]:
    """Return the topics that were neither withdrawn, nor removed, nor hidden, as proposed."""
    return tuple(topic for topic in meeting.topics if topic.column not in GONE)


def to_vote_on(meeting: TopicMeeting) -> tuple[Topic, ...]:
    """Return the topics that are still to discuss, as proposed; in a run-off those that it is among."""
    among = meeting.run_off
    return tuple(topic for topic in meeting.topics if topic.column is Column.TO_DISCUSS and (not among or topic.id in among))


def _changeable(topic: Topic, person: PersonId, host: PersonId | None, whole: Topic | None) -> None:
    _there(topic)
    if not may_change(topic, person, host):
        raise NotYourTopic
    _to_discuss(topic if whole is None else whole)


def _there(topic: Topic) -> None:
    # Asked before whose it was: of an anonymous topic that is gone nobody can tell any more.
    if topic.column in FOR_GOOD:
        raise TopicGone(topic.column)


def _to_discuss(topic: Topic) -> None:
    _there(topic)
    if topic.column not in (Column.TO_DISCUSS, Column.HIDDEN):
        raise TopicTaken(topic.column)
