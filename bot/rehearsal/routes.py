"""The room's routes: page, Web API, response_urls, files, sockets and its own API."""

import contextlib
import ipaddress
import json
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.rehearsal import authorizing, controls, install_controls, page_api
from bot.rehearsal.json_api import Endpoint, as_endpoint
from bot.rehearsal.live import live
from bot.rehearsal.respond import respond
from bot.rehearsal.room import Room, Slack
from bot.rehearsal.shapes import SlackError
from bot.rehearsal.socket_line import socket_line
from bot.rehearsal.web_api import web_api

PAGE = Path(__file__).parent / "page"
STRICT = {
    "Content-Security-Policy": "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data: https:; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


def asgi_of(room: Room) -> ASGIApp:
    """Give the room as an ASGI app, open only to this machine's own page."""

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with room:
            yield

    starlette = Starlette(routes=_routes(), lifespan=lifespan)
    starlette.state.slack = room.slack
    return OwnPageOnly(starlette)


def _routes() -> list[Route | WebSocketRoute]:
    def room(path: str, endpoint: Endpoint, *methods: str) -> Route:
        return Route(f"/room/{path}", as_endpoint(endpoint), methods=list(methods))

    return [
        Route("/", index),
        Route("/oauth/v2/authorize", authorizing.ask, methods=["GET"]),
        Route("/oauth/v2/authorize", authorizing.answer, methods=["POST"]),
        Route("/app_redirect", app_redirect),
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
        room("channels/{channel}/convert", page_api.convert_channel, "POST"),
        room("channels/{channel}/renumber", page_api.renumber_channel, "POST"),
        room("install/{verb}", install_controls.change, "POST"),
        room("reset", page_api.reset, "POST"),
        room("clock", controls.clock, "GET", "POST"),
        room("plug", controls.pull_plug, "POST"),
        room("faults", controls.faults, "GET", "POST", "DELETE"),
        room("faults/delivery", controls.delivery_faults, "POST"),
        room("crowd", controls.crowd, "POST", "DELETE"),
        room("watch", controls.watch, "POST"),
        room("calls", page_api.calls, "GET"),
        room("requests", page_api.requests, "GET"),
        room("deliver", controls.deliver, "POST"),
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
    if not is_loopback(urlsplit(f"//{host}").hostname or ""):
        return False
    return origin is None or urlsplit(origin.decode("latin-1")).netloc == host


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


async def index(request: Request) -> Response:
    """Show the page."""
    slack: Slack = request.app.state.slack
    slack.signed_in = request.query_params.get("team")
    return FileResponse(PAGE / "index.html", headers=STRICT)


async def page_file(request: Request) -> Response:
    """Give one file of the page."""
    file = PAGE / request.path_params["name"]
    if file.parent != PAGE or not file.is_file():
        return PlainTextResponse("There is no such file.", 404)
    return FileResponse(file, headers=STRICT)


async def app_redirect(request: Request) -> Response:
    """Lead to a workspace, as Slack's own address of that name does after an installation."""
    slack: Slack = request.app.state.slack
    team = request.query_params.get("team", "")
    return RedirectResponse(f"/?team={team}" if team in slack.rooms else "/")


async def archive(request: Request) -> Response:
    """Lead a permalink to its channel on the page."""
    slack: Slack = request.app.state.slack
    channel, stamp = request.path_params["channel"], request.path_params["message"].removeprefix("p")
    there = next((team for team, room in slack.rooms.items() if channel in room.workspace.conversations), None)
    team = f"team={there}&" if there not in (None, slack.first.app.team_id) else ""
    return RedirectResponse(f"/?{team}channel={channel}&ts={stamp[:-6]}.{stamp[-6:]}")


async def response_url(request: Request) -> Response:
    """Take what the app answers to an act; five times within 30 minutes."""
    slack: Slack = request.app.state.slack
    room = next((each for each in slack.rooms.values() if request.path_params["name"] in each.grants), slack.first)
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
    room.journal.call("response_url", body, True, None, url=request.path_params["name"])
    return PlainTextResponse("ok")


def _response_refused(room: Room, error: SlackError) -> Response:
    room.journal.call("response_url", {}, False, error.code)
    return JSONResponse(error.as_answer(), 404 if error.code in ("expired_url", "used_url") else 400)


def _room_of_file(request: Request) -> Room:
    slack: Slack = request.app.state.slack
    return next((each for each in slack.rooms.values() if request.path_params["file"] in each.files), slack.first)


async def upload(request: Request) -> Response:
    """Take the content of a file that was announced."""
    room = _room_of_file(request)
    try:
        room.files.receive(request.path_params["file"], await request.body())
    except SlackError as error:
        return PlainTextResponse(error.code, 400)
    return PlainTextResponse("OK")


async def download(request: Request) -> Response:
    """Give a file, always as a download."""
    file = _room_of_file(request).files.find(request.path_params["file"])
    if file is None:
        return PlainTextResponse("There is no such file.", 404)
    name = "".join(each if each.isascii() and (each.isalnum() or each in "._- ") else "_" for each in file.name)
    return Response(
        file.content, media_type="application/octet-stream", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
