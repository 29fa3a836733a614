"""Forgets announced dates that are long over, and what people answered."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import ColumnElement, Delete, SQLColumnExpression, bindparam, delete, select

from bot.series.tables import AnswerRow, OccurrenceRow
from bot.store.base import Instant, in_workspace
from bot.store.unit import Unit

ANSWERS_KEPT, DATES_KEPT = timedelta(days=90), timedelta(days=365)
"""So long after its date it is kept who was coming, and the date itself, unless a meeting was opened on it."""
_OVER = (OccurrenceRow.workspace == in_workspace(), OccurrenceRow.starts < bindparam("before", type_=Instant()))
_ANSWERS = delete(AnswerRow).where(
    AnswerRow.workspace == in_workspace(), AnswerRow.occurrence.in_(select(OccurrenceRow.id).where(*_OVER))
)
_DATES = delete(OccurrenceRow).where(*_OVER, OccurrenceRow.meeting.is_(None))


def dates_of(is_forgotten: Callable[[SQLColumnExpression[str | None]], ColumnElement[bool]]) -> Delete:
    """Return what deletes the dates whose meetings are forgotten; what people had answered went long before."""
    return delete(OccurrenceRow).where(OccurrenceRow.workspace == in_workspace(), is_forgotten(OccurrenceRow.meeting))


def forget_dates(unit: Unit) -> int:
    """Forget announced dates that are long over, and what people had answered; return how many dates."""
    unit.run(_ANSWERS, {"before": unit.now - ANSWERS_KEPT})
    return unit.run(_DATES, {"before": unit.now - DATES_KEPT})
