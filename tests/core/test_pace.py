"""A pace is granted, kept up for long, and remembered of a bounded number."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from bot.core.pace import Pace


def test_a_burst_is_granted_at_once_and_then_the_pace() -> None:
    pace: Pace[str] = Pace(2.0, burst_seconds=5.0, most=10)
    assert [pace.grant("a", 1, 0.0) for _ in range(11)] == [0.0] * 10 + [0.5]
    assert [pace.grant("a", 1, at) for at in (0.25, 0.5, 0.5, 1.0)] == [0.25, 0.0, 0.5, 0.0]
    assert pace.grant("b", 10, 0.0) == 0.0
    assert pace.grant("b", 1, 100.0) == 0.0


@example([(0.0, 1.0)] * 5 + [(0.0, 2.0)] * 2 + [(0.0, 3.0)] * 5 + [(4.0, 1.0), (4.0, 3.0)])
@given(some.lists(some.tuples(some.floats(0, 4), some.floats(0.1, 3)), max_size=60))
def test_who_waits_as_long_as_was_said_is_granted_it(asked: list[tuple[float, float]]) -> None:
    pace, now = Pace[str](1.0, burst_seconds=3.0, most=10), 0.0
    for pause, cost in asked:
        now += pause
        wait = pace.grant("a", cost, now)
        if wait:
            now += wait + 1e-9
            assert pace.grant("a", cost, now) == 0.0


@pytest.mark.parametrize("at", [0.0, 1_000.0])
def test_no_more_keys_are_known_than_were_said_and_who_asks_at_last_is_among_them(at: float) -> None:
    pace: Pace[int] = Pace(1.0, burst_seconds=1.0, most=8)
    for key in range(1_000):
        assert pace.grant(key, 1, at) == 0.0
        assert len(pace) <= 8
    assert pace.grant(999, 1, at) > 0.0
