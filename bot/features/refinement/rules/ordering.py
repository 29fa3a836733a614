"""The order of a channel's items: where one goes, by numbers with room between them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from bot.core.ids import ItemId
from bot.features.refinement.rules.item_refusals import NoSuchItem
from bot.features.refinement.rules.items import ItemState

GAP = 1 << 32
"""The room between two places: halved thirty-two times at one spot before all are spread anew."""


class Where(StrEnum):
    """Where an item is put."""

    TOP = "top"
    UP = "up"
    DOWN = "down"
    BOTTOM = "bottom"
    BEFORE = "before"
    AFTER = "after"


RELATIVE = (Where.UP, Where.DOWN)
"""What means another thing once somebody else has moved the item."""


class Placed(NamedTuple):
    """An item as far as the order knows it."""

    id: ItemId
    state: ItemState
    place: int


@dataclass(frozen=True)
class Rank:
    """An item is the `number`-th of `count` in its state."""

    number: int
    count: int


def between(low: int | None, high: int | None) -> int | None:
    """Return a place between two (None: the end on that side); None where there is no room left."""
    if low is None or high is None:
        return GAP if low is high is None else low + GAP if low is not None else (high or 0) - GAP
    middle = (low + high) // 2
    return middle if low < middle < high else None


def place_for(order: Sequence[Placed], item: ItemId, where: Where, other: ItemId | None = None) -> int | None:
    """Return the place that an item of the order gets; None where all must be spread first. Raise NoSuchItem.

    Up and down go past the next one of the same state, for that is what is seen beside it. `other`: the item that it goes before or
    after; what is put beside itself stays.
    """
    here = next((one for one in order if one.id == item), None)
    if here is None:
        raise NoSuchItem
    others = [one for one in order if one.id != item]
    index = _index(order, others, here, where, other)
    if index is None:
        return here.place
    low = others[index - 1].place if index else None
    return between(low, others[index].place if index < len(others) else None)


def _index(order: Sequence[Placed], others: list[Placed], here: Placed, where: Where, other: ItemId | None) -> int | None:
    """Return before which of the others the item goes; None where it stays."""
    at = order.index(here)
    match where:
        case Where.TOP:
            return 0
        case Where.BOTTOM:
            return len(others)
        case Where.UP:
            return next((one for one in reversed(range(at)) if order[one].state is here.state), None)
        case Where.DOWN:
            # behind it the others stand one index earlier than in the whole order
            return next((one for one in range(at + 1, len(order)) if order[one].state is here.state), None)
    if other == here.id:
        return None
    found = next((one for one, each in enumerate(others) if each.id == other), None)
    if found is None:
        raise NoSuchItem
    return found + (where is Where.AFTER)
