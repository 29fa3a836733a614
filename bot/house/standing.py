"""The house as it stands: what it is made of, how it begins and ends, whether it is well."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import aiohttp
import structlog
from starlette.applications import Starlette

from bot.core.clock import Clock
from bot.delivery.sender import Sender
from bot.house.installations import Installations, TokenRefused, app_token_refused, introduce
from bot.house.metrics import Metrics
from bot.house.moments import count_waiting
from bot.schedule.clockwork import Clockwork
from bot.schedule.tick import Tick
from bot.slack.client import SLACK, SlackClient, open_session
from bot.slack.dispatch import Dispatch
from bot.slack.socket import SocketReceiver
from bot.store import RunningStore
from bot.teams import Asking

log = structlog.get_logger("house")

_DRAIN_SECONDS = 10.0


@dataclass(frozen=True)
class Options:
    """What can be set from outside, as plain values; secrets stay out of its text."""

    database_url: str = "sqlite:///cortado.db"
    bot_token: str = field(default="", repr=False)
    app_token: str | None = field(default=None, repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    api_url: str = SLACK
    clock_control: str | None = field(default=None, repr=False)
    clock_offset: timedelta = timedelta()
    metrics_port: int | None = None
    """Where `/metrics` is shown; on the front of all else where it is None."""


class House:
    """The whole bot: `asgi` answers, `start` and `stop` begin and end it."""

    def __init__(self, options: Options, store: RunningStore, parts: "Parts") -> None:
        self._options = options
        self.store = store
        self.parts = parts
        self.asgi: Starlette = parts.web(self)
        self.metrics_port = options.metrics_port
        self.failed: TokenRefused | None = None
        self.on_failed: Callable[[], None] = lambda: None
        self._session: aiohttp.ClientSession | None = None
        self._introducing: asyncio.Task[None] | None = None
        self._open = False

    async def start(self) -> None:
        """Open the database, ring what is due, then ask Slack who we are and begin to receive. Raise StoreHeld, StoreUnavailable."""
        self._session = open_session()
        await self.store.start()
        await self.parts.sender.start()
        await self.parts.clockwork.start()
        self._introducing = asyncio.create_task(self._introduce(self._session), name="introduce")

    async def stop(self) -> None:
        """Take nothing new, finish what runs, deliver what is under way, drain the writer, close."""
        self._open = False
        if self._introducing is not None:
            self._introducing.cancel()
        socket = self.parts.socket
        if socket is not None:
            await socket.pause()
        try:
            async with asyncio.timeout(_DRAIN_SECONDS):
                await self.parts.dispatch.drain()
                await self.parts.asking.drain()
        except TimeoutError:
            log.warning("left running", requests=self.parts.dispatch.running)
        if socket is not None:
            await socket.stop()
        await self.parts.clockwork.stop()
        await self.parts.sender.stop()
        await self.store.stop()
        if self._session is not None:
            await self._session.close()
        log.info("stopped")

    @property
    def is_open(self) -> bool:
        """Whether requests are taken."""
        return self._open

    async def idle(self) -> bool:
        """Say whether nothing is under way and Slack shows all that it should."""
        return self.parts.dispatch.running == 0 and await self.parts.sender.idle()

    def health(self) -> Mapping[str, bool]:
        """Say what is well: red when the database does not answer, or Slack refuses the token."""
        return {"database": self.store.healthy(), "token": self.failed is None and self.parts.installations.accepted}

    async def readiness(self) -> Mapping[str, bool]:
        """Say whether requests come in; what cannot be done about them is told to who asks, and no reason to send nobody."""
        socket = self.parts.socket
        return {"receiving": self._open and (socket is None or await socket.connected())}

    async def metrics(self) -> bytes:
        """Return what is counted."""
        metrics = self.parts.metrics
        if self.store.healthy():
            metrics.messages_waiting(await count_waiting(self.store, self.parts.real))
        return metrics.text()

    async def _introduce(self, session: aiohttp.ClientSession) -> None:
        client = SlackClient(self._options.bot_token, session, base_url=self._options.api_url, observe=self._called)
        try:
            await introduce(self.parts.installations, self.store, self._options.bot_token, client)
        except TokenRefused as refused:
            self._fail(refused)
            return
        self.parts.sender.wake()
        if self.parts.socket is not None:
            self.parts.socket.on_refused = lambda error: self._fail(app_token_refused(error))
            await self.parts.socket.start()
        self._open = True
        log.info("open", transport="Socket Mode" if self.parts.socket is not None else "HTTP")

    def _called(self, method: str, outcome: str, seconds: float) -> None:
        self.parts.metrics.slack_called(method, outcome, seconds)
        self.parts.installations.heard(method, outcome)

    def _fail(self, refused: TokenRefused) -> None:
        log.error("a token is refused", error=refused.error, reason=str(refused))
        self.failed = refused
        self.on_failed()


@dataclass(frozen=True)
class Parts:
    """What a house is made of."""

    real: Clock
    metrics: Metrics
    installations: Installations
    asking: Asking
    dispatch: Dispatch
    sender: Sender
    tick: Tick
    clockwork: Clockwork
    socket: SocketReceiver | None
    web: Callable[[House], Starlette]
