"""What was called and what was delivered, for tests to read: two bounded lists."""

from collections import deque

from bot.rehearsal.clock import RoomClock
from bot.rehearsal.shapes import Json

KEPT = 20_000
_SECRET = frozenset({"token", "client_secret", "code", "refresh_token"})


class Journal:
    """Numbered lines; the oldest make room for the newest. Secrets are left out."""

    def __init__(self, clock: RoomClock) -> None:
        self._clock = clock
        self._calls: deque[Json] = deque(maxlen=KEPT)
        self._requests: deque[Json] = deque(maxlen=KEPT)
        self._count = 0

    def _line(self, more: Json) -> Json:
        self._count += 1
        at = {"at_real": self._clock.real.now().isoformat(), "at": self._clock.now().isoformat()}
        return {"n": self._count, **at, **more}

    def call(self, method: str, args: Json, ok: bool, error: str | None, *, answer: Json | None = None, url: str = "") -> None:
        """Note one Web API call of the app; of an answer only where a message stands. `url`: which response_url was used."""
        shown = {name: value for name, value in args.items() if name not in _SECRET}
        said = {name: value for name, value in (answer or {}).items() if name in ("ts", "channel")}
        told = {"answer": said} | ({"url": url} if url else {})
        self._calls.append(self._line({"method": method, "ok": ok, "error": error, "args": shown, **told}))

    def request(self, more: Json) -> None:
        """Note one delivery to the bot."""
        self._requests.append(self._line(more))

    def calls(self, method: str | None = None, since: int = 0) -> list[Json]:
        """Give the calls of a method, or all, that came after a number."""
        return [line for line in self._calls if line["n"] > since and method in (None, "", line["method"])]

    def requests(self, since: int = 0) -> list[Json]:
        """Give the deliveries that came after a number."""
        return [line for line in self._requests if line["n"] > since]
