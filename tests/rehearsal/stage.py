"""What the tests of the room stand on: time that is moved by hand, an app that remembers what it was sent, and a short way to call."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import httpx

from bot.rehearsal.app import build_room, serve
from bot.rehearsal.http_out import Http, HttpAnswer
from bot.rehearsal.ids import Ids
from bot.rehearsal.installation import Installation
from bot.rehearsal.plug import Plug
from bot.rehearsal.room import Room
from bot.rehearsal.shapes import Json
from tests.fakes.room_client import RoomClient

ANA, BEN, CHLOE, DEV = "U0ANA", "U0BEN", "U0CHLOE", "U0DEV"
GUILD, CHECKOUT, LEADS = "C0GUILD", "C0CHECKOUT", "C0LEADS"
REQUEST_URL = "http://app.test/slack/events"
COMMANDS = ({"command": "/coffee", "description": "Lean Coffee", "usage_hint": "start", "should_escape": True},)
SHORTCUTS = (
    {"name": "Suggest", "type": "message", "callback_id": "suggest", "description": "Suggest it"},
    {"name": "Start", "type": "global", "callback_id": "start", "description": "Start it"},
)
APP = Installation(request_url=REQUEST_URL, commands=COMMANDS, shortcuts=SHORTCUTS)


def counted_ids() -> Ids:
    """Make ids that are the same in every run."""
    count = 0

    def next_id(prefix: str) -> str:
        nonlocal count
        count += 1
        return f"{prefix}{count:010d}"

    return next_id


class FakeTime:
    """Real time that only moves when a test moves it."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []

    def now(self) -> datetime:
        return datetime(2026, 3, 2, 12, tzinfo=UTC) + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        until: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((self.seconds + seconds, until))
        await until

    async def pass_by(self, seconds: float) -> None:
        """Let time pass, from sleeper to sleeper."""
        end = self.seconds + seconds
        await settle()
        while due := sorted((at for at, until in self._sleepers if at <= end and not until.done())):
            self.seconds = max(self.seconds, due[0])
            for at, until in self._sleepers:
                if at <= self.seconds and not until.done():
                    until.set_result(None)
            self._sleepers = [each for each in self._sleepers if not each[1].done()]
            await settle()
        self.seconds = end
        await settle()


async def settle() -> None:
    """Let everything that can run, run."""
    for _ in range(60):
        await asyncio.sleep(0)


@dataclass
class Received:
    """One request as the app got it."""

    headers: Mapping[str, str]
    body: bytes

    @property
    def payload(self) -> Json:
        if self.headers["Content-Type"].startswith("application/json"):
            return dict(json.loads(self.body))
        form = dict(parse_qsl(self.body.decode(), keep_blank_values=True))
        return dict(json.loads(form["payload"])) if "payload" in form else form


Answer = Callable[[Received], Awaitable[HttpAnswer]]


def answer(body: Any = None, status: int = 200, **headers: str) -> HttpAnswer:
    """Give an app's answer: nothing, text, or JSON."""
    if body is None:
        return HttpAnswer(status, headers, b"")
    if isinstance(body, str):
        return HttpAnswer(status, {"content-type": "text/plain", **headers}, body.encode())
    return HttpAnswer(status, {"content-type": "application/json", **headers}, json.dumps(body).encode())


@dataclass
class FakeApp:
    """An app at the request URL: remembers requests and answers them as the test says, in turn; then with nothing."""

    received: list[Received] = field(default_factory=list)
    answers: list[HttpAnswer | Answer | OSError] = field(default_factory=list)

    async def send(self, method: str, url: str, headers: Mapping[str, str], body: bytes = b"") -> HttpAnswer:
        assert (method, url) == ("POST", REQUEST_URL)
        request = Received(headers, body)
        self.received.append(request)
        given = self.answers.pop(0) if self.answers else answer()
        if isinstance(given, OSError):
            raise given
        return given if isinstance(given, HttpAnswer) else await given(request)

    @property
    def last(self) -> Json:
        return self.received[-1].payload


async def never(_request: Received) -> HttpAnswer:
    """Answer never."""
    await asyncio.Event().wait()
    raise AssertionError


@dataclass
class Stage:
    """A room without a network, the app that is installed in it, and time."""

    room: Room
    app: FakeApp
    time: FakeTime
    http: httpx.AsyncClient
    client: RoomClient

    async def api(self, method: str, token: str = APP.bot_token, **args: Any) -> Json:
        """Call a Web API method with a JSON body."""
        answered = await self.http.post(f"/api/{method}", json=args, headers={"Authorization": f"Bearer {token}"})
        return {"status": answered.status_code, **dict(answered.json())}

    async def post(self, channel: str = GUILD, **args: Any) -> str:
        """Post a message and give its ts."""
        said = await self.api("chat.postMessage", channel=channel, **{"text": "Hello", **args})
        assert said["ok"], said
        return str(said["ts"])

    async def messages(self, person: str, channel: str = GUILD) -> list[Json]:
        """Give what a person sees in a channel."""
        view = await self.client.view(person)
        return next((each["messages"] for each in view["conversations"] if each["id"] == channel), [])

    async def modal(self, person: str) -> Json:
        """Give the modal that lies on top."""
        return dict((await self.client.view(person))["modals"][-1])


@asynccontextmanager
async def stage(
    *, app: Installation = APP, path: Path | None = None, plug: Plug | None = None, control: tuple[str, str] | None = None,
    http: Http | None = None, rates: bool = False,
) -> AsyncIterator[Stage]:  # fmt: skip
    """Open a room on fake time."""
    time, fake = FakeTime(), FakeApp()
    room = build_room(
        app=app, path=path, real=time, ids=counted_ids(), http=http or fake, plug=plug, control=control, rates=rates
    )
    transport = httpx.ASGITransport(room.asgi)
    async with room, httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8765") as client:
        yield Stage(room, fake, time, client, RoomClient(client))


@asynccontextmanager
async def served(room: Room) -> AsyncIterator[Room]:
    """Serve a room on a free port."""
    ready = asyncio.Event()
    serving = asyncio.ensure_future(serve(room, "127.0.0.1", 0, ready=ready))
    await ready.wait()
    try:
        yield room
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)


def button(action_id: str = "go", **more: Any) -> Json:
    """Write a button."""
    return {"type": "button", "action_id": action_id, "text": {"type": "plain_text", "text": "Go"}, **more}


def section(text: str = "Text", **more: Any) -> Json:
    """Write a section."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def actions(*elements: Json, **more: Any) -> Json:
    """Write a row of elements."""
    return {"type": "actions", "elements": list(elements), **more}


def typed(block_id: str = "topic", **element: Any) -> Json:
    """Write an input for text."""
    inner = {"type": "plain_text_input", "action_id": "text", **element}
    return {"type": "input", "block_id": block_id, "label": {"type": "plain_text", "text": "Topic"}, "element": inner}


def option(value: str) -> Json:
    """Write an option."""
    return {"text": {"type": "plain_text", "text": value.title()}, "value": value}


def modal(*blocks: Json, **more: Any) -> Json:
    """Write a modal with a submit button."""
    plain = {"type": "plain_text", "text": "Topic"}
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain,
        "submit": {**plain, "text": "Send"},
        "blocks": list(blocks),
        **more,
    }
