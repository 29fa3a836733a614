"""Statements that were issued; a statement never changes."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, insert, select

from bot.core.ids import PersonId, WorkspaceId
from bot.features.seu.rules.whole_ledger import WholeLedger
from bot.features.seu.store import entries
from bot.features.seu.tables.entries import LedgerRow
from bot.features.seu.tables.statements import StatementRow
from bot.store.unit import Read, Unit


@dataclass(frozen=True)
class Issued:
    """What was stated and when (UTC), and about whom: None where they have been erased since."""

    statement: str
    workspace: WorkspaceId
    digest: str
    minutes: int
    activities: int
    first: date
    last: date
    at: datetime
    person: PersonId | None


_KEEP = insert(StatementRow)
_ISSUED = (
    select(*StatementRow.__table__.columns, LedgerRow.person)
    .outerjoin(LedgerRow, (LedgerRow.workspace == StatementRow.workspace) & (LedgerRow.holder == StatementRow.holder))
    .where(StatementRow.statement == bindparam("this"))
)
"""Of every workspace: who shows a statement does not say from which it is."""


def keep(unit: Unit, statement: str, digest: str, ledger: WholeLedger) -> None:
    """Write down what a statement says of a person, and the digest of its file."""
    days = [entry.day.isoformat() for entry in ledger.standing]
    stated = {"minutes": ledger.minutes, "activities": len(days), "first": min(days), "last": max(days)}
    holder = entries.holder(unit, ledger.person)
    unit.run(_KEEP, {"statement": statement, "holder": holder, "digest": digest, **stated, "at": unit.now})


def issued(read: Read, statement: str) -> Issued | None:
    """Return what a statement said, whatever the workspace."""
    row = read.row(_ISSUED, {"this": statement})
    if row is None:
        return None
    return Issued(
        row.statement,
        WorkspaceId(row.workspace),
        row.digest,
        row.minutes,
        row.activities,
        date.fromisoformat(row.first),
        date.fromisoformat(row.last),
        row.at,
        PersonId(row.person) if row.person else None,
    )
