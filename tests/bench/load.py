"""Load from one process: as fast as answers come (closed loop), or at a rate that waits for no answer (open loop)."""

import asyncio
import gc
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import quantiles
from typing import cast

from tests.bench.wire import Sample

LINES = 32
"""Connections of a closed loop."""


@dataclass(frozen=True)
class Figures:
    """What one round gave: requests a second, how many, the 99th percentile in ms."""

    rate: float
    done: int
    p99: float


class Line(asyncio.Protocol):
    """One connection: a request, then its answer."""

    def __init__(self) -> None:
        self._seen = b""
        self._answer: asyncio.Future[bytes] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what is written to."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's are none by descent

    def data_received(self, data: bytes) -> None:
        """Take what came, and answer once it is whole."""
        self._seen += data
        head, parted, body = self._seen.partition(b"\r\n\r\n")
        if not parted or len(body) < length_of(head):
            return
        self._seen = b""
        answer, self._answer = self._answer, None
        if answer is not None:
            if head.startswith(b"HTTP/1.1 200"):
                answer.set_result(body)
            else:
                answer.set_exception(RuntimeError(head.decode("latin-1")))

    def connection_lost(self, exc: Exception | None) -> None:
        """Let who waits know."""
        if self._answer is not None:
            self._answer.set_exception(ConnectionError("the server has hung up"))

    async def ask(self, request: bytes) -> bytes:
        """Send a request and return its answer's body. Raise RuntimeError for any status but 200."""
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def close(self) -> None:
        """Hang up."""
        self._transport.close()


def length_of(head: bytes) -> int:
    """Read the content-length of a head."""
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    return 0


async def open_line(port: int) -> Line:
    """Connect to a port of loopback."""
    _, line = await asyncio.get_running_loop().create_connection(Line, "127.0.0.1", port)
    return line


@contextmanager
def unpaused() -> Iterator[None]:
    """Keep the load's own garbage collector away from a round: its pause of a tenth of a second would be counted as the server's."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


async def closed_loop(port: int, sample: Sample, first: int, seconds: float) -> Figures:
    """Let every connection send its next request as soon as it has its answer; requests are counted up from `first`."""
    took: list[float] = []
    number = first
    lines = [await open_line(port) for _ in range(LINES)]

    async def one(line: Line) -> None:
        nonlocal number
        while (sent := time.perf_counter()) < end:
            number += 1
            mine = number
            await line.ask(sample(mine))
            took.append(time.perf_counter() - sent)

    with unpaused():
        began = time.perf_counter()
        end = began + seconds
        await asyncio.gather(*(one(line) for line in lines))
        lasted = time.perf_counter() - began
    for line in lines:
        line.close()
    return Figures(len(took) / lasted, len(took), p99(took))


async def open_loop(port: int, sample: Sample, first: int, rate: float, seconds: float) -> Figures:
    """Send at a rate; what counts is the time since a request was to be sent, so that a stalled server cannot hide."""
    loop = asyncio.get_running_loop()
    free: deque[Line] = deque([await open_line(port) for _ in range(LINES)])
    took: list[float] = []
    asked: list[asyncio.Task[None]] = []

    async def one(number: int, due: float) -> None:
        line = free.popleft() if free else await open_line(port)
        await line.ask(sample(number))
        took.append(loop.time() - due)
        free.append(line)

    with unpaused():
        began = loop.time() + 0.05
        for number in range(int(rate * seconds)):
            due = began + number / rate
            await asyncio.sleep(max(due - loop.time(), 0.0))
            asked.append(asyncio.create_task(one(first + number + 1, due)))
        await asyncio.gather(*asked)
        lasted = loop.time() - began
    for line in free:
        line.close()
    return Figures(len(took) / lasted, len(took), p99(took))


def p99(took: list[float]) -> float:
    """Return the 99th percentile in ms."""
    return quantiles(took, n=100)[98] * 1000
