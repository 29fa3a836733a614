"""Notices that the machine's clock was set, and tells so on the health page."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.core.clock import Clock
from bot.house.metrics import Metrics

TOLD_FOR = timedelta(hours=1)


class ClockSet:
    """Remembers the last time that the machine's time was set, and counts them."""

    def __init__(self, real: Clock, metrics: Metrics) -> None:
        self._real = real
        self._metrics = metrics
        self._last: tuple[timedelta, datetime] | None = None

    def hear(self, by: timedelta) -> None:
        """Take note that it was set forward, or back (negative)."""
        self._last = by, self._real.now()
        self._metrics.clock_set()

    def notes(self) -> Mapping[str, str]:
        """Say for an hour what happened: all is well since, and somebody may want to know why."""
        if self._last is None or not timedelta() <= self._real.now() - self._last[1] <= TOLD_FOR:
            return {}
        by, at = self._last
        way = "forward" if by > timedelta() else "back"
        seconds = round(abs(by.total_seconds()))
        return {
            "clock": f"The machine's time was set {way} by {seconds} s at {at:%Y-%m-%dT%H:%M:%SZ}; open meetings moved with it."
        }
