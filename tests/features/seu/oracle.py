"""A second opinion on balances, terms and progress, written another way: by trying everything, minute by minute, event by event."""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product

Steps = Mapping[str, int]
"""How many steps (the smallest amount) were filed under each category itself."""


@dataclass(frozen=True)
class Tree:
    """Categories by their parents, with the steps that have to be in each and those that count at most."""

    parent: Mapping[str, str | None]
    least: Mapping[str, int]
    most: Mapping[str, int]
    need: int

    def above(self, name: str) -> Iterator[str]:
        """Go from a category up to the top."""
        at: str | None = name
        while at is not None:
            yield at
            at = self.parent[at]

    def fits(self, chosen: Steps) -> bool:
        """Tell whether no category has more than counts in it."""
        inside = self.inside(chosen)
        return all(inside[name] <= most for name, most in self.most.items())

    def is_enough(self, chosen: Steps) -> bool:
        """Tell whether these steps are a renewal: exactly the need, as the categories ask."""
        inside = self.inside(chosen)
        return (
            self.fits(chosen)
            and sum(chosen.values()) == self.need
            and all(inside[name] >= least for name, least in self.least.items())
        )

    def inside(self, chosen: Steps) -> dict[str, int]:
        """Count what is in each category and its parts."""
        found = dict.fromkeys(self.parent, 0)
        for name, steps in chosen.items():
            for each in self.above(name):
                found[each] += steps
        return found

    def choices(self, there: Steps) -> Iterator[dict[str, int]]:
        """Try every way to take some of what is there."""
        names = list(there)
        for taken in product(*(range(there[name] + 1) for name in names)):
            yield dict(zip(names, taken, strict=True))

    def most_that_counts(self, there: Steps) -> int:
        """Return the most steps that fit into the categories."""
        return max(sum(chosen.values()) for chosen in self.choices(there) if self.fits(chosen))

    def can_renew(self, there: Steps) -> bool:
        """Tell whether any part of what is there is a renewal."""
        return any(self.is_enough(chosen) for chosen in self.choices(there))

    def oldest_first(self, there: Sequence[str]) -> list[int]:
        """Take one step after the other while it fits and is needed; say which, by their places. For trees without minimums."""
        taken: list[int] = []
        for place, _ in enumerate(there):
            chosen = dict.fromkeys(self.parent, 0)
            for each in [*taken, place]:
                chosen[there[each]] += 1
            if self.fits(chosen) and sum(chosen.values()) <= self.need:
                taken.append(place)
        return taken


def months_later(day: date, months: int) -> date:
    """Walk from month to month."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        year, month = (year + 1, 1) if month > 12 else (year - 1, 12) if month < 1 else (year, month)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass
class Life:
    """One credential of 24 months and what was learned for it, told event by event; a need in minutes, a window of some months.

    Every minute of an activity has a number; a renewal uses up those with the lowest numbers that are left. What is taken back is
    forgotten by telling everything that was not taken back again.
    """

    issued: date
    need: int
    window: int
    minutes: dict[str, int] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    renewals: list[tuple[date, dict[str, set[int]]]] = field(default_factory=list)
    """The new expiry of each, and what it used up."""

    @property
    def balance(self) -> int:
        """Add up what stands."""
        return sum(self.minutes.values())

    @property
    def expiry(self) -> date:
        """Return the last expiry that was told."""
        return self.renewals[-1][0] if self.renewals else months_later(self.issued, 24)

    @property
    def first_day(self) -> date:
        """Find the day that lies a window before the expiry, in step with the day of issue."""
        cycles = 1
        while months_later(self.issued, 24 * cycles) != self.expiry:
            cycles += 1
        return months_later(self.issued, 24 * cycles - self.window)

    def learn(self, activity: str, minutes: int, day: date) -> None:
        """Attend something, or say that it was of another length."""
        if activity not in self.days:
            self.order.append(activity)
        self.days.setdefault(activity, day)
        self.minutes[activity] = minutes

    def left(self) -> dict[str, set[int]]:
        """Return the minutes that count now, by their numbers, the oldest activity first."""
        gone = {(activity, n) for _, used in self.renewals for activity, each in used.items() for n in each}
        counts = [name for name in self.order if self.first_day <= self.days[name] <= self.expiry]
        counts.sort(key=lambda name: (self.days[name], self.order.index(name)))
        return {name: {n for n in range(self.minutes[name]) if (name, n) not in gone} for name in counts}

    def renew(self) -> dict[str, int]:
        """Use up the oldest minutes, and say how many of each activity."""
        used: dict[str, set[int]] = {}
        for activity, numbers in self.left().items():
            for n in sorted(numbers):
                if sum(map(len, used.values())) < self.need:
                    used.setdefault(activity, set()).add(n)
        cycles = 1
        while months_later(self.issued, 24 * cycles) <= self.expiry:
            cycles += 1
        self.renewals.append((months_later(self.issued, 24 * cycles), used))
        return {activity: len(numbers) for activity, numbers in used.items()}
