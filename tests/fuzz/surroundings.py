"""What parsers stand in: a connection without a wire, pages without a database, a request of ASGI."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.server import ServerState

from bot.house.connections import Connections
from tests.slack import payloads
from tests.slack.stand_ins import NOW, answering, build_door, everywhere

LOOP = asyncio.new_event_loop()


class NoWire(asyncio.Transport):
    """A transport that keeps nothing of what is written."""

    closing = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Take bytes."""

    def is_closing(self) -> bool:
        """Tell whether it was closed."""
        return self.closing

    def close(self) -> None:
        """Close."""
        self.closing = True

    abort = close

    def get_write_buffer_size(self) -> int:
        """Return that nothing waits."""
        return 0

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """Know nobody."""
        return default

    def pause_reading(self) -> None:
        """Go on."""

    def resume_reading(self) -> None:
        """Go on."""


async def _nothing(scope: Scope, receive: Receive, send: Send) -> None:
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


def wire(content: bytes) -> None:
    """Let bytes come over a connection, in two pieces, and let it end."""

    async def come() -> None:
        connections = Connections()
        config = uvicorn.Config(_nothing, http=connections.protocol, ws="none", lifespan="off", log_config=None, access_log=False)  # type: ignore[arg-type]  # as in serving
        config.load()
        connection = connections.protocol(config=config, server_state=ServerState(), app_state={})
        transport = NoWire()
        connection.connection_made(transport)
        half = len(content) // 2
        for part in (content[:half], content[half:]):
            if part and not transport.closing:
                connection.data_received(part)
        for _ in range(3):
            await asyncio.sleep(0)
        connection.connection_lost(None)
        if connections._sweep is not None:
            connections._sweep.cancel()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    LOOP.run_until_complete(come())


def asked(
    app: ASGIApp, path: str, *, query: str = "", headers: Mapping[str, str] | None = None, body: bytes = b"", method: str = "GET"
) -> int:
    """Ask an application for something and return the status. What is no HTTP is made one: the server in front takes nothing else."""
    status: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            status.append(message["status"])

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode("utf-8", "replace"),
        "query_string": query.encode("utf-8", "replace"),
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode("latin-1", "replace")) for name, value in (headers or {}).items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 2),
    }
    LOOP.run_until_complete(app(scope, receive, send))
    return status[0]


def slack_door() -> Callable[[bytes, str, Mapping[str, str]], int]:
    """Return how a body, with a content type and headers, comes to the endpoint, rightly signed unless the headers say otherwise."""

    async def made() -> Any:
        from bot.slack.answers import Answer

        return build_door(everywhere(answering(Answer.nothing())))

    door = LOOP.run_until_complete(made())

    def send(body: bytes, content_type: str, headers: Mapping[str, str]) -> int:
        signed = payloads.signed(body, content_type, NOW)
        status = asked(door.endpoint, "/slack/events", headers={**signed, **headers}, body=body, method="POST")
        LOOP.run_until_complete(door.dispatch.drain())
        return status

    return send


def form_of(text: str) -> bytes:
    """Return the body of a form whose payload is this."""
    return urlencode({"payload": text.encode("utf-8", "surrogatepass")}).encode()
