"""What can happen to any meeting; a ceremony's own changes of its course derive from these."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import ClassVar, Generic

from bot.core.ids import PersonId
from bot.meetings.rules.values import Closing, M, Outage, Steered


@dataclass(frozen=True)
class Change:
    """What this room writes; a ceremony may add a part of its own to each."""


@dataclass(frozen=True)
class MeetingOpened(Change, Generic[M]):
    """A meeting began."""

    meeting: M


@dataclass(frozen=True)
class PersonCheckedIn(Change):
    """Somebody is here, from that instant."""

    person: PersonId
    at: datetime


@dataclass(frozen=True)
class PersonLeft(Change):
    """Somebody left, at that instant."""

    person: PersonId
    at: datetime


@dataclass(frozen=True)
class Steer(Change):
    """What somebody here may have asked for. `steered`: who; None where it came by itself."""

    steered: Steered | None = field(default=None, kw_only=True)


@dataclass(frozen=True)
class StageBegun(Steer):
    """A stage began; it ends by itself at `due`, where it has an end of its own."""

    stage: ClassVar[Enum]
    at: datetime
    due: datetime | None


@dataclass(frozen=True)
class DueMoved(Steer):
    """The stage ends at another time. No new phase: everything on the board stays good."""

    due: datetime


@dataclass(frozen=True)
class HostTakenOver(Steer):
    """Somebody hosts in place of a host who left."""

    host: PersonId
    at: datetime


@dataclass(frozen=True)
class OutageBridged(Change):
    """An outage was noticed, and what it took was given back: the stage now ends at `due`. `lost`: what the stage missed."""

    outage: Outage
    due: datetime | None
    lost: timedelta = timedelta()


@dataclass(frozen=True)
class ClockFollowed(Change):
    """The machine's time was set `by` so much, forward or back: all instants of the meeting are, so that it goes on as it was."""

    by: timedelta


@dataclass(frozen=True)
class MeetingEnded(Steer):
    """The meeting closed."""

    at: datetime
    how: Closing
