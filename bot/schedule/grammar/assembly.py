"""Assembles a recurrence rule from the parts of a sentence."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.schedule.grammar.clock_times import ask_which_half, in_part
from bot.schedule.grammar.dates import resolve
from bot.schedule.grammar.errors import AllLeftOut, Ambiguous, DayMissing, NotUnderstood, SaidTwice, TimeMissing
from bot.schedule.grammar.lexicon import DAY_NAMES, MONTH_NAMES
from bot.schedule.grammar.parsed import COUNTS, DAYS, Parts
from bot.schedule.grammar.parts import (
    Day,
    Each,
    Every,
    Except,
    ExceptDates,
    MonthDays,
    NthDays,
    NthWorkingDay,
    OfMonths,
    OfThe,
    OnDate,
    OnHolidays,
    PartOfDay,
    Starting,
    Target,
    TimeOfDay,
    TimeUnit,
    Until,
    Weekdays,
)
from bot.schedule.recurrence_rule import EVERY_DAY, QUARTER_MONTHS, WORKING_DAYS, Frequency, NthDay, RecurrenceRule

OfMonth = NthDays | NthWorkingDay | MonthDays
QUARTER_ENDS = (3, 6, 9, 12)
_MONTHS_OF: dict[TimeUnit, int] = {"month": 1, "quarter": 3, "year": 12}
_MOST_MONTHS = 9999
"""The grammar reads numbers of four figures."""


def rhythm_of(parts: Parts, today: date) -> RecurrenceRule | None:
    """Return the rule without its ends, or None for what happens once. Raise what is unclear."""
    every, each, of_the = parts.the(Every), parts.the(Each), parts.the(OfThe)
    target, day = parts.target, parts.day
    if day and not target and (every or each):
        return _from_a_date(parts, every, day, today)
    if day and target:
        raise SaidTwice(parts.text, (parts.words_of(type(target)), parts.words_of(type(day))))
    if day:
        parts.refuse(Except, ExceptDates, OnHolidays, OfThe, OfMonths, Starting, Until, *COUNTS)
        return None
    unit: TimeUnit | None = every.unit if every else of_the.unit if of_the else None
    if every and of_the and every.unit != of_the.unit:
        raise SaidTwice(parts.text, (parts.words_of(Every), parts.words_of(OfThe)))
    interval = every.interval if every else 1
    if parts.has(OfMonths):
        return _in_months(parts, target, unit, interval)
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


def wall_time(parts: Parts) -> time:
    """Return the time of day that was said. Raise TimeMissing, Ambiguous or SaidTwice."""
    said, part = parts.the(TimeOfDay), parts.the(PartOfDay)
    if said is None:
        raise TimeMissing
    if part is None:
        ask_which_half(said, parts.words_of(TimeOfDay))
        return time(said.hour, said.minute)
    found = in_part(said, part)
    if found is None:
        raise SaidTwice(parts.text, (parts.words_of(TimeOfDay), parts.words_of(PartOfDay)))
    return time(found.hour, found.minute)


def first_day(parts: Parts, today: date) -> date | None:
    """Return the day that the rule counts from, if one was said; it may be over."""
    starting, day = parts.the(Starting), parts.day
    if starting and day:
        raise SaidTwice(parts.text, (parts.words_of(Starting), parts.words_of(*DAYS)))
    if starting:
        return resolve(parts, starting.day, today, Starting)
    return resolve(parts, day, today, Starting, words=parts.words_of(*DAYS)) if day and not _is_yearly(parts) else None


def _is_yearly(parts: Parts) -> bool:
    every = parts.the(Every)
    return every is not None and every.unit == "year"


def last_day(parts: Parts, first: date, today: date) -> date | None:
    """Return the last day that the rule may happen on; a date without a year comes after the first day."""
    until = parts.the(Until)
    return resolve(parts, until.day, today, Until, earliest=max(first, today)) if until else None


def _weekly(parts: Parts, target: Weekdays, unit: TimeUnit | None, interval: int, *, again: bool) -> RecurrenceRule:
    names = " and ".join(DAY_NAMES[day] for day in target.days)
    if unit in _MONTHS_OF:
        readings = (f"every {names}", _first_of(parts, target, unit, interval))
        raise Ambiguous(parts.words_of(Weekdays, OfThe, Every), readings)
    if unit == "day" and interval % 7 == 0:
        interval //= 7
    elif unit == "day" and (interval > 1 or len(target.days) == 1):
        raise SaidTwice(parts.text, (parts.words_of(Every), parts.words_of(Weekdays)))
    if not again and len(target.days) == 1:
        raise Ambiguous(parts.words_of(Weekdays), (f"every {names}", f"next {names}"))
    return _on_weekdays(_left(parts, target.days), interval)


def _first_of(parts: Parts, target: Weekdays, unit: TimeUnit, interval: int) -> str:
    """Write what “every other month on tuesday” may mean: the first of each."""
    days, months = " and ".join(f"first {DAY_NAMES[day]}" for day in target.days), _MONTHS_OF[unit] * interval
    if months > _MOST_MONTHS:
        raise NotUnderstood(parts.text, parts.words_of(Every))
    return f"{days} of the {unit}" if interval == 1 and unit != "year" else f"every {months} months on the {days}"


def _monthly(parts: Parts, target: OfMonth, unit: TimeUnit, interval: int) -> RecurrenceRule:
    """Return the rule of days that a month or a quarter has; the last of a quarter is in its last month."""
    if unit not in {"month", "quarter"}:
        raise NotUnderstood(parts.text, parts.words_of(Every, OfThe))
    months: tuple[int, ...] = ()
    if unit == "quarter":
        months = QUARTER_ENDS if _is_last(parts, target) else QUARTER_MONTHS
        if interval > 1:
            raise NotUnderstood(parts.text, parts.words_of(Every))
    return _days_of_month(RecurrenceRule(Frequency.MONTHLY, interval, months), target)


def _days_of_month(rule: RecurrenceRule, target: OfMonth) -> RecurrenceRule:
    match target:
        case NthDays():
            return replace(rule, days=target.days)
        case NthWorkingDay():
            return replace(rule, days=tuple(NthDay(0, day) for day in WORKING_DAYS), position=target.position)
        case MonthDays():
            return replace(rule, month_days=target.days)


def _in_months(parts: Parts, target: Target | None, unit: TimeUnit | None, interval: int) -> RecurrenceRule:
    """Return the rule of days that only some months have: each year's, or each week's of them."""
    of = parts.the(OfMonths)
    assert of is not None  # the caller has seen it
    match target:
        case NthDays() | NthWorkingDay() | MonthDays():
            parts.refuse(Except)
            rule = _days_of_month(RecurrenceRule(Frequency.MONTHLY, months=of.months), target)
            if unit in {None, "year"} and interval == 1:
                return rule
            if unit == "year" and len(of.months) == 1:
                return replace(rule, frequency=Frequency.YEARLY, interval=interval)
        case Weekdays() if unit in {None, "week"}:
            return replace(_weekly(parts, target, unit, interval, again=target.again or parts.recurs), months=of.months)
        case None if unit == "day" and interval == 1:
            return replace(_on_weekdays(_left(parts, EVERY_DAY), 1), months=of.months)
        case None:
            raise DayMissing
    raise SaidTwice(parts.text, (parts.words_of(Every, OfThe), parts.words_of(OfMonths)))


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


def _plain(parts: Parts, unit: TimeUnit | None, interval: int, today: date) -> RecurrenceRule:
    """Return the rule of a rhythm that names no day: every day, or the day of its start."""
    if unit == "day" and interval == 1:
        return _on_weekdays(_left(parts, EVERY_DAY), 1)
    parts.refuse(Except)
    if unit == "day":
        return RecurrenceRule(Frequency.DAILY, interval)
    if unit is None or not parts.has(Starting):
        raise DayMissing
    return _counted_from(first_day(parts, today) or today, unit, interval)


def _counted_from(first: date, unit: TimeUnit, interval: int) -> RecurrenceRule:
    """Return the rule whose day is that of its first time."""
    if unit == "day":
        return RecurrenceRule(Frequency.DAILY, interval)
    if unit == "week":
        return _on_weekdays((first.weekday(),), interval)
    if unit == "year":
        return RecurrenceRule(Frequency.YEARLY, interval, (first.month,), (first.day,))
    return RecurrenceRule(Frequency.MONTHLY, interval * _MONTHS_OF[unit], month_days=(first.day,))


def _from_a_date(parts: Parts, every: Every | None, day: Day, today: date) -> RecurrenceRule:
    """Return the rule of `8 december, every 2 weeks`, and of a day of the year."""
    parts.refuse(Except, OfThe, OfMonths)
    if every and every.unit != "year":
        return _counted_from(first_day(parts, today) or today, every.unit, every.interval)
    if not isinstance(day, OnDate):
        raise SaidTwice(parts.text, (parts.words_of(Every, Each), parts.words_of(*DAYS)))
    if day.year is not None or day.weekday is not None:
        raise NotUnderstood(parts.text, parts.words_of(OnDate))
    if every is None:
        named = parts.words_of(OnDate).removeprefix("on ")
        raise Ambiguous(parts.words_of(Each, OnDate), (f"every year on {named}", named))
    return RecurrenceRule(Frequency.YEARLY, every.interval, (day.month,), (day.day,))


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


def _on_weekdays(days: tuple[int, ...], interval: int) -> RecurrenceRule:
    if days == EVERY_DAY and interval == 1:
        return RecurrenceRule(Frequency.DAILY)
    return RecurrenceRule(Frequency.WEEKLY, interval, days=tuple(NthDay(0, day) for day in days))


def _readings_of_month_day(parts: Parts, target: MonthDays, today: date) -> tuple[str, ...]:
    said = next(said.words for said in parts.said if isinstance(said.part, MonthDays))
    coming = next(
        (today + timedelta(days=ahead) for ahead in range(1, 62) if _falls_on(today + timedelta(days=ahead), target)), today
    )
    return (f"monthly {said}", f"{coming.day} {MONTH_NAMES[coming.month - 1]}")


def _falls_on(day: date, target: MonthDays) -> bool:
    last = (day + timedelta(days=1)).day == 1
    return day.day in target.days or (last and -1 in target.days)


def end_of(day: date) -> datetime:
    """Return the last second of a day: what UNTIL is written as."""
    return datetime.combine(day, time(23, 59, 59))
