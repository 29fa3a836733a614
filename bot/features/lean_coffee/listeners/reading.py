"""Reads the meeting about topics, live or asynchronous, that a request names."""

from bot.core.ids import MeetingId
from bot.feature import Deps
from bot.features.lean_coffee.actions.boards import find_board
from bot.features.lean_coffee.rules.values import TopicMeeting
from bot.meetings.rules.refusals import NoMeeting


async def read_board(meeting: MeetingId, deps: Deps) -> TopicMeeting:
    """Return a meeting about topics of this workspace. Raise NoMeeting."""
    found = await deps.store.read(find_board, meeting)
    if found is None:
        raise NoMeeting
    return found
