"""Says what happens often only once in a while, for a bounded number of keys."""

from collections.abc import Callable, Hashable
from time import monotonic

HOUR = 3_600.0


class Seldom:
    """Says whether the time has come to say something again; what comes by the million costs no more memory than `most` keys."""

    def __init__(self, every: float = HOUR, most: int = 1_000, seconds: Callable[[], float] = monotonic) -> None:
        self._every = every
        self._most = most
        self._seconds = seconds
        self._said: dict[Hashable, tuple[float, int]] = {}
        """When each was said, and how often it was passed over since; the oldest first."""

    def passed_over(self, key: Hashable) -> int | None:
        """Return how often this was passed over since it was said, where it is to be said now; None where it is not."""
        now = self._seconds()
        said = self._said.pop(key, None)
        if said is not None and now - said[0] < self._every:
            self._said[key] = (said[0], said[1] + 1)
            return None
        if said is None and not self._has_room(now):
            return None
        self._said[key] = (now, 0)
        return 0 if said is None else said[1]

    def _has_room(self, now: float) -> bool:
        if len(self._said) >= self._most:
            self._said = {key: said for key, said in self._said.items() if now - said[0] < self._every}
        return len(self._said) < self._most
