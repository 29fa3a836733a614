"""What comes after a topic: the next one, while there is time for it, else the last call."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.features.lean_coffee.rules.changes import LastCallBegun, TopicFinished, TopicOpened
from bot.features.lean_coffee.rules.stages import Column, Stage
from bot.features.lean_coffee.rules.values import Meeting, Settings, Steered, Tally, TopicId, Verdict

OPENS_WITH = timedelta(minutes=2)
"""No topic is opened with less than this left of the meeting, or half a first box where that is shorter."""
LEFT_OPEN = timedelta(minutes=15)
"""A meeting closes itself so long after its planned end, whatever it waits for."""


def latest_end(meeting: Meeting) -> datetime:
    """Return when the meeting closes whatever happens."""
    return meeting.planned_end + LEFT_OPEN


def advance(meeting: Meeting, order: Iterable[TopicId], at: datetime) -> tuple[TopicOpened | LastCallBegun]:
    """Open the first topic of `order`, or begin the last call when there is none or too little time."""
    first = meeting.settings.boxes[0]
    topic = next(iter(order), None)
    if topic is None or meeting.planned_end - at < worth_opening(meeting.settings):
        return last_call(meeting, at)
    return (TopicOpened(topic, at, min(at + first, meeting.planned_end)),)


def last_chance(starts: datetime, settings: Settings) -> datetime:
    """Return until when a meeting that was to begin at `starts` is worth opening late: its planned end does not move."""
    return starts + settings.length - worth_opening(settings)


def worth_opening(settings: Settings) -> timedelta:
    """Return what must be left of the meeting for a topic to be opened."""
    return min(OPENS_WITH, settings.boxes[0] / 2)


def given_back(meeting: Meeting, planned: timedelta) -> timedelta:
    """Return what outages gave back to a stage that was to last so long: time in which nobody could press anything."""
    return timedelta() if meeting.due is None else max(timedelta(), meeting.due - meeting.began - planned)


def last_call(meeting: Meeting, at: datetime) -> tuple[LastCallBegun]:
    """Begin the last call for takeaways."""
    return (LastCallBegun(at, min(at + meeting.settings.last_call, latest_end(meeting))),)


def still_to_discuss(meeting: Meeting) -> tuple[TopicId, ...]:
    """Return the topics that were not opened yet, the top one first."""
    left = [topic for topic in meeting.topics if topic.column is Column.TO_DISCUSS]
    return tuple(topic.id for topic in sorted(left, key=lambda topic: (topic.rank, topic.proposed, topic.id)))


def finished(
    meeting: Meeting,
    at: datetime,
    *,
    tally: Tally | None = None,
    parked: bool = False,
    verdict: Verdict | None = None,
    steered: Steered | None = None,
) -> tuple[TopicFinished, ...]:
    """Put the topic under discussion among the discussed ones; nothing when there is none."""
    if meeting.topic is None:
        return ()
    return (TopicFinished(meeting.topic, used(meeting, at), tally, parked, verdict, steered),)


def used(meeting: Meeting, at: datetime) -> timedelta | None:
    """Return what the running box has used until now, pauses and outages left out; None when no box runs."""
    match meeting.stage:
        case Stage.DISCUSSING | Stage.CARRY_ON:
            return max(timedelta(), meeting.ran + (at - meeting.began))
        case Stage.PAUSED:
            return meeting.ran
        case _:
            return None
