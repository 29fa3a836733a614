"""Why a line of a list or a CSV becomes no item, or all of it is refused."""

from dataclasses import dataclass

from bot.core.refusal import Refusal


class ImportGone(Refusal):
    """A preview was imported before, is older than a day, or is another person's."""


@dataclass(eq=False)
class UnknownState(Refusal):
    """A cell names no state."""

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
