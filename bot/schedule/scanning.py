"""Taking a sentence apart: phrases are tried at each word in turn, and what none of them takes is not understood."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.core.refusal import Refusal
from bot.schedule.parts import Doubt, Said, Strange

Reader = Callable[[re.Match[str]], tuple[object, ...] | None]
"""Say what a match means; None when it means nothing after all. What it raises is kept as a Doubt."""

_BETWEEN = re.compile(r"[\s,;]*")
_WORD = re.compile(r"[^\s,;]+")
_WRITTEN_ALIKE = str.maketrans(
    {**dict.fromkeys("“”„‟«»＂", '"'), **dict.fromkeys("‐‑‒–—", "-"), **dict.fromkeys("\u00a0\u202f\u2009", " ")}
)


@dataclass(frozen=True)
class Found:
    """The parts that were said, and where their words end."""

    parts: tuple[object, ...]
    end: int


Phrase = Callable[[str, int], Found | None]
"""Try to read a phrase that begins at a place in the text."""


def phrase(pattern: str, read: Reader) -> Phrase:
    """Return a phrase that is one pattern; it ends where a word ends."""
    compiled = re.compile(f"(?:{pattern})(?=[\\s,;]|$)", re.IGNORECASE)

    def tried(text: str, start: int) -> Found | None:
        match = compiled.match(text, start)
        parts = _taken(read, match) if match else None
        return Found(parts, match.end()) if match and parts else None

    return tried


def _taken(read: Reader, match: re.Match[str]) -> tuple[object, ...] | None:
    try:
        return read(match)
    except Refusal as refusal:
        return (Doubt(refusal),)


def led_by(pattern: str, phrases: Sequence[Phrase], wrap: Callable[[object], tuple[object, ...] | None]) -> Phrase:
    """Return a phrase that is a leading word and one of other phrases: `until` and a day."""
    lead = re.compile(f"(?:{pattern})\\s+", re.IGNORECASE)

    def tried(text: str, start: int) -> Found | None:
        match = lead.match(text, start)
        found = first_of(phrases, text, match.end()) if match else None
        parts = wrap(found.parts[0]) if found and len(found.parts) == 1 else None
        return Found(parts, found.end) if found and parts else None

    return tried


def first_of(phrases: Sequence[Phrase], text: str, start: int) -> Found | None:
    """Return what the first phrase that fits has read."""
    return next((found for one in phrases if (found := one(text, start))), None)


def scan(text: str, phrases: Sequence[Phrase]) -> tuple[Said, ...]:
    """Return all that a sentence says, in its order; words side by side that no phrase takes are one Strange."""
    tidy = text.translate(_WRITTEN_ALIKE)
    said: list[Said] = []
    place = _after_gap(tidy, 0)
    while place < len(tidy):
        found = first_of(phrases, tidy, place) or Found((Strange(),), _end_of_word(tidy, place))
        words = " ".join(tidy[place : found.end].split())
        if said and isinstance(said[-1].part, Strange) and found.parts == (Strange(),):
            said[-1] = replace(said[-1], words=f"{said[-1].words} {words}")
        else:
            said += [Said(part, words, place) for part in found.parts]
        place = _after_gap(tidy, found.end)
    return tuple(said)


def _after_gap(text: str, place: int) -> int:
    match = _BETWEEN.match(text, place)
    return match.end() if match else place


def _end_of_word(text: str, place: int) -> int:
    match = _WORD.match(text, place)
    return match.end() if match else len(text)
