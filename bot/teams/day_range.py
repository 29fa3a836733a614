"""Days in a row, both ends included. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class DayRange:
    """Days from `first` to `last`, both among them."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Raise ValueError for an end before its beginning."""
        if self.last < self.first:
            raise ValueError("days in a row end before they begin")

    def __iter__(self) -> Iterator[date]:
        """Give each day."""
        return (self.first + count * _A_DAY for count in range(len(self)))

    def __len__(self) -> int:
        """Count the days."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        """Tell whether a day is one of them."""
        return self.first <= day <= self.last


def joined(ranges: Iterable[DayRange]) -> tuple[DayRange, ...]:
    """Return the same days as few ranges, in their order: what overlaps or touches becomes one."""
    found: list[DayRange] = []
    for each in sorted(ranges):
        if found and each.first <= found[-1].last + _A_DAY:
            found[-1] = DayRange(found[-1].first, max(found[-1].last, each.last))
        else:
            found.append(each)
    return tuple(found)


def without(ranges: Iterable[DayRange], taken: DayRange) -> tuple[DayRange, ...]:
    """Return the days of ranges that are none of those taken away."""
    found: list[DayRange] = []
    for each in ranges:
        if each.first < taken.first:
            found.append(DayRange(each.first, min(each.last, taken.first - _A_DAY)))
        if each.last > taken.last:
            found.append(DayRange(max(each.first, taken.last + _A_DAY), each.last))
    return tuple(found)
