"""Reports of a topic: three different people hide it until a host decides; nobody sees who they were."""

from dataclasses import dataclass, replace

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules.changes import BallotCast, TopicHidden, TopicReported, TopicRestored
from bot.features.lean_coffee.rules.parts import parts
from bot.features.lean_coffee.rules.refusals import NotHidden, NothingToReport, OwnTopic, ReportedBefore, TopicGone, TopicTaken
from bot.features.lean_coffee.rules.stages import GONE, Column
from bot.features.lean_coffee.rules.topics import may_change, sealed, to_vote_on, topic_of
from bot.features.lean_coffee.rules.values import Meeting, Topic, TopicId
from bot.meetings.rules.guards import host_only, open_still

HIDDEN_AT = 3
"""Reports of so many different people hide a topic, however few are there."""


@dataclass(frozen=True)
class Reports:
    """Those of one topic, by marks that only its `key` can hold against a person. `settled`: those before a host has put it back."""

    key: str
    counting: frozenset[str] = frozenset()
    settled: frozenset[str] = frozenset()


def report(
    meeting: Meeting, *, topic: TopicId, person: PersonId, reports: Reports
) -> tuple[TopicReported | TopicHidden | BallotCast, ...]:
    """Report a topic that waits on the board, once; the third report hides it, and its dots go back to who gave them.

    Raise MeetingOver, NothingToReport, NoSuchTopic, TopicMerged, TopicGone, TopicTaken, OwnTopic or ReportedBefore.
    """
    open_still(meeting)
    if meeting.parent is not None:  # what no table has yet is on the board of all
        raise NothingToReport
    found = topic_of(meeting, topic)
    if found.column in GONE:
        raise TopicGone(found.column)
    if found.column is not Column.TO_DISCUSS:
        raise TopicTaken(found.column)
    if is_own(found, person):
        raise OwnTopic
    mark = sealed(reports.key, person).mark
    if mark in reports.counting | reports.settled:
        raise ReportedBefore
    reported = TopicReported(topic, reports.key, mark)
    if len(reports.counting) + 1 < HIDDEN_AT:
        return (reported,)
    return (reported, TopicHidden(topic), *dots_back(meeting, topic))


def dots_back(meeting: Meeting, topic: TopicId) -> tuple[BallotCast, ...]:
    """Return the ballots without their dots on a topic; who gave all of theirs to it has not voted."""
    given = [ballot for ballot in meeting.ballots if topic in ballot.dots]
    rest = [replace(ballot, dots=tuple(dot for dot in ballot.dots if dot != topic)) for ballot in given]
    return tuple(BallotCast(ballot, (topic,)) for ballot in rest)


def restore(meeting: Meeting, *, topic: TopicId, person: PersonId) -> tuple[TopicRestored]:
    """Put a hidden topic back, as a host: on the board, or after the meeting among those that wait. Raise NotHost or NotHidden."""
    host_only(meeting, person)
    if meeting.parent is not None:
        raise NotHidden
    if topic_of(meeting, topic).column is not Column.HIDDEN:
        raise NotHidden
    return (TopicRestored(topic),)


def reportable(meeting: Meeting, person: PersonId) -> tuple[Topic, ...]:
    """Return the topics that a person can report: what waits on the board, but for their own."""
    if meeting.closed is not None or meeting.parent is not None:
        return ()
    return tuple(topic for topic in to_vote_on(meeting) if not is_own(topic, person))


def hidden(meeting: Meeting) -> tuple[Topic, ...]:
    """Return the topics about which a host has still to decide; those of tables are decided about by the host of all."""
    return () if meeting.parent is not None else tuple(topic for topic in meeting.topics if topic.column is Column.HIDDEN)


def is_own(topic: Topic, person: PersonId) -> bool:
    """Tell whether all of a topic is this person's, who can withdraw it."""
    made_of = parts(topic)
    return bool(made_of) and all(may_change(part, person, None) for part in made_of)
