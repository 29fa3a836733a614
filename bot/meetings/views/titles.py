"""Finds a meeting's title in the words of a start: quoted, else what nothing else takes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import groupby
from typing import Any

from bot.core.texts import asks_something, on_one_line
from bot.meetings.rules.refusals import WishWithoutValue
from bot.meetings.views.options import FOR, StartOptions
from bot.meetings.views.parts import Bare, Now, Unnamed, Wish
from bot.schedule.grammar.clock_times import HOUR_WORD
from bot.schedule.grammar.lexicon import DAY_NAMES, MONTH
from bot.schedule.grammar.normalise import tidied
from bot.schedule.grammar.other_languages import day_words
from bot.schedule.grammar.parsed import Parts
from bot.schedule.grammar.parts import Courtesy, Lasting, Link, ReadPart, Title, UnknownWords
from bot.series.leads import AHEAD as ANNOUNCE
from bot.series.leads import SOON

UNDERSTOOD = (Lasting, Link, Now, Title, Unnamed, Wish)
"""What means something to a start; all else is a word of its name, or left out."""
_NEARER = 0.85
_SPEAKS_OF_TIME = re.compile(
    rf"\b(?:next|this|coming|in\s+an?)\s+(?:week|month|year|fortnight)\b|\b(?:in|on|until|till|by|from|starting)\s+{MONTH}"
    r"|\b(?:yesterday|noon|midday|midnight|minutes|mins?|hours|hrs?|seconds|secs?)\b"
    r"|\b(?:later|soon|asap|eod|eob|cob|eow|shortly|lunch\s?time|(?:after|before|over|at|until|till)\s+lunch|first\s+thing)\b|^lunch$"
    rf"|\bin\s+(?:a|an)\s+(?:bit|while|moment|minute|hour|sec|second|few)\b|\b(?:half|quarter)\s+(?:past\s+|to\s+)?{HOUR_WORD}\b"
    rf"|^{HOUR_WORD}(?:\s+(?:thirty|fifteen|forty-five))?$",
    re.IGNORECASE,
)
"""Words of when, which begin nothing now."""
_THINGS = (
    r"(?:votes?|voting|dots?|thumbs?|box(?:es)?|time\s?box(?:es)?|timers?|collect(?:ing)?|gathering|topics?|pitch(?:es)?|limits?)"
)
_NO_NAME = re.compile(
    r"^(?:it|this|that|one|(?:(?:the|an?|our|this|my|another)\s+)?(?:new\s+)?(?:meeting|session|board|timer)|(?:right|straight)\s+away|at\s+once)$"
    rf"|\b(?:no|without|skip|w/o)\s+(?:the\s+|any\s+)?{_THINGS}\b|^(?:anonymous|silent|quiet|private|secret)(?:ly)?$"
    r"|^(?:title|name|topic|subject)(?=\s*[:=])|^(?:called|named|titled|title)\b(?=\s)|^for\s+(?:everyone|everybody|all|us|me|the|my|our)\b"
    r"|@(?:here|channel|everyone)\b|(?<!\S)#[^\W\d]\S*",
    re.IGNORECASE,
)
"""Words that ask for something that a start does not know, or call it nothing."""
_DAYS = (*DAY_NAMES, "today", "tomorrow", "tonight")
_HANGING = re.compile(
    r"and|or|with|without|no|not|about|at|on|in|of|the|an?|for|to|by|via|each|only|time|max|most|what|how|link|call|zoom|host",
    re.IGNORECASE,
)
"""Words that belong to what stands beside them: a name that ends in one was cut."""
_LINK = re.compile(r"\S*//|\w[\w-]*(?:\.\w[\w-]*)+/\S", re.ASCII)
_DIGIT = re.compile(r"\d")
_QUOTES = "\"“”„‟«»＂'‘’ "
_STOPS = " \n\t.,;:([·•*_~`"
"""What may stand behind the last word of a name and is no part of it."""
_PARTED = re.compile(r"(?:\s+[-–—|/]+|[\s.,;:(\[·•*_~`])+$")
"""The same, with the dashes and strokes that part a name from what follows."""
_FORMATS = "*_~`"
_ENDS_IN_EMOJI = re.compile(r"(?:^|\s):[a-z0-9_+'-]+:$")


@dataclass(frozen=True)
class Run:
    """Words side by side that mean nothing to a start, each with the doubt that it may."""

    options: StartOptions[Any]
    said: Sequence[ReadPart]
    typed: str
    in_a_name: bool
    before: ReadPart | None = None
    after: ReadPart | None = None

    @property
    def _tokens(self) -> list[tuple[str, bool]]:
        known = (Courtesy, UnknownWords) if any(isinstance(said.part, UnknownWords) for said in self.said) else ()
        return [
            (word, not isinstance(said.part, known) or bool(_DIGIT.search(word)))
            for said in self.said
            for word in said.words.split()
        ]

    @property
    def slips(self) -> list[tuple[str, str, str]]:
        """Return slips of options: the word, what follows it, the option."""
        words = [word for word, _ in self._tokens]
        pairs = zip(words, [*words[1:], ""], strict=True)
        return [
            (word, after, nearest)
            for word, after in pairs
            if (nearest := slip_of(self.options, word, after, in_a_name=self.in_a_name)) and word.lower() != nearest
        ]

    @property
    def rest(self) -> str:
        """Return the words that are no slips of options, as they were typed."""
        return " ".join(word for word, _ in self._left).strip(_QUOTES) if self.slips else self.typed

    @property
    def doubts(self) -> tuple[str, ...]:
        """Return those of its words that may mean something."""
        words = [word for word, odd in self._left if odd or _LINK.match(word) or _is_nearly_a_day(word)]
        spoken = [found[0] for pattern in (_SPEAKS_OF_TIME, _NO_NAME) for found in pattern.finditer(self.rest)]
        spoken += day_words(self.rest)
        return tuple(dict.fromkeys([*words, *(one for one in [*spoken, *self._cut] if not set(one.split()) & set(words))]))

    @property
    def _cut(self) -> list[str]:
        """Return the words at its ends that may belong to the option beside them: "with | 3 dots", "vote for 5 | topics"."""
        words = [word.strip(_STOPS) for word, _ in self._left] or [""]
        ends = [words[0]] if self.before and _HANGING.fullmatch(words[0]) else []
        ends += [words[-1]] if self.after and _HANGING.fullmatch(words[-1]) else []
        counted = self.before and len(words) == 1 and words[0].islower() and self.before.words[-1:].isdigit()
        return [*ends, *words] if counted else ends

    @property
    def is_an_option_alone(self) -> str:
        """Return the option whose word is all that there is."""
        (only, *more) = [said.part for said in self.said]
        if not more and isinstance(only, Bare):
            return only.option
        return FOR if self.rest.lower() == FOR else ""

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


def _is_nearly_a_day(word: str) -> bool:
    return len(word) > 4 and bool(get_close_matches(word.lower(), _DAYS, 1, _NEARER - 0.05))


def named(runs: Sequence[Run]) -> tuple[str, tuple[str, ...]]:
    """Return the title that unquoted words give, and those of them that may mean something. Raise WishWithoutValue."""
    if not runs:
        return "", ()
    (run,) = runs
    if run.is_an_option_alone:
        raise WishWithoutValue(run.is_an_option_alone)
    asks = (run.rest,) if asks_something(run.rest) and run.rest not in run.doubts else ()
    unclosed = ('"',) if any(said.words[:1] in _QUOTES for said in run.said) else ()
    return run.rest, (*run.doubts, *asks, *unclosed)


def runs(options: StartOptions[Any], parts: Parts) -> list[Run]:
    """Return what means nothing to a start, in runs of what stands side by side."""
    once = [next(group) for _, group in groupby(parts.said, key=lambda said: said.place)]
    groups = [[*group] for _, group in groupby(once, key=_is_understood)]
    found = [
        Run(options, run, sliced(parts, run), not parts.has(Title), *(_beside(groups, number)))
        for number, run in enumerate(groups)
        if not _is_understood(run[0])
    ]
    if len(found) == len(groups):
        return found  # "Thanks" is a name where it is all that there is
    return [run for run in found if not all(isinstance(said.part, Courtesy) for said in run.said)]


def _is_understood(said: ReadPart) -> bool:
    return isinstance(said.part, UNDERSTOOD) and not _is_of_a_plan(said.part)


def _beside(groups: Sequence[Sequence[ReadPart]], number: int) -> tuple[ReadPart | None, ReadPart | None]:
    """Return what is understood before and behind a run of other words."""
    before = groups[number - 1][-1] if number else None
    return before, groups[number + 1][0] if number + 1 < len(groups) else None


def _is_of_a_plan(part: object) -> bool:
    """Tell whether an option means nothing to what begins now."""
    return isinstance(part, Wish) and part.option in (ANNOUNCE, SOON)


def quoted(parts: Parts) -> str:
    """Return the title that stands in quotes, as it was typed."""
    return on_one_line(sliced(parts, [next(said for said in parts.said if isinstance(said.part, Title))]))


def sliced(parts: Parts, said: Sequence[ReadPart]) -> str:
    """Return what was typed from the first of these to whatever follows the last, without the stops and quotes at its ends."""
    if len(tidied(parts.text)) != len(parts.text):
        return " ".join(one.words for one in said).strip(_QUOTES)  # places are those of the tidied text
    after = [one.place for one in parts.said if one.place > said[-1].place]
    typed = parts.text[said[0].place : min(after, default=None)].strip()
    name = (typed if _ENDS_IN_EMOJI.search(typed) else _without_stops(typed)).strip(_QUOTES)
    mark = parts.text[said[0].place - 1 : said[0].place]
    return mark + name if mark and mark in _FORMATS and name.count(mark) % 2 else name


def _without_stops(typed: str) -> str:
    """Drop what parts a name from what follows; a mark that closes one before it belongs to the name: “Retro *fun*”."""
    kept = _PARTED.sub("", typed)
    for mark in typed[len(kept) :]:
        if mark not in _FORMATS or kept.count(mark) % 2 == 0:
            break
        kept += mark
    return kept


def slip_of(options: StartOptions[Any], word: str, after: str, *, in_a_name: bool = False) -> str:
    """Return the option that a word is a slip of, where what follows is something that options take.

    `in_a_name`: it may as well be a word of a name ("At most 5 people"), so that it has to be nearer: one letter, or their order.
    """
    takes = after[:1].isdigit() or after.lower() in options.values
    meant = [name for name, option in options.names.items() if takes and not option.people]
    near = next(iter(get_close_matches(word.lower(), meant, 1)), "")
    if in_a_name and sorted(word.lower()) != sorted(near) and not get_close_matches(word.lower(), [near], 1, _NEARER):
        return ""
    return near
