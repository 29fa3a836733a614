"""Rows <-> files on their way into ledgers, and what each part of one writes."""

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from bot.core.ids import PersonId
from bot.features.seu.rules.import_parts import Bundle
from bot.features.seu.rules.importing import Progress
from bot.features.seu.tables.ledger_imports import LedgerImportPartRow, LedgerImportRow
from bot.store.base import Instant, in_workspace
from bot.store.unit import Read, Unit

WAITS, KEPT = timedelta(days=1), timedelta(days=30)


_THIS = (LedgerImportRow.workspace == in_workspace(), LedgerImportRow.named == bindparam("this"))
_NEW, _NEW_PART = insert(LedgerImportRow), insert(LedgerImportPartRow)
_READ = select(LedgerImportRow).where(*_THIS)
_BEGIN = (
    update(LedgerImportRow)
    .where(
        *_THIS,
        LedgerImportRow.person == bindparam("who"),
        LedgerImportRow.begun.is_(False),
        LedgerImportRow.at >= bindparam("since", type_=Instant()),
    )
    .values(begun=True, with_alike=bindparam("alike_too"), at=bindparam("now", type_=Instant()))
)
_GO_ON = (
    update(LedgerImportRow)
    .where(*_THIS)
    .values(
        next=LedgerImportRow.next + 1,
        added=LedgerImportRow.added + bindparam("more_added"),
        done=LedgerImportRow.done + bindparam("more_done"),
        at=bindparam("now", type_=Instant()),
    )
)
_PART = select(LedgerImportPartRow.body).where(
    LedgerImportPartRow.workspace == in_workspace(),
    LedgerImportPartRow.named == bindparam("this"),
    LedgerImportPartRow.part == bindparam("number"),
)
_TOUCH_PARTS = (
    update(LedgerImportPartRow)
    .where(LedgerImportPartRow.workspace == in_workspace(), LedgerImportPartRow.named == bindparam("this"))
    .values(at=bindparam("now", type_=Instant()))
)
_DROP_PARTS = delete(LedgerImportPartRow).where(
    LedgerImportPartRow.workspace == in_workspace(), LedgerImportPartRow.named == bindparam("this")
)
_OLD = delete(LedgerImportRow).where(
    LedgerImportRow.workspace == in_workspace(), LedgerImportRow.at < bindparam("before", type_=Instant())
)
_OLD_PARTS = delete(LedgerImportPartRow).where(
    LedgerImportPartRow.workspace == in_workspace(), LedgerImportPartRow.at < bindparam("before", type_=Instant())
)


def keep(unit: Unit, named: str, person: PersonId, bundle: Bundle) -> None:
    """Keep what a person is shown, until they say that it is to be imported."""
    counts = {
        "entries": bundle.entries,
        "alike": bundle.alike,
        "parts": len(bundle.parts),
        "alike_parts": len(bundle.alike_parts),
    }
    fresh = {"next": 0, "added": 0, "done": 0, "with_alike": False, "begun": False, "at": unit.now}
    unit.run(_NEW, {"named": named, "person": person, **counts, **fresh})
    for number, body in enumerate((*bundle.parts, *bundle.alike_parts)):
        unit.run(_NEW_PART, {"named": named, "part": number, "person": person, "body": body, "at": unit.now})


def begin(unit: Unit, named: str, person: PersonId, *, with_alike: bool) -> bool:
    """Mark a file as being imported; tell whether it waited for this person's word."""
    values = {"this": named, "who": person, "since": unit.now - WAITS, "alike_too": with_alike, "now": unit.now}
    begun = bool(unit.run(_BEGIN, values))
    if begun:
        unit.run(_TOUCH_PARTS, {"this": named, "now": unit.now})  # housekeeping takes what waits for a day, not what is under way
    return begun


def progress(read: Read, named: str) -> Progress | None:
    """Return how far a file is imported; None where it is known no more."""
    row = read.row(_READ, {"this": named})
    return None if row is None else _progress(row)


def part(read: Read, named: str, number: int) -> str | None:
    """Return a part as it was kept; None where it is there no more."""
    row = read.row(_PART, {"this": named, "number": number})
    return None if row is None else str(row.body)


def go_on(unit: Unit, named: str, *, added: int, done: int) -> None:
    """Note that a part was imported."""
    unit.run(_GO_ON, {"this": named, "more_added": added, "more_done": done, "now": unit.now})


def drop_parts(unit: Unit, named: str) -> None:
    """Forget the parts of a file that is imported."""
    unit.run(_DROP_PARTS, {"this": named})


def forget_old(unit: Unit) -> None:
    """Forget files that nobody has spoken of for a day, and that others were imported for longer than a month. Housekeeping."""
    unit.run(_OLD_PARTS, {"before": unit.now - WAITS})
    unit.run(_OLD, {"before": unit.now - KEPT})


def _progress(row: Any) -> Progress:
    entries = row.entries + (row.alike if row.with_alike else 0)
    parts = row.parts + (row.alike_parts if row.with_alike else 0)
    return Progress(PersonId(row.person), entries, parts, row.next, row.added, row.done, bool(row.begun))
