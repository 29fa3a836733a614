"""Days in a row: counted, joined, taken away."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams.day_range import DayRange, joined, without

FIRST = date(2026, 12, 1)
RANGES = st.builds(
    lambda start, length: DayRange(FIRST + timedelta(days=start), FIRST + timedelta(days=start + length)),
    st.integers(0, 40),
    st.integers(0, 10),
)


def test_an_end_before_the_beginning_is_no_range() -> None:
    with pytest.raises(ValueError, match="before they begin"):
        DayRange(FIRST, FIRST - timedelta(days=1))


def test_both_ends_are_among_the_days() -> None:
    days = DayRange(date(2026, 12, 30), date(2027, 1, 1))
    assert list(days) == [date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1)]
    assert len(days) == 3
    assert date(2027, 1, 1) in days
    assert date(2027, 1, 2) not in days


@given(st.lists(RANGES, max_size=5), RANGES)
def test_joined_and_taken_away_they_are_the_same_days(ranges: list[DayRange], taken: DayRange) -> None:
    days = {day for each in ranges for day in each}
    one = joined(ranges)
    assert [day for each in one for day in each] == sorted(days)
    assert len(one) <= len(ranges)
    assert {day for each in without(ranges, taken) for day in each} == days - set(taken)
