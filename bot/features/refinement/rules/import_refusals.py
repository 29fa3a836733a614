"""Why a line of a list or a CSV becomes no item, or all of it is refused."""

from dataclasses import dataclass

from bot.core.refusal import Refusal


@dataclass(eq=False)
class NothingToImport(Refusal):
    """Nothing was pasted and no file was chosen."""

    field: str = "list_1"


@dataclass(eq=False)
class TooManyLines(Refusal):
    """A list or a CSV has more lines than are taken at once; `listed`: it is a list without a header."""

    count: int
    most: int
    listed: bool
    field: str = "list_1"


@dataclass(eq=False)
class NotUtf8(Refusal):
    """A file is not UTF-8, from this line on."""

    line: int
    field: str = "file"


class ImportGone(Refusal):
    """A preview was imported before, is older than a day, or is another person's."""


@dataclass(eq=False)
class UnknownState(Refusal):
    """A cell names no state."""

    given: str


@dataclass(eq=False)
class BadDay(Refusal):
    """A cell is no day that can be read without a doubt."""

    given: str


@dataclass(eq=False)
class DayAhead(Refusal):
    """Something was started or done on a day that is yet to come."""

    given: str


class DoneBeforeStarted(Refusal):
    """An item was done before it was started."""


class DayOfDoneMissing(Refusal):
    """An item is done, and no cell says when: a forecast would take it for today's."""


@dataclass(eq=False)
class TwiceHere(Refusal):
    """An earlier line has the same key or title."""

    line: int


@dataclass(eq=False)
class TooManyCells(Refusal):
    """A line has more cells than the first line names."""

    count: int
    named: int


class BadQuotes(Refusal):
    """A quotation mark of a line ends nowhere, or text stands behind it."""
