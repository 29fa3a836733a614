"""What a series does when its time zone says something else by now, or is gone."""

from collections.abc import Sequence
from datetime import datetime

from bot.delivery import messages
from bot.delivery.place import Place
from bot.schedule import recurrence, schedules
from bot.schedule.schedules import ScheduleId
from bot.schedule.zone_changes import FARTHEST_MOVE, Told
from bot.series import store
from bot.series.actions.announcing import wake_at_the_hour
from bot.series.actions.changing import call_off_all, show_next
from bot.series.recurring import Recurring
from bot.series.rules import CalledOff, Occurrence, Series
from bot.store.unit import Read, Unit


def told(recurring: Recurring, read: Read) -> Sequence[Told]:
    """Return what was announced in this workspace and may still move."""
    return store.told_since(read, recurring.name, read.now - FARTHEST_MOVE)


def follow_zone(recurring: Recurring, unit: Unit, rule: str) -> None:
    """Have what was announced of a series start when its zone says, and draw anew what tells of it; the series is locked."""
    series, kept = store.named(unit, recurring.name, rule), schedules.find_schedule(unit, ScheduleId(rule))
    if series is None or kept is None:
        return
    moved = []
    for occurrence, said in store.told_of(unit, series.id, unit.now - FARTHEST_MOVE).items():
        starts = recurrence.occurrence_at(kept.recurrence, said.wall).starts
        if starts != said.starts and max(starts, said.starts) > unit.now:
            moved.append(store.lock_occurrence(unit, recurring.name, occurrence))
            _move(unit, recurring, series, moved[-1], starts)
    show_next(unit, recurring, series, *moved)


def _move(unit: Unit, recurring: Recurring, series: Series, occurrence: Occurrence, starts: datetime) -> None:
    """Draw anew what names the instant; who was reminded ten minutes ahead of another one is reminded once more."""
    kinds = recurring.kinds
    store.move_occurrence(unit, occurrence.id, occurrence.wall, starts)
    wake_at_the_hour(unit, recurring, occurrence, starts)
    for screen in (kinds.announcement, kinds.called_off, kinds.moved):
        messages.show(unit, screen, occurrence.id)
    if schedules.set_again(unit, ScheduleId(series.id), kinds.remind, occurrence.wall):
        messages.hide(unit, kinds.reminder, occurrence.id)
    else:
        messages.show(unit, kinds.reminder, occurrence.id)


def lose_zone(recurring: Recurring, unit: Unit, rule: str) -> None:
    """Tell the owner that the series is paused, for its zone is gone, and who is coming that it does not take place."""
    series = store.named(unit, recurring.name, rule)
    if series is not None:
        messages.post(unit, recurring.kinds.zone_gone, series.id, Place.person(series.owner))
        call_off_all(unit, recurring, series, CalledOff.ZONE_GONE, None, series.owner)
