"""Reads days in a row as people type them: `20-31 dec`, `tomorrow`, `next week`. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.refusal import Refusal
from bot.core.texts import on_one_line
from bot.schedule.grammar.dates import resolve
from bot.schedule.grammar.days import AS_END
from bot.schedule.grammar.errors import Ambiguous
from bot.schedule.grammar.lexicon import DAYS_OF_A_KIND, MONTH_NAMES, NUMBER, number, on_date
from bot.schedule.grammar.normalise import tidied
from bot.schedule.grammar.parsed import DAYS, Parts
from bot.schedule.grammar.parts import Day, FromToday, OfWeek, OnDate, Problem
from bot.schedule.grammar.scanner import phrase, scan
from bot.schedule.recurrence import NeverHappens
from bot.teams.day_range import DayRange, joined

LONGEST = timedelta(days=366)
_LONGEST_TYPED = 200
"""So long may days be as somebody types them: where they part is tried at each dash."""
MOST_FREE = 60
"""So many times a team names days of its own at once."""
_A_DAY = timedelta(days=1)
_LEAD = re.compile(r"\A(?:from|on|for)\s+", re.IGNORECASE)
_UNTIL = re.compile(r"(?:until|till|through|thru)\s+", re.IGNORECASE)
_TO = re.compile(r"\s*-\s*|\s+(?:to|until|till|through|thru)\s+|\s*\.{2,}\s*|(?<=-\d\d)(?:\s+|/)(?=20\d\d-)", re.IGNORECASE)
_BARE = re.compile(r"(?:the\s+)?(\d{1,2})\.?(?:st|nd|rd|th)?", re.IGNORECASE)
_COUNTED = re.compile(
    rf"(?P<n>an?|{NUMBER})\s+(?P<unit>days?|weeks?)(?:\s+(?:from|starting|beginning)\s+(?P<first>.+))?", re.IGNORECASE
)
_WEEK_NUMBER = re.compile(r"(?:week|wk|kw|cw)\s*(?P<w>\d{1,2})", re.IGNORECASE)
_EACH = re.compile(DAYS_OF_A_KIND, re.IGNORECASE)
_POINT = re.compile(r"(?<=\d)\.(?=\s*[^\W\d_]{3})")
"""What stands behind a number that counts: `31. dec`."""
_DOTTED = phrase(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.?", lambda match: on_date(int(match["d"]), int(match["m"])))
_WEEK = re.compile(r"(?P<which>this|next)\s+week", re.IGNORECASE)
_APART = re.compile(r"[\n;]|,(?!\s*20\d\d)")


@dataclass(eq=False)
class NotDays(Refusal):
    """A text says no days; `field`: the block of the form in which it stands, None where it was typed in a command."""

    text: str
    field: str | None = None


@dataclass(eq=False)
class DaysAreTwo(Refusal):
    """A text can be read as two days; `readings` are what to type in its place."""

    text: str
    readings: tuple[str, ...]
    field: str | None = None


@dataclass(eq=False)
class TooManyDays(Refusal):
    """More days in a row than LONGEST."""

    text: str
    field: str | None = None


@dataclass(eq=False)
class TooManyRanges(Refusal):
    """A team names more than MOST_FREE times of its own."""

    given: int
    field: str | None = None


def read_days(text: str, today: date, field: str | None = None) -> DayRange:
    """Read days in a row, typed on a day of their author's. Raise NotDays, DaysAreTwo or TooManyDays."""
    if len(text) > _LONGEST_TYPED:
        raise NotDays(text[:_LONGEST_TYPED], field)
    tidy = _POINT.sub(" ", _LEAD.sub("", tidied(on_one_line(text)).strip(" .,"), count=1))
    try:
        first, last = next(_readings(tidy, today), (None, None))
    except Ambiguous as doubt:
        raise DaysAreTwo(text, doubt.readings, field) from doubt
    except (NeverHappens, OverflowError) as never:
        raise NotDays(text, field) from never
    if first is None or last is None or last < first:
        raise NotDays(text, field)
    if last - first >= LONGEST:
        raise TooManyDays(text, field)
    return DayRange(first, last)


def read_free_days(text: str, today: date, field: str) -> tuple[DayRange, ...]:
    """Read a team's own free days, parted by lines or commas. Raise what `read_days` raises, of the first that is wrong, or TooManyRanges."""
    typed = [one for one in _APART.split(text) if one.strip()]
    if len(typed) > MOST_FREE:
        raise TooManyRanges(len(typed), field)
    return joined(read_days(one, today, field) for one in typed)


def as_typed(days: DayRange) -> str:
    """Write days so that they are read as the same days, whenever that is."""
    return _spelled(days.first) if len(days) == 1 else f"{_spelled(days.first)} – {_spelled(days.last)}"


def _spelled(day: date) -> str:
    return f"{day.day} {MONTH_NAMES[day.month - 1][:3].title()} {day.year}"


def _readings(text: str, today: date) -> Iterator[tuple[date, date]]:
    """Give what a text may mean, the likeliest first."""
    if week := _WEEK.fullmatch(text):
        monday = today - today.weekday() * _A_DAY
        yield (today, monday + 6 * _A_DAY) if week["which"].lower() == "this" else (monday + 7 * _A_DAY, monday + 13 * _A_DAY)
    if week := _WEEK_NUMBER.fullmatch(text):
        sunday = resolve(Parts("", ()), OfWeek(6, int(week["w"])), today)
        yield sunday - 6 * _A_DAY, sunday
    if counted := _COUNTED.fullmatch(text):
        yield from _counted(counted, today)
        return
    if until := _UNTIL.match(text):
        if (last := _day(text[until.end() :])) is not None:
            yield today, _dated(last, today)
        return
    if (day := _day(text)) is not None:
        yield _dated(day, today), _dated(day, today)
    for parted in _TO.finditer(text):
        yield from _between(text[: parted.start()], text[parted.end() :], today)


def _counted(match: re.Match[str], today: date) -> Iterator[tuple[date, date]]:
    """Give so many days or weeks, from the day that is named, else from today on."""
    many = 1 if match["n"].lower() in {"a", "an"} else number(match["n"])
    first = _day(match["first"]) if match["first"] else FromToday(0)
    if first is not None and many:
        begins = _dated(first, today)
        yield begins, begins + (many * (7 if match["unit"].lower().startswith("week") else 1) - 1) * _A_DAY


def _between(left: str, right: str, today: date) -> Iterator[tuple[date, date]]:
    """Give the days from one to another; where one of the two is a mere number, its month is the other's."""
    first, last = _day(left), _day(right)
    if first is None and isinstance(last, OnDate):
        first = _in_month_of(last, left)
    if last is None and isinstance(first, OnDate):
        last = _in_month_of(first, right)
    if first is None or last is None:
        return
    if isinstance(last, OnDate) and last.year and isinstance(first, OnDate) and first.year is None:
        ends = _dated(last, today)
        begins = _dated(OnDate(first.month, first.day, last.year), today)
        yield begins if begins <= ends else _dated(OnDate(first.month, first.day, last.year - 1), today), ends
        return
    begins = _dated(first, today)
    yield begins, _dated(last, today if isinstance(last, FromToday) else begins)


def _in_month_of(day: OnDate, text: str) -> OnDate | None:
    bare = _BARE.fullmatch(text.strip())
    return OnDate(day.month, int(bare[1]), day.year) if bare and 1 <= int(bare[1]) <= 31 else None


def _day(text: str) -> Day | None:
    """Return the one day that a text says; None where it says something else, or more. Raise what a reading of it refuses."""
    if _EACH.fullmatch(text):
        return None  # each of them is not a day
    said = scan(text, (*AS_END, _DOTTED))
    for one in said:
        if isinstance(one.part, Problem):
            raise one.part.refusal
    found = [one.part for one in said]
    return found[0] if len(found) == 1 and isinstance(found[0], DAYS) else None


def _dated(day: Day, today: date) -> date:
    return resolve(Parts("", ()), day, today, earliest=today)
