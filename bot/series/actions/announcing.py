"""Announces the next date, once no meeting of its series is open."""

from datetime import datetime, timedelta

from bot.core.ids import SeriesId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.schedule import alarms
from bot.schedule.recurrence import OccurrenceTime
from bot.series import store
from bot.series.actions.seating import seat, tell_host
from bot.series.kinds import Kinds
from bot.series.recurring import HOSTS, Recurring
from bot.series.rules import A_DAY, Occurrence, Series, SeriesState
from bot.store.unit import Read, Unit

LOOKS_AGAIN = timedelta(minutes=1)


def announce(unit: Unit, *, recurring: Recurring, series: Series, date: OccurrenceTime, was_due: datetime | None = None) -> bool:
    """Announce a date, once no meeting of its series is open; answer False for one whose hour has come. `was_due`: where it is late."""
    if date.starts <= unit.now:
        return False
    announce_in_turn(unit, recurring, series, store.keep_occurrence(unit, series.id, date.wall, date.starts, was_due))
    return True


def announce_waiting(unit: Unit, *, recurring: Recurring, occurrence: str) -> None:
    """Announce what has waited; one of a paused series waits on until that is resumed, or its hour has come."""
    found = store.occurrence_named(unit, occurrence)
    series = None if found is None else store.named(unit, recurring.name, found.series)
    if found is None or series is None or found.starts <= unit.now:
        return
    if series.state is SeriesState.PAUSED:
        alarms.wake(unit, recurring.kinds.announce_after, occurrence, found.starts)
    elif series.state is SeriesState.RUNNING and found.called_off is None:
        announce_in_turn(unit, recurring, series, found)


def announce_in_turn(unit: Unit, recurring: Recurring, series: Series, occurrence: Occurrence) -> None:
    """Post an announcement, or have it wait for the end of the meeting that is open."""
    kinds, until = recurring.kinds, _taken_until(unit, recurring, series)
    if until is not None:
        # The end of the meeting rings it at once; this hour is for an end that it has missed.
        alarms.wake(unit, kinds.announce_after, occurrence.id, max(until, unit.now + LOOKS_AGAIN))
        return
    seated = seat(unit, recurring, series, occurrence)
    messages.post(unit, kinds.announcement, occurrence.id, Place.channel(series.channel))
    tell_host(unit, recurring, seated)
    unit.hint(HOSTS)
    wake_at_the_hour(unit, recurring, occurrence, occurrence.starts)


def wake_at_the_hour(unit: Unit, recurring: Recurring, occurrence: Occurrence, starts: datetime) -> None:
    """Have an announcement drawn anew when its date begins, where the rule itself calls nothing then."""
    if recurring.opening is None:
        alarms.wake(unit, recurring.kinds.hour, occurrence.id, starts)
        recurring.expected(unit, occurrence, starts)


def wake_announcements(unit: Unit, kinds: Kinds, series: SeriesId) -> None:
    """Have what waits to be announced announced now, in a transaction of its own."""
    for occurrence in store.not_opened(unit, series, unit.now):
        alarms.bring_forward(unit, kinds.announce_after, occurrence.id, unit.now)


def lock_announcing(unit: Unit, recurring: Recurring, series: str) -> None:
    """Lock what decides when a series announces: its open meeting, whose end is not to be missed, then the series."""
    found = store.named(unit, recurring.name, series)
    if found is not None and recurring.opening is not None:
        recurring.opening.lock(unit, found)
    store.lock(unit, recurring.name, series)


def lock_waiting(unit: Unit, recurring: Recurring, occurrence: str) -> None:
    """Lock what decides when a waiting announcement is posted. Raise NoSuchOccurrence."""
    found = store.occurrence_named(unit, occurrence)
    if found is not None:
        lock_announcing(unit, recurring, found.series)
    store.lock_occurrence(unit, recurring.name, occurrence)


def announced(read: Read, recurring: Recurring, series: Series) -> list[Occurrence]:
    """Return what was announced and can still begin: what is to come, and what waits for its channel."""
    opening = recurring.opening
    if opening is None:
        return list(store.not_opened(read, series.id, read.now))
    found = store.not_opened(read, series.id, read.now - A_DAY)
    return [one for one in found if opening.last_chance(series, one.starts) >= read.now]


def _taken_until(unit: Unit, recurring: Recurring, series: Series) -> datetime | None:
    """Return until when the channel is the open meeting's, or one's that opens in this moment; None where it is free."""
    if recurring.opening is None:
        return None
    running = recurring.opening.busy_until(unit, series)
    if running is not None:
        return running
    opens = [one for one in announced(unit, recurring, series) if one.starts <= unit.now and one.called_off is None]
    return unit.now if opens else None
