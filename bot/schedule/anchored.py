"""Dates that are counted from events of the Sprint, from the days of those events."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.schedule.anchors import TeamDates
from bot.schedule.recurrence import Recurrence, placed, zone_named

_NEAR = timedelta(days=7)
"""A date that lies nearer to one that is left out was moved there by hand, and stays."""


def counted_anew(recurrence: Recurrence, team: TeamDates, at: datetime) -> Recurrence | None:
    """Return an anchored recurrence with the dates that the events give it by now: what is over at a moment stays as it was.

    Each is held at the time of day of its start. None where no date is to come. Raise UnknownZone.
    """
    anchor = recurrence.anchor
    if anchor is None:
        return recurrence
    zone, clock = zone_named(recurrence.zone), recurrence.start.time()
    days = {anchor.day(day, team.working_days) for day in team.events.get(anchor.event, ())}
    coming = {wall for day in days if placed(wall := datetime.combine(day, clock), zone) > at}
    over = {wall for wall in recurrence.added if placed(wall, zone) <= at}
    if not coming:
        return None
    left_out = coming & {*recurrence.skipped}
    moved = {wall for wall in recurrence.added if wall not in over and any(abs(wall - left) < _NEAR for left in left_out)}
    first = min(coming)  # not what was moved: its time of day is not that of the others
    return replace(recurrence, start=first, added=tuple(sorted((coming | over | moved) - {first})))


def for_team(recurrence: Recurrence, team: TeamDates, at: datetime) -> Recurrence:
    """Return a recurrence with the calendar and the Sprints of a team as they are by now; dates that are counted from none stay."""
    there = replace(recurrence, calendar=team.working_days)
    return counted_anew(there, team, at) or there
