"""Moving one planned meeting: who is coming hears of it, and what tells of its hour is drawn anew."""

from datetime import datetime

from bot.core.ids import PersonId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.schedule import schedules
from bot.schedule.recurrence import OccurrenceTime
from bot.schedule.schedules import ScheduleId
from bot.series import rules, store
from bot.series.actions.changing import lock_own, show_next
from bot.series.recurring import Recurring
from bot.series.rules import Series
from bot.store.unit import Unit


def move_meeting(
    unit: Unit, *, recurring: Recurring, series: str, starts: datetime, to: datetime, person: PersonId, is_admin: bool = False
) -> OccurrenceTime:
    """Move a planned meeting that starts then (UTC) to another wall time of its zone.

    Raise NoSuchSeries, NotOwner, SeriesEnded, NothingComing, NextIsAnother, AlreadyOver, NeverHappens or ZoneGone.
    """
    found = lock_own(unit, recurring, series, person, is_admin=is_admin)
    following = schedules.next_occurrence(unit, ScheduleId(series), unit.now)
    rules.may_skip(found, following.starts if following and recurring.is_one(found) else None, starts)
    assert following is not None  # the rule above has seen to it
    moved = schedules.move_once(unit, ScheduleId(series), to)
    if moved.wall != following.wall:
        _tell(unit, recurring, found, following.wall, moved, person)
    return moved


def _tell(unit: Unit, recurring: Recurring, series: Series, before: datetime, moved: OccurrenceTime, by: PersonId) -> None:
    """Draw anew what names the hour, and tell who is coming, but for whoever moved it."""
    kinds, announced = recurring.kinds, store.occurrence_at(unit, series.id, before)
    if announced is not None:
        found = store.lock_occurrence(unit, recurring.name, announced.id)
        store.move_occurrence(unit, found.id, moved.wall, moved.starts)
        messages.show(unit, kinds.announcement, found.id)
        for screen in (kinds.moved, kinds.reminder):
            messages.hide(unit, screen, found.id)
        for person in rules.to_be_told(found, by):
            messages.post(unit, kinds.moved, found.id, Place.person(person))
    show_next(unit, recurring, series, *([announced] if announced else []))
