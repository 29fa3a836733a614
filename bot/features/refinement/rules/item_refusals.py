"""Why an item was not added, changed or ordered."""

from dataclasses import dataclass
from datetime import date

from bot.core.refusal import Forbidden, NotThere, Refusal


@dataclass(eq=False)
class NoSuchItem(NotThere):
    """This channel has no such item; `named` is what was typed for it, if anything was."""

    named: str = ""


@dataclass(eq=False)
class SeveralItems(Refusal):
    """What was typed names several items: their numbers and titles."""

    named: str
    items: tuple[tuple[int, str], ...]


@dataclass(eq=False)
class ItemNumberMissing(Refusal):
    """What was typed into a form is no item's number."""

    given: str
    field: str = "before"


@dataclass(eq=False)
class AlreadyInState(Refusal):
    """An item is in this state already, since a day where that is known."""

    number: int
    title: str
    state: str
    since: date | None


@dataclass(eq=False)
class TooManyCriteria(Refusal):
    """An item has at most so many criteria."""

    most: int
    field: str = "criteria"


@dataclass(eq=False)
class NotALink(Refusal):
    """What was given as a link is none."""

    given: str
    field: str = "link"


class GuestsOnlySee(Forbidden):
    """A guest of the channel sees its items and changes none."""


@dataclass(eq=False)
class NotOrdered(Refusal):
    """An item that is started, done or parked stands in no order."""

    number: int
    title: str
    state: str


@dataclass(eq=False)
class MovedMeanwhile(Refusal):
    """Somebody has put this item elsewhere since the person saw it: it is the `rank`-th of `count` now."""

    title: str
    rank: int
    count: int


@dataclass(eq=False)
class TooManyParts(Refusal):
    """So many parts are not split off at once."""

    count: int
    most: int
    field: str = "parts"


@dataclass(eq=False)
class NothingToSplit(Refusal):
    """A split names at least one part."""

    field: str = "parts"
