"""The draws of a forecast: days of the past, drawn with replacement, one after the other.

Each draw goes on in one long stream of days where the last one ended. That is sound, because the days are independent of one another
and a draw ends by what it has seen, never by what comes; and it is quick: sums are made once for thousands of days, and where a draw
ends is found by bisection.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, islice
from math import ceil

from bot.core.chance import Chance

DRAWS = 10_000
_CHUNK = 8_192
"""Days drawn at once: far below a millisecond, in which nothing else in the process runs."""
_PLACES = 1 << 16


@dataclass(frozen=True)
class Scope:
    """How many items are still to do, drawn evenly from `least` to `most`; each brings `growth` more on average, by splits."""

    least: int
    most: int
    growth: float = 0.0


def scopes(scope: Scope, draws: int, chance: Chance) -> list[int]:
    """Draw how many items there are to do; a part of an item is one with that likelihood."""
    width = scope.most - scope.least + 1
    even = (scope.least + int(chance.random() * width) for _ in range(draws))
    return [int(items * (1 + scope.growth) + chance.random()) for items in even] if scope.growth else list(even)


def days_needed(counts: Sequence[int], scopes: Sequence[int], chance: Chance, *, most: int) -> list[int]:
    """Draw for each scope on which day (1 is the first) its last item is done; `most + 1` where that takes more days than `most`."""
    assert any(counts), "what is never done has no day"
    chunks, needed = _chunks(counts, chance), []
    sums, at = [0], 0
    for scope in scopes:
        left, days = scope, 0
        while (end := bisect_left(sums, sums[at] + left, at)) == len(sums) and days <= most:
            days += len(sums) - 1 - at
            left -= sums[-1] - sums[at]
            sums, at = list(accumulate(next(chunks), initial=0)), 0
        needed.append(min(days + end - at, most + 1))
        at = min(end, len(sums) - 1)
    return needed


def done_within(counts: Sequence[int], days: int, draws: int, chance: Chance) -> list[int]:
    """Draw how many items are done within that many days."""
    stream = chain.from_iterable(_chunks(counts, chance))
    return [sum(islice(stream, days)) for _ in range(draws)]


def at_most(drawn: Sequence[int], percent: int) -> int:
    """Return the smallest value that at least so many per cent of the draws do not exceed."""
    return sorted(drawn)[ceil(len(drawn) * percent / 100) - 1]


def at_least(drawn: Sequence[int], percent: int) -> int:
    """Return the largest value that at least so many per cent of the draws reach."""
    return sorted(drawn, reverse=True)[ceil(len(drawn) * percent / 100) - 1]


def _chunks(counts: Sequence[int], chance: Chance) -> Iterator[list[int]]:
    """Yield what was done on days drawn from the past, thousands at a time, each day as likely as any other.

    Two bytes of chance choose a day. What 65,536 has more than a multiple of the days is drawn anew: it would favour the first ones.
    """
    table = [*counts] * (_PLACES // len(counts))
    fair = len(table)
    while True:
        yield [table[place] for place in array("H", chance.randbytes(2 * _CHUNK)) if place < fair]
