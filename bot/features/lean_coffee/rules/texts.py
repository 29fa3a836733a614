"""What people type, made fit to keep: trimmed, without control characters, within its limit."""

import re

from bot.core import limits
from bot.core.refusal import AllAtOnce
from bot.core.texts import trimmed
from bot.meetings.rules import values as meetings

LIMITS = {"title": 150, "context": 500, "takeaway": 500, **meetings.LIMITS}
"""Most characters of each text."""


def line(field: str, text: str) -> str:
    """Return a text that is needed, on one line. Raise EmptyText or TextTooLong."""
    return limits.line(field, text, LIMITS[field])


def paragraph(field: str, text: str) -> str:
    """Return a text that may be empty and may have several lines. Raise TextTooLong."""
    return limits.paragraph(field, text, LIMITS[field])


def of_topic(title: str, context: str) -> tuple[str, str]:
    """Return a topic's title and context as they are kept. Raise EmptyText or TextTooLong, or Several."""
    refused = AllAtOnce()
    kept = refused.read("", line, "title", title), refused.read("", paragraph, "context", context)
    refused.refuse()
    return kept


_ANON = r"(?:anon(?:ym(?:e|ous(?:ly)?)?)?|an[oóô]nim[oa])"
_SAYS_ANONYMOUS = re.compile(rf"^{_ANON}\s*[:,]\s*|(?<!\s)\s*(?:[(\[]\s*{_ANON}\s*[)\]]|(?<!\S)--?{_ANON}\b)", re.IGNORECASE)
"""What asks for a topic without a name, and is none of its words."""
_PERHAPS_ANONYMOUS = re.compile(rf"^\W*{_ANON}\b|\b{_ANON}\W*$", re.IGNORECASE)


def says_anonymous(text: str) -> tuple[str, bool]:
    """Return a topic as it was typed, without what asks that no name stands at it, and whether it asks for that, or may."""
    said = _SAYS_ANONYMOUS.sub("", text)
    return trimmed(said), said != text or bool(_PERHAPS_ANONYMOUS.search(text))


def read_topic(text: str) -> tuple[str, str]:
    """Read `title | one or two sentences`."""
    title, _, told = text.partition("|")
    return trimmed(title), trimmed(told)
