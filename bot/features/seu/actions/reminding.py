"""Reminds a person of an expiry in time: once each and cycle, by their day (seu.md, case 21)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.core.ids import PersonId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.features.seu.actions.terms import ruled
from bot.features.seu.kinds import REMIND, REMINDER
from bot.features.seu.rules.held import Held
from bot.features.seu.rules.reminders import is_daytime, marker, next_reminder, read_marker, reminder_due, seen
from bot.features.seu.rules.standings import Ruled, renewed_with
from bot.features.seu.store import credentials
from bot.schedule import alarms
from bot.store.unit import Read, Unit
from bot.teams import store as people


def follow_expiries(unit: Unit, person: PersonId) -> None:
    """Set the alarms of all that a person holds anew, after they have changed something: what that brought to light is none of their news.

    The person's ledger is locked. Of what was renewed the reminder goes.
    """
    zone = zone_of(unit, person)
    for one in ruled(unit, person):
        held = one.held
        if one.expiry is not None and (held.reminded is None or read_marker(held.reminded)[0] != one.expiry):
            _hide(unit, held)
            held = replace(held, reminded=seen(one.expiry, zone, unit.now))
            credentials.keep(unit, held)
        _wake(unit, held, one.expiry, zone)


def stop(unit: Unit, held: Held) -> None:
    """Remind of a credential no more: it was removed."""
    _hide(unit, held)
    alarms.cancel_alarm(unit, REMIND, held.id)


def remind(unit: Unit, person: PersonId, credential: str) -> None:
    """Send the reminder of a credential that is due, if any, and set the alarm for the next; the person's ledger is locked."""
    every = ruled(unit, person)
    one = next((one for one in every if one.held.id == credential), None)
    if one is None or one.expiry is None:
        return
    zone, held = zone_of(unit, person), one.held
    due = reminder_due(one.expiry, held.reminded, zone, unit.now)
    if held.reminders and due is not None and is_daytime(zone, unit.now):
        _hide(unit, held)
        held = replace(held, reminded=marker(one.expiry, due))
        credentials.keep(unit, held)
        if _speaks(every, one):
            messages.post(unit, REMINDER, subject_of(held), Place.person(person))
    _wake(unit, held, one.expiry, zone)


def show_reminder(unit: Unit, held: Held) -> None:
    """Draw the last reminder of a credential anew."""
    if held.reminded is not None:
        messages.show(unit, REMINDER, subject_of(held))


def follow_clock(unit: Unit, by: timedelta) -> None:
    """Set the alarms of everybody who holds something anew, for the machine's time was set."""
    for held in credentials.reminded(unit):
        alarms.wake(unit, REMIND, held, unit.now)


def reminded_together(read: Read, person: PersonId, credential: str) -> list[str]:
    """Return the credentials that a reminder speaks of: what is renewed at once with one, and expires on its day."""
    every = ruled(read, person)
    return [each.held.id for one in every if one.held.id == credential for each in renewed_with(every, one)]


def subject_of(held: Held) -> str:
    """Return the subject of the last reminder of a credential."""
    return f"{held.id}/{held.reminded}"


def credential_of(subject: str) -> str:
    """Return the credential that a reminder is of."""
    return subject.partition("/")[0]


def speaks_of(subject: str, one: Ruled) -> bool:
    """Tell whether a reminder is the last one of a credential, and of the day until which it runs."""
    return subject == subject_of(one.held) and one.held.reminded is not None and read_marker(one.held.reminded)[0] == one.expiry


def zone_of(read: Read, person: PersonId) -> str:
    """Return the zone in which it is nine in the morning for a person."""
    known = people.person(read, person)
    return "UTC" if known is None else known.zone


def _speaks(every: Sequence[Ruled], one: Ruled) -> bool:
    """Tell whether the reminder of this credential speaks for all that is renewed with it: the first of those that are reminded of does."""
    return next(each for each in renewed_with(every, one) if each.held.reminders).held.id == one.held.id


def _hide(unit: Unit, held: Held) -> None:
    if held.reminded is not None:
        messages.hide(unit, REMINDER, subject_of(held))


def _wake(unit: Unit, held: Held, expiry: date | None, zone: str) -> None:
    following = None if expiry is None or not held.reminders else next_reminder(expiry, held.reminded, zone, unit.now)
    if following is None:
        alarms.cancel_alarm(unit, REMIND, held.id)
    else:
        alarms.wake(unit, REMIND, held.id, following)
