"""Durations are read as people type them, and everything else is refused with what was typed."""

import re
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.span import LENGTH, NotASpan, read_span


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
