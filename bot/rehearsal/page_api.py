"""The room's own API, for its page and for tests: what is seen, what people do, and what can be moved or broken."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.rehearsal import acts, form_acts, look
from bot.rehearsal.deliver import encoded
from bot.rehearsal.faults import CALL_FAULTS, DELIVERY_FAULTS, read_fault
from bot.rehearsal.installation import HISTORY
from bot.rehearsal.room import Room
from bot.rehearsal.shapes import ActRefused, Json
from bot.rehearsal.signing import signed_headers
from bot.rehearsal.travel import look_at_clock, move_clock

Act = Callable[[Room, Json], Awaitable[Json]]
Endpoint = Callable[[Room, Request], Awaitable[Any]]

ACTS: Mapping[str, Act] = {
    "message": acts.write,
    "command": acts.command,
    "shortcut": acts.shortcut,
    "open_home": acts.open_home,
    "read": acts.read,
    "join": acts.join,
    "leave": acts.leave,
    "invite_bot": acts.invite_bot,
    "delete_message": acts.delete_message,
    "click": form_acts.click,
    "submit": form_acts.submit,
    "close": form_acts.close,
}


def answered(endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
    """Make an endpoint of the room: what it refuses is said in plain words, with status 400."""

    async def answer(request: Request) -> Response:
        try:
            return JSONResponse(await endpoint(request.app.state.room, request))
        except ActRefused as refused:
            return JSONResponse({"ok": False, "error": str(refused)}, 400)

    return answer


async def body_of(request: Request) -> Json:
    """Read a JSON object; nothing counts as an empty one."""
    given = await _json(request)
    if not isinstance(given, dict):
        raise ActRefused("The body has to be a JSON object.")
    return given


async def _json(request: Request) -> Any:
    body = await request.body()
    if body and not request.headers.get("content-type", "").startswith("application/json"):
        raise ActRefused("The body has to be JSON, and say so in its content type.")
    try:
        return json.loads(body) if body else {}
    except ValueError:
        raise ActRefused("The body is not JSON.") from None


async def workspace(room: Room, request: Request) -> Json:
    """GET /room/workspace."""
    return look.whole_workspace(room)


async def view(room: Room, request: Request) -> Json:
    """GET /room/view?as=U…"""
    return look.person_view(room, acts.who(room, {"as": request.query_params.get("as")}).id)


async def act(request: Request) -> Response:
    """POST /room/act/<verb>: an act that is refused is an answer too, with status 200."""
    room: Room = request.app.state.room
    wanted = ACTS.get(request.path_params["verb"])
    if wanted is None:
        return JSONResponse({"ok": False, "error": f"There is no act {request.path_params['verb']}."}, 404)
    try:
        return JSONResponse({"ok": True, **await wanted(room, await body_of(request))})
    except ActRefused as refused:
        return JSONResponse({"ok": False, "error": str(refused)})


async def add_person(room: Room, request: Request) -> Json:
    """POST /room/people."""
    given = await body_of(request)
    person = room.workspace.add_person(
        acts.word(given, "name"), str(given.get("real_name") or ""), str(given.get("tz") or "Europe/London"),
        str(given.get("locale") or "en-GB"), bool(given.get("is_admin")),
    )  # fmt: skip
    return next(each for each in look.whole_workspace(room)["people"] if each["id"] == person.id)


async def add_channel(room: Room, request: Request) -> Json:
    """POST /room/channels."""
    given = await body_of(request)
    members = [str(each) for each in given.get("members") or ()]
    channel = room.workspace.add_channel(acts.word(given, "name").removeprefix("#"), bool(given.get("is_private")), members)
    return next(each for each in look.whole_workspace(room)["channels"] if each["id"] == channel.id)


async def archive_channel(room: Room, request: Request) -> Json:
    """POST /room/channels/<id>/archive, with {archived: false} to bring it back."""
    given = await body_of(request)
    channel = acts.where(room, {"channel": request.path_params["channel"]})
    room.workspace.archive(channel.id, bool(given.get("archived", True)))
    return {"ok": True}


async def reset(room: Room, request: Request) -> Json:
    """POST /room/reset."""
    await room.reset()
    return {"ok": True}


async def clock(room: Room, request: Request) -> Json:
    """GET and POST /room/clock."""
    return await (look_at_clock(room) if request.method == "GET" else move_clock(room, await body_of(request)))


async def pull_plug(room: Room, request: Request) -> Json:
    """POST /room/plug: kill the bot and start it again, at once or after `down_seconds`."""
    if room.plug is None:
        raise ActRefused("Cortado was not started by this room, so there is no plug to pull.")
    seconds = (await body_of(request)).get("down_seconds", 0)
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds <= 3600:
        raise ActRefused("down_seconds is a number from 0 to 3600.")
    await room.plug.kill()
    room.bell.ring()
    if seconds:
        room.delivery.in_background(_start_later(room, seconds))
    else:
        await room.plug.start()
        room.bell.ring()
    return {"ok": True, "bot_state": room.bot_state}


async def _start_later(room: Room, seconds: float) -> None:
    await room.clock.real.sleep(seconds)
    if room.plug is not None:
        await room.plug.start()
        room.bell.ring()


async def faults(room: Room, request: Request) -> Any:
    """GET, POST and DELETE /room/faults; an object with `rates` or `history` switches the limits or the history scope."""
    if request.method == "DELETE":
        room.faults.clear()
    elif request.method == "POST":
        given = await _json(request)
        if isinstance(given, dict) and "kind" not in given:
            _switch(room, given)
        else:
            read = [_call_fault(each) for each in (given if isinstance(given, list) else [given])]
            for each in read:
                room.faults.add(each)
    room.bell.ring()
    return [fault.as_json() for fault in room.faults.on]


def _call_fault(given: Any) -> Any:
    if not isinstance(given, dict):
        raise ActRefused("A fault is a JSON object.")
    return read_fault(given, CALL_FAULTS, str(given.get("method", "*")))


def _switch(room: Room, given: Json) -> None:
    if strange := set(given) - {"rates", "history"}:
        raise ActRefused(f"There is no switch {min(strange)}.")
    if "rates" in given:
        room.rates.on = bool(given["rates"])
    if "history" in given:
        room.scopes = room.scopes | set(HISTORY) if given["history"] else room.scopes - set(HISTORY)


async def delivery_faults(room: Room, request: Request) -> Json:
    """POST /room/faults/delivery; `disconnect` happens at once, the others at the next deliveries."""
    given = await body_of(request)
    if given.get("kind") == "disconnect":
        await room.sockets.disconnect()
    else:
        room.faults.add(read_fault(given, DELIVERY_FAULTS, "delivery"))
        room.bell.ring()
    return {"ok": True}


async def crowd(room: Room, request: Request) -> Json:
    """POST and DELETE /room/crowd."""
    if request.method == "DELETE":
        room.crowd.dismiss()
        return {"ok": True}
    given = await body_of(request)
    size = given.get("size", 5)
    if isinstance(size, bool) or not isinstance(size, int):
        raise ActRefused("size is a whole number.")
    return {"ok": True, "people": [each.id for each in room.crowd.gather(acts.word(given, "channel"), size)]}


async def calls(room: Room, request: Request) -> Any:
    """GET /room/calls?method=&since="""
    return room.journal.calls(request.query_params.get("method"), _since(request))


async def requests(room: Room, request: Request) -> Any:
    """GET /room/requests?since="""
    return room.journal.requests(_since(request))


def _since(request: Request) -> int:
    given = request.query_params.get("since", "0")
    if not given.isdecimal():
        raise ActRefused("since is the number of a line.")
    return int(given)


async def deliver(room: Room, request: Request) -> Json:
    """POST /room/deliver {kind, payload | body, signature}: raw delivery by HTTP, also wrongly signed or as another team's."""
    given = await body_of(request)
    kind = given.get("kind")
    if kind not in ("slash_commands", "interactive", "events_api"):
        raise ActRefused("kind is slash_commands, interactive or events_api.")
    content_type, body = encoded(kind, given.get("payload") or {})
    if isinstance(given.get("body"), str):
        content_type, body = str(given.get("content_type") or content_type), given["body"].encode()
    retry = {"X-Slack-Retry-Num": str(given["retry_num"]), "X-Slack-Retry-Reason": "http_timeout"} if "retry_num" in given else {}
    try:
        async with asyncio.timeout(10):
            ack = await room.delivery.post(content_type, body, retry, _signature(room, str(given.get("signature", "good")), body))
    except OSError as error:  # a time-out is one too
        raise ActRefused("Nobody answers at the request URL.") from error
    return {"ok": True, "status": ack.status, "body": ack.body}


def _signature(room: Room, how: str, body: bytes) -> Mapping[str, str]:
    now, secret = int(room.clock.real.now().timestamp()), room.app.signing_secret
    match how:
        case "good":
            return signed_headers(secret, now, body)
        case "wrong":
            return signed_headers(secret + "?", now, body)
        case "old":
            return signed_headers(secret, now - 301, body)
        case "missing":
            return {}
        case _:
            raise ActRefused("signature is good, wrong, old or missing.")
