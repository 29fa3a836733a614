"""A stand-in for the rehearsal room's server: it serves the page, answers what a test told it to, and remembers each act."""

import asyncio
import json
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from aiohttp import web

Json = dict[str, Any]
PAGE = Path(__file__).parents[2] / "bot" / "rehearsal" / "page"
NOON = "2026-12-01T12:00:00Z"
NOON_S = 1_796_126_400

PEOPLE: list[Json] = [
    {
        "id": "U1",
        "name": "ana",
        "real_name": "Ana Torres",
        "tz": "Europe/Madrid",
        "locale": "en-US",
        "avatar_color": "#8a4b2d",
        "initials": "AT",
        "is_admin": True,
    },
    {
        "id": "U2",
        "name": "ben",
        "real_name": "Ben Okafor",
        "tz": "Europe/London",
        "locale": "en-US",
        "avatar_color": "#2d6a8a",
        "initials": "BO",
        "is_admin": False,
    },
    {
        "id": "U3",
        "name": "chloe",
        "real_name": "Chloé Martin",
        "tz": "Europe/Paris",
        "locale": "fr-FR",
        "avatar_color": "#6d4a8f",
        "initials": "CM",
        "is_admin": False,
    },
    {
        "id": "U4",
        "name": "dev",
        "real_name": "Dev Patel",
        "tz": "Asia/Kolkata",
        "locale": "en-US",
        "avatar_color": "#3e7a4e",
        "initials": "DP",
        "is_admin": False,
    },
]
CHANNELS: list[Json] = [
    {"id": "C1", "name": "guild", "is_private": False, "is_member_bot": False, "members": ["U1", "U2", "U3"], "archived": False},
    {
        "id": "C2",
        "name": "team-checkout",
        "is_private": False,
        "is_member_bot": False,
        "members": ["U1", "U2", "U4"],
        "archived": False,
    },
]
COMMANDS = [
    {"command": "/coffee", "description": "Start and run a Lean Coffee", "usage_hint": "topic … | start … | help"},
    {"command": "/refine", "description": "Remind a team about refinement", "usage_hint": "remind every tuesday at 10:00"},
]
SHORTCUTS = [
    {
        "name": "Suggest for Lean Coffee",
        "callback_id": "suggest",
        "type": "message",
        "description": "Propose this message as a topic",
    }
]


def ts(minute: float, nth: int = 0) -> str:
    """Give a message's ts, minutes after half past eleven of the stand-in's day."""
    return f"{NOON_S - 1_800 + int(minute * 60)}.{nth:06d}"


def message(at: str, text: str = "", *, user: str = "U1", **more: Any) -> Json:
    """Make a message as the room tells of it; the app's when `blocks` are given."""
    is_bot = user == "UBOT"
    return {
        "ts": at,
        "user": user,
        "username": "Cortado" if is_bot else "",
        "is_bot": is_bot,
        "text": text,
        "edited": False,
        "ephemeral": False,
        **more,
    }


def board(at: str, blocks: list[Json], **more: Any) -> Json:
    """Make a message of the app."""
    return message(at, "a board", user="UBOT", blocks=blocks, **more)


def conversation(conversation_id: str, name: str, messages: list[Json], *, kind: str = "channel", **more: Any) -> Json:
    """Make a conversation as the room tells of it."""
    return {
        "id": conversation_id,
        "kind": kind,
        "name": name,
        "is_private": False,
        "unread": 0,
        "mentions": 0,
        "joined": True,
        "messages": messages,
        **more,
    }


class FakeRoom:
    """Serves from a thread of its own; `show` changes what a person sees and pushes it."""

    def __init__(self) -> None:
        self.workspace: Json = {
            "team": {"id": "T1", "name": "Rehearsal", "domain": "rehearsal"},
            "bot": {"user_id": "UBOT", "name": "Cortado"},
            "people": PEOPLE,
            "channels": CHANNELS,
            "commands": COMMANDS,
            "shortcuts": SHORTCUTS,
            "now": NOON,
            "offset_seconds": 0,
            "bot_state": "up",
            "faults": [],
        }
        self.views: dict[str, Json] = {person["id"]: self._fresh_view(person["id"]) for person in PEOPLE}
        self.acts: list[tuple[str, Any]] = []
        self._news = threading.Condition()
        self.answers: dict[str, Json] = {}
        self.next: Json | None = None
        self._doors: dict[str, asyncio.Event] = {}
        self._sockets: dict[str, set[web.WebSocketResponse]] = {person["id"]: set() for person in PEOPLE}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.url = ""

    @staticmethod
    def _fresh_view(person: str) -> Json:
        channels = [conversation(channel["id"], channel["name"], [], joined=person in channel["members"]) for channel in CHANNELS]
        return {
            "revision": 1,
            "conversations": [*channels, conversation(f"D{person}", "Cortado", [], kind="dm")],
            "home": None,
            "modals": [],
            "toasts": [],
        }

    def start(self, port: int = 0) -> Self:
        """Listen on loopback; `url` says where."""
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(port), self._loop).result(10)
        return self

    def stop(self) -> None:
        """Stop listening."""
        asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _listen(self, port: int) -> None:
        app = web.Application()
        app.router.add_get("/", self._index)
        app.router.add_static("/page", PAGE)
        app.router.add_get("/room/workspace", self._workspace)
        app.router.add_get("/room/live", self._live)
        app.router.add_get("/room/clock", self._clock)
        app.router.add_post("/room/act/{verb}", self._act)
        app.router.add_route("*", "/room/{rest:.+}", self._other)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def _index(self, _: web.Request) -> web.FileResponse:
        return web.FileResponse(PAGE / "index.html")

    async def _workspace(self, _: web.Request) -> web.Response:
        return web.json_response(self.workspace)

    async def _clock(self, _: web.Request) -> web.Response:
        return web.json_response({"now": self.workspace["now"], "offset_seconds": 0, "next": self.next})

    async def _live(self, request: web.Request) -> web.WebSocketResponse:
        person = request.query["as"]
        if door := self._doors.get(person):
            await door.wait()
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets[person].add(socket)
        await socket.send_json({"type": "view", "view": self._whole(person)})
        async for _ in socket:
            pass
        self._sockets[person].discard(socket)
        return socket

    async def _act(self, request: web.Request) -> web.Response:
        verb, body = request.match_info["verb"], await request.json()
        self._note(verb, body)
        return web.json_response(self.answers.get(verb, {"ok": True}))

    async def _other(self, request: web.Request) -> web.Response:
        body = json.loads(await request.text() or "null")
        self._note(f"{request.method} {request.path}", body)
        return web.json_response(self.answers.get(request.path, {"ok": True}))

    def _note(self, verb: str, body: Any) -> None:
        with self._news:
            self.acts.append((verb, body))
            self._news.notify_all()

    def acted(self, verb: str) -> list[Any]:
        """List the bodies of the acts of one kind, in order."""
        return [body for name, body in list(self.acts) if name == verb]

    def heard(self, verb: str, count: int = 1) -> Any:
        """Wait until an act was done so many times, and give the body of the last."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.acted(verb)) >= count, 30), f"no {verb} among {self.acts}"
        return self.acted(verb)[-1]

    def show(self, person: str, *, messages: dict[str, list[Json]] | None = None, **changes: Any) -> None:
        """Change what a person sees and push it: messages by conversation id, or any part of the view."""
        view = self.views[person]
        changed = [
            {**known, "messages": messages[known["id"]]}
            for known in view["conversations"]
            if messages and known["id"] in messages
        ]
        marked = {known["id"]: known for known in changed}
        known = changes.pop("conversations", None) or [marked.get(each["id"], each) for each in view["conversations"]]
        self.views[person] = {**view, "conversations": known, **changes, "revision": view["revision"] + 1}
        push = {"type": "view", "view": {**self._whole(person), "conversations": changed or known}}
        asyncio.run_coroutine_threadsafe(self._push(person, push), self._loop).result(10)

    def _whole(self, person: str) -> Json:
        view = self.views[person]
        return {**view, "conversation_ids": [each["id"] for each in view["conversations"]]}

    def tell(self, **changes: Any) -> None:
        """Change the workspace and push it to everyone."""
        self.workspace = {**self.workspace, **changes}
        for person in self._sockets:
            asyncio.run_coroutine_threadsafe(
                self._push(person, {"type": "room", "workspace": self.workspace}), self._loop
            ).result(10)

    def shut_out(self, person: str) -> None:
        """Let no live socket of a person open until `let_in`."""
        self._doors[person] = asyncio.Event()

    def let_in(self, person: str) -> None:
        """Open the live sockets that wait, and those to come."""
        self._loop.call_soon_threadsafe(self._doors.pop(person).set)

    def hang_up(self) -> None:
        """Close every live socket."""
        asyncio.run_coroutine_threadsafe(self._hang_up(), self._loop).result(10)

    async def _hang_up(self) -> None:
        for socket in [socket for sockets in self._sockets.values() for socket in sockets]:
            await socket.close()

    async def _push(self, person: str, push: Json) -> None:
        for socket in list(self._sockets[person]):
            with suppress(ConnectionError):  # of a page that has just left
                await socket.send_json(push)
