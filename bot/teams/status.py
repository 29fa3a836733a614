"""A person's status in Slack: whether it says that they are away, and on which days. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.teams.day_range import DayRange

OPEN_FOR = timedelta(days=30)
"""So long a status without an end counts after it was heard of last: that it is gone may never be told."""
_LAST_SECOND = 4_102_444_800
"""Of the year 2099; a later end is none."""
_HALF_A_DAY = timedelta(hours=12)


@dataclass(frozen=True)
class Status:
    """What a person's status says, its emoji included, and when it ends (UTC); None: when they take it away."""

    text: str
    ends: datetime | None = None


def read_status(profile: Mapping[str, Any]) -> Status | None:
    """Read a status out of Slack's profile of a person; None where it says nothing."""
    text = f"{profile.get('status_text') or ''} {profile.get('status_emoji') or ''}".strip()
    ends = profile.get("status_expiration")
    until = datetime.fromtimestamp(ends, UTC) if isinstance(ends, int) and 0 < ends < _LAST_SECOND else None
    return Status(text, until) if text else None


def says_away(status: Status, words: Iterable[str]) -> bool:
    """Say whether a status holds one of these words, as a word of its own."""
    text = status.text.casefold()
    return any(re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", text) for word in words)


def days_of(status: Status, at: datetime, zone: ZoneInfo) -> DayRange | None:
    """Return the days that a status covers from a moment on; a last day that it leaves by noon is none of them."""
    ends = at + OPEN_FOR if status.ends is None else status.ends
    first, last = at.astimezone(zone).date(), (ends - _HALF_A_DAY).astimezone(zone).date()
    return DayRange(first, last) if last >= first else None
