"""Values of the rules of any meeting: a new meeting, who steered it, an outage, the meeting."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, StrEnum
from typing import Any, Generic, TypeVar

from bot.core.ids import ChannelId, MeetingId, PersonId, SeriesId

CLOSED = "closed"
"""The last stage of every ceremony, by its value."""
LEFT_OPEN = timedelta(minutes=15)
"""A meeting closes itself so long after its planned end, whatever it waits for."""
ENOUGH_PEOPLE = 2
"""One person alone is no meeting: it closes without a record."""
LIMITS = {"meeting": 100, "link": 500, "reason": 300, "guest": 80}
"""Most characters of each text of a meeting."""
MOST_COHOSTS = 5
MOST_HOSTS = 20
"""So many people can host a series in turn."""


class Closing(Enum):
    """How a meeting came to its end."""

    DONE = "done"
    CANCELLED = "cancelled"
    QUIET = "quiet"
    AFTER_OUTAGE = "after_outage"
    LEFT_OPEN = "left_open"
    """Nobody ended it: it closed by itself, later than it ran."""


RECORDED = (Closing.DONE, Closing.AFTER_OUTAGE, Closing.LEFT_OPEN)
"""Ends after which the board is a summary at the bottom of the channel."""


class Steering(StrEnum):
    """What somebody can do to the course of any meeting; a ceremony has more of the kind."""

    TOOK_OVER = "took_over"
    HANDED_OVER = "handed_over"
    NAMED_COHOSTS = "named_cohosts"
    UNDID = "undid"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Settings:
    """How a meeting is to run: a ceremony adds what it lets people choose.

    `full_credit`, `minimum`: its credit rule (see `rules.credit`). `cohosts`: who hosts it beside its host as it begins.
    `hosts`: who hosts the dates of a series in turn.
    """

    length: timedelta = timedelta(minutes=45)
    full_credit: int | None = field(default=None, kw_only=True)
    minimum: timedelta = field(default=timedelta(), kw_only=True)
    cohosts: tuple[PersonId, ...] = field(default=(), kw_only=True)
    hosts: tuple[PersonId, ...] = field(default=(), kw_only=True)


S = TypeVar("S", bound=Settings)


@dataclass(frozen=True)
class Wishes:
    """What somebody asked for when typing a meeting; None means the usual. A ceremony adds what it lets people choose."""

    length: timedelta | None = None
    full_credit: int | None = field(default=None, kw_only=True)
    minimum: timedelta | None = field(default=None, kw_only=True)
    cohosts: tuple[PersonId, ...] | None = field(default=None, kw_only=True)
    hosts: tuple[PersonId, ...] | None = field(default=None, kw_only=True)


W = TypeVar("W", bound=Wishes)


@dataclass(frozen=True)
class NewMeeting(Generic[S]):
    """A meeting that somebody asks for. `starts`: when it was meant to begin, where it opens later than that.

    `in_thread`: beside the channel's own meeting, without what waits for that.
    """

    channel: ChannelId
    title: str
    host: PersonId
    zone: str
    settings: S
    link: str = ""
    series: SeriesId | None = None
    starts: datetime | None = None
    in_thread: bool = False


@dataclass(frozen=True)
class Steered:
    """Who last changed the course of the meeting by hand, and how: a `Steering`, or one of the ceremony's own."""

    by: PersonId
    what: str
    at: datetime


@dataclass(frozen=True)
class Claim:
    """Somebody here asked to host, of a host who is here."""

    by: PersonId
    at: datetime


@dataclass(frozen=True)
class Undone:
    """What somebody did to the course that was taken back, and the stage that it had led to."""

    act: Steered
    led_to: Enum


@dataclass(frozen=True)
class Transition:
    """A change of phase that somebody made, as it can be taken back: `phase` and `led_to` are what it led to.

    `stage` is the one before it, which began at `began` and had `left` until its end (None: it had none of its own); `kept`: what else
    its ceremony keeps of before.
    """

    phase: int
    act: Steered
    stage: Enum
    led_to: Enum
    began: datetime
    left: timedelta | None
    kept: Any = None


@dataclass(frozen=True)
class Outage:
    """A time in which no replica was alive, as it was given back to the stage: `given` may be less than it lasted."""

    began: datetime
    ended: datetime
    given: timedelta = timedelta()


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A meeting as it stands, whatever the ceremony, which adds its own. All instants are aware and UTC.

    `began` and `due`: this stage's beginning and end (`due` is None while no clock runs, and when closed). `closed`: until when it ran;
    the stage that it closed with may have begun later, where nobody had ended it. `phase` counts the
    transitions between stages. `here`: present now; `came`: ever. `regrouped`: when somebody last left or became the host, so
    that others are waited for than before. `cohosts` may all that the host may, but give the role away. `steps`: what can be taken
    back, the last one last; `undone`: what `steered` took back, where that is what somebody did last. `parent`: the meeting that this
    is a table of.
    """

    id: MeetingId
    channel: ChannelId
    title: str
    host: PersonId
    zone: str
    opened: datetime
    planned_end: datetime
    began: datetime
    due: datetime | None
    stage: Enum
    phase: int = 1
    link: str = ""
    series: SeriesId | None = None
    regrouped: datetime | None = None
    steered: Steered | None = None
    outage: Outage | None = None
    closed: datetime | None = None
    how: Closing | None = None
    here: frozenset[PersonId] = frozenset()
    came: frozenset[PersonId] = frozenset()
    in_thread: bool = False
    cohosts: frozenset[PersonId] = frozenset()
    claim: Claim | None = None
    steps: tuple[Transition, ...] = ()
    undone: Undone | None = None
    parent: MeetingId | None = None

    @property
    def hosts(self) -> frozenset[PersonId]:
        """Return the host and the co-hosts."""
        return self.cohosts | {self.host}


M = TypeVar("M", bound=Meeting)


def latest_end(meeting: Meeting) -> datetime:
    """Return when a meeting closes whatever happens."""
    return left_until(meeting.planned_end)


def left_until(planned_end: datetime) -> datetime:
    """Return when a meeting of that planned end closes whatever happens."""
    return planned_end + LEFT_OPEN
