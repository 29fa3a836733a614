"""Meetings in numbers, where there is little to count."""

from datetime import date, timedelta

from bot.core.ids import MeetingId, SeriesId
from bot.features.lean_coffee.rules.exports import read_wanted
from bot.features.lean_coffee.rules.stats import Named, OneMeeting, alike
from bot.features.lean_coffee.rules.thumbs import is_later
from tests.features.lean_coffee.scene import TEN

GUILD, WEEKLY = SeriesId("s1"), SeriesId("s2")


def named(meeting: str, title: str, series: SeriesId | None = None) -> Named:
    return Named(MeetingId(meeting), title, series)


def test_a_meeting_without_a_topic_took_no_time_for_one() -> None:
    assert OneMeeting(TEN, "Guild", 0, 0, timedelta(minutes=9), 3).minutes_a_topic == 0.0
    assert OneMeeting(TEN, "Guild", 2, 0, timedelta(minutes=9), 3).minutes_a_topic == 4.5


def test_meetings_of_a_series_count_together_and_others_by_their_title() -> None:
    held = [named("a", "Guild", GUILD), named("b", "Other", GUILD), named("c", "guild"), named("d", "Guild"), named("e", "Other")]
    assert alike(held, held[0]) == {"a", "b"}
    assert alike(held, held[2]) == {"c", "d"}
    assert alike(held, named("f", "Guild", WEEKLY)) == set()


def test_a_second_day_is_kept_as_it_was_typed() -> None:
    assert read_wanted("2026-11-03 4 november 2026", date(2026, 12, 1)).more == "4 november 2026"


def test_a_thumb_that_comes_twice_is_not_later_than_itself() -> None:
    assert not is_later("1764583200.000100", "1764583200.000100")
    assert is_later("1764583200.000100", "1764583200.0000999")
