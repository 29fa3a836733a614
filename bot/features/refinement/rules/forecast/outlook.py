"""A forecast: answers at 50, 85 and 95 %, how the draws lie, from what they were, whether such held."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, pairwise

from bot.core.chance import Chance
from bot.core.refusal import Refusal
from bot.features.refinement.rules.forecast import draws
from bot.features.refinement.rules.forecast.backtest import ENDS, Backtest, replayed
from bot.features.refinement.rules.forecast.draws import DRAWS, Scope
from bot.features.refinement.rules.forecast.history import (
    A_DAY,
    LEAST_DONE,
    Basis,
    Days,
    History,
    Sample,
    counted_from,
    history,
    sample,
)
from bot.features.refinement.rules.forecast.question import WEEKS, HowLong, Question
from bot.features.refinement.rules.forecast.steadiness import is_steady

CONFIDENCES = (50, 85, 95)
LONGEST = 520
"""So many counted days ahead a forecast reaches: two years of working days."""
MOST_BARS = 8
_WEEK = timedelta(days=7)
_TAIL = 0.005
"""The part of the draws at either end that stands with the bar beside it: the rarest would make all others thin."""


@dataclass(frozen=True)
class Bar:
    """A part of the draws: those that came out from `first` to `last`, both included; a day is its ordinal."""

    first: int
    last: int
    share: float


@dataclass(frozen=True)
class Dates:
    """By which day it is done at each of CONFIDENCES, and how the days lie."""

    by: tuple[date, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Counts:
    """How many items are done, at least, at each of CONFIDENCES, and how the counts lie."""

    at_least: tuple[int, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Forecast:
    """An answer as it was found on a day; `growth`: what each item brings by splits on average, where they are counted.

    Of how many items are done by a day nothing is counted for splits: what was split off is among those that are done.
    """

    question: Question
    asked: date
    sample: Sample
    found: Dates | Counts
    steady: bool
    backtest: Backtest
    growth: float = 0.0


@dataclass(frozen=True)
class Known:
    """What a forecast rests on: the days on which items were done, since when that is known, and the calendar.

    `splits`: the days on which a split made one item more.
    """

    done: Sequence[date]
    since: date
    calendar: Days
    splits: Sequence[date] = ()


class TooFewDone(Refusal):
    """Fewer than LEAST_DONE items were done in the window; `longer` (weeks): the next window that has enough, if one has."""

    def __init__(self, done: int, weeks: int, longer: int | None) -> None:
        super().__init__(done, weeks, longer)
        self.done = done
        self.weeks = weeks
        self.longer = longer


class DayTooFar(Refusal):
    """The day that was named is more than LONGEST counted days ahead."""

    field = "question"

    def __init__(self, day: date, basis: Basis) -> None:
        super().__init__(day, basis)
        self.day = day
        self.basis = basis


class TooFar(Refusal):
    """It would take more than LONGEST counted days: as many as `days` at the pace of the window."""

    def __init__(self, days: int) -> None:
        super().__init__(days)
        self.days = days


def forecast(question: Question, known: Known, today: date, chance: Chance) -> Forecast:
    """Answer a question from what was known by the end of yesterday; today is the first day drawn.

    Raise TooFewDone, TooFar or DayTooFar.
    """
    last = today - A_DAY
    past, window = _window(question.weeks, known, last)
    growth = 0.0
    match question.of:
        case HowLong(least, most):
            ahead = 0
            growth = _growth(known, window) if question.splits else 0.0
            found: Dates | Counts = _dates(Scope(least, most, growth), window, known.calendar, today, chance)
        case wanted:
            ahead = _days_until(wanted.by, known.calendar, today)
            if ahead > LONGEST:
                raise DayTooFar(wanted.by, question.basis)
            found = _counts(ahead, window, chance)
    steady = is_steady(window.counts, chance)
    return Forecast(question, today, window, found, steady, replayed(question, ahead, past, last, chance), growth)


def dates_of(items: int, weeks: int, known: Known, today: date, chance: Chance) -> Dates:
    """Return by when so many items are done. Raise TooFewDone or TooFar."""
    _, window = _window(weeks, known, today - A_DAY)
    return _dates(Scope(items, items), window, known.calendar, today, chance)


def _window(weeks: int, known: Known, last: date) -> tuple[History, Sample]:
    """Lay out the past as far as replays reach, and a window of it. Raise TooFewDone."""
    reach = max(known.since, last - (weeks + ENDS) * _WEEK)
    past = history(known.done, reach, last, known.calendar)
    window = sample(past, max(reach, last - weeks * _WEEK + A_DAY), last, known.calendar)
    if window.done < LEAST_DONE:
        raise TooFewDone(window.done, weeks, _longer(weeks, known.done, last))
    return past, window


def _longer(weeks: int, done: Sequence[date], last: date) -> int | None:
    """Return the shortest of the longer windows in which enough was done."""
    reaching = (longer for longer in WEEKS if longer > weeks)
    return next((one for one in reaching if sum(last - one * _WEEK < day <= last for day in done) >= LEAST_DONE), None)


def _growth(known: Known, window: Sample) -> float:
    """Return how many items more each one that was done in the window has brought, by splits."""
    return sum(window.first <= day <= window.last for day in known.splits) / window.done


def _dates(scope: Scope, window: Sample, calendar: Days, today: date, chance: Chance) -> Dates:
    """Draw by when a scope is done. Raise TooFar."""
    drawn, ahead = _drawn(scope, window, calendar, today, chance)
    by = tuple(ahead[draws.at_most(drawn, percent) - 1] for percent in CONFIDENCES)
    return Dates(by, _by_weeks(sorted(ahead[days - 1].toordinal() for days in drawn)))


def _drawn(scope: Scope, window: Sample, calendar: Days, today: date, chance: Chance) -> tuple[list[int], list[date]]:
    """Draw how many days a scope takes, and name the days that lie ahead. Raise TooFar."""
    if (expected := round(scope.most * (1 + scope.growth) / window.pace)) > LONGEST:
        raise TooFar(expected)
    drawn = draws.days_needed(window.counts, draws.scopes(scope, DRAWS, chance), chance, most=4 * LONGEST)
    return drawn, list(islice(counted_from(today, calendar), max(drawn)))


def _counts(ahead: int, window: Sample, chance: Chance) -> Counts:
    """Draw how many items are done within so many days."""
    drawn = sorted(draws.done_within(window.counts, ahead, DRAWS, chance))
    first, last = _body(drawn)
    at_least = tuple(draws.at_least(drawn, percent) for percent in CONFIDENCES)
    return Counts(at_least, _parted(drawn, first, _width(last - first + 1)))


def _days_until(by: date, calendar: Days, today: date) -> int:
    """Count the days from today to a day, both included, as far as one more than LONGEST."""
    return sum(day <= by for day in islice(counted_from(today, calendar), LONGEST + 1))


def _by_weeks(ends: Sequence[int]) -> tuple[Bar, ...]:
    """Part days (ordinals, in their order) into bars of so many whole weeks that there are few."""
    first, last = _body(ends)
    monday = first - date.fromordinal(first).weekday()
    return _parted(ends, monday, 7 * _width((last - monday) // 7 + 1))


def _body(drawn: Sequence[int]) -> tuple[int, int]:
    """Return between which values all draws but the rarest lie."""
    rare = int(len(drawn) * _TAIL)
    return drawn[rare], drawn[-1 - rare]


def _width(values: int) -> int:
    """Return how many values a bar holds so that MOST_BARS are enough."""
    return -(-values // MOST_BARS)


def _parted(drawn: Sequence[int], first: int, width: int) -> tuple[Bar, ...]:
    """Part draws (in their order) into bars of a width; what is rarer than all of them stands with the first or the last."""
    starts = range(first, _body(drawn)[1] + 1, width)
    places = [0, *(bisect_left(drawn, start) for start in starts[1:]), len(drawn)]
    shares = [(upto - since) / len(drawn) for since, upto in pairwise(places)]
    return tuple(Bar(start, start + width - 1, share) for start, share in zip(starts, shares, strict=True))
