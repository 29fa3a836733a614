"""Occurrences of a recurrence rule: wall times placed in a time zone."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil.rrule import rrulestr

from bot.core.refusal import Refusal
from bot.schedule.recurrence_rule import Frequency, read_rrule

FARTHEST = timedelta(days=5 * 365 + 2)
"""A rule must happen within five years, leap days included."""
_WIDEST_GAP = timedelta(days=2)
"""Placing a wall time never moves it further: the widest gap on record is the day that Samoa left out."""
_DAYS_OF = {Frequency.DAILY: 1, Frequency.WEEKLY: 7}


class UnknownZone(Refusal):
    """No time zone has this name; `nearest` are names that look like it."""

    field = "zone"

    def __init__(self, zone: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(zone, nearest)
        self.zone = zone
        self.nearest = nearest


class NeverHappens(Refusal):
    """The rule has no occurrence in the next five years."""

    field = "starting"


class NotAnOccurrence(Refusal):
    """The rule has no occurrence at this wall time."""

    def __init__(self, wall: datetime) -> None:
        super().__init__(wall)
        self.wall = wall


class DateTaken(Refusal):
    """The rule happens on the date of this wall time already, and happens at most once a date."""

    field = "starting"

    def __init__(self, wall: datetime) -> None:
        super().__init__(wall)
        self.wall = wall


@dataclass(frozen=True)
class Recurrence:
    """A rule, the wall time it starts at and the zone of both.

    `rule` is RRULE text, empty for what happens once; `start`, `skipped` (EXDATE) and `added` (RDATE) are naive wall times of
    `zone`, an IANA name. UNTIL is wall time too, inclusive. `duration` is None where nobody said how long it takes. Nothing happens before `quiet_until`, a
    pause that ends by itself: the rhythm goes on meanwhile.
    """

    rule: str
    start: datetime
    zone: str
    skipped: tuple[datetime, ...] = ()
    added: tuple[datetime, ...] = ()
    duration: timedelta | None = None
    quiet_until: date | None = None


@dataclass(frozen=True)
class OccurrenceTime:
    """One time that a rule happens: the wall time that the rule says, and the instant (UTC) that this is.

    The wall time is its name: it stays when the zone's offset changes, and it is what is skipped.
    """

    wall: datetime
    starts: datetime
    ends: datetime | None


def occurrences(recurrence: Recurrence, after: datetime) -> Iterator[OccurrenceTime]:
    """Yield what starts after an instant, in order, at most one a date. Raise UnknownZone or the refusals of the rule."""
    zone = zone_named(recurrence.zone)
    floor = after.astimezone(zone).replace(tzinfo=None) - _WIDEST_GAP
    quiet_until = recurrence.quiet_until or date.min
    if recurrence.quiet_until is not None:
        floor = max(floor, datetime.combine(quiet_until, time()) - _WIDEST_GAP)
    last = None
    for wall in _walls(recurrence, floor):
        if wall.date() == last:
            continue
        last = wall.date()
        if last < quiet_until:
            continue
        found = _placed_in(zone, recurrence, wall)
        if found.starts > after:
            yield found


def occurrence_at(recurrence: Recurrence, wall: datetime) -> OccurrenceTime:
    """Return the occurrence of a wall time that the rule is known to have, or to have had. Raise UnknownZone."""
    return _placed_in(zone_named(recurrence.zone), recurrence, wall)


def _placed_in(zone: ZoneInfo, recurrence: Recurrence, wall: datetime) -> OccurrenceTime:
    starts = placed(wall, zone)
    return OccurrenceTime(wall, starts, None if recurrence.duration is None else starts + recurrence.duration)


def next_after(recurrence: Recurrence, after: datetime) -> OccurrenceTime | None:
    """Return the first occurrence after an instant; None when there is none left."""
    return next(occurrences(recurrence, after), None)


def next_four(recurrence: Recurrence, after: datetime) -> tuple[OccurrenceTime, ...]:
    """Return up to four occurrences after an instant: what a preview shows."""
    return tuple(islice(occurrences(recurrence, after), 4))


def check(recurrence: Recurrence, at: datetime) -> None:
    """Refuse a rule that is too fine, counts too far, or does not happen within five years of the moment."""
    first = next_after(recurrence, at)
    if first is None or first.starts - at > FARTHEST:
        raise NeverHappens


def without(recurrence: Recurrence, wall: datetime) -> Recurrence:
    """Skip one occurrence, named by its wall time; the rhythm of the others stays. Raise NotAnOccurrence."""
    if not any(found == wall for found in islice(_walls(recurrence, wall - timedelta(microseconds=1)), 1)):
        raise NotAnOccurrence(wall)
    if wall in recurrence.added:
        return replace(recurrence, added=tuple(one for one in recurrence.added if one != wall))
    return replace(recurrence, skipped=tuple(sorted({*recurrence.skipped, wall})))


def taken_back(recurrence: Recurrence, wall: datetime) -> Recurrence:
    """Let an occurrence that was skipped happen after all. Raise DateTaken where another one happens on its date."""
    if _on_the_day_of(recurrence, wall):
        raise DateTaken(wall)
    if wall in recurrence.skipped:
        return replace(recurrence, skipped=tuple(one for one in recurrence.skipped if one != wall))
    return replace(recurrence, added=tuple(sorted({*recurrence.added, wall})))


def moved(recurrence: Recurrence, wall: datetime, to: datetime) -> Recurrence:
    """Let one occurrence happen at another wall time; the rhythm of the others stays. Raise NotAnOccurrence or DateTaken."""
    return taken_back(without(recurrence, wall), to)


def _on_the_day_of(recurrence: Recurrence, wall: datetime) -> bool:
    midnight = datetime.combine(wall.date(), time())
    found = next_after(recurrence, placed(midnight, zone_named(recurrence.zone)) - timedelta(microseconds=1))
    return found is not None and found.wall.date() == wall.date()


def zone_named(name: str) -> ZoneInfo:
    """Return the zone of an exact IANA name. Raise UnknownZone."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as wrong:
        raise UnknownZone(name) from wrong


def placed(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant (UTC) of a wall time: the first of two, the first valid one where the clocks jump over it."""
    instant = wall.replace(tzinfo=zone).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wall:
        return instant
    return _first_after_gap(wall.replace(tzinfo=zone, fold=1).astimezone(UTC), instant, zone)


def _first_after_gap(before: datetime, behind: datetime, zone: ZoneInfo) -> datetime:
    """Halve the span until the second at which the clocks jump is left."""
    offset = before.astimezone(zone).utcoffset()
    low, high = int(before.timestamp()), int(behind.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, zone).utcoffset() == offset:
            low = middle
        else:
            high = middle
    return datetime.fromtimestamp(high, UTC)


def _walls(recurrence: Recurrence, floor: datetime) -> Iterator[datetime]:
    """Yield the wall times after the floor, the rule's and the added ones, without the skipped."""
    added = sorted(one for one in recurrence.added if one > floor)
    if not recurrence.rule:
        return heapq.merge((one for one in [recurrence.start] if one > floor and one not in recurrence.skipped), added)
    ruled = rrulestr(recurrence.rule, dtstart=_nearer(recurrence, floor)).xafter(floor)
    return heapq.merge((one for one in ruled if one not in recurrence.skipped), added)


def _nearer(recurrence: Recurrence, floor: datetime) -> datetime:
    """Move the start of an uncounted rule up by whole intervals, so that an old one costs no more than a young one."""
    rhythm = read_rrule(recurrence.rule)
    step = _DAYS_OF.get(rhythm.frequency)
    if step is None or rhythm.count is not None or floor <= recurrence.start:
        return recurrence.start
    step *= rhythm.interval
    return recurrence.start + timedelta(days=(floor - recurrence.start).days // step * step)
