"""Verbs of a series: skip, pause, resume, end; and what is drawn anew by each."""

from datetime import datetime

from bot.core.ids import PersonId
from bot.delivery import messages
from bot.feature import HOME
from bot.schedule import schedules
from bot.schedule.schedules import ScheduleId
from bot.series import rules, store
from bot.series.actions.announcing import announced, wake_announcements
from bot.series.actions.called_off import call_off, take_back
from bot.series.recurring import Recurring
from bot.series.rules import BACK_AGAIN, CalledOff, NoSuchSeries, Occurrence, Series
from bot.store.once import once
from bot.store.unit import Read, Unit
from bot.teams import store as teams
from bot.teams.people import Accountability


def skip_next(
    unit: Unit, *, recurring: Recurring, series: str, starts: datetime, person: PersonId, is_admin: bool = False
) -> None:
    """Skip the next date of a series if it is the one that starts then (UTC); the rhythm of the others does not move.

    Raise NoSuchSeries, NotOwner, SeriesEnded, NothingComing or NextIsAnother.
    """
    found = lock_own(unit, recurring, series, person, is_admin=is_admin)
    following = schedules.next_occurrence(unit, ScheduleId(series), unit.now)
    rules.may_skip(found, following.starts if following else None, starts)
    assert following is not None  # the rule above has seen to it
    schedules.skip(unit, ScheduleId(series), following.wall)
    stood = store.occurrence_at(unit, found.id, following.wall)
    skipped = [] if stood is None or stood.meeting else [call_off(unit, recurring.kinds, stood.id, CalledOff.SKIPPED, person)]
    show_next(unit, recurring, found, *skipped)


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


def end(unit: Unit, *, recurring: Recurring, series: str, person: PersonId, is_admin: bool = False) -> None:
    """Never come again. Raise NoSuchSeries, NotOwner or SeriesEnded."""
    found = lock_own(unit, recurring, series, person, is_admin=is_admin)
    schedules.end(unit, ScheduleId(series))
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
    rules.may_change(series, person, is_admin=is_admin, product_owner=product_owner)


def call_off_all(
    unit: Unit, recurring: Recurring, series: Series, why: CalledOff, by: PersonId | None, *knowing: PersonId
) -> None:
    """Call off what was announced and not called off yet; the end of what opens no meetings also what was only paused."""
    again = BACK_AGAIN if why is CalledOff.ENDED and recurring.opening is None else ()
    standing = [one for one in announced(unit, recurring, series) if one.called_off is None or one.called_off in again]
    show_next(unit, recurring, series, *[call_off(unit, recurring.kinds, one.id, why, by, *knowing) for one in standing])


def show_next(unit: Unit, recurring: Recurring, series: Series, *changed: Occurrence) -> None:
    """Draw anew what names the next date of a series: its first line, what its ceremony has, the Homes of those whom it concerns."""
    if recurring.planned is not None:
        messages.show(unit, recurring.kinds.planned, series.id)
    recurring.redraw(unit, series)
    show_homes(unit, series, *changed)


def show_homes(unit: Unit, series: Series, *changed: Occurrence) -> None:
    """Draw anew the next moments of the owner and of those who said that they are coming."""
    for person in sorted({series.owner}.union(*(one.coming for one in changed))):
        messages.show(unit, HOME, person)
