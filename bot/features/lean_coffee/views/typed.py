"""What people type after `/coffee`, read: a topic, a start, one meeting to come, the wishes of a series."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from difflib import get_close_matches
from itertools import groupby

from bot.core.refusal import Refusal
from bot.core.texts import on_one_line, trimmed
from bot.features.lean_coffee.rules import A_DAY, Wishes
from bot.features.lean_coffee.views import options
from bot.features.lean_coffee.views.options import Bare, Now, Unnamed, Wish
from bot.schedule.parts import (
    Coming,
    Courtesy,
    Doubt,
    Each,
    Every,
    Except,
    ForSpan,
    FromNow,
    FromToday,
    InNextWeek,
    Lasting,
    Link,
    MonthDays,
    NthDays,
    NthWorkingDay,
    OfThe,
    OnDate,
    Said,
    Starting,
    Strange,
    TimeOfDay,
    Times,
    TimesOn,
    Title,
    Until,
    Weekdays,
)
from bot.schedule.said import Parts
from bot.schedule.sentences import parse
from bot.schedule.slips import mended, reads_like_a_title
from bot.schedule.tidying import tidied
from bot.schedule.unclear import Ambiguous
from bot.schedule.words_of_time import DAY_NAMES

_VALUES = ("auto", "votes", "watches")
_UNDERSTOOD = (Lasting, Link, Now, Title, Unnamed, Wish)
"""What means something to a start; all else is a word of its title, or left out."""
_AGAIN = (Each, Every, OfThe, Starting, Until, Times, TimesOn, ForSpan, NthDays, NthWorkingDay, MonthDays, Except)
_A_DAY = (OnDate, FromToday, Coming, InNextWeek, FromNow)
_DIGIT = re.compile(r"\d")
_QUOTES = "\"“”„‟«»＂'‘’ "
_STOPS = " \n\t.,;:([·•"
"""What may stand behind the last word of a name and is no part of it."""


@dataclass(eq=False)
class UnknownWish(Refusal):
    """A word that means nothing here; `nearest` is the option it looks like."""

    word: str
    nearest: str = ""


@dataclass(eq=False)
class OnceOrYearly(Refusal):
    """A date with `every` comes once a year: `once` and `yearly` are the two lines that may be meant."""

    text: str
    once: str
    yearly: str


@dataclass(eq=False)
class HourOver(Refusal):
    """An hour of today that is over (wall time) was asked for; `tomorrow` is the line that asks for tomorrow's."""

    wall: datetime
    tomorrow: str


@dataclass(frozen=True)
class Start:
    """What one meeting, or a series, is asked to be; an empty title means the channel's.

    `left`: words that were left out; `doubts`: words of the title, or a length, that may mean something else. Where there are any of
    either the reader is asked before anybody else sees it. `meant`: the option that a word left out is a slip of.
    """

    title: str = ""
    link: str = ""
    wishes: Wishes = field(default_factory=Wishes)
    ahead: timedelta = A_DAY
    left: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    meant: str = ""

    @property
    def is_clear(self) -> bool:
        """Whether all that was typed is understood."""
        return not (self.left or self.doubts)


def read_topic(text: str) -> tuple[str, str]:
    """Read `title | one or two sentences`."""
    title, _, told = text.partition("|")
    return trimmed(title), trimmed(told)


def parted(text: str) -> Parts:
    """Take apart what was typed for one meeting. Raise TooLong, BadAhead or ManyBoxes."""
    return parse(text, own=options.OF_ONE)


def read_start(parts: Parts) -> Start:
    """Read a start whose words may stand in any order. Raise SaidTwice, WishWithoutValue, NotASpan, BadDots, BadHost, BadAhead
    or ManyBoxes.
    """
    for doubt in parts.each(Doubt):
        if isinstance(doubt.refusal, (options.BadAhead, options.ManyBoxes)):
            raise doubt.refusal
    link, quoted = parts.the(Link), parts.the(Title)
    wishes, runs = options.wishes_of(parts), _runs(parts)
    if quoted is not None:
        options.refuse_bare(parts)
    slips = [slip for run in runs for slip in run.slips]
    left = [f"{word} {value}".strip() for word, value, _ in slips]
    named = [run for run in runs if run.rest]
    title, doubts = (_quoted(parts), ()) if quoted is not None else _named(named[:1])
    left += [run.rest for run in named[0 if quoted is not None else 1 :]]
    doubts += tuple(said.words for said in parts.said if isinstance(said.part, Unnamed))
    meant = next((nearest for *_, nearest in slips), "")
    url = link.url if link else ""
    return Start(title, url, wishes, options.ahead_of(parts), tuple(left), doubts, meant)


def read_series(text: str) -> tuple[Start, Parts]:
    """Read the wishes of a series, and its sentence with them. Raise SaidTwice, WishWithoutValue, NotASpan, BadDots, BadHost or BadAhead."""
    parts = parse(text, own=options.OF_SERIES)
    options.refuse_bare(parts)
    link, quoted = parts.the(Link), parts.the(Title)
    wishes = replace(options.wishes_of(parts), length=None)
    title = _quoted(parts) if quoted else ""
    return Start(title, link.url if link else "", wishes, options.ahead_of(parts)), parts


def comes_again(parts: Parts) -> bool:
    """Tell whether a sentence speaks of more than one meeting."""
    return parts.has(*_AGAIN) or any(len(days.days) > 1 or days.again for days in parts.each(Weekdays))


def says_when(parts: Parts) -> bool:
    """Tell whether a sentence says that a meeting is not now: a day, or an hour that is no bare number of a title."""
    outer = [said for said, alone in _with_surroundings(parts) if alone]
    if any(isinstance(said.part, _A_DAY) for said in outer):
        return True
    hours = [said for said in outer if isinstance(said.part, (TimeOfDay, Doubt))]
    if any(not said.words.isdecimal() for said in hours):
        return True
    loose = parts.has(Strange) and not parts.has(Title)
    return parts.has(Weekdays, *_AGAIN) and (bool(hours) or not loose)


def of_one(parts: Parts, *, today: datetime) -> tuple[Start, Parts]:
    """Read one meeting to come: its wishes, and its sentence with its name in quotes, for the schedule to read.

    A weekday alone is the next one; an hour alone is of `today`. Raise UnknownWish, Ambiguous, SaidTwice, and what options raise.
    """
    options.refuse_bare(parts)
    strange = [said for said in parts.said if isinstance(said.part, Strange)]
    if strange and (parts.has(Title) or len(strange) > 1 or _odd(strange[0].words)):
        if slip := slip_in(parts.text, " … ".join(parts.rest)):
            raise slip
        return Start(), parts  # for the schedule to refuse, with the nearest form that it knows
    link, quoted = parts.the(Link), parts.the(Title)
    title = _quoted(parts) if quoted else _slice(parts, [strange[0]]) if strange else ""
    start = Start(title, link.url if link else "", replace(options.wishes_of(parts), length=None), options.ahead_of(parts))
    said = [_next(_titled(one, title), today) for one in parts.said]
    if not any(isinstance(one.part, (*_A_DAY, Weekdays)) for one in said):
        said.append(Said(FromToday(0), "today", len(parts.text)))
    return start, replace(parts, said=tuple(said))


def says_anything_of_when(parts: Parts) -> bool:
    """Tell whether a sentence that begins with `every` says more of when, understood or not."""
    return any(not isinstance(said.part, (*_UNDERSTOOD, Each)) or isinstance(said.part, Lasting) for said in parts.said)


def refuse_yearly(parts: Parts) -> None:
    """Raise OnceOrYearly for `every 30 november`, where nothing says that a year is meant."""
    if parts.has(OnDate) and parts.has(Each) and not parts.has(Every):
        text = re.sub(r"^\s*every\s+", "", parts.text, flags=re.IGNORECASE)
        day = parts.words_of(OnDate)
        raise OnceOrYearly(day, f"/coffee plan {text}", f"/coffee every year on {text}")


def tomorrows(text: str) -> str:
    """Return the line that plans for tomorrow what was asked of today."""
    rest = re.sub(r"\b(?:today|tonight|this\s+(?:morning|afternoon|evening))\b", " ", text, flags=re.IGNORECASE)
    return f"/coffee plan tomorrow {' '.join(rest.split())}"


def slip_in(text: str, strange: str) -> UnknownWish | None:
    """Return the wish that the strange words of a sentence were meant for: `bxo 5`, `anounce a week ahead`."""
    words, unread = text.split(), set(strange.split())
    for word, after in zip(words, [*words[1:], ""], strict=True):
        nearest = _slip(word, after) or next(iter(get_close_matches(word.lower(), [options.ANNOUNCE], 1, 0.8)), "")
        if word in unread and nearest and word.lower() != nearest:
            return UnknownWish(word, nearest)
    return None


def _slip(word: str, after: str) -> str:
    """Return the option that a word is a slip of, where what follows is something that options take."""
    meant = options.NAMES if after[:1].isdigit() or after.lower() in _VALUES else ()
    return next(iter(get_close_matches(word.lower(), meant, 1)), "")


def _titled(said: Said, title: str) -> Said:
    """Put the words of a name in quotes: what is offered instead of a sentence keeps them."""
    return replace(said, part=Title(title), words=f'"{title}"') if isinstance(said.part, Strange) else said


def _next(said: Said, today: datetime) -> Said:
    part = said.part
    if not isinstance(part, Weekdays):
        return said
    if part.days == (today.weekday(),):
        raise Ambiguous(said.words, ("today", f"next {DAY_NAMES[today.weekday()]}"))
    return replace(said, part=Coming(part.days[0]), words=f"next {DAY_NAMES[part.days[0]]}")


def _odd(words: str) -> bool:
    """Tell whether words that nobody takes look like a part of a schedule."""
    return not reads_like_a_title(words) or mended(words) != words


@dataclass(frozen=True)
class _Run:
    """Words side by side that mean nothing to a start, each with the doubt that it may."""

    said: Sequence[Said]
    typed: str

    @property
    def _tokens(self) -> list[tuple[str, bool]]:
        return [
            (word, not isinstance(said.part, (Courtesy, Strange)) or bool(_DIGIT.search(word)))
            for said in self.said
            for word in said.words.split()
        ]

    @property
    def slips(self) -> list[tuple[str, str, str]]:
        """Return slips of options: the word, what follows it, the option."""
        words = [word for word, _ in self._tokens]
        pairs = zip(words, [*words[1:], ""], strict=True)
        return [(word, after, nearest) for word, after in pairs if (nearest := _slip(word, after)) and word.lower() != nearest]

    @property
    def rest(self) -> str:
        """Return the words that are no slips of options, as they were typed."""
        return " ".join(word for word, _ in self._left).strip(_QUOTES) if self.slips else self.typed

    @property
    def doubts(self) -> tuple[str, ...]:
        """Return those of its words that may mean something."""
        return tuple(word for word, odd in self._left if odd)

    @property
    def is_an_option_alone(self) -> str:
        """Return the option whose word is all that there is."""
        (only, *more) = [said.part for said in self.said]
        if not more and isinstance(only, Bare):
            return only.option
        return "for" if self.rest.lower() == "for" else ""

    @property
    def _left(self) -> list[tuple[str, bool]]:
        gone = [part for word, after, _ in self.slips for part in (word, after)]
        kept = []
        for word, odd in self._tokens:
            if word in gone:
                gone.remove(word)
            else:
                kept.append((word, odd))
        return kept


def _named(runs: Sequence[_Run]) -> tuple[str, tuple[str, ...]]:
    """Return the title that unquoted words give, and those of them that may mean something. Raise WishWithoutValue."""
    if not runs:
        return "", ()
    (run,) = runs
    if run.is_an_option_alone:
        raise options.WishWithoutValue(run.is_an_option_alone)
    unclosed = ('"',) if any(said.words[:1] in _QUOTES for said in run.said) else ()
    return run.rest, (*run.doubts, *unclosed)


def _runs(parts: Parts) -> list[_Run]:
    """Return what means nothing to a start, in runs of what stands side by side."""
    once = [next(group) for _, group in groupby(parts.said, key=lambda said: said.place)]
    groups = groupby(once, key=lambda said: isinstance(said.part, _UNDERSTOOD) and not _is_of_a_plan(said.part))
    runs = [[*group] for understood, group in groups if not understood]
    return [_Run(run, _slice(parts, run)) for run in runs if not all(isinstance(said.part, Courtesy) for said in run)]


def _is_of_a_plan(part: object) -> bool:
    """Tell whether an option means nothing to what begins now."""
    return isinstance(part, Wish) and part.option == options.ANNOUNCE


def _quoted(parts: Parts) -> str:
    """Return the title that stands in quotes, as it was typed."""
    return on_one_line(_slice(parts, [next(said for said in parts.said if isinstance(said.part, Title))]))


def _slice(parts: Parts, said: Sequence[Said]) -> str:
    """Return what was typed from the first of these to whatever follows the last, without the stops and quotes at its ends."""
    if len(tidied(parts.text)) != len(parts.text):
        return " ".join(one.words for one in said).strip(_QUOTES)  # places are those of the tidied text
    after = [one.place for one in parts.said if one.place > said[-1].place]
    return parts.text[said[0].place : min(after, default=None)].strip().rstrip(_STOPS).strip(_QUOTES)


def _with_surroundings(parts: Parts) -> Iterator[tuple[Said, bool]]:
    """Yield each part, and whether it is no word within a title that is not quoted: "Look at 3 bugs"."""
    strange = [isinstance(said.part, Strange) for said in parts.said]
    for number, said in enumerate(parts.said):
        within = any(strange[number - 1 : number]) and any(strange[number + 1 : number + 2])
        yield said, not within
