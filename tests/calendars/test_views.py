"""The form of a calendar names what comes next first."""

from datetime import UTC, datetime, timedelta

from bot.calendars.views import File, Followed, my_calendar
from bot.core.ids import ChannelId, SeriesId
from bot.schedule.recurrence import OccurrenceTime
from bot.words.words import words_for
from tests.fakes.payloads import render_modal
from tests.features.desk import text_of

TEN = datetime(2026, 12, 7, 10, tzinfo=UTC)


def file(name: str, days: int | None) -> File:
    if days is None:
        return File(SeriesId(name), name, None)
    at = TEN + timedelta(days=days)
    return File(SeriesId(name), name, OccurrenceTime(at.replace(tzinfo=None), at, None))


def test_what_comes_next_stands_first_and_what_has_no_date_last() -> None:
    files = [file("Paused", None), file("Sprint Review", 11), file("Daily Scrum", 0), file("Sprint Planning", 0)]
    followed = [Followed(ChannelId("C0GUILD"), files)]
    told = text_of(render_modal(my_calendar(words_for("en-GB", "UTC"), "https://bot.example", "s", followed)))
    places = [told.index(f"{name}.ics") for name in ("Daily Scrum", "Sprint Planning", "Sprint Review", "Paused")]
    assert places == sorted(places)
