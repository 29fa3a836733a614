"""A room: one workspace with its parts; and Slack, which is all of them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType

from starlette.types import ASGIApp

from bot.rehearsal.blocks import NEWER, message_complaints
from bot.rehearsal.change_notifier import ChangeNotifier
from bot.rehearsal.clock import RoomClock
from bot.rehearsal.codes import Codes
from bot.rehearsal.control import BotControl
from bot.rehearsal.crowd import Crowd
from bot.rehearsal.deliver import Ack, Delivery, Kind
from bot.rehearsal.files import Files
from bot.rehearsal.grants import Grants
from bot.rehearsal.http_out import AioHttp
from bot.rehearsal.ids import Ids
from bot.rehearsal.injected_faults import Faults
from bot.rehearsal.installation import Installation, Org
from bot.rehearsal.installs import Installs
from bot.rehearsal.journal import Journal
from bot.rehearsal.payloads import Payloads
from bot.rehearsal.plug import Plug
from bot.rehearsal.rates import Rates
from bot.rehearsal.shapes import ActRefused, Json
from bot.rehearsal.socket_mode import SocketMode
from bot.rehearsal.storage import Storage
from bot.rehearsal.view_stacks import ViewStacks
from bot.rehearsal.workspace import Workspace

SAVE_EVERY_SECONDS = 0.25


@dataclass(eq=False)
class Room:
    """One workspace, alone or one of several; `slack` knows the others. The first one opens and closes what they share."""

    slack: "Slack"
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
    crowd: Crowd = field(init=False)  # what it does and what is served act on the room, so both come after it
    asgi: ASGIApp = field(init=False)
    """Of the first room: it serves all."""
    watched: asyncio.Future[None] | None = None
    """Those who hold a meeting to be watched, while they begin it."""
    _background: list[asyncio.Task[None]] = field(default_factory=list)

    @property
    def base_url(self) -> str:
        """Give where Slack is; known once it is served."""
        return self.slack.base_url

    @property
    def is_installed(self) -> bool:
        """Tell whether this workspace has the app."""
        return self.slack.installs.in_team(self.app.team_id) is not None

    def knows(self, name: str) -> bool:
        """Tell whether an id is one of this workspace's: a conversation, a person, a view, or a trigger."""
        known = (self.workspace.conversations, self.workspace.people, self.grants)
        return any(name in each for each in known) or self.views.find(name) is not None

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
        if self.is_installed and event["type"] in self.app.events:
            at = int(self.clock.real.now().timestamp())
            self.delivery.event(self.payloads.event(event, self.ids("Ev"), at))

    async def send(self, kind: Kind, payload: Json) -> Ack:
        """Deliver what somebody did, and wait for the answer; where the app is not installed nobody answers."""
        return await self.delivery.send(kind, payload) if self.is_installed else Ack("down")

    async def __aenter__(self) -> "Room":
        rooms = self.slack.rooms.values()
        self._background = [asyncio.ensure_future(self._save()), *(asyncio.ensure_future(each.crowd.live()) for each in rooms)]
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        rooms = list(self.slack.rooms.values())
        begun = [each.watched for each in rooms if each.watched is not None]
        for task in (*self._background, *begun):
            task.cancel()
        await asyncio.gather(*self._background, *begun, return_exceptions=True)
        for room in rooms:
            await room.delivery.stop()
        if self.own_http is not None:
            await self.own_http.__aexit__(None, None, None)
        self.storage.close()

    async def _save(self) -> None:
        while True:
            self.storage.flush()
            await asyncio.sleep(SAVE_EVERY_SECONDS)

    async def reset(self) -> None:
        """Go back to new rooms; where the starter can forget the bot's own memory, business time goes back as well."""
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
        for room in self.slack.rooms.values():
            room.crowd.dismiss()
            room.workspace.reset()
            room.views.forget()
            room.faults.clear()
        self.slack.forget()
        self.slack.first.move_clock(offset_seconds)


class Slack:
    """All workspaces, and where the app is installed; each is a room of its own, and the first one opens and closes what they share."""

    def __init__(self, *, app: Installation, installs: Installs, codes: Codes, install_url: str | None = None) -> None:
        self.app, self.installs, self.codes, self.install_url = app, installs, codes, install_url
        self.rooms: dict[str, Room] = {}
        self.base_url = "http://127.0.0.1:8765"
        self.travels = 0
        self.signed_in: str | None = None
        """The workspace that somebody looked at last: Slack asks about that one first."""

    @property
    def first(self) -> Room:
        """Give the room that is meant where none is named."""
        return next(iter(self.rooms.values()))

    @property
    def orgs(self) -> dict[str, Org]:
        """Give the organizations that workspaces belong to."""
        return {each.app.org.id: each.app.org for each in self.rooms.values() if each.app.org is not None}

    def room(self, team: str | None) -> Room:
        """Find a workspace by its id; none means the first. Raise ActRefused."""
        if not team:
            return self.first
        if team not in self.rooms:
            raise ActRefused(f"There is no workspace {team}.")
        return self.rooms[team]

    def of(self, holder: str) -> Room:
        """Find a workspace, or one that belongs to an organization."""
        return next(each for team, each in self.rooms.items() if holder in (team, each.app.org and each.app.org.id))

    def settle(self, *teams: str) -> None:
        """Give these workspaces, or all, the scopes that the app has there now."""
        for team in teams or self.rooms:
            install = self.installs.in_team(team)
            self.rooms[team].scopes = set(install.scopes if install is not None else ())
            self.rooms[team].changes.notify()

    def forget(self) -> None:
        """Install the app nowhere; a room that begins with the app has it again."""
        self.installs.forget()
        self.settle()
