"""Writes items: a new one, what changed in one, its place in the order."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from bot.core.ids import ChannelId, ItemId, PersonId
from bot.features.refinement.rules.item_refusals import NoSuchItem
from bot.features.refinement.rules.items import Item, differences
from bot.features.refinement.rules.ordering import GAP
from bot.features.refinement.store import items
from bot.features.refinement.tables.items import ChangeRow, CriterionRow, ItemRow, QueueRow
from bot.store.base import in_workspace
from bot.store.many import insert_many
from bot.store.unit import Unit
from bot.store.upserts import upsert

_LOCK_QUEUE = upsert(QueueRow, update={"revision": QueueRow.revision + 1})
_NUMBERS = (
    update(QueueRow)
    .where(QueueRow.workspace == in_workspace(), QueueRow.channel == bindparam("of_channel"))
    .values(last_number=QueueRow.last_number + bindparam("more"))
    .returning(QueueRow.last_number)
)
_SET = update(ItemRow).where(ItemRow.workspace == in_workspace(), ItemRow.id == bindparam("this"))
_LOCK = _SET.values(revision=ItemRow.revision + 1)
_MOVE = _SET.values(place=bindparam("to_place"), moves=ItemRow.moves + 1)
_NEW_CHANGE = insert(ChangeRow)
_DROP_CRITERION = delete(CriterionRow).where(CriterionRow.workspace == in_workspace(), CriterionRow.id == bindparam("this"))
_RANKED = (
    select(ItemRow.id, func.row_number().over(order_by=(ItemRow.place, ItemRow.number)).label("rank"))
    .where(ItemRow.workspace == in_workspace(), ItemRow.channel == bindparam("of_channel"))
    .subquery("ranked")
)
_SPREAD = (
    update(ItemRow).where(ItemRow.workspace == in_workspace(), ItemRow.id == _RANKED.c.id).values(place=_RANKED.c.rank * GAP)
)
_WRITTEN = ("title", "why", "outcome", "size", "link", "key")
_DAYS = ("ready", "started", "done", "parked")


def lock_queue(unit: Unit, channel: ChannelId) -> None:
    """Lock a channel's queue, before its order changes or an item is added."""
    unit.run(_LOCK_QUEUE, {"channel": channel, "last_number": 0, "revision": 1})


def take_numbers(unit: Unit, channel: ChannelId, count: int) -> range:
    """Return the next numbers of a channel whose queue is locked."""
    row = unit.row(_NUMBERS, {"of_channel": channel, "more": count})
    assert row is not None  # its row was made when it was locked
    return range(row.last_number - count + 1, row.last_number + 1)


def lock_item(unit: Unit, item: ItemId) -> Item:
    """Lock an item, then read it. Raise NoSuchItem."""
    unit.run(_LOCK, {"this": item})
    found = items.item(unit, item)
    if found is None:
        raise NoSuchItem
    return found


def add(unit: Unit, *several: Item) -> None:
    """Write new items with their criteria."""
    insert_many(unit, ItemRow, [_row(new) for new in several])
    insert_many(unit, CriterionRow, [row for new in several for row in _criteria(new, 0)])


def _row(new: Item) -> dict[str, Any]:
    row = {"id": new.id, "channel": new.channel, "number": new.number, "place": new.place, "moves": new.moves}
    return row | _changeable(new) | {"author": new.author, "created": new.created, "parent": new.parent, "revision": 1}


def write(unit: Unit, old: Item, new: Item, person: PersonId) -> None:
    """Write what somebody changed in an item that is locked, and that they did."""
    unit.run(_SET, {"this": new.id} | _changeable(new))
    kept = {one.id for one in new.criteria}
    for gone in old.criteria:
        if gone.id not in kept:
            unit.run(_DROP_CRITERION, {"this": gone.id})
    insert_many(unit, CriterionRow, _criteria(new, len(old.criteria), known={one.id for one in old.criteria}))
    for one in differences(old, new):
        told = {"id": unit.fresh(), "item": new.id, "at": new.changed, "person": person}
        unit.run(_NEW_CHANGE, told | {"part": one.part, "before": one.before, "after": one.after})


def place(unit: Unit, item: ItemId, place: int) -> None:
    """Put an item of a locked queue elsewhere."""
    unit.run(_MOVE, {"this": item, "to_place": place})


def spread(unit: Unit, channel: ChannelId) -> None:
    """Make room between all items of a locked queue, whatever their state, so that what comes back comes back to where it stood."""
    unit.run(_SPREAD, {"of_channel": channel})


def _changeable(item: Item) -> dict[str, Any]:
    days = {name: day.isoformat() if (day := getattr(item, name)) else None for name in _DAYS}
    return {name: getattr(item, name) for name in _WRITTEN} | days | {"state": item.state.value, "changed": item.changed}


def _criteria(item: Item, start: int, known: Iterable[str] = ()) -> list[dict[str, Any]]:
    return [
        {"id": one.id, "item": item.id, "position": position, "text": one.text, "author": one.author, "at": item.changed}
        for position, one in enumerate(item.criteria, start)
        if one.id not in known
    ]
