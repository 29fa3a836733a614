"""Puts the room together and serves it, on this machine only."""

import asyncio
import contextlib
import ipaddress
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.rehearsal import form_acts, page_api
from bot.rehearsal.bell import Bell
from bot.rehearsal.clock import RealTime, RoomClock, WallTime
from bot.rehearsal.crowd import Crowd
from bot.rehearsal.deliver import Delivery
from bot.rehearsal.dropping import DroppableProtocol
from bot.rehearsal.faults import Faults
from bot.rehearsal.files import Files
from bot.rehearsal.grants import Grants
from bot.rehearsal.http_out import AioHttp, Http
from bot.rehearsal.ids import Ids, fresh_id
from bot.rehearsal.installation import Installation
from bot.rehearsal.journal import Journal
from bot.rehearsal.live import live
from bot.rehearsal.payloads import Payloads
from bot.rehearsal.plug import Plug
from bot.rehearsal.rates import Rates
from bot.rehearsal.respond import respond
from bot.rehearsal.room import Room
from bot.rehearsal.shapes import SlackError
from bot.rehearsal.shelf import Shelf
from bot.rehearsal.socket_line import socket_line
from bot.rehearsal.socket_mode import SocketMode
from bot.rehearsal.travel import BotControl
from bot.rehearsal.view_stacks import ViewStacks
from bot.rehearsal.web_api import web_api
from bot.rehearsal.workspace import Workspace

PAGE = Path(__file__).parent / "page"
STRICT = {
    "Content-Security-Policy": "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data: https:; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


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
) -> Room:
    """Put a room together. `path` is its file (None: kept nowhere), `control` the bot's control URL and secret."""
    app, real = app or Installation(), real or WallTime()
    own_http = AioHttp() if http is None else None
    way_out: Http = http or own_http or AioHttp()
    shelf, bell, faults, journal = Shelf(path), Bell(), Faults(), Journal(real)
    kept = dict(shelf.read("room")).get("clock", {})
    clock = RoomClock(real, float(kept.get("offset_seconds", 0.0)))
    sockets = SocketMode(real=real, ids=ids, bell=bell, app_id=app.app_id)
    room = Room(
        app=app, clock=clock, ids=ids, bell=bell, shelf=shelf,
        workspace=Workspace(shelf=shelf, clock=clock, ids=ids, bell=bell, bot_user=app.bot_user),
        views=ViewStacks(shelf=shelf, clock=clock, ids=ids, bell=bell),
        grants=Grants(real, ids, app.team_id), payloads=Payloads(app), sockets=sockets,
        delivery=Delivery(app=app, real=real, http=way_out, sockets=sockets, faults=faults, journal=journal),
        faults=faults, rates=Rates(real, rates), journal=journal, files=Files(shelf, ids), scopes=set(app.scopes),
        own_http=own_http, control=BotControl(*control, way_out, real) if control else None, plug=plug, forget_bot=forget_bot,
    )  # fmt: skip
    room.crowd = Crowd(room, click=form_acts.click, submit=form_acts.submit)
    room.asgi = _asgi(room)
    return room


def _asgi(room: Room) -> ASGIApp:
    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with room:
            yield

    starlette = Starlette(routes=_routes(), lifespan=lifespan)
    starlette.state.room = room
    return OwnPageOnly(starlette)


def _routes() -> list[Route | WebSocketRoute]:
    def room(path: str, endpoint: page_api.Endpoint, *methods: str) -> Route:
        return Route(f"/room/{path}", page_api.answered(endpoint), methods=list(methods))

    return [
        Route("/", index),
        Route("/page/{name}", page_file),
        Route("/archives/{channel}/{message}", archive),
        Route("/api/{method}", web_api, methods=["GET", "POST"]),
        Route("/respond/{name}", response_url, methods=["POST"]),
        Route("/files/upload/{file}", upload, methods=["POST", "PUT"]),
        Route("/files/{file}", download),
        WebSocketRoute("/socket/{ticket}", socket_line),
        WebSocketRoute("/room/live", live),
        Route("/room/act/{verb}", page_api.act, methods=["POST"]),
        room("workspace", page_api.workspace, "GET"),
        room("view", page_api.view, "GET"),
        room("people", page_api.add_person, "POST"),
        room("channels", page_api.add_channel, "POST"),
        room("channels/{channel}/archive", page_api.archive_channel, "POST"),
        room("reset", page_api.reset, "POST"),
        room("clock", page_api.clock, "GET", "POST"),
        room("plug", page_api.pull_plug, "POST"),
        room("faults", page_api.faults, "GET", "POST", "DELETE"),
        room("faults/delivery", page_api.delivery_faults, "POST"),
        room("crowd", page_api.crowd, "POST", "DELETE"),
        room("calls", page_api.calls, "GET"),
        room("requests", page_api.requests, "GET"),
        room("deliver", page_api.deliver, "POST"),
    ]


class OwnPageOnly:
    """Refuses what another site's page asks for: a foreign Host or Origin, so that a visited site cannot reach the room."""

    def __init__(self, inner: ASGIApp) -> None:
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403, or pass on."""
        if scope["type"] in ("http", "websocket") and not _at_home(scope):
            if scope["type"] == "websocket":
                await receive()
                await send({"type": "websocket.close", "code": 4403})
            else:
                await PlainTextResponse("Only this machine's own page may ask.", 403)(scope, receive, send)
            return
        await self._inner(scope, receive, send)


def _at_home(scope: Scope) -> bool:
    headers = dict(scope["headers"])
    host, origin = headers.get(b"host", b"").decode("latin-1"), headers.get(b"origin")
    if not _is_loopback(urlsplit(f"//{host}").hostname or ""):
        return False
    return origin is None or urlsplit(origin.decode("latin-1")).netloc == host


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


async def index(request: Request) -> Response:
    """Show the page."""
    return FileResponse(PAGE / "index.html", headers=STRICT)


async def page_file(request: Request) -> Response:
    """Give one file of the page."""
    file = PAGE / request.path_params["name"]
    if file.parent != PAGE or not file.is_file():
        return PlainTextResponse("There is no such file.", 404)
    return FileResponse(file, headers=STRICT)


async def archive(request: Request) -> Response:
    """Lead a permalink to its channel on the page."""
    stamp = request.path_params["message"].removeprefix("p")
    return RedirectResponse(f"/?channel={request.path_params['channel']}&ts={stamp[:-6]}.{stamp[-6:]}")


async def response_url(request: Request) -> Response:
    """Take what the app answers to an act; five times within 30 minutes."""
    room: Room = request.app.state.room
    raw = await request.body()
    try:
        if request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            raw = parse_qs(raw.decode(errors="replace")).get("payload", [""])[0].encode()
        body = json.loads(raw)
        respond(room, room.grants.use_response_url(request.path_params["name"]), body)
    except ValueError:
        return _response_refused(room, SlackError("invalid_payload"))
    except SlackError as error:
        return _response_refused(room, error)
    room.journal.call("response_url", body, True, None)
    return PlainTextResponse("ok")


def _response_refused(room: Room, error: SlackError) -> Response:
    room.journal.call("response_url", {}, False, error.code)
    return JSONResponse(error.as_answer(), 404 if error.code in ("expired_url", "used_url") else 400)


async def upload(request: Request) -> Response:
    """Take the content of a file that was announced."""
    room: Room = request.app.state.room
    try:
        room.files.receive(request.path_params["file"], await request.body())
    except SlackError as error:
        return PlainTextResponse(error.code, 400)
    return PlainTextResponse("OK")


async def download(request: Request) -> Response:
    """Give a file, always as a download."""
    file = request.app.state.room.files.find(request.path_params["file"])
    if file is None:
        return PlainTextResponse("There is no such file.", 404)
    name = "".join(each if each.isascii() and (each.isalnum() or each in "._- ") else "_" for each in file.name)
    return Response(file.content, media_type="application/octet-stream", headers={"Content-Disposition": f'attachment; filename="{name}"'})


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
    if not _is_loopback(host):
        raise ValueError(f"the rehearsal room opens on this machine only, not on {host}")
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    shown = f"[{host}]" if ":" in host else host
    room.base_url = f"http://{shown}:{listening.getsockname()[1]}"
    config = uvicorn.Config(
        room.asgi, http=DroppableProtocol, ws="websockets-sansio", log_level="warning", access_log=False, lifespan="on",
        timeout_graceful_shutdown=2,
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
