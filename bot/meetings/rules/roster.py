"""What the host of a closed meeting may state of people's minutes."""

from dataclasses import dataclass
from datetime import timedelta

from bot.core.ids import PersonId
from bot.core.limits import line
from bot.core.refusal import AllAtOnce
from bot.meetings.rules.guards import host_only
from bot.meetings.rules.refusals import MinutesOutOfBounds, NotNow
from bot.meetings.rules.values import LIMITS, Meeting


@dataclass(frozen=True)
class RosterLine:
    """One person on the roster: minutes present, and whether the host stated them."""

    person: PersonId
    minutes: int
    corrected: bool = False


def corrected(meeting: Meeting, *, person: PersonId, minutes: int, reason: str) -> str:
    """Check what the host states of somebody's minutes, and return the reason as it is kept.

    Raise NotNow while the meeting is open, NotHost, MinutesOutOfBounds, EmptyText or TextTooLong.
    """
    if meeting.closed is None:
        raise NotNow(meeting.stage)
    host_only(meeting, person)
    refused = AllAtOnce()
    most = (meeting.closed - meeting.opened) // timedelta(minutes=1)
    if not 0 <= minutes <= most:
        refused.add(MinutesOutOfBounds(minutes, most))
    kept = refused.read("", line, "reason", reason, LIMITS["reason"])
    refused.refuse()
    return kept
