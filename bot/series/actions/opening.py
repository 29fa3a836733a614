"""Reminds of a date, opens it at its hour, tries again where the channel is taken."""

from datetime import timedelta

from bot.core.ids import PersonId, SeriesId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.schedule import alarms
from bot.schedule.recurrence import OccurrenceTime
from bot.series import store
from bot.series.actions.called_off import call_off
from bot.series.actions.changing import show_homes
from bot.series.actions.seating import seat_late
from bot.series.actions.zones import told
from bot.series.recurring import Opening, Recurring
from bot.series.rules import CalledOff, Occurrence, Series
from bot.store.unit import Unit
from bot.teams.muted_store import not_muted

TRIES_AGAIN = timedelta(minutes=1)


def remind(unit: Unit, *, recurring: Recurring, series: Series, date: OccurrenceTime) -> None:
    """Remind of a date that is still to come; of what opens by itself also where it could not be announced yet, and of what is not announced."""
    if recurring.opening is None and series.ahead is not None:
        found = store.occurrence_at(unit, series.id, date.wall)
    else:
        found = store.keep_occurrence(unit, series.id, date.wall, date.starts)
    if found is not None and not found.skipped and found.starts > unit.now:
        found = seat_late(unit, recurring, series, found)
        places = recurring.reminded(series, found)
        heard = not_muted(unit, [PersonId(place.id) for place in places if place.kind == "person"])
        for place in (one for one in places if one.kind != "person" or one.id in heard):
            messages.post(unit, recurring.kinds.reminder, found.id, place)


def begin(unit: Unit, *, recurring: Recurring, occurrence: str) -> None:
    """Draw anew the announcement of a date that has begun, and the Home that it was next in."""
    found = store.occurrence_named(unit, occurrence)
    series = None if found is None else store.named(unit, recurring.name, found.series)
    messages.show(unit, recurring.kinds.announcement, occurrence)
    if series is not None:
        show_homes(unit, recurring, series)


def open_occurrence(unit: Unit, *, recurring: Recurring, series: Series, occurrence: Occurrence) -> None:
    """Open the meeting of a date, also late; where one is running, try again. Past its last chance say that it was missed.

    One whose zone has moved it since it was tried waits for its hour.
    """
    if recurring.opening is None or occurrence.skipped or occurrence.meeting is not None:
        return
    if unit.now < occurrence.starts:
        alarms.wake(unit, recurring.kinds.again, occurrence.id, occurrence.starts)
        return
    _open(unit, recurring, recurring.opening, series, occurrence)
    messages.show(unit, recurring.kinds.announcement, occurrence.id)
    show_homes(unit, recurring, series, occurrence)


def _open(unit: Unit, recurring: Recurring, opening: Opening, series: Series, occurrence: Occurrence) -> None:
    if unit.now > opening.last_chance(series, occurrence.starts):
        miss_occurrence(unit, recurring=recurring, series=series, occurrence=occurrence)
        return
    meeting = opening.open(unit, series, seat_late(unit, recurring, series, occurrence))
    if meeting is None:
        alarms.wake(unit, recurring.kinds.again, occurrence.id, unit.now + TRIES_AGAIN)
    else:
        store.mark_opened(unit, occurrence.id, meeting)


def miss_occurrence(unit: Unit, *, recurring: Recurring, series: Series, occurrence: Occurrence) -> None:
    """Tell the owner, and who is coming, that a meeting could not be opened in time."""
    call_off(unit, recurring.kinds, occurrence.id, CalledOff.MISSED, None, series.owner)
    messages.post(unit, recurring.kinds.missed, occurrence.id, Place.person(series.owner))


def lock_occurrence(unit: Unit, recurring: Recurring, occurrence: str) -> None:
    """Lock what decides whether a date opens: its series, which who pauses or ends it holds, then itself.

    Raise NoSuchOccurrence.
    """
    found = store.occurrence_named(unit, occurrence)
    if found is not None:
        store.lock(unit, recurring.name, found.series)
    store.lock_occurrence(unit, recurring.name, occurrence)


def look_again(unit: Unit, recurring: Recurring) -> None:
    """Have all that waits for a channel look at once whether it is free."""
    for said in told(recurring, unit):
        found = store.occurrence_at(unit, SeriesId(said.rule), said.wall)
        if found is not None:
            for kind in (recurring.kinds.again, recurring.kinds.announce_after):
                alarms.bring_forward(unit, kind, found.id, unit.now)
