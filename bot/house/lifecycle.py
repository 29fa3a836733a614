"""Starts and stops the house, and tells its health."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

import aiohttp
import structlog
from starlette.applications import Starlette

from bot.core.clock import Clock
from bot.core.lasting import LastingFault
from bot.core.tasks import KeptAlive, Wait, until_done
from bot.delivery.sender import Sender
from bot.house.address_limit import AddressLimit
from bot.house.gauges import measure
from bot.house.installations import Installations
from bot.house.introduction import TokenRefused, app_token_refused, introduce, reason_of
from bot.house.left_hosts import LeftHosts
from bot.house.metrics import Metrics
from bot.house.oauth.many_workspaces import ManyWorkspaces
from bot.house.options import Options
from bot.house.waited import Resumed
from bot.house.web import build_metrics
from bot.schedule.clockwork import Clockwork
from bot.schedule.tick import Tick
from bot.slack.client import Observe, SlackClient, open_session
from bot.slack.dispatch import Dispatch
from bot.slack.socket import SocketReceiver
from bot.store.builds import Outgrown
from bot.store.errors import StoreHeld, StoreUnavailable, StoreUnusable
from bot.store.unit import RunningStore
from bot.teams.person_lookups import PersonLookups

log = structlog.get_logger("house")

_DRAIN_SECONDS = 10.0
_STEP_SECONDS = 60.0
"""How long one try of a step of the start may take: longer than what it asks for waits by itself."""
_ALWAYS_SAID = ("database", "token")
_FINAL = (TokenRefused, StoreHeld, StoreUnusable)
"""What ends the bot with a sentence: trying again would not help."""


class House:
    """The whole bot: `asgi` answers, `start` and `stop` begin and end it."""

    def __init__(self, options: Options, store: RunningStore, parts: "Parts") -> None:
        self._options = options
        self.store = store
        self.parts = parts
        self.asgi: Starlette = parts.web(self)
        self.asgi_of_metrics: Starlette = build_metrics(self.metrics, parts.limit, options.trusted_proxies)
        self.metrics_port = options.metrics_port
        self.failed: Exception | None = None
        """What has ended the bot, or will; one of those that trying again does not mend."""
        self.on_failed: Callable[[], None] = lambda: None
        self.tried = asyncio.Event()
        """Set once the database was asked for the first time, whatever it said."""
        self._session: aiohttp.ClientSession | None = None
        self._open = False
        self._done: set[str] = set()
        """Steps of the start that are behind it."""
        self._starting: KeptAlive | None = None

    async def start(self) -> None:
        """Begin to open: each step is tried until it is done, and until then health is red. What cannot be mended is `failed`."""
        self._session = open_session()
        died = LastingFault(log, "a task of the house died", "a task of the house goes on", task="start")
        self._starting = KeptAlive("start", self._begin, died, wait=self.parts.wait)
        self._starting.start()

    async def stop(self) -> None:
        """Take nothing new, finish what runs, deliver what is under way, drain the writer, close."""
        self._open = False
        if self._starting is not None:
            await self._starting.stop()
        socket = self.parts.socket
        if socket is not None:
            await socket.pause()
        try:
            async with asyncio.timeout(_DRAIN_SECONDS):
                await self.parts.dispatch.drain()
                await self.parts.lookups.drain()
        except TimeoutError:
            log.warning("left running", requests=self.parts.dispatch.running)
        if socket is not None:
            await socket.stop()
        if self.parts.many is not None:
            await self.parts.many.stop()
        await self.parts.hosts.stop()
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
        """Say what is well: the database and the token always, and by name what else is not, the start that has not ended among it."""
        return {name: well for name, well in self._checks().items() if not well or name in _ALWAYS_SAID}

    def _checks(self) -> dict[str, bool]:
        return {
            "database": self.store.healthy(),
            "token": not isinstance(self.failed, TokenRefused) and self.parts.installations.accepted,
            "started": self._has_begun,
            "delivery": self.parts.sender.is_well,
            **self.parts.clockwork.health(),
        }

    @property
    def _has_begun(self) -> bool:
        """Whether the start came to its end: requests are taken, and by Socket Mode a line has stood."""
        socket = self.parts.socket
        return self._open and self.failed is None and (socket is None or socket.has_connected)

    async def readiness(self) -> Mapping[str, bool]:
        """Say whether requests come in; what cannot be done about them is told to who asks, and no reason to send nobody."""
        socket = self.parts.socket
        return {"receiving": self._open and (socket is None or await socket.connected())}

    async def metrics(self) -> bytes:
        """Return what is counted."""
        metrics = self.parts.metrics
        if self.parts.many is not None:
            metrics.installations(self.parts.many.states())
        if self.store.healthy():  # else it would be waited for, and what is counted here tells most while the database is away
            with suppress(StoreUnavailable):
                metrics.measured(await measure(self.store, self.parts.real, self.parts.tick, self.parts.installations.client_for))
        metrics.health(self._checks())
        return metrics.text()

    async def _begin(self) -> None:
        """Open the database, deliver, ring what is due, ask Slack who we are, receive: one after the other, each until it is done."""
        try:
            await self._step("database", self._open_database, within=None)
            self.parts.clockwork.on_outgrown = self._end_outgrown
            await self._step("delivery", self.parts.sender.start)
            await self._step("schedule", self.parts.clockwork.start)
            await self._step("introduction", self._introduce, within=None)
            if self.parts.socket is not None:
                self.parts.socket.on_refused = lambda error: self._fail(app_token_refused(error))
                await self._step("receiver", self.parts.socket.start)
        except _FINAL as final:
            self._fail(final)
            return
        self._open = True
        log.info("open", transport="Socket Mode" if self.parts.socket is not None else "HTTP")

    async def _step(self, name: str, step: Callable[[], Awaitable[None]], within: float | None = _STEP_SECONDS) -> None:
        if name in self._done:
            return
        failed = LastingFault(log, "the start waits", "the start goes on", step=name)
        await until_done(step, failed, reason_of, final=_FINAL, wait=self.parts.wait, seconds=within)
        self._done.add(name)

    async def _open_database(self) -> None:
        try:
            await asyncio.to_thread(self.parts.prepare)
            await self.store.start()
        finally:
            self.tried.set()

    async def _introduce(self) -> None:
        if self._session is None:
            raise RuntimeError("The house was not started.")
        if self.parts.many is not None:
            await self.parts.many.start(self._session)
        else:
            client = self.parts.client(self._session, self._called)
            served, resumed = self.parts.installations, self.parts.resumed
            await introduce(served, self.store, self._options.bot_token, client, self.parts.wait, resumed=resumed)
            served.introduced = self.parts.real.now()
        self.parts.sender.wake()

    def _called(self, method: str, outcome: str, seconds: float) -> None:
        self.parts.metrics.slack_called(method, outcome, seconds)
        self.parts.installations.heard(method, outcome)

    def _end_outgrown(self, outgrown: Outgrown) -> None:
        if self.failed is None:  # each pulse says so: who is asked to end twice waits for nobody
            self._fail(outgrown)

    def _fail(self, final: Exception) -> None:
        log.error("the bot cannot run", fault=type(final).__name__, reason=str(final))
        self.failed = final
        self.tried.set()
        self.on_failed()


@dataclass(frozen=True)
class Parts:
    """What a house is made of."""

    real: Clock
    metrics: Metrics
    installations: Installations
    lookups: PersonLookups
    dispatch: Dispatch
    sender: Sender
    tick: Tick
    clockwork: Clockwork
    socket: SocketReceiver | None
    web: Callable[[House], Starlette]
    client: Callable[[aiohttp.ClientSession, Observe], SlackClient]
    """Makes the client of the token."""
    hosts: LeftHosts
    many: ManyWorkspaces | None
    """What serves many workspaces; None where the settings have the token of one."""
    limit: AddressLimit
    """What one address may ask without Slack's signature."""
    resumed: Resumed
    """Hears that a workspace's work goes on, and since when it had waited."""
    prepare: Callable[[], None] = lambda: None
    """Makes the database ready before it is opened; called in a thread."""
    wait: Wait = asyncio.sleep
