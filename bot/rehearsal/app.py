"""Puts the room together and serves it, on this machine only."""

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Callable, Generator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import uvicorn

from bot.rehearsal import form_acts
from bot.rehearsal.change_notifier import ChangeNotifier
from bot.rehearsal.clock import RealTime, RoomClock, WallTime
from bot.rehearsal.codes import Codes
from bot.rehearsal.control import BotControl
from bot.rehearsal.crowd import Crowd
from bot.rehearsal.default_workspace import CHANNELS, PEOPLE, Founding
from bot.rehearsal.deliver import Delivery
from bot.rehearsal.dropping import DroppableProtocol
from bot.rehearsal.files import Files
from bot.rehearsal.grants import Grants
from bot.rehearsal.http_out import AioHttp, Http
from bot.rehearsal.ids import Ids, fresh_id
from bot.rehearsal.injected_faults import Faults
from bot.rehearsal.installation import Installation
from bot.rehearsal.installs import Install, Installs
from bot.rehearsal.journal import Journal
from bot.rehearsal.payloads import Payloads
from bot.rehearsal.plug import Plug
from bot.rehearsal.rates import Rates
from bot.rehearsal.room import Room, Slack
from bot.rehearsal.routes import asgi_of, is_loopback
from bot.rehearsal.socket_mode import SocketMode
from bot.rehearsal.storage import Storage
from bot.rehearsal.view_stacks import ViewStacks
from bot.rehearsal.workspace import Workspace

_KEPT_SECONDS = 75
"""Longer than the bot and the page keep a connection: closed from here while a request is on its way, it would be lost."""


@dataclass(frozen=True)
class _Shared:
    """What all workspaces of a room have in common."""

    slack: Slack
    clock: RoomClock
    ids: Ids
    changes: ChangeNotifier
    storage: Storage
    sockets: SocketMode
    http: Http
    real: RealTime


def build_room(
    *,
    app: Installation | None = None,
    path: Path | None = None,
    real: RealTime | None = None,
    ids: Ids = fresh_id,
    http: Http | None = None,
    control: tuple[str, str] | None = None,
    plug: Plug | None = None,
    forget_bot: Callable[[], Awaitable[None]] | None = None,
    rates: bool = True,
    workspaces: Sequence[Founding] = (),
    install_url: str | None = None,
) -> Room:
    """Put a room together. `path` is its file (None: kept nowhere), `control` the bot's control URL and secret.

    With `workspaces` it has these, the app is installed in none, and `install_url` is where people begin to; give back the first.
    """
    app, real = app or Installation(), real or WallTime()
    own_http = AioHttp() if http is None else None
    way_out: Http = http or own_http or AioHttp()
    storage, changes = Storage(path), ChangeNotifier()
    kept = dict(storage.read("room")).get("clock", {})
    clock = RoomClock(real, float(kept.get("offset_seconds", 0.0)))
    installs = Installs(storage=storage, real=real, ids=ids, rotates=app.rotates_tokens)
    shared = _Shared(
        Slack(app=app, installs=installs, codes=Codes(real, ids), install_url=install_url), clock, ids, changes, storage,
        SocketMode(real=real, ids=ids, changes=changes, app_id=app.app_id), way_out, real,
    )  # fmt: skip
    if not workspaces:
        installs.preset(Install(app.team_id, (app.team_id,), app.scopes, PEOPLE[0].id), app.bot_token)
        workspaces = (Founding(app.team_id, app.team_name, app.domain, PEOPLE, CHANNELS, app.bot_user, app.bot_id, app.org),)
    rooms = [_workspace(shared, founding, is_first=place == 0, rates=rates) for place, founding in enumerate(workspaces)]
    for room in rooms:
        room.control = BotControl(*control, way_out, real) if control else None
        room.plug, room.forget_bot, room.own_http = plug, forget_bot, own_http
    shared.slack.settle()
    first = rooms[0]
    first.asgi = asgi_of(first)
    if plug is not None:
        plug.changed = changes.notify
    return first


def _workspace(shared: _Shared, founding: Founding, *, is_first: bool, rates: bool) -> Room:
    """Put one workspace together; the first one keeps its things where a room with one workspace does."""
    app = replace(
        shared.slack.app, team_id=founding.team_id, team_name=founding.name, domain=founding.domain, org=founding.org,
        bot_user=founding.bot_user, bot_id=founding.bot_id,
    )  # fmt: skip
    real, ids, changes, clock = shared.real, shared.ids, shared.changes, shared.clock
    storage = shared.storage if is_first else shared.storage.apart(founding.team_id)
    faults, journal = Faults(), Journal(clock)
    room = Room(
        slack=shared.slack, app=app, clock=clock, ids=ids, changes=changes, storage=storage,
        workspace=Workspace(storage=storage, clock=clock, ids=ids, changes=changes, founding=founding),
        views=ViewStacks(storage=storage, clock=clock, ids=ids, changes=changes),
        grants=Grants(real, ids, app.team_id),
        payloads=Payloads(app, partial(shared.slack.installs.in_team, app.team_id)), sockets=shared.sockets,
        delivery=Delivery(app=app, real=real, http=shared.http, sockets=shared.sockets, faults=faults, journal=journal),
        faults=faults, rates=Rates(real, rates), journal=journal, files=Files(storage, ids), scopes=set(),
    )  # fmt: skip
    room.crowd = Crowd(
        workspace=room.workspace, views=room.views, delivery=room.delivery, changes=changes, real=real,
        click=partial(form_acts.click, room), submit=partial(form_acts.submit, room),
    )  # fmt: skip
    shared.slack.rooms[app.team_id] = room
    return room


class _Server(uvicorn.Server):
    """A server that leaves signals to who runs it, and tells when it is up."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        self.up.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        """Capture nothing."""
        yield


async def serve(room: Room, host: str = "127.0.0.1", port: int = 8765, *, ready: asyncio.Event | None = None) -> None:
    """Serve the room until cancelled; refuses other addresses than this machine's. Port 0 takes a free one: see `room.base_url`."""
    if not is_loopback(host):
        raise ValueError(f"the rehearsal room opens on this machine only, not on {host}")
    # Named as TCP: only then does asyncio switch off Nagle's algorithm, which holds the second part of an answer back for 40 ms.
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    shown = f"[{host}]" if ":" in host else host
    room.slack.base_url = f"http://{shown}:{listening.getsockname()[1]}"
    config = uvicorn.Config(
        room.asgi, http=DroppableProtocol, ws="websockets-sansio", log_level="warning", access_log=False, lifespan="on",
        timeout_keep_alive=_KEPT_SECONDS, timeout_graceful_shutdown=2,
    )  # fmt: skip
    server = _Server(config)
    serving = asyncio.ensure_future(server.serve([listening]))
    announcing = asyncio.ensure_future(server.up.wait())
    try:
        await asyncio.wait({serving, announcing}, return_when=asyncio.FIRST_COMPLETED)
        if ready is not None and server.started:
            ready.set()
        await asyncio.shield(serving)
    finally:
        announcing.cancel()
        server.should_exit = True
        await serving
        listening.close()
