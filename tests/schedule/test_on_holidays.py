"""What falls on a holiday: left out, or held a working day earlier or later; the rhythm of the others never moves."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice

import pytest

from bot.schedule.on_holidays import Touched
from bot.schedule.recurrence import (
    DateTaken,
    NeverHappens,
    Recurrence,
    check,
    moved,
    next_after,
    next_four,
    occurrences,
    still_held,
    taken_back,
    touched,
    without,
)
from bot.schedule.working_days import OWN_DATE, OnHoliday, WorkingDays

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
SPAIN = WorkingDays(country="ES")
"""Free on Tuesday 8 December 2026, Friday 25 December, Friday 1 January, Wednesday 6 January."""


def rule(text: str, start: str, on_holiday: OnHoliday, calendar: WorkingDays = SPAIN, **more: object) -> Recurrence:
    named = {"on_holiday": on_holiday, "calendar": calendar, **more}
    return Recurrence(text, datetime.fromisoformat(start), "Europe/Madrid", **named)  # type: ignore[arg-type]


def held(recurrence: Recurrence, after: datetime = AT, most: int = 4) -> list[str]:
    return [one.held.date().isoformat()[5:] for one in islice(occurrences(recurrence, after), most)]


FORTNIGHTLY = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"


@pytest.mark.parametrize(
    ("on_holiday", "dates"),
    [
        (OnHoliday.KEEP, ["11-24", "12-08", "12-22", "01-05"]),
        (OnHoliday.SKIP, ["11-24", "12-22", "01-05", "01-19"]),
        (OnHoliday.PREVIOUS, ["11-24", "12-07", "12-22", "01-05"]),
        (OnHoliday.NEXT, ["11-24", "12-09", "12-22", "01-05"]),
    ],
)
def test_a_holiday_moves_only_what_falls_on_it(on_holiday: OnHoliday, dates: list[str]) -> None:
    assert held(rule(FORTNIGHTLY, "2026-11-24T10:00", on_holiday)) == dates


def test_what_is_held_elsewhere_keeps_its_name_and_its_hour() -> None:
    found = next_four(rule(FORTNIGHTLY, "2026-11-24T10:00", OnHoliday.NEXT, duration=timedelta(minutes=45)), AT)[1]
    assert (found.wall, found.held) == (datetime(2026, 12, 8, 10), datetime(2026, 12, 9, 10))
    assert (found.starts, found.ends) == (datetime(2026, 12, 9, 9, tzinfo=UTC), datetime(2026, 12, 9, 9, 45, tzinfo=UTC))


def test_a_date_has_one_occurrence_its_own_before_one_that_was_moved_there() -> None:
    weekdays = rule("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-12-07T09:00", OnHoliday.NEXT)
    found = list(islice(occurrences(weekdays, datetime(2026, 12, 6, tzinfo=UTC)), 4))
    assert [one.held.day for one in found] == [7, 9, 10, 11]
    assert all(one.moved_to is None for one in found)


def test_what_a_holiday_moves_past_another_date_comes_behind_it() -> None:
    fri_sat = rule("FREQ=WEEKLY;BYDAY=FR,SA", "2026-12-18T09:00", OnHoliday.NEXT)
    found = list(islice(occurrences(fri_sat, datetime(2026, 12, 20, tzinfo=UTC)), 4))
    assert [(one.wall.day, one.held.day) for one in found] == [(26, 26), (25, 28), (2, 2), (1, 4)]


def test_what_is_moved_back_is_found_although_its_own_date_is_far_ahead() -> None:
    closed = replace(SPAIN, free=tuple(date(2026, 12, 14) + timedelta(days=day) for day in range(12)))
    christmas = rule("FREQ=WEEKLY;BYDAY=TH", "2026-12-24T09:00", OnHoliday.PREVIOUS, closed)
    assert held(christmas, most=2) == ["12-11", "12-31"]
    assert next_after(christmas, datetime(2026, 12, 11, 8, tzinfo=UTC)) is not None


def test_where_no_working_day_is_near_it_does_not_take_place() -> None:
    closed = WorkingDays(free=tuple(date(2026, 12, 1) + timedelta(days=day) for day in range(50)))
    assert held(rule("FREQ=MONTHLY;BYMONTHDAY=4", "2026-12-04T09:00", OnHoliday.NEXT, closed), most=2) == ["01-20", "02-04"]


def test_nothing_is_moved_to_a_date_that_was_left_out() -> None:
    weekdays = rule("FREQ=WEEKLY;BYDAY=TU,WE", "2026-12-08T09:00", OnHoliday.NEXT, skipped=(datetime(2026, 12, 9, 9),))
    assert held(weekdays, most=2) == ["12-15", "12-16"]


def test_what_was_added_by_hand_is_held_when_that_was_said() -> None:
    added = rule(FORTNIGHTLY, "2026-12-01T10:00", OnHoliday.SKIP, added=(datetime(2026, 12, 8, 11),))
    assert held(added, most=3) == ["12-01", "12-08", "12-15"]


def test_a_count_counts_what_holidays_take_too() -> None:
    assert held(rule("FREQ=WEEKLY;BYDAY=TU;COUNT=3", "2026-12-01T10:00", OnHoliday.SKIP)) == ["12-01", "12-15"]


def test_a_rule_of_nothing_but_holidays_is_refused_and_not_looked_for_for_ever() -> None:
    christmas = rule("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25", "2026-12-25T10:00", OnHoliday.SKIP)
    with pytest.raises(NeverHappens):
        check(christmas, AT)
    check(replace(christmas, on_holiday=OnHoliday.PREVIOUS), AT)


def test_touched_dates_are_named_with_what_becomes_of_them() -> None:
    own = replace(SPAIN, free=(date(2026, 12, 22),))
    kept = rule("FREQ=WEEKLY;BYDAY=TU", "2026-12-01T10:00", OnHoliday.NEXT, own)
    assert touched(kept, AT, date(2026, 12, 31)) == (
        Touched(date(2026, 12, 8), "Immaculate Conception", date(2026, 12, 9)),
        Touched(date(2026, 12, 22), OWN_DATE, date(2026, 12, 23)),
    )
    assert touched(replace(kept, on_holiday=OnHoliday.SKIP), AT, date(2026, 12, 10))[0].held is None
    assert touched(replace(kept, calendar=WorkingDays()), AT, date(2026, 12, 31)) == ()


@pytest.mark.parametrize(
    ("on_holiday", "calendar", "is_held"),
    [
        (OnHoliday.SKIP, SPAIN, None),
        (OnHoliday.SKIP, WorkingDays(), datetime(2026, 12, 8, 9, tzinfo=UTC)),
        (OnHoliday.NEXT, SPAIN, datetime(2026, 12, 9, 9, tzinfo=UTC)),
    ],
)
def test_an_occurrence_is_still_held_or_not_by_the_calendar_of_now(
    on_holiday: OnHoliday, calendar: WorkingDays, is_held: datetime | None
) -> None:
    found = still_held(rule("FREQ=WEEKLY;BYDAY=TU", "2026-12-01T10:00", on_holiday, calendar), datetime(2026, 12, 8, 10))
    assert (None if found is None else found.starts) == is_held


def test_an_occurrence_that_gave_way_to_another_of_its_date_is_held_no_more() -> None:
    both = rule("FREQ=WEEKLY;BYDAY=TU,WE", "2026-12-01T10:00", OnHoliday.NEXT)
    assert still_held(both, datetime(2026, 12, 8, 10)) is None


def test_two_dates_that_the_zone_makes_one_moment_are_one_occurrence() -> None:
    samoa = Recurrence("FREQ=DAILY", datetime(2011, 12, 28, 10), "Pacific/Apia")
    found = list(islice(occurrences(samoa, datetime(2011, 12, 27, tzinfo=UTC)), 4))
    assert [one.wall.day for one in found] == [28, 29, 30, 1]
    assert found[2].starts < found[3].starts


def test_a_date_that_a_holiday_moved_can_be_skipped_taken_back_and_moved_by_its_name() -> None:
    tuesdays = rule("FREQ=WEEKLY;BYDAY=TU", "2026-12-01T10:00", OnHoliday.NEXT)
    eighth = datetime(2026, 12, 8, 10)
    skipped = without(tuesdays, eighth)
    assert held(skipped, most=3) == ["12-01", "12-15", "12-22"]
    assert taken_back(skipped, eighth) == tuesdays
    assert held(moved(tuesdays, eighth, datetime(2026, 12, 10, 9)), most=3) == ["12-01", "12-10", "12-15"]
    assert held(moved(tuesdays, eighth, eighth), most=3) == ["12-01", "12-08", "12-15"]  # back to the holiday, by hand
    with pytest.raises(DateTaken):
        moved(tuesdays, datetime(2026, 12, 1, 10), datetime(2026, 12, 9, 10))  # where the holiday has moved another


def test_a_pause_ends_on_the_day_that_it_is_held() -> None:
    quiet = rule("FREQ=WEEKLY;BYDAY=TU", "2026-12-01T10:00", OnHoliday.NEXT, quiet_until=date(2026, 12, 9))
    assert held(quiet, most=2) == ["12-09", "12-15"]
    assert held(replace(quiet, quiet_until=date(2026, 12, 10)), most=2) == ["12-15", "12-22"]
