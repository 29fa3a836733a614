"""Notes and reads who did what with what is kept of a person."""

from datetime import timedelta

from sqlalchemy import Integer, bindparam, delete, func, insert, select

from bot.core.ids import PersonId
from bot.features.seu.rules.audit import Act, Noted
from bot.features.seu.tables.audit import AuditRow
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit

_NOTE = insert(AuditRow)
_OF = (AuditRow.workspace == in_workspace(), AuditRow.whose == bindparam("of_person"))
_LATEST = (
    select(AuditRow.actor, AuditRow.act, AuditRow.at)
    .where(*_OF)
    .order_by(AuditRow.at.desc(), AuditRow.audit.desc())
    .limit(bindparam("most", type_=Integer))
    .offset(bindparam("skip", type_=Integer))
)
_FORGET = delete(AuditRow).where(AuditRow.workspace == in_workspace(), AuditRow.at < bindparam("before", type_=AuditRow.at.type))
KEPT = timedelta(days=730)
"""As long as the longest history of a team's items."""
_COUNT = select(func.count().label("n")).where(*_OF)


def note(unit: Unit, whose: PersonId, act: Act, *, by: PersonId) -> None:
    """Note that somebody did something with what is kept of a person."""
    unit.run(_NOTE, {"audit": unit.fresh(), "whose": whose, "actor": by, "act": act.value, "at": unit.now})


def latest(read: Read, person: PersonId, most: int, *, skip: int = 0) -> list[Noted]:
    """Return what was done with what is kept of a person, the newest first, after the first `skip`."""
    rows = read.rows(_LATEST, {"of_person": person, "most": most, "skip": skip})
    return [Noted(PersonId(row.actor), Act(row.act), row.at) for row in rows]


def count(read: Read, person: PersonId) -> int:
    """Return how many acts are noted."""
    row = read.row(_COUNT, {"of_person": person})
    return int(row.n) if row else 0


def forget_noted(unit: Unit) -> None:
    """Forget what was noted longer ago than it is kept."""
    unit.run(_FORGET, {"before": unit.now - KEPT})
