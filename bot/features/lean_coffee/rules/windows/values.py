"""Values of an asynchronous Lean Coffee: stages, settings, thumbs and the meeting."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, StrEnum

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules.stages import Choice, Column
from bot.features.lean_coffee.rules.thumbs import counted
from bot.features.lean_coffee.rules.values import Dots, Tally, Topic, TopicId, TopicMeeting
from bot.meetings.rules import values as meetings
from bot.schedule.working_days import USUAL_DAYS, WorkingDays

AT_ONCE = 3
"""So many topics are talked about, all at once, each in a thread of its own."""


class Stage(Enum):
    """Where an asynchronous Lean Coffee stands."""

    PROPOSING = "proposing"
    VOTING = "voting"
    TALKING = "talking"
    CLOSED = "closed"


class Steering(StrEnum):
    """What somebody did to its course; the board says who did."""

    ENDED_WINDOW = "ended_window"


@dataclass(frozen=True)
class Settings(meetings.Settings):
    """Its course. `window`: how long people have to propose, to vote, and to talk."""

    window: timedelta = timedelta(hours=24)
    dots: Dots = 3


@dataclass(frozen=True)
class Wishes(meetings.Wishes):
    """What somebody asked for; None means the usual."""

    window: timedelta | None = None
    dots: Dots | None = None


@dataclass(frozen=True)
class Thumb:
    """One person's answer about one topic. `ts` is Slack's `action_ts`: the last one counts, whatever the order of arrival."""

    topic: TopicId
    person: PersonId
    choice: Choice
    ts: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class AsyncCoffee(TopicMeeting):
    """An asynchronous Lean Coffee as it stands; `here` are those who are in it. `days` are those on which its channel's team works."""

    gathers_in = frozenset[Enum]({Stage.PROPOSING, Stage.VOTING})
    votes_in = Stage.VOTING

    settings: Settings
    stage: Stage = Stage.PROPOSING
    days: WorkingDays = USUAL_DAYS
    thumbs: tuple[Thumb, ...] = ()


def talked_about(meeting: AsyncCoffee) -> tuple[Topic, ...]:
    """Return the topics under discussion, the top one first."""
    found = [topic for topic in meeting.topics if topic.column is Column.DISCUSSING]
    return tuple(sorted(found, key=lambda topic: topic.rank))


def goes_on(topic: Topic) -> bool:
    """Tell whether a topic is in its second window, after which none follows."""
    return bool(topic.boxes)


def tally_of(meeting: AsyncCoffee, topic: TopicId) -> Tally:
    """Count the thumbs about a topic; never who."""
    return counted([thumb.choice for thumb in meeting.thumbs if thumb.topic == topic])
