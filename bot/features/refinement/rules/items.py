"""An item of what a team refines next: what it says, what it lacks, in which state it is. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import NewType

from bot.core.ids import ChannelId, ItemId, PersonId
from bot.features.refinement.rules.item_refusals import AlreadyInState, TooManyCriteria
from bot.features.refinement.rules.item_texts import MOST_CRITERIA, ItemText, criterion_text, size_text
from bot.teams.team import DEFAULTS, TeamSettings

_A_SCALE = 3
"""So many cards make a scale, of which the last one is large."""
CriterionId = NewType("CriterionId", str)
"""A criterion of an item; a row of its own, so that two people who write at once both stay."""


class ItemState(StrEnum):
    """Where an item stands."""

    TO_REFINE = "to_refine"
    READY = "ready"
    STARTED = "started"
    DONE = "done"
    PARKED = "parked"


ORDERED = (ItemState.TO_REFINE, ItemState.READY)
"""The states of what stands in the one order: what is ready leaves the list of what is to be refined, and keeps its place."""


class Gap(Enum):
    """What an item lacks."""

    NO_CRITERIA = "no_criteria"
    NO_SIZE = "no_size"
    LARGE = "large"
    """Its size stands at the upper end of the team's deck, or above it: smaller parts would be refined and finished sooner."""
    UNTOUCHED = "untouched"


@dataclass(frozen=True)
class Criterion:
    """An acceptance criterion, and who wrote it."""

    id: CriterionId
    text: str
    author: PersonId


@dataclass(frozen=True, kw_only=True)
class Item:
    """An item as it stands.

    `number` counts within the channel. `place` orders the items of a channel, the smallest first; `moves` counts how often it was put
    elsewhere. `changed`: the last time that its words, criteria, size or state changed; to be ordered is no change. `ready`, `started`,
    `done`, `parked`: the day on which it last came into that state, by the calendar of who said so.
    """

    id: ItemId
    channel: ChannelId
    number: int
    title: str
    author: PersonId
    created: datetime
    changed: datetime
    why: str = ""
    criteria: tuple[Criterion, ...] = ()
    outcome: str = ""
    size: str = ""
    link: str = ""
    key: str = ""
    state: ItemState = ItemState.TO_REFINE
    place: int = 0
    moves: int = 0
    ready: date | None = None
    started: date | None = None
    done: date | None = None
    parked: date | None = None
    parent: ItemId | None = None

    @property
    def since(self) -> date | None:
        """Return the day on which it came into the state that it is in; None for what is to be refined."""
        return {
            ItemState.READY: self.ready,
            ItemState.STARTED: self.started,
            ItemState.DONE: self.done,
            ItemState.PARKED: self.parked,
        }.get(self.state)


def gaps(item: Item, at: datetime, kept: TeamSettings = DEFAULTS) -> tuple[Gap, ...]:
    """Return what an item lacks before it can be ready; nothing for one that is started, done or parked."""
    if item.state not in ORDERED:
        return ()
    lacks = {
        Gap.NO_CRITERIA: not item.criteria,
        Gap.NO_SIZE: not item.size,
        Gap.LARGE: is_large(item.size, kept.deck),
        Gap.UNTOUCHED: at - item.changed >= kept.untouched,
    }
    return tuple(gap for gap, is_lacking in lacks.items() if is_lacking)


def is_large(size: str, deck: Sequence[str]) -> bool:
    """Tell whether a size is the last card of a deck, or a number above it; a deck of two sorts, it measures nothing."""
    if not size or len(deck) < _A_SCALE:
        return False
    if size in deck:
        return size == deck[-1]
    numbers = [float(one) for one in (size, deck[-1]) if one.isascii() and one.isdigit()]
    return len(numbers) == 2 and numbers[0] > numbers[1]


def untouched_days(item: Item, at: datetime) -> int:
    """Return for how many whole days nothing was changed in an item."""
    return (at - item.changed).days


def moved(item: Item, to: ItemState, day: date, at: datetime) -> Item:
    """Put an item into another state on a day. Raise AlreadyInState."""
    if item.state is to:
        raise AlreadyInState(item.number, item.title, to, item.since)
    came = replace(item, state=to, changed=at, parked=None, done=None)
    match to:
        case ItemState.READY:
            return replace(came, ready=day, started=None)
        case ItemState.STARTED:
            return replace(came, started=day)
        case ItemState.DONE:
            return replace(came, done=day)
        case ItemState.PARKED:
            return replace(came, parked=day)
        case _:
            return replace(came, ready=None, started=None)


def before(item: Item) -> ItemState:
    """Return the state that an item goes back to when the one that it is in was a mistake, or is over."""
    if item.state is ItemState.DONE and item.started:
        return ItemState.STARTED
    if item.state is not ItemState.READY and item.ready:
        return ItemState.READY
    return ItemState.TO_REFINE


def put_back(item: Item, at: datetime) -> Item:
    """Put an item back into the state before: reopened, started no more, ready no more. Raise AlreadyInState where it has none.

    The day of that state stands as it was.
    """
    to = before(item)
    if item.state is to:
        raise AlreadyInState(item.number, item.title, to, item.since)
    back = replace(item, state=to, changed=at, done=None, parked=None)
    return back if to is ItemState.STARTED else replace(back, started=None, ready=item.ready if to is ItemState.READY else None)


def dated(item: Item, started: date | None, done: date | None, at: datetime) -> Item:
    """Write down when an item was started and done, as a file tells it; a day that it does not tell stays, unless it is past the end."""
    began = started or item.started
    if done is not None:
        began = began if began is None or began <= done else None
        return replace(item, state=ItemState.DONE, started=began, done=done, parked=None, changed=at)
    told = replace(item, started=began, changed=at)
    return replace(told, state=ItemState.STARTED, parked=None) if item.state in (*ORDERED, ItemState.PARKED) else told


def sized(item: Item, size: str, at: datetime) -> Item:
    """Write down how large an item is; nothing takes its size away. Raise TextTooLong."""
    return replace(item, size=size_text(size), changed=at)


def with_criterion(item: Item, criterion: Criterion, at: datetime) -> Item:
    """Add a criterion; one that says the same adds nothing. Raise EmptyText, TextTooLong or TooManyCriteria."""
    text = criterion_text(criterion.text)
    if text in {one.text for one in item.criteria}:
        return item
    if len(item.criteria) >= MOST_CRITERIA:
        raise TooManyCriteria(MOST_CRITERIA)
    return replace(item, criteria=(*item.criteria, replace(criterion, text=text)), changed=at)


@dataclass(frozen=True)
class Difference:
    """One thing that changed in an item: which part, what stood there, what stands there now."""

    part: str
    before: str
    after: str


_PARTS = ("title", "why", "outcome", "size", "link", "key", "state")


def differences(old: Item, new: Item) -> tuple[Difference, ...]:
    """Return what changed between two states of an item, a criterion each by itself."""
    found = [
        Difference(part, getattr(old, part), getattr(new, part)) for part in _PARTS if getattr(old, part) != getattr(new, part)
    ]
    mine, theirs = ({one.id: one.text for one in item.criteria} for item in (old, new))
    found += [Difference("criterion", text, "") for one, text in mine.items() if one not in theirs]
    found += [Difference("criterion", "", text) for one, text in theirs.items() if one not in mine]
    return tuple(found)


@dataclass(frozen=True)
class Change:
    """What somebody changed in an item, and when."""

    item: ItemId
    at: datetime
    person: PersonId
    what: Difference


@dataclass(frozen=True)
class Finished:
    """An item that is done: on which day, and on which it was started, where anybody said so."""

    item: ItemId
    done: date
    started: date | None


@dataclass(frozen=True)
class Known:
    """By what an item is recognised when it is imported again, and which days of it are known."""

    id: ItemId
    number: int
    title: str
    key: str
    state: ItemState
    started: date | None
    done: date | None


def text_of(item: Item) -> ItemText:
    """Return the words of an item, as a form shows them."""
    criteria = tuple(one.text for one in item.criteria)
    return ItemText(item.title, item.why, criteria, item.outcome, item.size, item.link, item.key)
