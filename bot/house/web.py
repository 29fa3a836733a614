"""The house's front: Slack's endpoint, health, readiness, metrics."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

Checks = Callable[[], Mapping[str, bool]]
"""What must be well, by name."""


def build_web(
    slack: ASGIApp | None,
    *,
    health: Checks,
    readiness: Checks,
    metrics: Callable[[], Awaitable[bytes]],
    more: Sequence[BaseRoute] = (),
) -> Starlette:
    """Put the front together; without a signing secret there is no `/slack/events`."""

    async def healthz(request: Request) -> Response:
        return _said(health())

    async def readyz(request: Request) -> Response:
        return _said(readiness())

    async def shown(request: Request) -> Response:
        return Response(await metrics(), media_type="text/plain; version=0.0.4; charset=utf-8")

    routes: list[BaseRoute] = [
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route("/metrics", shown),
        *more,
    ]
    if slack is not None:
        routes.insert(0, Route("/slack/events", slack, methods=["POST"]))
    return Starlette(routes=routes)


class Gate:
    """Lets requests in while the house is open; before and after, Slack is told to come again."""

    def __init__(self, inner: ASGIApp, is_open: Callable[[], bool]) -> None:
        self._inner = inner
        self._is_open = is_open

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or answer 503."""
        if self._is_open():
            await self._inner(scope, receive, send)
        else:
            await PlainTextResponse("not ready", 503, {"retry-after": "1"})(scope, receive, send)


def _said(checks: Mapping[str, bool]) -> Response:
    well = all(checks.values())
    return JSONResponse({"ok": well, **checks}, 200 if well else 503)
