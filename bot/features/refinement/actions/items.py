"""Verbs of items: add, edit, size, move between states, order, split."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.core.facts import QueueChanged
from bot.core.ids import ChannelId, ItemId, PersonId
from bot.delivery import messages
from bot.feature import HOME
from bot.features.refinement.actions.nudging import watch
from bot.features.refinement.actions.sharing import show_shares
from bot.features.refinement.kinds import QUEUE, SERIES, SESSION
from bot.features.refinement.rules import item_texts, items, ordering
from bot.features.refinement.rules.item_refusals import MovedMeanwhile, NotOrdered
from bot.features.refinement.rules.item_texts import ItemText, Seen
from bot.features.refinement.rules.items import ORDERED, Criterion, CriterionId, Item, ItemState
from bot.features.refinement.rules.ordering import RELATIVE, Rank, Where
from bot.features.refinement.store import items as store
from bot.features.refinement.store import items_written as written
from bot.meetings.store import meetings
from bot.series import store as series
from bot.store.once import once
from bot.store.unit import Unit
from bot.teams import team, team_store

SOON = timedelta(seconds=5)
"""Within so long the queue in a channel shows a change, with the others that come until then."""

HOMES_SOON = timedelta(minutes=1)
"""Within so long the Homes of a team do: there are as many of them as people."""


def add_item(unit: Unit, *, channel: ChannelId, person: PersonId, text: ItemText) -> Item:
    """Add an item at the end of a channel's order. Raise EmptyText, TextTooLong, TooManyCriteria, NotALink, or Several."""
    once(unit)
    written.lock_queue(unit, channel)
    (number,) = written.take_numbers(unit, channel, 1)
    place = ordering.between(store.last_place(unit, channel), None)
    assert place is not None  # there is always room at the end
    new = new_item(unit, channel, person, item_texts.checked(text), number, place)
    written.add(unit, new)
    shown(unit, new)
    return new


def new_item(unit: Unit, channel: ChannelId, person: PersonId, text: ItemText, number: int, place: int) -> Item:
    """Make an item of words that were checked, not written yet."""
    return Item(
        id=ItemId(unit.fresh()),
        channel=channel,
        number=number,
        title=text.title,
        why=text.why,
        criteria=tuple(Criterion(CriterionId(unit.fresh()), one, person) for one in text.criteria),
        outcome=text.outcome,
        size=text.size,
        link=text.link,
        key=text.key,
        place=place,
        author=person,
        created=unit.now,
        changed=unit.now,
    )


def edit_item(unit: Unit, *, item: ItemId, person: PersonId, text: ItemText, shown_then: Seen) -> Item:
    """Change the words of an item to what somebody made of those that their form showed; what others changed meanwhile stays.

    Raise NoSuchItem, EmptyText, TextTooLong, TooManyCriteria, NotALink, or Several.
    """
    once(unit)
    old = written.lock_item(unit, item)
    typed = item_texts.checked(text)
    merged = item_texts.merged(items.text_of(old), typed, shown_then)
    now = [(one.id, one.text) for one in old.criteria]
    by_id = {one.id: one for one in old.criteria}
    kept = item_texts.kept_criteria(now, typed.criteria, shown_then)
    criteria = tuple(
        by_id[CriterionId(one)] if one is not None else Criterion(CriterionId(unit.fresh()), said, person) for one, said in kept
    )
    single = {part: getattr(merged, part) for part in ("title", "why", "outcome", "size", "link", "key")}
    return _changed(unit, old, replace(old, criteria=criteria, changed=unit.now, **single), person)


def add_criterion(unit: Unit, *, item: ItemId, person: PersonId, text: str) -> Item:
    """Add a criterion to an item. Raise NoSuchItem, EmptyText, TextTooLong or TooManyCriteria."""
    once(unit)
    old = written.lock_item(unit, item)
    added = Criterion(CriterionId(unit.fresh()), text, person)
    return _changed(unit, old, items.with_criterion(old, added, unit.now), person)


def size_item(unit: Unit, *, item: ItemId, person: PersonId, size: str) -> Item:
    """Write down how large an item is. Raise NoSuchItem or TextTooLong."""
    once(unit)
    old = written.lock_item(unit, item)
    return _changed(unit, old, items.sized(old, size, unit.now), person)


def move_item(unit: Unit, *, item: ItemId, person: PersonId, to: ItemState, day: date) -> Item:
    """Put an item into another state, on the day that it is for who says so. Raise NoSuchItem or AlreadyInState."""
    once(unit)
    old = written.lock_item(unit, item)
    return _changed(unit, old, items.moved(old, to, day, unit.now), person)


def put_back_item(unit: Unit, *, item: ItemId, person: PersonId) -> Item:
    """Put an item back into the state before the one that it is in. Raise NoSuchItem or AlreadyInState."""
    once(unit)
    old = written.lock_item(unit, item)
    return _changed(unit, old, items.put_back(old, unit.now), person)


def order_item(
    unit: Unit,
    *,
    item: ItemId,
    person: PersonId,
    is_admin: bool,
    where: Where,
    other: ItemId | None = None,
    moves: int | None = None,
) -> Rank:
    """Put an item elsewhere in its channel's order and return the how-manieth it is now, among those of its state.

    `moves`: how often it had been moved when the person saw it, for what means another thing after somebody else's move. Two orders
    happen one after the other. Raise NoSuchItem, NotOrdering, NotOrdered or MovedMeanwhile.
    """
    once(unit)
    seen = store.item(unit, item)
    if seen is not None:
        team.ordering(team_store.team(unit, seen.channel), person, is_admin=is_admin)
        written.lock_queue(unit, seen.channel)
    found = written.lock_item(unit, item)
    if found.state not in ORDERED:
        raise NotOrdered(found.number, found.title, found.state)
    order = store.order(unit, found.channel)
    if where in RELATIVE and moves is not None and moves != found.moves:
        rank = store.rank(unit, found)
        raise MovedMeanwhile(found.title, rank.number, rank.count)
    place = _put(unit, found, order, where, other)
    show_queue(unit, found.channel)
    return store.rank(unit, replace(found, place=place))


def split_item(unit: Unit, *, item: ItemId, person: PersonId, parts: Sequence[str]) -> tuple[Item, ...]:
    """Split parts off an item, by their titles: each stands behind it in the order, with its link and key, and names it as its parent.

    The item itself stays as it is, with its history. Raise NoSuchItem.
    """
    once(unit)
    seen = store.item(unit, item)
    if seen is not None:
        written.lock_queue(unit, seen.channel)
    parent = written.lock_item(unit, item)
    numbers = written.take_numbers(unit, parent.channel, len(parts))
    made: list[Item] = []
    for number, title in zip(numbers, parts, strict=True):
        text = item_texts.checked(ItemText(title, why=parent.why, link=parent.link, key=parent.key))
        part = new_item(unit, parent.channel, person, text, number, parent.place)
        part = replace(part, parent=parent.id)
        written.add(unit, part)
        behind = made[-1].id if made else parent.id
        if parent.state in ORDERED:
            _put(unit, part, store.order(unit, parent.channel), Where.AFTER, behind)
        made.append(part)
    shown(unit, parent)
    return tuple(found for one in made if (found := store.item(unit, one.id)))


def show_queue(unit: Unit, channel: ChannelId) -> None:
    """Draw anew what shows a channel's items to all, with what else changes within a few seconds: queue, cards, the running board."""
    messages.show_within(unit, QUEUE, channel, SOON)
    show_shares(unit, channel)
    unit.emit(QueueChanged(channel))
    for card in series.announced_in(unit, SERIES.name, channel):
        messages.show_within(unit, SERIES.announcement, card, SOON)
    running = meetings.open_meeting_of(unit, channel)
    if running is not None:
        messages.show_within(unit, SESSION.board, running, SOON)
    for person in team_store.who_looks(unit, channel):
        messages.show_within(unit, HOME, person, HOMES_SOON)


def shown(unit: Unit, item: Item) -> None:
    """Draw anew what shows an item: the queue in its channel, the Home of who added it."""
    show_queue(unit, item.channel)
    watch(unit, item.channel)
    messages.show(unit, HOME, item.author)


def _changed(unit: Unit, old: Item, new: Item, person: PersonId) -> Item:
    """Write what changed; where nothing did, nothing is touched either."""
    if not items.differences(old, new):
        return old
    written.write(unit, old, new, person)
    shown(unit, new)
    return new


def _put(unit: Unit, item: Item, order: Sequence[ordering.Placed], where: Where, other: ItemId | None) -> int:
    """Put an item where it goes and return its place; where there is no room, all are spread first."""
    place = ordering.place_for(order, item.id, where, other)
    if place is None:
        written.spread(unit, item.channel)
        place = ordering.place_for(store.order(unit, item.channel), item.id, where, other)
        assert place is not None  # there is room everywhere now
    written.place(unit, item.id, place)
    return place
