"""Reads what people type of a meeting: a start, one that is planned, a series."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from difflib import get_close_matches
from typing import Any, Generic

from bot.core.refusal import Refusal
from bot.meetings.rules.refusals import ToldAtOnce
from bot.meetings.rules.values import W
from bot.meetings.views.credit import refuse_doubtful_minimum
from bot.meetings.views.lead_times import leads_of
from bot.meetings.views.options import StartOptions
from bot.meetings.views.parts import Unnamed
from bot.meetings.views.titles import UNDERSTOOD, named, quoted, runs, sliced, slip_of
from bot.schedule.grammar.errors import Ambiguous
from bot.schedule.grammar.lexicon import DAY_NAMES
from bot.schedule.grammar.parsed import Parts
from bot.schedule.grammar.parts import (
    Coming,
    CountedFrom,
    Each,
    Every,
    Except,
    ExceptDates,
    ForSpan,
    FromNow,
    FromToday,
    InNextWeek,
    Lasting,
    Link,
    MonthDays,
    NthDays,
    NthWorkingDay,
    OfMonths,
    OfThe,
    OfWeek,
    OnDate,
    OnHolidays,
    Problem,
    ReadPart,
    Starting,
    TimeOfDay,
    Times,
    TimesOn,
    Title,
    UnknownWords,
    Until,
    Weekdays,
)
from bot.schedule.grammar.sentences import parse
from bot.schedule.grammar.spelling import mended, reads_like_a_title
from bot.schedule.recurrence import UnknownZone
from bot.series.leads import AHEAD as ANNOUNCE

_ENDS = (Starting, Until, Times, TimesOn, ForSpan)
_LEFT_OUT = (Except, ExceptDates, OnHolidays)
AGAIN = (Each, Every, OfThe, OfMonths, NthDays, NthWorkingDay, MonthDays, CountedFrom, *_ENDS, *_LEFT_OUT)
_VERSION = re.compile(r"\d+\.\d+")
"""Perhaps a time, a day, or a part of a name that is not quoted: "Python 3.12"."""
DAYS = (OnDate, FromToday, Coming, InNextWeek, OfWeek, FromNow)


@dataclass(eq=False)
class UnknownWish(Refusal):
    """A word that means nothing here; `nearest` is the option it looks like."""

    word: str
    nearest: str = ""


@dataclass(eq=False)
class HourOver(Refusal):
    """An hour of today that is over (wall time) was asked for; `tomorrow` is the line that asks for tomorrow's."""

    wall: datetime
    tomorrow: str


@dataclass(frozen=True)
class Start(Generic[W]):
    """What one meeting, or a series, is asked to be; an empty title means the channel's.

    `left`: words that were left out; `doubts`: words of the title, or a length, that may mean something else. Where there are any of
    either the reader is asked before anybody else sees it. `meant`: the option that a word left out is a slip of.
    """

    wishes: W
    title: str = ""
    link: str = ""
    leads: Mapping[str, str] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    meant: str = ""

    @property
    def is_clear(self) -> bool:
        """Whether all that was typed is understood."""
        return not (self.left or self.doubts)


def parted(options: StartOptions[Any], text: str) -> Parts:
    """Take apart what was typed for one meeting. Raise TooLong."""
    return parse(text, own=options.of_one)


def read_start(options: StartOptions[W], parts: Parts) -> Start[W]:
    """Read a start whose words may stand in any order. Raise Ambiguous, SaidTwice, WishWithoutValue, BadLead, or what options raise."""
    for problem in parts.each(Problem):
        if isinstance(problem.refusal, ToldAtOnce):
            raise problem.refusal
    _refuse_short_length(options.naming.command, parts)
    refuse_doubtful_minimum(parts)
    link, in_quotes = parts.the(Link), parts.the(Title) is not None
    wishes, loose = options.wishes_of(parts), runs(options, parts)
    if in_quotes:
        options.refuse_bare(parts)
    slips = [slip for run in loose for slip in run.slips]
    left = [f"{word} {value}".strip() for word, value, _ in slips]
    names = [run for run in loose if run.rest]
    title, doubts = (quoted(parts), ()) if in_quotes else named(names[:1])
    left += [run.rest for run in names[0 if in_quotes else 1 :]]
    doubts += tuple(said.words for said in parts.said if isinstance(said.part, Unnamed))
    meant = next((nearest for *_, nearest in slips), "")
    url = link.url if link else ""
    return Start(wishes, title, url, leads_of(parts), tuple(left), doubts, meant)


def read_series(options: StartOptions[W], text: str) -> tuple[Start[W], Parts]:
    """Read the wishes of a series, and its sentence with them. Raise SaidTwice, WishWithoutValue, BadLead, or what options raise."""
    parts = parse(text, own=options.of_series)
    options.refuse_bare(parts)
    refuse_doubtful_minimum(parts)
    link = parts.the(Link)
    wishes = replace(options.wishes_of(parts), length=None)
    title = quoted(parts) if parts.the(Title) else ""
    return Start(wishes, title, link.url if link else "", leads_of(parts)), parts


def comes_again(parts: Parts) -> bool:
    """Tell whether a sentence speaks of more than one meeting."""
    return parts.has(*AGAIN) or any(len(days.days) > 1 or days.again for days in parts.each(Weekdays))


def says_when(parts: Parts) -> bool:
    """Tell whether a sentence says that a meeting is not now: a day, or an hour that is no bare number of a title."""
    outer = [said for said, alone in _with_surroundings(parts) if alone]
    if any(isinstance(said.part, DAYS) for said in outer):
        return True
    hours = [said for said in outer if isinstance(said.part, TimeOfDay) or _is_doubtful_when(said.part)]
    loose = parts.has(UnknownWords) and not parts.has(Title)
    if any(not (said.words.isdecimal() or (loose and _VERSION.fullmatch(said.words))) for said in hours):
        return True
    return parts.has(Weekdays, *AGAIN) and (bool(hours) or not loose)


def _is_doubtful_when(part: object) -> bool:
    """Tell whether a part is in doubt and speaks of a day or an hour; a place or a length says neither."""
    return isinstance(part, Problem) and not (isinstance(part.refusal, UnknownZone) or _lengths(part))


def of_one(options: StartOptions[W], parts: Parts, *, today: datetime) -> tuple[Start[W], Parts]:
    """Read one meeting to come: its wishes, and its sentence with its name in quotes, for the schedule to read.

    A weekday alone is the next one; an hour alone is of `today`. Raise UnknownWish, Ambiguous, SaidTwice, and what options raise.
    """
    options.refuse_bare(parts)
    refuse_doubtful_minimum(parts)
    strange = [said for said in parts.said if isinstance(said.part, UnknownWords)]
    if strange and (parts.has(Title) or len(strange) > 1 or _odd(strange[0].words)):
        if slip := slip_in(options, parts.text, " … ".join(parts.rest)):
            raise slip
        return Start(options.nothing), parts  # for the schedule to refuse, with the nearest form that it knows
    link = parts.the(Link)
    title = quoted(parts) if parts.the(Title) else sliced(parts, [strange[0]]) if strange else ""
    wishes = replace(options.wishes_of(parts), length=None)
    start = Start(wishes, title, link.url if link else "", leads_of(parts))
    said = [_next(_titled(one, title), today) for one in parts.said]
    if not any(isinstance(one.part, (*DAYS, Weekdays)) for one in said):
        said.append(ReadPart(FromToday(0), "today", len(parts.text)))
    return start, replace(parts, said=tuple(said))


def says_anything_of_when(parts: Parts) -> bool:
    """Tell whether a sentence that begins with `every` says more of when, understood or not."""
    return any(not isinstance(said.part, (*UNDERSTOOD, Each)) or isinstance(said.part, Lasting) for said in parts.said)


def tomorrows(command: str, text: str) -> str:
    """Return the line that plans for tomorrow what was asked of today."""
    rest = re.sub(r"\b(?:yesterday|today|tonight|this\s+(?:morning|afternoon|evening))\b", " ", text, flags=re.IGNORECASE)
    return f"{command} plan tomorrow {' '.join(rest.split())}"


def slip_in(options: StartOptions[Any], text: str, strange: str) -> UnknownWish | None:
    """Return the wish that the strange words of a sentence were meant for: `bxo 5`, `anounce a week ahead`."""
    words, unread = text.split(), set(strange.split())
    for word, after in zip(words, [*words[1:], ""], strict=False):
        nearest = slip_of(options, word, after) or next(iter(get_close_matches(word.lower(), [ANNOUNCE], 1, 0.8)), "")
        if word in unread and nearest and word.lower() != nearest:
            return UnknownWish(word, nearest)
    return None


def _refuse_short_length(command: str, parts: Parts) -> None:
    """Raise Ambiguous for `for 5` of a start, which may be minutes or hours: with both lines as they are to be typed."""
    for said, alone in _with_surroundings(parts):
        if alone and (lengths := _lengths(said.part)):
            before, after = parts.text[: said.place], parts.text[said.place + len(said.words) :]
            raise Ambiguous(said.words, tuple(f"{command} start {before}{length}{after}" for length in lengths))


def _lengths(part: object) -> tuple[str, ...]:
    """Return the lengths that a doubtful one may be; how often a meeting comes is no question of one meeting."""
    refusal = part.refusal if isinstance(part, Problem) else None
    readings = refusal.readings if isinstance(refusal, Ambiguous) else ()
    return tuple(reading for reading in readings if re.fullmatch(r"for \d+ (?:minutes|hours)", reading))


def _titled(said: ReadPart, title: str) -> ReadPart:
    """Put the words of a name in quotes: what is offered instead of a sentence keeps them."""
    return replace(said, part=Title(title), words=f'"{title}"') if isinstance(said.part, UnknownWords) else said


def _next(said: ReadPart, today: datetime) -> ReadPart:
    part = said.part
    if not isinstance(part, Weekdays):
        return said
    if part.days == (today.weekday(),):
        raise Ambiguous(said.words, ("today", f"next {DAY_NAMES[today.weekday()]}"))
    return replace(said, part=Coming(part.days[0]), words=f"next {DAY_NAMES[part.days[0]]}")


def _odd(words: str) -> bool:
    """Tell whether words that nobody takes look like a part of a schedule."""
    return not reads_like_a_title(words) or mended(words) != words


def _with_surroundings(parts: Parts) -> Iterator[tuple[ReadPart, bool]]:
    """Yield each part, and whether it is no word within a title that is not quoted: "Look at 3 bugs"."""
    strange = [isinstance(said.part, UnknownWords) for said in parts.said]
    for number, said in enumerate(parts.said):
        within = any(strange[number - 1 : number]) and any(strange[number + 1 : number + 2])
        yield said, not within
