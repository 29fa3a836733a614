"""Reads items: one, a page of the queue, the whole order, what was done on which day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Integer, and_, bindparam, func, or_, select

from bot.core.ids import ChannelId, ItemId, PersonId
from bot.features.refinement.rules.item_texts import typed_number
from bot.features.refinement.rules.items import (
    ORDERED,
    Change,
    Criterion,
    CriterionId,
    Difference,
    Finished,
    Item,
    ItemState,
    Known,
)
from bot.features.refinement.rules.ordering import Placed, Rank
from bot.features.refinement.tables.items import ChangeRow, CriterionRow, ItemRow, QueueRow
from bot.store.base import in_workspace
from bot.store.unit import Read
from bot.teams.members_store import is_with

_HERE = (ItemRow.workspace == in_workspace(),)
_OF_CHANNEL = (*_HERE, ItemRow.channel == bindparam("of_channel"))
_IN_STATES = ItemRow.state.in_(bindparam("states", expanding=True))
_AS_ORDERED = (ItemRow.place, ItemRow.number)
_MOST: Any = bindparam("most", type_=Integer())
_START: Any = bindparam("start", type_=Integer())
_ITEM = (
    *(ItemRow.id, ItemRow.channel, ItemRow.number, ItemRow.title, ItemRow.why, ItemRow.outcome, ItemRow.size),
    *(ItemRow.link, ItemRow.key, ItemRow.state, ItemRow.place, ItemRow.moves, ItemRow.author, ItemRow.created),
    *(ItemRow.changed, ItemRow.ready, ItemRow.started, ItemRow.done, ItemRow.parked, ItemRow.parent),
)
_ONE = select(*_ITEM).where(*_HERE, ItemRow.id == bindparam("this"))
_SEVERAL = select(*_ITEM).where(*_HERE, ItemRow.id.in_(bindparam("these", expanding=True)))
_NUMBERED = select(*_ITEM).where(*_OF_CHANNEL, ItemRow.number == bindparam("this"))
_PAGE = select(*_ITEM).where(*_OF_CHANNEL, _IN_STATES).order_by(*_AS_ORDERED).limit(_MOST).offset(_START)
_LATEST = (
    select(*_ITEM)
    .where(*_OF_CHANNEL, _IN_STATES)
    .order_by(ItemRow.changed.desc(), ItemRow.number.desc())
    .limit(_MOST)
    .offset(_START)
)
_ORDER = select(ItemRow.id, ItemRow.state, ItemRow.place).where(*_OF_CHANNEL, _IN_STATES).order_by(*_AS_ORDERED)
_QUEUES = select(QueueRow.channel).where(QueueRow.workspace == in_workspace(), is_with("who", QueueRow.channel))
_LAST_PLACE = select(func.max(ItemRow.place).label("last")).where(*_OF_CHANNEL, _IN_STATES)
_RANGE = select(ItemRow.state).where(*_OF_CHANNEL, _IN_STATES).order_by(*_AS_ORDERED).limit(_MOST)
_COUNTS = select(ItemRow.state, func.count().label("n")).where(*_OF_CHANNEL, _IN_STATES).group_by(ItemRow.state)
_LOOKS_LIKE = [
    func.lower(part).like(func.lower(bindparam("like")), escape="\\") for part in (ItemRow.title, ItemRow.key, ItemRow.why)
]
_FOUND = (
    select(*_ITEM).where(*_OF_CHANNEL, or_(*_LOOKS_LIKE)).order_by(_IN_STATES.desc(), *_AS_ORDERED).limit(_MOST).offset(_START)
)
_COUNT_FOUND = select(func.count().label("n")).where(*_OF_CHANNEL, or_(*_LOOKS_LIKE))
_SAYS = func.lower(bindparam("says"))
_EXACTLY = (
    select(*_ITEM).where(*_OF_CHANNEL, or_(func.lower(ItemRow.key) == _SAYS, func.lower(ItemRow.title) == _SAYS)).limit(_MOST)
)
_KNOWN = (
    select(ItemRow.id, ItemRow.number, ItemRow.title, ItemRow.key, ItemRow.state, ItemRow.started, ItemRow.done)
    .where(*_OF_CHANNEL)
    .order_by(ItemRow.number)
)
_BY = (*_HERE, ItemRow.author == bindparam("by"), _IN_STATES)
_MINE = select(*_ITEM).where(*_BY).order_by(ItemRow.changed.desc(), ItemRow.number.desc(), ItemRow.id).limit(_MOST).offset(_START)
_COUNT_MINE = select(func.count().label("n")).where(*_BY)
_CHILDREN = select(*_ITEM).where(*_OF_CHANNEL, ItemRow.parent == bindparam("of_parent")).order_by(*_AS_ORDERED)
_DONE = (
    select(ItemRow.id, ItemRow.started, ItemRow.done)
    .where(*_OF_CHANNEL, ItemRow.done >= bindparam("since"), ItemRow.state == ItemState.DONE.value)
    .order_by(ItemRow.done, ItemRow.number)
)
_ADDED = select(ItemRow.created, ItemRow.parent).where(
    *_OF_CHANNEL, ItemRow.created >= bindparam("since", type_=ItemRow.created.type)
)
_CRITERIA = (
    select(CriterionRow.item, CriterionRow.id, CriterionRow.text, CriterionRow.author)
    .where(CriterionRow.workspace == in_workspace(), CriterionRow.item.in_(bindparam("items", expanding=True)))
    .order_by(CriterionRow.item, CriterionRow.position, CriterionRow.at, CriterionRow.id)
)
_CHANGES = (
    select(ChangeRow.item, ChangeRow.at, ChangeRow.person, ChangeRow.part, ChangeRow.before, ChangeRow.after)
    .join(ItemRow, and_(ItemRow.workspace == ChangeRow.workspace, ItemRow.id == ChangeRow.item))
    .where(*_HERE, ItemRow.id == bindparam("this"), ChangeRow.at >= bindparam("since", type_=ChangeRow.at.type))
    .order_by(ChangeRow.at, ChangeRow.id)
)
_BEFORE = select(func.count().label("n")).where(
    *_OF_CHANNEL,
    ItemRow.state == bindparam("in_state"),
    or_(
        ItemRow.place < bindparam("at_place"),
        and_(ItemRow.place == bindparam("at_place"), ItemRow.number < bindparam("at_number")),
    ),
)
_STATES = {state.value: state for state in ItemState}
_ORDERED = [state.value for state in ORDERED]
_UNDER_WAY = [*_ORDERED, ItemState.STARTED.value]


def item(read: Read, item: ItemId) -> Item | None:
    """Return an item with its criteria; None where this workspace has none of this id."""
    return next(iter(_whole(read, read.rows(_ONE, {"this": item}))), None)


def items(read: Read, several: Iterable[ItemId]) -> dict[ItemId, Item]:
    """Return those of several items that there are."""
    wanted = list(several)
    return {one.id: one for one in _whole(read, read.rows(_SEVERAL, {"these": wanted}))} if wanted else {}


def by_typed_number(read: Read, channel: ChannelId, text: str) -> Item | None:
    """Return the item of a channel that a typed number names: `17` or `#17`; None for another text, or where it has none."""
    number = typed_number(text)
    return None if number is None else numbered(read, channel, number)


def numbered(read: Read, channel: ChannelId, number: int) -> Item | None:
    """Return a channel's item of this number."""
    return next(iter(_whole(read, read.rows(_NUMBERED, {"of_channel": channel, "this": number}))), None)


def queue(read: Read, channel: ChannelId, *, start: int = 0, most: int = 1_000) -> tuple[Item, ...]:
    """Return what a channel's team has to refine, as it is ordered: all of it, or a page."""
    return page(read, channel, (ItemState.TO_REFINE,), start=start, most=most)


def page(read: Read, channel: ChannelId, states: Sequence[ItemState], *, start: int = 0, most: int = 20) -> tuple[Item, ...]:
    """Return a page of a channel's items in some states: what is ordered as it is ordered, else what changed last first."""
    statement = _PAGE if set(states) <= set(ORDERED) else _LATEST
    values = {"of_channel": channel, "states": [state.value for state in states], "start": start, "most": most}
    return _whole(read, read.rows(statement, values))


def order(read: Read, channel: ChannelId) -> tuple[Placed, ...]:
    """Return the whole order of a channel: what is to be refined, and what is ready."""
    rows = read.rows(_ORDER, {"of_channel": channel, "states": _ORDERED})
    return tuple([Placed(row[0], _STATES[row[1]], row[2]) for row in rows])  # a thousand: by position, and no call for each state


def rank(read: Read, item: Item) -> Rank:
    """Return the how-manieth an item is among those of its state."""
    here = {"of_channel": item.channel, "in_state": item.state.value, "at_place": item.place, "at_number": item.number}
    row = read.row(_BEFORE, here)
    return Rank((row.n if row else 0) + 1, counts(read, item.channel, (item.state,))[item.state])


def last_place(read: Read, channel: ChannelId) -> int | None:
    """Return the last place of a channel's order; None while nothing stands in it."""
    row = read.row(_LAST_PLACE, {"of_channel": channel, "states": _ORDERED})
    return None if row is None else row.last


def in_range(read: Read, channel: ChannelId, most: int) -> tuple[ItemState, ...]:
    """Return the states of the first items of the order, at most so many: what is in range of a Sprint."""
    rows = read.rows(_RANGE, {"of_channel": channel, "states": _ORDERED, "most": most})
    return tuple(ItemState(row.state) for row in rows)


def counts(read: Read, channel: ChannelId, states: Sequence[ItemState] = tuple(ItemState)) -> dict[ItemState, int]:
    """Count a channel's items in each of some states."""
    rows = read.rows(_COUNTS, {"of_channel": channel, "states": [state.value for state in states]})
    return dict.fromkeys(states, 0) | {ItemState(row.state): int(row.n) for row in rows}


def found(read: Read, channel: ChannelId, text: str, *, start: int = 0, most: int = 20) -> tuple[Item, ...]:
    """Return a page of a channel's items whose title, key or why holds a text, whatever their state: what is ordered first."""
    values = {"of_channel": channel, "like": _like(text), "states": _ORDERED, "start": start, "most": most}
    return _whole(read, read.rows(_FOUND, values))


def count_found(read: Read, channel: ChannelId, text: str) -> int:
    """Count a channel's items whose title, key or why holds a text."""
    row = read.row(_COUNT_FOUND, {"of_channel": channel, "like": _like(text)})
    return 0 if row is None else int(row.n)


def _like(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def exactly(read: Read, channel: ChannelId, text: str, *, most: int = 20) -> tuple[Item, ...]:
    """Return a channel's items whose key or title a text is, in whatever case."""
    return _whole(read, read.rows(_EXACTLY, {"of_channel": channel, "says": text, "most": most}))


def known(read: Read, channel: ChannelId) -> tuple[Known, ...]:
    """Return by what each item of a channel is recognised."""
    return tuple(
        Known(ItemId(row.id), row.number, row.title, row.key, ItemState(row.state), _day(row.started), _day(row.done))
        for row in read.rows(_KNOWN, {"of_channel": channel})
    )


def added_by(read: Read, person: PersonId, *, start: int = 0, most: int = 20) -> tuple[Item, ...]:
    """Return a page of the items that a person added and that are neither done nor parked, what changed last first."""
    return _whole(read, read.rows(_MINE, {"by": person, "states": _UNDER_WAY, "start": start, "most": most}))


def count_added_by(read: Read, person: PersonId) -> int:
    """Count the items that a person added and that are neither done nor parked."""
    row = read.row(_COUNT_MINE, {"by": person, "states": _UNDER_WAY})
    return 0 if row is None else int(row.n)


def queues_of(read: Read, person: PersonId) -> frozenset[ChannelId]:
    """Name the channels in which a person is and items were added."""
    return frozenset(ChannelId(row.channel) for row in read.rows(_QUEUES, {"who": person}))


def children(read: Read, parent: Item) -> tuple[Item, ...]:
    """Return what was split off an item."""
    return _whole(read, read.rows(_CHILDREN, {"of_channel": parent.channel, "of_parent": parent.id}))


def finished(read: Read, channel: ChannelId, since: date) -> tuple[Finished, ...]:
    """Return what a channel's team has done since a day, the earliest first."""
    rows = read.rows(_DONE, {"of_channel": channel, "since": since.isoformat()})
    return tuple(Finished(ItemId(row.id), date.fromisoformat(row.done), _day(row.started)) for row in rows)


def done_days(read: Read, channel: ChannelId, since: date) -> tuple[date, ...]:
    """Return the day of each item that was done since a day, the earliest first: a day stands as often as items were done on it."""
    return tuple(one.done for one in finished(read, channel, since))


def added_since(read: Read, channel: ChannelId, since: datetime) -> tuple[tuple[datetime, bool], ...]:
    """Return when items were added since a moment, and whether each was split off another one."""
    return tuple((row.created, row.parent is not None) for row in read.rows(_ADDED, {"of_channel": channel, "since": since}))


def changes(read: Read, item: ItemId, since: datetime) -> tuple[Change, ...]:
    """Return what was changed in an item since a moment, the earliest first."""
    rows = read.rows(_CHANGES, {"this": item, "since": since})
    return tuple(
        Change(ItemId(row.item), row.at, PersonId(row.person), Difference(row.part, row.before, row.after)) for row in rows
    )


def _whole(read: Read, rows: Sequence[Any]) -> tuple[Item, ...]:
    """Return items with their criteria, which are read for all of them at once."""
    written = _criteria(read, [row.id for row in rows])
    return tuple(replace(_item(row), criteria=written.get(row.id, ())) for row in rows)


def _criteria(read: Read, items: Sequence[str]) -> Mapping[str, tuple[Criterion, ...]]:
    rows = read.rows(_CRITERIA, {"items": items}) if items else ()
    return {
        one: tuple(Criterion(CriterionId(row.id), row.text, PersonId(row.author)) for row in group)
        for one, group in groupby(rows, key=lambda row: row.item)
    }


def _item(row: Any) -> Item:
    return Item(
        id=ItemId(row.id),
        channel=ChannelId(row.channel),
        number=row.number,
        title=row.title,
        why=row.why,
        outcome=row.outcome,
        size=row.size,
        link=row.link,
        key=row.key,
        state=ItemState(row.state),
        place=row.place,
        moves=row.moves,
        author=PersonId(row.author),
        created=row.created,
        changed=row.changed,
        ready=_day(row.ready),
        started=_day(row.started),
        done=_day(row.done),
        parked=_day(row.parked),
        parent=None if row.parent is None else ItemId(row.parent),
    )


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)
