"""Meetings about topics, live or asynchronous: whose board a topic stands on, and acts on either."""

from typing import Any

from bot.core.ids import MeetingId
from bot.core.kinds import ScreenKind
from bot.features.lean_coffee.actions import course as live
from bot.features.lean_coffee.actions import windows
from bot.features.lean_coffee.rules.values import TopicMeeting
from bot.features.lean_coffee.rules.windows.values import AsyncCoffee
from bot.meetings import course
from bot.meetings.ceremony import Ceremony
from bot.meetings.rules.refusals import NoMeeting
from bot.meetings.store.meetings import lock
from bot.store.unit import Read, Unit


def ceremony_of(meeting: TopicMeeting) -> Ceremony[Any]:
    """Return whose meeting it is."""
    return windows.CEREMONY if isinstance(meeting, AsyncCoffee) else live.CEREMONY


def find_board(read: Read, meeting: MeetingId) -> TopicMeeting | None:
    """Return a meeting about topics; None where this workspace has none of this id."""
    return live.CEREMONY.find(read, meeting) or windows.CEREMONY.find(read, meeting)


def lock_board(unit: Unit, meeting: MeetingId) -> TopicMeeting:
    """Lock a meeting about topics, then read it. Raise NoMeeting."""
    lock(unit, meeting)
    found = find_board(unit, meeting)
    if found is None:
        raise NoMeeting
    return found


def send_record(unit: Unit, screen: ScreenKind, subject: str) -> None:
    """Send its host the summary of a meeting whose channel has refused it."""
    for ceremony in (live.CEREMONY, windows.CEREMONY):
        course.send_summary(ceremony, unit, screen, subject)


def apply_to(unit: Unit, meeting: TopicMeeting, *changes: Any) -> None:
    """Write changes of a locked meeting about topics and all that falls due by them."""
    course.apply_changes(unit, ceremony_of(meeting), meeting, changes)
