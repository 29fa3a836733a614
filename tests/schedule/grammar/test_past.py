"""Days that were, as they are typed on a Tuesday, 1 December 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedule.grammar.errors import Ambiguous
from bot.schedule.grammar.parts import OnDate, Problem
from bot.schedule.grammar.past import PAST, PAST_PARTS, resolve_past
from bot.schedule.grammar.scanner import scan
from bot.schedule.recurrence import NeverHappens

TODAY = date(2026, 12, 1)


def read(text: str, today: date = TODAY) -> date:
    (one,) = scan(text, PAST)
    if isinstance(one.part, Problem):
        raise one.part.refusal
    assert isinstance(one.part, PAST_PARTS)
    return resolve_past(one.part, today, one.words)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-12-01"),
        ("this morning", "2026-12-01"),
        ("yesterday", "2026-11-30"),
        ("yesterday evening", "2026-11-30"),
        ("last night", "2026-11-30"),
        ("the day before yesterday", "2026-11-29"),
        ("3 days ago", "2026-11-28"),
        ("a week ago", "2026-11-24"),
        ("two months ago", "2026-10-01"),
        ("last friday", "2026-11-27"),
        ("last tuesday", "2026-11-24"),
        ("on tuesday", "2026-12-01"),
        ("on monday", "2026-11-30"),
        ("friday last week", "2026-11-27"),
        ("last week, on monday", "2026-11-23"),
        ("this past sunday", "2026-11-29"),
        ("this monday", "2026-11-30"),
        ("on 12 nov", "2026-11-12"),
        ("12 nov 2025", "2025-11-12"),
        ("november 12th", "2026-11-12"),
        ("12 april", "2026-04-12"),
        ("1 december", "2026-12-01"),
        ("29 february", "2024-02-29"),
        ("2026-11-12", "2026-11-12"),
        ("on 12.11.", "2026-11-12"),
        ("12.11.2026", "2026-11-12"),
        ("on the 12th", "2026-11-12"),
        ("on the 31st", "2026-10-31"),
        ("friday 13 november", "2026-11-13"),
        ("10 feb", "2026-02-10"),
        ("tomorrow", "2026-12-02"),
        ("next friday", "2026-12-04"),
        ("this friday", "2026-12-04"),
        ("12 december 2026", "2026-12-12"),
        ("saturday 12 december 2026", "2026-12-12"),
    ],
)
def test_a_day_that_was_is_read_and_one_to_come_stays_one(text: str, day: str) -> None:
    assert read(text) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("on 12 dec", ("friday 12 december 2025",)),
        ("30 january", ("friday 30 january 2026",)),
        ("monday 13 november", ("friday 13 november 2026", "monday 16 november 2026")),
        ("monday 13 november 2026", ("friday 13 november 2026", "monday 16 november 2026")),
        ("03/04", ("3 april", "4 march")),
    ],
)
def test_what_could_be_two_days_is_asked_back(text: str, readings: tuple[str, ...]) -> None:
    with pytest.raises(Ambiguous) as refused:
        read(text)
    assert refused.value.readings == readings


@pytest.mark.parametrize("text", ["9999 years ago", "on the 0th", "last whatever"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert not any(isinstance(one.part, PAST_PARTS) for one in scan(text, PAST))


def test_a_day_that_never_was_is_refused() -> None:
    with pytest.raises(NeverHappens):
        resolve_past(OnDate(2, 29, 2025), TODAY)


@given(today=st.dates(date(2001, 1, 1), date(2099, 12, 31)), ago=st.integers(0, 300))
def test_a_date_without_its_year_is_never_after_today_and_the_latest_that_was(today: date, ago: int) -> None:
    day = today - timedelta(days=ago)
    if (day.month, day.day) != (2, 29):
        found = resolve_past(OnDate(day.month, day.day), today, "then")
        assert found == day
