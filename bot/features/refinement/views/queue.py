"""What a team refines next: a page of it, what is ready apart, who orders it; lists of other states."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.core.ids import ChannelId
from bot.core.pages import Pages
from bot.feature import HomeButton, HomeRow, Slot
from bot.features.refinement.rules.items import Item, ItemState
from bot.features.refinement.views import item_ids as ids
from bot.features.refinement.views.item_ids import Shown
from bot.features.refinement.views.item_line import row
from bot.paging import turning
from bot.slack.blocks import actions, button, context, header, section
from bot.slack.surfaces import Message, Modal
from bot.slack.text import plain
from bot.teams.team import DEFAULTS, TeamSettings
from bot.words.words import Words

MOST_READY = 5
"""So many ready items stand below the queue; `/refine queue ready` has them all."""


@dataclass(frozen=True)
class Queue:
    """A channel's queue as it is shown: a page of what is to be refined, the first of what is ready.

    `kept`: what the team has set. `in_range`: how many items are in range of a Sprint, and how many of them are ready. `owner`: what the Product Owner is called.
    """

    channel: ChannelId
    name: str
    at: datetime
    items: Sequence[Item]
    pages: Pages
    ready: Sequence[Item] = ()
    count_ready: int = 0
    in_range: tuple[int, int] = (0, 0)
    owner: str = ""
    goal: str = ""
    kept: TeamSettings = DEFAULTS
    may_order: bool = True
    """Whether its reader puts items elsewhere; in a channel, where all read it, it is offered."""


def queue(words: Words, shown: Queue, note: str = "", *, to_all: bool = False) -> Message:
    """Draw what a team refines next, below a note; `to_all`: in the channel, where it is kept up to date."""
    title = _title(words, shown)
    blocks: list[Block] = [header(f"🧭 {title}"), context(*_head(words, shown))]
    blocks += [section(note)] if note else []
    within = None if to_all else Shown(shown.pages.number)
    blocks += [
        row(words, item, shown.at, rank=rank, kept=shown.kept, within=within, orders=shown.may_order)
        for rank, item in enumerate(shown.items, shown.pages.start + 1)
    ] or [section(_empty(words, shown))]
    if not to_all:
        blocks += turning(words, shown.pages, ids.QUEUE_BEFORE, ids.QUEUE_AFTER)
    blocks += _ready(words, shown, within)
    blocks.append(_buttons(words, shown, to_all=to_all))
    blocks.append(context(*_foot(words, shown, is_counted=not to_all)))
    return Message(title, blocks)


def _title(words: Words, shown: Queue) -> str:
    if shown.kept.is_backlog:
        return words.say("Product Backlog, #{channel}", channel=shown.name) if shown.name else words.say("Product Backlog")
    return words.say("To refine next, #{channel}", channel=shown.name) if shown.name else words.say("To refine next")


def _buttons(words: Words, shown: Queue, *, to_all: bool) -> Block:
    add = button(words.say("Add an item"), ids.ADD, shown.channel)
    start = button(words.say("Start refining"), ids.START, shown.channel, primary=True) if shown.items else None
    forecast = button(words.say("Forecast"), ids.FORECAST, shown.channel) if shown.items or shown.ready else None
    here = None if to_all else button(words.say("Show here"), ids.SHOW_HERE, shown.channel)
    return actions(add, start, forecast, here)


def queue_form(words: Words, shown: Message, channel: ChannelId) -> Modal:
    """Draw the queue as a form that shows it, for who looks at it from the App Home."""
    title = words.say("To refine next")
    return Modal(ids.QUEUE_FORM, title, list(shown.blocks), close=words.say("Close"), private=f"queue {channel}")


def read_queue_form(private: str) -> ChannelId | None:
    """Return the channel whose queue a form shows; None for another form."""
    named, _, channel = private.partition(" ")
    return ChannelId(channel) if named == "queue" else None


def team_row(words: Words, shown: Queue, at: datetime) -> HomeRow:
    """Draw what a team has to refine, for the Home of who is of it."""
    count = words.count("{n} item to refine", "{n} items to refine", shown.pages.count)
    among, ready = shown.in_range
    facts = words.count(
        "in range of a Sprint: {n}, {ready} ready", "in range of a Sprint: {n}, {ready} ready", among, ready=ready
    )
    open_queue = HomeButton(words.say("To refine next"), ids.OPEN_QUEUE, shown.channel)
    return HomeRow(Slot.TEAM, at, f"{count}  ·  {facts}", [open_queue], shown.channel)


def _head(words: Words, shown: Queue) -> list[str]:
    goal = words.say("Product Goal: {goal}", goal=plain(shown.goal, 500)) if shown.goal else ""
    by = words.say("ordered by {name} (Product Owner)", name=plain(shown.owner)) if shown.owner else ""
    nobody = words.say("No Product Owner is named: `/refine po @ana` says who orders.")
    return ["  ·  ".join(part for part in (goal, by or nobody) if part)]


def _empty(words: Words, shown: Queue) -> str:
    if shown.count_ready:
        return words.say("Nothing is left to refine: all of it is ready.")
    return words.say(
        "Nothing is here yet. `/refine add As a buyer I can save a card | why` adds an item, `/refine import` a list."
    )


def _ready(words: Words, shown: Queue, within: Shown | None) -> list[Block]:
    """Draw what is ready, apart from what is to be refined."""
    if not shown.count_ready:
        return []
    told = words.count("*Ready: {n} item*", "*Ready: {n} items*", shown.count_ready)
    if shown.count_ready > len(shown.ready):
        told += "  ·  " + words.say("`/refine queue ready` shows all of them")
    return [
        section(told),
        *(row(words, item, shown.at, kept=shown.kept, within=within, orders=shown.may_order) for item in shown.ready),
    ]


def _foot(words: Words, shown: Queue, *, is_counted: bool) -> list[str]:
    """Say how much of it stands here, where the buttons that turn its pages have not said so, and what is in range."""
    among, ready = shown.in_range
    on_page = shown.pages.stop - shown.pages.start
    is_part = on_page < shown.pages.count and not is_counted
    told = [words.say("{shown} of {count}.", shown=on_page, count=shown.pages.count)] if is_part else []
    if among:
        in_range = words.count(
            "In range of a Sprint: {n} item, {ready} ready.",
            "In range of a Sprint: {n} items, {ready} ready.",
            among,
            ready=ready,
        )
        told.append(in_range)
    return [" ".join(told) or words.say("The Product Owner orders; everybody of the channel adds and edits.")]


@dataclass(frozen=True)
class Listed:
    """A page of items that were asked for: by the word of their state, by a text, or one's own (nothing).

    `ordered_by_reader`: the channels whose items its reader may put elsewhere.
    """

    asked: str
    items: Sequence[Item]
    pages: Pages
    at: datetime
    ordered_by_reader: frozenset[ChannelId]

    def may_order(self, item: Item) -> bool:
        """Tell whether its reader may put an item elsewhere."""
        return item.channel in self.ordered_by_reader


def others(words: Words, shown: Listed, title: str, empty: str, kept: TeamSettings, note: str = "") -> Message:
    """Draw items that were looked for, or those of another state, one a line, below a note."""
    blocks: list[Block] = [section(f"*{title}*"), *([section(note)] if note else [])]
    within = Shown(shown.pages.number, shown.asked)
    blocks += [row(words, item, shown.at, kept=kept, within=within, orders=shown.may_order(item)) for item in shown.items] or [
        section(empty)
    ]
    return Message(title, [*blocks, *turning(words, shown.pages, ids.LIST_BEFORE, ids.LIST_AFTER, shown.asked)])


def title_of_state(words: Words, state: ItemState, count: int) -> str:
    """Name the list of the items of a state."""
    return {
        ItemState.READY: words.count("Ready: {n} item", "Ready: {n} items", count),
        ItemState.STARTED: words.count("Started: {n} item", "Started: {n} items", count),
        ItemState.DONE: words.count("Done: {n} item", "Done: {n} items", count),
        ItemState.PARKED: words.count("Parked: {n} item", "Parked: {n} items", count),
    }.get(state, words.count("To refine: {n} item", "To refine: {n} items", count))


def mine(words: Words, shown: Listed, kept: Mapping[ChannelId, TeamSettings], note: str = "") -> Modal:
    """Draw a page of the items that a person added and that are not done, below a note; `kept`: what their teams have set."""
    blocks: list[Block] = [section(note)] if note else []
    blocks += [row(words, item, shown.at, kept=kept[item.channel], orders=shown.may_order(item)) for item in shown.items] or [
        section(words.say("You have added no item that is still open. `/refine add` adds one."))
    ]
    blocks += turning(words, shown.pages, ids.MINE_BEFORE, ids.MINE_AFTER)
    return Modal(ids.MINE_FORM, words.say("My items"), blocks, close=words.say("Close"), private=f"mine {shown.pages.number}")


def read_mine_form(private: str) -> int:
    """Return which page of one's own items a form shows."""
    return Pages.read(private.removeprefix("mine "))
