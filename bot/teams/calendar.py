"""The calendar of a channel's team: which days it works, and when the events of its Sprints are."""

from datetime import timedelta

from bot.core.ids import ChannelId
from bot.schedule.anchors import TeamDates
from bot.store.unit import Read
from bot.teams import sprint_store, team_store
from bot.teams.sprint_events import KNOWN_AHEAD

_BEHIND = timedelta(days=31)
"""So long ago days are counted after an event that are still to come."""


def team_dates(read: Read, channel: ChannelId) -> TeamDates:
    """Return what a schedule of a channel is read with: its team's working days, and the events of its Sprints."""
    working = team_store.working_days(read, channel)
    sprints = sprint_store.team_sprints(read, channel)
    if sprints is None:
        return TeamDates(working)
    today = sprint_store.today(read, sprints)
    return TeamDates(working, sprints.anchors(working, today - _BEHIND, today + KNOWN_AHEAD))
