"""When a Product Owner is nudged: by what is in range of a Sprint, and by the age of items. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil

from bot.core.ids import ItemId
from bot.features.refinement.rules.forecast.history import Days
from bot.features.refinement.rules.items import Gap, Item, ItemState, gaps
from bot.schedule.working_days import WorkingDays
from bot.teams.team import TeamSettings

LEADS = (3, 1)
"""So many working days before Sprint Planning the Product Owner may be nudged."""
MOST_A_SPRINT = 2
LEAST_CYCLES = 10
"""Items whose time from started to done is known, below which no age is called high."""
PERCENT = 85


@dataclass(frozen=True)
class Readiness:
    """What is in range of a Sprint: how many items, and how many of them are ready or lack something. `ready_in_all`: of the whole order."""

    in_range: int
    ready: int
    without_criteria: int
    untouched: int
    untouched_days: int
    ready_in_all: int
    enough: int

    @property
    def is_enough(self) -> bool:
        """Tell whether so many items are ready that nobody needs a word."""
        return self.ready_in_all >= self.enough


def readiness(first: Sequence[Item], ready_in_all: int, settings: TeamSettings, done: Sequence[int], at: datetime) -> Readiness:
    """Return how ready the first items of an order are. `done`: how many items were done in each Sprint that is over."""
    found = [gap for item in first for gap in gaps(item, at, settings)]
    return Readiness(
        in_range=len(first),
        ready=sum(item.state is ItemState.READY for item in first),
        without_criteria=found.count(Gap.NO_CRITERIA),
        untouched=found.count(Gap.UNTOUCHED),
        untouched_days=settings.untouched.days,
        ready_in_all=ready_in_all,
        enough=settings.enough_ready(done),
    )


def lacking(first: Sequence[Item], settings: TeamSettings, at: datetime, most: int) -> tuple["Named", ...]:
    """Name the first of these items that lack something, at most so many, in their order."""
    named = (Named(item.id, item.title, gaps(item, at, settings)) for item in first)
    return tuple(one for one in named if one.gaps)[:most]


def working_days_until(planning: date, today: date, days: WorkingDays) -> int:
    """Return how many working days after today a Sprint Planning is; 0 for today and what is over."""
    return days.between(today, planning) - days.works(today) if planning > today else 0


def is_due(found: Readiness, ahead: int, told: int) -> bool:
    """Tell whether a nudge is due: `ahead` working days before Sprint Planning, after `told` nudges in this Sprint."""
    return ahead in LEADS and told < MOST_A_SPRINT and not found.is_enough


@dataclass(frozen=True)
class Aged:
    """An item in progress for longer than most: its age in counted days, and within how many PERCENT of the team's were done."""

    item: Item
    days: int
    usual: int


def aged(started: Iterable[Item], cycles: Iterable[tuple[date, date]], today: date, calendar: Days) -> tuple[Aged, ...]:
    """Return what is in progress for longer than PERCENT of what was done, from started to done; nothing where too little was done.

    The day on which an item was started is its first.
    """
    took = sorted(_counted(start, end, calendar) for start, end in cycles)
    if len(took) < LEAST_CYCLES:
        return ()
    usual = took[ceil(len(took) * PERCENT / 100) - 1]
    ages = ((item, _counted(item.started, today, calendar)) for item in started if item.started)
    return tuple(Aged(item, days, usual) for item, days in ages if days > usual)


def _counted(first: date, last: date, calendar: Days) -> int:
    """Count the days from one to another, both included: at least one, for what is started and done on a Sunday took a day too."""
    span = range(first.toordinal(), last.toordinal() + 1)
    return max(1, sum(calendar.works(date.fromordinal(day)) for day in span))


@dataclass(frozen=True)
class SprintAhead:
    """The Sprint Planning that comes next, and how many items were done in each Sprint that is over, the oldest first."""

    planning: date
    done: tuple[int, ...] = ()


@dataclass(frozen=True)
class Named:
    """An item as a nudge names it, so that it reads as it stood then: what it lacks, or how old it is."""

    item: ItemId
    title: str
    gaps: tuple[Gap, ...] = ()
    days: int = 0
    usual: int = 0


@dataclass(frozen=True)
class Nudge:
    """What a Product Owner is told: of Sprint Planning in `ahead` working days and what is in range of it, and of what is old.

    `found` is None where nothing is to be said of what is in range.
    """

    ahead: int = 0
    found: Readiness | None = None
    lacking: tuple[Named, ...] = ()
    old: tuple[Named, ...] = ()
