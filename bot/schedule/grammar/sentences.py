"""Reads sentences as schedules; what is unknown or ambiguous is refused by name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.core.refusal import Refusal
from bot.schedule.anchored import counted_anew
from bot.schedule.anchors import NO_TEAM, TeamDates
from bot.schedule.grammar import assembly, english
from bot.schedule.grammar.dates import resolve
from bot.schedule.grammar.errors import (
    AlreadyOver,
    Ambiguous,
    DayMissing,
    EndsTooEarly,
    NoSprint,
    NothingLeft,
    NothingToLeaveOut,
    SaidTwice,
    TooLong,
)
from bot.schedule.grammar.how_often import count_of
from bot.schedule.grammar.parsed import COUNTS, DAYS, TARGETS, Parts
from bot.schedule.grammar.parts import (
    CountedFrom,
    Each,
    Every,
    Except,
    ExceptDates,
    FromNow,
    InZone,
    Lasting,
    Link,
    NoZoneYet,
    OfMonths,
    OfThe,
    OnDate,
    OnHolidays,
    Starting,
    TimeOfDay,
    Title,
    Until,
)
from bot.schedule.grammar.places import ask_for_a_city, may_be
from bot.schedule.grammar.scanner import Phrase, scan
from bot.schedule.grammar.suggestions import offers_for
from bot.schedule.recurrence import NeverHappens, Recurrence, check, next_after, placed, walls_between, zone_named
from bot.schedule.recurrence_rule import RecurrenceRule

LONGEST = 1000
"""Characters that a sentence may have, its title and link included."""
_A_DAY = timedelta(days=1)
_A_MINUTE = timedelta(minutes=1)
_A_TICK = timedelta(microseconds=1)
_OF_A_RHYTHM = (Every, OfThe, OfMonths)


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


def read_sentence(
    text: str, *, at: datetime, zone: str, team: TeamDates = NO_TEAM, phrases: Sequence[Phrase] = english.PHRASES
) -> Sentence:
    """Read a schedule as it was typed at an instant by somebody in a zone (IANA), unless the sentence names another, for a team.

    Raise TooLong, or what `assemble` raises.
    """
    return assemble(parse(text, phrases=phrases), at=at, zone=zone, team=team)


def parse(text: str, *, phrases: Sequence[Phrase] = english.PHRASES, own: Sequence[Phrase] = ()) -> Parts:
    """Take a text apart; a ceremony's own phrases come first, and may give parts of its own. Raise TooLong.

    What is doubtful or strange is a part too, so that a caller may look at all that was said before anything is refused.
    """
    if len(text) > LONGEST:
        raise TooLong(LONGEST)
    every = (*own, *phrases)
    return Parts(text, scan(text, every), every)


def assemble(parts: Parts, *, at: datetime, zone: str, team: TeamDates = NO_TEAM) -> Sentence:
    """Return what the parts of a schedule mean together; parts of a ceremony's own are left to it.

    Raise NotUnderstood, Ambiguous, NoSuchNth, SaidTwice, DayMissing, TimeMissing, AlreadyOver, UnknownZone, TooFine, TooMany,
    EndsTooEarly, AllLeftOut, NothingLeft or NeverHappens, each with what can be typed instead; NothingToLeaveOut or NoSprint, which
    are NotUnderstood too.
    """

    def read(offered: Parts) -> Sentence:
        return _read(offered, at, zone, team)

    try:
        return read(parts)
    except Refusal as refusal:
        refusal.offers = offers_for(parts, refusal, read)
        raise


def _read(parts: Parts, at: datetime, zone: str, team: TeamDates) -> Sentence:
    parts.refuse_unread()
    named, lasting, link, title = parts.the(InZone), parts.the(Lasting), parts.the(Link), parts.the(Title)
    there = named.name if named else zone
    for letters in parts.each(NoZoneYet):
        if named is None:
            ask_for_a_city(letters, at, zone)
        elif not may_be(letters, named.name, at):
            raise SaidTwice(parts.text, (letters.words, parts.words_of(InZone)))
    recurrence = _soon(parts, there, at) or _from_sprints(parts, there, at, team) or _planned(parts, there, at, team)
    lasts = lasting.span if lasting else None
    return Sentence(replace(recurrence, duration=lasts), link.url if link else "", title.text if title else "")


def _soon(parts: Parts, zone: str, at: datetime) -> Recurrence | None:
    """Return what happens in some hours, at the next whole minute; None where that was not said."""
    soon = parts.the(FromNow)
    if soon is None:
        return None
    if parts.recurs or parts.has(*DAYS, TimeOfDay, CountedFrom):
        beside = parts.words_of(*DAYS, TimeOfDay, CountedFrom, Each, Every, Starting, Until, *COUNTS)
        raise SaidTwice(parts.text, (parts.words_of(FromNow), beside))
    parts.refuse(OnHolidays, ExceptDates, Except, OfMonths)
    start = (at + soon.span + _A_MINUTE - _A_TICK).astimezone(zone_named(zone)).replace(second=0, microsecond=0, tzinfo=None)
    meant = placed(start, zone_named(zone))
    if meant - at < soon.span - _A_MINUTE:  # the second time that the clock shows this hour, which no plan can say
        told = [int((when - at) / _A_MINUTE) for when in (meant, meant + timedelta(hours=2))]
        raise Ambiguous(parts.words_of(FromNow), tuple(f"in {minutes} minutes" for minutes in told if minutes > 0))
    return _checked(Recurrence("", start, zone), at)


def _from_sprints(parts: Parts, zone: str, at: datetime, team: TeamDates) -> Recurrence | None:
    """Return what is counted from an event of the Sprint; None where that was not said. Raise NoSprint or SaidTwice."""
    counted = parts.the(CountedFrom)
    if counted is None:
        return None
    beside = parts.words_of(*DAYS, *TARGETS, *_OF_A_RHYTHM, Starting, Until, *COUNTS, Except, ExceptDates)
    words = parts.words_of(CountedFrom)
    if beside:
        raise SaidTwice(parts.text, (words, beside))
    if not team.events.get(counted.anchor.event):
        raise NoSprint(parts.text, words)
    start = datetime.combine(at.astimezone(zone_named(zone)).date(), assembly.wall_time(parts))
    recurrence = counted_anew(_on_holidays(parts, Recurrence("", start, zone, anchor=counted.anchor), team), team, at)
    if recurrence is None:
        raise NoSprint(parts.text, words)
    return _checked(recurrence, at)


def _on_holidays(parts: Parts, recurrence: Recurrence, team: TeamDates) -> Recurrence:
    """Return a recurrence that does on holidays what was said."""
    said = parts.the(OnHolidays)
    return recurrence if said is None else replace(recurrence, on_holiday=said.what, calendar=team.working_days)


def _planned(parts: Parts, zone: str, at: datetime, team: TeamDates) -> Recurrence:
    today = at.astimezone(zone_named(zone)).date()
    try:
        rhythm = assembly.rhythm_of(parts, today)
    except DayMissing:
        parts.the(TimeOfDay)  # two times are no sentence, whatever its day
        raise
    wall = assembly.wall_time(parts)
    return _once(parts, wall, zone, at) if rhythm is None else _again(parts, rhythm, wall, zone, at, team)


def _once(parts: Parts, wall: time, zone: str, at: datetime) -> Recurrence:
    day = parts.day
    if day is None:
        raise DayMissing
    place = zone_named(zone)
    today = at.astimezone(place).date()
    passed = isinstance(day, OnDate) and placed(datetime.combine(today, wall), place) <= at
    start = datetime.combine(resolve(parts, day, today + _A_DAY if passed else today), wall)
    if placed(start, place) <= at:
        raise AlreadyOver(start)
    return _checked(Recurrence("", start, zone), at)


def _again(parts: Parts, rhythm: RecurrenceRule, wall: time, zone: str, at: datetime, team: TeamDates) -> Recurrence:
    """Start the rule at the first date that fits the day which was said, else at the first to come: "every other" counts from it."""
    today = at.astimezone(zone_named(zone)).date()
    said = assembly.first_day(parts, today)
    start = _first_wall(rhythm, datetime.combine(said or today, wall), zone, None if said else at)
    last = assembly.last_day(parts, said or today, today)
    if last is not None and last < start.date():
        raise EndsTooEarly(last, start.date())
    unended = Recurrence(rhythm.text, start, zone)
    count = count_of(parts, rhythm, unended)
    if count and said and said >= today:
        unended = _not_begun(unended, at)
    ends = replace(rhythm, count=count, until=assembly.end_of(last) if last else None)
    recurrence = replace(unended, rule=ends.text)
    if (last or count) and next_after(recurrence, at) is None:
        raise NothingLeft
    return _checked(_on_holidays(parts, _without(parts, recurrence, today), team), at)


def _without(parts: Parts, recurrence: Recurrence, today: date) -> Recurrence:
    """Return a recurrence without the dates that were left out by name. Raise NothingToLeaveOut for days on which there is none."""
    said = parts.the(ExceptDates)
    words = parts.words_of(ExceptDates)
    earliest = max(today, recurrence.start.date())
    found: set[datetime] = set()
    for first, last in said.spans if said else ():
        begins = resolve(parts, first, today, ExceptDates, earliest=earliest, words=words)
        ends = begins if last == first else resolve(parts, last, today, ExceptDates, earliest=begins, words=words)
        dates = walls_between(recurrence, begins, ends)
        if not dates:
            raise NothingToLeaveOut(parts.text, words)
        found |= set(dates)
    return replace(recurrence, skipped=tuple(sorted(found)))


def _first_wall(rhythm: RecurrenceRule, earliest: datetime, zone: str, after: datetime | None) -> datetime:
    """Return the first wall time that fits, whatever the interval, and where `after` is given the first after that moment."""
    each = Recurrence(replace(rhythm, interval=1).text, earliest, zone)
    before = placed(earliest, zone_named(zone)) - _A_TICK
    first = next_after(each, before if after is None else max(before, after))
    if first is None:
        raise NeverHappens
    return first.wall


def _not_begun(unended: Recurrence, at: datetime) -> Recurrence:
    """Begin a counted rule at its next date where today's is over: it does not use up a time. The turn of the others stays."""
    first = next_after(unended, at)
    return replace(unended, start=first.wall) if first else unended


def _checked(recurrence: Recurrence, at: datetime) -> Recurrence:
    check(recurrence, at)
    return recurrence
