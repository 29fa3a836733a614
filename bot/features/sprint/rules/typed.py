"""Reads what is typed of a team's Sprints: `2 weeks from 1 december`, in any order."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.core.refusal import Refusal
from bot.core.texts import LONGEST_TYPED, on_one_line
from bot.schedule.recurrence import zone_named
from bot.teams.sprints import LengthOutOfBounds, SprintLength, Unit
from bot.teams.typed_days import NotDays, read_days

_NAMED = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_A_NUMBER = rf"(?P<n>\d{{1,3}}|{'|'.join(_NAMED)})"
_ZONE = re.compile(r"\b[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_-]+){1,2}\b")
_NUMBERED = re.compile(
    r"\b(?:sprint|number|no\.?|nr\.?)\s*#?\s*(?P<n>\d{1,4})\b(?!\s*-?\s*(?:weeks?|days?|months?))|#(?P<m>\d{1,4})\b",
    re.IGNORECASE,
)
_LEAD = re.compile(r"\b(?:sprints?|starting|starts?|beginning|begins?|first\s+day|long|each|every|of|the)\b", re.IGNORECASE)
_A_WEEK = 7


def _weeks(found: re.Match[str]) -> SprintLength:
    return SprintLength(_counted(found))


def _days(found: re.Match[str]) -> SprintLength:
    weeks, rest = divmod(_counted(found), _A_WEEK)
    if rest:
        raise LengthOutOfBounds(0)
    return SprintLength(weeks)


def _months(found: re.Match[str]) -> SprintLength:
    if _counted(found) != 1:
        raise LengthOutOfBounds(0)
    return SprintLength(unit=Unit.MONTH)


def _counted(found: re.Match[str]) -> int:
    said = found["n"].lower()
    return _NAMED.get(said) or int(said)


_LENGTHS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], SprintLength]], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), read)
    for pattern, read in (
        (r"every\s+other\s+week|bi-?\s?week(?:ly|s)?|(?:a\s+|every\s+|one\s+)?fortnight(?:ly)?", lambda _: SprintLength(2)),
        (rf"(?:every\s+)?{_A_NUMBER}\s*-?\s*(?:weeks?|wks?|w)", _weeks),
        (rf"(?:every\s+)?{_A_NUMBER}\s*-?\s*days?", _days),
        (rf"(?:every\s+)?{_A_NUMBER}\s*-?\s*months?", _months),
        (r"(?:one\s+)?week(?:ly)|every\s+week", lambda _: SprintLength(1)),
        (r"monthly|every\s+month", lambda _: SprintLength(unit=Unit.MONTH)),
    )
)


@dataclass(eq=False)
class NotSprints(Refusal):
    """What was typed is neither a length nor a first day; `text` is the part that nothing understood."""

    text: str


@dataclass(frozen=True)
class Said:
    """What was typed of a team's Sprints: how long, from which day on, which number the first of them has, in which zone."""

    length: SprintLength | None = None
    first: date | None = None
    number: int | None = None
    zone: str = ""


def read_sprints(text: str, today: date) -> Said:
    """Read what is typed, on a day of its author's. Raise NotSprints, LengthOutOfBounds, UnknownZone, DaysAreTwo or TooManyDays."""
    rest = on_one_line(text)
    if len(rest) > LONGEST_TYPED:
        raise NotSprints(rest[:LONGEST_TYPED])
    zone, rest = _taken(_ZONE, rest)
    length, rest = _length(rest)
    number, rest = _taken(_NUMBERED, rest)
    left = " ".join(_LEAD.sub(" ", rest).split()).strip(" ,;.")
    return Said(
        length,
        _first_day(left, today) if left.lower() not in {"", "from", "on", "since"} else None,
        int((number["n"] or number["m"])[:4]) or None if number else None,
        zone_named(zone.group()).key if zone else "",
    )


def _taken(pattern: re.Pattern[str], text: str) -> tuple[re.Match[str] | None, str]:
    found = pattern.search(text)
    return found, text if found is None else f"{text[: found.start()]} {text[found.end() :]}"


def _length(text: str) -> tuple[SprintLength | None, str]:
    for pattern, read in _LENGTHS:
        found, rest = _taken(pattern, text)
        if found is not None:
            return read(found), rest
    return None, text


def _first_day(text: str, today: date) -> date:
    try:
        days = read_days(re.sub(r"^since\s+", "from ", text, flags=re.IGNORECASE), today)
    except NotDays as unread:
        raise NotSprints(text) from unread
    if len(days) not in (1, _A_WEEK):
        raise NotSprints(text)
    return days.first
