"""Empties what people said with their entries, and what rests on a ledger."""

from datetime import date

from sqlalchemy import Integer, bindparam, delete, select

from bot.features.seu.tables.credentials import AllocationRow, ClaimRow, CredentialRow, RenewalRow, StepRow
from bot.features.seu.tables.entries import EntryRow, EntryWordsRow
from bot.store.base import in_workspace
from bot.store.unit import Unit

_OF_HOLDER = select(EntryRow.entry).where(EntryRow.workspace == in_workspace(), EntryRow.holder == bindparam("of_holder"))
_CREDENTIALS = select(CredentialRow.credential).where(
    CredentialRow.workspace == in_workspace(), CredentialRow.person == bindparam("of_person")
)
_BY_ENTRY = tuple(
    delete(table).where(table.workspace == in_workspace(), table.entry.in_(_OF_HOLDER))
    for table in (EntryWordsRow, ClaimRow, AllocationRow)
)
_BY_CREDENTIAL = tuple(
    delete(table).where(table.workspace == in_workspace(), table.credential.in_(_CREDENTIALS)) for table in (StepRow, RenewalRow)
)
_OLD_WORDS = (
    select(EntryWordsRow.entry)
    .join(EntryRow, (EntryRow.workspace == EntryWordsRow.workspace) & (EntryRow.entry == EntryWordsRow.entry))
    .where(EntryWordsRow.workspace == in_workspace(), EntryRow.day < bindparam("before"))
)
_FORGET_OLD = delete(EntryWordsRow).where(
    EntryWordsRow.workspace == in_workspace(), EntryWordsRow.entry.in_(_OLD_WORDS.limit(bindparam("most", type_=Integer)))
)


def forget_ledger(unit: Unit, person: str, holder: str) -> None:
    """Delete the words of a holder's entries, what was logged and used up of them, and what rests on the person's credentials."""
    for statement in _BY_ENTRY:
        unit.run(statement, {"of_holder": holder})
    for statement in _BY_CREDENTIAL:
        unit.run(statement, {"of_person": person})


def forget_words(unit: Unit, before: date, most: int = 500) -> int:
    """Delete the words of entries about days before this one, `most` at a time; return how many. Minutes stay."""
    return unit.run(_FORGET_OLD, {"before": before.isoformat(), "most": most})
