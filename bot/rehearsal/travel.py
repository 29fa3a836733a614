"""Moving the business clock: the bot walks from alarm to alarm, the room follows it."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.rehearsal.control import BotControl
from bot.rehearsal.room import Room
from bot.rehearsal.shapes import ActRefused, Json

FOLLOW_EVERY_SECONDS = 0.05


async def look_at_clock(room: Room) -> Json:
    """Give business time and the next moment, as far as the bot can be asked."""
    following = None
    if room.control is not None:
        try:
            following = (await room.control.look()).get("next")
        except ActRefused:
            following = None
    return {"now": room.clock.now().isoformat(), "offset_seconds": room.offset_seconds, "next": following}


async def move_clock(room: Room, wish: Json) -> Json:
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


async def _next_moment(room: Room) -> datetime:
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


async def _walk_along(room: Room, control: BotControl, target: datetime) -> None:
    # What the bot posts on its way has to be stamped with the moment at which it was posted, so the room follows step by step.
    walk = asyncio.ensure_future(control.walk(target))
    room.slack.travels += 1
    try:
        while not walk.done():
            await asyncio.wait({walk}, timeout=FOLLOW_EVERY_SECONDS)
            if not walk.done():
                await _follow(room, control)
        room.move_clock(max(room.offset_seconds, float((await walk)["offset_seconds"])))
    finally:
        room.slack.travels -= 1
        walk.cancel()


async def catch_up(room: Room) -> None:
    """Follow a walk that is under way now: what the bot posts next belongs to the moment that it has just reached."""
    if room.control is not None and room.slack.travels:
        await _follow(room, room.control)


async def _follow(room: Room, control: BotControl) -> None:
    try:
        offset = float((await control.look())["offset_seconds"])
    except ActRefused:
        return  # the walk itself says what is wrong
    if offset > room.offset_seconds:
        room.move_clock(offset)
