"""Lanes, budgets and pauses as arithmetic."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.rate_limits import BUDGETS, LONG_AGO, LONGEST_WAIT, Budget, bound, pause

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
BUDGET = Budget(per_minute=60, burst=6, reserved=2)


def test_a_full_bucket_gives_its_burst_at_once_and_keeps_the_reserve() -> None:
    full, given_out = None, 0
    while BUDGET.free_at(full, NOW, urgent=False) <= NOW:
        full = BUDGET.taken(full, NOW)
        given_out += 1
    assert given_out == 4
    while BUDGET.free_at(full, NOW, urgent=True) <= NOW:
        full = BUDGET.taken(full, NOW)
        given_out += 1
    assert given_out == 6


@given(steps=st.lists(st.tuples(st.floats(0, 5), st.booleans()), max_size=200))
@pytest.mark.parametrize("method", sorted(BUDGETS))
def test_no_minute_sees_more_than_the_burst_and_the_rate(method: str, steps: list[tuple[float, bool]]) -> None:
    budget, now, full = BUDGETS[method], NOW, None
    taken: list[datetime] = []
    for seconds, urgent in steps:
        now += timedelta(seconds=seconds)
        if budget.free_at(full, now, urgent=urgent) <= now:
            full = budget.taken(full, now)
            taken.append(now)
    for begin in taken:
        assert sum(begin <= at < begin + timedelta(minutes=1) for at in taken) <= budget.burst + budget.per_minute


@pytest.mark.parametrize(
    ("method", "allowed"), [("chat.update", 50), ("chat.delete", 50), ("conversations.open", 50), ("views.publish", 100)]
)
def test_a_budget_stays_within_what_slack_allows(method: str, allowed: int) -> None:
    assert BUDGETS[method].burst + BUDGETS[method].per_minute <= allowed


def test_a_third_of_the_updates_is_kept_for_changes_of_phase() -> None:
    assert BUDGETS["chat.update"].reserved * 3 == BUDGETS["chat.update"].burst


def test_pauses_grow_and_then_stay() -> None:
    pauses = [pause(attempts) for attempts in range(1, 20)]
    assert pauses == sorted(pauses)
    assert pauses[-1] <= LONGEST_WAIT


def test_what_lies_further_ahead_than_anything_waits_was_written_before_a_clock_was_set_back() -> None:
    assert bound(NOW + LONGEST_WAIT, NOW) == NOW + LONGEST_WAIT
    assert bound(NOW + timedelta(hours=1), NOW) == LONG_AGO
    assert bound(None, NOW) == LONG_AGO
