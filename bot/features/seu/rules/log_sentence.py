"""Reads what people type of their learning: `1h30 read "Forecasting" on 12 nov`. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import TypeVar

from bot.core.refusal import Refusal
from bot.core.span import LENGTH, NotASpan, read_span, two_lengths
from bot.features.seu.rules.entries import MINUTES_OF_A_DAY
from bot.features.seu.rules.kinds_of_learning import of_title_words, of_words
from bot.features.seu.rules.refusals import BadMinutes, FutureDay, NoMinutes, NoSuchDay
from bot.features.seu.rules.unread_days import said_of_more_than_one, unread_days
from bot.features.seu.rules.values import Category
from bot.schedule.grammar.english import LINKS, TITLES
from bot.schedule.grammar.errors import Ambiguous, NotALength, NotUnderstood, SaidTwice
from bot.schedule.grammar.lexicon import MONTH, MONTH_DAY_NUMBER
from bot.schedule.grammar.parsed import Parts
from bot.schedule.grammar.parts import Lasting, Link, Problem, ReadPart, Title, UnknownWords
from bot.schedule.grammar.past import PAST, PAST_PARTS, WEEKDAY_THAT_WAS, resolve_past
from bot.schedule.grammar.scanner import Found, phrase
from bot.schedule.grammar.sentences import parse

T = TypeVar("T")
_A_MINUTE = timedelta(minutes=1)
_ONCE: tuple[tuple[type[object], ...], ...] = ((Lasting,), PAST_PARTS, (Link,))
"""What a sentence says once."""
_FEW = 10
"""So few of something may be hours as well as minutes."""


@dataclass(frozen=True)
class Said:
    """What a sentence says of something learned, as far as it was understood; `doubts`: why not all of it was."""

    day: date
    minutes: int | None = None
    category: Category | None = None
    title: str = ""
    link: str = ""
    doubts: tuple[Refusal, ...] = ()

    @property
    def is_clear(self) -> bool:
        """Tell whether nothing is left to ask."""
        return not self.doubts and bool(self.minutes) and self.category is not None and bool(self.title)


class DayNotUnderstood(NotUnderstood):
    """Some words speak of a day, and nobody can tell of which."""


@dataclass(frozen=True)
class _Lone:
    """A number or a weekday with no word that says what it is; `part`: what it is where nothing else is near."""

    part: object


def _length(match: re.Match[str]) -> tuple[object, ...] | None:
    if lengths := two_lengths(match["span"]):
        raise Ambiguous(match[0], lengths)
    try:
        span = read_span(match["span"])
    except NotASpan as wrong:
        raise NotALength(match["span"]) from wrong
    return (Lasting(span),) if span >= _A_MINUTE or not span else None


def _between(match: re.Match[str]) -> tuple[object, ...]:
    """Refuse `1 to 2 hours`: it is one of them, and nobody knows which. Raise NotALength."""
    raise NotALength(match[0])


def _clock(match: re.Match[str]) -> tuple[object, ...]:
    return (Lasting(timedelta(hours=int(match["h"]), minutes=int(match["m"]))),)


def _minutes_alone(match: re.Match[str]) -> tuple[object, ...] | None:
    """Read `for 45`, and a number that everything begins with, as minutes; few of them are asked: they may be hours."""
    number = int(match["n"])
    if match.start() and not match["for"]:
        return None
    if number < _FEW:
        raise Ambiguous(match[0], (f"{number} minutes", f"{number} hours"))
    return (Lasting(number * _A_MINUTE),)


def _lone_weekday(text: str, start: int) -> Found | None:
    found = WEEKDAY_THAT_WAS(text, start)
    return Found((_Lone(found.parts[0]),), found.end) if found else None


def _no_such_day(match: re.Match[str]) -> tuple[object, ...]:
    """Refuse what is written as a date and is none, or one of another century: never guess which was meant. Raise NoSuchDay."""
    raise NoSuchDay(match[0])


_OTHER_CENTURIES = (
    phrase(rf"(?:on\s+)?(?:the\s+)?{MONTH_DAY_NUMBER}(?:\s+of\s+|[\s-]+){MONTH}(?:,?\s+|-)(?!20)\d{{4}}", _no_such_day),
    phrase(r"(?:on\s+)?(?!20)\d{4}-\d{1,2}-\d{1,2}", _no_such_day),
)
"""Read before the days that they would begin with."""
_LAST_OF_A_MONTH = r"(?:29|30|31)(?:\s?(?:th|st))?"
_NO_DAYS = (
    phrase(rf"(?:on\s+)?(?:the\s+)?{_LAST_OF_A_MONTH}(?:\s+of\s+|[\s-]+){MONTH}(?:(?:,?\s+|-)\d{{4}})?", _no_such_day),
    phrase(rf"(?:on\s+)?{MONTH}\s+(?:the\s+)?{_LAST_OF_A_MONTH}(?:,?\s+\d{{4}})?", _no_such_day),
    phrase(r"(?:on\s+)?\d{4}-\d{1,2}-\d{1,2}", _no_such_day),
    phrase(r"on\s+\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})", _no_such_day),
    phrase(r"\d+\s+(?:day|week|fortnight|month|year)s?\s+ago", _no_such_day),
)
"""What looks like a day, once none was found in it."""
_FOR = r"(?:(?:for|lasting|took)\s+)?(?:(?:about|around|some|almost|nearly|roughly|approx(?:imately)?\.?|ca\.?|circa|at\s+least)\s+|~\s*)?"
_PHRASES = (
    *TITLES,
    *LINKS,
    *_OTHER_CENTURIES,
    *PAST,
    *_NO_DAYS,
    phrase(rf"{_FOR}(?P<n>\d{{1,3}})\s?['\u2032]", lambda match: (Lasting(int(match["n"]) * _A_MINUTE),)),
    phrase(rf"{_FOR}\d{{1,3}}(?:[.,]\d)?\s*(?:-|to|or)\s*{LENGTH}", _between),
    phrase(rf"{_FOR}(?P<span>{LENGTH})(?:\s+(?:long|of))?(?!\s+ago\b)", _length),
    phrase(rf"{_FOR}(?P<h>\d{{1,2}}):(?P<m>[0-5]\d)(?:\s*h(?:ours?|rs?)?)?", _clock),
    phrase(r"(?P<for>for\s+)?(?P<n>\d{1,4})(?=\s+[^\W\d]|\s*$)", _minutes_alone),
    _lone_weekday,
)


def read_sentence(text: str, today: date) -> Said:
    """Read what was learned: time, kind, title, day, link, in any order; what is not clear is no guess but a doubt.

    `today`: the day on which it was typed, where its author is. Raise TooLong.
    """
    parts = parse(text, phrases=_PHRASES)
    said, doubts = _settled(parts.said)
    parts = replace(parts, said=said)
    doubts += [one.refusal for one in parts.each(Problem)]
    minutes = _or_doubt(doubts, partial(_minutes, parts))
    day = _or_doubt(doubts, partial(_day, parts, today))
    link = _or_doubt(doubts, partial(_link, parts))
    category, title = _what(parts, doubts)
    if not parts.has(*PAST_PARTS, Problem):
        doubts += [DayNotUnderstood(text, words) for words in unread_days(parts.rest)[:1]]
    doubts += [NotUnderstood(text, words) for words in said_of_more_than_one(parts.rest)[:1]]
    return Said(day or today, minutes, category, title, link or "", tuple(doubts))


def _settled(said: Sequence[ReadPart]) -> tuple[tuple[ReadPart, ...], list[Refusal]]:
    """Return what was said, with what stands alone as what it is; between words of a title it may be one of them, which is a doubt."""
    settled: list[ReadPart] = []
    doubts: list[Refusal] = []
    for before, one, after in zip((None, *said), said, (*said[1:], None), strict=False):
        if not isinstance(one.part, _Lone):
            settled.append(one)
        elif _is_of_title(before) and _is_of_title(after):
            settled.append(replace(one, part=UnknownWords()))
            doubts.append(Ambiguous(one.words, (f"on {one.words.lower()}",)))
        else:
            settled.append(replace(one, part=one.part.part))
    return tuple(settled), doubts


def _is_of_title(one: ReadPart | None) -> bool:
    return one is not None and isinstance(one.part, UnknownWords)


def _or_doubt(doubts: list[Refusal], reading: Callable[[], T]) -> T | None:
    try:
        return reading()
    except Refusal as refusal:
        doubts.append(refusal)
        return None


def _minutes(parts: Parts) -> int | None:
    """Return the whole minutes that were said. Raise SaidTwice, NoMinutes or BadMinutes."""
    lasting = parts.the(Lasting)
    if lasting is None:
        return None
    minutes = round(lasting.span / _A_MINUTE)
    if minutes > MINUTES_OF_A_DAY:
        raise BadMinutes("hours")
    if not minutes:
        raise NoMinutes
    return minutes


def _day(parts: Parts, today: date) -> date | None:
    """Return the day that was said. Raise SaidTwice, Ambiguous or FutureDay."""
    said = parts.the(*PAST_PARTS)
    if said is None:
        return None
    day = resolve_past(said, today, parts.words_of(*PAST_PARTS))
    if day > today:
        raise FutureDay(day)
    return day


def _link(parts: Parts) -> str | None:
    link = parts.the(Link)
    return link.url if link else None


def _what(parts: Parts, doubts: list[Refusal]) -> tuple[Category | None, str]:
    """Return kind and title: what stands in quotes, else all words that say nothing else, or what something else says again."""
    titles, again = parts.each(Title), _again(parts)
    if len(titles) == 1:
        category, strange = of_words(" ".join(parts.rest))
        if strange:
            doubts.append(NotUnderstood(parts.text, strange))
        return category, titles[0].text
    if titles:
        doubts.append(SaidTwice(parts.text, tuple(one.text for one in titles)))
    return of_title_words(
        " ".join(one.words for one in parts.said if isinstance(one.part, (UnknownWords, Title)) or one in again)
    )


def _again(parts: Parts) -> list[ReadPart]:
    """Return what says another time, day or link than was said before: it may be of the title."""
    each = [[one for one in parts.said if isinstance(one.part, kinds)] for kinds in _ONCE]
    return [one for found in each for one in found if one.part != found[0].part]
