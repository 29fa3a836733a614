"""From stretches of presence to whole minutes."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.ids import PersonId
from bot.presence.rules import Segment, minutes_present, span_present, was_there, whole_minutes

TEN = datetime(2026, 12, 1, 10, tzinfo=UTC)
ELEVEN = TEN + timedelta(hours=1)
BEN = PersonId("U0BEN")


def stretch(since: float, until: float | None) -> Segment:
    """Return a stretch from minute to minute of the session."""
    return Segment(BEN, TEN + timedelta(minutes=since), None if until is None else TEN + timedelta(minutes=until))


def test_who_stays_is_here_until_the_end() -> None:
    assert minutes_present([stretch(2, None)], TEN, ELEVEN) == 58


def test_what_overlaps_counts_once_and_what_lies_outside_not_at_all() -> None:
    assert minutes_present([stretch(10, 40), stretch(30, 60)], TEN, ELEVEN) == 50
    assert minutes_present([stretch(-5, 12), stretch(20, 70)], TEN, ELEVEN) == 52
    assert minutes_present([stretch(-20, -10), stretch(70, None)], TEN, ELEVEN) == 0


def test_seconds_are_added_before_they_are_rounded() -> None:
    assert minutes_present([stretch(0, 1.5), stretch(10, 11.5), stretch(20, 21.5)], TEN, ELEVEN) == 4
    assert whole_minutes(timedelta(seconds=59)) == 0


def test_nobody_was_there_no_minutes() -> None:
    assert minutes_present([], TEN, ELEVEN) == 0


@given(
    st.lists(st.tuples(st.floats(-30, 90), st.none() | st.floats(-30, 90)).map(lambda span: stretch(*span)), max_size=8),
    st.integers(0, 90),
)
def test_nobody_is_present_longer_than_the_session_ran_and_two_halves_make_the_whole(many: list[Segment], cut: int) -> None:
    middle = min(ELEVEN, TEN + timedelta(minutes=cut))
    whole = span_present([one for one in many if one.until is not None], TEN, ELEVEN)
    assert timedelta() <= whole <= ELEVEN - TEN
    closed = [one for one in many if one.until is not None]
    assert span_present(closed, TEN, middle) + span_present(closed, middle, ELEVEN) == whole
    assert minutes_present(many, TEN, ELEVEN) <= 60


@pytest.mark.parametrize(
    ("stated", "there"),
    [({}, {"a", "b"}), ({"c": 1}, {"a", "b", "c"}), ({"a": 0}, {"b"}), ({"a": 5, "b": 0, "c": 0}, {"a"})],
)
def test_the_word_of_the_host_adds_who_was_not_seen_and_takes_off_who_was(stated: dict[str, int], there: set[str]) -> None:
    assert was_there([PersonId("a"), PersonId("b")], {PersonId(one): minutes for one, minutes in stated.items()}) == there
