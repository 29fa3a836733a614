"""What people type, made fit to keep: trimmed, without control characters, within its limit."""

import unicodedata

from bot.features.lean_coffee.rules.refusals import EmptyText, TextTooLong

LIMITS = {"title": 150, "context": 500, "takeaway": 500, "meeting": 100, "reason": 300, "link": 500}
"""Most characters of each text."""


def line(field: str, text: str) -> str:
    """Return a text that is needed, on one line. Raise EmptyText or TextTooLong."""
    kept = " ".join(_storable(text).split())
    if not any(_visible(letter) for letter in kept):
        raise EmptyText(field)
    return _short(field, kept)


def paragraph(field: str, text: str) -> str:
    """Return a text that may be empty and may have several lines. Raise TextTooLong."""
    return _short(field, _storable(text).strip())


def _short(field: str, text: str) -> str:
    if len(text) > LIMITS[field]:
        raise TextTooLong(field, len(text), LIMITS[field])
    return text


def _storable(text: str) -> str:
    # NUL is refused by PostgreSQL and a lone surrogate by every encoder: neither can be shown anyway.
    return "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs"))


def _visible(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cf", "Zs", "Zl", "Zp", "Mn", "Cn", "Co")
