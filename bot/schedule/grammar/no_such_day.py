"""Finds the days that a date which no calendar has may have been meant for: 31 November, 2026-13-01."""

import re
from calendar import monthrange

from bot.schedule.grammar.lexicon import MONTH, MONTH_NAMES, month

_NAMED = re.compile(
    rf"\b(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\.?(?:\s+of)?\s+(?P<m>{MONTH})|(?P<n>{MONTH})\s+(?P<e>\d{{1,2}})(?:st|nd|rd|th)?)(?:,?\s+(?P<y>20\d\d))?(?![\w:])",
    re.IGNORECASE | re.ASCII,
)
_FIGURES = re.compile(
    r"(?<![\w./-])(?:(?P<y>20\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})|(?P<a>\d{1,2})[/.](?P<b>\d{1,2})(?:[/.](?P<z>20\d\d))?\.?)(?![\w/-])",
    re.ASCII,
)
_LEAP_YEAR = 2028
_LONGEST = 60
"""Longer words are no date that somebody mistyped."""


def nearest_days(words: str) -> tuple[str, ...]:
    """Return words with the days in the place of a date that is none; nothing where there is no such date in them."""
    if len(words) > _LONGEST:
        return ()
    if found := _NAMED.search(words):
        days = _around(int(found["d"] or found["e"]), month(found["m"] or found["n"]), found["y"])
    elif found := _FIGURES.search(words):
        first, second = (int(figure) for figure in (found["d"] or found["a"], found["m"] or found["b"]))
        days = _of_figures(first, second, found["y"] or found["z"])
    else:
        return ()
    return tuple(f"{words[: found.start()]}{day}{words[found.end() :]}" for day in days)


def _of_figures(first: int, second: int, year: str | None) -> list[str]:
    """Return what two figures may mean, the day first as well as the month."""
    if second <= 12:
        return _around(first, second, year)
    return [_spelled(second, first, year)] if _has(second, first, year) else _around(second, first, year)


def _around(day: int, month: int, year: str | None) -> list[str]:
    """Return the last day of a month and the first of the next, where a month has less days than that."""
    if not 1 <= month <= 12 or not 29 <= day <= 31 or _has(day, month, year):
        return []
    last = monthrange(int(year or _LEAP_YEAR - 1), month)[1]
    return [_spelled(last, month, year), _spelled(1, month % 12 + 1, year)]


def _has(day: int, month: int, year: str | None) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(int(year or _LEAP_YEAR), month)[1]


def _spelled(day: int, month: int, year: str | None) -> str:
    return f"{day} {MONTH_NAMES[month - 1]}" + (f" {year}" if year else "")
