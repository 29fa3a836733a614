"""Reads the meeting that a request is about."""

from bot.core.ids import MeetingId, PersonId
from bot.feature import Deps
from bot.meetings.ceremony import Ceremony
from bot.meetings.rules.guards import host_only, open_still
from bot.meetings.rules.refusals import NoMeeting
from bot.meetings.rules.values import M


async def read_meeting(ceremony: Ceremony[M], meeting: MeetingId, deps: Deps) -> M:
    """Return a meeting of this workspace. Raise NoMeeting."""
    found = await deps.store.read(ceremony.find, meeting)
    if found is None:
        raise NoMeeting
    return found


async def read_as_host(ceremony: Ceremony[M], meeting: MeetingId, person: PersonId, deps: Deps) -> M:
    """Return an open meeting, for a form that its hosts alone open. Raise NoMeeting, MeetingOver or NotHost."""
    found = await read_meeting(ceremony, meeting, deps)
    open_still(found)
    host_only(found, person)
    return found
