"""A Slack that takes calls down, words of the house, and everything put together around them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

import httpx
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from starlette.applications import Starlette
from starlette.routing import Route

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.core.refusal import Refusal, Several, field_of
from bot.slack.answers import Answer
from bot.slack.bolt import Installed, build_app
from bot.slack.client import RespondRefused, SlackApi, web_client
from bot.slack.dispatch import Dispatch, ErrorReply, Overloaded
from bot.slack.endpoint import Endpoint
from bot.slack.repeats import RepeatSuppressor
from bot.slack.requests import Request
from bot.slack.responder import FormNotOpened, Responder
from bot.slack.routes import NothingListens, Routes
from bot.slack.shares import Share, Shares
from bot.slack.signature import Signature
from tests.slack import payloads

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


class TooManyDots(Refusal):
    """A refusal that belongs to a field of its form."""

    field = "context"


class Slack:
    """A client that writes down what it is asked and refuses what it is told to refuse."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.responses: list[tuple[str, dict[str, Any]]] = []
        self.refuses: dict[str, str] = {}
        self.slow: dict[str, asyncio.Event] = {}
        """What is answered only when its event is set."""
        self.limited: dict[str, int] = {}
        """What is limited so many times."""
        self.lost: dict[str, int] = {}
        """What gets no answer so many times."""
        self.pauses: dict[str, list[str]] = {}
        """What is limited with each of these pauses, one after the other."""

    def __getattr__(self, method: str) -> Callable[..., Awaitable[dict[str, Any]]]:
        async def call(**arguments: Any) -> dict[str, Any]:
            self.calls.append((method, arguments))
            if method in self.slow:
                await self.slow[method].wait()
            if self.limited.get(method):
                self.limited[method] -= 1
                raise limited(method)
            if self.lost.get(method):
                self.lost[method] -= 1
                raise TimeoutError
            if self.pauses.get(method):
                raise limited(method, self.pauses[method].pop(0))
            if method in self.refuses:
                raise SlackApiError(method, {"ok": False, "error": self.refuses[method]})  # type: ignore[no-untyped-call]
            return {"ok": True}

        return call

    async def respond(self, url: str, payload: dict[str, Any]) -> None:
        if "respond" in self.slow:
            await self.slow["respond"].wait()
        self.responses.append((url, payload))
        if "respond" in self.refuses:
            raise RespondRefused(404)

    def called(self, method: str) -> list[dict[str, Any]]:
        return [arguments for name, arguments in self.calls if name == method]


def limited(method: str, seconds: str = "30") -> SlackApiError:
    """Return what slack_sdk raises at a limit."""
    answer = AsyncSlackResponse(
        client=None,
        http_verb="POST",
        api_url=f"https://slack.com/api/{method}",
        req_args={},
        data={"ok": False, "error": "ratelimited"},
        headers={"Retry-After": seconds},
        status_code=429,
    )
    return SlackApiError(method, answer)  # type: ignore[no-untyped-call]


class ErrorReplies:
    """The house's words, short."""

    async def reply_to(self, request: Request, fault: Exception) -> ErrorReply:
        match fault:
            case Several():
                told = [await self.reply_to(request, one) for one in fault.refusals]
                return ErrorReply(
                    "\n".join(one.text for one in told), {name: text for one in told for name, text in one.beside.items()}
                )
            case Refusal():
                text, named = f"Refused: {fault.args[0] if fault.args else type(fault).__name__}", field_of(fault)
                return ErrorReply(text, {named: text} if named else {})
            case NothingListens():
                return ErrorReply("This button is from an older version.", outcome="unknown")
            case Overloaded():
                return ErrorReply("Too busy.", outcome="overloaded")
            case FormNotOpened():
                return ErrorReply("The form did not open.", outcome="not opened")
            case RespondRefused():
                return ErrorReply("", outcome="not told")
        return ErrorReply("Something went wrong on my side.", outcome="failed")

    def not_installed(self, request: Request) -> str:
        return "Not installed here."

    def too_much(self, request: Request) -> str:
        return "Too much at once."

    def saving(self, request: Request) -> str:
        return "Saving …"

    def saved(self, request: Request) -> str:
        return "Saved."


@dataclass
class Counts:
    """What was counted: (kind, outcome)."""

    ended: list[tuple[str, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def request_ended(self, kind: str, outcome: str, seconds: float) -> None:
        assert seconds >= 0
        self.ended.append((kind, outcome))

    def request_refused(self, reason: str) -> None:
        self.refused.append(reason)


@dataclass
class Door:
    """The endpoint with all that stands behind it, and a way to knock."""

    dispatch: Dispatch
    app: AsyncApp
    slack: Slack
    counts: Counts
    clock: SetClock
    refused: list[str]
    http: httpx.AsyncClient
    waited: list[float]
    endpoint: Endpoint

    async def send(self, body: dict[str, Any], **headers: str) -> httpx.Response:
        content, content_type = payloads.raw(body)
        return await self.post(content, payloads.signed(content, content_type, self.clock.now()) | headers)

    async def post(self, content: bytes, headers: dict[str, str]) -> httpx.Response:
        return await self.http.post("/slack/events", content=content, headers=headers)


def answering(answer: Answer | Exception, seen: list[Any] | None = None) -> Callable[[Any], Awaitable[Answer]]:
    """Return a handler that answers so, or raises."""

    async def handler(request: Any) -> Answer:
        if seen is not None:
            seen.append(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return handler


def everywhere(handler: Callable[[Any], Awaitable[Answer]]) -> Routes:
    """Return routes on which every request of `payloads` comes to one handler."""
    return Routes(
        commands={"/coffee": handler},
        clicks={"lean_coffee:check_in": handler},
        forms={"lean_coffee:ballot": handler},
        shortcuts={"lean_coffee:suggest": handler},
        events={"app_mention": handler, "view_closed": handler},
    )


def build_door(
    routes: Routes,
    *,
    patience: float = 2.5,
    at_once: int = 200,
    in_line: int = 2_000,
    reads_within: float = 5.0,
    share: Share | None = None,
) -> Door:
    """Put endpoint, Bolt and dispatch together around a written Slack."""
    slack, counts, clock = Slack(), Counts(), SetClock(NOW)
    refused: list[str] = []
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    responder = Responder(lambda workspace: cast(SlackApi, slack), wait=wait, respond=slack.respond)
    dispatch = Dispatch(
        routes,
        responder,
        ErrorReplies(),
        counts,
        RepeatSuppressor(clock),
        Shares(share or Share(pace=0)),
        patience=patience,
        at_once=at_once,
        in_line=in_line,
    )

    async def authorize(workspace: WorkspaceId) -> Installed | None:
        return Installed(workspace, "xoxb-1", "U_BOT") if workspace == payloads.TEAM else None

    app = build_app(dispatch, authorize, web_client("http://127.0.0.1:9/api/"))
    endpoint = Endpoint(app, Signature(payloads.SECRET, clock), refused.append, reads_within)
    asgi = Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])])
    http = httpx.AsyncClient(transport=httpx.ASGITransport(asgi), base_url="http://bot")
    return Door(dispatch, app, slack, counts, clock, refused, http, waited, endpoint)
