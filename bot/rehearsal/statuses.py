"""What people's profiles say they are at: set by an act or by `/status`, told to the app."""

import re
from datetime import datetime

from bot.rehearsal.records import Person
from bot.rehearsal.room import Room
from bot.rehearsal.shapes import ActRefused, Json

LONGEST = 100
_TYPED = re.compile(r"(?P<emoji>:[a-z0-9_+'-]+:)?\s*(?P<text>.*)", re.DOTALL)


def status_of(person: Person, now: datetime) -> Json:
    """Write a person's status as it stands in their profile; one that has ended is gone."""
    if 0 < person.status_expiration <= now.timestamp():
        return {"status_text": "", "status_emoji": "", "status_expiration": 0}
    return {
        "status_text": person.status_text, "status_emoji": person.status_emoji, "status_expiration": person.status_expiration,
    }  # fmt: skip


def set_status(room: Room, person: Person, text: str, emoji: str, expiration: int) -> None:
    """Have a profile say it until an instant (seconds since 1970; 0: until it is changed), and tell the app."""
    told = room.workspace.set_status(person.id, text[:LONGEST], emoji, expiration)
    profile = {"real_name": told.real_name, **status_of(told, room.clock.now())}
    user = {"id": told.id, "team_id": room.app.team_id, "name": told.name, "profile": profile}
    room.emit({"type": "user_status_changed", "user": user, "event_ts": room.clock.stamp()})


async def set_by_act(room: Room, act: Json) -> Json:
    """Set or clear one's status: `text`, `emoji`, `expiration`."""
    person = room.workspace.people.get(str(act.get("as")))
    until = act.get("expiration") or 0
    if person is None or not isinstance(until, int) or until < 0:
        raise ActRefused("A status is somebody's, and ends at a time in seconds, or never: 0.")
    set_status(room, person, str(act.get("text") or ""), str(act.get("emoji") or ""), until)
    return {}


def typed(room: Room, person: Person, text: str) -> str:
    """Set the status that follows `/status`, as Slack does, and say so: an emoji, a text, or `clear`."""
    said = _TYPED.fullmatch(text.strip())
    assert said is not None  # it matches any text
    emoji, words = (said["emoji"] or "", said["text"]) if text.strip() != "clear" else ("", "")
    set_status(room, person, words, emoji, 0)
    return f"Your status is {emoji} {words}." if emoji or words else "Your status is cleared."
