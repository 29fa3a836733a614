"""Business time is another clock moved by an offset, and goes on from wherever it was moved to."""

from datetime import UTC, datetime, timedelta

from bot.core.clock import MovableClock, RealClock, SetClock
from bot.core.ids import CountedIds, RandomIds

START = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_a_clock_that_was_moved_goes_on_from_there() -> None:
    real = SetClock(START)
    business = MovableClock(real)
    business.move_to(START + timedelta(days=30))
    real.advance(timedelta(minutes=5))
    assert business.now() == START + timedelta(days=30, minutes=5)
    assert business.offset == timedelta(days=30)


def test_the_real_clock_tells_an_aware_instant_in_utc() -> None:
    assert RealClock().now().utcoffset() == timedelta()


def test_random_ids_fit_a_button_and_are_never_the_same() -> None:
    fresh = {RandomIds().fresh() for _ in range(1_000)}
    assert len(fresh) == 1_000
    assert all(len(one) <= 32 and one.isalnum() for one in fresh)


def test_counted_ids_name_the_same_things_alike_in_two_runs() -> None:
    first, second = CountedIds("m"), CountedIds("m")
    assert [first.fresh(), first.fresh()] == [second.fresh(), second.fresh()] == ["m1", "m2"]
