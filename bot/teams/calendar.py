"""The calendar of a channel's team: which days it works, and when the events of its Sprints are."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.core.ids import ChannelId
from bot.schedule.anchors import SprintEvent, TeamDates
from bot.schedule.recurrence import walls_between
from bot.schedule.schedules import RuleState, ScheduleId, find_schedule
from bot.schedule.working_days import WorkingDays
from bot.store.unit import Read
from bot.teams import sprint_store, team_store
from bot.teams.sprint_events import KNOWN_AHEAD, ScrumEvent, TeamSprints

_BEHIND = timedelta(days=31)
"""So long ago days are counted after an event that are still to come."""


def team_dates(read: Read, channel: ChannelId) -> TeamDates:
    """Return what a schedule of a channel is read with: its team's working days, and the events of its Sprints."""
    working = team_store.working_days(read, channel)
    sprints = sprint_store.team_sprints(read, channel)
    if sprints is None:
        return TeamDates(working)
    today = sprint_store.today(read, sprints)
    span = (today - _BEHIND, today + KNOWN_AHEAD)
    held = {
        SprintEvent(event.value): tuple(wall.date() for wall in walls_held(read, sprints, event, working, *span))
        for event in sprints.series
        if event is not ScrumEvent.DAILY
    }
    return TeamDates(working, {**sprints.anchors(working, *span), **held})


def walls_held(
    read: Read, sprints: TeamSprints, event: ScrumEvent, working: WorkingDays, first: date, last: date
) -> tuple[datetime, ...]:
    """Return the wall times of an event in the Sprints of two days and between, with what was moved or skipped by hand.

    Of an event that is not announced, and where its series does not reach, those are returned that the Sprints say.
    """
    said = sprints.walls(event, working, first, last)
    found = find_schedule(read, ScheduleId(sprints.series.get(event, "")))
    if found is None or found.state is RuleState.ENDED:
        return said
    rule, days = found.recurrence, [first, last, *(wall.date() for wall in said)]
    kept = [wall.date() for wall in (rule.start, *rule.added)]
    beyond = [wall for wall in said if not min(kept) <= wall.date() <= max(kept)]
    held = walls_between(replace(rule, quiet_until=None), min(days), max(days))
    now, until = sprint_store.now(read, sprints), rule.quiet_until
    paused = {wall for wall in held if until is not None and now <= wall and wall.date() < until}  # what was held before it stays
    return tuple(sorted({*beyond, *held} - paused))
