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


def dates_of(is_forgotten: Callable[[SQLColumnExpression[str | None]], ColumnElement[bool]]) -> tuple[Delete, Delete]:
    """Return what deletes the dates whose meetings are forgotten, and what people had answered.

    That went long before, but for a date that was far ahead when its meeting was held: a clock may have been wrong.
    """
    theirs = (OccurrenceRow.workspace == in_workspace(), is_forgotten(OccurrenceRow.meeting))
    ahead = select(OccurrenceRow.id).where(*theirs, OccurrenceRow.starts >= bindparam("closed_before", type_=Instant()))
    answers = AnswerRow.occurrence.in_(ahead)
    return delete(AnswerRow).where(AnswerRow.workspace == in_workspace(), answers), delete(OccurrenceRow).where(*theirs)


def forget_dates(unit: Unit) -> int:
    """Forget announced dates that are long over, and what people had answered; return how many dates."""
    unit.run(_ANSWERS, {"before": unit.now - ANSWERS_KEPT})
    return unit.run(_DATES, {"before": unit.now - DATES_KEPT})
