"""Slack's Web API: reading a call, its token, its rate and its faults, and the table of methods."""

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bot.rehearsal.dropping import drop_connection
from bot.rehearsal.injected_faults import Fault
from bot.rehearsal.methods import chat, conversations, people, uploads, views
from bot.rehearsal.methods.call import Call
from bot.rehearsal.room import Room
from bot.rehearsal.shapes import Json, SlackError
from bot.rehearsal.travel import catch_up

Method = Callable[[Call], Json]

METHODS: Mapping[str, Method] = {
    "apps.connections.open": people.open_connection,
    "auth.test": people.auth_test,
    "chat.delete": chat.delete,
    "chat.getPermalink": chat.get_permalink,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.postMessage": chat.post_message,
    "chat.update": chat.update,
    "conversations.history": conversations.history,
    "conversations.info": conversations.info,
    "conversations.members": conversations.members,
    "conversations.open": conversations.open_direct,
    "conversations.replies": conversations.replies,
    "files.completeUploadExternal": uploads.complete,
    "files.getUploadURLExternal": uploads.get_upload_url,
    "users.conversations": conversations.of_person,
    "users.info": people.info,
    "views.open": views.open_view,
    "views.publish": views.publish,
    "views.push": views.push,
    "views.update": views.update,
}
BY_APP_TOKEN = frozenset({"apps.connections.open"})


async def read_args(request: Request) -> Json:
    """Read the arguments of a call: the query of a GET, a form or JSON of a POST; raises SlackError."""
    args: Json = dict(request.query_params) if request.method == "GET" else {}
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await request.body()
    if not body and kind in ("", "application/json"):
        return args
    if kind == "application/json":
        try:
            given: Any = json.loads(body)
        except ValueError:
            raise SlackError("invalid_json") from None
        if not isinstance(given, dict):
            raise SlackError("json_not_object")
        return args | given
    if kind == "application/x-www-form-urlencoded":
        return args | dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
    raise SlackError("invalid_post_type")


def check_method(method: str) -> None:
    """Refuse a method that the room does not have."""
    if method not in METHODS:
        raise SlackError("unknown_method", req_method=method)


def check_token(room: Room, request: Request, method: str, args: Json) -> None:
    """Refuse a call without the right token."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    in_form = request.headers.get("content-type", "").startswith("application/json") is False
    given = token.strip() if scheme.lower() == "bearer" else str(args.get("token", "")) if in_form else ""
    if not given:
        raise SlackError("not_authed")
    by_app = method in BY_APP_TOKEN
    if given == (room.app.app_token if by_app else room.app.bot_token):
        return
    known = given in (room.app.app_token, room.app.bot_token)
    raise SlackError("not_allowed_token_type" if known else "invalid_auth")


async def web_api(request: Request) -> Response:
    """Answer one Web API call."""
    room: Room = request.app.state.room
    method = request.path_params["method"]
    args: Json = {}
    try:
        args = await read_args(request)
        check_method(method)
        check_token(room, request, method, args)
        fault = room.faults.take(method)
        if fault is not None:
            room.changes.notify()
            return await _with_fault(room, request, method, args, fault)
        wait = room.rates.retry_after(method, args)
        if wait is not None:
            return _limited(room, method, args, wait)
        if method == "chat.postMessage":
            await catch_up(room)
        return _call(room, method, args)
    except ClientDisconnect:
        return Response(status_code=499)
    except SlackError as error:
        return _refused(room, method, args, error)


def _call(room: Room, method: str, args: Json) -> Response:
    answer = {"ok": True, **METHODS[method](Call(room, args))}
    room.journal.call(method, args, True, None)
    return JSONResponse(answer, headers=_headers(room))


def _refused(room: Room, method: str, args: Json, error: SlackError) -> Response:
    room.journal.call(method, args, False, error.code)
    return JSONResponse(error.as_answer(), headers=_headers(room))


def _headers(room: Room) -> dict[str, str]:
    return {"x-oauth-scopes": room.token_scopes, "x-slack-req-id": room.ids("")}


def _limited(room: Room, method: str, args: Json, seconds: int) -> Response:
    room.journal.call(method, args, False, "ratelimited")
    return JSONResponse({"ok": False, "error": "ratelimited"}, 429, {"retry-after": str(seconds), **_headers(room)})


async def _with_fault(room: Room, request: Request, method: str, args: Json, fault: Fault) -> Response:
    match fault.kind:
        case "429":
            return _limited(room, method, args, fault.retry_after)
        case "error":
            raise SlackError(fault.error)
        case "500":
            room.journal.call(method, args, False, "http_500")
            return Response("Internal Server Error", 500)
        case "hang":
            room.journal.call(method, args, False, "hang")
            await _until_gone(room, request, fault.seconds)
        case "accept_then_lose":
            try:
                _call(room, method, args)
            except SlackError as error:
                _refused(room, method, args, error)
        case _:
            room.journal.call(method, args, False, "refuse")
    return drop_connection(request)


async def _until_gone(room: Room, request: Request, seconds: float) -> None:
    alarm = asyncio.ensure_future(room.clock.real.sleep(seconds))
    try:
        while not alarm.done() and not await request.is_disconnected():
            await asyncio.wait({alarm}, timeout=0.1)
    finally:
        alarm.cancel()
