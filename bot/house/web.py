"""The house's web application: Slack's endpoint, pages, health, readiness, metrics."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.core.version import VERSION
from bot.house.address_limit import AddressLimit
from bot.house.addresses import with_address

_EVENTS = "/slack/events"
Checks = Callable[[], Mapping[str, bool]]
"""What must be well, by name."""


def build_web(
    slack: ASGIApp | None,
    *,
    health: Checks,
    readiness: Callable[[], Awaitable[Mapping[str, bool]]],
    metrics: Callable[[], Awaitable[bytes]] | None,
    more: Sequence[BaseRoute] = (),
    notes: Callable[[], Mapping[str, str]] = dict,
    limit: AddressLimit | None = None,
    proxies: int = 0,
) -> Starlette:
    """Put the front together; without a signing secret there is no `/slack/events`, and `/metrics` may have a port of its own.

    `notes` are said beside the health, as the version is, and turn nothing red. `proxies`: how many in front are believed.
    """

    async def healthz(request: Request) -> Response:
        return _said(health(), {**notes(), "version": VERSION})

    async def readyz(request: Request) -> Response:
        return _said(await readiness())

    routes: list[BaseRoute] = [Route("/healthz", healthz), Route("/readyz", readyz), *more]
    if metrics is not None:
        routes.append(_shown(metrics))
    return _Front(slack, routes, limit or AddressLimit(), proxies)


def build_metrics(metrics: Callable[[], Awaitable[bytes]], limit: AddressLimit | None = None, proxies: int = 0) -> Starlette:
    """Put together what a port of its own shows: what is counted, and nothing else."""
    return _Front(None, [_shown(metrics)], limit or AddressLimit(), proxies)


class _Front(Starlette):
    """Hands Slack's requests on by itself, and holds whoever else asks to the pace of an address.

    Starlette's routing and guards cost an ack more than they give it.
    """

    def __init__(self, slack: ASGIApp | None, routes: Sequence[BaseRoute], limit: AddressLimit, proxies: int) -> None:
        signed = [] if slack is None else [Route(_EVENTS, slack, methods=["POST"])]
        super().__init__(routes=[*signed, *routes])
        self.router.redirect_slashes = False  # it leads to whatever host the request names
        self._slack = slack
        self._limit = limit
        self._proxies = proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        scope = with_address(scope, self._proxies)
        if self._slack is not None and scope["path"] == _EVENTS and scope["method"] == "POST":
            await self._slack(scope, receive, send)
        elif (refusal := self._limit.refusal(scope)) is not None:
            await refusal(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


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


def _shown(metrics: Callable[[], Awaitable[bytes]]) -> Route:
    async def shown(request: Request) -> Response:
        return Response(await metrics(), media_type="text/plain; version=0.0.4; charset=utf-8")

    return Route("/metrics", shown)


def _said(checks: Mapping[str, bool], notes: Mapping[str, str] | None = None) -> Response:
    well = all(checks.values())
    return JSONResponse({"ok": well, **checks, **(notes or {})}, 200 if well else 503)
