"""After `kill -9` what was answered is there, what was not is there whole or not at all, and the same request finds its place."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

import pytest

from bot.core.refusal import AlreadyDone
from bot.store import RunningStore, StoreHeld
from tests.fakes.reader import open_reader
from tests.store.scene import HERE, cups, pour

ROOT = Path(__file__).parents[2]


@contextmanager
def process(url: str, point: str) -> Iterator[subprocess.Popen[str]]:
    running = subprocess.Popen(
        [sys.executable, "-m", "tests.store.crashing", url, point], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        yield running
    finally:
        running.kill()
        running.communicate(timeout=60)


def said(running: subprocess.Popen[str]) -> str:
    assert running.stdout is not None
    return running.stdout.readline().strip()


def until_dead(url: str, point: str) -> list[str]:
    with process(url, point) as running:
        out, _ = running.communicate(timeout=60)
        assert running.returncode == -signal.SIGKILL
        return out.split()


async def test_killed_between_the_action_and_its_commit_nothing_stays(
    database_url: str, make_store: Callable[[], RunningStore]
) -> None:
    assert until_dead(database_url, "before the commit") == ["started"]
    store = make_store()
    await store.start()
    assert "mug" not in dict(await store.read(cups, HERE))
    assert await store.write(pour, HERE, "Ev1", "mug") == "mug"
    await store.stop()


async def test_killed_between_the_commit_and_the_answer_all_stays(
    database_url: str, make_store: Callable[[], RunningStore]
) -> None:
    assert until_dead(database_url, "after the commit") == ["started"]
    store = make_store()
    await store.start()
    assert await store.read(cups, HERE) == [("mug", 0)]
    with pytest.raises(AlreadyDone):
        await store.write(pour, HERE, "Ev1", "mug")
    await store.stop()


@pytest.mark.parametrize("rounds", [1, 7])
def test_killed_while_many_write_what_was_answered_is_there_and_nothing_is_half(database_url: str, rounds: int) -> None:
    with process(database_url, "pairs") as running:
        assert said(running) == "started"
        durable = [int(said(running)) for _ in range(rounds)][-1]
        running.send_signal(signal.SIGKILL)
        running.wait(20)
    with open_reader(database_url) as reader:
        found = [name for name, _ in reader.read(cups, HERE)]
    pairs = {number: [name[-1] for name in names] for number, names in groupby(found, lambda name: int(name[:-1]))}
    assert set(range(durable)) <= set(pairs)
    assert all(pair == ["a", "b"] for pair in pairs.values())


async def test_a_second_process_on_the_file_is_refused_until_the_first_is_dead(
    sqlite_url: str, make_sqlite: Callable[[], RunningStore]
) -> None:
    with process(sqlite_url, "hold") as running:
        assert said(running) == "started"
        with pytest.raises(StoreHeld, match=f"pid {running.pid}"):
            await make_sqlite().start()
        with open_reader(sqlite_url) as reader:
            assert reader.read(cups, HERE) == []
    store = make_sqlite()
    await store.start()
    assert store.healthy()
    await store.stop()
