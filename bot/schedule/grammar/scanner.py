"""Splits a sentence into phrases; words that no phrase takes are kept as unknown."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.core.refusal import Refusal
from bot.schedule.grammar.normalise import WORD_ENDS, after_gap, end_of_word, tidied
from bot.schedule.grammar.parts import Problem, ReadPart, UnknownWords

Reader = Callable[[re.Match[str]], tuple[object, ...] | None]
"""Say what a match means; None when it means nothing after all. What it raises is kept as a Problem."""


@dataclass(frozen=True)
class Found:
    """The parts that were said, and where their words end."""

    parts: tuple[object, ...]
    end: int


Phrase = Callable[[str, int], Found | None]
"""Try to read a phrase that begins at a place in the text."""


def phrase(pattern: str, read: Reader) -> Phrase:
    """Return a phrase that is one pattern; it ends where a word ends."""
    compiled = re.compile(f"(?:{pattern}){WORD_ENDS}", re.IGNORECASE | re.ASCII)

    def tried(text: str, start: int) -> Found | None:
        match = compiled.match(text, start)
        parts = _taken(lambda: read(match)) if match else None
        return Found(parts, match.end()) if match and parts else None

    return tried


def _taken(read: Callable[[], tuple[object, ...] | None]) -> tuple[object, ...] | None:
    try:
        return read()
    except Refusal as refusal:
        return (Problem(refusal),)


def led_by(pattern: str, phrases: Sequence[Phrase], wrap: Callable[[object, str], tuple[object, ...] | None]) -> Phrase:
    """Return a phrase that is a leading word and one of other phrases: `until` and a day. `wrap` gets its part, and all the words."""
    lead = re.compile(f"(?:{pattern})\\s+", re.IGNORECASE | re.ASCII)

    def tried(text: str, start: int) -> Found | None:
        match = lead.match(text, start)
        found = first_of(phrases, text, match.end()) if match else None
        if found is None or len(found.parts) != 1:
            return None
        parts = _taken(lambda: wrap(found.parts[0], text[start : found.end]))
        return Found(parts, found.end) if parts else None

    return tried


def followed_by(first: Phrase, then: Phrase) -> Phrase:
    """Return a phrase that is one and, at once, another."""

    def tried(text: str, start: int) -> Found | None:
        one = first(text, start)
        other = then(text, after_gap(text, one.end)) if one else None
        return Found((*one.parts, *other.parts), other.end) if one and other else None

    return tried


def first_of(phrases: Sequence[Phrase], text: str, start: int) -> Found | None:
    """Return what the first phrase that fits has read."""
    return next((found for one in phrases if (found := one(text, start))), None)


def scan(text: str, phrases: Sequence[Phrase]) -> tuple[ReadPart, ...]:
    """Return all that a sentence says, in its order; words side by side that no phrase takes are one Strange."""
    tidy = tidied(text)
    said: list[ReadPart] = []
    place = after_gap(tidy, 0)
    while place < len(tidy):
        found = first_of(phrases, tidy, place) or Found((UnknownWords(),), end_of_word(tidy, place))
        words = " ".join(tidy[place : found.end].split())
        if said and isinstance(said[-1].part, UnknownWords) and found.parts == (UnknownWords(),):
            said[-1] = replace(said[-1], words=" ".join(tidy[said[-1].place : found.end].split()))
        else:
            said += [ReadPart(part, words, place) for part in found.parts]
        place = after_gap(tidy, found.end)
    return tuple(said)
