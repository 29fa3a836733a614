"""Holds each address to a pace for what is served to anybody, without Slack's signature."""

from collections.abc import Callable, Mapping
from math import ceil
from time import monotonic

import structlog
from starlette.responses import PlainTextResponse, Response
from starlette.types import Scope

from bot.core.pace import Pace
from bot.core.seldom import Seldom
from bot.house.addresses import network_of

log = structlog.get_logger("house")

PAGES_A_SECOND = 2.0
"""What one address may keep up: an office whose calendars are all fetched at nine, and no flood."""
BURST_SECONDS = 30.0
"""What an address may ask at once is what it may ask in this time."""
MONITOR_COST = 0.1
NEVER_REFUSED = frozenset({"/healthz", "/control/clock"})
"""The first is answered from memory, to who ends a bot that does not answer; the second is the rehearsal room's, and asks for a secret."""
MONITORS = frozenset({"/readyz", "/metrics"})
"""What machines of one's own ask, often: they have a share apart, which no flood of pages through one proxy takes from them."""
TAKES_BODIES = frozenset({"/control/clock"})
_MOST = 20_000
_MINUTE = 60.0
_HEADERS = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
_NO_BODY = (b"", b"0")
Refused = Callable[[str], None]
"""Told why a request was refused: `address too fast`, `too large`."""


class AddressLimit:
    """Counts what addresses ask. One for the process, in memory: one float an address, of a bounded number of them."""

    def __init__(
        self,
        a_second: float = PAGES_A_SECOND,
        *,
        costs: Mapping[str, float] | None = None,
        refused: Refused = lambda reason: None,
        seconds: Callable[[], float] = monotonic,
        most: int = _MOST,
    ) -> None:
        """`a_second`: the pages that an address may keep up, 0: any number; `costs`: how many pages a path counts as, if not one."""
        self._pace = Pace[tuple[bool, str]](a_second, BURST_SECONDS, most) if a_second else None
        self._costs = {**dict.fromkeys(MONITORS, MONITOR_COST), **(costs or {})}
        self._refused = refused
        self._seconds = seconds
        self._said = Seldom(_MINUTE, 1, seconds)

    def refusal(self, scope: Scope) -> Response | None:
        """Return the answer to a request that is not let in: too many from its address, or a page with a body."""
        path = scope["path"]
        if path not in TAKES_BODIES and _has_body(scope):
            self._refused("too large")
            return PlainTextResponse("This address takes no body.", 413, {**_HEADERS, "connection": "close"})
        if self._pace is None or path in NEVER_REFUSED:
            return None
        address = network_of(str((scope.get("client") or ("",))[0]))
        wait = self._pace.grant((path in MONITORS, address), self._costs.get(path, 1.0), self._seconds())
        return self._too_fast(address, ceil(wait)) if wait else None

    def _too_fast(self, address: str, wait: int) -> Response:
        self._refused("address too fast")
        passed_over = self._said.passed_over("address too fast")
        if passed_over is not None:
            log.warning("access refused", why="address too fast", passed_over=passed_over, address=address)
        unit = "second" if wait == 1 else "seconds"
        said = f"Too many requests came from your address. Try again in {wait} {unit}."
        return PlainTextResponse(said, 429, {**_HEADERS, "retry-after": str(wait)})


def _has_body(scope: Scope) -> bool:
    headers: dict[bytes, bytes] = dict(scope["headers"])
    return b"transfer-encoding" in headers or headers.get(b"content-length", b"") not in _NO_BODY
