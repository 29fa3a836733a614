"""What a team has done in each of its Sprints, and which Sprint Planning comes next."""

from datetime import date

from bot.core.ids import ChannelId
from bot.features.refinement.rules.nudges import SprintAhead
from bot.features.refinement.store import items
from bot.store.unit import Read
from bot.teams.calendar import walls_held
from bot.teams.sprint_events import ScrumEvent
from bot.teams.sprint_store import team_sprints
from bot.teams.sprints import SprintCalendar
from bot.teams.team_store import working_days

_SPRINTS = 3
"""So many Sprints that are over say how many items are in range of one."""


def sprint_ahead(read: Read, channel: ChannelId, today: date) -> SprintAhead | None:
    """Return the Sprint Planning that comes after a day; None where the team has no Sprints, or holds none."""
    sprints = team_sprints(read, channel)
    if sprints is None or not sprints.events[ScrumEvent.PLANNING].held:
        return None
    last = sprints.calendar.coming(today, _SPRINTS)[-1].last
    walls = walls_held(read, sprints, ScrumEvent.PLANNING, working_days(read, channel), today, last)
    planning = next((wall.date() for wall in walls if wall.date() > today), None)
    return None if planning is None else SprintAhead(planning, _done(read, channel, sprints.calendar, today))


def done_in_sprints(read: Read, channel: ChannelId, today: date) -> tuple[int, ...]:
    """Return how many items were done in each of the last Sprints that are over, the oldest first; none without Sprints."""
    sprints = team_sprints(read, channel)
    return () if sprints is None else _done(read, channel, sprints.calendar, today)


def _done(read: Read, channel: ChannelId, calendar: SprintCalendar, today: date) -> tuple[int, ...]:
    current = calendar.on(today)
    if current is None:
        return ()
    over = [calendar.sprint(number) for number in range(max(calendar.first, current.number - _SPRINTS), current.number)]
    days = items.done_days(read, channel, over[0].first) if over else ()
    return tuple(sum(sprint.first <= day <= sprint.last for day in days) for sprint in over)
