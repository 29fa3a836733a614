"""Counts the calls to `views.*` of the last minute: how much Slack still allows this process."""

from collections import deque
from collections.abc import Callable
from time import monotonic

from bot.slack.errors import LIMITED

A_MINUTE = 100
"""Tier 4 allows a workspace so many calls."""
_MINUTE = 60.0


class ViewCalls:
    """One for the process, which serves one workspace; each replica counts its own."""

    def __init__(self, seconds: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._made: deque[float] = deque(maxlen=A_MINUTE)
        self._none_until = 0.0

    def heard(self, method: str, outcome: str) -> None:
        """Take note of a call and what became of it."""
        if not method.startswith("views."):
            return
        self._made.append(self._seconds())
        if outcome in LIMITED:
            self._none_until = self._seconds() + _MINUTE

    def left(self) -> int:
        """Return how many calls are left of this minute; none for a minute after Slack has refused one."""
        now = self._seconds()
        while self._made and self._made[0] <= now - _MINUTE:
            self._made.popleft()
        return 0 if now < self._none_until else A_MINUTE - len(self._made)
