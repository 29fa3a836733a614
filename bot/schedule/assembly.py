"""From what was said to a rule: what the parts mean together, and what they cannot mean."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.schedule.parts import (
    Coming,
    Day,
    Each,
    Every,
    Except,
    FromToday,
    MonthDays,
    NthDays,
    NthWorkingDay,
    OfThe,
    OnDate,
    Part,
    Starting,
    Times,
    Unit,
    Until,
    Weekdays,
)
from bot.schedule.recurrence import NeverHappens
from bot.schedule.rhythm import EVERY_DAY, QUARTER_MONTHS, WORKING_DAYS, Frequency, NthDay, Rhythm
from bot.schedule.said import Parts
from bot.schedule.unclear import AllLeftOut, Ambiguous, DayMissing, NotUnderstood, SaidTwice
from bot.schedule.words_of_time import DAY_NAMES, MONTH_NAMES

OfMonth = NthDays | NthWorkingDay | MonthDays
QUARTER_ENDS = (3, 6, 9, 12)
_MONTHS_OF: dict[Unit, int] = {"month": 1, "quarter": 3, "year": 12}
_MOST_MONTHS = 9999
"""The grammar reads numbers of four figures."""
_LEADS: dict[type[Part], str] = {Starting: "starting ", Until: "until "}
_LEAP_GAP = 8
"""The longest that 29 February may be away, in years."""


def rhythm_of(parts: Parts, today: date) -> Rhythm | None:
    """Return the rule without its ends, or None for what happens once. Raise what is unclear."""
    every, each, of_the = parts.the(Every), parts.the(Each), parts.the(OfThe)
    target, day = parts.target, parts.day
    if day and not target and (every or each):
        return _yearly(parts, every, day)
    if day and target:
        raise SaidTwice(parts.text, (parts.words_of(type(target)), parts.words_of(type(day))))
    if day:
        parts.refuse(Except, OfThe, Times, Starting, Until)
        return None
    unit: Unit | None = every.unit if every else of_the.unit if of_the else None
    if every and of_the and every.unit != of_the.unit:
        raise SaidTwice(parts.text, (parts.words_of(Every), parts.words_of(OfThe)))
    interval = every.interval if every else 1
    match target:
        case Weekdays():
            return _weekly(parts, target, unit, interval, again=target.again or parts.recurs)
        case NthDays() | NthWorkingDay():
            parts.refuse(Except)
            return _monthly(parts, target, unit or "month", interval)
        case MonthDays():
            parts.refuse(Except)
            if not parts.recurs:
                raise Ambiguous(parts.words_of(MonthDays), _readings_of_month_day(parts, target, today))
            return _monthly(parts, target, unit or "month", interval)
        case _:
            return _plain(parts, unit, interval, today)


def first_day(parts: Parts, today: date) -> date:
    """Return the first day that the rule may happen on."""
    starting = parts.the(Starting)
    return resolve(parts, starting.day, today, Starting) if starting else today


def last_day(parts: Parts, first: date, today: date) -> date | None:
    """Return the last day that the rule may happen on; a date without a year comes after the first day."""
    until = parts.the(Until)
    if until is None:
        return None
    return resolve(parts, until.day, first if isinstance(until.day, OnDate) else today, Until)


def resolve(parts: Parts, day: Day, today: date, of: type[Part] = OnDate) -> date:
    """Return the date of a day; one without a year is the next such date, today included. `of` is the part that says it."""
    match day:
        case FromToday():
            return today + timedelta(days=day.days)
        case Coming():
            return today + timedelta(days=(day.weekday - today.weekday() - 1) % 7 + 1)
        case OnDate():
            found = _dated(day, today)
            if day.weekday is not None and found.weekday() != day.weekday:
                other = found + timedelta(days=(day.weekday - found.weekday() + 3) % 7 - 3)
                if other < today and day.year is None:
                    other += timedelta(days=7)
                raise Ambiguous(parts.words_of(of), tuple(_LEADS.get(of, "") + _spelled(one) for one in (found, other)))
            return found


def _dated(day: OnDate, today: date) -> date:
    if day.year is not None:
        return date(day.year, day.month, day.day)
    for year in range(today.year, today.year + _LEAP_GAP + 1):
        try:
            found = date(year, day.month, day.day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise NeverHappens


def _weekly(parts: Parts, target: Weekdays, unit: Unit | None, interval: int, *, again: bool) -> Rhythm:
    names = " and ".join(DAY_NAMES[day] for day in target.days)
    if unit in _MONTHS_OF:
        readings = (f"every {names}", _first_of(parts, target, unit, interval))
        raise Ambiguous(parts.words_of(Weekdays, OfThe, Every), readings)
    if unit == "day":
        raise SaidTwice(parts.text, (parts.words_of(Every), parts.words_of(Weekdays)))
    if not again and len(target.days) == 1:
        raise Ambiguous(parts.words_of(Weekdays), (f"every {names}", f"next {names}"))
    return _on_weekdays(_left(parts, target.days), interval)


def _first_of(parts: Parts, target: Weekdays, unit: Unit, interval: int) -> str:
    """Write what “every other month on tuesday” may mean: the first of each."""
    days, months = " and ".join(f"first {DAY_NAMES[day]}" for day in target.days), _MONTHS_OF[unit] * interval
    if months > _MOST_MONTHS:
        raise NotUnderstood(parts.text, parts.words_of(Every))
    return f"{days} of the {unit}" if interval == 1 and unit != "year" else f"every {months} months on the {days}"


def _monthly(parts: Parts, target: OfMonth, unit: Unit, interval: int) -> Rhythm:
    """Return the rule of days that a month or a quarter has; the last of a quarter is in its last month."""
    if unit not in {"month", "quarter"}:
        raise NotUnderstood(parts.text, parts.words_of(Every, OfThe))
    months: tuple[int, ...] = ()
    if unit == "quarter":
        months = QUARTER_ENDS if _is_last(parts, target) else QUARTER_MONTHS
        if interval > 1:
            raise NotUnderstood(parts.text, parts.words_of(Every))
    rule = Rhythm(Frequency.MONTHLY, interval, months)
    match target:
        case NthDays():
            return replace(rule, days=target.days)
        case NthWorkingDay():
            return replace(rule, days=tuple(NthDay(0, day) for day in WORKING_DAYS), position=target.position)
        case MonthDays():
            return replace(rule, month_days=target.days)


def _is_last(parts: Parts, target: OfMonth) -> bool:
    """Tell whether a quarter's day is in its last month. Refuse what could be in any of the three."""
    match target:
        case NthWorkingDay():
            return target.position < 0
        case NthDays():
            places = {day.nth for day in target.days}
        case MonthDays():
            places = set(target.days)
    if (min(places) < 0 < max(places)) or (isinstance(target, NthDays) and 5 in places):
        raise NotUnderstood(parts.text, parts.words_of(NthDays, MonthDays))
    return max(places) < 0


def _plain(parts: Parts, unit: Unit | None, interval: int, today: date) -> Rhythm:
    """Return the rule of a rhythm that names no day: every day, or the weekday of its start."""
    if unit == "day":
        if interval == 1:
            return _on_weekdays(_left(parts, EVERY_DAY), 1)
        parts.refuse(Except)
        return Rhythm(Frequency.DAILY, interval)
    if unit == "week" and parts.has(Starting):
        parts.refuse(Except)
        return _on_weekdays((first_day(parts, today).weekday(),), interval)
    raise DayMissing


def _yearly(parts: Parts, every: Every | None, day: Day) -> Rhythm:
    parts.refuse(Except, OfThe)
    if (every and every.unit != "year") or not isinstance(day, OnDate):
        raise SaidTwice(parts.text, (parts.words_of(Every, Each), parts.words_of(OnDate, FromToday, Coming)))
    if day.year is not None or day.weekday is not None:
        raise NotUnderstood(parts.text, parts.words_of(OnDate))
    return Rhythm(Frequency.YEARLY, every.interval if every else 1, (day.month,), (day.day,))


def _left(parts: Parts, days: tuple[int, ...]) -> tuple[int, ...]:
    left_out = parts.the(Except)
    if left_out is None:
        return days
    if not set(left_out.days) <= set(days):
        raise NotUnderstood(parts.text, parts.words_of(Except))
    left = tuple(day for day in days if day not in left_out.days)
    if not left:
        raise AllLeftOut
    return left


def _on_weekdays(days: tuple[int, ...], interval: int) -> Rhythm:
    if days == EVERY_DAY and interval == 1:
        return Rhythm(Frequency.DAILY)
    return Rhythm(Frequency.WEEKLY, interval, days=tuple(NthDay(0, day) for day in days))


def _readings_of_month_day(parts: Parts, target: MonthDays, today: date) -> tuple[str, ...]:
    said = next(said.words for said in parts.said if isinstance(said.part, MonthDays))
    coming = next(
        (today + timedelta(days=ahead) for ahead in range(1, 62) if _falls_on(today + timedelta(days=ahead), target)), today
    )
    return (f"monthly {said}", f"{coming.day} {MONTH_NAMES[coming.month - 1]}")


def _falls_on(day: date, target: MonthDays) -> bool:
    last = (day + timedelta(days=1)).day == 1
    return day.day in target.days or (last and -1 in target.days)


def _spelled(day: date) -> str:
    return f"{DAY_NAMES[day.weekday()]} {day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def end_of(day: date) -> datetime:
    """Return the last second of a day: what UNTIL is written as."""
    return datetime.combine(day, time(23, 59, 59))
