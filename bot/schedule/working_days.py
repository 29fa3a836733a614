"""Which days a team works: its weekdays, without public holidays and dates of its own."""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from types import ModuleType

from bot.core.refusal import Refusal

MONDAY_TO_FRIDAY = frozenset(range(5))
OWN_DATE = "own date"
"""What `holiday` calls a date that the team has named itself: the views have words for it, people have not given any."""
_A_DAY = timedelta(days=1)
_ENGLISH = "en_US"


class OnHoliday(StrEnum):
    """What a rule does with an occurrence that falls on a holiday; the rhythm of the others never moves."""

    KEEP = "keep"
    SKIP = "skip"
    PREVIOUS = "previous"
    """Hold it on the last working day before."""
    NEXT = "next"
    """Hold it on the first working day after."""


class NoSuchCountry(Refusal):
    """No country whose holidays are known has this code; `nearest` are codes that look like it."""

    field = "country"

    def __init__(self, country: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(country, nearest)
        self.country = country
        self.nearest = nearest


class NoSuchRegion(Refusal):
    """A country has no region of this code that has holidays of its own; `regions` are those that it has."""

    field = "region"

    def __init__(self, country: str, region: str, regions: tuple[str, ...] = ()) -> None:
        super().__init__(country, region, regions)
        self.country = country
        self.region = region
        self.regions = regions


@dataclass(frozen=True)
class WorkingDays:
    """The calendar of a team: weekdays (0 is Monday), country and region as ISO 3166 codes, and dates that are free besides.

    A code that no holidays are known of (any more) has none: what is kept must not break what is due. `checked` refuses it.
    """

    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    country: str = ""
    region: str = ""
    free: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        if not self.weekdays & frozenset(range(7)):
            raise ValueError("a team works on at least one weekday")

    def holiday(self, day: date) -> str | None:
        """Return what a day is free for, in English, `OWN_DATE` for a date of the team's; None for any other day, weekends too."""
        if day in self.free:
            return OWN_DATE
        return holidays_of(self.country, self.region, day.year).get(day) if self.country else None

    def works(self, day: date) -> bool:
        """Tell whether the team works on a day."""
        return day.weekday() in self.weekdays and self.holiday(day) is None

    def after(self, day: date, n: int = 1) -> date:
        """Return the n-th working day after a day; the day itself for 0."""
        return self._walked(day, n, _A_DAY)

    def before(self, day: date, n: int = 1) -> date:
        """Return the n-th working day before a day; the day itself for 0."""
        return self._walked(day, n, -_A_DAY)

    def between(self, first: date, last: date) -> int:
        """Count the working days from one day to another, both included."""
        return sum(self.works(first + timedelta(days=ahead)) for ahead in range((last - first).days + 1))

    def _walked(self, day: date, n: int, step: timedelta) -> date:
        """Walk to the n-th working day, at most to the first or last day that there is."""
        end = date.max if step > timedelta() else date.min
        while n > 0 and day != end:
            day += step
            n -= self.works(day)
        return day


USUAL_DAYS = WorkingDays()
"""What a team works of which nothing is known."""


def checked(days: WorkingDays) -> WorkingDays:
    """Return a calendar with its codes as the standard writes them. Raise NoSuchCountry or NoSuchRegion."""
    if not days.country:
        return WorkingDays(days.weekdays, free=days.free)
    country, region = days.country.upper(), days.region.upper()
    known = countries()
    if country not in known:
        raise NoSuchCountry(days.country, tuple(get_close_matches(country, known, 3, 0.5)))
    by_code = {one.upper(): one for one in regions(country)}
    if region and region not in by_code:
        raise NoSuchRegion(country, days.region, regions(country))
    return WorkingDays(days.weekdays, country, by_code.get(region, ""), days.free)


def countries() -> tuple[str, ...]:
    """Return the two-letter codes of all countries whose holidays are known."""
    return tuple(sorted(_package().list_supported_countries(include_aliases=False)))


def regions(country: str) -> tuple[str, ...]:
    """Return the codes of a country's regions that have holidays of their own."""
    return tuple(_package().list_supported_countries(include_aliases=False).get(country, ()))


@lru_cache(maxsize=256)
def region_names(country: str) -> Mapping[str, str]:
    """Return a country's regions that have holidays of their own: code -> name as it is called there, the code where it has none."""
    codes = regions(country)
    if not codes:
        return {}
    names: dict[str, str] = {}
    for name, code in getattr(_package().country_holidays(country), "subdivisions_aliases", {}).items():
        names.setdefault(code, name)
    return {code: names.get(code, code) for code in codes}


@lru_cache(maxsize=256)
def holidays_of(country: str, region: str, year: int) -> Mapping[date, str]:
    """Return the public holidays of a year with their English names; none where the codes are not known."""
    try:
        found = _package().country_holidays(country, subdiv=region or None, years=year, expand=False, language=_ENGLISH)
    except NotImplementedError:
        return {}
    return {day: name.replace("; ", ", ") for day, name in found.items() if day.year == year}


def _package() -> ModuleType:
    """Load the holidays of all countries: some 100 ms and 11 MB once, which who has set no country never pays."""
    return importlib.import_module("holidays")
