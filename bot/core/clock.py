"""Clocks: business time, which can be moved, and real time."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """A source of the present instant."""

    def now(self) -> datetime:
        """Return the instant, aware, in UTC."""
        ...


class RealClock:
    """The machine's own time: signatures, leases, lanes, budgets, heartbeats."""

    def now(self) -> datetime:
        """Return the machine's instant in UTC."""
        return datetime.now(UTC)


class MovableClock:
    """Business time: another clock, moved by an offset that the rehearsal room may change."""

    def __init__(self, real: Clock, offset: timedelta = timedelta()) -> None:
        self._real = real
        self.offset = offset

    def now(self) -> datetime:
        """Return the moved instant in UTC."""
        return self._real.now() + self.offset

    def move_to(self, instant: datetime) -> None:
        """Make `instant` the present; time goes on from there."""
        self.offset = instant - self._real.now()


class SetClock:
    """A clock that stands still until it is set: for tests."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def now(self) -> datetime:
        """Return the instant that was set."""
        return self.instant

    def advance(self, span: timedelta) -> None:
        """Set the clock forward (or back, if negative) by `span`."""
        self.instant += span
