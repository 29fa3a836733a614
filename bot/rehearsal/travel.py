"""Moving the business clock: the bot walks from alarm to alarm, the room follows it."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.rehearsal.clock import RealTime, within
from bot.rehearsal.http_out import Http
from bot.rehearsal.shapes import ActRefused, Json

if TYPE_CHECKING:
    from bot.rehearsal.room import Room

WALK_SECONDS = 60.0
ASK_SECONDS = 5.0
FOLLOW_EVERY_SECONDS = 0.05
DOWN = "Cortado is not running, so the clock stays where it is."


class BotControl:
    """The bot's control endpoint, which exists only in the demo."""

    def __init__(self, url: str, secret: str, http: Http, real: RealTime) -> None:
        self._url, self._http, self._real = url.rstrip("/") + "/clock", http, real
        self._headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}

    async def _ask(self, method: str, body: bytes, seconds: float) -> Json:
        try:
            answer = await within(self._real, seconds, self._http.send(method, self._url, self._headers, body))
        except OSError as error:  # a time-out is one too
            raise ActRefused("Cortado did not arrive in time." if isinstance(error, TimeoutError) else DOWN) from error
        if answer.status != 200:
            raise ActRefused(f"Cortado refuses to move its clock (HTTP {answer.status}).")
        told: Any = json.loads(answer.body)
        return dict(told)

    async def look(self) -> Json:
        """Ask for the bot's clock and its next moment."""
        return await self._ask("GET", b"", ASK_SECONDS)

    async def walk(self, to: datetime) -> Json:
        """Let the bot walk to an instant and wait until it has arrived, a minute at most."""
        return await self._ask("POST", json.dumps({"to": to.isoformat()}).encode(), WALK_SECONDS)


async def look_at_clock(room: "Room") -> Json:
    """Give business time and the next moment, as far as the bot can be asked."""
    following = None
    if room.control is not None:
        try:
            following = (await room.control.look()).get("next")
        except ActRefused:
            following = None
    return {"now": room.clock.now().isoformat(), "offset_seconds": room.offset_seconds, "next": following}


async def move_clock(room: "Room", wish: Json) -> Json:
    """Go to the bot's next moment, or ahead by some seconds; never back."""
    if wish.get("to") == "next":
        control, target = room.control, await _next_moment(room)
    else:
        control, seconds = room.control, _seconds(wish)
        target = room.clock.now() + timedelta(seconds=seconds)
        if control is None:
            room.move_clock(room.offset_seconds + seconds)
    if control is not None:
        await _walk_along(room, control, target)
    return await look_at_clock(room)


async def _next_moment(room: "Room") -> datetime:
    following = (await room.control.look()).get("next") if room.control is not None else None
    if not following:
        raise ActRefused("There is no next moment. Start or schedule something first.")
    at = datetime.fromisoformat(str(following["at"]))
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _seconds(wish: Json) -> float:
    seconds = wish.get("by_seconds")
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 < seconds <= 366 * 86_400:
        raise ActRefused("Say to: next, or by_seconds: more than 0 and at most a year.")
    return float(seconds)


async def _walk_along(room: "Room", control: BotControl, target: datetime) -> None:
    # What the bot posts on its way has to be stamped with the moment at which it was posted, so the room follows step by step.
    walk = asyncio.ensure_future(control.walk(target))
    room.travels += 1
    try:
        while not walk.done():
            await asyncio.wait({walk}, timeout=FOLLOW_EVERY_SECONDS)
            if not walk.done():
                await _follow(room, control)
        room.move_clock(max(room.offset_seconds, float((await walk)["offset_seconds"])))
    finally:
        room.travels -= 1
        walk.cancel()


async def catch_up(room: "Room") -> None:
    """Follow a walk that is under way now: what the bot posts next belongs to the moment that it has just reached."""
    if room.control is not None and room.travels:
        await _follow(room, room.control)


async def _follow(room: "Room", control: BotControl) -> None:
    try:
        offset = float((await control.look())["offset_seconds"])
    except ActRefused:
        return  # the walk itself says what is wrong
    if offset > room.offset_seconds:
        room.move_clock(offset)
