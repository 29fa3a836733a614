"""Deletes old rows of delivery during housekeeping."""

from datetime import timedelta

from sqlalchemy import bindparam, delete, or_

from bot.delivery.tables import BudgetRow, LackedBlockRow, LaneRow, MessageRow
from bot.store.base import Instant, in_workspace
from bot.store.unit import Unit

KEPT = timedelta(days=30)
"""How long a message that nothing touches any more is remembered: it stays in Slack, but is not redrawn."""

_BEFORE = bindparam("before", type_=Instant())
_MESSAGES = delete(MessageRow).where(
    MessageRow.workspace == in_workspace(), MessageRow.due.is_(None), MessageRow.touched < _BEFORE
)
_LANES = delete(LaneRow).where(
    LaneRow.workspace == in_workspace(),
    or_(LaneRow.show_free < _BEFORE, LaneRow.show_free.is_(None) & (LaneRow.post_free < _BEFORE)),
)
_BUDGETS = delete(BudgetRow).where(
    BudgetRow.workspace == in_workspace(),
    or_(BudgetRow.full.is_(None), BudgetRow.full < _BEFORE),
    or_(BudgetRow.held.is_(None), BudgetRow.held < _BEFORE),
)
_LACKED = delete(LackedBlockRow).where(
    LackedBlockRow.workspace == in_workspace(), LackedBlockRow.until < bindparam("now", type_=Instant())
)


def forget_old(unit: Unit, *, kept: timedelta = KEPT) -> int:
    """Forget the messages of this workspace that Slack agrees with and nothing has touched for so long; return how many."""
    before = {"before": unit.real_now - kept}
    unit.run(_LANES, before)
    unit.run(_BUDGETS, before)
    unit.run(_LACKED, {"now": unit.real_now})
    return unit.run(_MESSAGES, before)
