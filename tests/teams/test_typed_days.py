"""Days as people type them, read on Saturday 28 November 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.refusal import Refusal
from bot.teams.day_range import DayRange
from bot.teams.typed_days import (
    MOST_FREE,
    DaysAreTwo,
    NotDays,
    TooManyDays,
    TooManyRanges,
    as_typed,
    read_days,
    read_free_days,
)

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("20-31 dec", "2026-12-20", "2026-12-31"),
        ("20 – 31 December", "2026-12-20", "2026-12-31"),
        ("dec 20-31", "2026-12-20", "2026-12-31"),
        ("from 20th to 31st of december", "2026-12-20", "2026-12-31"),
        ("25 Dec – 2 Jan", "2026-12-25", "2027-01-02"),
        ("25-dec - 2-jan", "2026-12-25", "2027-01-02"),
        ("25 dec until 2 jan 2027", "2026-12-25", "2027-01-02"),
        ("20 dec - 5 jan 2028", "2027-12-20", "2028-01-05"),
        ("2026-12-20 - 2026-12-31", "2026-12-20", "2026-12-31"),
        ("24.12.2026 - 2.1.2027", "2026-12-24", "2027-01-02"),
        ("25 december", "2026-12-25", "2026-12-25"),
        ("on 25/12", "2026-12-25", "2026-12-25"),
        ("25 dec, 2027", "2027-12-25", "2027-12-25"),
        ("1-5 jan", "2027-01-01", "2027-01-05"),
        ("25-30 nov", "2026-11-25", "2026-11-30"),
        ("today", "2026-11-28", "2026-11-28"),
        ("today - tomorrow", "2026-11-28", "2026-11-29"),
        ("tomorrow", "2026-11-29", "2026-11-29"),
        ("monday - friday", "2026-11-30", "2026-12-04"),
        ("until friday", "2026-11-28", "2026-12-04"),
        ("this week", "2026-11-28", "2026-11-29"),
        ("next week", "2026-11-30", "2026-12-06"),
        ("for 3 days", "2026-11-28", "2026-11-30"),
        ("1 day", "2026-11-28", "2026-11-28"),
        ("20.12.-31.12.", "2026-12-20", "2026-12-31"),
        ("20.-31. dec", "2026-12-20", "2026-12-31"),
        ("24.12. - 2.1.", "2026-12-24", "2027-01-02"),
        ("2026-12-20..2026-12-31", "2026-12-20", "2026-12-31"),
        ("2026-12-20/2026-12-31", "2026-12-20", "2026-12-31"),
        ("2026-12-20 2026-12-31", "2026-12-20", "2026-12-31"),
        ("for 2 weeks", "2026-11-28", "2026-12-11"),
        ("2 weeks from 20 dec", "2026-12-20", "2027-01-02"),
        ("two weeks starting monday", "2026-11-30", "2026-12-13"),
        ("a week from monday", "2026-11-30", "2026-12-06"),
        ("KW 51", "2026-12-14", "2026-12-20"),
        ("week 48", "2026-11-23", "2026-11-29"),
        ("week 1", "2027-01-04", "2027-01-10"),
        ("until christmas", "2026-11-28", "2026-12-25"),
    ],
)
def test_days_are_read_as_they_are_typed(typed: str, first: str, last: str) -> None:
    assert read_days(typed, TODAY) == DayRange(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ("mondays", NotDays),
        ("0 weeks", NotDays),
        ("week 60", NotDays),
        ("60 weeks", TooManyDays),
        ("", NotDays),
        ("soon", NotDays),
        ("31-20 dec", NotDays),
        ("25 dec - 20 dec", NotDays),
        ("30 - 31 feb", NotDays),
        ("20-99 dec", NotDays),
        ("0 days", NotDays),
        ("until soon", NotDays),
        ("20 dec - 31 dec and more", NotDays),
        ("1 jan 2027 - 2 jan 2028", TooManyDays),
        ("3/4", DaysAreTwo),
    ],
)
def test_what_says_no_days_is_refused_with_what_was_typed(typed: str, refused: type[Refusal]) -> None:
    with pytest.raises(refused) as why:
        read_days(typed, TODAY, "free")
    assert (why.value.text, why.value.field) == (typed, "free")  # type: ignore[attr-defined]


def test_what_can_be_read_in_two_ways_offers_both() -> None:
    with pytest.raises(DaysAreTwo) as why:
        read_days("3/4", TODAY)
    assert why.value.readings == ("3 april", "4 march")


def test_free_days_are_parted_by_lines_and_commas_and_kept_in_their_order() -> None:
    read = read_free_days("25 Dec – 2 Jan\n6 jan 2027, 31 oct, 2027; 3 jan\n\n", TODAY, "free")
    assert [as_typed(days) for days in read] == ["25 Dec 2026 – 3 Jan 2027", "6 Jan 2027", "31 Oct 2027"]
    with pytest.raises(TooManyRanges):
        read_free_days("\n".join(["25 dec"] * (MOST_FREE + 1)), TODAY, "free")


@settings(max_examples=50)
@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(0, 364))
def test_what_is_written_back_is_read_as_the_same_days(first: date, more: int) -> None:
    days = DayRange(first, first + timedelta(days=more))
    assert read_days(as_typed(days), TODAY) == days
