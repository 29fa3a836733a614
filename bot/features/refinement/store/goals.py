"""Product Goals, the vision and the strategy above them."""

from typing import Any

from sqlalchemy import Integer, bindparam, insert, select, update

from bot.core.ids import ChannelId, PersonId
from bot.features.refinement.rules.goals import Change, Direction, Goal, GoalEnd
from bot.features.refinement.tables.goals import DirectionRow, GoalRow
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import upsert

_THERE = (DirectionRow.workspace == in_workspace(), DirectionRow.channel == bindparam("of_channel"))
_GOAL = (GoalRow.id, GoalRow.text, GoalRow.set_by, GoalRow.since, GoalRow.ended, GoalRow.outcome)
_LOCK = upsert(DirectionRow, update={"revision": DirectionRow.revision + 1})
_ABOVE = select(DirectionRow.vision, DirectionRow.strategy).where(*_THERE)
_STANDS = (
    select(*_GOAL)
    .join(DirectionRow, (DirectionRow.workspace == GoalRow.workspace) & (DirectionRow.goal == GoalRow.id))
    .where(*_THERE)
)
_BEFORE = (
    select(*_GOAL)
    .where(
        GoalRow.workspace == in_workspace(),
        GoalRow.channel == bindparam("of_channel"),
        GoalRow.ended.is_not(None),
    )
    .order_by(GoalRow.since.desc(), GoalRow.id)
    .limit(bindparam("most", type_=Integer()))
)
_KEEP = (
    update(DirectionRow)
    .where(*_THERE)
    .values(vision=bindparam("the_vision"), strategy=bindparam("the_strategy"), goal=bindparam("the_goal"))
)
_BEGIN = insert(GoalRow)
_THIS = update(GoalRow).where(GoalRow.workspace == in_workspace(), GoalRow.id == bindparam("this"))
_REWORD = _THIS.values(text=bindparam("the_text"))
_END = _THIS.values(ended=bindparam("the_end", type_=GoalRow.ended.type), outcome=bindparam("the_outcome"))


def goal(read: Read, channel: ChannelId) -> Goal | None:
    """Return the Product Goal that stands for the team of a channel."""
    row = read.row(_STANDS, {"of_channel": channel})
    return None if row is None else _goal(row)


def direction(read: Read, channel: ChannelId) -> Direction:
    """Return where the team of a channel is heading."""
    above = read.row(_ABOVE, {"of_channel": channel})
    return Direction() if above is None else Direction(goal(read, channel), above.vision, above.strategy)


def goals_before(read: Read, channel: ChannelId, most: int = 5) -> tuple[Goal, ...]:
    """Return the Product Goals that are over, the latest first."""
    return tuple(_goal(row) for row in read.rows(_BEFORE, {"of_channel": channel, "most": most}))


def lock_direction(unit: Unit, channel: ChannelId) -> Direction:
    """Lock where the team of a channel is heading, and return it."""
    unit.run(_LOCK, {"channel": channel, "vision": "", "strategy": "", "goal": None, "revision": 1})
    return direction(unit, channel)


def record(unit: Unit, channel: ChannelId, person: PersonId, change: Change) -> None:
    """Write what changes in a direction that is locked."""
    stands = change.direction.goal
    named = stands.id if stands else None
    if stands and change.reworded is not None:
        unit.run(_REWORD, {"this": stands.id, "the_text": change.reworded})
    if stands and change.ended is not None:
        unit.run(_END, {"this": stands.id, "the_end": unit.now, "the_outcome": change.ended.value})
        named = None
    if change.begun is not None:
        named = unit.fresh()
        row = {"id": named, "channel": channel, "text": change.begun, "set_by": person, "since": unit.now}
        unit.run(_BEGIN, row | {"ended": None, "outcome": None})
    above = {"the_vision": change.direction.vision, "the_strategy": change.direction.strategy}
    unit.run(_KEEP, {"of_channel": channel, "the_goal": named} | above)


def _goal(row: Any) -> Goal:
    outcome = None if row.outcome is None else GoalEnd(row.outcome)
    return Goal(row.id, row.text, PersonId(row.set_by), row.since, row.ended, outcome)
