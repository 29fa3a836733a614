"""How a series went: how many dates met, how many people came, for how long. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.ids import PersonId


@dataclass(frozen=True)
class Attended:
    """A meeting that was held: when it began (UTC), and the minutes of each person who was there, by the host's word before their presence.

    `guests`: those of who is not in Slack, by what they are known by.
    """

    began: datetime
    minutes: Mapping[PersonId, int]
    guests: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class DateTotal:
    """A date of a series: how many people, and their minutes together."""

    began: datetime
    people: int
    minutes: int


@dataclass(frozen=True)
class Totals:
    """A series as a whole; `dates`: the newest first. Who came to several dates is one of the `people`."""

    dates: tuple[DateTotal, ...]
    people: int
    minutes: int


def totals(meetings: Iterable[Attended]) -> Totals:
    """Add up the meetings of a series."""
    held = sorted(meetings, key=lambda one: one.began, reverse=True)
    dates = tuple(DateTotal(one.began, len(one.minutes) + len(one.guests), _together(one)) for one in held)
    came = {(kind, who) for one in held for kind, whom in (("person", one.minutes), ("guest", one.guests)) for who in whom}
    return Totals(dates, len(came), sum(date.minutes for date in dates))


def _together(one: Attended) -> int:
    return sum(one.minutes.values()) + sum(one.guests.values())
