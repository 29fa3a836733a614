"""The calendar of a channel's team: which days it works, and when the events of its Sprints are."""

from bot.core.ids import ChannelId
from bot.schedule.anchors import TeamDates
from bot.store.unit import Read
from bot.teams import team_store


def team_dates(read: Read, channel: ChannelId) -> TeamDates:
    """Return what a schedule of a channel is read with: its team's working days, and the events of its Sprints."""
    return TeamDates(team_store.working_days(read, channel))
