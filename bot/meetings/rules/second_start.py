"""A meeting that waits for the end of the running one, or runs beside it in a thread."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, NewType

from bot.core.ids import PersonId
from bot.core.limits import line, paragraph
from bot.meetings.rules.refusals import QueuedMeetingGone
from bot.meetings.rules.values import LIMITS, NewMeeting

QueuedMeetingId = NewType("QueuedMeetingId", str)

OFFERED_FOR = timedelta(hours=24)
"""So long the buttons of the offer work."""
QUEUED_FOR = timedelta(hours=8)
"""So long a queued meeting waits: whoever asked for it has gone home by then."""


class QueuedMeetingState(Enum):
    """What has become of a queued meeting."""

    OFFERED = "offered"
    QUEUED = "queued"
    OPENED = "opened"
    DROPPED = "dropped"


@dataclass(frozen=True)
class QueuedMeeting:
    """A new meeting that met a running meeting. `at`: since when it stands as it does."""

    id: QueuedMeetingId
    new: NewMeeting[Any]
    at: datetime
    state: QueuedMeetingState = QueuedMeetingState.OFFERED


def offered(new: NewMeeting[Any], *, later: QueuedMeetingId, at: datetime) -> QueuedMeeting:
    """Keep a new meeting for whoever asked for it. Raise EmptyText or TextTooLong."""
    fit = replace(new, title=line("meeting", new.title, LIMITS["meeting"]), link=paragraph("link", new.link, LIMITS["link"]))
    return QueuedMeeting(later, fit, at)


def queued(later: QueuedMeeting, *, person: PersonId, at: datetime) -> QueuedMeeting:
    """Let a meeting wait for the end of the running meeting; one that waits already keeps its place. Raise QueuedMeetingGone."""
    _still_offered(later, person, at)
    return later if later.state is QueuedMeetingState.QUEUED else replace(later, state=QueuedMeetingState.QUEUED, at=at)


def opened(later: QueuedMeeting, *, person: PersonId, at: datetime) -> QueuedMeeting:
    """Open a meeting because its host says so, also one that waits. Raise QueuedMeetingGone."""
    _still_offered(later, person, at)
    return replace(later, state=QueuedMeetingState.OPENED, at=at)


def in_turn(later: QueuedMeeting, *, at: datetime) -> QueuedMeeting:
    """Say what becomes of a queued meeting whose channel is free: opened, or dropped where it has waited too long."""
    return replace(later, state=QueuedMeetingState.DROPPED if at >= waits_until(later) else QueuedMeetingState.OPENED, at=at)


def waits_until(later: QueuedMeeting) -> datetime:
    """Return when a queued meeting is given up."""
    return later.at + QUEUED_FOR


def _still_offered(later: QueuedMeeting, person: PersonId, at: datetime) -> None:
    fresh = later.state is QueuedMeetingState.OFFERED and at < later.at + OFFERED_FOR
    if person != later.new.host or not (fresh or later.state is QueuedMeetingState.QUEUED):
        raise QueuedMeetingGone
