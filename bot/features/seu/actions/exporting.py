"""Reads what a person takes along, and keeps what is stated of them."""

from collections.abc import Mapping

from bot.core.csv_rows import BOM
from bot.core.ids import PersonId
from bot.features.seu.rules import entry_csv, portable
from bot.features.seu.rules.audit import Act
from bot.features.seu.rules.entry_csv import labels_of
from bot.features.seu.rules.programmes import Programmes
from bot.features.seu.rules.values import Category, Session
from bot.features.seu.rules.verifying import digest_of
from bot.features.seu.rules.whole_ledger import Chosen, NothingThere, WholeLedger
from bot.features.seu.store import audit, credentials, entries, offers, sessions, statements
from bot.features.seu.store import whole_ledger as store
from bot.features.seu.views.exporting import Format
from bot.store.once import once
from bot.store.unit import Read, Unit
from bot.teams import store as people
from bot.words.words import Words

FIRST = "scrum_alliance"
"""The programme of who holds nothing yet."""
_MOST_SESSIONS = 100
"""As many choices as a menu has."""


def read_ledger(read: Read, person: PersonId, words: Words, chosen: Chosen) -> WholeLedger:
    """Return what stands of a person, under their whole name."""
    return store.whole_ledger(read, person, people.names(read, [person], words, full=True)[person], chosen)


def text_of(ledger: WholeLedger, form: Format, labels: Mapping[Category, str]) -> str:
    """Return a ledger as text, as it is copied; `labels`: what the body calls each kind. Raise NothingThere where a table would be empty."""
    if form is Format.JSON:
        return portable.document(ledger)
    if not ledger.standing:
        raise NothingThere
    return "".join([entry_csv.header(), *entry_csv.rows(ledger, labels)])


def file_of(ledger: WholeLedger, form: Format, labels: Mapping[Category, str]) -> bytes:
    """Return a ledger as the content of a file. Raise NothingThere."""
    text = text_of(ledger, form, labels)
    return (BOM + text if form is Format.CSV else text).encode()


def read_labels(read: Read, person: PersonId) -> Mapping[Category, str]:
    """Return what the body that a person renews with calls each kind of activity: empty where it counts none of them."""
    programmes = read.given(Programmes).by_key
    held = next((one.programme for one in credentials.credentials_of(read, person) if one.programme in programmes), FIRST)
    return labels_of(programmes[held])


def read_form(read: Read, person: PersonId) -> tuple[list[Session], bool | None]:
    """Return what the form offers: the latest sessions that have entries, and whether the person is offered their file each quarter."""
    latest = entries.latest(read, person, _MOST_SESSIONS)
    found = (sessions.session(read, entry.activity) for entry in latest if entry.left)
    stands = offers.offer(read, person)
    return [session for session in found if session], stands.wanted if latest else None


def note_taken(unit: Unit, *, person: PersonId) -> None:
    """Note that a person takes out what is kept of them."""
    audit.note(unit, person, Act.EXPORTED, by=person)


def new_statement(unit: Unit) -> str:
    """Return an id for a statement: sixteen letters and digits, which stand on paper too."""
    return unit.fresh()[:16]


def keep_statement(unit: Unit, *, ledger: WholeLedger, named: str, content: bytes) -> None:
    """Keep what a statement says and the digest of its file: from now on it is issued."""
    once(unit)
    entries.lock_ledger(unit, ledger.person)
    statements.keep(unit, named, digest_of(content), ledger)
