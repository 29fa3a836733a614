"""A client of the room's API, for tests and for load."""

import asyncio
import json
from collections.abc import Callable
from types import TracebackType
from typing import Any

import aiohttp
import httpx

from bot.rehearsal.shapes import Json

Predicate = Callable[[Json], Any]


class RoomClient:
    """Acts as the people of a room, of one workspace where it has several; takes its address, or an httpx client that leads to it."""

    def __init__(self, room: str | httpx.AsyncClient, team: str | None = None) -> None:
        self._team = {"team": team} if team is not None else {}
        self._live_base = room.rstrip("/") if isinstance(room, str) else None
        self._own = isinstance(room, str)
        self.http = httpx.AsyncClient(base_url=room, timeout=75) if isinstance(room, str) else room

    async def __aenter__(self) -> "RoomClient":
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._own:
            await self.http.aclose()

    async def _ask(self, method: str, path: str, body: Any = None, query: dict[str, str | int] | None = None) -> Any:
        answer = await self.http.request(method, f"/room/{path}", json=body, params={**self._team, **(query or {})})
        return answer.json()

    async def workspace(self) -> Json:
        """Give the workspace."""
        return dict(await self._ask("GET", "workspace"))

    async def view(self, person: str) -> Json:
        """Give all that a person sees."""
        return dict(await self._ask("GET", "view", query={"as": person}))

    async def act(self, verb: str, **act: Any) -> Json:
        """Do an act; `person` is sent as `as`."""
        if "person" in act:
            act["as"] = act.pop("person")
        return dict(await self._ask("POST", f"act/{verb}", act))

    async def message(self, person: str, channel: str, text: str, thread_ts: str | None = None) -> Json:
        """Write a message."""
        return await self.act("message", person=person, channel=channel, text=text, thread_ts=thread_ts)

    async def command(self, person: str, channel: str, line: str) -> Json:
        """Give a slash command as it is typed: `/coffee start`."""
        name, _, text = line.partition(" ")
        return await self.act("command", person=person, channel=channel, command=name, text=text)

    async def click(self, person: str, channel: str, ts: str, action_id: str, **more: Any) -> Json:
        """Press or choose in a message."""
        return await self.act("click", person=person, channel=channel, ts=ts, action_id=action_id, **more)

    async def click_view(self, person: str, view_id: str, action_id: str, **more: Any) -> Json:
        """Press or choose in a modal or in the Home."""
        return await self.act("click", person=person, view_id=view_id, action_id=action_id, **more)

    async def submit(self, person: str, view_id: str, values: Json) -> Json:
        """Send a form: {block_id: {action_id: {type, value | selected_option | …}}}."""
        return await self.act("submit", person=person, view_id=view_id, values=values)

    async def close(self, person: str, view_id: str) -> Json:
        """Close a modal."""
        return await self.act("close", person=person, view_id=view_id)

    async def shortcut(self, person: str, callback_id: str, channel: str | None = None, ts: str | None = None) -> Json:
        """Use a shortcut."""
        return await self.act("shortcut", person=person, callback_id=callback_id, channel=channel, ts=ts)

    async def open_home(self, person: str) -> Json:
        """Look at the app's Home."""
        return await self.act("open_home", person=person)

    async def read(self, person: str, channel: str, ts: str) -> Json:
        """Note that a person has read up to a message."""
        return await self.act("read", person=person, channel=channel, ts=ts)

    async def join(self, person: str, channel: str) -> Json:
        """Join a public channel."""
        return await self.act("join", person=person, channel=channel)

    async def leave(self, person: str, channel: str) -> Json:
        """Leave a channel."""
        return await self.act("leave", person=person, channel=channel)

    async def invite_bot(self, person: str, channel: str) -> Json:
        """Bring the bot into a channel."""
        return await self.act("invite_bot", person=person, channel=channel)

    async def delete_message(self, channel: str, ts: str) -> Json:
        """Delete a message as an admin."""
        return await self.act("delete_message", channel=channel, ts=ts)

    async def add_person(self, name: str, **more: Any) -> Json:
        """Let a person into the workspace."""
        return dict(await self._ask("POST", "people", {"name": name, **more}))

    async def add_channel(self, name: str, **more: Any) -> Json:
        """Open a channel."""
        return dict(await self._ask("POST", "channels", {"name": name, **more}))

    async def renumber(self, channel: str) -> str:
        """Give a channel another id and return it."""
        return str((await self._ask("POST", f"channels/{channel}/renumber", {}))["id"])

    async def archive(self, channel: str, archived: bool = True) -> Json:
        """Archive a channel, or bring it back."""
        return dict(await self._ask("POST", f"channels/{channel}/archive", {"archived": archived}))

    async def reset(self) -> Json:
        """Go back to a new room."""
        return dict(await self._ask("POST", "reset"))

    async def clock(self) -> Json:
        """Look at business time and the next moment."""
        return dict(await self._ask("GET", "clock"))

    async def next_moment(self) -> Json:
        """Go to the next moment."""
        return dict(await self._ask("POST", "clock", {"to": "next"}))

    async def ahead(self, seconds: float) -> Json:
        """Move business time ahead."""
        return dict(await self._ask("POST", "clock", {"by_seconds": seconds}))

    async def pull_plug(self, down_seconds: float = 0) -> Json:
        """Kill the bot and start it again."""
        return dict(await self._ask("POST", "plug", {"down_seconds": down_seconds}))

    async def fault(self, method: str, kind: str, times: int = 1, **more: Any) -> Any:
        """Turn a fault of Web API calls on."""
        return await self._ask("POST", "faults", [{"method": method, "kind": kind, "times": times, **more}])

    async def delivery_fault(self, kind: str, times: int = 1, **more: Any) -> Any:
        """Turn a fault of deliveries on; `disconnect` happens at once."""
        return await self._ask("POST", "faults/delivery", {"kind": kind, "times": times, **more})

    async def switch(self, **switches: bool) -> Any:
        """Switch `rates` or `history`."""
        return await self._ask("POST", "faults", switches)

    async def clear_faults(self) -> Any:
        """Turn all faults off."""
        return await self._ask("DELETE", "faults")

    async def crowd(self, channel: str, size: int) -> Json:
        """Add people who act by themselves."""
        return dict(await self._ask("POST", "crowd", {"channel": channel, "size": size}))

    async def watch(self, channel: str) -> Json:
        """Let three people of the crowd hold a meeting."""
        return dict(await self._ask("POST", "watch", {"channel": channel}))

    async def dismiss_crowd(self) -> Json:
        """Send them home."""
        return dict(await self._ask("DELETE", "crowd"))

    async def calls(self, method: str = "", since: int = 0) -> list[Json]:
        """Give the Web API calls of the bot."""
        return list(await self._ask("GET", "calls", query={"method": method, "since": since}))

    async def requests(self, since: int = 0) -> list[Json]:
        """Give the deliveries to the bot."""
        return list(await self._ask("GET", "requests", query={"since": since}))

    async def deliver(self, kind: str, payload: Json | None = None, **more: Any) -> Json:
        """Deliver raw by HTTP: `signature` good, wrong, old or missing; `body` instead of a payload."""
        return dict(await self._ask("POST", "deliver", {"kind": kind, "payload": payload, **more}))

    async def wait_for(self, person: str, predicate: Predicate, seconds: float = 60.0) -> Any:
        """Wait until the predicate of a person's view gives something, and give that; raises TimeoutError with the last view."""
        seen: Json = {}
        try:
            async with asyncio.timeout(seconds):
                while True:
                    seen = await self.view(person)
                    if found := predicate(seen):
                        return found
                    await self._change(person, seen["revision"])
        except TimeoutError:
            raise TimeoutError(f"{person} did not come to see it; last seen: {json.dumps(seen)[:4000]}") from None

    async def _change(self, person: str, revision: int) -> None:
        if self._live_base is None:
            await asyncio.sleep(0.02)
            return
        address = f"{self._live_base.replace('http', 'ws', 1)}/room/live"
        async with aiohttp.ClientSession() as session, session.ws_connect(address, params={**self._team, "as": person}) as socket:
            async for frame in socket:
                pushed = json.loads(frame.data)
                if pushed["type"] == "view" and pushed["view"]["revision"] > revision:
                    return


def conversation(view: Json, name: str) -> Json:
    """Find a conversation of a view by its id or name; the direct one with the bot is `dm`."""
    for each in view["conversations"]:
        if name in (each["id"], each["name"]) or (name == "dm" and each["kind"] == "dm"):
            return dict(each)
    return {"messages": []}


def elements(blocks: list[Json]) -> list[Json]:
    """Give the interactive elements of blocks, wherever they stand."""
    found: list[Json] = []
    for block in blocks:
        found += [
            each
            for each in (*block.get("elements", ()), block.get("accessory"), block.get("element"))
            if each and "action_id" in each
        ]
    return found


def find_action(view: Json, action_id: str, channel: str | None = None) -> tuple[str, str] | None:
    """Find the newest message that offers an action: channel and ts."""
    for each in view["conversations"]:
        if channel in (None, each["id"], each["name"]):
            for message in reversed(each["messages"]):
                if any(element["action_id"] == action_id for element in elements(message.get("blocks", []))):
                    return each["id"], message["ts"]
    return None
