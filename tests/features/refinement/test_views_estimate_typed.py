"""What is typed after `/refine estimate`: the title, and a deadline only where one is meant."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.refusal import Refusal
from bot.features.refinement.views.estimate_typed import NotOneMoment, PerhapsAMoment, read_asked, read_due, usual_due
from bot.schedule.working_days import WorkingDays

TUESDAY = datetime(2026, 12, 1, 12, tzinfo=UTC)
LONDON = "Europe/London"


@pytest.mark.parametrize(
    ("typed", "title", "due"),
    [
        ("Save a card", "Save a card", None),
        ("Save a card by friday 12:00", "Save a card", "2026-12-04 12:00"),
        ("Pay by invoice", "Pay by invoice", None),
        ("Pay by invoice by tomorrow at 9", "Pay by invoice", "2026-12-02 09:00"),
        ("Cut latency by 50 %", "Cut latency by 50 %", None),
        ("Refund by friday", "Refund", "2026-12-04 17:00"),
        ("Refund until 16:00", "Refund", "2026-12-01 16:00"),
        ("Refund BY 9:00", "Refund", "2026-12-02 09:00"),
        ("Refund by in 2 hours", "Refund", "2026-12-01 14:00"),
        ("Remind by every friday", "Remind by every friday", None),
    ],
)
def test_the_last_by_that_means_a_moment_is_the_deadline(typed: str, title: str, due: str | None) -> None:
    asked = read_asked(typed, at=TUESDAY, zone=LONDON)
    assert (asked.title, asked.due and f"{asked.due:%Y-%m-%d %H:%M}") == (title, due)


@pytest.mark.parametrize("typed", ["Refund by fridya 12:00", "Refund by today at 9", "Refund by friday 25:00"])
def test_a_time_of_day_that_means_no_moment_to_come_is_refused(typed: str) -> None:
    with pytest.raises(Refusal):
        read_asked(typed, at=TUESDAY, zone=LONDON)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Refund by 31/11", "31/11"),
        ("Refund by 31 nov", "31 nov"),
        ("Refund by EOD", "EOD"),
        ("Refund until next sprint", "next sprint"),
        ("Refund by freitag", "freitag"),
        ("Refund bis Freitag", "bis Freitag"),
        ("Refund due friday", "due friday"),
        ("Refund in 2 days", "in 2 days"),
        ("Refund today", "today"),
    ],
)
def test_what_may_be_a_deadline_is_asked_before_the_channel_is(typed: str, words: str) -> None:
    with pytest.raises(PerhapsAMoment) as asked:
        read_asked(typed, at=TUESDAY, zone=LONDON)
    assert (asked.value.text, asked.value.words) == (typed, words)


@pytest.mark.parametrize("typed", ["Ship by sea", "Sort by date", "Pay before shipping", "Cut latency by 50 %", "Show the day"])
def test_an_item_may_have_such_words_in_its_name(typed: str) -> None:
    assert read_asked(typed, at=TUESDAY, zone=LONDON).title == typed


def test_a_deadline_is_one_moment() -> None:
    with pytest.raises(NotOneMoment):
        read_due("every friday at 9", at=TUESDAY, zone=LONDON)


@pytest.mark.parametrize(("day", "due"), [(1, 2), (3, 4), (4, 7), (5, 7), (24, 29)])
def test_a_day_from_now_is_a_day_that_the_team_works_on(day: int, due: int) -> None:
    at = TUESDAY.replace(day=day)
    assert usual_due(at, LONDON, timedelta(days=1), WorkingDays(country="GB")) == TUESDAY.replace(day=due)
