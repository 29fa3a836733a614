"""A meeting to watch: three people of the crowd start one and propose topics; the crowd does the rest."""

import asyncio

from bot.rehearsal import acts
from bot.rehearsal.records import Person
from bot.rehearsal.room import Room
from bot.rehearsal.shapes import ActRefused, Json

PEOPLE = 3
START = 'start "A meeting to watch" collect 14s vote 20s box 15s thumbs 12s for 5m'
"""Thumbs are asked for three quarters of a minute after it."""
TOPICS = (
    "topic Flaky tests | third week in a row",
    "topic Who owns the review queue? | two days until somebody looks",
    "topic Too many meetings on Wednesday",
)
_PAUSE_SECONDS = 1.5


async def watch(room: Room, channel: str) -> Json:
    """Let three people of the crowd hold a meeting in a channel. Raise ActRefused where there is no such channel, one is on, or no bot."""
    if not room.is_installed or room.bot_state in ("down", "starting"):
        raise ActRefused(acts.not_running(room))
    if room.watched is not None and not room.watched.done():
        raise ActRefused("They have just begun: the meeting is on.")
    people = _there(room, channel)
    if len(people) < PEOPLE:
        room.crowd.gather(channel, PEOPLE - len(people))
        people = _there(room, channel)
    room.watched = asyncio.ensure_future(_hold(room, channel, people))
    return {"ok": True}


def _there(room: Room, channel: str) -> list[Person]:
    """Return the people of the crowd who are in a channel. Raise ActRefused where there is none."""
    if channel not in room.workspace.conversations:
        raise ActRefused("There is no such channel.")
    members = room.workspace.conversations[channel].members
    return [each for each in room.crowd.people if each.id in members]


async def _hold(room: Room, channel: str, people: list[Person]) -> None:
    """Start a meeting and propose topics, one after the other."""
    for number, text in enumerate((START, *TOPICS)):
        person = people[max(number - 1, 0) % len(people)]
        await acts.command(room, {"as": person.id, "channel": channel, "command": "/coffee", "text": text})
        await room.clock.real.sleep(_PAUSE_SECONDS)
