"""Runs a house behind uvicorn until it is asked to end, and ends it cleanly."""

import asyncio
import signal
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager

import uvicorn

from bot.house.standing import House

_GRACE_SECONDS = 10
_KEPT_SECONDS = 75
"""Longer than a proxy keeps its connections (nginx: 60): who closes first while the other sends has lost a request."""


class _Server(uvicorn.Server):
    """A server that leaves signals to us: its own way raises them again before the house is closed."""

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """Capture nothing."""
        yield


async def serve(house: House, host: str, port: int, *, listening: Callable[[int], None] = lambda port: None) -> None:
    """Start the house, answer until SIGTERM, SIGINT or a refused token, and stop it. Port 0 takes a free one.

    `listening` is told the port once requests are answered. Raise what `House.start` raises, OSError for a port that is taken,
    and TokenRefused.
    """
    with _listen(host, port) as listener:
        await house.start()
        try:
            await _answer(house, listener, listening)
        finally:
            await house.stop()
    if house.failed is not None:
        raise house.failed


async def _answer(house: House, listener: socket.socket, listening: Callable[[int], None]) -> None:
    config = uvicorn.Config(
        house.asgi,
        http="httptools",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=_KEPT_SECONDS,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    server = _Server(config)

    def end() -> None:
        server.force_exit = server.should_exit  # asked a second time, it waits for nobody
        server.should_exit = True

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, end)
    house.on_failed = end
    listening(listener.getsockname()[1])
    try:
        await server.serve([listener])
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)


def _listen(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener
