"""Days as files write them; one that could be two days is refused. Pure."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from bot.core.refusal import Refusal

_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: .*)?")
_FORMATS = ("%d.%m.%Y", "%d %b %Y", "%d %B %Y", "%d/%b/%y", "%d/%b/%Y", "%d-%b-%Y", "%b %d, %Y", "%B %d, %Y")
_LONGEST = 64
"""Far more than a day and a time of day take in any spelling."""
_TIME = re.compile(r"\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?\Z", re.IGNORECASE)


@dataclass(eq=False)
class BadDay(Refusal):
    """A text is no day that can be read without a doubt."""

    given: str


def iso_day(text: str) -> date | None:
    """Return the day that a text is as Slack and our own forms write days, `2026-12-01`; None for any other text."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_day(text: str) -> date:
    """Read `2026-12-01`, `1.12.2026`, `1 Dec 2026`, `1/Dec/26 9:10 AM`, `13/12/2026`. Raise BadDay, also where it could be two days."""
    if len(text) > _LONGEST:
        raise BadDay(text[:_LONGEST])
    try:
        if iso := _ISO.fullmatch(text):
            return date.fromisoformat(iso.group(1))
        if slashes := _SLASHES.fullmatch(text):
            return _of_slashes(text, *map(int, slashes.groups()))
    except ValueError:
        raise BadDay(text) from None
    bare = _TIME.sub("", text)
    for form in _FORMATS:
        try:
            return datetime.strptime(bare, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise BadDay(text)


def _of_slashes(text: str, first: int, second: int, year: int) -> date:
    """Read a day whose parts tell which is the month: one of them is over twelve, or they are the same."""
    if first != second and first <= 12 and second <= 12:
        raise BadDay(text)
    month, day = (second, first) if first > 12 else (first, second)
    return date(year, month, day)
