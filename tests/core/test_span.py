"""Durations are read as people type them, and everything else is refused with what was typed."""

import re
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.span import LENGTH, NotASpan, read_span, two_lengths


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("5", timedelta(minutes=5)),
        ("5m", timedelta(minutes=5)),
        (" 45 min ", timedelta(minutes=45)),
        ("90s", timedelta(seconds=90)),
        ("1h", timedelta(hours=1)),
        ("1h30", timedelta(minutes=90)),
        ("1H 30M", timedelta(minutes=90)),
        ("2m30s", timedelta(seconds=150)),
        ("3 minutes", timedelta(minutes=3)),
        ("0", timedelta()),
        ("an hour", timedelta(hours=1)),
        ("half an hour", timedelta(minutes=30)),
        ("half  hour", timedelta(minutes=30)),
        ("an hour and a half", timedelta(minutes=90)),
        ("One and a half hours", timedelta(minutes=90)),
        ("2 and a half hours", timedelta(minutes=150)),
        ("1.5h", timedelta(minutes=90)),
        ("1,5 hours", timedelta(minutes=90)),
        ("two hours and 30 minutes", timedelta(minutes=150)),
        ("an hour and a quarter", timedelta(minutes=75)),
        ("a quarter of an hour", timedelta(minutes=15)),
        ("three quarters of an hour", timedelta(minutes=45)),
        ("forty-five minutes", timedelta(minutes=45)),
        ("45-minute", timedelta(minutes=45)),
    ],
)
def test_a_duration_is_read_as_it_is_typed(text: str, span: timedelta) -> None:
    assert read_span(text) == span


@pytest.mark.parametrize("text", ["", " ", "soon", "5x", "-5", "1.5.5h", "half", "an", "s", "m5", "5 5", "5 5 5x"])
def test_what_is_no_duration_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(NotASpan) as refused:
        read_span(text)
    assert refused.value.text == text


@pytest.mark.parametrize(
    "text", ["45m", "1h30", "an hour and a half", "half an hour", "two hours and 30 minutes", "1.5 hours", "90s"]
)
def test_a_duration_is_found_whole_within_a_longer_text(text: str) -> None:
    found = re.compile(LENGTH, re.IGNORECASE).match(f"{text} at 10")
    assert found is not None
    assert found[0] == text
    assert read_span(text) > timedelta()


@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59))
def test_hours_minutes_and_seconds_add_up(hours: int, minutes: int, seconds: int) -> None:
    assert read_span(f"{hours}h{minutes}m{seconds}s") == timedelta(hours=hours, minutes=minutes, seconds=seconds)


@given(st.text(max_size=20))
def test_any_text_gives_a_duration_or_its_refusal(text: str) -> None:
    with suppress(NotASpan):
        assert read_span(text) >= timedelta()


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("1.30h", ("90 minutes", "78 minutes")),
        ("1,30 h", ("90 minutes", "78 minutes")),
        ("for 1.15 hours", ("75 minutes", "69 minutes")),
        ("0.45h", ("45 minutes", "27 minutes")),
        ("2.80h", ("168 minutes",)),
    ],
)
def test_hours_with_two_figures_behind_the_point_may_be_minutes_and_are_no_length(text: str, lengths: tuple[str, ...]) -> None:
    assert two_lengths(text) == lengths
    with pytest.raises(NotASpan):
        read_span(text)


@pytest.mark.parametrize("text", ["1.25h", "0.75 hours", "1.50h", "2.00h", "1.5h", "1h30", "1:30", "90.25m", "11.30"])
def test_a_plain_decimal_of_hours_has_one_meaning(text: str) -> None:
    assert two_lengths(text) == ()
