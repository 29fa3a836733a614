"""Durations as people type them: `5`, `5m`, `90s`, `1h`, `1h30`."""

import re
from datetime import timedelta

from bot.core.refusal import Refusal

_SPAN = re.compile(
    r"(?:(?P<h>\d{1,3})\s*h(?:ours?|rs?)?\s*)?"
    r"(?:(?P<m>\d{1,5})\s*(?:m(?:in(?:ute)?s?)?\s*|$))?"
    r"(?:(?P<s>\d{1,6})\s*s(?:ec(?:ond)?s?)?)?"
)


class NotASpan(Refusal):
    """The text is no duration."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def read_span(text: str) -> timedelta:
    """Read a duration; a bare number means minutes. Raise NotASpan."""
    found = _SPAN.fullmatch(text.strip().lower())
    if found is None or not any(found.group("h", "m", "s")):
        raise NotASpan(text)
    hours, minutes, seconds = (int(part or 0) for part in found.group("h", "m", "s"))
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)
