"""Reading the room's own API: JSON in, JSON out, and what is refused said in plain words."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response

from bot.rehearsal.room import Room, Slack
from bot.rehearsal.shapes import ActRefused, Json

Endpoint = Callable[[Room, Request], Awaitable[Any]]


def room_of(connection: HTTPConnection) -> Room:
    """Find the workspace that a request of the page is about: the one that it names, or the first. Raise ActRefused."""
    slack: Slack = connection.app.state.slack
    return slack.room(connection.query_params.get("team"))


def as_endpoint(endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
    """Make an endpoint of the room: what it refuses is said in plain words, with status 400."""

    async def answer(request: Request) -> Response:
        try:
            return JSONResponse(await endpoint(room_of(request), request))
        except ActRefused as refused:
            return JSONResponse({"ok": False, "error": str(refused)}, 400)

    return answer


async def body_of(request: Request) -> Json:
    """Read a JSON object; nothing counts as an empty one."""
    given = await json_of(request)
    if not isinstance(given, dict):
        raise ActRefused("The body has to be a JSON object.")
    return given


async def json_of(request: Request) -> Any:
    """Read any JSON; a page of another site cannot send it without being asked about first."""
    body = await request.body()
    if body and not request.headers.get("content-type", "").startswith("application/json"):
        raise ActRefused("The body has to be JSON, and say so in its content type.")
    try:
        return json.loads(body) if body else {}
    except (ValueError, RecursionError):
        raise ActRefused("The body is not JSON.") from None
