"""One voter's ballot: each press counts at once, within the budget, until voting closes."""

from dataclasses import replace
from datetime import datetime

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules.changes import BallotCast
from bot.features.lean_coffee.rules.refusals import HostDoesNotVote, NoDotsLeft, NoDotThere, TooManyDots, TopicGone, VotingClosed
from bot.features.lean_coffee.rules.stages import Column
from bot.features.lean_coffee.rules.topics import to_vote_on
from bot.features.lean_coffee.rules.values import Ballot, TopicId, TopicMeeting
from bot.meetings.rules.changes import PersonCheckedIn
from bot.meetings.rules.guards import open_still
from bot.meetings.rules.refusals import Stale

Cast = tuple[PersonCheckedIn | BallotCast, ...]
Board = frozenset[TopicId]
"""The topics that can be voted on: their ids alone, where a meeting was read without them."""


def may_vote(meeting: TopicMeeting, *, voter: PersonId, phase: int) -> None:
    """Raise VotingClosed, MeetingOver, Stale or HostDoesNotVote unless this person can vote in this phase."""
    if meeting.voted_until is not None:
        raise VotingClosed(meeting.voted_until)
    open_still(meeting)
    if not meeting.is_voting or phase != meeting.phase:
        raise Stale(meeting.stage)
    if voter == meeting.host and not meeting.host_votes:
        raise HostDoesNotVote


def give_dot(
    meeting: TopicMeeting, *, phase: int, voter: PersonId, topic: TopicId, at: datetime, on_board: Board | None = None
) -> Cast:
    """Add one dot of a voter's; dots on topics that are gone by now are free again.

    Raise TopicGone, NoDotsLeft, or what `may_vote` raises (not counted). A press is a signed act: its voter is here.
    """
    may_vote(meeting, voter=voter, phase=phase)
    there = _board(meeting, on_board)
    kept = _still(dots_of(meeting, voter), there)
    if topic not in there:
        raise TopicGone(Column.WITHDRAWN)
    if len(kept) >= meeting.dots:
        raise NoDotsLeft(meeting.dots)
    return _cast(meeting, BallotCast(Ballot(voter, (*kept, topic), at)))


def take_dot(
    meeting: TopicMeeting, *, phase: int, voter: PersonId, topic: TopicId, at: datetime, on_board: Board | None = None
) -> Cast:
    """Take one dot of a voter's back. Raise TopicGone, NoDotThere, or what `may_vote` raises."""
    may_vote(meeting, voter=voter, phase=phase)
    there = _board(meeting, on_board)
    kept = list(_still(dots_of(meeting, voter), there))
    if topic not in there:
        raise TopicGone(Column.WITHDRAWN)
    if topic not in kept:
        raise NoDotThere
    kept.remove(topic)
    return _cast(meeting, BallotCast(Ballot(voter, tuple(kept), at)))


def say_done(meeting: TopicMeeting, *, phase: int, voter: PersonId, at: datetime, on_board: Board | None = None) -> Cast:
    """Keep that a voter has chosen, with fewer dots than there are or none: nobody waits for them any more.

    Who has lost dots to topics that are gone is told first, and is not done: those are named in the change. Raise what `may_vote` raises.
    """
    may_vote(meeting, voter=voter, phase=phase)
    mine = ballot_of(meeting, voter) or Ballot(voter, (), at)
    there = _board(meeting, on_board)
    if gone := _gone(mine.dots, there):
        return _cast(meeting, BallotCast(Ballot(voter, _still(mine.dots, there), at), gone))
    since = mine.at if is_complete(meeting, mine, there) else at  # who had chosen anyway holds nobody up
    return _cast(meeting, BallotCast(replace(mine, at=since, done=True)))


def cast_ballot(
    meeting: TopicMeeting,
    *,
    phase: int,
    voter: PersonId,
    dots: tuple[TopicId, ...],
    at: datetime,
    on_board: Board | None = None,
) -> Cast:
    """Replace a voter's ballot as a whole, by a form that is sent at once: its voter has chosen.

    Dots on topics that are gone by now are left out and named in the change. Raise TooManyDots, or what `may_vote` raises.
    """
    may_vote(meeting, voter=voter, phase=phase)
    if len(dots) > meeting.dots:
        raise TooManyDots(len(dots), meeting.dots)
    there = _board(meeting, on_board)
    return _cast(meeting, BallotCast(Ballot(voter, _still(dots, there), at, done=True), _gone(dots, there)))


def ballot_of(meeting: TopicMeeting, voter: PersonId) -> Ballot | None:
    """Return what a voter gave so far; None where that is nothing yet."""
    return next((ballot for ballot in meeting.ballots if ballot.voter == voter), None)


def dots_of(meeting: TopicMeeting, voter: PersonId) -> tuple[TopicId, ...]:
    """Return a voter's dots, those on topics that are gone by now among them."""
    mine = ballot_of(meeting, voter)
    return () if mine is None else mine.dots


def is_complete(meeting: TopicMeeting, ballot: Ballot, there: Board) -> bool:
    """Tell whether the vote waits for this voter no more: with all dots given, or done, unless all that they gave is gone."""
    left = len(_still(ballot.dots, there))
    return left >= meeting.dots or (ballot.done and (bool(left) or not ballot.dots))


def voted(meeting: TopicMeeting) -> frozenset[PersonId]:
    """Return who has voted: has given all dots, or said that they are done."""
    there = _board(meeting, None)
    return frozenset(ballot.voter for ballot in meeting.ballots if is_complete(meeting, ballot, there))


def expected_voters(meeting: TopicMeeting) -> frozenset[PersonId]:
    """Return those here whose ballot the vote waits for: all but a host who does not vote, nobody who left."""
    return meeting.here if meeting.host_votes else meeting.here - {meeting.host}


def _board(meeting: TopicMeeting, on_board: Board | None) -> Board:
    return frozenset(topic.id for topic in to_vote_on(meeting)) if on_board is None else on_board


def _still(dots: tuple[TopicId, ...], there: Board) -> tuple[TopicId, ...]:
    return tuple(dot for dot in dots if dot in there)


def _gone(dots: tuple[TopicId, ...], there: Board) -> tuple[TopicId, ...]:
    return tuple(dict.fromkeys(dot for dot in dots if dot not in there))


def _cast(meeting: TopicMeeting, cast: BallotCast) -> Cast:
    return (cast,) if cast.ballot.voter in meeting.here else (PersonCheckedIn(cast.ballot.voter, cast.ballot.at), cast)
