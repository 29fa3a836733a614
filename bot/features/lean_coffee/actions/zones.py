"""What a series does when its time zone says something else by now, or is gone."""

from collections.abc import Sequence
from datetime import datetime

from bot import delivery, schedule
from bot.delivery import Place
from bot.features.lean_coffee import store
from bot.features.lean_coffee.actions.series import announced, show_next
from bot.features.lean_coffee.actions.series_called_off import call_off
from bot.features.lean_coffee.kinds import ANNOUNCEMENT, CALLED_OFF, MOVED, REMIND, REMINDER, ZONE_GONE
from bot.features.lean_coffee.rules import CalledOff, OccurrenceId, SeriesId
from bot.schedule import ScheduleId, Told
from bot.schedule.zone_changes import FARTHEST_MOVE
from bot.store.unit import Read, Unit


def told(read: Read) -> Sequence[Told]:
    """Return what was announced in this workspace and may still move."""
    return store.told_since(read, read.now - FARTHEST_MOVE)


def follow_zone(unit: Unit, rule: str) -> None:
    """Have what was announced of a series start when its zone says, and draw anew what tells of it; the series is locked."""
    series, kept = store.series_named(unit, SeriesId(rule)), schedule.kept(unit, ScheduleId(rule))
    if series is None or kept is None:
        return
    moved = []
    for occurrence, said in store.told_of(unit, series.id, unit.now - FARTHEST_MOVE).items():
        starts = schedule.occurrence_at(kept.recurrence, said.wall).starts
        if starts != said.starts and max(starts, said.starts) > unit.now:
            moved.append(store.lock_occurrence(unit, occurrence))
            store.move_occurrence(unit, occurrence, starts)
            _tell(unit, series.id, occurrence, said.wall)
    show_next(unit, series, *moved)


def _tell(unit: Unit, series: SeriesId, occurrence: OccurrenceId, wall: datetime) -> None:
    """Draw anew what names the instant; who was reminded ten minutes ahead of another one is reminded once more."""
    delivery.show(unit, ANNOUNCEMENT, occurrence)
    for screen in (CALLED_OFF, MOVED):
        delivery.show(unit, screen, occurrence)
    if schedule.call_again(unit, ScheduleId(series), REMIND, wall):
        delivery.hide(unit, REMINDER, occurrence)
    else:
        delivery.show(unit, REMINDER, occurrence)


def lose_zone(unit: Unit, rule: str) -> None:
    """Tell the host that the series is paused, for its zone is gone, and who is coming that it does not take place."""
    series = store.series_named(unit, SeriesId(rule))
    if series is None:
        return
    standing = [one for one in announced(unit, series) if one.called_off is None]
    called_off = [call_off(unit, one.id, CalledOff.ZONE_GONE, None, series.host) for one in standing]
    delivery.post(unit, ZONE_GONE, series.id, Place.person(series.host))
    show_next(unit, series, *called_off)
