"""Rows <-> claims: what became of entries at the body of a programme."""

from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete, select

from bot.core.ids import PersonId
from bot.features.seu.rules.held import Claim
from bot.features.seu.store import entries
from bot.features.seu.tables.credentials import ClaimRow
from bot.features.seu.tables.entries import LedgerRow
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import upsert

_READ = (ClaimRow.entry, ClaimRow.programme, ClaimRow.category, ClaimRow.logged, ClaimRow.at)
_HOLDER = select(LedgerRow.holder).where(LedgerRow.workspace == in_workspace(), LedgerRow.person == bindparam("person"))
_OF_PERSON = select(*_READ).where(ClaimRow.workspace == in_workspace(), ClaimRow.holder == _HOLDER.scalar_subquery())
_OF_ENTRY = select(*_READ).where(ClaimRow.workspace == in_workspace(), ClaimRow.entry == bindparam("entry"))
_KEEP = upsert(ClaimRow, update=("category", "logged", "at"))
_DROP = delete(ClaimRow).where(
    ClaimRow.workspace == in_workspace(), ClaimRow.entry == bindparam("named"), ClaimRow.programme == bindparam("at_body")
)


def keep(unit: Unit, person: PersonId, claim: Claim) -> None:
    """Write what a person says of one of their entries; their ledger is locked."""
    logged = None if claim.logged is None else claim.logged.isoformat()
    columns = {"entry": claim.entry, "programme": claim.programme, "category": claim.category, "logged": logged}
    unit.run(_KEEP, {**columns, "holder": entries.holder(unit, person), "at": unit.now})


def drop(unit: Unit, entry: str, programme: str) -> None:
    """Take back what was said of an entry in a programme."""
    unit.run(_DROP, {"named": entry, "at_body": programme})


def claims_of(read: Read, person: PersonId) -> dict[tuple[str, str], Claim]:
    """Return what a person has said of their entries, by entry and programme."""
    return _by_key(read.rows(_OF_PERSON, {"person": person}))


def claims(read: Read, entry: str) -> dict[tuple[str, str], Claim]:
    """Return what was said of one entry, by entry and programme."""
    return _by_key(read.rows(_OF_ENTRY, {"entry": entry}))


def _by_key(rows: Any) -> dict[tuple[str, str], Claim]:
    return {(row.entry, row.programme): _claim(row) for row in rows}


def _claim(row: Any) -> Claim:
    logged = None if row.logged is None else date.fromisoformat(row.logged)
    return Claim(row.entry, row.programme, row.category, logged, row.at)
