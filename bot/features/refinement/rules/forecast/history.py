"""What a team has done, day by day: the days that count, and how many items were done on each."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate, groupby, takewhile
from typing import Protocol

A_DAY = timedelta(days=1)
LEAST_DONE = 10
"""Items done in a window, below which a forecast says more about chance than about the team."""
_TWENTY_YEARS = 7_305


class Basis(StrEnum):
    """Which days a forecast counts in."""

    WORKING = "working"
    CALENDAR = "calendar"


class Days(Protocol):
    """A calendar that says which days count; the team's working days are one."""

    def works(self, day: date) -> bool:
        """Tell whether a day counts."""
        ...

    def holiday(self, day: date) -> str | None:
        """Return what a day is free for; None where it is free as each week is, or not free at all."""
        ...


class EveryDay:
    """The calendar in which each day counts."""

    def works(self, day: date) -> bool:
        """Count a day."""
        return True

    def holiday(self, day: date) -> str | None:
        """Leave no day out."""
        return None


@dataclass(frozen=True)
class History:
    """Days that count, in their order without a gap, and how many items were done on each."""

    days: tuple[date, ...]
    counts: tuple[int, ...]

    def between(self, first: date, last: date) -> tuple[int, ...]:
        """Return how many items were done on each counted day from one day to another, both included."""
        return self.counts[bisect_left(self.days, first) : bisect_right(self.days, last)]


@dataclass(frozen=True)
class Sample:
    """What a forecast is drawn from: a window, the items done on each of its counted days, and the free days left out."""

    first: date
    last: date
    counts: tuple[int, ...]
    left_out: tuple[tuple[date, date], ...] = ()

    @property
    def done(self) -> int:
        """Return how many items were done in the window."""
        return sum(self.counts)

    @property
    def pace(self) -> float:
        """Return how many items were done on a counted day, on average."""
        return self.done / len(self.counts)


def history(done: Iterable[date], first: date, last: date, calendar: Days) -> History:
    """Lay out what was done from one day to another, both included.

    What was done on a day that does not count is counted on the one before it, so that a Saturday's item is in the week that it
    belongs to and none is lost.
    """
    days = tuple(takewhile(lambda day: day <= last, counted_from(first, calendar)))
    counts = [0] * len(days)
    for day in done:
        if days and first <= day <= last:
            counts[max(0, bisect_right(days, day) - 1)] += 1
    return History(days, tuple(counts))


def sample(of: History, first: date, last: date, calendar: Days) -> Sample:
    """Return what was done from one day to another, both included, and which free days lie between."""
    return Sample(first, last, of.between(first, last), left_out(first, last, calendar))


def counted_from(first: date, calendar: Days) -> Iterable[date]:
    """Yield the days that count, from a day on: at most twenty years of them."""
    return filter(calendar.works, (first + ahead * A_DAY for ahead in range(_TWENTY_YEARS)))


def left_out(first: date, last: date, calendar: Days) -> tuple[tuple[date, date], ...]:
    """Name the stretches of free days from one day to another, from the first holiday to the last; a weekend alone is none."""
    days = [first + ahead * A_DAY for ahead in range((last - first).days + 1)]
    stretches = [list(run) for works, run in groupby(days, calendar.works) if not works]
    named = [[day for day in stretch if calendar.holiday(day) is not None] for stretch in stretches]
    return tuple((stretch[0], stretch[-1]) for stretch in named if any(_costs_a_day(day, calendar) for day in stretch))


def _costs_a_day(day: date, calendar: Days) -> bool:
    """Tell whether the team would work on a holiday were it none: it does so a week before or after."""
    return any(calendar.works(day + weeks * 7 * A_DAY) for weeks in (-1, 1, -2, 2))


def reached(counts: Sequence[int], items: int) -> int | None:
    """Return on which day (1 is the first) that many items were done; None where they are not done yet."""
    return next((day for day, sum_of in enumerate(accumulate(counts), 1) if sum_of >= items), None)
