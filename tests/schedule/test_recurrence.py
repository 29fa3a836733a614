"""Rules on wall time, placed in zones whose clocks jump."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from bot.schedule.recurrence import (
    NeverHappens,
    NotAnOccurrence,
    Recurrence,
    UnknownZone,
    check,
    next_after,
    next_four,
    occurrences,
    placed,
    without,
)
from bot.schedule.recurrence_rule import NotARule, TooFine, TooMany

AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def rule(text: str, start: str, zone: str = "Europe/Madrid", **more: object) -> Recurrence:
    return Recurrence(text, datetime.fromisoformat(start), zone, **more)  # type: ignore[arg-type]


def four(recurrence: Recurrence, after: datetime = AT) -> list[str]:
    return [found.wall.date().isoformat() for found in next_four(recurrence, after)]


def starts(recurrence: Recurrence, after: datetime = AT) -> list[str]:
    return [found.starts.strftime("%Y-%m-%d %H:%M") for found in next_four(recurrence, after)]


def test_every_other_tuesday_keeps_its_rhythm_over_week_53() -> None:
    fortnightly = rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-12-01T10:00")
    assert four(fortnightly, AT + timedelta(days=24)) == ["2026-12-29", "2027-01-12", "2027-01-26", "2027-02-09"]
    assert date(2026, 12, 29).isocalendar().week == 53


def test_an_old_rule_keeps_the_rhythm_of_its_start() -> None:
    old = rule("FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,FR", "2009-01-02T10:00")
    walls = [found.wall for found in next_four(old, AT)]
    weeks = {(wall.date() - timedelta(days=wall.weekday()) - date(2008, 12, 29)).days // 7 % 3 for wall in walls}
    assert weeks == {0}
    assert walls == sorted(walls)


def test_a_fifth_friday_is_left_out_where_a_month_has_none() -> None:
    assert four(rule("FREQ=MONTHLY;BYDAY=5FR", "2026-10-30T16:00")) == ["2027-01-29", "2027-04-30", "2027-07-30", "2027-10-29"]


def test_the_31st_is_left_out_of_short_months() -> None:
    assert four(rule("FREQ=MONTHLY;BYMONTHDAY=31", "2026-12-31T12:00")) == [
        "2026-12-31",
        "2027-01-31",
        "2027-03-31",
        "2027-05-31",
    ]


def test_leap_day_comes_in_leap_years_only() -> None:
    leap = rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2028-02-29T09:00")
    assert four(leap)[:2] == ["2028-02-29", "2032-02-29"]
    check(leap, AT)


@pytest.mark.parametrize(
    ("zone", "wall", "instant"),
    [
        ("America/Toronto", "2027-03-14T02:30", "2027-03-14T07:30"),
        ("Europe/Madrid", "2027-03-28T02:45", "2027-03-28T01:45"),
        ("Europe/Madrid", "2027-03-28T02:00", "2027-03-28T01:00"),
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45"),
        ("Pacific/Apia", "2011-12-30T10:00", "2011-12-30T20:00"),
    ],
)
def test_a_time_that_the_clocks_jump_over_has_the_offset_of_before(zone: str, wall: str, instant: str) -> None:
    found = placed(datetime.fromisoformat(wall), ZoneInfo(zone))
    assert found == datetime.fromisoformat(instant).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "wall", "instant"),
    [
        ("America/Toronto", "2026-11-01T01:30", "2026-11-01T05:30"),
        ("Europe/Madrid", "2026-10-25T02:30", "2026-10-25T00:30"),
        ("Australia/Lord_Howe", "2027-04-04T01:45", "2027-04-03T14:45"),
    ],
)
def test_a_time_that_comes_twice_is_the_first_of_the_two(zone: str, wall: str, instant: str) -> None:
    assert placed(datetime.fromisoformat(wall), ZoneInfo(zone)) == datetime.fromisoformat(instant).replace(tzinfo=UTC)


@pytest.mark.parametrize("zone", ["America/Toronto", "Europe/Madrid", "Australia/Lord_Howe"])
def test_wall_time_stays_and_each_date_has_one_occurrence_through_a_year_of_clock_changes(zone: str) -> None:
    daily = rule("FREQ=DAILY;COUNT=400", "2026-01-01T02:15", zone)
    found = list(occurrences(daily, datetime(2025, 12, 1, tzinfo=UTC)))
    local = [one.starts.astimezone(ZoneInfo(zone)) for one in found]
    assert len({one.wall.date() for one in found}) == len(found) == 400
    assert all(one < other for one, other in pairwise(local))
    assert sum(here.strftime("%H:%M") != "02:15" for here in local) <= 1


def test_the_hour_in_madrid_stays_while_the_hour_in_utc_moves() -> None:
    weekly = rule("FREQ=WEEKLY;BYDAY=TU", "2027-03-23T10:00")
    assert starts(weekly)[:2] == ["2027-03-23 09:00", "2027-03-30 08:00"]


def test_skipping_one_leaves_the_others_where_they_are() -> None:
    fortnightly = rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-12-01T10:00")
    skipped = without(fortnightly, datetime(2026, 12, 15, 10))
    assert four(skipped) == ["2026-12-01", "2026-12-29", "2027-01-12", "2027-01-26"]


def test_skipping_what_is_no_occurrence_is_refused() -> None:
    fortnightly = rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-12-01T10:00")
    for wall in (datetime(2026, 12, 8, 10), datetime(2026, 12, 1, 11), datetime(2026, 11, 17, 10)):
        with pytest.raises(NotAnOccurrence):
            without(fortnightly, wall)


def test_a_skipped_one_cannot_be_skipped_again() -> None:
    once_less = without(rule("FREQ=WEEKLY;BYDAY=TU", "2026-12-01T10:00"), datetime(2026, 12, 8, 10))
    with pytest.raises(NotAnOccurrence):
        without(once_less, datetime(2026, 12, 8, 10))


def test_an_added_one_comes_in_its_order_and_never_doubles_a_date() -> None:
    more = rule("FREQ=WEEKLY;BYDAY=TU", "2026-12-01T10:00", added=(datetime(2026, 12, 3, 9), datetime(2026, 12, 8, 15)))
    assert starts(more) == ["2026-12-01 09:00", "2026-12-03 08:00", "2026-12-08 09:00", "2026-12-15 09:00"]


def test_skipping_an_added_one_takes_it_back() -> None:
    more = rule("FREQ=WEEKLY;BYDAY=TU", "2026-12-01T10:00", added=(datetime(2026, 12, 3, 9),))
    assert without(more, datetime(2026, 12, 3, 9)) == rule("FREQ=WEEKLY;BYDAY=TU", "2026-12-01T10:00")


def test_what_happens_once_happens_once() -> None:
    once = rule("", "2026-12-03T14:00", duration=timedelta(minutes=45))
    found = next_four(once, AT)
    assert [(one.starts.isoformat(), one.ends and one.ends.isoformat()) for one in found] == [
        ("2026-12-03T13:00:00+00:00", "2026-12-03T13:45:00+00:00")
    ]
    assert next_after(once, found[0].starts) is None
    assert next_after(without(once, once.start), AT) is None


def test_the_count_ends_a_rule_and_so_does_its_last_day() -> None:
    assert four(rule("FREQ=DAILY;COUNT=2", "2026-12-01T10:00")) == ["2026-12-01", "2026-12-02"]
    assert four(rule("FREQ=DAILY;UNTIL=20261203T235959", "2026-12-02T10:00")) == ["2026-12-02", "2026-12-03"]


def test_what_starts_at_the_instant_itself_is_not_after_it() -> None:
    daily = rule("FREQ=DAILY", "2026-12-01T10:00", "UTC")
    found = next_after(daily, datetime(2026, 12, 1, 10, tzinfo=UTC))
    assert found is not None
    assert found.wall == datetime(2026, 12, 2, 10)


@pytest.mark.parametrize("text", ["FREQ=HOURLY", "FREQ=MINUTELY;INTERVAL=90", "FREQ=DAILY;BYHOUR=9,17"])
def test_a_rule_finer_than_a_day_is_refused(text: str) -> None:
    with pytest.raises(TooFine):
        check(rule(text, "2026-12-01T10:00"), AT)


def test_a_thousand_are_counted_and_no_more() -> None:
    check(rule("FREQ=DAILY;COUNT=1000", "2026-12-01T10:00"), AT)
    with pytest.raises(TooMany) as refused:
        check(rule("FREQ=DAILY;COUNT=1001", "2026-12-01T10:00"), AT)
    assert (refused.value.count, refused.value.most) == (1001, 1000)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("FREQ=DAILY;COUNT=3", "2026-11-01T10:00"),
        ("FREQ=DAILY;UNTIL=20261120T235959", "2026-11-01T10:00"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2026-12-01T10:00"),
        ("", "2026-11-20T10:00"),
        ("", "2032-01-01T10:00"),
    ],
)
def test_what_does_not_happen_within_five_years_is_refused(text: str, start: str) -> None:
    with pytest.raises(NeverHappens):
        check(rule(text, start), AT)


@pytest.mark.parametrize(
    "text",
    ["FREQ=SOMETIMES", "every day", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;X-A=1", "FREQ=DAILY;COUNT=0", "FREQ=MONTHLY;BYDAY=6FR"],
)
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(NotARule):
        check(rule(text, "2026-12-01T10:00"), AT)


@pytest.mark.parametrize("zone", ["Europe/Nowhere", "", "../etc/passwd", "Europe"])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    with pytest.raises(UnknownZone):
        check(rule("FREQ=DAILY", "2026-12-01T10:00", zone), AT)
