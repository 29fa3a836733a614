"""Limits what clients can hold of the server: heads, bodies and connections."""

import asyncio
import resource
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httptools
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

_WITHOUT_BODY = (b"GET", b"HEAD")
_SWEEP_SECONDS = 1.0
_LEAST_CONNECTIONS, _MOST_CONNECTIONS = 32, 2_048
Refused = Callable[[str], None]
"""Told why a connection was closed: `too large`, `too slow`, `too many`, `unreadable`."""


def _connections() -> int:
    """Return how many connections leave nearly half of the process's files to the database, to Slack and to logs."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return min(_MOST_CONNECTIONS, max(_LEAST_CONNECTIONS, files // 2)) if files > 0 else _MOST_CONNECTIONS


@dataclass(frozen=True)
class Limits:
    """What one process grants. Slack's heads have 1 KB, and come with their bodies in one piece."""

    head_bytes: int = 32_768
    headers: int = 100
    message_bytes: int = 2_097_152
    """A whole request as it comes over the wire; how large a body may be is the endpoint's to say."""
    seconds: float = 10.0
    """From a request's first byte to its last, from the connection to the first request, and for an answer that nobody fetches."""
    pipelined: int = 8
    unfinished: int = 256
    unfinished_bytes: int = 33_554_432
    connections: int = field(default_factory=_connections)


OF_METRICS = Limits(unfinished=16, unfinished_bytes=1_048_576, connections=32)
"""Of the port that shows what is counted, which a few ask for: together with the front's, half of the files are left all the same."""


class Connections:
    """The connections of one process: who keeps it waiting longest goes first, so that whoever sends at once is served."""

    def __init__(self, refused: Refused = lambda reason: None, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._refused = refused
        self._open: set[Connection] = set()
        self._waiting: dict[Connection, float] = {}
        """Those that owe the rest of a request, or do not fetch their answer: since when (the loop's time), oldest first."""
        self._held = 0
        self._sweep: asyncio.TimerHandle | None = None

    def protocol(self, **of_uvicorn: Any) -> "Connection":
        """Make the protocol of a connection; uvicorn calls this."""
        return Connection(self, **of_uvicorn)

    def opened(self, connection: "Connection") -> None:
        """Take a connection in, at the cost of idle ones where there are too many, or of who waits longest; refuse it where all are at work."""
        self._open.add(connection)
        if len(self._open) > self.limits.connections:
            self._close_idle()
        if len(self._open) > self.limits.connections and self._waiting:
            next(iter(self._waiting)).refuse(503, "too many")
        if len(self._open) > self.limits.connections:
            connection.refuse(503, "too many")
        else:
            self.await_rest(connection, 0)

    def closed(self, connection: "Connection") -> None:
        """Forget a connection."""
        self._open.discard(connection)
        self.served(connection)

    def await_rest(self, connection: "Connection", size: int) -> None:
        """Note that a connection sent so many bytes of something that is not whole, and turn away who waits longest beyond the bounds."""
        if not connection.is_awaited:
            connection.is_awaited = True
            self._waiting[connection] = connection.loop.time()
            self._arm(connection.loop)
        connection.held += size
        self._held += size
        while len(self._waiting) > self.limits.unfinished or self._held > self.limits.unfinished_bytes:
            next(iter(self._waiting)).refuse(503, "too many")

    def served(self, connection: "Connection") -> None:
        """Note that a connection owes nothing."""
        if connection.is_awaited:
            del self._waiting[connection]
            self._held -= connection.held
            connection.held, connection.is_awaited = 0, False

    def refused(self, connection: "Connection", reason: str) -> None:
        """Count a connection that is hung up, and forget it at once: its end of the line may take its time."""
        self._refused(reason)
        self.closed(connection)

    def _close_idle(self) -> None:
        """Close an eighth of those that only wait for another request, longest idle first: looking through all has its price."""
        idle = sorted(self._idle(), key=lambda pair: pair[0])
        for _, connection in idle[: max(1, self.limits.connections // 8)]:
            self.refused(connection, "too many")
            connection.hang_up()

    def _idle(self) -> Iterator[tuple[float, "Connection"]]:
        for each in self._open:
            if each.timeout_keep_alive_task is not None:
                yield each.timeout_keep_alive_task.when(), each

    def _arm(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._sweep is None:
            self._sweep = loop.call_later(min(_SWEEP_SECONDS, self.limits.seconds), self._close_late, loop)

    def _close_late(self, loop: asyncio.AbstractEventLoop) -> None:
        self._sweep = None
        latest = loop.time() - self.limits.seconds
        for connection in [each for each, since in self._waiting.items() if since <= latest]:
            connection.refuse(408, "too slow")
        if self._waiting:
            self._arm(loop)


class Connection(HttpToolsProtocol):
    """uvicorn's protocol, which by itself copies heads of any length and waits for the rest of them for ever."""

    def __init__(self, connections: Connections, **of_uvicorn: Any) -> None:
        super().__init__(**of_uvicorn)
        self._all = connections
        self._limits = connections.limits
        self._why = (400, "unreadable")
        self._in_head = True
        self._heads = 0
        """How many heads were complete."""
        self._size = self._body_size = 0
        """Of what is not whole: the bytes that came since the last head, or of this one; those of them that are body."""
        self.held, self.is_awaited = 0, False
        """Kept by `Connections`."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._all.opened(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._all.closed(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, in pieces of a head's length: the parser copies a head as often as another piece of it comes."""
        self._unset_keepalive_if_required()
        size = self._limits.head_bytes
        if len(data) <= size:
            self._feed(data)
            return
        for begin in range(0, len(data), size):
            if self.transport.is_closing():
                return
            self._feed(data[begin : begin + size])

    def _feed(self, data: bytes) -> None:
        heads = self._heads
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserError:
            self.refuse(*self._why)
            return
        except httptools.HttpParserUpgrade as end:
            if rest := data[end.args[0] :]:
                self._feed(rest)  # another protocol is offered, not demanded: what follows is the next request
            return
        if heads == self._heads or not self._in_head:
            self._incomplete(len(data) if heads == self._heads else 0)

    def _incomplete(self, size: int) -> None:
        """Hold a request to its bounds that is not whole with these bytes."""
        self._size += size
        limits, framing = self._limits, self._size - self._body_size
        if self._in_head and self._size > limits.head_bytes:
            self.refuse(431, "too large")
        elif not self._in_head and (self._size > limits.message_bytes or framing > limits.head_bytes + self._body_size):
            self.refuse(413, "too large")
        elif not self.transport.is_closing():
            self._all.await_rest(self, size)

    def on_headers_complete(self) -> None:
        """Hand the request on. Raise _TurnedAway for one with too many headers, or too many waiting before it.

        Where another protocol is offered the parser ends with the head, and would leave a body for the next request.
        """
        if self.parser.should_upgrade() and self.parser.get_method() not in _WITHOUT_BODY:
            self._turn_away(400, "unreadable")
        if len(self.headers) > self._limits.headers:
            self._turn_away(431, "too large")
        if len(self.pipeline) >= self._limits.pipelined:
            self._turn_away(503, "too many")
        self._in_head = False
        self._heads += 1
        self._size = self._body_size = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take a piece of the body."""
        self._body_size += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Take note that the request is whole."""
        self._in_head = True
        self._size = 0
        if self.is_awaited and not self.flow.write_paused:
            self._all.served(self)
        super().on_message_complete()

    def pause_writing(self) -> None:
        """Begin to wait for someone who does not fetch the answers."""
        super().pause_writing()
        self._all.await_rest(self, 0)

    def resume_writing(self) -> None:
        """Write on."""
        super().resume_writing()
        self._all.served(self)

    def timeout_keep_alive_handler(self) -> None:
        """Hang up on someone who asks for nothing more."""
        self.hang_up()

    def refuse(self, status: int, reason: str) -> None:
        """Hang up, with a word where no answer is under way that it could be taken for."""
        if self.transport.is_closing():
            self._all.closed(self)
            return
        self._all.refused(self, reason)
        stuck = self.transport.get_write_buffer_size() > 0
        under_way = self.cycle is not None and not self.cycle.response_complete  # type: ignore[redundant-expr]  # None before the first
        if self._in_head and not under_way and not stuck:
            head = b"content-type: text/plain; charset=utf-8\r\ncontent-length: %d\r\nconnection: close\r\n\r\n" % len(reason)
            self.transport.write(STATUS_LINE[status] + head + reason.encode())
            self.transport.close()
        else:
            self.hang_up()

    def hang_up(self) -> None:
        """Close the connection, without waiting for someone who does not fetch what was written."""
        if self.transport.get_write_buffer_size():
            self.transport.abort()
        else:
            self.transport.close()

    def _turn_away(self, status: int, reason: str) -> None:
        self._why = (status, reason)
        raise _TurnedAway(reason)


class _TurnedAway(Exception):
    """A head that is whole and too much; the parser ends with it."""
