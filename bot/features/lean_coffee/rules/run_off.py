"""A run-off with one dot each among the topics that share the top, once a vote has ended flat."""

from collections import Counter
from datetime import datetime, timedelta

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules.advance import advance, voted_for, worth_opening
from bot.features.lean_coffee.rules.changes import Change, Ranked, RunOffOpened, VotingEnded
from bot.features.lean_coffee.rules.refusals import NoRunOff, RunOffTooLate
from bot.features.lean_coffee.rules.stages import Column, Stage, Steering
from bot.features.lean_coffee.rules.topics import to_vote_on
from bot.features.lean_coffee.rules.values import Meeting, Topic, TopicId
from bot.meetings.rules.guards import steering
from bot.meetings.rules.values import Steered

OFFERED_FOR = timedelta(seconds=60)
"""So long after the close of a vote anyone here can have one, while the first box of the top topic runs."""
LASTS = timedelta(seconds=60)
"""A run-off is short, or as long as a vote where that is shorter."""


def tied(meeting: Meeting) -> tuple[Topic, ...]:
    """Return the topics that share the top of the vote with the one that has just opened: as many dots, by as many voters.

    Nothing where it stands alone there, or where a run-off has decided already.
    """
    top = next((topic for topic in meeting.topics if topic.id == meeting.topic), None)
    if top is None or not top.dots:
        return ()
    waiting = [topic for topic in meeting.topics if topic.column is Column.TO_DISCUSS]
    same = [topic for topic in (top, *waiting) if (topic.dots, topic.voters) == (top.dots, top.voters) and topic.run_off is None]
    return tuple(sorted(same, key=lambda topic: topic.rank)) if top in same and len(same) > 1 else ()


def offered_until(meeting: Meeting) -> datetime | None:
    """Return until when anyone here can have a run-off; None where there is nothing to decide, or too little time for it."""
    if meeting.stage is not Stage.DISCUSSING or meeting.box != 1 or meeting.voted_until is None or meeting.parent is not None:
        return None
    opened = next((topic.opened for topic in meeting.topics if topic.id == meeting.topic), None)
    if opened != meeting.voted_until or not tied(meeting):
        return None
    last = meeting.planned_end - _lasts(meeting) - worth_opening(meeting.settings)
    until = min(opened + OFFERED_FOR, last, meeting.due or last)
    return until if until > opened else None


def is_offered(meeting: Meeting, at: datetime) -> bool:
    """Tell whether anyone here can have a run-off now."""
    until = offered_until(meeting)
    return until is not None and at < until


def open_run_off(meeting: Meeting, *, person: PersonId, phase: int, at: datetime) -> tuple[RunOffOpened]:
    """Let somebody here have the topics that share the top voted on once more, with one dot each; the one that has opened waits again.

    Raise NoRunOff, RunOffTooLate, or what steering raises.
    """
    steering(meeting, person, phase, Stage.DISCUSSING)
    until = offered_until(meeting)
    if until is None or meeting.topic is None:
        raise NoRunOff
    if at >= until:
        raise RunOffTooLate(until)
    among = tuple(topic.id for topic in tied(meeting))
    steered = Steered(person, Steering.OPENED_RUN_OFF, at)
    return (RunOffOpened(at, at + _lasts(meeting), meeting.topic, among, steered=steered),)


def run_off_ended(meeting: Meeting, at: datetime, steered: Steered | None = None) -> tuple[Change, ...]:
    """Order the topics of a run-off by its dots, then as the vote had them, and open the first of them.

    They keep among all others the places, and the dots, that the vote gave them.
    """
    given = Counter[TopicId](dot for ballot in meeting.ballots for dot in ballot.dots)
    order = sorted(to_vote_on(meeting), key=lambda topic: (-given[topic.id], topic.rank))
    ranking = tuple(
        Ranked(topic.id, rank, topic.dots, topic.voters, topic.named, given[topic.id])
        for rank, topic in zip(sorted(topic.rank for topic in order), order, strict=True)
    )
    first = tuple(place.topic for place in ranking)
    after = tuple(topic for topic in voted_for(meeting) if topic not in first)
    return (VotingEnded(at, ranking, steered=steered), *advance(meeting, (*first, *after), at))


def _lasts(meeting: Meeting) -> timedelta:
    return min(LASTS, meeting.settings.vote)
