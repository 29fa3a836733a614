"""Why a meeting says no, whatever the ceremony: each reason with the values that its sentence needs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import ClassVar

from bot.core.ids import ChannelId, MeetingId, PersonId
from bot.core.refusal import Forbidden, Refusal
from bot.series.leads import BadLead


@dataclass(eq=False)
class Stale(Refusal):
    """A button or form of an earlier phase; the meeting has moved on to `stage`. Phases only grow."""

    lasting: ClassVar[bool] = True
    stage: Enum


@dataclass(eq=False)
class NotNow(Refusal):
    """What was asked for has no sense in the stage the meeting is in."""

    stage: Enum


@dataclass(eq=False)
class MeetingOver(Refusal):
    """The meeting is over: it ran from `opened` to `closed`."""

    lasting: ClassVar[bool] = True
    opened: datetime
    closed: datetime


@dataclass(eq=False)
class NotHere(Refusal):
    """Only people who are here steer: press "I'm here" first."""


@dataclass(eq=False)
class NotHost(Forbidden):
    """Only the host may do this, or (`or_cohost`) one of the co-hosts that there are."""

    host: PersonId
    or_cohost: bool = False


@dataclass(eq=False)
class HostAsked(Refusal):
    """The host is here, and has until then (UTC) to say whether they still host: somebody has asked already."""

    host: PersonId
    until: datetime


@dataclass(eq=False)
class HostsAlready(Refusal):
    """It is handed over to the person who hosts it."""

    field: ClassVar[str] = "person"
    host: PersonId


@dataclass(eq=False)
class TooManyCohosts(Refusal):
    """More people than so many are to host beside the host."""

    field: ClassVar[str] = "cohost"
    given: int
    most: int


@dataclass(eq=False)
class TooManyHosts(Refusal):
    """More people than so many are to host a series in turn."""

    field: ClassVar[str] = "hosts"
    given: int
    most: int


@dataclass(eq=False)
class NoPeople(Refusal):
    """What stands where people are to be named (`field`: the option) mentions nobody, or something else beside people."""

    field: str
    text: str


@dataclass(eq=False)
class NothingToUndo(Refusal):
    """Nobody has changed the phase that the meeting is in: it came by itself."""


@dataclass(eq=False)
class TooLateToUndo(Refusal):
    """What somebody did could be taken back until then (UTC)."""

    until: datetime


@dataclass(eq=False)
class NobodyNamed(Refusal):
    """Nobody, or more than one person, was named to hand the meeting over to."""


@dataclass(eq=False)
class AlreadyHost(Refusal):
    """The person hosts already."""


@dataclass(eq=False)
class NothingToHold(Refusal):
    """The ceremony has nothing that a meeting could be held about now."""


@dataclass(eq=False)
class MeetingRunning(Refusal):
    """The channel has an open meeting: this one."""

    meeting: MeetingId


@dataclass(eq=False)
class QueuedMeetingGone(Refusal):
    """A queued meeting is not this person's, was opened or dropped, or was offered too long ago."""


@dataclass(eq=False)
class NoMeeting(Refusal):
    """No meeting is open in the channel (or the id is unknown in this workspace)."""

    channel: ChannelId | None = None


@dataclass(eq=False)
class MinutesOutOfBounds(Refusal):
    """The minutes stated for a person are fewer than none or more than the meeting had."""

    given: int
    most: int
    field: str = "minutes"


@dataclass(eq=False)
class OutOfBounds(Refusal):
    """A duration of the settings is outside its limits. `setting`: `length`, or one of the ceremony's own."""

    setting: str
    given: timedelta
    least: timedelta
    most: timedelta

    @property
    def field(self) -> str:
        """Return the block of a form that it belongs beside, where the form has one."""
        return self.setting


class ToldAtOnce:
    """What a refusal is too that a start is told at once: there is nothing to show first."""


@dataclass(eq=False)
class WishWithoutValue(Refusal):
    """An option without what it needs."""

    option: str


@dataclass(eq=False)
class OneMeetingHasOneHost(Refusal, ToldAtOnce):
    """People are named to host one meeting in turn."""


class BadLeadOfMeeting(BadLead, ToldAtOnce):
    """What is said of announcing or reminding is none of what can be."""
