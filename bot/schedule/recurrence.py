"""Occurrences of a recurrence rule: wall times placed in a time zone."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import islice, takewhile
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil.rrule import rrulestr

from bot.core.refusal import Refusal
from bot.schedule.anchors import Anchor
from bot.schedule.on_holidays import FARTHEST_HELD, Touched, held_at, rearranged
from bot.schedule.recurrence_rule import Frequency, read_rrule
from bot.schedule.working_days import USUAL_DAYS, OnHoliday, WorkingDays

FARTHEST = timedelta(days=5 * 365 + 2)
"""A rule must happen within five years, leap days included."""
_WIDEST_GAP = timedelta(days=2)
"""Placing a wall time never moves it further: the widest gap on record is the day that Samoa left out."""
_A_TICK = timedelta(microseconds=1)
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

    `on_holiday` says what is done with an occurrence that falls on a holiday of `calendar`, the team's, which nothing else asks.
    `anchor`: what start and added are counted from, where they are days of the Sprint.
    """

    rule: str
    start: datetime
    zone: str
    skipped: tuple[datetime, ...] = ()
    added: tuple[datetime, ...] = ()
    duration: timedelta | None = None
    quiet_until: date | None = None
    on_holiday: OnHoliday = OnHoliday.KEEP
    calendar: WorkingDays = USUAL_DAYS
    anchor: Anchor | None = None

    @property
    def once(self) -> bool:
        """Whether it is a single date, and no more are to come."""
        return not self.rule and not self.added and self.anchor is None


@dataclass(frozen=True)
class OccurrenceTime:
    """One time that a rule happens: the wall time that the rule says, and the instant (UTC) that it starts.

    The wall time is its name: it stays when the zone's offset or the team's holidays change, and it is what is skipped.
    `moved_to`: the wall time at which it is held instead, where a holiday has moved it.
    """

    wall: datetime
    starts: datetime
    ends: datetime | None
    moved_to: datetime | None = None

    @property
    def held(self) -> datetime:
        """Return the wall time at which it takes place: what people are told."""
        return self.moved_to or self.wall


def occurrences(recurrence: Recurrence, after: datetime) -> Iterator[OccurrenceTime]:
    """Yield what starts after an instant, in order, at most one a date. Raise UnknownZone or the refusals of the rule.

    What a holiday may move is looked for within five years: a rule that only holidays have would be looked for for ever.
    """
    zone = zone_named(recurrence.zone)
    quiet = recurrence.quiet_until or date.min
    here = after.astimezone(zone).replace(tzinfo=None)
    begins = here if recurrence.quiet_until is None else max(here, datetime.combine(quiet, time()))
    last, said = None, after
    for wall, held in _held(recurrence, begins - _WIDEST_GAP, begins + FARTHEST):
        if held.date() == last or held.date() < quiet:
            continue
        last = held.date()
        found = _placed_in(zone, recurrence, wall, held)
        if found.starts > said:
            said = found.starts
            yield found


def occurrence_at(recurrence: Recurrence, wall: datetime) -> OccurrenceTime:
    """Return the occurrence of a wall time that the rule is known to have, or to have had. Raise UnknownZone."""
    return _placed_in(zone_named(recurrence.zone), recurrence, wall, held_wall(recurrence, wall))


def held_wall(recurrence: Recurrence, wall: datetime) -> datetime:
    """Return the wall time at which an occurrence is held; its own where it is skipped for a holiday."""
    return _held_at(recurrence, wall) or wall


def still_held(recurrence: Recurrence, wall: datetime) -> OccurrenceTime | None:
    """Return the occurrence of a wall time; None where the rule has it no more, or a holiday takes it away."""
    sought = occurrence_at(recurrence, wall)
    found = next_after(recurrence, sought.starts - _A_TICK)
    return found if found is not None and found.wall == wall else None


def touched(recurrence: Recurrence, after: datetime, last: date) -> tuple[Touched, ...]:
    """Return the dates of a rule from an instant to a day that are holidays of its calendar, and what becomes of each."""
    kept = replace(recurrence, on_holiday=OnHoliday.KEEP)
    until = takewhile(lambda one: one.wall.date() <= last, occurrences(kept, after))
    named = [(one.wall, recurrence.calendar.holiday(one.wall.date())) for one in until]
    return tuple(_touched(recurrence, wall, name) for wall, name in named if name is not None)


def _touched(recurrence: Recurrence, wall: datetime, name: str) -> Touched:
    held = _held_at(recurrence, wall)
    return Touched(wall.date(), name, None if held is None else held.date())


def _placed_in(zone: ZoneInfo, recurrence: Recurrence, wall: datetime, held: datetime) -> OccurrenceTime:
    starts = placed(held, zone)
    ends = None if recurrence.duration is None else starts + recurrence.duration
    return OccurrenceTime(wall, starts, ends, None if held == wall else held)


def _held(recurrence: Recurrence, floor: datetime, horizon: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield each wall time after the floor and the one at which it is held; the same two where holidays do not matter."""
    if recurrence.on_holiday is OnHoliday.KEEP:
        return ((wall, wall) for wall in _walls(recurrence, floor))
    near = takewhile(lambda wall: wall <= horizon, _walls(recurrence, floor - FARTHEST_HELD))
    left_out = {wall.date() for wall in recurrence.skipped}
    return rearranged(near, partial(_held_at, recurrence), left_out, looks_back=recurrence.on_holiday is OnHoliday.PREVIOUS)


def _held_at(recurrence: Recurrence, wall: datetime) -> datetime | None:
    """Return when an occurrence is held; what was added by hand is held when that was said, also on a holiday."""
    if wall in recurrence.added and recurrence.anchor is None:
        return wall
    return held_at(wall, recurrence.on_holiday, recurrence.calendar)


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
    if not any(found == wall for found in islice(_walls(recurrence, wall - _A_TICK), 1)):
        raise NotAnOccurrence(wall)
    if wall in recurrence.added and recurrence.rule:
        return replace(recurrence, added=tuple(one for one in recurrence.added if one != wall))
    # Dates alone are told anew by what they are counted from: what is left out of them is noted, so that it stays left out.
    return replace(recurrence, skipped=tuple(sorted({*recurrence.skipped, wall})))


def taken_back(recurrence: Recurrence, wall: datetime) -> Recurrence:
    """Let an occurrence that was skipped happen after all. Raise DateTaken where another one happens on its date."""
    if _on_the_day_of(recurrence, held_wall(recurrence, wall) if wall in recurrence.skipped else wall):
        raise DateTaken(wall)
    if wall in recurrence.skipped:
        return replace(recurrence, skipped=tuple(one for one in recurrence.skipped if one != wall))
    return replace(recurrence, added=tuple(sorted({*recurrence.added, wall})))


def moved(recurrence: Recurrence, wall: datetime, to: datetime) -> Recurrence:
    """Let one occurrence happen at another wall time; the rhythm of the others stays. Raise NotAnOccurrence or DateTaken."""
    left = without(recurrence, wall)
    if to == wall and held_wall(recurrence, wall) != wall:  # back to a holiday, from where that had moved it
        return replace(left, added=tuple(sorted({*left.added, to})))
    return taken_back(left, to)


def _on_the_day_of(recurrence: Recurrence, wall: datetime) -> bool:
    midnight = datetime.combine(wall.date(), time())
    found = next_after(recurrence, placed(midnight, zone_named(recurrence.zone)) - _A_TICK)
    return found is not None and found.held.date() == wall.date()


def walls_between(recurrence: Recurrence, first: date, last: date) -> list[datetime]:
    """Return the wall times that a rule has from one day to another."""
    before = datetime.combine(first, time()) - _A_TICK
    return list(takewhile(lambda wall: wall.date() <= last, _walls(recurrence, before)))


def zone_named(name: str) -> ZoneInfo:
    """Return the zone of an exact IANA name. Raise UnknownZone."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as wrong:
        raise UnknownZone(name) from wrong


def placed(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant (UTC) of a wall time: the first of two; one that the clocks jump over by the offset before (RFC 5545)."""
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def _walls(recurrence: Recurrence, floor: datetime) -> Iterator[datetime]:
    """Yield the wall times after the floor, the rule's and the added ones, without the skipped."""
    if not recurrence.rule:
        return iter(sorted({one for one in (recurrence.start, *recurrence.added) if one > floor} - {*recurrence.skipped}))
    added = sorted(one for one in recurrence.added if one > floor)
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
