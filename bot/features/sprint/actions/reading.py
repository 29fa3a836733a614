"""Reads how a channel's Sprints stand: the one that runs, its Sprint Goal, what comes next."""

from dataclasses import replace

from bot.core.ids import ChannelId
from bot.features.sprint.actions.of_event import event_of
from bot.features.sprint.kinds import SERIES
from bot.features.sprint.rules.sprints import NoSprints
from bot.features.sprint.rules.standing import Coming, Standing
from bot.schedule import schedules
from bot.schedule.schedules import ScheduleId
from bot.series import store as kept
from bot.store.unit import Read
from bot.teams import team_store
from bot.teams.sprint_store import sprint_goal, team_sprints, today


def standing(read: Read, channel: ChannelId) -> Standing:
    """Read how the Sprints of a channel's team stand. Raise NoSprints."""
    sprints = team_sprints(read, channel)
    if sprints is None:
        raise NoSprints
    here = today(read, sprints)
    sprint = sprints.calendar.coming(here, 1)[0]
    goal = sprint_goal(read, channel, sprint.number)
    return Standing(channel, sprints, team_store.working_days(read, channel), here, sprint, goal, _coming(read, channel))


def standing_of_goal(read: Read, channel: ChannelId) -> Standing:
    """Read the same with the Sprint that a Sprint Goal is written for: the next one, once it was said what became of this one's. Raise NoSprints."""
    found = standing(read, channel)
    if found.goal is None or found.goal.outcome is None:
        return found
    following = found.sprints.calendar.sprint(found.sprint.number + 1)
    return replace(found, sprint=following, goal=sprint_goal(read, channel, following.number))


def _coming(read: Read, channel: ChannelId) -> list[Coming]:
    found = []
    for series in kept.in_channel(read, SERIES.name, channel):
        following = schedules.next_occurrence(read, ScheduleId(series.id), read.now)
        if following is not None:
            found.append(Coming(event_of(series), series, following.starts))
    return sorted(found, key=lambda one: one.starts)
