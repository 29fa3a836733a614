"""What a person says that they have typed in at a body, or that they have not."""

from dataclasses import dataclass, replace
from datetime import date

from bot.core.ids import PersonId
from bot.features.seu.actions.showing import show_session
from bot.features.seu.rules import at_body
from bot.features.seu.rules.at_body import Job
from bot.features.seu.rules.body_refusals import NothingThere
from bot.features.seu.rules.entries import stands
from bot.features.seu.rules.held import Claim
from bot.features.seu.rules.programmes import Programme
from bot.features.seu.rules.refusals import AlreadyReversed, NotYourEntry
from bot.features.seu.rules.values import Entry
from bot.features.seu.store import claims, credentials, entries, programmes
from bot.store.once import once
from bot.store.unit import Read, Unit


@dataclass(frozen=True)
class Said:
    """What a person has said that they did at a body about an entry."""

    programme: Programme
    job: Job
    entry: Entry


def say_logged(unit: Unit, *, person: PersonId, programme: str, entry: str, category: str, day: date | None, today: date) -> Said:
    """Note that a person has logged an entry at a body, or changed there what they had logged before it was corrected.

    Raise NotYourEntry, AlreadyReversed, NothingThere, and what is wrong with the day or the category.
    """
    once(unit)
    entries.lock_ledger(unit, person)
    one = _standing(unit, person, entry)
    rules = programme_of(unit, person, programme)
    claim = at_body.logged_on(rules, one, category, day, today)
    before = [gone for gone in _logged(unit, person, programme, one) if gone.entry != entry]
    for gone in before:
        claims.drop(unit, gone.entry, programme)
    claims.keep(unit, person, claim)
    show_session(unit, one.activity, person)
    return Said(rules, Job.CHANGE if before else Job.LOG, one)


def say_taken_off(unit: Unit, *, person: PersonId, programme: str, entry: str) -> Said:
    """Note that nothing stands at a body any more of an activity that was taken back. Raise NotYourEntry or NothingThere."""
    once(unit)
    one = _forget_logged(unit, person, programme, entry)
    return Said(programme_of(unit, person, programme), Job.TAKE_OFF, one)


def say_not_logged(unit: Unit, *, person: PersonId, programme: str, entry: str) -> None:
    """Note that an entry was not logged at a body after all; the category that was chosen stays. Raise NotYourEntry or NothingThere."""
    once(unit)
    _forget_logged(unit, person, programme, entry)


def choose_category(unit: Unit, *, person: PersonId, programme: str, entry: str, category: str) -> None:
    """File an entry under another of a body's categories. Raise NotYourEntry, AlreadyReversed, NothingThere or NoSuchCategory."""
    once(unit)
    entries.lock_ledger(unit, person)
    one = _standing(unit, person, entry)
    chosen = at_body.chosen_category(programme_of(unit, person, programme), one, category)
    known = claims.claims(unit, entry).get((entry, programme))
    claims.keep(unit, person, Claim(entry, programme, chosen, known.logged if known else None))
    show_session(unit, one.activity, person)


def programme_of(read: Read, person: PersonId, programme: str) -> Programme:
    """Return a programme as the running cycle of a person's credential began with it, else as it is now. Raise NothingThere."""
    held = next((one for one in credentials.credentials_of(read, person) if one.programme == programme), None)
    found = programmes.begun_with(read, programme, held.version) if held else programmes.current(read).get(programme)
    if found is None:
        raise NothingThere
    return found


def _standing(unit: Unit, person: PersonId, entry: str) -> Entry:
    one = _own(unit, person, entry)
    if not stands(entries.entries_of(unit, person, one.activity), one):
        raise AlreadyReversed
    return one


def _own(unit: Unit, person: PersonId, entry: str) -> Entry:
    one = entries.entry(unit, entry)
    if one is None or one.person != person:
        raise NotYourEntry
    return one


def _logged(unit: Unit, person: PersonId, programme: str, one: Entry) -> list[Claim]:
    """Return what was said to be logged of an activity, whichever of its entries stood then."""
    of_activity = {each.id for each in entries.entries_of(unit, person, one.activity)}
    every = claims.claims_of(unit, person)
    return [claim for (entry, key), claim in every.items() if key == programme and entry in of_activity and claim.logged]


def _forget_logged(unit: Unit, person: PersonId, programme: str, entry: str) -> Entry:
    entries.lock_ledger(unit, person)
    one = _own(unit, person, entry)
    logged = _logged(unit, person, programme, one)
    if not logged:
        raise NothingThere
    for claim in logged:
        if claim.category is None:
            claims.drop(unit, claim.entry, programme)
        else:
            claims.keep(unit, person, replace(claim, logged=None))
    show_session(unit, one.activity, person)
    return one
