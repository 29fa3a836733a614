"""Runs a house behind uvicorn until it is asked to end, and ends it cleanly."""

import asyncio
import errno
import signal
import socket
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager

import uvicorn
from starlette.types import ASGIApp

from bot.house.connections import OF_METRICS, Connections
from bot.house.lifecycle import House

_GRACE_SECONDS = 10
_KEPT_SECONDS = 75
"""Longer than a proxy keeps its connections (nginx: 60): who closes first while the other sends has lost a request."""


class CannotListen(OSError):
    """The address is taken, not this machine's, or not allowed to this user; `mend` says which setting is to be another one."""

    def __init__(self, host: str, port: int, fault: Exception, setting: str = "PORT") -> None:
        reason = getattr(fault, "strerror", None) or "no such host"
        super().__init__(getattr(fault, "errno", None), reason, f"[{host}]:{port}" if ":" in host else f"{host}:{port}")
        match self.errno:
            case errno.EADDRINUSE:
                self.mend = (
                    f"Another program listens there, perhaps this bot already. End that one, or set {setting} to another port."
                )
            case errno.EACCES | errno.EPERM:
                self.mend = f"Set {setting} to a port that this user may take: 1024 or more."
            case _:
                self.mend = "Set HOST to an address of this machine, for example 127.0.0.1, or 0.0.0.0 for all that it has."

    def __str__(self) -> str:
        return f"Cannot listen on {self.filename}: {self.strerror}."


class _Server(uvicorn.Server):
    """A server that leaves signals to us: its own way raises them again before the house is closed."""

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """Capture nothing."""
        yield


async def serve(house: House, host: str, port: int, *, listening: Callable[[int], None] = lambda port: None) -> None:
    """Answer from now on, start the house, and stop it at SIGTERM, SIGINT or what cannot be mended. Port 0 takes a free one.

    `listening` is told the port once the database was asked for the first time, whatever it said. Raise CannotListen,
    and what `House.failed` says.
    """
    with ExitStack() as listeners:
        front = listeners.enter_context(_listen(host, port))
        apart = None if house.metrics_port is None else listeners.enter_context(_listen(host, house.metrics_port, "METRICS_PORT"))
        telling = asyncio.create_task(_tell(house, front.getsockname()[1], listening))
        try:
            await _answer(house, front, apart)
        finally:
            telling.cancel()
            await house.stop()
    if house.failed is not None:
        raise house.failed


async def _tell(house: House, port: int, listening: Callable[[int], None]) -> None:
    await house.tried.wait()
    listening(port)


async def _answer(house: House, front: socket.socket, apart: socket.socket | None) -> None:
    servers = [(_server(house.asgi, Connections(house.parts.metrics.request_refused)), front)]
    if apart is not None:
        servers.append((_server(house.asgi_of_metrics, Connections(house.parts.metrics.request_refused, OF_METRICS)), apart))

    def end() -> None:
        for server, _ in servers:
            server.force_exit = server.should_exit  # asked a second time, it waits for nobody
            server.should_exit = True

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, end)
    house.on_failed = end
    try:
        await house.start()
        await asyncio.gather(*(server.serve([listener]) for server, listener in servers))
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)


def _server(asgi: ASGIApp, connections: Connections) -> _Server:
    config = uvicorn.Config(
        asgi,
        http=connections.protocol,  # type: ignore[arg-type]  # uvicorn only calls it; its annotation wants the class itself
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=_KEPT_SECONDS,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    return _Server(config)


def _listen(host: str, port: int, setting: str = "PORT") -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except (OSError, UnicodeError) as fault:  # the second for a host that is no name at all
        listener.close()
        raise CannotListen(host, port, fault, setting) from fault
    return listener
