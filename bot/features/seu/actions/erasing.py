"""Erases a person: what is private goes, an opaque holder stands in all other places."""

from bot.action_items import store as action_items
from bot.core.facts import PersonErased
from bot.core.ids import PersonId
from bot.core.nobody import nobody
from bot.features.seu.rules.erasing import Duty, DutyKind, free_to_go
from bot.features.seu.rules.retention import Retention
from bot.features.seu.store import audit, entries, erasing, imports, ledger_imports
from bot.meetings.store import meetings
from bot.series import store as series
from bot.store.once import once
from bot.store.person_erasure import erase_person
from bot.store.unit import Read, Unit


def duties(read: Read, person: PersonId) -> tuple[Duty, ...]:
    """Return what others still rely on a person for: meetings that run with them, what comes again by them, action items of theirs."""
    running = [Duty(DutyKind.MEETING, one.title, one.channel) for one in meetings.running_with(read, person)]
    coming = [Duty(DutyKind.SERIES, one.title, one.channel) for one in series.all_owned_by(read, person)]
    items = [Duty(DutyKind.ACTION_ITEM, one.text, one.channel) for one in action_items.open_of(read, person)]
    return (*running, *coming, *items)


def erase(unit: Unit, *, person: PersonId) -> None:
    """Erase a person: what is private to them is deleted, the minutes of sessions stay with a holder who is nobody (seu.md, case 25).

    Raise StillRelied.
    """
    once(unit)
    entries.lock_ledger(unit, person)
    free_to_go(duties(unit, person))
    holder = entries.holder(unit, person)
    erasing.forget_ledger(unit, person, holder)
    unit.emit(PersonErased(person))
    erase_person(unit, person, nobody(holder))


def forget_old(unit: Unit) -> None:
    """Forget acts and words that are older than they are kept. Housekeeping, of one workspace."""
    audit.forget_noted(unit)
    imports.forget_old(unit)
    ledger_imports.forget_old(unit)
    before = unit.given(Retention).words_before(unit.now.date())
    if before is not None:
        erasing.forget_words(unit, before)
