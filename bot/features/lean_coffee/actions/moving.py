"""Moving one planned meeting: who is coming hears of it, and what tells of its hour is drawn anew."""

from datetime import datetime

from bot import delivery, schedule
from bot.core.ids import PersonId
from bot.delivery import Place
from bot.features.lean_coffee import rules, store
from bot.features.lean_coffee.actions.series import show_next
from bot.features.lean_coffee.kinds import ANNOUNCEMENT, MOVED, REMINDER
from bot.features.lean_coffee.rules import Series, SeriesId
from bot.schedule import Occurrence, ScheduleId
from bot.store.unit import Unit


def move_meeting(
    unit: Unit, *, series: SeriesId, starts: datetime, to: datetime, person: PersonId, is_admin: bool = False
) -> Occurrence:
    """Move a planned meeting that starts then (UTC) to another wall time of its zone, as its host or an admin.

    Raise NoSuchSeries, NotSeriesHost, SeriesEnded, NoSuchOccurrence, AlreadyOver, NeverHappens or ZoneGone.
    """
    found = store.lock_series(unit, series)
    rules.may_change_series(found, person, is_admin=is_admin)
    following = schedule.next_occurrence(unit, ScheduleId(series), unit.now)
    rules.may_skip(following.starts if following and found.one_off else None, starts)
    assert following is not None  # the rule above has seen to it
    moved = schedule.move_once(unit, ScheduleId(series), to)
    if moved.wall != following.wall:
        _tell(unit, found, following.wall, moved, person)
    return moved


def _tell(unit: Unit, series: Series, before: datetime, moved: Occurrence, by: PersonId) -> None:
    """Draw anew what names the hour, and tell who is coming, but for whoever moved it."""
    announced = store.occurrence_at(unit, series.id, before)
    if announced is not None:
        found = store.lock_occurrence(unit, announced.id)
        store.rename_occurrence(unit, found.id, moved.wall, moved.starts)
        delivery.show(unit, ANNOUNCEMENT, found.id)
        for screen in (MOVED, REMINDER):
            delivery.hide(unit, screen, found.id)
        for person in rules.to_be_told(found, by):
            delivery.post(unit, MOVED, found.id, Place.person(person))
    show_next(unit, series, *([announced] if announced else []))
