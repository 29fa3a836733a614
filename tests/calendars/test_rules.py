"""What a calendar app makes of what is written: the same dates as the bot's, whatever the rule and the zone."""

from datetime import UTC, datetime, timedelta
from itertools import takewhile
from typing import Any

import icalendar
import pytest
import recurring_ical_events  # type: ignore[import-untyped]

from bot.calendars.rules import Entry, calendar, one_date, single
from bot.schedule.recurrence import Recurrence, occurrences

FIRST = datetime(2026, 9, 1, 10)
SINCE, UNTIL = datetime(2026, 9, 1, tzinfo=UTC), datetime(2028, 5, 1, tzinfo=UTC)
RULES = {
    "weekly": Recurrence("FREQ=WEEKLY;BYDAY=TU", FIRST, "Europe/Madrid"),
    "every other week, the phase from a Sunday": Recurrence(
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", datetime(2026, 9, 6, 10), "America/Toronto"
    ),
    "months without a 31st": Recurrence("FREQ=MONTHLY;BYMONTHDAY=31", FIRST, "Australia/Lord_Howe"),
    "a fifth Friday": Recurrence("FREQ=MONTHLY;BYDAY=5FR", FIRST, "Europe/London"),
    "the last working day": Recurrence("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", FIRST, "Asia/Kolkata"),
    "counted": Recurrence("FREQ=WEEKLY;BYDAY=MO,TH;COUNT=9", FIRST, "Pacific/Auckland"),
    "until a day": Recurrence("FREQ=DAILY;UNTIL=20261231T235959", FIRST, "America/Los_Angeles"),
    "once": Recurrence("", FIRST, "Europe/Madrid"),
    "skipped and added": Recurrence(
        "FREQ=WEEKLY;BYDAY=TU", FIRST, "Europe/Madrid", (FIRST, FIRST + timedelta(weeks=8)), (datetime(2026, 11, 19, 16, 30),)
    ),
}


def entry(rule: Recurrence, **other: Any) -> Entry:
    given: dict[str, Any] = {"title": "Platform guild", "place": "#guild", "link": "", "sequence": 3, **other}
    return Entry("s1@cortado", recurrence=rule, created=datetime(2026, 8, 1, tzinfo=UTC), **given)


def events(written: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(written).walk("VEVENT"))


@pytest.mark.parametrize("name", RULES)
def test_a_calendar_app_reads_the_dates_that_the_bot_keeps(name: str) -> None:
    rule = RULES[name]
    ours = [one.starts for one in takewhile(lambda one: one.starts < UNTIL, occurrences(rule, SINCE))]
    parsed = icalendar.Calendar.from_ical(calendar("Cortado", [entry(rule)]))
    theirs = [event.start.astimezone(UTC) for event in recurring_ical_events.of(parsed).between(SINCE, UNTIL)]
    assert sorted(theirs) == ours
    assert [str(zone["TZID"]) for zone in parsed.walk("VTIMEZONE")] == [rule.zone]


def test_an_event_keeps_its_name_and_says_how_often_it_was_changed() -> None:
    rule = Recurrence("FREQ=WEEKLY;BYDAY=TU", FIRST, "Europe/Madrid", duration=timedelta(minutes=45))
    written = calendar(
        "Cortado", [entry(rule, title='Flaky; "tests", \\ and\nmore ' + "é" * 90, link="https://meet.example/abc")]
    )
    (event,) = events(written)
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == ("s1@cortado", 3, "CONFIRMED")
    assert event["SUMMARY"] == 'Flaky; "tests", \\ and\nmore ' + "é" * 90
    assert (event["URL"], event["LOCATION"]) == ("https://meet.example/abc", "#guild")
    assert event.duration == timedelta(minutes=45)
    assert b"METHOD:PUBLISH" in written
    assert max(map(len, written.split(b"\r\n"))) <= 75
    assert written == calendar("Cortado", [entry(rule, title=str(event["SUMMARY"]), link="https://meet.example/abc")])


def test_what_was_called_off_is_cancelled_in_the_feed_and_by_its_file() -> None:
    ended = entry(RULES["weekly"], ended=True)
    (told,) = events(calendar("Cortado", [ended]))
    assert (told["UID"], told["STATUS"], b"METHOD:PUBLISH" in calendar("Cortado", [ended])) == ("s1@cortado", "CANCELLED", True)
    written = single(ended)
    (event,) = events(written)
    assert (event["UID"], event["STATUS"], b"METHOD:CANCEL" in written) == ("s1@cortado", "CANCELLED", True)


def test_a_channel_that_has_no_name_is_no_place() -> None:
    (event,) = events(single(entry(RULES["weekly"], place="")))
    assert "LOCATION" not in event


def test_one_date_is_a_file_of_its_own_and_cancelled_when_it_is_called_off() -> None:
    wall = FIRST + timedelta(weeks=2)
    (held,) = events(one_date(entry(RULES["weekly"]), wall, takes_place=True))
    (off,) = events(one_date(entry(RULES["weekly"]), wall, takes_place=False))
    assert held["UID"] == off["UID"] == "20260915T100000.s1@cortado"
    assert (held.start.replace(tzinfo=None), "RRULE" in held) == (wall, False)
    assert (held["STATUS"], off["STATUS"]) == ("CONFIRMED", "CANCELLED")


def test_dates_that_are_told_one_by_one_stand_in_the_place_of_the_rule() -> None:
    dates = (datetime(2026, 9, 1, 10), datetime(2026, 9, 9, 10), datetime(2026, 12, 24, 10))
    (event,) = events(single(entry(RULES["weekly"], dates=dates)))
    parsed = icalendar.Calendar()
    parsed.add_component(event)
    assert [one.start.replace(tzinfo=None) for one in recurring_ical_events.of(parsed).between(SINCE, UNTIL)] == list(dates)
    assert "RRULE" not in event


def test_a_rule_of_which_nothing_is_left_makes_an_empty_calendar() -> None:
    never = Recurrence("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", FIRST, "UTC")
    assert events(calendar("Cortado", [entry(never)])) == []


def test_a_feed_asks_to_be_read_each_hour_and_a_skipped_date_stands_in_its_zone() -> None:
    written = calendar("Guild", [entry(RULES["skipped and added"])]).decode()
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in written
    assert "EXDATE;TZID=Europe/Madrid:20260901T100000" in written
