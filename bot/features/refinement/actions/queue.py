"""Reads what a channel's queue, its lists and an item's card show."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.core.ids import ChannelId, ItemId, PersonId
from bot.delivery import live, messages
from bot.delivery.place import Place
from bot.features.refinement.kinds import QUEUE
from bot.features.refinement.rules.item_refusals import NoSuchItem, SeveralItems
from bot.features.refinement.rules.items import ORDERED, Item, ItemState
from bot.features.refinement.store import experiments, goals, notes
from bot.features.refinement.store import items as store
from bot.features.refinement.store.sprint_items import done_in_sprints
from bot.features.refinement.views import item_card
from bot.features.refinement.views import queue as queue_views
from bot.features.refinement.views.item_around import Around
from bot.meetings.views.frame import Reader
from bot.paging import SIZE, paged
from bot.slack.surfaces import Message, Modal
from bot.slack.text import plain
from bot.store.unit import Read, Unit
from bot.teams import store as teams
from bot.teams import team_store
from bot.words.words import Words

_LATEST_CHANGES = 5
STATES = {state.value: state for state in ItemState if state is not ItemState.TO_REFINE}
"""The states whose items are listed by a word."""
_EVER = datetime.fromtimestamp(0, UTC)


def read_queue(read: Read, channel: ChannelId, words: Words, *, by: PersonId | None, page: int = 0, note: str = "") -> Message:
    """Read and draw a page of what a channel's team refines next, for a person or (None) for all of the channel."""
    shown = replace(shown_of(read, channel, words, page), may_order=by is None or may_order(read, channel, by))
    return queue_views.queue(words, shown, note, to_all=by is None)


def read_queue_form(read: Read, channel: ChannelId, words: Words, *, by: PersonId, page: int = 0) -> Modal:
    """Read and draw a page of the queue in a form."""
    return queue_views.queue_form(words, read_queue(read, channel, words, by=by, page=page), channel)


def may_order(read: Read, channel: ChannelId, person: PersonId) -> bool:
    """Tell whether ordering is offered to a person: to who may, as was known last, and to all where nobody is named, which is said then."""
    held, known = team_store.team(read, channel), teams.person(read, person)
    return not held.ordering or held.may_order(person, is_admin=known is not None and known.is_admin)


def shown_of(read: Read, channel: ChannelId, words: Words, page: int = 0, most: int = SIZE) -> queue_views.Queue:
    """Read what a page of the queue shows, at most so many items of it."""
    counts = store.counts(read, channel, ORDERED)
    pages = paged(page, counts[ItemState.TO_REFINE])
    settings, owner = team_store.settings(read, channel), team_store.team(read, channel).product_owner
    among = store.in_range(read, channel, settings.items_in_range(done_in_sprints(read, channel, read.now.date())))
    known, goal = teams.channel(read, channel), goals.goal(read, channel)
    return queue_views.Queue(
        channel=channel,
        name=known.name if known else "",
        at=read.now,
        items=store.queue(read, channel, start=pages.start, most=most) if most else (),
        pages=pages,
        ready=store.page(read, channel, (ItemState.READY,), most=min(most, queue_views.MOST_READY)) if most else (),
        count_ready=counts[ItemState.READY],
        in_range=(len(among), among.count(ItemState.READY)),
        owner=teams.names(read, [owner], words)[owner] if owner else "",
        goal=goal.text if goal else "",
        kept=settings,
    )


def page_of(read: Read, item: ItemId) -> int:
    """Return the page of the queue that an item stands on, or would stand on if it were still to be refined."""
    found = store.item(read, item)
    if found is None or found.state not in ORDERED:
        return 0
    return (store.rank(read, replace(found, state=ItemState.TO_REFINE)).number - 1) // SIZE


def read_around(read: Read, item: ItemId, channel: ChannelId, words: Words, note: str, *, by: PersonId) -> Message:
    """Read and draw the page of the queue on which an item stands, below a note."""
    return read_queue(read, channel, words, by=by, page=page_of(read, item), note=note)


def read_list(
    read: Read, channel: ChannelId, asked: str, words: Words, *, by: PersonId, page: int = 0, note: str = ""
) -> Message:
    """Read and draw a page of the items of a state, or of those that hold a text, below a note."""
    state = STATES.get(asked.casefold())
    ordered = frozenset([channel] if may_order(read, channel, by) else [])
    title, empty, shown = (
        _of_state(read, channel, state, words, page, ordered) if state else _with_text(read, channel, asked, words, page, ordered)
    )
    return queue_views.others(words, shown, title, empty, team_store.settings(read, channel), note)


def _of_state(
    read: Read, channel: ChannelId, state: ItemState, words: Words, page: int, ordered: frozenset[ChannelId]
) -> tuple[str, str, queue_views.Listed]:
    """Read the items of a state: of what is done, what was done last."""
    pages = paged(page, store.counts(read, channel, (state,))[state])
    found = store.page(read, channel, (state,), start=pages.start, most=SIZE)
    title = queue_views.title_of_state(words, state, pages.count)
    empty = words.say("No item of this channel is in this state.")
    return title, empty, queue_views.Listed(state.value, found, pages, read.now, ordered)


def _with_text(
    read: Read, channel: ChannelId, text: str, words: Words, page: int, ordered: frozenset[ChannelId]
) -> tuple[str, str, queue_views.Listed]:
    pages = paged(page, store.count_found(read, channel, text))
    found = store.found(read, channel, text, start=pages.start, most=SIZE)
    title = words.count("{n} item with “{text}”", "{n} items with “{text}”", pages.count, text=plain(text))
    empty = words.say("No item of this channel holds it in its title, its key or its why.")
    return title, empty, queue_views.Listed(text, found, pages, read.now, ordered)


def read_mine(read: Read, person: PersonId, words: Words, note: str = "", *, page: int = 0) -> Modal:
    """Read and draw a page of the items that a person added and that are not done, below a note."""
    pages = paged(page, store.count_added_by(read, person))
    found = store.added_by(read, person, start=pages.start, most=SIZE)
    channels = {one.channel for one in found}
    kept = {channel: team_store.settings(read, channel) for channel in channels}
    ordered = frozenset(channel for channel in channels if may_order(read, channel, person))
    return queue_views.mine(words, queue_views.Listed("", found, pages, read.now, ordered), kept, note)


def read_card(read: Read, item: ItemId, words: Words, note: str = "", *, by: PersonId) -> Modal:
    """Read and draw an item as a whole for a person. Raise NoSuchItem."""
    found = one(read, item)
    changes = store.changes(read, item, _EVER)[-_LATEST_CHANGES:]
    around = _around(read, found)
    names = teams.names(read, [found.author, *around.people, *(change.person for change in changes)], words)
    orders = may_order(read, found.channel, by)
    return item_card.card(Reader(words, read.now, names), found, changes, around, note, orders=orders)


def _around(read: Read, item: Item) -> Around:
    """Read what stands around an item."""
    return Around(
        direction=goals.direction(read, item.channel),
        kept=team_store.settings(read, item.channel),
        ticks=notes.ticks_of(read, item.id),
        notes=notes.notes_of(read, item.id),
        parent=None if item.parent is None else store.item(read, item.parent),
        parts=store.children(read, item),
        experiment=experiments.experiment(read, item.id),
    )


def read_added(read: Read, item: ItemId, words: Words, *, by: PersonId) -> Message:
    """Read and draw where an item stands that a person has just added. Raise NoSuchItem."""
    found = one(read, item)
    kept, orders = team_store.settings(read, found.channel), may_order(read, found.channel, by)
    return item_card.added(words, found, store.rank(read, found), read.now, kept, orders=orders)


def one(read: Read, item: ItemId) -> Item:
    """Return an item. Raise NoSuchItem."""
    found = store.item(read, item)
    if found is None:
        raise NoSuchItem
    return found


def named(read: Read, channel: ChannelId, text: str) -> Item:
    """Return the item of a channel that a text names: its number, its key, its title, a part of it. Raise NoSuchItem or SeveralItems."""
    found = store.by_typed_number(read, channel, text)
    if found is not None:
        return found
    alike = store.exactly(read, channel, text, most=SIZE) or store.found(read, channel, text, most=SIZE)
    if not alike:
        raise NoSuchItem(text)
    if len(alike) > 1:
        raise SeveralItems(text, tuple((each.number, each.title) for each in alike))
    return alike[0]


def show_here(unit: Unit, *, channel: ChannelId) -> None:
    """Show a channel's queue in it, kept up to date from now on; where it stands already, at the bottom."""
    if live.live_message(unit, QUEUE, channel) is not None:
        messages.to_bottom(unit, QUEUE, channel)
    else:
        messages.post(unit, QUEUE, channel, Place.channel(channel))


def following(read: Read, item: ItemId, most: int = SIZE) -> tuple[Item, tuple[Item, ...]]:
    """Return an item, and the first ones of the queue that it can be put before. Raise NoSuchItem."""
    found = one(read, item)
    return found, store.queue(read, found.channel, most=most)
