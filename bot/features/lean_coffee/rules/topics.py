"""Topics: proposing, editing, withdrawing and removing them, signed or anonymous."""

import hmac
from datetime import datetime

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules.changes import TopicEdited, TopicProposed, TopicRemoved, TopicWithdrawn
from bot.features.lean_coffee.rules.refusals import NoSuchTopic, NotYourTopic, TooManyTopics, TopicGone, TopicTaken
from bot.features.lean_coffee.rules.stages import Column, Stage
from bot.features.lean_coffee.rules.texts import of_topic, paragraph
from bot.features.lean_coffee.rules.values import Meeting, Proposal, Seal, Topic, TopicId
from bot.meetings.rules.guards import host_only, open_still

MOST_TOPICS = 100
"""As many as a menu of Slack's can offer on the ballot."""


def sealed(key: str, person: PersonId) -> Seal:
    """Return what lets an anonymous author be recognised as long as the key exists."""
    return Seal(key, hmac.digest(key.encode(), person.encode(), "sha256").hex())


def propose(
    meeting: Meeting | None, proposal: Proposal, *, waiting: int, topic: TopicId, at: datetime, key: str | None = None
) -> tuple[TopicProposed]:
    """Put a topic on the board while topics are collected or voted on, else among those that wait for the next meeting.

    A `key` makes it anonymous. `waiting`: how many wait in the channel. Raise EmptyText, TextTooLong or TooManyTopics.
    """
    board = meeting if meeting is not None and takes_topics(meeting) else None
    if (waiting if board is None else len(on_agenda(board))) >= MOST_TOPICS:
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


def takes_topics(meeting: Meeting) -> bool:
    """Tell whether a topic that is proposed now comes on the board; later it waits."""
    return meeting.stage in (Stage.GATHERING, Stage.VOTING)


def edit(topic: Topic, *, person: PersonId, host: PersonId | None, title: str, context: str) -> tuple[TopicEdited]:
    """Change the words of a topic that is still to discuss. Raise NotYourTopic, TopicGone, TopicTaken, EmptyText, TextTooLong."""
    _changeable(topic, person, host)
    return (TopicEdited(topic.id, *of_topic(title, context)),)


def withdraw(topic: Topic, *, person: PersonId, host: PersonId | None) -> tuple[TopicWithdrawn]:
    """Take back a topic that is still to discuss. Raise NotYourTopic, TopicGone or TopicTaken."""
    _changeable(topic, person, host)
    return (TopicWithdrawn(topic.id),)


def remove(meeting: Meeting, *, topic: TopicId, person: PersonId) -> tuple[TopicRemoved]:
    """Take a topic off the board, as the host. Raise MeetingOver, NotHost, NoSuchTopic, TopicGone or TopicTaken."""
    open_still(meeting)
    host_only(meeting, person)
    _to_discuss(topic_of(meeting, topic))
    return (TopicRemoved(topic),)


def may_change(topic: Topic, person: PersonId, host: PersonId | None) -> bool:
    """Tell whether a topic is this person's: its author's, or the host's where an anonymous one belongs to the group."""
    if topic.seal is not None:
        return hmac.compare_digest(sealed(topic.seal.key, person).mark, topic.seal.mark)
    return person == (host if topic.anonymous else topic.author)


def topic_of(meeting: Meeting, topic: TopicId) -> Topic:
    """Return a topic of the meeting. Raise NoSuchTopic."""
    for found in meeting.topics:
        if found.id == topic:
            return found
    raise NoSuchTopic(topic)


def on_agenda(meeting: Meeting) -> tuple[Topic, ...]:
    """Return the topics that were neither withdrawn nor removed, as proposed."""
    return tuple(topic for topic in meeting.topics if topic.column not in (Column.WITHDRAWN, Column.REMOVED))


def to_vote_on(meeting: Meeting) -> tuple[Topic, ...]:
    """Return the topics that are still to discuss, as proposed."""
    return tuple(topic for topic in meeting.topics if topic.column is Column.TO_DISCUSS)


def _changeable(topic: Topic, person: PersonId, host: PersonId | None) -> None:
    _there(topic)
    if not may_change(topic, person, host):
        raise NotYourTopic
    _to_discuss(topic)


def _there(topic: Topic) -> None:
    # Asked before whose it was: of an anonymous topic that is gone nobody can tell any more.
    if topic.column in (Column.WITHDRAWN, Column.REMOVED):
        raise TopicGone(topic.column)


def _to_discuss(topic: Topic) -> None:
    _there(topic)
    if topic.column is not Column.TO_DISCUSS:
        raise TopicTaken(topic.column)
