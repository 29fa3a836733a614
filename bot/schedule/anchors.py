"""Days that are counted from an event of the Sprint: 3 working days before Sprint Planning."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from bot.schedule.working_days import USUAL_DAYS, WorkingDays


class SprintEvent(StrEnum):
    """What days are counted from."""

    START = "start"
    PLANNING = "planning"
    REVIEW = "review"
    RETROSPECTIVE = "retrospective"
    END = "end"


@dataclass(frozen=True)
class Anchor:
    """So many days before each such event of a channel's Sprints, after it where there are less than none; `working`: of the team's."""

    event: SprintEvent
    days: int
    working: bool = False

    @property
    def text(self) -> str:
        """Return how it is kept: `3w planning`."""
        return f"{self.days}{'w' if self.working else ''} {self.event}"

    def day(self, of: date, calendar: WorkingDays) -> date:
        """Return the day that belongs to an event's day."""
        if not self.working:
            return of - timedelta(days=self.days)
        return calendar.before(of, self.days) if self.days >= 0 else calendar.after(of, -self.days)


def read_anchor(text: str) -> Anchor | None:
    """Read what is kept; None where nothing is."""
    days, _, event = text.partition(" ")
    return Anchor(SprintEvent(event), int(days.removesuffix("w")), days.endswith("w")) if text else None


@dataclass(frozen=True)
class TeamDates:
    """What a schedule of a channel is read with: the days that its team works, and the days of each event of its Sprints, in order."""

    working_days: WorkingDays = USUAL_DAYS
    events: Mapping[SprintEvent, tuple[date, ...]] = field(default_factory=dict)


NO_TEAM = TeamDates()
"""What is known where no team is: no holidays, and no Sprint."""
