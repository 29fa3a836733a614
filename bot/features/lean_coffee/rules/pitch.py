"""Pitches before the vote: each topic in turn, for some seconds, by itself or as fast as people press."""

from datetime import datetime, timedelta

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules import voting
from bot.features.lean_coffee.rules.advance import worth_opening
from bot.features.lean_coffee.rules.changes import Change, GatheringBegun, PitchBegun
from bot.features.lean_coffee.rules.stages import Stage, Steering
from bot.features.lean_coffee.rules.topics import to_vote_on
from bot.features.lean_coffee.rules.values import Meeting, Topic, TopicId
from bot.meetings.rules.guards import steering
from bot.meetings.rules.values import Steered


def open_vote(meeting: Meeting, *, person: PersonId, phase: int, at: datetime) -> tuple[Change, ...]:
    """Let somebody here start the pitches, or the vote where there are none. Raise what opening a vote raises."""
    opened = voting.open_vote(meeting, person=person, phase=phase, at=at)
    return _first(meeting, at, Steered(person, Steering.OPENED_PITCHES, at)) or opened


def before_the_vote(meeting: Meeting, at: datetime) -> tuple[Change, ...]:
    """Have the first topic pitched where this meeting pitches, else open the vote. Raise NoTopics."""
    return _first(meeting, at) or voting.voting_opened(meeting, at)


def pitches(meeting: Meeting, at: datetime) -> bool:
    """Tell whether topics are pitched before a vote that begins then: all of them, or none where that leaves too little to talk."""
    each = meeting.settings.pitch
    return bool(each) and _time_for(meeting, each * len(to_vote_on(meeting)), at)


def next_pitch(meeting: Meeting, *, person: PersonId, phase: int, at: datetime) -> tuple[Change, ...]:
    """Let somebody here go on to the next pitch; after the last one the vote opens. Raise what steering raises."""
    steering(meeting, person, phase, Stage.PITCH)
    return pitched(meeting, at, Steered(person, Steering.NEXT_PITCH, at))


def skip_pitches(meeting: Meeting, *, person: PersonId, phase: int, at: datetime) -> tuple[Change, ...]:
    """Let somebody here open the vote without the pitches that are left. Raise NoTopics, or what steering raises."""
    steering(meeting, person, phase, Stage.PITCH)
    return voting.voting_opened(meeting, at, Steered(person, Steering.SKIPPED_PITCHES, at))


def pitched(meeting: Meeting, at: datetime, steered: Steered | None = None) -> tuple[Change, ...]:
    """Go on to the next topic while its pitch leaves the time for a vote and a talk, else open the vote.

    Where every topic is gone, gather anew.
    """
    following = still_to_pitch(meeting)
    if following and _time_for(meeting, meeting.settings.pitch, at):
        return (_pitched(meeting, following[0], at, steered),)
    if to_vote_on(meeting):
        return voting.voting_opened(meeting, at, steered)
    return (GatheringBegun(at, min(at + meeting.settings.collect, meeting.planned_end), steered=steered),)


def still_to_pitch(meeting: Meeting) -> tuple[Topic, ...]:
    """Return the topics whose pitch is still to come, in the order of proposing: one that comes meanwhile is the last."""
    now = next((topic for topic in meeting.topics if topic.id == meeting.pitch), None)
    if now is None:
        return ()
    left = [topic for topic in to_vote_on(meeting) if _proposed(topic) > _proposed(now)]
    return tuple(sorted(left, key=_proposed))


def pitch_of(meeting: Meeting) -> Topic | None:
    """Return the topic that is pitched; None where it was withdrawn or removed, so that the next one comes at once."""
    return next((topic for topic in to_vote_on(meeting) if topic.id == meeting.pitch), None)


def _first(meeting: Meeting, at: datetime, steered: Steered | None = None) -> tuple[Change, ...]:
    topics = sorted(to_vote_on(meeting), key=_proposed)
    return (_pitched(meeting, topics[0], at, steered),) if topics and pitches(meeting, at) else ()


def _proposed(topic: Topic) -> tuple[datetime, TopicId]:
    return topic.proposed, topic.id


def _pitched(meeting: Meeting, topic: Topic, at: datetime, steered: Steered | None) -> PitchBegun:
    return PitchBegun(at, at + meeting.settings.pitch, topic.id, steered=steered)


def _time_for(meeting: Meeting, span: timedelta, at: datetime) -> bool:
    return meeting.planned_end - at >= span + meeting.settings.vote + worth_opening(meeting.settings)
