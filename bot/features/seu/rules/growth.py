"""How the minutes that count have grown since the first day that counts. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.features.seu.rules.credentials import add_months
from bot.features.seu.rules.progress import Progress

MOST = 12
"""Bars that a picture has room for on a phone."""


@dataclass(frozen=True)
class Grown:
    """The minutes that count up to a day, that day included; `months`: since the one before."""

    last: date
    minutes: int
    months: int


def growth(progress: Progress, today: date) -> tuple[Grown, ...]:
    """Return what counted at the end of each stretch of a cycle that has begun, the last one up to today."""
    first = _first_day(progress, today)
    end = min(today, progress.window.last)
    months = max(1, -(-_months(first, end) // MOST))
    found, number = [], 0
    while first <= end:
        number += 1
        last = min(end, add_months(first, months * number) - timedelta(days=1))
        found.append(Grown(last, sum(one.minutes for one in progress.counts if one.line.day <= last), months))
        if last == end:
            break
    return tuple(found)


def _first_day(progress: Progress, today: date) -> date:
    """Return the first day that counts; where any does, that of the first activity."""
    begun = progress.window.carried_from or progress.window.first
    return begun if begun > date.min else min((one.line.day for one in progress.counts), default=today)


def _months(first: date, last: date) -> int:
    return max(1, (last.year - first.year) * 12 + last.month - first.month + (last.day >= first.day))
