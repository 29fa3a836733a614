"""What a series does when its team works other days, or has other Sprints."""

from bot.core.ids import ChannelId, OccurrenceId
from bot.core.zones import is_gone
from bot.schedule import schedules
from bot.schedule.anchored import for_team
from bot.schedule.anchors import TeamDates
from bot.schedule.recurrence import Recurrence, still_held
from bot.schedule.schedules import ScheduleId
from bot.series import store
from bot.series.actions.called_off import call_off, take_back
from bot.series.actions.changing import show_next
from bot.series.actions.moving import follow as follow_move
from bot.series.recurring import Recurring
from bot.series.rules import CalledOff, Occurrence, Series
from bot.store.unit import Unit
from bot.teams import calendar


def follow(unit: Unit, *, recurring: Recurring, channel: ChannelId) -> None:
    """Have every series of a ceremony in a channel follow its team's calendar, with all that was announced of it."""
    team = calendar.team_dates(unit, channel)
    for series in store.in_channel(unit, recurring.name, channel):
        _follow(unit, recurring, store.lock(unit, recurring.name, series.id), team)


def _follow(unit: Unit, recurring: Recurring, series: Series, team: TeamDates) -> None:
    kept = schedules.find_schedule(unit, ScheduleId(series.id))
    if kept is None or is_gone(kept.recurrence.zone):
        return
    follow_dates(unit, recurring=recurring, series=series, by_now=for_team(kept.recurrence, team, unit.now))


def follow_dates(unit: Unit, *, recurring: Recurring, series: Series, by_now: Recurrence) -> None:
    """Have a series, which is locked, be held on the dates of a rule by now, with all that was announced of it."""
    if not schedules.follow_dates(unit, ScheduleId(series.id), by_now):
        return
    found = [_follow_date(unit, recurring, series, date, by_now) for date in store.told_of(unit, series.id, unit.now)]
    show_next(unit, recurring, series, *(one for one in found if one is not None))


def _follow_date(
    unit: Unit, recurring: Recurring, series: Series, occurrence: OccurrenceId, by_now: Recurrence
) -> Occurrence | None:
    """Call an announced date off, move it, or let it take place after all; what somebody called off stays so."""
    found = store.lock_occurrence(unit, recurring.name, occurrence)
    held = still_held(by_now, found.wall)
    if found.called_off not in (None, CalledOff.CALENDAR):
        return None
    if held is None:
        return None if found.called_off else call_off(unit, recurring.kinds, occurrence, CalledOff.CALENDAR, None)
    if held.starts != found.starts:
        follow_move(unit, recurring, series, found, held, None)
    if found.called_off:
        return take_back(unit, recurring.kinds, occurrence, None)
    return found if held.starts != found.starts else None
