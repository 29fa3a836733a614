"""The name of a meeting among the words of a start: what stands in quotes, else what nothing else takes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import groupby

from bot.core.texts import on_one_line
from bot.features.lean_coffee.views import options
from bot.features.lean_coffee.views.options import Bare, Now, Unnamed, Wish
from bot.schedule.parts import Courtesy, Lasting, Link, Said, Strange, Title
from bot.schedule.said import Parts
from bot.schedule.tidying import tidied

UNDERSTOOD = (Lasting, Link, Now, Title, Unnamed, Wish)
"""What means something to a start; all else is a word of its name, or left out."""
_NEARER = 0.85
_VALUES = ("auto", "votes", "watches")
_DIGIT = re.compile(r"\d")
_QUOTES = "\"“”„‟«»＂'‘’ "
_STOPS = " \n\t.,;:([·•"
"""What may stand behind the last word of a name and is no part of it."""


@dataclass(frozen=True)
class Run:
    """Words side by side that mean nothing to a start, each with the doubt that it may."""

    said: Sequence[Said]
    typed: str
    in_a_name: bool

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
        return [
            (word, after, nearest)
            for word, after in pairs
            if (nearest := slip_of(word, after, in_a_name=self.in_a_name)) and word.lower() != nearest
        ]

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


def named(runs: Sequence[Run]) -> tuple[str, tuple[str, ...]]:
    """Return the title that unquoted words give, and those of them that may mean something. Raise WishWithoutValue."""
    if not runs:
        return "", ()
    (run,) = runs
    if run.is_an_option_alone:
        raise options.WishWithoutValue(run.is_an_option_alone)
    unclosed = ('"',) if any(said.words[:1] in _QUOTES for said in run.said) else ()
    return run.rest, (*run.doubts, *unclosed)


def runs(parts: Parts) -> list[Run]:
    """Return what means nothing to a start, in runs of what stands side by side."""
    once = [next(group) for _, group in groupby(parts.said, key=lambda said: said.place)]
    groups = groupby(once, key=lambda said: isinstance(said.part, UNDERSTOOD) and not _is_of_a_plan(said.part))
    found = [[*group] for understood, group in groups if not understood]
    return [
        Run(run, sliced(parts, run), not parts.has(Title))
        for run in found
        if not all(isinstance(said.part, Courtesy) for said in run)
    ]


def _is_of_a_plan(part: object) -> bool:
    """Tell whether an option means nothing to what begins now."""
    return isinstance(part, Wish) and part.option == options.ANNOUNCE


def quoted(parts: Parts) -> str:
    """Return the title that stands in quotes, as it was typed."""
    return on_one_line(sliced(parts, [next(said for said in parts.said if isinstance(said.part, Title))]))


def sliced(parts: Parts, said: Sequence[Said]) -> str:
    """Return what was typed from the first of these to whatever follows the last, without the stops and quotes at its ends."""
    if len(tidied(parts.text)) != len(parts.text):
        return " ".join(one.words for one in said).strip(_QUOTES)  # places are those of the tidied text
    after = [one.place for one in parts.said if one.place > said[-1].place]
    return parts.text[said[0].place : min(after, default=None)].strip().rstrip(_STOPS).strip(_QUOTES)


def slip_of(word: str, after: str, *, in_a_name: bool = False) -> str:
    """Return the option that a word is a slip of, where what follows is something that options take.

    `in_a_name`: it may as well be a word of a name ("At most 5 people"), so that it has to be nearer: one letter, or their order.
    """
    meant = options.NAMES if after[:1].isdigit() or after.lower() in _VALUES else ()
    near = next(iter(get_close_matches(word.lower(), meant, 1)), "")
    if in_a_name and sorted(word.lower()) != sorted(near) and not get_close_matches(word.lower(), [near], 1, _NEARER):
        return ""
    return near
