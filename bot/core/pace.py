"""Holds each of many to a pace, with a burst; in memory that is bounded."""

from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)

_ROUNDED = 1e-6
"""Seconds by which sums of floats may differ: who has waited as long as was said is not refused for less."""


class Pace(Generic[K]):
    """One float for each key: until when what it was granted keeps it busy (the virtual scheduling of ITU-T I.371)."""

    def __init__(self, a_second: float, burst_seconds: float, most: int) -> None:
        """`a_second` is kept up for long, what is granted in `burst_seconds` at once; `most` keys are known at a time."""
        self._a_second = a_second
        self._burst = burst_seconds
        self._most = most
        self._busy: dict[K, float] = {}

    def __len__(self) -> int:
        return len(self._busy)

    def grant(self, key: K, cost: float, now: float) -> float:
        """Grant what costs so much and return 0, or return the seconds after which it would be granted; those are counted for nobody."""
        busy = max(self._busy.get(key, now), now) + cost / self._a_second
        if (over := busy - now - self._burst) > _ROUNDED:
            return over
        if len(self._busy) >= self._most and key not in self._busy:
            self._make_room(now)
        self._busy[key] = busy
        return 0.0

    def _make_room(self, now: float) -> None:
        """Forget who has nothing to pay off any more, and where all have, a quarter of them: they begin anew."""
        self._busy = {key: busy for key, busy in self._busy.items() if busy > now}
        for key in list(self._busy)[: max(0, len(self._busy) - self._most * 3 // 4)]:
            del self._busy[key]
