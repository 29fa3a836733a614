"""What is said seldom: once an hour for each key, and for a bounded number of keys."""

from bot.core.seldom import HOUR, Seldom


class Ticking:
    """Seconds that a test sets."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_same_is_said_once_an_hour_and_then_with_how_often_it_was_passed_over() -> None:
    seconds = Ticking()
    seldom = Seldom(seconds=seconds)
    assert [seldom.passed_over("ana") for _ in range(4)] == [0, None, None, None]
    assert seldom.passed_over("ben") == 0
    seconds.now += HOUR
    assert seldom.passed_over("ana") == 3
    assert seldom.passed_over("ana") is None


def test_a_flood_of_keys_is_said_no_more_often_than_there_is_room_and_makes_room_in_time() -> None:
    seconds = Ticking()
    seldom = Seldom(most=10, seconds=seconds)
    assert [seldom.passed_over(number) for number in range(1_000)] == [0] * 10 + [None] * 990
    assert len(seldom._said) == 10
    seconds.now += HOUR
    assert seldom.passed_over("new") == 0
