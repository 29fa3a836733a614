"""Days that were: yesterday, last Friday, 12 November, three weeks ago."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.schedule.grammar.dates import resolve, spelled
from bot.schedule.grammar.days import DAYS, MONTHS_OF
from bot.schedule.grammar.errors import Ambiguous
from bot.schedule.grammar.lexicon import MONTH, MONTH_DAY_NUMBER, NUMBER, WEEKDAY, day_of_month, number, on_date, weekday
from bot.schedule.grammar.parsed import DAYS as DAY_PARTS
from bot.schedule.grammar.parsed import Parts
from bot.schedule.grammar.parts import Coming, FromToday, InLastWeek, LastDay, LastWeekday, OnDate
from bot.schedule.grammar.scanner import phrase
from bot.schedule.recurrence import NeverHappens

PAST_PARTS: tuple[type[object], ...] = (*DAY_PARTS, LastWeekday, InLastWeek, LastDay)
_LONG_AGO = 2_000
"""So many days or months ago are still read."""
_MONTHS_APART = 4
_LEAP_GAP = 8
_SOON = timedelta(days=60)
"""A date without a year that comes so soon may be that one, although only what was is asked for."""


def _ago(match: re.Match[str]) -> tuple[object, ...] | None:
    count = 1 if match["a"] else number(match["n"])
    days, months = MONTHS_OF[match["unit"].lower()]
    return (FromToday(-count * days, -count * months),) if count * (days + 31 * months) < 31 * _LONG_AGO else None


def _last_day(match: re.Match[str]) -> tuple[object, ...] | None:
    day = day_of_month(match["d"] or match["n"])
    return (LastDay(day),) if 1 <= day <= 31 else None


def _in_last_week(match: re.Match[str]) -> tuple[object, ...]:
    return (InLastWeek(weekday(match["day"] or match["then"])),)


PAST = (
    phrase(r"yesterday(?:\s+(?:morning|afternoon|evening|night))?|last\s+(?:night|evening)", lambda match: (FromToday(-1),)),
    phrase(r"(?:the\s+)?day\s+before\s+yesterday", lambda match: (FromToday(-2),)),
    phrase(r"earlier\s+today|tonight|this\s+(?:morning|afternoon|evening)", lambda match: (FromToday(0),)),
    phrase(rf"(?:(?P<a>an?)|(?P<n>{NUMBER}))\s+(?P<unit>day|week|fortnight|month|year)s?\s+ago", _ago),
    phrase(
        rf"(?:on\s+)?(?:(?P<day>{WEEKDAY})\s+(?:of\s+)?last\s+week|last\s+week,?\s+(?:on\s+)?(?P<then>{WEEKDAY}))", _in_last_week
    ),
    phrase(rf"(?:on\s+)?(?:last|(?:this\s+)?past)\s+(?P<day>{WEEKDAY})", lambda match: (LastWeekday(weekday(match["day"])),)),
    *DAYS,
    phrase(r"on\s+(?P<d>\d{1,2})\.(?P<m>\d{1,2})", lambda match: on_date(int(match["d"]), int(match["m"]))),
    phrase(
        rf"on\s+(?:the\s+)?(?P<d>{MONTH_DAY_NUMBER})(?!(?:\s+of)?\s+{MONTH})|the\s+(?P<n>\d{{1,2}})(?:st|nd|rd|th)(?!\s+\w)",
        _last_day,
    ),
    phrase(rf"on\s+(?P<day>{WEEKDAY})", lambda match: (LastWeekday(weekday(match["day"]), today_too=True),)),
)
"""Phrases for a day that was; those for one that comes are read too, for it is to be said that it has not been yet."""
WEEKDAY_THAT_WAS = phrase(rf"(?P<day>{WEEKDAY})", lambda match: (LastWeekday(weekday(match["day"]), today_too=True),))


def resolve_past(day: object, today: date, words: str = "") -> date:
    """Return the latest date, up to today, that a phrase means; one that says itself that it comes stays in the future.

    Raise Ambiguous for a date without a year that comes soon, or falls on another weekday than was said, NeverHappens for one that no year has.
    """
    match day:
        case LastWeekday():
            return today - timedelta(days=(today.weekday() - day.weekday) % 7 or (0 if day.today_too else 7))
        case InLastWeek():
            return today - timedelta(days=7 + today.weekday() - day.weekday)
        case LastDay():
            return _latest([_in_month(today - relativedelta(months=ago), day.day) for ago in range(_MONTHS_APART)], today)
        case Coming(this=True):
            return today + timedelta(days=day.weekday - today.weekday() + 7 * day.weeks)
        case OnDate(year=None):
            return _without_year(day, today, words)
        case OnDate():
            return _on_its_weekday(day, resolve(Parts(words, ()), OnDate(day.month, day.day, day.year), today), words)
        case _:
            return resolve(Parts(words, ()), day, today)  # type: ignore[arg-type]  # the rest are days that it takes


def _without_year(day: OnDate, today: date, words: str) -> date:
    found = _latest([_in_year(day, today.year - ago) for ago in range(_LEAP_GAP + 1)], today)
    coming = _in_year(day, today.year) or found
    if coming <= today:
        coming = _in_year(day, today.year + 1) or found
    if today < coming <= today + _SOON and today - found > _SOON:
        raise Ambiguous(words, (spelled(found),))
    return _on_its_weekday(day, found, words)


def _on_its_weekday(day: OnDate, found: date, words: str) -> date:
    """Return a date, or ask where it falls on another weekday than the one that was said."""
    if day.weekday is None or found.weekday() == day.weekday:
        return found
    other = found + timedelta(days=(day.weekday - found.weekday() + 3) % 7 - 3)
    raise Ambiguous(words, (spelled(found), spelled(other)))


def _latest(dates: Sequence[date | None], today: date) -> date:
    return max(one for one in dates if one is not None and one <= today)


def _in_month(month: date, day: int) -> date | None:
    return _in_year(OnDate(month.month, day), month.year)


def _in_year(day: OnDate, year: int) -> date | None:
    try:
        return resolve(Parts("", ()), OnDate(day.month, day.day, year), date(year, 1, 1))
    except (NeverHappens, ValueError):
        return None
