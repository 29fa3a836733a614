"""An hour of a busy day on each engine; `make day` lives through all of it, and says what the memory does."""

import pytest

from tests.endurance.bounds import complaints
from tests.endurance.day import Day, live_through
from tests.endurance.measures import Hour
from tests.plugins.repeatable import ON_CI

BUSY = Day(hours=1, acts=150, people=40, channels=4)


def an_hour(resident: int = 200, **more: int) -> Hour:
    from bot.store.schema import whole_schema

    rows = {table.name: 0 for table in whole_schema().sorted_tables} | more
    return Hour(1, 100, resident * 2**20, 5, 20, 0, rows, {})


@pytest.mark.skipif(not ON_CI, reason="takes some seconds on each engine")
def test_in_a_busy_hour_nothing_grows_that_must_not(database_url: str) -> None:
    hours: list[Hour] = []
    live_through(BUSY, database_url, hours.append)
    assert complaints(hours, BUSY.people, BUSY.channels) == []
    assert hours[-1].rows["meetings_meeting"] > 0


def test_what_grows_is_found() -> None:
    steady = [an_hour() for _ in range(9)]
    assert complaints(steady, 40, 4) == []
    assert complaints([an_hour(100 + 10 * hour) for hour in range(9)], 40, 4) == [
        "memory grew from 140.0 to 170.0 MB in the last third"
    ]
    (found,) = complaints([*steady, an_hour(schedule_heartbeat=10_000)], 40, 4)
    assert found.startswith("schedule_heartbeat has 10000 rows")
