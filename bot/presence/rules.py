"""From segments of presence to whole minutes. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.ids import PersonId


class Source(StrEnum):
    """What told us that a person was there."""

    BUTTON = "button"
    ACT = "act"
    HOST = "host"


@dataclass(frozen=True)
class Segment:
    """A person's stretch in a session (UTC); `until` is None while it lasts."""

    person: PersonId
    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class Guest:
    """Who was on the call and is not in Slack, by the host's word."""

    name: str
    minutes: int


def was_there(seen: Iterable[PersonId], stated: Mapping[PersonId, int]) -> frozenset[PersonId]:
    """Return who was there: who was seen or has minutes by the host's word, but for those whom that word gives none."""
    added = {person for person, minutes in stated.items() if minutes > 0}
    return frozenset(seen) - stated.keys() | added


def span_present(segments: Iterable[Segment], began: datetime, ended: datetime) -> timedelta:
    """Return the union of one person's segments, clipped to the session as it ran (lean-coffee L9)."""
    total = timedelta()
    reached = began
    for since, until in sorted((s.since, ended if s.until is None else s.until) for s in segments):
        start, stop = max(since, reached), min(until, ended)
        if stop > start:
            total += stop - start
            reached = stop
    return total


def whole_minutes(span: timedelta) -> int:
    """Return whole minutes, rounded once and down: 270 s are 4 min."""
    return span // timedelta(minutes=1)


def minutes_present(segments: Iterable[Segment], began: datetime, ended: datetime) -> int:
    """Return the whole minutes that one person was there: never more than the session has."""
    return whole_minutes(span_present(segments, began, ended))


def known_by(name: str) -> str:
    """Return by what somebody is known who is not in Slack: their name, however it is written."""
    return name.casefold()[:100]
