"""What comes again as a calendar has it: events with rules, exceptions and zones (RFC 5545)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.core.ids import ChannelId
from bot.core.refusal import Refusal
from bot.schedule.recurrence import Recurrence, occurrences, placed
from bot.schedule.recurrence_rule import read_rrule

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//Cortado//Cortado//EN"
MOST_CHANNELS = 20
"""So many channels one person follows."""
WALL = "%Y%m%dT%H%M%S"
"""How a date of a series is named: its wall time."""
_UNTIL = re.compile(r"UNTIL=[^;]*")
_DAY = timedelta(days=1)
_YEARS = timedelta(days=5 * 366)
"""So far ahead the offsets of a zone are told."""


@dataclass(eq=False)
class TooManyChannels(Refusal):
    """A person follows MOST_CHANNELS already."""


class NoSuchDate(Refusal):
    """The date of which a file is asked for is not kept any more."""


@dataclass(frozen=True)
class Entry:
    """What comes again, or once, as a calendar shows it.

    `uid` stays whatever changes, `sequence` rises with each change (RFC 5545, 3.8.7.4). `created` is UTC. `dates` are wall times
    that stand in the place of the rule, where it alone does not say when. `ended`: it was called off, and calendars say so or take it away.
    """

    uid: str
    title: str
    place: str
    link: str
    recurrence: Recurrence
    sequence: int
    created: datetime
    dates: tuple[datetime, ...] = ()
    ended: bool = False


@dataclass(frozen=True)
class DateFile:
    """One date as a file: what it is of, in which channel, when it starts (UTC), and whether it is held."""

    title: str
    channel: ChannelId
    starts: datetime
    content: bytes
    held: bool


def calendar(name: str, entries: Sequence[Entry]) -> bytes:
    """Write a calendar that takes the place of what was published before.

    One method holds for all of it (RFC 5546, 3.2.1), so what was called off stands in it as an event that is cancelled.
    """
    return _written(name, entries, "PUBLISH")


def single(entry: Entry) -> bytes:
    """Write one entry as a file: what stands, or, once it has ended, its cancellation (RFC 5546, 3.2.5)."""
    return _written(entry.title, [entry], "CANCEL" if entry.ended else "PUBLISH")


def one_date(entry: Entry, wall: datetime, *, takes_place: bool, uid: str = "") -> bytes:
    """Write one date of an entry as a file of its own: it does not follow the others; one called off is cancelled.

    `uid`: what names it wherever it is moved; else its wall time does.
    """
    alone = Recurrence("", wall, entry.recurrence.zone, duration=entry.recurrence.duration)
    uid = uid or f"{wall.strftime(WALL)}.{entry.uid}"
    return single(replace(entry, uid=uid, recurrence=alone, dates=(), ended=entry.ended or not takes_place))


def _written(name: str, entries: Sequence[Entry], method: str) -> bytes:
    import icalendar  # noqa: PLC0415 - half a second of the start that only a calendar needs

    written = icalendar.Calendar()
    for field, value in (("prodid", PRODUCT), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", method)):
        written.add(field, value)
    written.add("x-wr-calname", name)
    written.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    starts: list[date] = []
    for entry in entries:
        event = _event(entry)
        if event is not None:
            written.add_component(event)
            starts.append(event.decoded("dtstart").date())
    if starts:
        written.add_missing_timezones(first_date=min(starts) - _DAY, last_date=max(starts) + _YEARS)
    return bytes(written.to_ical())


def _event(entry: Entry) -> "Event | None":
    """Return an entry as an event; None where no date of it is left."""
    import icalendar  # noqa: PLC0415 - as above

    rule, zone = entry.recurrence, ZoneInfo(entry.recurrence.zone)
    walls = list(entry.dates) or ([] if rule.rule else [rule.start, *rule.added])
    first = min(walls, default=None) if not rule.rule or entry.dates else _first(rule)
    if first is None:
        return None
    event = icalendar.Event()
    for field, value in (("uid", entry.uid), ("summary", entry.title), ("dtstamp", entry.created), ("sequence", entry.sequence)):
        event.add(field, value)
    event.add("dtstart", first.replace(tzinfo=zone))
    if rule.duration is not None:
        event.add("duration", rule.duration)
    if entry.place:
        event.add("location", entry.place)
    if entry.link:
        event.add("url", entry.link)
        event.add("description", entry.link)
    if rule.rule and not entry.dates:
        event.add("rrule", icalendar.vRecur.from_ical(_in_utc(rule, zone)))
        walls = list(rule.added)
    if more := [wall.replace(tzinfo=zone) for wall in sorted(walls) if wall != first]:
        event.add("rdate", more)
    if rule.skipped and not entry.dates:
        event.add("exdate", [wall.replace(tzinfo=zone) for wall in rule.skipped])
    event.add("status", "CANCELLED" if entry.ended else "CONFIRMED")
    return event


def _first(rule: Recurrence) -> datetime | None:
    """Return the first wall time of a rule, skipped or not: a calendar takes DTSTART itself for a date (RFC 5545, 3.8.5.3)."""
    bare = replace(rule, skipped=(), added=())
    before = placed(rule.start, ZoneInfo(rule.zone)) - _DAY
    found = next(iter(occurrences(bare, before)), None)
    return None if found is None else found.wall


def _in_utc(rule: Recurrence, zone: ZoneInfo) -> str:
    """Return a rule with its UNTIL in UTC, as it has to be beside a DTSTART with a zone."""
    until = read_rrule(rule.rule).until
    if until is None:
        return rule.rule
    return _UNTIL.sub(f"UNTIL={placed(until, zone):%Y%m%dT%H%M%SZ}", rule.rule)
