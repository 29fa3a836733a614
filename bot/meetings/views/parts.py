"""What a sentence about a meeting says beside when it is: an option, its bare word, a length, now."""

from dataclasses import dataclass
from typing import Any

from bot.schedule.grammar.errors import SaidTwice
from bot.schedule.grammar.parsed import Parts


@dataclass(frozen=True)
class Wish:
    """An option with what it was given."""

    option: str
    value: Any


@dataclass(frozen=True)
class Bare:
    """The word of an option without what it needs; in a title it is a word like others."""

    option: str


@dataclass(frozen=True)
class Unnamed:
    """A length that nobody said the meaning of is taken for the meeting's, and shown first."""


@dataclass(frozen=True)
class Now:
    """At once."""


def said_of(parts: Parts, option: str) -> Any:
    """Return what an option was given; None where it was not said. Raise SaidTwice for two that differ."""
    found = [said for said in parts.said if isinstance(said.part, Wish) and said.part.option == option]
    values = {said.part.value for said in found if isinstance(said.part, Wish)}
    if len(values) > 1:
        raise SaidTwice(parts.text, tuple(said.words for said in found))
    return next(iter(values), None)
