"""Announcing the next meeting of a series; it waits while one of the series is open, so that it never lands above its end."""

from datetime import datetime, timedelta

from bot import delivery, schedule
from bot.delivery import Place
from bot.features.lean_coffee import rules, store
from bot.features.lean_coffee.kinds import ANNOUNCE_AFTER, ANNOUNCEMENT
from bot.features.lean_coffee.rules import Meeting, Occurrence, OccurrenceId, Series, SeriesId, SeriesState
from bot.features.lean_coffee.rules.advance import latest_end
from bot.features.lean_coffee.store import Part
from bot.series.recurring import HOSTS
from bot.store.unit import Read, Unit

LOOKS_AGAIN = timedelta(minutes=1)


def announce(unit: Unit, series: Series, wall: datetime, starts: datetime) -> None:
    """Announce an occurrence that is still to come, once no meeting of its series is open."""
    if starts > unit.now:
        announce_in_turn(unit, series, store.keep_occurrence(unit, series.id, wall, starts))


def announce_waiting(unit: Unit, occurrence: OccurrenceId) -> None:
    """Announce what has waited; one of a paused series waits on until that is resumed, or its hour has come."""
    found = store.occurrence(unit, occurrence)
    series = None if found is None else store.series_named(unit, found.series)
    if found is None or series is None or found.starts <= unit.now:
        return
    if series.state is SeriesState.PAUSED:
        schedule.wake(unit, ANNOUNCE_AFTER, occurrence, found.starts)
    elif series.state is SeriesState.RUNNING and found.called_off is None:
        announce_in_turn(unit, series, found)


def announce_in_turn(unit: Unit, series: Series, occurrence: Occurrence) -> None:
    """Post an announcement, or have it wait for the end of the meeting that is open."""
    until = _taken_until(unit, series)
    if until is None:
        delivery.post(unit, ANNOUNCEMENT, occurrence.id, Place.channel(series.channel))
        unit.hint(HOSTS)
    else:
        # The end of the meeting rings it at once; this hour is for an end that it has missed.
        schedule.wake(unit, ANNOUNCE_AFTER, occurrence.id, max(until, unit.now + LOOKS_AGAIN))


def wake_announcements(unit: Unit, series: SeriesId) -> None:
    """Have what waits to be announced announced now, in a transaction of its own."""
    for occurrence in store.not_opened(unit, series, unit.now):
        schedule.hasten(unit, ANNOUNCE_AFTER, occurrence.id, unit.now)


def lock_announcing(unit: Unit, series: SeriesId) -> None:
    """Lock what decides when a series announces: its open meeting, whose end is not to be missed, then the series."""
    found = store.series_named(unit, series)
    running = None if found is None else _open_meeting(unit, found)
    if running is not None:
        store.lock_meeting(unit, running.id, Part(0))
    store.lock_series(unit, series)


def lock_waiting(unit: Unit, occurrence: OccurrenceId) -> None:
    """Lock what decides when a waiting announcement is posted. Raise NoSuchOccurrence."""
    found = store.occurrence(unit, occurrence)
    if found is not None:
        lock_announcing(unit, found.series)
    store.lock_occurrence(unit, occurrence)


def _taken_until(unit: Unit, series: Series) -> datetime | None:
    """Return until when the channel is the open meeting's, or one's that opens in this moment; None where it is free."""
    running = _open_meeting(unit, series)
    if running is not None:
        return latest_end(running)
    due = [one for one in store.not_opened(unit, series.id, unit.now - series.settings.length) if one.starts <= unit.now]
    opens = [one for one in due if one.called_off is None and rules.last_chance(one.starts, series.settings) >= unit.now]
    return unit.now if opens else None


def _open_meeting(read: Read, series: Series) -> Meeting | None:
    found = [store.meeting(read, one, Part(0)) for one in store.open_meetings_in(read, series.channel)]
    return next((one for one in found if one is not None and one.series == series.id), None)
