"""What items are to find out."""

from datetime import date
from typing import Any

from sqlalchemy import Integer, bindparam, select

from bot.core.ids import ChannelId, ItemId, PersonId
from bot.features.refinement.rules.experiments import Experiment, Named
from bot.features.refinement.tables.goals import ExperimentRow
from bot.features.refinement.tables.items import ItemRow
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import upsert

_OF = (
    *(ExperimentRow.item, ExperimentRow.hypothesis, ExperimentRow.measure, ExperimentRow.day, ExperimentRow.result),
    ExperimentRow.person,
)
_ONE = select(*_OF).where(ExperimentRow.workspace == in_workspace(), ExperimentRow.item == bindparam("this"))
_HERE = (
    select(*_OF, ItemRow.number, ItemRow.title)
    .join(ItemRow, (ItemRow.workspace == ExperimentRow.workspace) & (ItemRow.id == ExperimentRow.item))
    .where(ExperimentRow.workspace == in_workspace(), ExperimentRow.channel == bindparam("of_channel"))
    .order_by(ExperimentRow.day.desc(), ItemRow.number)
    .limit(bindparam("most", type_=Integer()))
)
_KEEP = upsert(ExperimentRow, update=("hypothesis", "measure", "day", "result", "person", "at"))


def experiment(read: Read, item: ItemId) -> Experiment | None:
    """Return what an item is to find out; None where it is no experiment."""
    row = read.row(_ONE, {"this": item})
    return None if row is None else _experiment(row)


def experiments(read: Read, channel: ChannelId, most: int = 5) -> tuple[Named, ...]:
    """Return the experiments of a channel's team, the one that is looked at last first."""
    rows = read.rows(_HERE, {"of_channel": channel, "most": most})
    return tuple(Named(_experiment(row), row.number, row.title) for row in rows)


def keep(unit: Unit, channel: ChannelId, kept: Experiment) -> None:
    """Write down what an item is to find out, or what it found."""
    told = {"hypothesis": kept.hypothesis, "measure": kept.measure, "day": kept.day.isoformat(), "result": kept.result}
    unit.run(_KEEP, {"item": kept.item, "channel": channel, "person": kept.by, "at": unit.now} | told)


def _experiment(row: Any) -> Experiment:
    day = date.fromisoformat(row.day)
    return Experiment(ItemId(row.item), row.hypothesis, row.measure, day, PersonId(row.person), row.result)
