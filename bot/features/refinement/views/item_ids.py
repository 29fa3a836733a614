"""The ids of buttons, menus and forms about items, and what can be done with an item."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.core.ids import ItemId
from bot.core.pages import Pages
from bot.features.refinement.rules.items import ItemState
from bot.features.refinement.rules.ordering import Where
from bot.words.words import Words

ADD, ADD_FORM = "refinement:add_item", "refinement:add_item"
EDIT_FORM, BEFORE_FORM, SPLIT_FORM = "refinement:edit_item", "refinement:item_before", "refinement:split_item"
CARD_FORM, MINE_FORM = "refinement:item_card", "refinement:my_items"
MENU = "refinement:item"
QUEUE_BEFORE, QUEUE_AFTER, SHOW_HERE = "refinement:queue_before", "refinement:queue_after", "refinement:show_queue"
LIST_BEFORE, LIST_AFTER = "refinement:list_before", "refinement:list_after"
MINE_BEFORE, MINE_AFTER = "refinement:my_items_before", "refinement:my_items_after"
MINE, OPEN_QUEUE, QUEUE_FORM = "refinement:my_items", "refinement:open_queue", "refinement:queue"
START, FORECAST = "refinement:start_refining", "refinement:forecast_queue"
MESSAGE = "refinement:add_message"


LONGEST_ASKED = 200
"""Characters of what is looked for: it stands in the ids of blocks, which hold 255."""
_BLOCK = re.compile(r"(?P<item>[^:]+):(?P<page>\d+)(?::(?P<asked>.+))?", re.DOTALL)


@dataclass(frozen=True)
class Shown:
    """A page of a private list: of the queue, or of the items that were `asked` for by a state or a text."""

    page: int
    asked: str = ""


def block_of(item: ItemId, shown: Shown) -> str:
    """Write the id of an item's row: what is pressed there tells nothing else of the list that it stands in."""
    return f"{item}:{shown.page}:{shown.asked}" if shown.asked else f"{item}:{shown.page}"


def read_block(block: str, item: ItemId) -> Shown | None:
    """Return the list in which an item's row was pressed; None for a row that does not say."""
    found = _BLOCK.fullmatch(block)
    return Shown(Pages.read(found["page"]), found["asked"] or "") if found and found["item"] == item else None


class Act(StrEnum):
    """What can be done with an item, by a button or in its ⋮ menu."""

    READY = "ready"
    START = "start"
    DONE = "done"
    PARK = "park"
    BACK = "back"
    UP = "up"
    DOWN = "down"
    TOP = "top"
    BOTTOM = "bottom"
    BEFORE = "before"
    EDIT = "edit"
    SPLIT = "split"
    ESTIMATE = "estimate"
    MORE = "more"


LEADS_TO: Mapping[Act, ItemState] = {
    Act.READY: ItemState.READY,
    Act.START: ItemState.STARTED,
    Act.DONE: ItemState.DONE,
    Act.PARK: ItemState.PARKED,
}
ORDERS: Mapping[Act, Where] = {act: Where(act.value) for act in (Act.UP, Act.DOWN, Act.TOP, Act.BOTTOM)}
OFTEN: Mapping[ItemState, tuple[Act, ...]] = {
    ItemState.TO_REFINE: (Act.READY, Act.UP, Act.TOP, Act.EDIT),
    ItemState.READY: (Act.START, Act.BACK, Act.UP, Act.EDIT),
    ItemState.STARTED: (Act.DONE, Act.BACK, Act.PARK, Act.EDIT),
    ItemState.DONE: (Act.BACK, Act.EDIT),
    ItemState.PARKED: (Act.BACK, Act.START, Act.DONE, Act.EDIT),
}
"""The commonest acts of each state, four at most: beside “More …” no ⋮ menu has room for another."""
_OTHERS_OFTEN: Mapping[ItemState, tuple[Act, ...]] = {
    ItemState.TO_REFINE: (Act.READY, Act.SPLIT, Act.PARK, Act.EDIT),
    ItemState.READY: (Act.START, Act.BACK, Act.PARK, Act.EDIT),
}
"""The commonest acts of who does not order, where others order."""
_IN_ORDER = (Act.UP, Act.DOWN, Act.TOP, Act.BOTTOM, Act.BEFORE)
_STATES: Mapping[ItemState, tuple[Act, ...]] = {
    ItemState.TO_REFINE: (Act.READY, Act.START, Act.DONE, Act.PARK),
    ItemState.READY: (Act.START, Act.BACK, Act.DONE, Act.PARK),
    ItemState.STARTED: (Act.DONE, Act.BACK, Act.PARK),
    ItemState.DONE: (Act.BACK,),
    ItemState.PARKED: (Act.BACK, Act.START, Act.DONE),
}


def often(state: ItemState, *, orders: bool) -> tuple[Act, ...]:
    """Return the commonest acts with an item of a state, of who orders or of others."""
    return OFTEN[state] if orders else _OTHERS_OFTEN.get(state, OFTEN[state])


def rows_of_acts(state: ItemState, *, orders: bool) -> list[tuple[Act, ...]]:
    """Return all that can be done with an item of a state, row by row, by who orders or by others."""
    ordered = state in (ItemState.TO_REFINE, ItemState.READY)
    return [
        _STATES[state],
        *([_IN_ORDER] if ordered and orders else []),
        (Act.EDIT, *([Act.SPLIT, Act.ESTIMATE] if ordered else [])),
    ]


def button_id(act: Act) -> str:
    """Return the id of the button of an act: several of them stand in one block."""
    return f"refinement:item_{act.value}"


def label(act: Act, state: ItemState, words: Words) -> str:
    """Return what an act is called for an item of a state."""
    if act is Act.BACK:
        return {
            ItemState.READY: words.say("Not ready"),
            ItemState.STARTED: words.say("Not started"),
            ItemState.DONE: words.say("Reopen"),
        }.get(state, words.say("Take up again"))
    return {
        Act.READY: words.say("Ready"),
        Act.START: words.say("Started"),
        Act.DONE: words.say("Done"),
        Act.PARK: words.say("Park"),
        Act.UP: words.say("Up"),
        Act.DOWN: words.say("Down"),
        Act.TOP: words.say("To the top"),
        Act.BOTTOM: words.say("To the bottom"),
        Act.BEFORE: words.say("Before …"),
        Act.EDIT: words.say("Edit"),
        Act.SPLIT: words.say("Split"),
        Act.ESTIMATE: words.say("Ask for an estimate"),
        Act.MORE: words.say("More …"),
    }[act]
