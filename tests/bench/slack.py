"""A stand-in for Slack that answers at once and notes when which message was changed; what it says is just enough for the bot."""

import asyncio
import json
import time
from dataclasses import dataclass, field
from itertools import count
from typing import Any, cast
from urllib.parse import parse_qs

from tests.bench.load import length_of
from tests.bench.wire import WORKSPACE


@dataclass
class Slack:
    """What has been asked, and the address to ask at."""

    port: int = 0
    changes: list[tuple[float, str, str]] = field(default_factory=list)
    """Each `chat.update`: when (monotonic), which channel, its blocks as text."""
    _numbers: Any = field(default_factory=lambda: count(1))

    @property
    def api(self) -> str:
        """The base URL of the Web API."""
        return f"http://127.0.0.1:{self.port}/api/"

    @property
    def respond(self) -> str:
        """A `response_url`, to be ended by the number of the request."""
        return f"http://127.0.0.1:{self.port}/respond/"

    async def start(self) -> asyncio.Server:
        """Listen on a free port."""
        server = await asyncio.get_running_loop().create_server(lambda: _Conversation(self), "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        return server

    def answer(self, path: str, body: bytes) -> dict[str, Any]:
        """Answer one call."""
        if path.startswith("/respond/"):
            return {"ok": True}
        method = path.removeprefix("/api/").partition("?")[0]
        if method == "auth.test":
            who = {"url": "https://guild.slack.com/", "team": "Guild", "team_id": WORKSPACE, "user_id": "UB", "bot_id": "B1"}
            return {"ok": True, **who}
        if method == "users.info":
            person = parse_qs(path.partition("?")[2]).get("user", ["U"])[0]
            return {"ok": True, "user": {"id": person, "name": f"name of {person}", "tz": "UTC", "locale": "en-US"}}
        if method in ("chat.update", "chat.postMessage"):
            asked = json.loads(body)
            if method == "chat.update":
                self.changes.append((time.monotonic(), asked["channel"], json.dumps(asked.get("blocks"))))
            ts = asked.get("ts") or f"1795303100.{next(self._numbers):06d}"
            return {"ok": True, "channel": asked["channel"], "ts": ts}
        return {"ok": True}


class _Conversation(asyncio.Protocol):
    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._seen = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's are none by descent

    def data_received(self, data: bytes) -> None:
        self._seen += data
        head, parted, body = self._seen.partition(b"\r\n\r\n")
        if not parted or len(body) < length_of(head):
            return
        self._seen = b""
        told = json.dumps(self._slack.answer(head.split(b" ", 2)[1].decode(), body)).encode()
        kind = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-OAuth-Scopes: chat:write,commands\r\n"
        self._transport.write(b"%bContent-Length: %d\r\n\r\n%b" % (kind, len(told), told))
