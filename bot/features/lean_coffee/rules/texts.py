"""What people type, made fit to keep: trimmed, without control characters, within its limit."""

from bot.core.refusal import AllAtOnce
from bot.core.texts import on_one_line, trimmed
from bot.features.lean_coffee.rules.refusals import EmptyText, TextTooLong

LIMITS = {"title": 150, "context": 500, "takeaway": 500, "meeting": 100, "reason": 300, "link": 500}
"""Most characters of each text."""


def line(field: str, text: str) -> str:
    """Return a text that is needed, on one line. Raise EmptyText or TextTooLong."""
    kept = on_one_line(text)
    if not kept:
        raise EmptyText(field)
    return _short(field, kept)


def paragraph(field: str, text: str) -> str:
    """Return a text that may be empty and may have several lines. Raise TextTooLong."""
    return _short(field, trimmed(text))


def of_topic(title: str, context: str) -> tuple[str, str]:
    """Return a topic's title and context as they are kept. Raise EmptyText or TextTooLong, or Several."""
    refused = AllAtOnce()
    kept = refused.read("", line, "title", title), refused.read("", paragraph, "context", context)
    refused.refuse()
    return kept


def _short(field: str, text: str) -> str:
    if len(text) > LIMITS[field]:
        raise TextTooLong(field, len(text), LIMITS[field])
    return text
