"""What comes after a topic: the next one, while there is time for it, else the last call."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.features.lean_coffee.rules.changes import LastCallBegun, TopicFinished, TopicOpened
from bot.features.lean_coffee.rules.stages import Column, Stage
from bot.features.lean_coffee.rules.values import Meeting, Settings, Tally, TopicId, Verdict
from bot.meetings.rules.values import Steered, latest_end

OPENS_WITH = timedelta(minutes=2)
"""No topic is opened with less than this left of the meeting, or half a first box where that is shorter."""


def advance(meeting: Meeting, order: Iterable[TopicId], at: datetime) -> tuple[TopicOpened | LastCallBegun]:
    """Open the first topic of `order`, or begin the last call when there is none or too little time."""
    topic = next(iter(order), None)
    if topic is None or not time_to_talk(meeting, at):
        return last_call(meeting, at)
    return opened(meeting, topic, at)


def opened(meeting: Meeting, topic: TopicId, at: datetime, steered: Steered | None = None) -> tuple[TopicOpened]:
    """Open a topic with its first box, which lasts at most until the planned end."""
    return (TopicOpened(at, min(at + meeting.settings.boxes[0], meeting.planned_end), topic, steered=steered),)


def following(meeting: Meeting, at: datetime) -> TopicId | None:
    """Return the topic that opens by itself where the running one ends then; None: the last call begins."""
    return next(iter(voted_for(meeting)), None) if time_to_talk(meeting, at) else None


def time_to_talk(meeting: Meeting, at: datetime) -> bool:
    """Tell whether enough of the meeting is left to open a topic."""
    return meeting.planned_end - at >= worth_opening(meeting.settings)


def question_window(meeting: Meeting, at: datetime) -> timedelta | None:
    """Return how long thumbs can be asked for: half of what is left where the window would reach the planned end.

    None where less is left than a topic is opened with.
    """
    left = meeting.planned_end - at
    if meeting.settings.thumbs < left:
        return meeting.settings.thumbs
    return left / 2 if left >= worth_opening(meeting.settings) else None


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
    """Begin the last call for takeaways; where no topic was talked about and one still can be, it leaves a first box to choose one.

    That of a table ends with the talk of its meeting.
    """
    if meeting.parent is not None:
        return (LastCallBegun(at, max(at, min(at + meeting.settings.last_call, meeting.planned_end))),)
    due = min(at + meeting.settings.last_call, latest_end(meeting))
    columns = {topic.column for topic in meeting.topics}
    if Column.TO_DISCUSS in columns and not columns & {Column.DISCUSSING, Column.DISCUSSED} and time_to_talk(meeting, at):
        due = max(due, min(at + meeting.settings.boxes[0], meeting.planned_end))
    return (LastCallBegun(at, due),)


def voted_for(meeting: Meeting) -> tuple[TopicId, ...]:
    """Return the topics that have dots and were not opened yet, the top one first; without a dot none opens by itself."""
    left = [topic for topic in meeting.topics if topic.column is Column.TO_DISCUSS and topic.dots]
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
    return (TopicFinished(meeting.topic, used(meeting, at), tally, parked, verdict, steered=steered),)


def used(meeting: Meeting, at: datetime) -> timedelta | None:
    """Return what the running box has used until now, pauses and outages left out; None when no box runs."""
    match meeting.stage:
        case Stage.DISCUSSING | Stage.CARRY_ON:
            return max(timedelta(), meeting.ran + (at - meeting.began))
        case Stage.PAUSED:
            return meeting.ran
        case _:
            return None
