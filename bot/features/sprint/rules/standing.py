"""How a channel's Sprints stand on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.core.ids import ChannelId
from bot.core.zones import zone_or_utc
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

    def following(self, event: ScrumEvent) -> Coming | None:
        """Return the next date of an event."""
        return next((one for one in self.coming if one.event is event), None)

    def number(self, event: ScrumEvent) -> int:
        """Return the number of the Sprint in which an event is held next; of the one that runs, where none has it."""
        following = self.following(event)
        if following is None:
            return self.sprint.number
        sprint = self.sprints.calendar.on(following.starts.astimezone(zone_or_utc(self.sprints.zone)).date())
        return self.sprint.number if sprint is None else sprint.number

    def at(self, event: ScrumEvent) -> time:
        """Return at what time an event is held next."""
        return self.sprints.at(event, self.number(event))

    def timebox(self, event: ScrumEvent) -> timedelta:
        """Return how long an event lasts next."""
        return self.sprints.timebox(event, self.number(event))

    @property
    def begun(self) -> bool:
        """Whether the Sprint runs."""
        return self.sprint.first <= self.today
