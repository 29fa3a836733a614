"""The calendar of a channel's team: which days it works, and when the events of its Sprints are."""

from bot.core.ids import ChannelId
from bot.schedule.anchors import TeamDates
from bot.schedule.working_days import WorkingDays
from bot.store.unit import Read
from bot.teams.team_store import settings


def working_days(read: Read, channel: ChannelId) -> WorkingDays:
    """Return which days the team of a channel works."""
    found = settings(read, channel)
    free = tuple(day for days in found.free for day in days)
    return WorkingDays(found.weekdays, found.country, found.region, free)


def team_dates(read: Read, channel: ChannelId) -> TeamDates:
    """Return what a schedule of a channel is read with: its team's working days, and the events of its Sprints."""
    return TeamDates(working_days(read, channel))
