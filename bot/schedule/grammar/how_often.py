"""Counts the occurrences of a rule: 6 times, for 6 weeks, for 10 working days."""

from datetime import timedelta
from itertools import islice, takewhile

from dateutil.relativedelta import relativedelta

from bot.schedule.grammar.errors import Ambiguous
from bot.schedule.grammar.parsed import COUNTS, Parts
from bot.schedule.grammar.parts import ForSpan, Times, TimesOn, TimeUnit
from bot.schedule.recurrence import Recurrence, occurrences, placed, zone_named
from bot.schedule.recurrence_rule import MOST_COUNTED, Frequency, RecurrenceRule, TooMany

_SPANS: dict[TimeUnit, relativedelta] = {
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
}


def count_of(parts: Parts, rhythm: RecurrenceRule, unended: Recurrence) -> int | None:
    """Return how often it happens, if that was said. Raise Ambiguous where a span of time and a number of times differ."""
    said = parts.the(*COUNTS)
    match said:
        case Times():
            return said.count
        case TimesOn():
            if set(rhythm.weekdays) != {said.weekday} or rhythm.position is not None:
                raise Ambiguous(parts.words_of(TimesOn), (f"for {said.count} times",))
            return said.count
        case ForSpan():
            within = _times_within(said, unended)
            if within != said.count and not _is_plain(said, rhythm):
                raise Ambiguous(parts.words_of(ForSpan), tuple(f"for {_times(n)}" for n in (within, said.count)))
            return within
    return None


def _times(count: int) -> str:
    return f"{count} time" if count == 1 else f"{count} times"


def _is_plain(said: ForSpan, rhythm: RecurrenceRule) -> bool:
    """Tell whether a span of time means one number of times: nothing is left out, and it is no shorter than the rhythm's own turn."""
    turns = {Frequency.DAILY: 0, Frequency.WEEKLY: 1, Frequency.MONTHLY: 2, Frequency.YEARLY: 4}[rhythm.frequency]
    units: tuple[TimeUnit, ...] = ("day", "week", "month", "quarter", "year")
    return rhythm.interval == 1 and not said.working and units.index(said.unit) >= turns


def _times_within(said: ForSpan, unended: Recurrence) -> int:
    """Count what happens from the first time on in so many days or weeks; working days are counted by themselves."""
    if said.working:
        return said.count
    try:
        end = unended.start + _SPANS[said.unit] * said.count
    except (OverflowError, ValueError) as wrong:
        raise TooMany(said.count) from wrong
    before = placed(unended.start, zone_named(unended.zone)) - timedelta(microseconds=1)
    coming = islice(occurrences(unended, before), MOST_COUNTED + 1)
    return sum(1 for _ in takewhile(lambda one: one.wall < end, coming))
