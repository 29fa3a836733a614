"""Slack's Web API: reading a call, its token, its rate and its faults, and the table of methods."""

import asyncio
import base64
import binascii
import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bot.rehearsal.clock import RealTime
from bot.rehearsal.dropping import drop_connection
from bot.rehearsal.injected_faults import Fault
from bot.rehearsal.installing import reached
from bot.rehearsal.installs import Install
from bot.rehearsal.methods import chat, conversations, oauth, people, uploads, validating, views
from bot.rehearsal.methods.call import Call
from bot.rehearsal.room import Slack
from bot.rehearsal.shapes import Json, SlackError
from bot.rehearsal.travel import catch_up

Method = Callable[[Call], Json]

METHODS: Mapping[str, Method] = {
    "apps.connections.open": people.open_connection,
    "apps.uninstall": oauth.uninstall,
    "auth.revoke": oauth.revoke,
    "auth.teams.list": oauth.teams,
    "auth.test": people.auth_test,
    "blocks.validate": validating.validate,
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
    "oauth.v2.access": oauth.access,
    "users.conversations": conversations.of_person,
    "users.info": people.info,
    "views.open": views.open_view,
    "views.publish": views.publish,
    "views.push": views.push,
    "views.update": views.update,
}
STAMPED = ("chat.postMessage", "chat.update")
"""What is stamped with the moment at which it was done."""
BY_APP_TOKEN = frozenset({"apps.connections.open"})
BY_CLIENT = frozenset({"oauth.v2.access"})
"""These take no token: the app says who it is."""


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


def token_of(request: Request, args: Json) -> str:
    """Read the token of a call: from its head, or out of a form. Raise SlackError."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    in_form = request.headers.get("content-type", "").startswith("application/json") is False
    given = token.strip() if scheme.lower() == "bearer" else str(args.get("token", "")) if in_form else ""
    if not given:
        raise SlackError("not_authed")
    return given


def check_token(slack: Slack, token: str, method: str) -> Install | None:
    """Find the installation whose token this is, or None for the app's own. Raise SlackError for one that is not right here."""
    by_app = method in BY_APP_TOKEN
    if token == slack.app.app_token:
        if by_app:
            return None
        raise SlackError("not_allowed_token_type")
    install = slack.installs.find(token)
    if install is None or by_app:
        raise SlackError("invalid_auth" if install is None else "not_allowed_token_type")
    return install


def client_of(request: Request) -> tuple[str, str] | None:
    """Read the app's id and secret out of the head of a call."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, _, secret = base64.b64decode(given, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name, secret


def _caller(slack: Slack, request: Request, method: str, args: Json) -> Call:
    """Find who calls, and about which workspace. Raise SlackError."""
    if method in BY_CLIENT:
        return Call(oauth.about(slack, args), args, client=client_of(request))
    install = check_token(slack, token_of(request, args), method)
    return Call(slack.first if install is None else reached(slack, install, method, args), args, install)


async def web_api(request: Request) -> Response:
    """Answer one Web API call."""
    slack: Slack = request.app.state.slack
    method = request.path_params["method"]
    call = Call(slack.first, {})
    try:
        call = Call(slack.first, await read_args(request))
        check_method(method)
        call = _caller(slack, request, method, call.args)
        fault = call.room.faults.take(method)
        if fault is not None:
            call.room.changes.notify()
            return await _with_fault(call, request, method, fault)
        wait = call.room.rates.retry_after(method, call.args)
        if wait is not None:
            return _limited(call, method, wait)
        return await _done(call, method)
    except ClientDisconnect:
        return Response(status_code=499)
    except SlackError as error:
        return _refused(call, method, error)


async def _done(call: Call, method: str) -> Response:
    """Do a call at the business moment that the bot has reached."""
    if method in STAMPED:
        await catch_up(call.room)
    answer = {"ok": True, **METHODS[method](call)}
    call.room.journal.call(method, call.args, True, None, answer=answer)
    return JSONResponse(answer, headers=_headers(call))


def _refused(call: Call, method: str, error: SlackError) -> Response:
    call.room.journal.call(method, call.args, False, error.code)
    return JSONResponse(error.as_answer(), headers=_headers(call))


def _headers(call: Call) -> dict[str, str]:
    return {"x-oauth-scopes": call.scopes, "x-slack-req-id": call.room.ids("")}


def _limited(call: Call, method: str, seconds: int) -> Response:
    call.room.journal.call(method, call.args, False, "ratelimited")
    return JSONResponse({"ok": False, "error": "ratelimited"}, 429, {"retry-after": str(seconds), **_headers(call)})


async def _with_fault(call: Call, request: Request, method: str, fault: Fault) -> Response:
    journal = call.room.journal
    match fault.kind:
        case "429":
            return _limited(call, method, fault.retry_after)
        case "error":
            raise SlackError(fault.error)
        case "500":
            journal.call(method, call.args, False, "http_500")
            return Response("Internal Server Error", 500)
        case "hang":
            journal.call(method, call.args, False, "hang")
            await _until_gone(call.room.clock.real, request, fault.seconds)
        case "accept_then_lose":
            try:
                await _done(call, method)
            except SlackError as error:
                _refused(call, method, error)
        case _:
            journal.call(method, call.args, False, "refuse")
    return drop_connection(request)


async def _until_gone(real: RealTime, request: Request, seconds: float) -> None:
    alarm = asyncio.ensure_future(real.sleep(seconds))
    try:
        while not alarm.done() and not await request.is_disconnected():
            await asyncio.wait({alarm}, timeout=0.1)
    finally:
        alarm.cancel()
