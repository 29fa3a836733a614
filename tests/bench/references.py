"""The servers that the bot is held against: bare Bolt, which stores nothing, and the same statements by hand on sqlite3."""

import argparse
import asyncio
import hmac
import json
import logging
import queue
import re
import sqlite3
import threading
from pathlib import Path
from typing import Any

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.slack.decode import decode
from bot.slack.state import fields
from tests.bench.recorded import Plan
from tests.bench.wire import SECRET, WORKSPACE

THUMB, BALLOT, PRESS = "lean_coffee:thumb_more", "lean_coffee:ballot", re.compile("lean_coffee:(give|take)_dot")


def bare_bolt() -> Starlette:
    """Return Bolt as its documentation shows it, an app with one listener for each path; `process_before_response` is its fast way."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=WORKSPACE, bot_token="xoxb-1", bot_user_id="UB", bot_id="B1")

    async def listen(ack: Any) -> None:
        await ack()

    def app() -> AsyncApp:
        return AsyncApp(signing_secret=SECRET, authorize=authorize, process_before_response=True)

    def route(path: str, answering: AsyncApp) -> Route:
        handler = AsyncSlackRequestHandler(answering)

        async def answer(request: Request) -> Response:
            return await handler.handle(request)

        return Route(path, answer, methods=["POST"])

    thumb, ballot, press = app(), app(), app()
    thumb.action(THUMB)(listen)
    ballot.view(BALLOT)(listen)
    press.action(PRESS)(listen)
    return Starlette(routes=[route("/thumb", thumb), route("/ballot", ballot), route("/press", press)])


class RawFile:
    """A bare ASGI app: HMAC, decoding in C, and the statements of a real vote on sqlite3 with group commit."""

    def __init__(self, path: Path, plans: dict[str, Plan]) -> None:
        self._path = path
        self._plans = plans
        self._waiting: queue.SimpleQueue[tuple[Plan, dict[str, str], asyncio.Future[None]]] = queue.SimpleQueue()
        self._loop: asyncio.AbstractEventLoop | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one vote once it is durable."""
        if scope["method"] == "GET":
            return await Response()(scope, receive, send)
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            threading.Thread(target=self._work, daemon=True).start()
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        headers = dict(scope["headers"])
        stamp = headers[b"x-slack-request-timestamp"]
        mark = "v0=" + hmac.digest(SECRET.encode(), b"v0:%b:%b" % (stamp, body), "sha256").hex()
        assert hmac.compare_digest(mark.encode(), headers[b"x-slack-signature"])
        name, values = _read(decode(body, headers[b"content-type"].decode()))
        written = self._loop.create_future()
        self._waiting.put((self._plans[name], values, written))
        await written
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
        return await send({"type": "http.response.body", "body": b""})

    def _work(self) -> None:
        raw = sqlite3.connect(self._path, isolation_level=None, cached_statements=512)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"):
            raw.execute(f"PRAGMA {pragma}")
        assert self._loop is not None
        while True:
            batch = [self._waiting.get()]
            while len(batch) < 64 and not self._waiting.empty():
                batch.append(self._waiting.get())
            raw.execute("BEGIN IMMEDIATE")
            for plan, values, _ in batch:
                raw.execute("SAVEPOINT a")
                for sql, cells in plan:
                    raw.execute(sql, [fixed if name is None else values[name] for name, fixed in cells]).fetchall()
                raw.execute("RELEASE a")
            raw.execute("COMMIT")
            self._loop.call_soon_threadsafe(_tell, [written for _, _, written in batch])


def _tell(written: list[asyncio.Future[None]]) -> None:
    for each in written:
        each.set_result(None)


def _read(body: dict[str, Any]) -> tuple[str, dict[str, str]]:
    who = {"key": body["trigger_id"], "person": body["user"]["id"]}
    if body["type"] == "view_submission":
        view = body["view"]
        given = {name.removeprefix("gives_"): int(str(number)) for name, number in fields(view["state"]).items()}
        dots = " ".join(topic for topic, number in given.items() for _ in range(number))
        return "ballot", {**who, "meeting": view["private_metadata"].partition(":")[0], "dots": dots}
    pressed = body["actions"][0]
    return "thumb", {**who, "meeting": pressed["value"].partition(":")[0], "ts": pressed["action_ts"]}


def main() -> None:
    """Serve one of the two until SIGTERM."""
    parser = argparse.ArgumentParser()
    parser.add_argument("which", choices=("bolt", "raw"))
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--plans", type=Path)
    given = parser.parse_args()
    logging.disable(logging.INFO)
    app = bare_bolt() if given.which == "bolt" else RawFile(given.file, json.loads(given.plans.read_text(encoding="utf-8")))
    uvicorn.run(
        app,
        host="127.0.0.1",
        port=given.port,
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
    )


if __name__ == "__main__":
    main()
