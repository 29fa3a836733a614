"""Reading the room's own API: JSON in, JSON out, and what is refused said in plain words."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.rehearsal.room import Room
from bot.rehearsal.shapes import ActRefused, Json

Endpoint = Callable[[Room, Request], Awaitable[Any]]


def as_endpoint(endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
    """Make an endpoint of the room: what it refuses is said in plain words, with status 400."""

    async def answer(request: Request) -> Response:
        try:
            return JSONResponse(await endpoint(request.app.state.room, request))
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
    except ValueError:
        raise ActRefused("The body is not JSON.") from None
