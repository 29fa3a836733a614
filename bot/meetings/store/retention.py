"""Forgets meetings that were closed long ago, with what belongs to them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Delete, Integer, SQLColumnExpression, bindparam, delete, select

from bot.action_items.store import let_go
from bot.meetings.tables import MeetingRow
from bot.series.forgetting import dates_of
from bot.store.base import Instant, in_workspace
from bot.store.unit import Unit

MOST = 20
"""Meetings that one transaction forgets: what belongs to them is some thousand rows at most."""
_OLD = (
    select(MeetingRow.id)
    .where(MeetingRow.workspace == in_workspace(), MeetingRow.closed < bindparam("closed_before", type_=Instant()))
    .order_by(MeetingRow.closed, MeetingRow.id)
    .limit(bindparam("most", type_=Integer()))
)


def is_forgotten(meeting: SQLColumnExpression[str] | SQLColumnExpression[str | None]) -> ColumnElement[bool]:
    """Return the condition that a column names a meeting which is being forgotten: for what belongs to it in other tables."""
    return meeting.in_(_OLD)


_FORGET = delete(MeetingRow).where(MeetingRow.workspace == in_workspace(), is_forgotten(MeetingRow.id))
_OTHERS = (*dates_of(is_forgotten), let_go(is_forgotten))


def forget_meetings(unit: Unit, parts: Sequence[Delete], before: datetime, most: int = MOST) -> int:
    """Forget up to `most` meetings that were closed before an instant, and the ceremonies' `parts` of them; return how many.

    Their action items stay, as of no meeting, and so does what minutes rest on.
    """
    old = {"closed_before": before, "most": most}
    if not unit.rows(_OLD, old | {"most": 1}):
        return 0
    for part in (*parts, *_OTHERS):
        unit.run(part, old)
    return unit.run(_FORGET, old)
