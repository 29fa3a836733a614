"""What a status in Slack says of somebody's days."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.teams.day_range import DayRange
from bot.teams.status import Status, days_of, says_away
from bot.teams.team import AWAY_WORDS

MONDAY = datetime(2026, 12, 21, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "away"),
    [
        ("Vacationing :palm_tree:", True),
        ("OOO until Monday", True),
        ("On leave, ask @ben", True),
        (":palm_tree:", True),
        ("Out sick :face_with_thermometer:", True),
        ("Reading about vacations", False),
        ("Cooking :cooking:", False),
        ("In a meeting :calendar:", False),
        ("", False),
    ],
)
def test_a_status_says_away_by_a_word_of_its_own(text: str, *, away: bool) -> None:
    assert says_away(Status(text), AWAY_WORDS) is away


def test_words_of_a_team_are_words_in_any_language_and_mean_nothing_else() -> None:
    assert says_away(Status("im URLAUB"), ["urlaub"])
    assert not says_away(Status("Urlaubsplanung"), ["urlaub"])
    assert not says_away(Status("abc"), ["a.c"])


@pytest.mark.parametrize(
    ("ends", "last"),
    [
        ("2026-12-21T22:59:59", 21),
        ("2026-12-27T23:00:00", 27),
        ("2026-12-27T16:00:00", 27),
        ("2026-12-27T08:00:00", 26),
        ("2026-12-21T10:00:00", None),
    ],
)
def test_a_day_that_the_status_leaves_by_noon_is_no_day_away(ends: str, last: int | None) -> None:
    found = days_of(Status("ooo", datetime.fromisoformat(ends).replace(tzinfo=UTC)), MONDAY, ZoneInfo("Europe/Madrid"))
    assert found == (last and DayRange(date(2026, 12, 21), date(2026, 12, last)))


def test_a_status_without_an_end_counts_for_a_month_after_it_was_heard_of() -> None:
    found = days_of(Status("ooo"), MONDAY, ZoneInfo("Europe/Madrid"))
    assert found == DayRange(date(2026, 12, 21), date(2027, 1, 19))
