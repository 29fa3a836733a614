"""Case 21: when a person is reminded of an expiry, by the rule."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.seu.rules.reminders import DAYS_BEFORE, is_daytime, marker, next_reminder, reminder_due, seen

EXPIRY = date(2028, 3, 14)
NEW_YORK, MADRID = "America/New_York", "Europe/Madrid"
ZONES = st.sampled_from([NEW_YORK, MADRID, "Pacific/Auckland", "Australia/Lord_Howe", "UTC", "no zone"])
MOMENTS = st.datetimes(datetime(2027, 10, 1), datetime(2028, 6, 1)).map(lambda moment: moment.replace(tzinfo=UTC))


def at(days_before: int, hour: int = 9, minute: int = 0, zone: str = NEW_YORK) -> datetime:
    day = EXPIRY - timedelta(days=days_before)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def lived(began: datetime, away: tuple[datetime, datetime] | None = None, zone: str = NEW_YORK) -> list[tuple[int, int]]:
    """Live from reminder to reminder, away for a while: which were sent, and how many days before the expiry."""
    reminded, now, sent = None, began, []
    while (moment := next_reminder(EXPIRY, reminded, zone, now)) is not None:
        now = away[1] if away and away[0] <= moment < away[1] else max(moment, now)
        due = reminder_due(EXPIRY, reminded, zone, now)
        if due is None or not is_daytime(zone, now):
            continue
        sent.append((due, (EXPIRY - now.astimezone(ZoneInfo(zone)).date()).days))
        reminded = marker(EXPIRY, due)
    return sent


def test_case_21_ninety_sixty_thirty_and_seven_days_before_and_on_the_day_once_each() -> None:
    assert lived(at(200)) == [(90, 90), (60, 60), (30, 30), (7, 7), (0, 0)]


def test_case_21_at_nine_in_the_person_s_zone_on_both_sides_of_a_change_of_clocks() -> None:
    assert next_reminder(EXPIRY, None, NEW_YORK, at(200)) == datetime(2027, 12, 15, 14, tzinfo=UTC)
    assert next_reminder(EXPIRY, marker(EXPIRY, 30), NEW_YORK, at(20)) == datetime(2028, 3, 7, 14, tzinfo=UTC)
    assert next_reminder(EXPIRY, marker(EXPIRY, 7), NEW_YORK, at(5)) == datetime(2028, 3, 14, 13, tzinfo=UTC)


def test_case_21_after_an_outage_only_the_nearest_one_that_is_due() -> None:
    assert lived(at(200), (at(95), at(45, 11))) == [(60, 45), (30, 30), (7, 7), (0, 0)]
    assert lived(at(200), (at(95), at(-3, 11))) == [(0, -3)]
    assert lived(at(200), (at(61), at(30, 11))) == [(90, 90), (30, 30), (7, 7), (0, 0)]


def test_case_21_what_ran_out_long_ago_is_no_news() -> None:
    assert lived(at(200), (at(95), at(-30, 11))) == [(0, -30)]
    assert lived(at(200), (at(95), at(-31, 11))) == []
    assert next_reminder(EXPIRY, None, NEW_YORK, at(-31, 11)) is None


def test_case_21_at_night_the_reminder_waits_for_the_morning() -> None:
    assert lived(at(200), (at(95), at(45, 3))) == [(60, 45), (30, 30), (7, 7), (0, 0)]
    assert next_reminder(EXPIRY, None, NEW_YORK, at(45, 3)) == at(45)
    assert next_reminder(EXPIRY, None, NEW_YORK, at(45, 20)) == at(44)
    assert next_reminder(EXPIRY, None, NEW_YORK, at(45, 19, 59)) == at(45, 19, 59)


def test_case_21_who_has_moved_is_reminded_by_the_clock_of_where_they_are() -> None:
    rung = at(60)
    assert reminder_due(EXPIRY, marker(EXPIRY, 90), "America/Los_Angeles", rung) is None
    assert next_reminder(EXPIRY, marker(EXPIRY, 90), "America/Los_Angeles", rung) == at(60, zone="America/Los_Angeles")
    assert reminder_due(EXPIRY, marker(EXPIRY, 90), MADRID, rung) == 60


def test_case_21_another_expiry_is_another_cycle() -> None:
    assert reminder_due(EXPIRY, "2026-03-14/0", NEW_YORK, at(90)) == 90
    assert next_reminder(date(2030, 3, 14), marker(EXPIRY, 7), "UTC", at(7)) == datetime(2029, 12, 14, 9, tzinfo=UTC)


def test_case_21_one_of_a_day_to_come_was_sent_before_a_clock_was_set_back() -> None:
    assert reminder_due(EXPIRY, marker(EXPIRY, 0), NEW_YORK, at(60)) == 60


@pytest.mark.parametrize(("days_before", "told"), [(91, None), (90, 90), (45, 60), (7, 7), (0, 0), (-400, 0)])
def test_who_names_an_expiry_is_not_reminded_of_what_lies_behind(days_before: int, told: int | None) -> None:
    found = seen(EXPIRY, NEW_YORK, at(days_before, 10))
    assert found == (None if told is None else marker(EXPIRY, told))
    assert reminder_due(EXPIRY, found, NEW_YORK, at(days_before, 10)) is None


@given(MOMENTS, ZONES, st.sampled_from([None, *(marker(EXPIRY, days) for days in DAYS_BEFORE)]))
def test_what_comes_next_is_by_day_and_never_behind(moment: datetime, zone: str, reminded: str | None) -> None:
    following = next_reminder(EXPIRY, reminded, zone, moment)
    if following is None:
        assert reminder_due(EXPIRY, reminded, zone, moment) is None
        return
    assert following >= moment
    assert is_daytime(zone, following)
    if reminder_due(EXPIRY, reminded, zone, following) is None:  # it was sent before a clock was set back
        assert next_reminder(EXPIRY, reminded, zone, following) != following
