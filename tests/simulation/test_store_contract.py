"""The simulated store keeps the contract of the real ones."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.core.clock import SetClock
from bot.core.ids import CountedIds
from bot.store.transaction import Answering
from bot.store.unit import RunningStore
from tests.fakes.hints import Hints
from tests.simulation.database import Database, NoFates, opener
from tests.store.conftest import lay_table
from tests.store.scene import HERE, cups, pour
from tests.store.test_contract import *  # noqa: F403 - each test of the contract, on the store of this module

# what is asked of a file beside the store, or of a second thread: here there are none
del test_a_snapshot_stands_still_while_others_write, test_a_caller_that_goes_away_does_not_undo_its_action  # noqa: F821
del test_a_report_reads_beside_the_running_store_and_writes_nothing, test_a_report_reads_when_nobody_runs  # noqa: F821


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return lay_table(sqlite_url)


@pytest.fixture
def make_store(
    database_url: str, clock: SetClock, real: SetClock, ids: CountedIds, answers: Answering, hints: Hints
) -> Callable[[], RunningStore]:
    path = Path(database_url.removeprefix("sqlite:///"))
    opened = opener(Database(path.read_bytes()), NoFates)
    return lambda: opened(database_url, clock=clock, real=real, ids=ids, answers=answers, on_commit=hints, given={})


@pytest.fixture
async def store(make_store: Callable[[], RunningStore]) -> AsyncIterator[RunningStore]:
    running = make_store()
    await running.start()
    yield running
    await running.stop()


async def test_what_was_asked_for_is_done_though_nobody_waits(make_store: Callable[[], RunningStore]) -> None:
    first, second = make_store(), make_store()
    await first.start()
    await second.start()
    asking = asyncio.ensure_future(first.write(pour, HERE, None, "mug"))
    await asyncio.sleep(0)
    asking.cancel()
    await first.stop()
    assert await second.read(cups, HERE) == [("mug", 0)]
