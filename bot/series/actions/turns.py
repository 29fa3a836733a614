"""Verbs of turns: not me this time, passed over for good, seated anew once the list has changed."""

from bot.core.ids import PersonId
from bot.delivery import messages
from bot.series import rules, store
from bot.series.actions.announcing import announced
from bot.series.actions.changing import show_homes
from bot.series.actions.opening import lock_occurrence
from bot.series.actions.seating import seat_late
from bot.series.recurring import Recurring
from bot.series.rules import NoSuchOccurrence, Occurrence, Series
from bot.store.once import once
from bot.store.unit import Read, Unit


def not_me(unit: Unit, *, recurring: Recurring, occurrence: str, person: PersonId) -> None:
    """Have the next of the list host a date in the place of whose turn it is; once all have said so, its owner does.

    Raise NoSuchOccurrence, NotHeld, Begun or NotYourTurn.
    """
    once(unit)
    lock_occurrence(unit, recurring, occurrence)
    date = store.occurrence_named(unit, occurrence)
    series = None if date is None else store.named(unit, recurring.name, date.series)
    if date is None or series is None:
        raise NoSuchOccurrence(recurring.name)
    rules.may_pass(recurring.name, date, person, unit.now)
    _pass_over(unit, recurring, series, date, person)


def lose_host(unit: Unit, *, recurring: Recurring, series: str, person: PersonId) -> None:
    """Pass somebody over who has left, at each announced date that they were to host."""
    found = store.lock(unit, recurring.name, series)
    for date in announced(unit, recurring, found):
        if date.host == person:
            _pass_over(unit, recurring, found, date, person)


def seated(read: Read, recurring: Recurring, series: Series) -> frozenset[PersonId]:
    """Return who hosts the announced dates of a series in turn."""
    return frozenset(date.host for date in announced(read, recurring, series) if date.host is not None)


def seat_anew(unit: Unit, recurring: Recurring, series: Series) -> None:
    """Seat the announced dates of a series whose list has changed; who is in it and was told stays."""
    for date in announced(unit, recurring, series):
        _told(unit, recurring, series, date)


def _pass_over(unit: Unit, recurring: Recurring, series: Series, date: Occurrence, person: PersonId) -> None:
    store.pass_over(unit, date.id, date.passed | {person})
    found = store.occurrence_named(unit, date.id)
    assert found is not None  # it has just been written
    _told(unit, recurring, series, found)


def _told(unit: Unit, recurring: Recurring, series: Series, date: Occurrence) -> None:
    """Seat a date, tell a new host of it, and draw anew what names them."""
    now = seat_late(unit, recurring, series, date)
    for screen in (recurring.kinds.announcement, recurring.kinds.planned):
        messages.show(unit, screen, date.id)
    show_homes(unit, recurring, series, now)
