"""What can happen to any meeting; a ceremony's own changes of its course derive from these."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import ClassVar, Generic

from bot.core.ids import PersonId
from bot.meetings.rules.values import Closing, M, Outage, Steered, Transition


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
class HostChanged(Steer):
    """Somebody else hosts from now on: they took over from a host who was away or silent, or it was handed over to them."""

    host: PersonId
    at: datetime


@dataclass(frozen=True)
class CohostsNamed(Steer):
    """These host beside the host from now on, and nobody else does."""

    cohosts: frozenset[PersonId]


@dataclass(frozen=True)
class HostClaimed(Change):
    """Somebody here asked to host, of a host who is here: unless that one gives a sign, they do."""

    person: PersonId
    at: datetime


@dataclass(frozen=True)
class ClaimAnswered(Change):
    """The host gave a sign: they still host."""


@dataclass(frozen=True)
class TransitionKept(Change):
    """These changes of phase, by people, can be taken back: the last one first."""

    steps: tuple[Transition, ...]


@dataclass(frozen=True)
class PhaseUndone(Steer):
    """A change of phase was taken back: the stage before it goes on, and ends by itself at `due`, where it has an end of its own."""

    step: Transition
    at: datetime
    due: datetime | None


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
    """The meeting closed: it ran until `at`. `noticed`: when it closed, where that is later."""

    at: datetime
    how: Closing
    noticed: datetime | None = field(default=None, kw_only=True)
