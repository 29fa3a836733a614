"""The dates of a rule are those that python-dateutil and a reader of calendar files have, through clock changes and holidays."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events  # type: ignore[import-untyped]  # no types published for it
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.schedule.recurrence import Recurrence, occurrences
from bot.schedule.recurrence_rule import Frequency, NthDay, RecurrenceRule
from bot.schedule.working_days import OnHoliday, WorkingDays
from tests.plugins.repeatable import examples

FROM = date(2027, 1, 1)
SPAN = timedelta(days=400)
"""Over two clock changes and all the holidays of a year."""
ZONES = {
    "Europe/Madrid": (time(2, 30), time(10)),
    "America/Toronto": (time(1, 30), time(2, 30)),
    "Australia/Lord_Howe": (time(1, 45), time(2, 15)),
    "America/Santiago": (time(0, 30), time(23, 30)),
    "Asia/Kolkata": (time(10),),
}
"""Where the clocks change by how much, and at which hours: those that they jump over, or that come twice."""
COUNTRIES = ("ES", "CA", "AU", "IN", "CL")
_TICK = timedelta(microseconds=1)

WEEKDAYS = st.integers(0, 6)
RHYTHMS = st.one_of(
    st.builds(RecurrenceRule, st.just(Frequency.DAILY), st.integers(1, 2)),
    st.builds(RecurrenceRule, st.just(Frequency.WEEKLY), days=st.just((NthDay(0, 6), NthDay(0, 0), NthDay(0, 4)))),
    st.builds(
        RecurrenceRule,
        st.just(Frequency.WEEKLY),
        st.integers(1, 4),
        days=st.sets(WEEKDAYS, min_size=1, max_size=4).map(lambda days: tuple(NthDay(0, day) for day in sorted(days))),
    ),
    st.builds(
        RecurrenceRule,
        st.just(Frequency.MONTHLY),
        st.integers(1, 3),
        days=st.sets(st.builds(NthDay, st.sampled_from([1, 2, 3, 4, 5, -1]), WEEKDAYS), min_size=1, max_size=2).map(
            lambda days: tuple(sorted(days))
        ),
    ),
    st.builds(
        RecurrenceRule,
        st.just(Frequency.MONTHLY),
        month_days=st.sets(st.sampled_from([1, 15, 25, 29, 31, -1]), min_size=1, max_size=2).map(
            lambda days: tuple(sorted(days))
        ),
    ),
    st.builds(
        RecurrenceRule,
        st.just(Frequency.MONTHLY),
        months=st.sampled_from([(12,), (1, 6), (3, 6, 9, 12)]),
        days=st.builds(NthDay, st.sampled_from([1, -1]), WEEKDAYS).map(lambda day: (day,)),
    ),
)


@st.composite
def recurrences(draw: st.DrawFn) -> Recurrence:
    """Draw a rule with what was left out and added by hand, and what it does on holidays."""
    rhythm, zone = draw(RHYTHMS), draw(st.sampled_from(list(ZONES)))
    hour = draw(st.sampled_from(ZONES[zone]))
    clause = draw(st.sampled_from(["", ";COUNT=150", ";UNTIL=20271015T235959"]))
    begins = FROM + timedelta(days=draw(st.integers(-30, 60)))
    each = RecurrenceRule(rhythm.frequency, 1, rhythm.months, rhythm.month_days, rhythm.days)
    first = rrulestr(each.text, dtstart=datetime.combine(begins, hour)).after(datetime.combine(begins, time()), inc=True)
    assert first is not None
    recurrence = Recurrence(
        rhythm.text + clause,
        first,
        zone,
        on_holiday=draw(st.sampled_from(list(OnHoliday))),
        calendar=WorkingDays(country=draw(st.sampled_from(COUNTRIES)), free=(date(2027, 7, 15), date(2027, 12, 31))),
    )
    walls = list(rrulestr(recurrence.rule, dtstart=first).between(first, first + SPAN))
    skipped = draw(st.lists(st.sampled_from(walls), max_size=2, unique=True)) if walls else []
    own = {wall.date() for wall in walls} | {first.date()}
    free = [day for ahead in (3, 11, 40) if (day := first.date() + timedelta(days=ahead)) not in own]
    added = tuple(datetime.combine(day, hour) for day in free[: draw(st.integers(0, 2))])
    return Recurrence(**{**vars(recurrence), "skipped": tuple(sorted(skipped)), "added": added})


def window(recurrence: Recurrence) -> tuple[datetime, datetime]:
    zone = ZoneInfo(recurrence.zone)
    return datetime.combine(FROM, time(), zone), datetime.combine(FROM + SPAN, time(), zone)


def ours(recurrence: Recurrence) -> list[datetime]:
    first, last = window(recurrence)
    return [one.starts for one in takewhile(lambda one: one.starts < last, occurrences(recurrence, first - _TICK))]


def walked(recurrence: Recurrence) -> tuple[set[datetime], list[datetime]]:
    """Walk through the calendar by python-dateutil alone; return the rule's wall times, and those at which something is held.

    What a holiday moves gives way to what has its day by itself, and to a day that was left out.
    """
    around = timedelta(days=60)
    begins, ends = datetime.combine(FROM, time()) - around, datetime.combine(FROM + SPAN, time()) + around
    ruled = set(rrulestr(recurrence.rule, dtstart=recurrence.start).between(begins, ends, inc=True))
    held = {wall.date(): wall for wall in recurrence.added}
    moved = []
    for wall in sorted(ruled - set(recurrence.skipped)):
        if recurrence.on_holiday is OnHoliday.KEEP or recurrence.calendar.holiday(wall.date()) is None:
            held.setdefault(wall.date(), wall)
        elif recurrence.on_holiday is not OnHoliday.SKIP:
            moved.append(datetime.combine(elsewhere(recurrence, wall.date()), wall.time()))
    left_out = {wall.date() for wall in recurrence.skipped}
    for wall in moved:
        if wall.date() not in left_out:
            held.setdefault(wall.date(), wall)
    return ruled, sorted(held.values())


def elsewhere(recurrence: Recurrence, day: date) -> date:
    step = timedelta(days=1 if recurrence.on_holiday is OnHoliday.NEXT else -1)
    day += step
    while not recurrence.calendar.works(day):
        day += step
    return day


def in_window(recurrence: Recurrence, walls: Iterable[datetime]) -> list[datetime]:
    first, last = window(recurrence)
    starts = [wall.replace(tzinfo=first.tzinfo).astimezone(UTC) for wall in walls]
    return [one for one in starts if first <= one < last]


def by_calendar_file(recurrence: Recurrence) -> list[datetime]:
    """Write a file with RRULE, EXDATE and RDATE, and have it read by somebody else's reader."""
    first, last = window(recurrence)
    zone, (ruled, held) = ZoneInfo(recurrence.zone), walked(recurrence)
    event = icalendar.Event()
    event.add("uid", "one")
    event.add("dtstart", recurrence.start.replace(tzinfo=zone))
    rule: Any = icalendar.vRecur.from_ical(recurrence.rule)
    if "UNTIL" in rule:
        rule["UNTIL"] = [until.replace(tzinfo=zone).astimezone(UTC) for until in rule["UNTIL"]]
    event.add("rrule", rule)
    for name, walls in (("exdate", ruled - set(held)), ("rdate", set(held) - ruled)):
        if walls:
            event.add(name, [wall.replace(tzinfo=zone) for wall in sorted(walls)])
    file = icalendar.Calendar()
    file.add_component(event)
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(file.to_ical())).between(first, last)
    return sorted(one["DTSTART"].dt.astimezone(UTC) for one in found)


@given(recurrence=recurrences())
@settings(max_examples=examples(30), deadline=None)
def test_dates_are_those_of_a_walk_with_dateutil(recurrence: Recurrence) -> None:
    assert ours(recurrence) == in_window(recurrence, walked(recurrence)[1])


@given(recurrence=recurrences())
@settings(max_examples=examples(12), deadline=None)
def test_dates_are_those_that_another_reads_in_a_calendar_file(recurrence: Recurrence) -> None:
    assert ours(recurrence) == by_calendar_file(recurrence)
