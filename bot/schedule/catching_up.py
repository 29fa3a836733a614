"""Passes over dates that rules called for while nobody remembers it: what is over is not told of."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.core.refusal import Refusal
from bot.core.zones import is_gone
from bot.schedule.recurrence import occurrence_at
from bot.schedule.schedules import RuleState, ScheduleId, arm, find_schedule, lock_rule
from bot.schedule.tables import AlarmRow
from bot.store.base import in_workspace
from bot.store.unit import Unit

_CALLED = (
    select(AlarmRow.kind, AlarmRow.subject, AlarmRow.wall, AlarmRow.due)
    .where(AlarmRow.workspace == in_workspace(), AlarmRow.wall != "")
    .order_by(AlarmRow.subject, AlarmRow.kind)
)


def pass_over(unit: Unit) -> int:
    """Set each alarm that a rule has called for a date that is over to the rule's next date; return how many those were."""
    return sum(_passed_over(unit, row) for row in unit.rows(_CALLED) if row.due <= unit.now)


def _passed_over(unit: Unit, row: Any) -> bool:
    schedule = ScheduleId(row.subject)
    lock_rule(unit, schedule)
    try:
        found = find_schedule(unit, schedule)
        if found is None or found.state is not RuleState.RUNNING or is_gone(found.recurrence.zone):
            return False
        date = occurrence_at(found.recurrence, datetime.fromisoformat(row.wall))
        if date.starts + (found.recurrence.duration or timedelta()) > unit.now:
            return False  # it is still to come, or goes on: late is better than never
        arm(unit, schedule, found.recurrence, only=row.kind)
    except (Refusal, ValueError):
        return False  # a rule that cannot be read is for `doctor`
    return True
