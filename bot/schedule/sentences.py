"""Sentences read as rules: what is not understood is refused by name, what has two meanings is asked, nothing is guessed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot.schedule import assembly, english
from bot.schedule.parts import InZone, Lasting, Link, OnDate, TimeOfDay, Times, Title
from bot.schedule.recurrence import NeverHappens, Recurrence, check, next_after, placed, zone_named
from bot.schedule.rhythm import Rhythm
from bot.schedule.said import Parts
from bot.schedule.scanning import Phrase, scan
from bot.schedule.unclear import AlreadyOver, DayMissing, EndsTooEarly, NothingLeft, TimeMissing, TooLong

LONGEST = 1000
"""Characters that a sentence may have, its title and link included."""
_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Sentence:
    """What somebody asked for; `link` and `title` are empty where they were not said."""

    recurrence: Recurrence
    link: str = ""
    title: str = ""

    @property
    def duration(self) -> timedelta | None:
        """How long each occurrence takes; None where it was not said."""
        return self.recurrence.duration


def read_sentence(text: str, *, at: datetime, zone: str, phrases: Sequence[Phrase] = english.PHRASES) -> Sentence:
    """Read a schedule as it was typed at an instant by somebody in a zone (IANA), unless the sentence names another.

    Raise TooLong, or what `assemble` raises.
    """
    return assemble(parse(text, phrases=phrases), at=at, zone=zone)


def parse(text: str, *, phrases: Sequence[Phrase] = english.PHRASES, own: Sequence[Phrase] = ()) -> Parts:
    """Take a text apart; a ceremony's own phrases come first, and may give parts of its own. Raise TooLong.

    What is doubtful or strange is a part too, so that a caller may look at all that was said before anything is refused.
    """
    if len(text) > LONGEST:
        raise TooLong(LONGEST)
    return Parts(text, scan(text, (*own, *phrases)))


def assemble(parts: Parts, *, at: datetime, zone: str) -> Sentence:
    """Return what the parts of a schedule mean together; parts of a ceremony's own are left to it.

    Raise NotUnderstood, Ambiguous, NoSuchNth, SaidTwice, DayMissing, TimeMissing, AlreadyOver, UnknownZone, TooFine, TooMany,
    EndsTooEarly, AllLeftOut, NothingLeft or NeverHappens.
    """
    parts.refuse_unread()
    named, lasting, link, title = parts.the(InZone), parts.the(Lasting), parts.the(Link), parts.the(Title)
    there = named.name if named else zone
    today = at.astimezone(zone_named(there)).date()
    rhythm = assembly.rhythm_of(parts, today)
    o_clock = parts.the(TimeOfDay)
    if o_clock is None:
        raise TimeMissing
    wall = time(o_clock.hour, o_clock.minute)
    recurrence = _once(parts, wall, there, at) if rhythm is None else _again(parts, rhythm, wall, there, at)
    lasts = lasting.span if lasting else None
    return Sentence(replace(recurrence, duration=lasts), link.url if link else "", title.text if title else "")


def _once(parts: Parts, wall: time, zone: str, at: datetime) -> Recurrence:
    day = parts.day
    if day is None:
        raise DayMissing
    place = zone_named(zone)
    today = at.astimezone(place).date()
    passed = isinstance(day, OnDate) and placed(datetime.combine(today, wall), place) <= at
    start = datetime.combine(assembly.resolve(parts, day, today + _A_DAY if passed else today), wall)
    if placed(start, place) <= at:
        raise AlreadyOver(start)
    return _checked(Recurrence("", start, zone), at)


def _again(parts: Parts, rhythm: Rhythm, wall: time, zone: str, at: datetime) -> Recurrence:
    """Start the rule at its first occurrence, for that is what "every other" counts from."""
    today = at.astimezone(zone_named(zone)).date()
    first = assembly.first_day(parts, today)
    last = assembly.last_day(parts, first, today)
    times = parts.the(Times)
    start = _first_wall(rhythm, datetime.combine(first, wall), zone, at if first >= today else None)
    if last is not None and last < start.date():
        raise EndsTooEarly(last, start.date())
    ends = replace(rhythm, count=times.count if times else None, until=assembly.end_of(last) if last else None)
    recurrence = Recurrence(ends.text, start, zone)
    if (last or times) and next_after(recurrence, at) is None:
        raise NothingLeft
    return _checked(recurrence, at)


def _first_wall(rhythm: Rhythm, earliest: datetime, zone: str, after: datetime | None) -> datetime:
    """Return the first wall time that fits, whatever the interval; `after` is None for a start in the past, which others count from."""
    each = Recurrence(replace(rhythm, interval=1).text, earliest, zone)
    before = placed(earliest, zone_named(zone)) - timedelta(microseconds=1)
    first = next_after(each, before if after is None else max(before, after))
    if first is None:
        raise NeverHappens
    return first.wall


def _checked(recurrence: Recurrence, at: datetime) -> Recurrence:
    check(recurrence, at)
    return recurrence
