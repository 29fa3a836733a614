"""What people do about their credentials: added, changed, removed, steps ticked, reminders switched."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from bot.core.ids import PersonId
from bot.delivery import messages
from bot.feature import HOME
from bot.features.seu.actions.reminding import follow_expiries, show_reminder, stop
from bot.features.seu.rules import own_credentials
from bot.features.seu.rules.audit import Act
from bot.features.seu.rules.credential_names import Known
from bot.features.seu.rules.credential_refusals import NoSuchCredential, NoSuchStep
from bot.features.seu.rules.held import Held
from bot.features.seu.rules.own_credentials import SaidOfIt
from bot.features.seu.rules.programmes import Certification, Programme
from bot.features.seu.store import audit, entries, programmes
from bot.features.seu.store import credentials as store
from bot.store.once import once
from bot.store.unit import Read, Unit


def add(unit: Unit, *, person: PersonId, known: Known, said: SaidOfIt, name: str = "", today: date) -> Held:
    """Add a credential to what a person holds or prepares for, by the rules as they are now; return it. Raise what the rule raises."""
    once(unit)
    entries.lock_ledger(unit, person)
    held = store.credentials_of(unit, person)
    added = own_credentials.add(known, said, held, person=person, name=name, credential=unit.fresh(), at=unit.now, today=today)
    programmes.keep(unit, known.programme)
    store.add(unit, added)
    return _followed(unit, added)


def change(unit: Unit, *, person: PersonId, credential: str, said: SaidOfIt, variant: str, today: date) -> Held:
    """Mend the days and the fee of a credential; one that was prepared for is held from then on. Raise NoSuchCredential and what the rule raises."""
    once(unit)
    one = _locked(unit, person, credential)
    if one.is_prepared_for:
        one = _by_rules_of_now(unit, one)
    programme, certification = rules_of(unit, one)
    after = own_credentials.change(one, programme, certification, said, variant, at=unit.now, today=today)
    store.keep(unit, after)
    return _followed(unit, after)


def remove(unit: Unit, *, person: PersonId, credential: str) -> None:
    """Take a credential out of what a person holds; what is in their ledger stays. Raise NoSuchCredential."""
    once(unit)
    one = _locked(unit, person, credential)
    store.remove(unit, one)
    audit.note(unit, person, Act.CREDENTIAL_CHANGED, by=person)
    stop(unit, one)
    follow_expiries(unit, person)
    messages.show(unit, HOME, person)


def tick(unit: Unit, *, person: PersonId, credential: str, step: str, done: bool, today: date) -> None:
    """Say that a step on the way to a credential is done, or is not. Raise NoSuchCredential or NoSuchStep."""
    once(unit)
    one = _locked(unit, person, credential)
    _, certification = rules_of(unit, one)
    if step not in {each.key for each in certification.steps}:
        raise NoSuchStep
    if done:
        store.do_step(unit, one.id, step, today)
    else:
        store.undo_step(unit, one.id, step)
    messages.show(unit, HOME, person)


def switch_reminders(unit: Unit, *, person: PersonId, credentials: Collection[str] | None, on: bool) -> None:
    """Remind a person of the expiry of these credentials, or no longer; None: of all that they hold. Raise NoSuchCredential."""
    once(unit)
    entries.lock_ledger(unit, person)
    every = [one.id for one in store.credentials_of(unit, person)]
    for credential in every if credentials is None else credentials:
        one = replace(own(unit, person, credential), reminders=on)
        store.keep(unit, one)
        show_reminder(unit, one)
    follow_expiries(unit, person)


def own(read: Read, person: PersonId, credential: str) -> Held:
    """Return a person's own credential. Raise NoSuchCredential."""
    one = store.credential(read, credential)
    if one is None or one.person != person:
        raise NoSuchCredential
    return one


def rules_of(read: Read, one: Held) -> tuple[Programme, Certification]:
    """Return the rules that the running cycle of a credential began with. Raise NoSuchCredential where nothing can read them any more."""
    programme = programmes.begun_with(read, one.programme, one.version)
    certification = programme.certification(one.name) if programme else None
    if programme is None or certification is None:
        raise NoSuchCredential
    return programme, certification


def _locked(unit: Unit, person: PersonId, credential: str) -> Held:
    entries.lock_ledger(unit, person)
    return own(unit, person, credential)


def _by_rules_of_now(unit: Unit, one: Held) -> Held:
    """Let the first cycle of what was prepared for begin with the rules as they are now."""
    now = programmes.current(unit).get(one.programme)
    if now is None or now.certification(one.name) is None:
        return one
    programmes.keep(unit, now)
    return replace(one, version=now.version)


def _followed(unit: Unit, one: Held) -> Held:
    audit.note(unit, one.person, Act.CREDENTIAL_CHANGED, by=one.person)
    follow_expiries(unit, one.person)
    messages.show(unit, HOME, one.person)
    return own(unit, one.person, one.id)
