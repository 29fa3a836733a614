"""Phrases for how often or how long: 6 times, for 6 Tuesdays, for 10 working days."""

import re
from datetime import timedelta

from bot.core.span import LENGTH, NotASpan, read_span, two_lengths
from bot.schedule.grammar.errors import Ambiguous
from bot.schedule.grammar.lexicon import DAYS_OF_A_KIND, NUMBER, number, weekday
from bot.schedule.grammar.parts import ForSpan, FromNow, Lasting, Times, TimesOn, TimeUnit, UnknownWords
from bot.schedule.grammar.scanner import phrase

_HOW_MANY = rf"(?P<n>\d{{1,9}}|{NUMBER})"
_FOR = r"(?:for|over|during|within)\s+(?:the\s+next\s+|the\s+first\s+|another\s+)?"
_GOES_ON = (
    r"at|on|from|until|till|through|starting|beginning|every|each|in|with|and|except|excluding|for|please|today|tomorrow|next|this|the"
    r"|daily|weekly|biweekly|fortnightly|monthly|quarterly|yearly|annually|weekdays|weekends|utc|gmt|https?|(?:america|europe|asia)/\w+"
)
"""Words that cannot be what a number counts."""
_AT_MOST = r"(?:up\s+to|at\s+most|only|until|(?:end(?:s|ing)?|stop(?:s|ping)?)\s+after|(?:a\s+)?total\s+of)"
_FEW = 10
_AN_HOUR = re.compile(r"\d{1,2}\s?h(?:\s?\d{2})?|(?:0?[7-9]|1\d|2[0-3])\.[0-5]\d\s?h", re.IGNORECASE | re.ASCII)
"""An hour of the day rather than a length: nobody meets for 9.30h."""
_UNITS: dict[str, TimeUnit] = {"day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year"}


def _how_many(word: str) -> int:
    return 1 if word.lower() in {"a", "an"} else number(word)


def _times(match: re.Match[str]) -> tuple[object, ...] | None:
    times = _how_many(next(found for found in match.groups() if found))
    return (Times(times),) if times else None


def _times_on(match: re.Match[str]) -> tuple[object, ...] | None:
    times = _how_many(match["n"])
    return (TimesOn(times, weekday(match["day"])),) if times else None


def _for_span(match: re.Match[str]) -> tuple[object, ...] | None:
    times = _how_many(match["n"])
    return (ForSpan(times, _UNITS[match["unit"].lower()], bool(match["working"])),) if times else None


def _lasting(match: re.Match[str]) -> tuple[object, ...] | None:
    if lengths := two_lengths(match["span"]):
        raise Ambiguous(match[0], tuple(f"for {length}" for length in lengths))
    try:
        span = read_span(match["span"])
    except NotASpan:
        return None
    return (Lasting(span),)


def _hours_and_minutes(match: re.Match[str]) -> tuple[object, ...] | None:
    """Read `for 1:30` as a length."""
    span = timedelta(hours=int(match["h"]), minutes=int(match["m"]))
    return (Lasting(span),) if span else None


def bare_number(match: re.Match[str]) -> tuple[object, ...] | None:
    """Read `for 45` as minutes; few of them are asked: they may be hours, or times."""
    number = int(match["span"])
    if 0 < number < _FEW:
        raise Ambiguous(match[0], (f"for {number} minutes", f"for {number} hours", f"for {number} times"))
    return _lasting(match)


def _length_alone(match: re.Match[str]) -> tuple[object, ...] | None:
    """Read `45 minutes`; `14h`, `14h30` and `9.30h` by themselves are times of day."""
    return None if _AN_HOUR.fullmatch(match["span"]) else _lasting(match)


def _from_now(match: re.Match[str]) -> tuple[object, ...] | None:
    if lengths := two_lengths(match["span"] or match["then"]):
        raise Ambiguous(match[0], tuple(f"in {length}" for length in lengths))
    try:
        return (FromNow(read_span(match["span"] or match["then"])),)
    except NotASpan:
        return None


COUNTS = (
    phrase(
        rf"(?:(?:for|lasting|takes|taking)\s+|(?:duration|length)(?:\s+of)?(?:\s*[:=]\s*|\s+))(?:about\s+)?(?P<span>{LENGTH})(?:\s+long|\s+each)?",
        _lasting,
    ),
    phrase(r"for\s+(?P<h>[0-4]):(?P<m>[0-5]\d)(?:\s?h(?:ours?|rs?)?)?", _hours_and_minutes),
    phrase(
        rf"(?:{_FOR}|the\s+next\s+|{_AT_MOST}\s+)?{_HOW_MANY}\s+(?:times?|occurrences?|repetitions?|sessions?|meetings?|occasions?|dates)"
        r"(?:\s+(?:only|in\s+total|altogether))?",
        _times,
    ),
    phrase(r"(\d{1,4})\s?x|x\s?(\d{1,4})", _times),
    phrase(
        rf"{_FOR}(?P<n>an?|\d{{1,4}}|{NUMBER})\s+(?P<working>(?:working|business|work)\s*(?=day)|week(?=days?\b))?"
        rf"(?P<unit>day|week|month|quarter|year)s?",
        _for_span,
    ),
    phrase(rf"(?:{_FOR}|(?:the\s+)?next\s+){_HOW_MANY}\s+(?P<day>{DAYS_OF_A_KIND})", _times_on),
    phrase(
        rf"(?:for\s+|(?:duration|length)(?:\s*[:=]\s*|\s+))(?P<span>\d{{1,5}})(?=[\s,;.]*(?:$|[^a-z\s]|(?:{_GOES_ON})\b))",
        bare_number,
    ),
    phrase(r"for\s+\w+\s+[a-z]+", lambda match: (UnknownWords(),)),
    phrase(rf"in\s+(?P<span>{LENGTH})|(?P<then>{LENGTH})\s+from\s+now", _from_now),
    phrase(rf"(?P<span>{LENGTH})(?:\s+long)?(?!\s+(?:before|after|past|to|ahead|earlier|later|ago)\b)", _length_alone),
)
