"""The API of the page and the tests: what is seen, what people do, what happened."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.rehearsal import acts, form_acts, look, statuses
from bot.rehearsal.json_api import body_of, room_of
from bot.rehearsal.room import Room
from bot.rehearsal.shapes import ActRefused, Json

Act = Callable[[Room, Json], Awaitable[Json]]

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
    "status": statuses.set_by_act,
    "click": form_acts.click,
    "submit": form_acts.submit,
    "close": form_acts.close,
}


async def workspace(room: Room, request: Request) -> Json:
    """GET /room/workspace."""
    return look.whole_workspace(room)


async def view(room: Room, request: Request) -> Json:
    """GET /room/view?as=U…"""
    return look.person_view(room, acts.who(room, {"as": request.query_params.get("as")}).id)


async def act(request: Request) -> Response:
    """POST /room/act/<verb>: an act that is refused is an answer too, with status 200."""
    wanted = ACTS.get(request.path_params["verb"])
    if wanted is None:
        return JSONResponse({"ok": False, "error": f"There is no act {request.path_params['verb']}."}, 404)
    try:
        return JSONResponse({"ok": True, **await wanted(room_of(request), await body_of(request))})
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
    """POST /room/channels/<id>/archive, with {archived: false} to bring it back: the app hears of it where it subscribes."""
    given = await body_of(request)
    channel = acts.where(room, {"channel": request.path_params["channel"]})
    archived = bool(given.get("archived", True))
    room.workspace.archive(channel.id, archived)
    if channel.archived != archived and (room.app.bot_user in channel.members or not channel.is_private):
        kind = f"{'group' if channel.is_private else 'channel'}_{'archive' if archived else 'unarchive'}"
        by = channel.members[0] if channel.members else room.app.bot_user
        room.emit({"type": kind, "channel": channel.id, "user": by, "event_ts": room.clock.stamp()})
    return {"ok": True}


async def convert_channel(room: Room, request: Request) -> Json:
    """POST /room/channels/<id>/convert {is_private}: its id stays; of a private one only its members know."""
    given = await body_of(request)
    channel = acts.where(room, {"channel": request.path_params["channel"]})
    room.workspace.convert(channel.id, is_private=bool(given.get("is_private", True)))
    return {"ok": True}


async def renumber_channel(room: Room, request: Request) -> Json:
    """POST /room/channels/<id>/renumber: the app hears of it where it is a member."""
    channel = acts.where(room, {"channel": request.path_params["channel"]})
    new = room.workspace.renumber(channel.id)
    if room.app.bot_user in channel.members or not channel.is_private:
        room.emit(
            {
                "type": "channel_id_changed",
                "old_channel_id": channel.id,
                "new_channel_id": new,
                "event_ts": room.clock.stamp(),
            }
        )
    return {"id": new}


async def reset(room: Room, request: Request) -> Json:
    """POST /room/reset."""
    await room.reset()
    return {"ok": True}


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
