"""How a channel's Sprints stand on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.core.ids import ChannelId
from bot.schedule.working_days import WorkingDays
from bot.series.rules import Series
from bot.teams.sprint_events import ScrumEvent, SprintGoal, TeamSprints
from bot.teams.sprints import Sprint


@dataclass(frozen=True)
class Coming:
    """The next date of an event (UTC), and its series."""

    event: ScrumEvent
    series: Series
    starts: datetime


@dataclass(frozen=True)
class Standing:
    """How a channel's Sprints stand on a day: the Sprint that runs or begins next, its Sprint Goal, what comes next, in order."""

    channel: ChannelId
    sprints: TeamSprints
    working: WorkingDays
    today: date
    sprint: Sprint
    goal: SprintGoal | None
    coming: Sequence[Coming]

    @property
    def begun(self) -> bool:
        """Whether the Sprint runs."""
        return self.sprint.first <= self.today
