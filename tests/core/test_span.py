"""Durations are read as people type them, and everything else is refused with what was typed."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.span import NotASpan, read_span


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
    ],
)
def test_a_duration_is_read_as_it_is_typed(text: str, span: timedelta) -> None:
    assert read_span(text) == span


@pytest.mark.parametrize("text", ["", " ", "soon", "5x", "-5", "1.5h", "s", "m5", "5 5", "5 5 5x"])
def test_what_is_no_duration_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(NotASpan) as refused:
        read_span(text)
    assert refused.value.text == text


@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59))
def test_hours_minutes_and_seconds_add_up(hours: int, minutes: int, seconds: int) -> None:
    assert read_span(f"{hours}h{minutes}m{seconds}s") == timedelta(hours=hours, minutes=minutes, seconds=seconds)


@given(st.text(max_size=20))
def test_any_text_gives_a_duration_or_its_refusal(text: str) -> None:
    with suppress(NotASpan):
        assert read_span(text) >= timedelta()
