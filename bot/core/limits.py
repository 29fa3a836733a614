"""Texts that people type, held against their limits."""

from dataclasses import dataclass

from bot.core.refusal import Refusal
from bot.core.texts import on_one_line, trimmed


@dataclass(eq=False)
class EmptyText(Refusal):
    """A text that is needed is empty or blank. `field`: what it is, and the block of a form that asks for it."""

    field: str


@dataclass(eq=False)
class TextTooLong(Refusal):
    """A text is over its limit, both in characters."""

    field: str
    length: int
    most: int


def line(field: str, text: str, most: int) -> str:
    """Return a text that is needed, on one line. Raise EmptyText or TextTooLong."""
    kept = on_one_line(text)
    if not kept:
        raise EmptyText(field)
    return _short(field, kept, most)


def paragraph(field: str, text: str, most: int) -> str:
    """Return a text that may be empty and may have several lines. Raise TextTooLong."""
    return _short(field, trimmed(text), most)


def _short(field: str, text: str, most: int) -> str:
    if len(text) > most:
        raise TextTooLong(field, len(text), most)
    return text
