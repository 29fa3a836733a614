"""Periods of a ledger, as they are typed on Tuesday, 1 December 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.seu.rules.periods import NotAPeriod, Period, PeriodIsTwo, read_period

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("", None, None),
        ("all", None, None),
        ("2026", "2026-01-01", "2026-12-31"),
        ("in 2025", "2025-01-01", "2025-12-31"),
        ("2024-2025", "2024-01-01", "2025-12-31"),
        ("2024 to 2025", "2024-01-01", "2025-12-31"),
        ("march", "2026-03-01", "2026-03-31"),
        ("December", "2026-12-01", "2026-12-31"),
        ("feb 2024", "2024-02-01", "2024-02-29"),
        ("q3", "2026-07-01", "2026-09-30"),
        ("Q4 2025", "2025-10-01", "2025-12-31"),
        ("since march", "2026-03-01", None),
        ("since march 2024", "2024-03-01", None),
        ("since 2024", "2024-01-01", None),
        ("from 12 nov", "2026-11-12", None),
        ("since last friday", "2026-11-27", None),
        ("since monday", "2026-11-30", None),
        ("since yesterday", "2026-11-30", None),
        ("until march", None, "2026-03-31"),
        ("until 2025-11-21", None, "2025-11-21"),
        ("from march to may", "2026-03-01", "2026-05-31"),
        ("november to january 2026", "2025-11-01", "2026-01-31"),
        ("between 1 nov and 15 nov", "2026-11-01", "2026-11-15"),
        ("2026-01-15 - 2026-02-15", "2026-01-15", "2026-02-15"),
        ("this year", "2026-01-01", "2026-12-31"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("this quarter", "2026-10-01", "2026-12-31"),
        ("last quarter", "2026-07-01", "2026-09-30"),
        ("last month", "2026-11-01", "2026-11-30"),
        ("this week", "2026-11-30", "2026-12-06"),
        ("last week", "2026-11-23", "2026-11-29"),
        ("last 12 months", "2025-12-02", "2026-12-01"),
        ("the past 90 days", "2026-09-03", "2026-12-01"),
        ("last 2 years", "2024-12-02", "2026-12-01"),
        ("12 nov", "2026-11-12", "2026-11-12"),
    ],
)
def test_a_period_is_read(text: str, since: str | None, until: str | None) -> None:
    wanted = Period(since and date.fromisoformat(since), until and date.fromisoformat(until))  # type: ignore[arg-type]  # None or a day
    assert read_period(text, TODAY) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "forecasting",
        "since",
        "last 0 days",
        "from may 2026 to march 2026",
        "since 31 feb",
        "12 13 14",
        "until then",
        "from whenever to 2026",
    ],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(NotAPeriod) as refused:
        read_period(text, TODAY, "other")
    assert (refused.value.text, refused.value.field) == (text, "other")


def test_a_day_that_could_be_two_is_asked_back() -> None:
    with pytest.raises(PeriodIsTwo) as refused:
        read_period("since 3/4", TODAY)
    assert refused.value.readings == ("3 april", "4 march")


@given(st.text(alphabet=st.sampled_from("since last 12 months march 2026 to from - q3 years"), max_size=40))
def test_whatever_is_typed_is_a_period_or_refused(text: str) -> None:
    try:
        found = read_period(text, TODAY)
    except (NotAPeriod, PeriodIsTwo):
        return
    assert found.since is None or found.until is None or found.since <= found.until
