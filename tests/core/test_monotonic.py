"""A clock that was set is noticed against one that nobody sets, and held until somebody has seen to it."""

from dataclasses import dataclass
from datetime import timedelta

from bot.core.clock import RealClock, SetClock
from bot.core.monotonic import HeldClock, monotonic_of
from tests.conftest import NOON

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


@dataclass
class Machine:
    """A machine with a clock that can be set, and seconds that cannot."""

    real: SetClock
    seconds: float = 1_000.0

    def __post_init__(self) -> None:
        self.held = HeldClock(self.real, lambda: self.seconds)

    def passes(self, span: timedelta) -> None:
        self.seconds += span.total_seconds()
        self.real.advance(span)


def machine() -> Machine:
    return Machine(SetClock(NOON))


def test_time_that_passes_is_no_jump() -> None:
    it = machine()
    for _ in range(10):
        it.passes(HOUR)
        assert (it.held.now(), it.held.jump()) == (it.real.now(), timedelta())


def test_a_clock_that_is_brought_right_slowly_is_followed() -> None:
    it = machine()
    for _ in range(100):
        it.passes(SECOND)
        it.real.advance(timedelta(milliseconds=200))
        assert (it.held.now(), it.held.jump()) == (it.real.now(), timedelta())


def test_a_jump_is_held_until_it_is_accepted_and_time_goes_on_meanwhile() -> None:
    for by in (HOUR, -HOUR, timedelta(days=2), timedelta(seconds=-6)):
        it = machine()
        it.real.advance(by)
        assert it.held.jump() == by
        it.passes(SECOND)
        assert it.held.now() == NOON + SECOND
        it.held.accept()
        assert (it.held.now(), it.held.jump()) == (NOON + by + SECOND, timedelta())


def test_a_clock_that_is_set_back_to_where_it_was_never_jumped() -> None:
    it = machine()
    it.real.advance(HOUR)
    it.real.advance(-HOUR)
    assert (it.held.now(), it.held.jump()) == (NOON, timedelta())


def test_a_thread_that_was_made_to_wait_between_two_looks_looks_again() -> None:
    real, waits = SetClock(NOON), [60.0, 0.0]

    def monotonic() -> float:
        real.advance(timedelta(seconds=waits.pop() if waits else 0))
        return real.now().timestamp()

    assert HeldClock(real, monotonic).jump() == timedelta()


def test_the_machine_has_seconds_that_nobody_sets_and_a_clock_of_a_test_is_believed() -> None:
    monotonic = monotonic_of(RealClock())
    assert monotonic() <= monotonic()
    real = SetClock(NOON)
    believed = HeldClock(real, monotonic_of(real))
    real.advance(HOUR)
    assert (believed.now(), believed.jump()) == (NOON + HOUR, timedelta())
