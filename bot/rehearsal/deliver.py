"""Delivers requests to the bot by Socket Mode or signed HTTP, with Slack's retries."""

import asyncio
import json
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar
from urllib.parse import urlencode

from bot.rehearsal.clock import RealTime, within
from bot.rehearsal.http_out import Http
from bot.rehearsal.injected_faults import Fault, Faults
from bot.rehearsal.installation import Installation
from bot.rehearsal.journal import Journal
from bot.rehearsal.shapes import Json
from bot.rehearsal.signing import signed_headers
from bot.rehearsal.socket_mode import SocketMode

ACK_SECONDS = 3.0
RETRY_AFTER_SECONDS = (0.0, 60.0, 300.0)
FORM = "application/x-www-form-urlencoded"
T = TypeVar("T")
Kind = Literal["slash_commands", "interactive", "events_api"]


@dataclass(frozen=True)
class Ack:
    """What came back: `ok` with a body, or why not; `no_retry` when the app asked not to be tried again."""

    outcome: Literal["ok", "timeout", "down", "http_error"]
    body: Any = None
    status: int = 0
    no_retry: bool = False


def encoded(kind: Kind, payload: Json) -> tuple[str, bytes]:
    """Write a payload as Slack's HTTP requests do: content type and body."""
    if kind == "slash_commands":
        return FORM, urlencode(payload).encode()
    if kind == "interactive":
        return FORM, urlencode({"payload": json.dumps(payload)}).encode()
    return "application/json", json.dumps(payload).encode()


class Delivery:
    """The way to the bot, with the faults of that way."""

    def __init__(
        self, *, app: Installation, real: RealTime, http: Http, sockets: SocketMode, faults: Faults, journal: Journal
    ) -> None:
        self._app, self._real, self._http, self._sockets = app, real, http, sockets
        self._faults, self._journal = faults, journal
        self._running: set[asyncio.Task[Any]] = set()

    async def send(self, kind: Kind, payload: Json, retry: tuple[int, str] | None = None) -> Ack:
        """Deliver once and wait three seconds for the acknowledgement."""
        started = self._real.monotonic()
        fault = self._faults.take("delivery")
        socket = self._sockets.connected
        ack = await self._sent(kind, payload, retry, fault)
        if fault is not None and fault.kind == "drop_ack" and ack.outcome == "ok":
            ack = Ack("timeout")
        self._journal.request({
            "kind": kind, "transport": "socket" if socket else "http", "outcome": ack.outcome, "status": ack.status, "answer": ack.body,
            "ms": round((self._real.monotonic() - started) * 1000, 3), "retry": list(retry) if retry else None, "payload": payload,
        })  # fmt: skip
        return ack

    async def _sent(self, kind: Kind, payload: Json, retry: tuple[int, str] | None, fault: Fault | None) -> Ack:
        try:
            if fault is not None and fault.kind == "late":
                late = self._begun(self._late(kind, payload, retry, fault.seconds))
                return await within(self._real, ACK_SECONDS, _result(late))
            if fault is not None and fault.kind == "twice":
                self.in_background(within(self._real, ACK_SECONDS, self._once(kind, payload, retry, None)))
            return await within(self._real, ACK_SECONDS, self._once(kind, payload, retry, fault))
        except TimeoutError:
            return Ack("timeout")

    async def _late(self, kind: Kind, payload: Json, retry: tuple[int, str] | None, seconds: float) -> Ack:
        await self._real.sleep(seconds)
        return await self._once(kind, payload, retry, None)

    async def _once(self, kind: Kind, payload: Json, retry: tuple[int, str] | None, fault: Fault | None) -> Ack:
        if self._sockets.connected:
            return await self._by_socket(kind, payload, retry, fault)
        if self._app.request_url is None:
            return Ack("down")
        return await self._by_http(kind, payload, retry)

    async def _by_socket(self, kind: Kind, payload: Json, retry: tuple[int, str] | None, fault: Fault | None) -> Ack:
        more: Json = {}
        if kind == "events_api":
            more = {"retry_attempt": retry[0] if retry else 0, "retry_reason": retry[1] if retry else ""}
        pending = await self._sockets.deliver(kind, payload, more, deaf=fault is not None and fault.kind == "drop_ack")
        if fault is not None and fault.kind == "cut":
            await self._sockets.cut()
        try:
            return Ack("ok", await asyncio.shield(pending.acked), 200)
        finally:
            if kind == "events_api":  # its retries are envelopes of their own
                self._sockets.give_up(pending)

    async def _by_http(self, kind: Kind, payload: Json, retry: tuple[int, str] | None) -> Ack:
        content_type, body = encoded(kind, payload)
        headers = {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]} if retry else {}
        try:
            return await self.post(content_type, body, headers)
        except OSError:
            return Ack("down")

    async def post(
        self, content_type: str, body: bytes, more: Mapping[str, str], signature: Mapping[str, str] | None = None
    ) -> Ack:
        """Send raw bytes to the request URL, signed unless a signature is given; raises OSError when nobody answers."""
        if self._app.request_url is None:
            raise OSError("the app has no request URL")
        signed = (
            signed_headers(self._app.signing_secret, int(self._real.now().timestamp()), body) if signature is None else signature
        )
        headers = {"Content-Type": content_type, "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)", **signed, **more}
        answer = await self._http.send("POST", self._app.request_url, headers, body)
        no_retry = answer.headers.get("x-slack-no-retry") == "1"
        outcome: Literal["ok", "http_error"] = "ok" if 200 <= answer.status < 300 else "http_error"
        return Ack(outcome, _body(answer.headers.get("content-type", ""), answer.body), answer.status, no_retry)

    def event(self, payload: Json) -> None:
        """Deliver an event in the background: once, and where that fails at once again, after a minute and after five."""
        self.in_background(self._event(payload))

    async def _event(self, payload: Json) -> Ack:
        fault = self._faults.take_of_event(payload["event"]["type"])
        if fault is not None and fault.kind == "lose":
            return Ack("down")
        if fault is not None:
            await self._real.sleep(fault.seconds)
        ack = await self.send("events_api", payload)
        for number, pause in enumerate(RETRY_AFTER_SECONDS, start=1):
            if ack.outcome == "ok" or ack.no_retry:
                return ack
            reason = {"timeout": "http_timeout", "down": "connection_failed"}.get(ack.outcome, "http_error")
            if pause:
                await self._real.sleep(pause)
            ack = await self.send("events_api", payload, (number, "timeout" if self._sockets.connected else reason))
        return ack

    def in_background(self, work: Coroutine[Any, Any, object]) -> None:
        """Run something that nobody waits for; it ends with the room."""
        _kept = self._begun(work)  # by the set of what runs

    def _begun(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.ensure_future(work)
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # a late failure has nobody to tell; it stands in the journal as an outcome

    async def stop(self) -> None:
        """End what still runs."""
        for task in list(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)


async def _result(task: asyncio.Task[Ack]) -> Ack:
    return await asyncio.shield(task)


def _body(content_type: str, body: bytes) -> Any:
    text = body.decode(errors="replace")
    if content_type.startswith("application/json"):
        try:
            return json.loads(text) if text else None
        except ValueError:
            return text
    return text or None
