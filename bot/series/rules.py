"""What comes again, and each of its dates: who may change it, what people answer, who is told. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum, StrEnum

from bot.core.ids import ChannelId, OccurrenceId, PersonId, SeriesId
from bot.core.refusal import Forbidden, Refusal
from bot.teams.people import NotAllowed

A_DAY, A_WEEK = timedelta(days=1), timedelta(weeks=1)
REMINDED = timedelta(minutes=10)
"""So long before its hour a date is reminded of, where nothing else was said."""
LATE = timedelta(minutes=5)
"""What is announced later than this says when that was due."""


class Reply(StrEnum):
    """What a person answers to an announcement."""

    COMING = "coming"
    LATE = "late"
    ABSENT = "absent"


class SeriesState(Enum):
    """Whether a series goes on."""

    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


class CalledOff(Enum):
    """Why an announced date does not take place."""

    SKIPPED = "skipped"
    PAUSED = "paused"
    ENDED = "ended"
    CANCELLED = "cancelled"
    MISSED = "missed"
    ZONE_GONE = "zone_gone"
    CHANGED = "changed"
    CALENDAR = "calendar"
    """By the calendar of the team it is a holiday now, or its Sprint has other dates."""


NEVER_OPENS = (
    CalledOff.SKIPPED,
    CalledOff.PAUSED,
    CalledOff.ENDED,
    CalledOff.ZONE_GONE,
    CalledOff.CHANGED,
    CalledOff.CALENDAR,
)
"""Reasons that were there before the hour."""
BACK_AGAIN = (CalledOff.PAUSED, CalledOff.ZONE_GONE)
"""What is called off so takes place after all once its series goes on."""


@dataclass(frozen=True)
class Series:
    """What comes again in a channel, or once. When is kept in the schedule room under the same id; `zone` is that rule's.

    `ahead`, `reminded`: announced and reminded of so long before; None: not at all. `own`: the ceremony's own fields, as it writes
    them. `one_off`: its rule is a single date. `offered`: the owner who had left when others were asked to take it over.
    `quiet_until`: it pauses until that day and then goes on by itself. `ended`: since when (UTC) it never comes again.
    `counted`: its dates are counted from the Sprints of its team, of which two years are told at a time.
    """

    id: SeriesId
    ceremony: str
    channel: ChannelId
    owner: PersonId
    title: str
    zone: str = "UTC"
    link: str = ""
    ahead: timedelta | None = A_DAY
    own: str = ""
    state: SeriesState = SeriesState.RUNNING
    one_off: bool = False
    offered: PersonId | None = None
    reminded: timedelta | None = REMINDED
    quiet_until: date | None = None
    ended: datetime | None = None
    counted: bool = False


@dataclass(frozen=True)
class Occurrence:
    """One announced date of a series: the wall time that names it, the instant `starts` (UTC), who answered what, in that order.

    `meeting`: what it became once it opened. `called_off`: why it does not take place; `called_off_by`: who did that, or took it
    back; nobody where it happened by itself. `host`: whose turn it is, of a series that people host in turn; `passed`: who is not to be
    this time. `was_due`: when it should have been announced, if that came late.
    """

    id: OccurrenceId
    series: SeriesId
    wall: datetime
    starts: datetime
    replies: Mapping[PersonId, Reply] = field(default_factory=dict)
    meeting: str | None = None
    called_off: CalledOff | None = None
    called_off_by: PersonId | None = None
    host: PersonId | None = None
    passed: frozenset[PersonId] = frozenset()
    was_due: datetime | None = None

    @property
    def skipped(self) -> bool:
        """Whether it was called off before its hour: it never opens."""
        return self.called_off in NEVER_OPENS

    @property
    def coming(self) -> frozenset[PersonId]:
        """Who says that they are coming."""
        return frozenset(person for person, said in self.replies.items() if said is Reply.COMING)


@dataclass(frozen=True)
class Moment:
    """A date to come: when (UTC), of what; `own`: it is the reader's own to change, `is_next`: the first of those."""

    at: datetime
    series: Series
    own: bool
    is_next: bool = False


@dataclass(eq=False)
class OfSeries(Refusal):
    """A refusal about what comes again, which its ceremony explains."""

    ceremony: str


@dataclass(eq=False)
class NotOwner(OfSeries, NotAllowed):
    """It is another person's: that person, whoever else its ceremony names, or an admin of the workspace changes it."""

    owner: PersonId


@dataclass(eq=False)
class NoSuchSeries(OfSeries):
    """The ceremony has no series of that id in this workspace."""


@dataclass(eq=False)
class SeriesEnded(OfSeries):
    """The series has ended, or the one meeting was cancelled: plan a new one."""

    series: Series


@dataclass(eq=False)
class PlannedAlready(Refusal):
    """The same is planned in this channel already: its author is asked whether there is to be a second one."""

    owner: PersonId


@dataclass(eq=False)
class NothingComing(OfSeries):
    """The series is paused, or its last date is over: there is nothing to skip or move."""


@dataclass(eq=False)
class NextIsAnother(OfSeries):
    """The date that was meant is not the next one any more: it is over, or was skipped or moved already."""


@dataclass(eq=False)
class NoSuchOccurrence(OfSeries):
    """No date of that id was announced."""


@dataclass(eq=False)
class NotSkipped(OfSeries):
    """The date is not skipped: there is nothing to take back."""


@dataclass(eq=False)
class NotHeld(OfSeries):
    """The date does not take place: there is nothing to answer."""

    why: CalledOff


@dataclass(eq=False)
class NotYourTurn(Forbidden):
    """It is not this person's turn to host the date: it is that one's, or nobody's."""

    host: PersonId | None


@dataclass(eq=False)
class Begun(OfSeries):
    """The date has begun: what people meant to do is not asked any more."""


@dataclass(eq=False)
class AlreadyTheirs(Refusal):
    """It is handed over to the person whose it is."""

    field = "person"
    person: PersonId


class NothingToHandOver(Refusal):
    """What was to be handed over has ended."""


@dataclass(eq=False)
class TakenOver(Refusal):
    """Somebody has taken it over already."""

    owner: PersonId


def may_change(series: Series, person: PersonId, *, is_admin: bool, product_owner: PersonId | None = None) -> None:
    """Let a person skip, move, pause, resume, hand over or end it: its owner, an admin, the Product Owner where one is named here.

    Raise NotOwner or SeriesEnded.
    """
    if person not in (series.owner, product_owner) and not is_admin:
        raise NotOwner(series.ceremony, series.owner)
    if series.state is SeriesState.ENDED:
        raise SeriesEnded(series.ceremony, series)


def may_skip(series: Series, coming: datetime | None, meant: datetime) -> None:
    """Raise NothingComing, or NextIsAnother unless the next date is the one that was meant (both UTC)."""
    if coming is None:
        raise NothingComing(series.ceremony)
    if coming != meant:
        raise NextIsAnother(series.ceremony)


def reply(ceremony: str, occurrence: Occurrence, person: PersonId, said: Reply, at: datetime) -> Reply | None:
    """Return what a person's answer is after pressing a button: the same one twice takes it back. Raise NotHeld or Begun."""
    if occurrence.called_off is not None:
        raise NotHeld(ceremony, occurrence.called_off)
    if occurrence.meeting is not None or at >= occurrence.starts:
        raise Begun(ceremony)
    return None if occurrence.replies.get(person) is said else said


def may_pass(ceremony: str, occurrence: Occurrence, person: PersonId, at: datetime) -> None:
    """Let whose turn it is say that it is not theirs this time, until the date begins. Raise NotHeld, Begun or NotYourTurn."""
    if occurrence.called_off is not None:
        raise NotHeld(ceremony, occurrence.called_off)
    if occurrence.meeting is not None or at >= occurrence.starts:
        raise Begun(ceremony)
    if occurrence.host != person:
        raise NotYourTurn(occurrence.host)


def to_be_told(occurrence: Occurrence, *knowing: PersonId | None) -> tuple[PersonId, ...]:
    """Return who said that they are coming, also late, and does not know by themselves that it is called off or moved."""
    there = {person for person, said in occurrence.replies.items() if said in (Reply.COMING, Reply.LATE)}
    return tuple(sorted(there - set(knowing)))


def due_late(due: datetime, late: timedelta) -> datetime | None:
    """Return when an announcement was due if it comes noticeably late."""
    return due if late > LATE else None
