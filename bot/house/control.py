"""The endpoint that moves the demo's clock; it exists only where a secret is set."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from hmac import compare_digest
from typing import Any, Protocol

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.core.access_log import AccessLog
from bot.core.clock import MovableClock
from bot.house.addresses import address_of

log = structlog.get_logger("house")


class Travels(Protocol):
    """Walks business time from alarm to alarm."""

    async def next(self) -> tuple[datetime, str] | None:
        """Return the next moment at which something happens by itself, and what (the name of its kind)."""
        ...

    async def to(self, instant: datetime) -> None:
        """Walk to an instant. Raise ValueError for one in the past."""
        ...


def control_routes(secret: str, clock: MovableClock, travels: Travels, idle: Callable[[], Awaitable[bool]]) -> list[Route]:
    """Return the routes under `/control`; each wants `Authorization: Bearer <secret>`."""

    access = AccessLog(log)

    async def endpoint(request: Request) -> Response:
        if not compare_digest(request.headers.get("authorization", "").encode(), f"Bearer {secret}".encode()):
            access.refused("wrong control secret", address=address_of(request))
            return JSONResponse({"error": "The secret is wrong or missing."}, 401)
        return await (_go(request) if request.method == "POST" else _look())

    async def _look() -> Response:
        following = await travels.next()
        shown = {"at": following[0].isoformat(), "what": following[1]} if following else None
        return JSONResponse(_time(clock) | {"next": shown, "idle": await idle()})

    async def _go(request: Request) -> Response:
        try:
            instant = await _wish(request)
            await travels.to(instant)
        except ValueError as fault:
            return JSONResponse({"error": str(fault)}, 400)
        return JSONResponse(_time(clock))

    return [Route("/control/clock", endpoint, methods=["GET", "POST"])]


async def _wish(request: Request) -> datetime:
    try:
        wish: Any = await request.json()
        instant = datetime.fromisoformat(wish["to"])
    except (ValueError, TypeError, KeyError, RecursionError) as fault:
        raise ValueError('Say where to go: {"to": "2026-12-01T10:00:00Z"}.') from fault
    if instant.tzinfo is None:
        raise ValueError("Say in which zone: an instant ends in Z or an offset.")
    return instant.astimezone(UTC)


def _time(clock: MovableClock) -> dict[str, Any]:
    return {"now": clock.now().isoformat(), "offset_seconds": clock.offset.total_seconds()}
