"""The days and moments that a portable file may name. Pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.features.seu.rules.own_credentials import FARTHEST_YEARS, OLDEST

_EAST = timedelta(hours=14)
"""So far ahead of UTC a day begins where it begins first."""


@dataclass(frozen=True)
class Times:
    """Reads days and moments of a file that is brought at `now` (UTC)."""

    now: datetime

    def past(self, one: dict[str, Any], name: str) -> date:
        """Return a day that has come, somewhere on earth. Raise ValueError, TypeError or KeyError."""
        day = date.fromisoformat(one[name])
        if day > (self.now + _EAST).date():
            raise ValueError(name)
        return day

    def past_or_none(self, one: dict[str, Any], name: str) -> date | None:
        """Return such a day, if there is one. Raise ValueError or TypeError."""
        return self.past(one, name) if one.get(name) else None

    def issued(self, one: dict[str, Any]) -> date | None:
        """Return the day on which a credential was issued, if there is one. Raise ValueError or TypeError."""
        day = self.past_or_none(one, "issued")
        if day is not None and day < OLDEST:
            raise ValueError(day)
        return day

    def expiry(self, one: dict[str, Any], name: str) -> date:
        """Return a day of expiry, no farther away than a person may enter. Raise ValueError, TypeError or KeyError."""
        day = date.fromisoformat(one[name])
        if not OLDEST.year <= day.year <= self.now.year + FARTHEST_YEARS:
            raise ValueError(name)
        return day

    def expiry_or_none(self, one: dict[str, Any], name: str) -> date | None:
        """Return such a day, if there is one. Raise ValueError or TypeError."""
        return self.expiry(one, name) if one.get(name) else None

    def moment(self, one: dict[str, Any], name: str) -> datetime | None:
        """Return when something was said (UTC), if the file says so: now at the latest. Raise ValueError or TypeError."""
        if not one.get(name):
            return None
        moment = datetime.fromisoformat(one[name])
        if moment.tzinfo is None or moment.year < OLDEST.year:
            raise ValueError(name)
        return self.now if moment > self.now else moment.astimezone(UTC)
