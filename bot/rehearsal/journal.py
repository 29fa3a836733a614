"""What was called and what was delivered, for tests to read: two bounded lists."""

from collections import deque

from bot.rehearsal.clock import RealTime
from bot.rehearsal.shapes import Json

KEPT = 20_000


class Journal:
    """Numbered lines; the oldest make room for the newest. Tokens are left out."""

    def __init__(self, real: RealTime) -> None:
        self._real = real
        self._calls: deque[Json] = deque(maxlen=KEPT)
        self._requests: deque[Json] = deque(maxlen=KEPT)
        self._count = 0

    def _line(self, more: Json) -> Json:
        self._count += 1
        return {"n": self._count, "at_real": self._real.now().isoformat(), **more}

    def call(self, method: str, args: Json, ok: bool, error: str | None) -> None:
        """Note one Web API call of the app."""
        shown = {name: value for name, value in args.items() if name != "token"}
        self._calls.append(self._line({"method": method, "ok": ok, "error": error, "args": shown}))

    def request(self, more: Json) -> None:
        """Note one delivery to the bot."""
        self._requests.append(self._line(more))

    def calls(self, method: str | None = None, since: int = 0) -> list[Json]:
        """Give the calls of a method, or all, that came after a number."""
        return [line for line in self._calls if line["n"] > since and method in (None, "", line["method"])]

    def requests(self, since: int = 0) -> list[Json]:
        """Give the deliveries that came after a number."""
        return [line for line in self._requests if line["n"] > since]
