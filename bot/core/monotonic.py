"""Monotonic seconds beside the machine's time, so that a clock that was set is noticed."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.core.clock import Clock, RealClock

Monotonic = Callable[[], float]
"""Seconds since some beginning that run on whatever the machine's time is set to, also while the machine sleeps."""
JUMP = timedelta(seconds=5)
"""What differs by less is a clock that is brought right slowly, or a machine that was busy."""
_APART = 1.0
"""Seconds between two looks at the monotonic clock within which the other was certainly read."""


def monotonic_of(real: Clock) -> Monotonic:
    """Return the machine's monotonic seconds beside its own time; a clock that was set for a test is believed."""
    if not isinstance(real, RealClock):
        return lambda: real.now().timestamp()
    kind = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return lambda: time.clock_gettime(kind)


class HeldClock:
    """The machine's time, but for a jump: until that is accepted, time goes on as it did before. To be read in any thread."""

    def __init__(self, real: Clock, monotonic: Monotonic) -> None:
        self._real = real
        self._monotonic = monotonic
        self._anchor = self._look()

    def now(self) -> datetime:
        """Return the instant in UTC."""
        return self._seen()[0]

    def jump(self) -> timedelta:
        """Return how far the machine's time has been set, forward or back (negative); zero where it runs as it should."""
        return self._seen()[1]

    def accept(self) -> None:
        """Take the machine's time as it is from now on."""
        self._anchor = self._look()

    def _seen(self) -> tuple[datetime, timedelta]:
        began, since = self._anchor
        real, monotonic = self._look()
        held = began + timedelta(seconds=monotonic - since)
        if abs(real - held) > JUMP:
            return held, real - held
        if self._anchor == (began, since):
            self._anchor = (real, monotonic)
        return real, timedelta()

    def _look(self) -> tuple[datetime, float]:
        """Read both clocks as if at once: a thread that was made to wait between them reads them again."""
        while True:
            before = self._monotonic()
            real = self._real.now()
            after = self._monotonic()
            if after - before <= _APART:
                return real, after
