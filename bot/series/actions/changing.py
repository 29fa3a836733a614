"""Verbs of a series: skip, pause, resume, end; and what is drawn anew by each."""

from datetime import date, datetime, time

from bot.core.ids import PersonId
from bot.core.zones import is_gone, zone_or_utc
from bot.delivery import messages
from bot.feature import HOME
from bot.schedule import alarms, changes, schedules
from bot.schedule.recurrence import OccurrenceTime, next_after, occurrence_at, placed, zone_named
from bot.schedule.schedules import ScheduleId
from bot.series import rules, store
from bot.series.actions.announcing import announced, wake_announcements
from bot.series.actions.called_off import call_off, take_back
from bot.series.recurring import Recurring
from bot.series.rules import (
    BACK_AGAIN,
    CalledOff,
    NoSuchOccurrence,
    NoSuchSeries,
    NotSkipped,
    Occurrence,
    Series,
    SeriesState,
)
from bot.store.once import once
from bot.store.unit import Read, Unit
from bot.teams import store as teams
from bot.teams.people import Accountability
from bot.teams.team_store import team

MOST_AHEAD = 100
"""So many dates to come are looked through for the one that is meant."""


def skip_date(
    unit: Unit, *, recurring: Recurring, series: str, starts: datetime, person: PersonId, is_admin: bool = False
) -> None:
    """Skip the date of a series that starts then (UTC); the rhythm of the others does not move. It is kept who did, to be taken back.

    Raise NoSuchSeries, NotOwner, SeriesEnded, NothingComing or NextIsAnother.
    """
    found = lock_own(unit, recurring, series, person, is_admin=is_admin)
    date = coming_at(unit, recurring, found, starts)
    schedules.skip(unit, ScheduleId(series), date.wall)
    kept = store.keep_occurrence(unit, found.id, date.wall, date.starts)
    show_next(unit, recurring, found, call_off(unit, recurring.kinds, kept.id, CalledOff.SKIPPED, person))


def take_skip_back(unit: Unit, *, recurring: Recurring, occurrence: str, person: PersonId, is_admin: bool = False) -> Series:
    """Let a date that was skipped take place after all. Return its series; in a paused one it is called off with the others.

    Raise NoSuchOccurrence, NoSuchSeries, NotOwner, SeriesEnded, NotSkipped, AlreadyOver or DateTaken.
    """
    skipped = store.occurrence_named(unit, occurrence)
    if skipped is None:
        raise NoSuchOccurrence(recurring.name)
    found = lock_own(unit, recurring, skipped.series, person, is_admin=is_admin)
    date = store.lock_occurrence(unit, recurring.name, occurrence)
    if date.called_off is not CalledOff.SKIPPED:
        raise NotSkipped(recurring.name)
    changes.take_back(unit, ScheduleId(found.id), date.wall)
    if found.state is SeriesState.PAUSED or (found.quiet_until is not None and _day(found, date) < found.quiet_until):
        store.mark_called_off(unit, date.id, CalledOff.PAUSED, person)
        messages.show(unit, recurring.kinds.announcement, date.id)
    else:
        take_back(unit, recurring.kinds, date.id, person)
    show_next(unit, recurring, found, date)
    return found


def coming_at(read: Read, recurring: Recurring, series: Series, starts: datetime) -> OccurrenceTime:
    """Return the date of a series that starts then (UTC). Raise NothingComing, or NextIsAnother where it has none such to come."""
    dates = schedules.upcoming(read, ScheduleId(series.id), read.now, MOST_AHEAD)
    found = next((one for one in dates if one.starts == starts), dates[0] if dates else None)
    rules.may_skip(series, found.starts if found else None, starts)
    assert found is not None  # the rule above has seen to it
    return found


def pause(unit: Unit, *, recurring: Recurring, series: str, person: PersonId, is_admin: bool = False) -> None:
    """Announce and open nothing until the series is resumed. Raise NoSuchSeries, NotOwner or SeriesEnded."""
    once(unit)
    found = lock_own(unit, recurring, series, person, is_admin=is_admin)
    schedules.pause(unit, ScheduleId(series))
    call_off_all(unit, recurring, found, CalledOff.PAUSED, person)


def resume(unit: Unit, *, recurring: Recurring, series: str, person: PersonId, is_admin: bool = False) -> None:
    """Go on from the next date; one whose hour has come stays called off. Raise NoSuchSeries, NotOwner or SeriesEnded."""
    once(unit)
    found = lock_own(unit, recurring, series, person, is_admin=is_admin)
    schedules.resume(unit, ScheduleId(series))
    wake_announcements(unit, recurring.kinds, found.id)
    paused = [one for one in store.not_opened(unit, found.id, unit.now) if one.called_off in BACK_AGAIN]
    show_next(unit, recurring, found, *[take_back(unit, recurring.kinds, one.id, person) for one in paused])


def pause_until(
    unit: Unit, *, recurring: Recurring, series: str, until: date, person: PersonId, is_admin: bool = False
) -> Series:
    """Announce and open nothing before a day, then go on by itself. Raise NoSuchSeries, NotOwner, SeriesEnded or QuietTooFar."""
    once(unit)
    found = lock_own(unit, recurring, series, person, is_admin=is_admin)
    changes.pause_until(unit, ScheduleId(series), until)
    alarms.wake(unit, recurring.kinds.goes_on, series, placed(datetime.combine(until, time()), zone_named(found.zone)))
    changed = []
    for one in announced(unit, recurring, found):
        if _day(found, one) < until and one.called_off is None:
            changed.append(call_off(unit, recurring.kinds, one.id, CalledOff.PAUSED, person))
        elif _day(found, one) >= until and one.called_off in BACK_AGAIN:
            changed.append(take_back(unit, recurring.kinds, one.id, person))
    show_next(unit, recurring, found, *changed)
    return found


def _day(series: Series, occurrence: Occurrence) -> date:
    """Return the day on which a date is held, by the wall."""
    return occurrence.starts.astimezone(zone_or_utc(series.zone)).date()


def go_on(unit: Unit, *, recurring: Recurring, series: str) -> None:
    """Note that the pause of a series is over by itself, and draw anew what said so; the series is locked."""
    found = store.named(unit, recurring.name, series)
    if found is not None and found.state is SeriesState.RUNNING and found.quiet_until is not None:
        schedules.resume(unit, ScheduleId(series))
        show_next(unit, recurring, found)


def end(unit: Unit, *, recurring: Recurring, series: str, person: PersonId, is_admin: bool = False) -> None:
    """Never come again. Raise NoSuchSeries, NotOwner or SeriesEnded."""
    found = lock_own(unit, recurring, series, person, is_admin=is_admin)
    schedules.end(unit, ScheduleId(series))
    store.mark_ended(unit, found.id)
    call_off_all(unit, recurring, found, CalledOff.ENDED, person)


def lock_own(unit: Unit, recurring: Recurring, series: str, person: PersonId, *, is_admin: bool) -> Series:
    """Lock a series that this person may change, and return it. Raise NoSuchSeries, NotOwner or SeriesEnded."""
    found = store.lock(unit, recurring.name, series)
    may_change(unit, recurring, found, person, is_admin=is_admin)
    return found


def own(read: Read, *, recurring: Recurring, series: str, person: PersonId, is_admin: bool) -> Series:
    """Return a series that this person may change. Raise NoSuchSeries, NotOwner or SeriesEnded."""
    found = store.named(read, recurring.name, series)
    if found is None:
        raise NoSuchSeries(recurring.name)
    may_change(read, recurring, found, person, is_admin=is_admin)
    return found


def may_change(read: Read, recurring: Recurring, series: Series, person: PersonId, *, is_admin: bool) -> None:
    """Let a person change a series that they may change. Raise NotOwner or SeriesEnded."""
    product_owner = teams.holder(read, series.channel, Accountability.PRODUCT_OWNER) if recurring.product_owner else None
    of_team = recurring.of_team and team(read, series.channel).may_change(person)
    rules.may_change(series, person, is_admin=is_admin or of_team, product_owner=product_owner)


def call_off_all(
    unit: Unit, recurring: Recurring, series: Series, why: CalledOff, by: PersonId | None, *knowing: PersonId
) -> None:
    """Call off what was announced and not called off yet; the end of what opens no meetings also what was only paused."""
    again = BACK_AGAIN if why is CalledOff.ENDED and recurring.opening is None else ()
    still_on = [one for one in announced(unit, recurring, series) if one.called_off is None or one.called_off in again]
    show_next(unit, recurring, series, *[call_off(unit, recurring.kinds, one.id, why, by, *knowing) for one in still_on])


def show_next(unit: Unit, recurring: Recurring, series: Series, *changed: Occurrence) -> None:
    """Draw anew what names the next date of a series: its first line, what its ceremony has, the Homes of those whom it concerns."""
    if recurring.planned is not None:
        messages.show(unit, recurring.kinds.planned, series.id)
    recurring.redraw(unit, series)
    show_homes(unit, recurring, series, *changed)


def show_homes(unit: Unit, recurring: Recurring, series: Series, *changed: Occurrence) -> None:
    """Draw anew the next moments of the owner, of those who said that they are coming, and of whom it concerns anyway."""
    for person in sorted({series.owner, *recurring.followed(unit, series)}.union(*(one.coming for one in changed))):
        messages.show(unit, HOME, person)


def first_lost(read: Read, series: Series) -> datetime | None:
    """Return the first date that a series which has ended does not have any more; None where nobody noted when it ended."""
    rule = schedules.find_schedule(read, ScheduleId(series.id))
    if rule is None or series.state is not SeriesState.ENDED or is_gone(rule.recurrence.zone):
        return None
    if series.one_off:
        return occurrence_at(rule.recurrence, rule.recurrence.start).starts
    found = None if series.ended is None else next_after(rule.recurrence, series.ended)
    return None if found is None else found.starts
