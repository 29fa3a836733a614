"""Reads the meeting that a request is about."""

from bot.core.ids import MeetingId
from bot.feature import Deps
from bot.meetings.ceremony import Ceremony
from bot.meetings.rules.refusals import NoMeeting
from bot.meetings.rules.values import M


async def read_meeting(ceremony: Ceremony[M], meeting: MeetingId, deps: Deps) -> M:
    """Return a meeting of this workspace. Raise NoMeeting."""
    found = await deps.store.read(ceremony.find, meeting)
    if found is None:
        raise NoMeeting
    return found
