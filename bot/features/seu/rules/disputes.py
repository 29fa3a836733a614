"""An attendee's request to a host to mend a roster: how long it waits, and what becomes of it. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from bot.core.ids import PersonId
from bot.core.refusal import Refusal
from bot.features.seu.rules.reminders import by_day

COMES_BACK = timedelta(days=3)
"""So long a request lies before it comes back to its host, once."""
LAPSES = timedelta(days=14)
"""So long it waits for an answer at all; where it came back late, as long again as it lay before."""


@dataclass(frozen=True)
class RosterRequest:
    """What somebody asks the host of a session to write down; `asked` and `returned` (UTC): when, and when it came back to them."""

    session: str
    person: PersonId
    minutes: int
    reason: str
    asked: datetime
    returned: datetime | None = None

    @property
    def lapses(self) -> datetime:
        """Return when it waits no longer."""
        end = self.asked + LAPSES
        return end if self.returned is None else max(end, self.returned + COMES_BACK)


class RequestGone(Refusal):
    """The request was answered, or has lapsed."""


class Step(Enum):
    """What becomes of a request that nobody answers."""

    COME_BACK = "come_back"
    LAPSE = "lapse"


def next_step(request: RosterRequest, *, host_zone: str, person_zone: str, at: datetime) -> tuple[Step, datetime]:
    """Return what becomes of a request next, and when (UTC): by day where the one is whom it is told to; `at` itself where it is due."""
    if request.returned is None:
        return Step.COME_BACK, by_day(max(at, request.asked + COMES_BACK), host_zone)
    return Step.LAPSE, by_day(max(at, request.lapses), person_zone)
