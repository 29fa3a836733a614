"""Resolves the date that a phrase means: tomorrow, next Tuesday, 3 December."""

from calendar import monthrange
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.schedule.grammar.errors import Ambiguous
from bot.schedule.grammar.lexicon import DAY_NAMES, MONTH_NAMES
from bot.schedule.grammar.parsed import Parts
from bot.schedule.grammar.parts import (
    LAST,
    Coming,
    Day,
    EndOf,
    ExceptDates,
    FromToday,
    InNextWeek,
    OfWeek,
    OnDate,
    OnNext,
    Starting,
    TimeUnit,
    Until,
)
from bot.schedule.recurrence import NeverHappens

_LEADS: dict[type[object], str] = {Starting: "starting ", Until: "until ", ExceptDates: "except "}
_MONTHS_APART = 4
"""In so many months each day from 1 to 31 comes."""
_LEAP_GAP = 8
"""The longest that 29 February may be away, in years."""
_JUST_OVER = timedelta(days=60)
"""So long a date without a year is the one that was, not next year's."""
_HALF_A_YEAR = timedelta(days=183)


def resolve(
    parts: Parts, day: Day, today: date, of: type[object] = OnDate, *, earliest: date | None = None, words: str = ""
) -> date:
    """Return the date of a day. `of` is the part that says it; `earliest` is what a date without a year may not lie before."""
    match day:
        case FromToday():
            return today + relativedelta(days=day.days, months=day.months)
        case Coming(this=True):
            return today + timedelta(days=(day.weekday - today.weekday()) % 7 + 7 * day.weeks)
        case Coming():
            return today + timedelta(days=(day.weekday - today.weekday() - 1) % 7 + 1 + 7 * day.weeks)
        case InNextWeek():
            return today + timedelta(days=7 - today.weekday() + day.weekday)
        case OfWeek():
            return _of_week(day, max(today, earliest or today))
        case OnNext():
            return _on_next(day.day, max(today, earliest or today))
        case EndOf():
            return _end_of(day.unit, max(today, earliest or today))
        case OnDate():
            return _on_its_weekday(parts, day, today, earliest or today, of, words or parts.words_of(of))


def _on_next(day: int, today: date) -> date:
    """Return the next day of a month with this number; the months that lack it are passed over."""
    for months in range(_MONTHS_APART):
        first = today.replace(day=1) + relativedelta(months=months)
        found = _in_year(OnDate(first.month, day), first.year)
        if found and found >= today:
            return found
    raise NeverHappens


def _of_week(day: OfWeek, today: date) -> date:
    """Return the next such day; the years without a week 53 are passed over."""
    for year in range(today.year - 1, today.year + _LEAP_GAP):
        try:
            found = date.fromisocalendar(year, day.number, day.weekday + 1)
        except ValueError:
            continue
        if found >= today:
            return found
    raise NeverHappens


def _end_of(unit: TimeUnit, today: date) -> date:
    """Return the last day of the week or the quarter that a day is in."""
    if unit == "week":
        return today + timedelta(days=6 - today.weekday())
    last = (today.month + 2) // 3 * 3
    return date(today.year, last, monthrange(today.year, last)[1])


def _on_its_weekday(parts: Parts, day: OnDate, today: date, earliest: date, of: type[object], words: str) -> date:
    """Return a date, or ask where it falls on another weekday than the one that was said."""
    found = _dated(day, today, earliest, of, words)
    if day.weekday is None or found.weekday() == day.weekday:
        return found
    if day.year is None and found < today:
        found = _in_a_year(day, earliest, 1)
    if found.weekday() == day.weekday:
        return found
    other = found + timedelta(days=(day.weekday - found.weekday() + 3) % 7 - 3)
    if other < today and day.year is None:
        other += timedelta(days=7)
    raise Ambiguous(words, tuple(_LEADS.get(of, "") + spelled(one) for one in (found, other)))


def _dated(day: OnDate, today: date, earliest: date, of: type[object], words: str) -> date:
    """Return a date with its year: what is just over is meant as it was, be it to count from or because it was overlooked."""
    if day.year is not None:
        return _in_year(day, day.year) or _never()
    last, following = _in_a_year(day, today - timedelta(days=1), -1), _in_a_year(day, earliest, 1)
    ago = today - last
    if of is not ExceptDates and ago <= _JUST_OVER and following > today:
        return last
    if of is Starting and ago <= _HALF_A_YEAR and following > today:
        raise Ambiguous(words, tuple(_LEADS[Starting] + spelled(one) for one in (last, following)))
    return following


def _in_a_year(day: OnDate, bound: date, step: int) -> date:
    """Return the first such date from a bound on, forward (1) or back (-1)."""
    for years in range(_LEAP_GAP + 1):
        found = _in_year(day, bound.year + step * years)
        if found and (found >= bound if step > 0 else found <= bound):
            return found
    raise NeverHappens


def _in_year(day: OnDate, year: int) -> date | None:
    try:
        return date(year, day.month, monthrange(year, day.month)[1] if day.day == LAST else day.day)
    except ValueError:
        return None


def _never() -> date:
    raise NeverHappens


def spelled(day: date) -> str:
    """Write a day so that it is read as the same day."""
    return f"{DAY_NAMES[day.weekday()]} {day.day} {MONTH_NAMES[day.month - 1]} {day.year}"
