"""The room: holds its parts, opens and closes them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType

from starlette.types import ASGIApp

from bot.rehearsal.blocks import NEWER, message_complaints
from bot.rehearsal.change_notifier import ChangeNotifier
from bot.rehearsal.clock import RoomClock
from bot.rehearsal.control import BotControl
from bot.rehearsal.crowd import Crowd
from bot.rehearsal.deliver import Delivery
from bot.rehearsal.files import Files
from bot.rehearsal.grants import Grants
from bot.rehearsal.http_out import AioHttp
from bot.rehearsal.ids import Ids
from bot.rehearsal.injected_faults import Faults
from bot.rehearsal.installation import Installation
from bot.rehearsal.journal import Journal
from bot.rehearsal.payloads import Payloads
from bot.rehearsal.plug import Plug
from bot.rehearsal.rates import Rates
from bot.rehearsal.shapes import Json
from bot.rehearsal.socket_mode import SocketMode
from bot.rehearsal.storage import Storage
from bot.rehearsal.view_stacks import ViewStacks
from bot.rehearsal.workspace import Workspace

SAVE_EVERY_SECONDS = 0.25


@dataclass(eq=False)
class Room:
    """One workspace with one app installed; `base_url` is known once the room is served."""

    app: Installation
    clock: RoomClock
    ids: Ids
    changes: ChangeNotifier
    storage: Storage
    workspace: Workspace
    views: ViewStacks
    grants: Grants
    payloads: Payloads
    sockets: SocketMode
    delivery: Delivery
    faults: Faults
    rates: Rates
    journal: Journal
    files: Files
    scopes: set[str]
    own_http: AioHttp | None = None
    control: BotControl | None = None
    plug: Plug | None = None
    forget_bot: Callable[[], Awaitable[None]] | None = None
    base_url: str = "http://127.0.0.1:8765"
    travels: int = 0
    crowd: Crowd = field(init=False)  # what it does and what is served act on the room, so both come after it
    asgi: ASGIApp = field(init=False)
    watched: asyncio.Future[None] | None = None
    """Those who hold a meeting to be watched, while they begin it."""
    _background: list[asyncio.Task[None]] = field(default_factory=list)

    @property
    def offset_seconds(self) -> float:
        """Give how far business time is ahead of real time: what a restarted bot is told."""
        return self.clock.offset_seconds

    def move_clock(self, offset_seconds: float) -> None:
        """Set the offset and keep it."""
        self.clock.offset_seconds = offset_seconds
        self.storage.put("room", "clock", {"offset_seconds": offset_seconds})
        self.changes.notify()

    @property
    def bot_state(self) -> str:
        """Tell how the bot is: `up`, `starting`, `down`, or `none` when nothing is known to be there."""
        if self.plug is None:
            reachable = self.sockets.connected or self.app.request_url is not None
            return "up" if reachable else "none"
        if self.plug.state == "up" and not self.sockets.connected and self.app.request_url is None:
            return "starting"
        return self.plug.state

    @property
    def token_scopes(self) -> str:
        """Give the scopes of the bot's token as Slack's header names them."""
        return ",".join(sorted(self.scopes))

    def block_complaints(self, blocks: object) -> list[str]:
        """Say all that Slack would refuse in the blocks of a message in this workspace."""
        return message_complaints(blocks, lacking=NEWER if self.faults.lacks_newer_blocks else ())

    def emit(self, event: Json) -> None:
        """Deliver an event if the app subscribes to its type."""
        if event["type"] in self.app.events:
            at = int(self.clock.real.now().timestamp())
            self.delivery.event(self.payloads.event(event, self.ids("Ev"), at))

    async def __aenter__(self) -> "Room":
        self._background = [asyncio.ensure_future(self._save()), asyncio.ensure_future(self.crowd.live())]
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        begun = [] if self.watched is None else [self.watched]
        for task in (*self._background, *begun):
            task.cancel()
        await asyncio.gather(*self._background, *begun, return_exceptions=True)
        await self.delivery.stop()
        if self.own_http is not None:
            await self.own_http.__aexit__(None, None, None)
        self.storage.close()

    async def _save(self) -> None:
        while True:
            self.storage.flush()
            await asyncio.sleep(SAVE_EVERY_SECONDS)

    async def reset(self) -> None:
        """Go back to a new room; where the starter can forget the bot's own memory, business time goes back as well."""
        plug, forget_bot = self.plug, self.forget_bot
        if plug is None or forget_bot is None:
            self._empty(self.clock.offset_seconds)
            return
        await plug.kill()
        try:
            await forget_bot()  # where that is refused, nothing else is thrown away
            self._empty(0.0)
            self.clock.stamp_anew()
        finally:
            await plug.start()

    def _empty(self, offset_seconds: float) -> None:
        self.crowd.dismiss()
        self.workspace.reset()
        self.views.forget()
        self.faults.clear()
        self.move_clock(offset_seconds)
