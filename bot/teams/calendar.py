"""The calendar of a channel's team: which days it works, and when the events of its Sprints are."""

from bot.core.ids import ChannelId
from bot.schedule.anchors import TeamDates
from bot.store.unit import Read
from bot.teams import team_store
from bot.teams.sprint_events import KNOWN_AHEAD
from bot.teams.sprint_store import team_sprints, today


def team_dates(read: Read, channel: ChannelId) -> TeamDates:
    """Return what a schedule of a channel is read with: its team's working days, and the events of its Sprints.

    Two years of events are known; a schedule that counts from them follows as Sprints go on.
    """
    working, sprints = team_store.working_days(read, channel), team_sprints(read, channel)
    if sprints is None:
        return TeamDates(working)
    now = today(read, sprints)
    return TeamDates(working, sprints.anchors(working, now, now + KNOWN_AHEAD))
