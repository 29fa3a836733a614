"""Moving one date: who is coming hears of it, and what tells of its hour is drawn anew."""

from datetime import datetime

from bot.core.ids import PersonId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.schedule import changes
from bot.schedule.recurrence import DateTaken, OccurrenceTime
from bot.schedule.schedules import ScheduleId
from bot.series import rules, store
from bot.series.actions.announcing import wake_at_the_hour
from bot.series.actions.changing import coming_at, lock_own, show_next
from bot.series.recurring import Recurring
from bot.series.rules import Occurrence, Series
from bot.store.unit import Unit
from bot.teams.muted_store import not_muted


def move_date(
    unit: Unit, *, recurring: Recurring, series: str, starts: datetime, to: datetime, person: PersonId, is_admin: bool = False
) -> OccurrenceTime:
    """Move the date that starts then (UTC) to another wall time of its zone; the rhythm of the others stays.

    Raise NoSuchSeries, NotOwner, SeriesEnded, NothingComing, NextIsAnother, AlreadyOver, NeverHappens, DateTaken or ZoneGone.
    """
    found = lock_own(unit, recurring, series, person, is_admin=is_admin)
    date = coming_at(unit, recurring, found, starts)
    if to != date.wall and store.occurrence_at(unit, found.id, to) is not None:
        raise DateTaken(to)
    moved = changes.move(unit, ScheduleId(series), date.wall, to)
    if (moved.wall, moved.starts) != (date.wall, date.starts):
        announced = store.occurrence_at(unit, found.id, date.wall)
        if announced is not None:
            follow(unit, recurring, found, announced, moved, person)
        show_next(unit, recurring, found, *([announced] if announced else []))
    return moved


def follow(
    unit: Unit, recurring: Recurring, series: Series, occurrence: Occurrence, moved: OccurrenceTime, by: PersonId | None
) -> None:
    """Note when an announced date is now, draw anew what names its hour, and tell who said that they come, but for whoever moved it."""
    kinds = recurring.kinds
    # Locked before it is read: who says "I'm coming" in this moment either is told, or is asked for the new hour.
    found = store.lock_occurrence(unit, recurring.name, occurrence.id)
    store.move_occurrence(unit, found.id, moved.wall, moved.starts)
    messages.show(unit, kinds.announcement, found.id)
    for screen in (kinds.moved, kinds.reminder):
        messages.hide(unit, screen, found.id)
    wake_at_the_hour(unit, recurring, found, moved.starts)
    if moved.starts != found.starts and found.called_off is None:
        for person in not_muted(unit, rules.to_be_told(found, by)):
            messages.post(unit, kinds.moved, found.id, Place.person(person))
