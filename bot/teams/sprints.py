"""The Sprints of a team: one after another without a gap, and the days of their events. Pure."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice

from bot.core.refusal import Refusal
from bot.schedule.working_days import WorkingDays

MOST_WEEKS = 4
"""A longer Sprint is one of a month, which is the longest (Scrum Guide 2020)."""
_A_DAY = timedelta(days=1)
_A_WEEK = timedelta(weeks=1)
_WEEKS_OF_A_MONTH = 4


@dataclass(eq=False)
class LengthOutOfBounds(Refusal):
    """A Sprint lasts 1 to 4 weeks, or one month."""

    weeks: int


@dataclass(eq=False)
class SprintBegun(Refusal):
    """What is past stays: a change begins with a Sprint that has not begun."""

    number: int


@dataclass(eq=False)
class GapBefore(Refusal):
    """Sprints follow one another: the first day that was given is not after the first day of the Sprint before."""

    number: int
    first: date


class Unit(StrEnum):
    """What the length of a Sprint is counted in."""

    WEEKS = "weeks"
    MONTH = "month"


@dataclass(frozen=True)
class SprintLength:
    """How long each Sprint lasts: so many weeks, or a month."""

    weeks: int = 2
    unit: Unit = Unit.WEEKS

    def __post_init__(self) -> None:
        """Raise LengthOutOfBounds."""
        if self.unit is Unit.WEEKS and not 1 <= self.weeks <= MOST_WEEKS:
            raise LengthOutOfBounds(self.weeks)

    def shortened(self, of_a_month: timedelta) -> timedelta:
        """Return the timebox of an event, given that of a month's Sprint: "for shorter Sprints, the event is usually shorter"."""
        return of_a_month if self.unit is Unit.MONTH else of_a_month * self.weeks / _WEEKS_OF_A_MONTH


@dataclass(frozen=True)
class Stretch:
    """Sprints of one length, from the one with this number and first day on."""

    number: int
    first: date
    length: SprintLength

    def begins(self, number: int) -> date:
        """Return the first day of a Sprint; a month's is the anchor's plus so many months, kept within the month."""
        further = number - self.number
        if self.length.unit is Unit.WEEKS:
            return self.first + further * self.length.weeks * _A_WEEK
        months = self.first.year * 12 + self.first.month - 1 + further
        year, month = divmod(months, 12)
        return date(year, month + 1, min(self.first.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Sprint:
    """One Sprint: its number, its first and its last day."""

    number: int
    first: date
    last: date

    def day(self, of: date, calendar: WorkingDays) -> int:
        """Return which of its working days a day is: on a free day, of the last one before it; 0 before the first."""
        return calendar.between(self.first, min(of, self.last))

    def days(self, calendar: WorkingDays) -> int:
        """Count its working days."""
        return calendar.between(self.first, self.last)


@dataclass(frozen=True)
class SprintCalendar:
    """The Sprints of a team, in stretches of one length, the first one first. There is at least one."""

    stretches: tuple[Stretch, ...]

    @property
    def first(self) -> int:
        """Return the number of the first Sprint: a team may have had Sprints before."""
        return self.stretches[0].number

    def length(self, number: int) -> SprintLength:
        """Return how long a Sprint lasts."""
        return self._of(number)[0].length

    def sprint(self, number: int) -> Sprint:
        """Return the Sprint of a number, from that of the first on."""
        stretch, following = self._of(number)
        last = stretch.begins(number + 1) - _A_DAY
        if following is not None and following.number == number + 1:
            last = following.first - _A_DAY
        return Sprint(number, stretch.begins(number), last)

    def _of(self, number: int) -> tuple[Stretch, Stretch | None]:
        found = [stretch for stretch in self.stretches if stretch.number <= number]
        after = self.stretches[len(found) :]
        return found[-1], after[0] if after else None

    def on(self, day: date) -> Sprint | None:
        """Return the Sprint that a day is in; None before the first."""
        found = None
        for sprint in self.since(self.first):
            if sprint.first > day:
                return found
            found = sprint
        return found

    def since(self, number: int) -> Iterator[Sprint]:
        """Yield the Sprints from a number on, without an end."""
        while True:
            yield self.sprint(number)
            number += 1

    def coming(self, day: date, most: int = 4) -> list[Sprint]:
        """Return the Sprint of a day, or the first one, and those that follow."""
        current = self.on(day)
        return list(islice(self.since(current.number if current else self.first), most))

    def changed(self, number: int, first: date, length: SprintLength, today: date) -> "SprintCalendar":
        """Return the calendar with another length, or first day, from a Sprint on. Raise SprintBegun or GapBefore.

        The Sprint before it ends the day before, be it shorter or longer for that.
        """
        if self.sprint(number).first <= today:
            raise SprintBegun(number)
        if number > self.first and first <= self.sprint(number - 1).first:
            raise GapBefore(number, self.sprint(number - 1).first)
        kept = tuple(stretch for stretch in self.stretches if stretch.number < number)
        return replace(self, stretches=(*kept, Stretch(number, first, length)))


class DayOf(StrEnum):
    """On which days of a Sprint an event is held."""

    FIRST = "first"
    LAST = "last"
    EACH = "each"
    """Each working day: the Daily Scrum."""
    WEEKDAY = "weekday"


@dataclass(frozen=True)
class EventDay:
    """The day of an event in each Sprint; for WEEKDAY the `week`-th such weekday (0: Monday), from the end where `week` is negative.

    What falls on a free day is held on the next working day, or the one before where `earlier`; never outside of its Sprint where
    that has a working day at all.
    """

    of: DayOf
    weekday: int = 0
    week: int = 1
    earlier: bool = False


def days_of(event: EventDay, sprint: Sprint, calendar: WorkingDays) -> tuple[date, ...]:
    """Return the days on which an event of a Sprint is held; none where the Sprint has no such weekday, or no working day."""
    match event.of:
        case DayOf.EACH:
            return tuple(day for day in _days(sprint.first, sprint.last) if calendar.works(day))
        case DayOf.WEEKDAY:
            ahead = (event.weekday - sprint.first.weekday()) % 7
            fitting = range(ahead, (sprint.last - sprint.first).days + 1, 7)
            place = event.week - 1 if event.week > 0 else event.week
            if not -len(fitting) <= place < len(fitting):
                return ()
            meant = sprint.first + fitting[place] * _A_DAY
        case DayOf.FIRST:
            meant = sprint.first
        case DayOf.LAST:
            meant = sprint.last
    return _nearest(sprint, meant, calendar, earlier=event.earlier)


def _nearest(sprint: Sprint, meant: date, calendar: WorkingDays, *, earlier: bool) -> tuple[date, ...]:
    """Return the working day of a Sprint that is nearest to the day that is meant, first to the one side, else to the other."""
    before, after = _days(meant, sprint.first), _days(meant, sprint.last)
    nearest = (day for side in ((before, after) if earlier else (after, before)) for day in side if calendar.works(day))
    return tuple(islice(nearest, 1))


def _days(first: date, last: date) -> Iterator[date]:
    """Yield each day from one to another, backwards where that lies before."""
    step = _A_DAY if last >= first else -_A_DAY
    for ahead in range(abs((last - first).days) + 1):
        yield first + ahead * step
