"""The agenda of the next refinement: a line is added, withdrawn, held; and who may."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.facts import AgendaChanged
from bot.core.ids import ChannelId, PersonId, SeriesId
from bot.core.zones import is_gone
from bot.delivery import messages
from bot.feature import SPRINT_EVENTS
from bot.features.refinement.kinds import AGENDA, SERIES
from bot.features.refinement.rules.agenda import (
    AgendaLine,
    AgendaLineGone,
    MayNotWithdraw,
    NothingPlanned,
    agenda_of,
    agenda_text,
    date_of,
    room_for_one,
)
from bot.features.refinement.store import agenda as store
from bot.schedule import alarms, schedules
from bot.schedule.recurrence import OccurrenceTime, next_after
from bot.schedule.schedules import ScheduleId
from bot.series import store as kept
from bot.series.rules import Occurrence, Series, SeriesState
from bot.store.once import once
from bot.store.unit import Read, Unit
from bot.teams.team_store import team

BEGUN_LATE, BEGUN_EARLY = timedelta(hours=2), timedelta(minutes=30)
"""So long after its date, or before it, a refinement begins that is of that date."""


@dataclass(frozen=True)
class ComingDate:
    """The next date of a reminder, with the lines of its agenda."""

    series: Series
    date: OccurrenceTime
    lines: Sequence[AgendaLine]


def coming_dates(read: Read, channel: ChannelId) -> list[ComingDate]:
    """Return the next date of each reminder of a channel, the soonest first. Raise NothingPlanned."""
    found = [next_date(read, series) for series in kept.in_channel(read, SERIES.name, channel)]
    dates = sorted((each for each in found if each is not None), key=lambda each: (each.date.starts, each.series.id))
    if not dates:
        raise NothingPlanned
    return dates


def next_date(read: Read, series: Series) -> ComingDate | None:
    """Return the next date of a reminder; None where it is paused, or has none left."""
    date = schedules.next_occurrence(read, ScheduleId(series.id), read.now)
    return None if date is None else ComingDate(series, date, lines_at(read, series.id, date.wall))


def dates_about(read: Read, channel: ChannelId, at: datetime) -> list[tuple[Series, Occurrence]]:
    """Return the announced dates of a channel's reminders that begin about a moment: a refinement that opens then is of them."""
    return [
        (series, date)
        for series in kept.in_channel(read, SERIES.name, channel)
        for date in kept.not_opened(read, series.id, at - BEGUN_LATE)
        if date.starts <= at + BEGUN_EARLY and not date.skipped
    ]


def named_date(read: Read, series: str) -> ComingDate:
    """Return the next date of the reminder of an id. Raise NothingPlanned."""
    found = _named(read, series)
    date = None if found is None else next_date(read, found)
    if date is None:
        raise NothingPlanned
    return date


def lines_at(read: Read, series: SeriesId, wall: datetime) -> tuple[AgendaLine, ...]:
    """Return the agenda of a date, by the wall time that names it."""
    rule = schedules.find_schedule(read, ScheduleId(series))
    if rule is None or is_gone(rule.recurrence.zone):
        return ()
    return agenda_of(store.waiting_or_held(read, series, wall), rule.recurrence, wall)


def add_line(unit: Unit, *, series: str, person: PersonId, text: str, link: str = "") -> ComingDate:
    """Add a line to the agenda of a reminder's next date, and return that.

    Raise NothingPlanned, AgendaFull, EmptyText, TextTooLong or NoSuchSeries.
    """
    once(unit)
    line = agenda_text(text)
    found = lock_series(unit, series)
    date = next_date(unit, found)
    if date is None:
        raise NothingPlanned
    room_for_one(date.lines)
    made = store.add(unit, found.id, line, link, person)
    # Set for each line anew: the first date may have been moved since the line before.
    alarms.wake(unit, AGENDA, found.id, date.date.starts)
    _show(unit, found, date.date.wall)
    return ComingDate(found, date.date, (*date.lines, made))


def withdraw_line(unit: Unit, *, line: str, person: PersonId, is_admin: bool = False) -> Series:
    """Take a line off an agenda, as its author or as who may change the reminder. Raise AgendaLineGone or MayNotWithdraw."""
    once(unit)
    found = store.line(unit, line)
    if found is None:
        raise AgendaLineGone
    series = lock_series(unit, found.series)
    if person != found.author:
        _may_withdraw(unit, series, found, person, is_admin=is_admin)
    rule = schedules.find_schedule(unit, ScheduleId(series.id))
    store.withdraw(unit, found.id)
    wall = None if rule is None or is_gone(rule.recurrence.zone) else date_of(found, rule.recurrence)
    if wall is not None:
        _show(unit, series, wall)
    return series


def hold_agenda(unit: Unit, *, series: str) -> None:
    """Note which lines the date that begins now was for; what was skipped or paused goes on to the next. The series is locked."""
    found, rule = _named(unit, series), schedules.find_schedule(unit, ScheduleId(series))
    if found is None or rule is None or is_gone(rule.recurrence.zone):
        return
    waits = store.waiting(unit, found.id)
    due = [each for each in waits if (date := next_after(rule.recurrence, each.since)) is not None and date.starts <= unit.now]
    if found.state is SeriesState.RUNNING:
        for each in due:
            wall = date_of(each, rule.recurrence)
            assert wall is not None  # it is due
            store.mark_held(unit, [each], wall)
    else:
        store.carry_on(unit, due)
    following = next_after(rule.recurrence, unit.now)
    if following is not None and len(due) < len(waits):
        alarms.wake(unit, AGENDA, found.id, following.starts)


def _may_withdraw(read: Read, series: Series, line: AgendaLine, person: PersonId, *, is_admin: bool) -> None:
    if not may_change_here(read, series, person) and not is_admin:
        raise MayNotWithdraw(series.owner, line.author)


def may_change_here(read: Read, series: Series, person: PersonId) -> bool:
    """Tell whether a person looks after a reminder, or is its team's Product Owner."""
    return person in (series.owner, team(read, series.channel).product_owner)


def lock_series(unit: Unit, series: str) -> Series:
    """Lock a reminder or an event of the Sprint, then read it. Raise NoSuchSeries."""
    found = _named(unit, series)
    return kept.lock(unit, SERIES.name if found is None else found.ceremony, series)


def _named(read: Read, series: str) -> Series | None:
    """Return a reminder or an event of the Sprint; None where this workspace has neither of this id."""
    return kept.named(read, SERIES.name, series) or kept.named(read, SPRINT_EVENTS, series)


def _show(unit: Unit, series: Series, wall: datetime) -> None:
    if series.ceremony == SPRINT_EVENTS:
        unit.emit(AgendaChanged(series.channel))
        return
    announced = kept.occurrence_at(unit, series.id, wall)
    if announced is not None:
        messages.show(unit, SERIES.announcement, announced.id)
