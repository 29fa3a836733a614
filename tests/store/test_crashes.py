"""After `kill -9` what was answered is there, what was not is there whole or not at all, and the same request finds its place."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import groupby
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

import pytest

from bot.core.refusal import AlreadyDone
from bot.store.errors import StoreHeld
from bot.store.unit import RunningStore
from tests.fakes.forked import FORKED
from tests.fakes.reader import open_reader
from tests.store.crashing import begin
from tests.store.scene import HERE, cups, pour

PATIENCE = 60.0
"""Seconds."""


@dataclass
class Running:
    """A process, and what it says."""

    process: BaseProcess
    told: Connection

    def said(self) -> Any:
        assert self.told.poll(PATIENCE)
        return self.told.recv()

    def until_dead(self) -> None:
        self.process.join(PATIENCE)
        assert self.process.exitcode == -signal.SIGKILL

    def kill(self) -> None:
        self.process.kill()
        self.until_dead()


@contextmanager
def process(url: str, point: str) -> Iterator[Running]:
    told, telling = FORKED.Pipe(duplex=False)
    running = FORKED.Process(target=begin, args=(url, point, telling), daemon=True)
    running.start()
    telling.close()
    try:
        yield Running(running, told)
    finally:
        running.kill()
        running.join(PATIENCE)
        told.close()


def until_dead(url: str, point: str) -> list[Any]:
    with process(url, point) as running:
        running.until_dead()
        said = []
        with suppress(EOFError):
            while True:
                said.append(running.said())
        return said


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
        assert running.said() == "started"
        *_, durable = [running.said() for _ in range(rounds)]
        running.kill()
    with open_reader(database_url) as reader:
        found = [name for name, _ in reader.read(cups, HERE)]
    pairs = {number: [name[-1] for name in names] for number, names in groupby(found, lambda name: int(name[:-1]))}
    assert set(range(durable)) <= set(pairs)
    assert all(pair == ["a", "b"] for pair in pairs.values())


async def test_a_second_process_on_the_file_is_refused_until_the_first_is_dead(
    sqlite_url: str, make_sqlite: Callable[[], RunningStore]
) -> None:
    with process(sqlite_url, "hold") as running:
        assert running.said() == "started"
        with pytest.raises(StoreHeld, match=f"pid {running.process.pid}"):
            await make_sqlite().start()
        with open_reader(sqlite_url) as reader:
            assert reader.read(cups, HERE) == []
    store = make_sqlite()
    await store.start()
    assert store.healthy()
    await store.stop()
