"""Socket Mode: tickets, open connections, and envelopes until they are acknowledged."""

import asyncio
import contextlib
import json
from collections import deque
from dataclasses import dataclass, field
from typing import Any, Protocol

from starlette.websockets import WebSocketDisconnect

from bot.rehearsal.change_notifier import ChangeNotifier
from bot.rehearsal.clock import RealTime
from bot.rehearsal.ids import Ids
from bot.rehearsal.shapes import Json, SlackError

TICKET_SECONDS = 30.0
MOST_CONNECTIONS = 10
PENDING_SECONDS = 600.0
LINE_GONE = (RuntimeError, OSError, WebSocketDisconnect)
"""What sending raises on a connection that the app or the room has ended, by how far its end has come."""


class Line(Protocol):
    """One open websocket of the app."""

    async def send_text(self, data: str) -> None:
        """Send one frame."""
        ...

    async def close(self, code: int = 1000, reason: str | None = None) -> None:
        """End the connection."""
        ...


@dataclass(eq=False)
class Pending:
    """An envelope that is not acknowledged, and who waits for that."""

    envelope: Json
    issued: float
    acked: asyncio.Future[Any] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    deaf: bool = False


class SocketMode:
    """Each envelope goes to one connection; what that one did not acknowledge before it ended goes to another."""

    def __init__(self, *, real: RealTime, ids: Ids, changes: ChangeNotifier, app_id: str) -> None:
        self._real, self._ids, self._changes, self._app_id = real, ids, changes, app_id
        self._tickets: dict[str, float] = {}
        self._lines: dict[Line, dict[str, Pending]] = {}
        self._unsent: deque[Pending] = deque()
        self._turn = 0

    @property
    def connected(self) -> bool:
        """Tell whether a connection of the app is open."""
        return bool(self._lines)

    def ticket(self) -> str:
        """Give a ticket for one connection, good for 30 seconds."""
        name = self._ids("")
        self._tickets[name] = self._real.monotonic()
        return name

    def take_ticket(self, name: str) -> None:
        """Use a ticket up; raises SlackError when it is unknown, old, or one connection too many."""
        issued = self._tickets.pop(name, None)
        if issued is None or self._real.monotonic() - issued > TICKET_SECONDS:
            raise SlackError("link_disabled")
        if len(self._lines) >= MOST_CONNECTIONS:
            raise SlackError("too_many_websockets")

    async def opened(self, line: Line) -> None:
        """Say hello to a new connection and send it what waits."""
        info = {"host": "rehearsal", "build_number": 1, "approximate_connection_time": 18060}
        hello = {
            "type": "hello",
            "num_connections": len(self._lines) + 1,
            "debug_info": info,
            "connection_info": {"app_id": self._app_id},
        }
        await line.send_text(json.dumps(hello))
        self._lines[line] = {}
        self._changes.notify()
        while self._unsent and line in self._lines:
            await self._hand_over(self._unsent.popleft())

    def heard(self, line: Line, frame: str) -> None:
        """Take a frame of the app: an acknowledgement; anything else is ignored."""
        try:
            said = json.loads(frame)
        except ValueError:
            return
        if not isinstance(said, dict):
            return
        pending = self._lines.get(line, {}).get(str(said.get("envelope_id")))
        if pending is None or pending.deaf:
            return
        del self._lines[line][pending.envelope["envelope_id"]]
        if not pending.acked.done():
            pending.acked.set_result(said.get("payload"))

    async def closed(self, line: Line) -> None:
        """Forget a connection; what it left unacknowledged goes to another one, or waits for the next."""
        left = self._lines.pop(line, {})
        self._changes.notify()
        for pending in left.values():
            if self._real.monotonic() - pending.issued < PENDING_SECONDS:
                pending.deaf = False
                await self._hand_over(pending)

    async def _hand_over(self, pending: Pending) -> None:
        if not self._lines:
            self._unsent.append(pending)
            return
        self._turn += 1
        lines = list(self._lines)
        line = lines[self._turn % len(lines)]
        self._lines[line][pending.envelope["envelope_id"]] = pending
        try:
            await line.send_text(json.dumps(pending.envelope))
        except LINE_GONE:
            await self.closed(line)

    async def deliver(self, kind: str, payload: Json, more: Json, *, deaf: bool = False) -> Pending:
        """Send an envelope to one connection; with `deaf` its acknowledgement gets lost on the way."""
        envelope = {
            "envelope_id": self._ids("E"),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
            **more,
        }
        pending = Pending(envelope, self._real.monotonic(), deaf=deaf)
        await self._hand_over(pending)
        return pending

    def give_up(self, pending: Pending) -> None:
        """Send an envelope to nobody any more."""
        for held in self._lines.values():
            held.pop(pending.envelope["envelope_id"], None)
        if pending in self._unsent:
            self._unsent.remove(pending)

    async def disconnect(self) -> None:
        """Tell the app to connect anew and end its connections, as Slack does every few hours."""
        goodbye = {"type": "disconnect", "reason": "refresh_requested", "debug_info": {"host": "rehearsal"}}
        for line in list(self._lines):
            with contextlib.suppress(*LINE_GONE):  # the app was faster
                await line.send_text(json.dumps(goodbye))
            await self._end(line)

    async def cut(self) -> None:
        """End the connections without a word."""
        for line in list(self._lines):
            await self._end(line)

    async def _end(self, line: Line) -> None:
        with contextlib.suppress(*LINE_GONE):
            await line.close(1001)
        await self.closed(line)
