"""Endpoints that move or break something: clock, process, faults, crowd, deliveries."""

import asyncio
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from bot.rehearsal import acts, watched
from bot.rehearsal.deliver import Kind, encoded
from bot.rehearsal.injected_faults import CALL_FAULTS, DELIVERY_FAULTS, EVENT_FAULTS, Fault, read_fault
from bot.rehearsal.installation import HISTORY
from bot.rehearsal.json_api import body_of, json_of
from bot.rehearsal.room import Room
from bot.rehearsal.shapes import ActRefused, Json
from bot.rehearsal.signing import signed_headers
from bot.rehearsal.travel import look_at_clock, move_clock


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
    room.changes.notify()
    if seconds:
        room.delivery.in_background(_start_later(room, seconds))
    else:
        await room.plug.start()
        room.changes.notify()
    return {"ok": True, "bot_state": room.bot_state}


async def _start_later(room: Room, seconds: float) -> None:
    await room.clock.real.sleep(seconds)
    if room.plug is not None:
        await room.plug.start()
        room.changes.notify()


async def faults(room: Room, request: Request) -> Any:
    """GET, POST and DELETE /room/faults; an object with `rates` or `history` switches the limits or the history scope."""
    if request.method == "DELETE":
        room.faults.clear()
    elif request.method == "POST":
        given = await json_of(request)
        if isinstance(given, dict) and "kind" not in given:
            _switch(room, given)
        else:
            read = [_call_fault(each) for each in (given if isinstance(given, list) else [given])]
            for each in read:
                room.faults.add(each)
    room.changes.notify()
    return [fault.as_json() for fault in room.faults.on]


def _call_fault(given: Any) -> Fault:
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
    """POST /room/faults/delivery; `disconnect` happens at once, the others at the next deliveries, some of them of events alone."""
    given = await body_of(request)
    if given.get("kind") == "disconnect":
        await room.sockets.disconnect()
    else:
        method = f"event {given.get('event', '*')}" if given.get("kind") in EVENT_FAULTS else "delivery"
        room.faults.add(read_fault(given, (*DELIVERY_FAULTS, *EVENT_FAULTS), method))
        room.changes.notify()
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


async def watch(room: Room, request: Request) -> Json:
    """POST /room/watch {channel}: three people of the crowd hold a meeting there."""
    return await watched.watch(room, acts.word(await body_of(request), "channel"))


async def deliver(room: Room, request: Request) -> Json:
    """POST /room/deliver {kind, payload | body, signature}: raw delivery, also as another team's; by HTTP also wrongly signed."""
    given = await body_of(request)
    kind = given.get("kind")
    if kind not in ("slash_commands", "interactive", "events_api"):
        raise ActRefused("kind is slash_commands, interactive or events_api.")
    if room.sockets.connected or room.app.request_url is None:
        return await _deliver_by_socket(room, kind, given)
    content_type, body = encoded(kind, given.get("payload") or {})
    if isinstance(given.get("body"), str):
        content_type, body = str(given.get("content_type") or content_type), given["body"].encode()
    retry = {"X-Slack-Retry-Num": str(given["retry_num"]), "X-Slack-Retry-Reason": "http_timeout"} if "retry_num" in given else {}
    try:
        async with asyncio.timeout(10):
            ack = await room.delivery.post(content_type, body, retry, _signature(room, str(given.get("signature", "good")), body))
    except OSError as error:  # a time-out is one too
        raise ActRefused("Nobody answers at the request URL.") from error
    return {"ok": True, "status": ack.status, "body": ack.body, "outcome": ack.outcome}


async def _deliver_by_socket(room: Room, kind: Kind, given: Json) -> Json:
    if not isinstance(given.get("payload"), dict) or given.get("signature", "good") != "good":
        raise ActRefused("Over Socket Mode only a payload can be delivered: there is no signature and no raw body.")
    ack = await room.delivery.send(kind, given["payload"])
    return {"ok": True, "status": ack.status, "body": ack.body, "outcome": ack.outcome}


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
