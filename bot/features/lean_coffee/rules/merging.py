"""Merges two topics before voting opens, and takes them apart: no words, seals or dots are lost."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules.changes import BallotCast, TopicsMerged, TopicTakenApart
from bot.features.lean_coffee.rules.parts import parts, words_of
from bot.features.lean_coffee.rules.refusals import NotMerged, SameTopic, TooManyParts, TooManyTopics, TopicGone
from bot.features.lean_coffee.rules.stages import GONE, Column, Stage, Steering
from bot.features.lean_coffee.rules.topics import MOST_TOPICS, on_agenda, to_vote_on, topic_of
from bot.features.lean_coffee.rules.values import Ballot, Meeting, Merge, Topic, TopicId
from bot.meetings.rules.guards import host_only, in_phase, open_still, steering
from bot.meetings.rules.refusals import NothingToUndo, NotNow, TooLateToUndo
from bot.meetings.rules.undo import UNDONE_WITHIN
from bot.meetings.rules.values import Steered

MOST_PARTS = 4
"""So many topics that people proposed fit into one with their titles and sentences readable."""


def merge(
    meeting: Meeting, *, first: TopicId, second: TopicId, merged: TopicId, person: PersonId, phase: int, at: datetime
) -> tuple[TopicsMerged | BallotCast, ...]:
    """Make one topic of two while topics are gathered, as a host: who carried it furthest and proposed first counts for it.

    Raise MeetingOver, NotHost, Stale, NotNow, SameTopic, NoSuchTopic, TopicGone, TopicMerged or TooManyParts.
    """
    _hosts_gathering(meeting, person, phase)
    if first == second:
        raise SameTopic
    found = sorted((_on_board(meeting, one) for one in (first, second)), key=lambda topic: (topic.proposed, topic.id))
    halves = tuple(_half(one, merged) for one in found)
    made_of = tuple(part for half in halves for part in parts(half))
    if len(made_of) > MOST_PARTS:
        raise TooManyParts(MOST_PARTS)
    title, context, link = words_of(made_of)
    topic = Topic(
        merged,
        meeting.channel,
        title,
        context,
        author=None,
        proposed=min(half.proposed for half in halves),
        link=link,
        carried=max(half.carried for half in halves),
        meeting=meeting.id,
        merge=Merge(person, at),
        halves=halves,
    )
    given = ballots_merged(meeting.ballots, merged, frozenset((first, second)), meeting.dots)
    return (TopicsMerged(topic, steered=Steered(person, Steering.MERGED, at)), *(BallotCast(ballot) for ballot in given))


def ballots_merged(
    ballots: Iterable[Ballot], merged: TopicId, halves: frozenset[TopicId], budget: int, most_on_one: int | None = None
) -> tuple[Ballot, ...]:
    """Return the ballots that a merge changes: a voter's dots on both are summed, and what is over a budget goes back to the voter.

    `budget`: dots of each voter; `most_on_one`: how many of them one topic may have, where that is limited.
    """
    changed_ballots = []
    for ballot in ballots:
        if halves.isdisjoint(ballot.dots):
            continue
        others = tuple(dot for dot in ballot.dots if dot not in halves)
        summed = len(ballot.dots) - len(others)
        room = max(0, budget - len(others))
        kept = min(summed, room if most_on_one is None else min(room, most_on_one))
        changed_ballots.append(replace(ballot, dots=(*others, *[merged] * kept)))
    return tuple(changed_ballots)


def take_apart(meeting: Meeting, *, topic: TopicId, person: PersonId, phase: int, at: datetime) -> tuple[TopicTakenApart]:
    """Make two topics of a merged one while topics are gathered, as a host.

    Raise MeetingOver, NotHost, Stale, NotNow, NoSuchTopic, TopicGone, TopicMerged or NotMerged.
    """
    _hosts_gathering(meeting, person, phase)
    found = _on_board(meeting, topic)
    if not may_be_parted(found):
        raise NotMerged
    return (_parted(meeting, found, Steered(person, Steering.TOOK_APART, at)),)


def undo_merge(meeting: Meeting, *, topic: TopicId, person: PersonId, phase: int, at: datetime) -> tuple[TopicTakenApart]:
    """Let anyone here take a merge back for a minute. Raise NothingToUndo, TooLateToUndo, or what steering raises."""
    steering(meeting, person, phase, Stage.GATHERING)
    found = next((one for one in to_vote_on(meeting) if one.id == topic), None)
    if found is None or found.merge is None or not may_be_parted(found):
        raise NothingToUndo
    if at >= found.merge.at + UNDONE_WITHIN:
        raise TooLateToUndo(found.merge.at + UNDONE_WITHIN)
    return (_parted(meeting, found, Steered(person, Steering.TOOK_APART, at)),)


def merged_last(meeting: Meeting, at: datetime) -> Topic | None:
    """Return the topic whose merge anyone here can take back now: the last one that was made."""
    young = [topic for topic in merged(meeting) if (until := merge_undone_until(meeting, topic)) is not None and at < until]
    return max(young, key=lambda topic: (topic.merge.at if topic.merge else at, topic.id), default=None)


def merge_undone_until(meeting: Meeting, topic: Topic) -> datetime | None:
    """Return until when a merge can be taken back by anyone here: a minute, unless gathering ends before."""
    if topic.merge is None:
        return None
    until = topic.merge.at + UNDONE_WITHIN
    return until if meeting.due is None else min(until, meeting.due)


def merged(meeting: Meeting) -> tuple[Topic, ...]:
    """Return the topics that can be taken apart now."""
    if meeting.stage is not Stage.GATHERING:
        return ()
    return tuple(topic for topic in to_vote_on(meeting) if may_be_parted(topic))


def may_be_parted(topic: Topic) -> bool:
    """Tell whether both halves of a merged topic are still there."""
    return topic.merge is not None and sum(half.column is Column.MERGED for half in topic.halves) > 1


def may_merge(meeting: Meeting) -> bool:
    """Tell whether there are two topics of which a host can make one now."""
    smallest = sorted(len(parts(topic)) for topic in to_vote_on(meeting))[:2]
    return meeting.stage is Stage.GATHERING and len(smallest) > 1 and sum(smallest) <= MOST_PARTS


def _hosts_gathering(meeting: Meeting, person: PersonId, phase: int) -> None:
    open_still(meeting)
    host_only(meeting, person)
    in_phase(meeting, phase)
    if meeting.stage is not Stage.GATHERING:
        raise NotNow(meeting.stage)


def _on_board(meeting: Meeting, topic: TopicId) -> Topic:
    found = topic_of(meeting, topic)
    if found.column in GONE:
        raise TopicGone(found.column)
    return found


def _half(topic: Topic, merged: TopicId) -> Topic:
    """Return a topic as a half of another: its way through this meeting begins anew when they are parted."""
    half = replace(topic, column=Column.MERGED, into=merged, dots=0, voters=0, rank=0, named=(), run_off=None)
    return replace(half, opened=None, boxes=(), tallies=(), parked=False)


def _parted(meeting: Meeting, topic: Topic, steered: Steered) -> TopicTakenApart:
    """Return the halves as they stand on the board again; how often both were carried over together counts for each."""
    if len(on_agenda(meeting)) >= MOST_TOPICS:  # many merged ones came back at once
        raise TooManyTopics(MOST_TOPICS)
    together = topic.carried - max(half.carried for half in topic.halves)
    halves = tuple(
        replace(
            half,
            into=None,
            meeting=meeting.id,
            carried=half.carried + together,
            column=Column.TO_DISCUSS if half.column is Column.MERGED else half.column,
        )
        for half in topic.halves
    )
    return TopicTakenApart(topic.id, halves, steered=steered)
