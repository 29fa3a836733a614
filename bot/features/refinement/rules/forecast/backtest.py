"""A forecast held against the past: made again at the end of each past week, with what was known then."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.chance import Chance
from bot.features.refinement.rules.forecast import draws
from bot.features.refinement.rules.forecast.history import A_DAY, LEAST_DONE, History, reached
from bot.features.refinement.rules.forecast.question import HowLong, Question

ENDS = 26
"""So many weeks' ends are looked at."""
DRAWS = 2_000
PERCENT = 85
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Backtest:
    """Of so many forecasts at PERCENT whose day has passed since, so many held."""

    made: int
    held: int


def replayed(question: Question, ahead: int, past: History, last: date, chance: Chance) -> Backtest:
    """Make a forecast again at the end of each past week (Sunday), and count those whose day has passed. `ahead`: its counted days.

    One that is not due yet is left out even where it has come true already: what has not come true could not be counted beside it,
    and the count would flatter.
    """
    sunday = last - timedelta(days=last.isoweekday() % 7)
    ends = (sunday - weeks * _WEEK for weeks in range(ENDS + 1))
    held = [_held(question, ahead, past, end, last, chance) for end in ends if past.days and past.days[0] <= end]
    return Backtest(sum(one is not None for one in held), sum(one is True for one in held))


def scope_replayed(scope: HowLong) -> int:
    """Return how many items a replay is about: the middle of a range, for what was done tells no range."""
    return (scope.least + scope.most + 1) // 2


def _held(question: Question, ahead: int, past: History, end: date, last: date, chance: Chance) -> bool | None:
    """Tell whether the forecast of a day came true; None where too little was known then, or its day has not passed."""
    known, since = past.between(end - question.weeks * _WEEK + A_DAY, end), past.between(end + A_DAY, last)
    if sum(known) < LEAST_DONE:
        return None
    if isinstance(question.of, HowLong):
        return _in_time(known, since, scope_replayed(question.of), chance)
    if len(since) < ahead:
        return None
    return sum(since[:ahead]) >= draws.at_least(draws.done_within(known, ahead, DRAWS, chance), PERCENT)


def _in_time(known: tuple[int, ...], since: tuple[int, ...], items: int, chance: Chance) -> bool | None:
    if items * len(known) > 1.5 * len(since) * sum(known):
        return None  # its average lies far behind what has passed, and its 85 % farther: no draw is needed to see that
    due = draws.at_most(draws.days_needed(known, [items] * DRAWS, chance, most=len(since)), PERCENT)
    done = reached(since, items)
    return None if due > len(since) else done is not None and done <= due
