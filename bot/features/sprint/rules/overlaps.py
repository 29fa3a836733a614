"""Which events of a Sprint overlap."""

from datetime import datetime
from itertools import combinations

from bot.schedule.working_days import WorkingDays
from bot.teams.sprint_events import ScrumEvent, TeamSprints
from bot.teams.sprints import Sprint


def overlapping(sprints: TeamSprints, working: WorkingDays, sprint: Sprint) -> list[tuple[ScrumEvent, ScrumEvent]]:
    """Return the events of a Sprint that begin before another one is over: first the one that begins first."""
    held = [
        (event, wall) for event in ScrumEvent if sprints.events[event].held for wall in _walls(sprints, event, working, sprint)
    ]
    pairs = combinations(sorted(held, key=lambda one: one[1]), 2)
    found = (
        (earlier, later) for (earlier, begins), (later, wall) in pairs if wall < begins + sprints.timebox(earlier, sprint.number)
    )
    return list(dict.fromkeys(found))


def _walls(sprints: TeamSprints, event: ScrumEvent, working: WorkingDays, sprint: Sprint) -> tuple[datetime, ...]:
    return sprints.walls(event, working, sprint.first, sprint.first)
