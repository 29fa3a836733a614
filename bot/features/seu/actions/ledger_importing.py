"""A file becomes entries: shown to its person first, then written part by part."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.ids import PersonId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.features.seu.actions.exporting import FIRST
from bot.features.seu.actions.reminding import follow_expiries
from bot.features.seu.actions.showing import show_total, subject_of
from bot.features.seu.kinds import IMPORT, IMPORTING
from bot.features.seu.rules.audit import Act
from bot.features.seu.rules.import_parts import AT_ONCE, Bundle, read_part
from bot.features.seu.rules.importing import LedgerImportGone, Progress
from bot.features.seu.rules.portable_naming import Naming
from bot.features.seu.rules.programmes import Programme, Programmes
from bot.features.seu.rules.refusals import GuestUnanswered
from bot.features.seu.rules.values import Entry, Keeping
from bot.features.seu.rules.whole_ledger import Chosen, WholeLedger
from bot.features.seu.store import audit, brought, credentials, entries, ledger_imports, programmes
from bot.features.seu.store import whole_ledger as store
from bot.schedule import alarms
from bot.store.once import once
from bot.store.unit import Read, Unit


@dataclass(frozen=True)
class Opened:
    """A ledger that a file comes into, and the id of the import."""

    named: str
    naming: Naming
    ledger: WholeLedger


def open_ledger(unit: Unit, *, person: PersonId, is_guest: bool) -> tuple[str, str]:
    """Open a person's ledger where they have none; return its holder and an id for an import. Raise GuestUnanswered."""
    if entries.lock_ledger(unit, person) is Keeping.UNDECIDED and is_guest:
        raise GuestUnanswered
    return entries.holder(unit, person), unit.fresh()


def read_opened(read: Read, person: PersonId, holder: str, named: str) -> Opened:
    """Return what a file is held against: all that the person has."""
    ledger = store.whole_ledger(read, person, "", Chosen())
    own: Mapping[str, Entry] = {entry.id: entry for entry in ledger.entries}
    return Opened(named, Naming(read.workspace, holder, own), ledger)


def programme_of(read: Read, person: PersonId) -> Programme:
    """Return the programme whose names of categories a person's CSV is read by: that of what they hold, else the first one."""
    known = programmes.current(read)
    return next(
        (known[one.programme] for one in credentials.credentials_of(read, person) if one.programme in known), known[FIRST]
    )


def programmes_here(read: Read) -> Programmes:
    """Return every programme that this bot knows."""
    return read.given(Programmes)


def keep_import(unit: Unit, *, person: PersonId, named: str, bundle: Bundle) -> None:
    """Keep what a person is shown, until they say that it is to be imported."""
    ledger_imports.keep(unit, named, person, bundle)


def begin(unit: Unit, *, person: PersonId, named: str, with_alike: bool) -> Progress:
    """Import what a person was shown: a short file at once, of a long one the first part, and the rest by an alarm.

    Raise LedgerImportGone.
    """
    once(unit)
    entries.lock_ledger(unit, person)
    if not ledger_imports.begin(unit, named, person, with_alike=with_alike):
        raise LedgerImportGone
    progress = _go_on(unit, person, named)
    while not progress.is_over and progress.entries <= AT_ONCE:
        progress = _go_on(unit, person, named)
    if not progress.is_over:
        messages.post(unit, IMPORT, subject_of(named, person), Place.person(person))
    return progress


def go_on(unit: Unit, *, person: PersonId, named: str) -> None:
    """Import the next part of a file, if there is one, and tell the person how far it is."""
    _go_on(unit, person, named)
    messages.show(unit, IMPORT, subject_of(named, person))


def _go_on(unit: Unit, person: PersonId, named: str) -> Progress:
    progress = ledger_imports.progress(unit, named)
    assert progress is not None  # it has just begun, or its alarm rings: housekeeping waits a month
    body = None if progress.is_over else ledger_imports.part(unit, named, progress.next)
    if body is not None:
        part = read_part(body, person)
        added = brought.add_entries(unit, person, part.entries, progress.done)
        if part.rest is not None:
            brought.add_rest(unit, person, part.rest)
            follow_expiries(unit, person)
        ledger_imports.go_on(unit, named, added=added, done=len(part.entries))
    found = ledger_imports.progress(unit, named)
    assert found is not None  # as above
    if found.is_over or body is None:
        ledger_imports.drop_parts(unit, named)
        audit.note(unit, person, Act.IMPORTED, by=person)
        show_total(unit, person)
    else:
        alarms.wake(unit, IMPORTING, subject_of(named, person), unit.now)
    return found
