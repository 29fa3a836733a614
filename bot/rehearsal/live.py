"""The page's live connection: what a person sees, pushed when it changes."""

import asyncio
import json

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.rehearsal.acts import who
from bot.rehearsal.json_api import room_of
from bot.rehearsal.look import person_view, whole_workspace
from bot.rehearsal.room import Room
from bot.rehearsal.shapes import ActRefused, Json

GATHER_SECONDS = 0.03


async def live(socket: WebSocket) -> None:
    """Push first everything, then what changed; several changes in a moment make one push."""
    person = socket.query_params.get("as", "")
    try:
        room = room_of(socket)
        who(room, {"as": person})
    except ActRefused as refused:
        await socket.close(4404, str(refused))
        return
    await socket.accept()
    pushing = asyncio.ensure_future(_push(room, socket, person))
    try:
        while True:
            await socket.receive_text()
    except WebSocketDisconnect:
        pass
    finally:
        pushing.cancel()
        await asyncio.gather(pushing, return_exceptions=True)


async def _push(room: Room, socket: WebSocket, person: str) -> None:
    since, known = -1, ""
    while True:
        view, workspace = person_view(room, person, since), whole_workspace(room)
        await socket.send_text(json.dumps({"type": "view", "view": view}))
        since = view["revision"]
        steady = _without_time(workspace)
        if steady != known:
            await socket.send_text(json.dumps({"type": "room", "workspace": workspace}))
            known = steady
        await room.changes.after(since)
        await asyncio.sleep(GATHER_SECONDS)


def _without_time(workspace: Json) -> str:
    return json.dumps({name: value for name, value in workspace.items() if name != "now"})
