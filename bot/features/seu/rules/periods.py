"""Periods of a ledger as people type them: `2026`, `since march`, `last 12 months`. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.core.refusal import Refusal
from bot.core.texts import on_one_line
from bot.schedule.grammar.days import MONTHS_OF
from bot.schedule.grammar.errors import Ambiguous
from bot.schedule.grammar.lexicon import MONTH, month
from bot.schedule.grammar.normalise import tidied
from bot.schedule.grammar.parts import Problem
from bot.schedule.grammar.past import PAST, PAST_PARTS, WEEKDAY_THAT_WAS, resolve_past
from bot.schedule.grammar.scanner import scan

_A_DAY = timedelta(days=1)
_YEAR = re.compile(r"20\d\d")
_MONTH = re.compile(rf"(?P<m>{MONTH})(?:,?\s+(?P<y>20\d\d))?", re.IGNORECASE | re.ASCII)
_QUARTER = re.compile(r"(?:q(?P<q>[1-4])|(?P<then>[1-4])\.?\s?q(?:uarter)?)(?:[\s/]+(?P<y>20\d\d))?", re.IGNORECASE)
_NAMED = re.compile(r"(?P<which>this|last|past|previous)\s+(?P<unit>week|month|quarter|year)", re.IGNORECASE)
_LAST = re.compile(
    r"(?:(?:in|over)\s+)?(?:the\s+)?(?:last|past)\s+(?P<n>\d{1,3})\s+(?P<unit>day|week|month|year)s?", re.IGNORECASE
)
_LEAD = re.compile(r"(?:of|in|for|during|from)\s+", re.IGNORECASE)
_LONGEST = 200
"""So long may a period be as somebody types it: where it parts is tried at each "to"."""
_SINCE = re.compile(r"(?:since|from)\s+(?P<day>.+)", re.IGNORECASE)
_UNTIL = re.compile(r"(?:until|till|up\s+to|through)\s+(?P<day>.+)", re.IGNORECASE)
_TO = re.compile(r"\s+(?:to|until|till|through|and)\s+|\s+-\s+|(?<=20\d\d)\s*-\s*(?=20\d\d)", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:from|between)\s+", re.IGNORECASE)
_ALL = frozenset(("", "all", "everything", "all entries", "ever"))
Days = tuple[date, date]


@dataclass(frozen=True)
class Period:
    """From a day to another, both in it; None where it has no end on that side."""

    since: date | None = None
    until: date | None = None


ALL = Period()


@dataclass(eq=False)
class NotAPeriod(Refusal):
    """A text says no period; `field`: the block of the form in which it stands, None where it was typed in a command."""

    text: str
    field: str | None = None


@dataclass(eq=False)
class PeriodIsTwo(Refusal):
    """A day of a period can be read as two; `readings` are what to type in its place."""

    text: str
    readings: tuple[str, ...]
    field: str | None = None


def read_period(text: str, today: date, field: str | None = None) -> Period:
    """Read a period, as it was typed on a day of its author's. Raise NotAPeriod or PeriodIsTwo."""
    if len(text) > _LONGEST:
        raise NotAPeriod(text[:_LONGEST], field)
    tidy = tidied(on_one_line(text)).strip(" .,")
    try:
        found = ALL if tidy.lower() in _ALL else _read(tidy, today)
    except Ambiguous as doubt:
        raise PeriodIsTwo(text, doubt.readings, field) from doubt
    if found is None or (found.since and found.until and found.until < found.since):
        raise NotAPeriod(text, field)
    return found


def _read(text: str, today: date) -> Period | None:
    if since := _SINCE.fullmatch(text):
        days = _days(since["day"], today)
        if days is not None:
            return Period(days[0])
    if until := _UNTIL.fullmatch(text):
        days = _days(until["day"], today)
        return Period(None, days[1]) if days else None
    days = _days(_LEAD.sub("", text, count=1), today)
    if days is not None:
        return Period(*days)
    return _between(_BETWEEN.sub("", text, count=1), today)


def _between(text: str, today: date) -> Period | None:
    """Read what goes from one to another; a month or day without its year is the latest before its end."""
    for parted in _TO.finditer(text):
        last = _days(text[parted.end() :], today)
        first = _days(text[: parted.start()], last[1]) if last else None
        if first and last:
            return Period(first[0], last[1])
    return None


def _days(text: str, today: date) -> Days | None:
    """Return the first and the last day of a year, a quarter, a month, a day, or of what was last."""
    text = text.strip()
    if _YEAR.fullmatch(text):
        return date(int(text), 1, 1), date(int(text), 12, 31)
    if found := _MONTH.fullmatch(text):
        return _months(int(found["y"] or 0), month(found["m"]), 1, today)
    if found := _QUARTER.fullmatch(text):
        return _months(int(found["y"] or 0), int(found["q"] or found["then"]) * 3 - 2, 3, today)
    if found := _NAMED.fullmatch(text):
        return _unit(found["unit"].lower(), today, back=found["which"].lower() != "this")
    if (found := _LAST.fullmatch(text)) and int(found["n"]):
        days, months = MONTHS_OF[found["unit"].lower()]
        return today - relativedelta(days=days * int(found["n"]), months=months * int(found["n"])) + _A_DAY, today
    return _day(text, today)


def _months(year: int, first: int, count: int, today: date) -> Days:
    """Return so many months from one on; without a year, of the latest that has begun."""
    begins = date(year or today.year, first, 1)
    if not year and begins > today:
        begins = date(today.year - 1, first, 1)
    return begins, begins + relativedelta(months=count) - _A_DAY


def _unit(unit: str, today: date, *, back: bool) -> Days:
    if unit == "week":
        monday = today - today.weekday() * _A_DAY - (7 * _A_DAY if back else 0 * _A_DAY)
        return monday, monday + 6 * _A_DAY
    count = {"month": 1, "quarter": 3, "year": 12}[unit]
    begins = date(today.year, (today.month - 1) // count * count + 1, 1) - relativedelta(months=count if back else 0)
    return begins, begins + relativedelta(months=count) - _A_DAY


def _day(text: str, today: date) -> Days | None:
    said = scan(text, (*PAST, WEEKDAY_THAT_WAS))
    if len(said) != 1:
        return None
    if isinstance(said[0].part, Problem):
        raise said[0].part.refusal
    if not isinstance(said[0].part, PAST_PARTS):
        return None
    day = resolve_past(said[0].part, today, said[0].words)
    return day, day
