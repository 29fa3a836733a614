"""Writes a second of an action of five statements, beside raw sqlite3 with the same group commit: `python -m tests.bench.store`."""

import asyncio
import os
import queue
import sqlite3
import statistics
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import NamedTuple

import psycopg
from sqlalchemy import BigInteger, Column, MetaData, String, Table, bindparam, func, insert, select, update

from bot.core.clock import RealClock
from bot.core.ids import RandomIds, WorkspaceId
from bot.store.base import in_workspace
from bot.store.opening import engine_of, open_store, read_url
from bot.store.schema import whole_schema
from bot.store.unit import RunningStore, Unit
from bot.store.upserts import upsert
from tests.fakes.databases import make_file, postgres_database

TABLES = MetaData()
BOARD = Table(
    "test_board", TABLES, Column("workspace", String, primary_key=True), Column("id", String, primary_key=True),
    Column("revision", BigInteger, nullable=False),
)  # fmt: skip
DOT = Table(
    "test_dot", TABLES, Column("workspace", String, primary_key=True), Column("board", String, primary_key=True),
    Column("voter", String, primary_key=True), Column("topic", String, primary_key=True),
)  # fmt: skip
LOCK = update(BOARD).where(BOARD.c.workspace == in_workspace(), BOARD.c.id == bindparam("board")).values(
    revision=BOARD.c.revision + 1
)  # fmt: skip
STATE = select(BOARD.c.id, BOARD.c.revision).where(BOARD.c.workspace == in_workspace(), BOARD.c.id == bindparam("board"))
SPENT = select(func.count().label("n")).where(
    DOT.c.workspace == in_workspace(), DOT.c.board == bindparam("board"), DOT.c.voter == bindparam("voter")
)
DROP = upsert(DOT, ("workspace", "board", "voter", "topic"), update=["topic"])
SECONDS = float(os.environ.get("BENCH_SECONDS", "2"))
BOARDS = 8


def vote(unit: Unit, board: str, voter: str, topic: str) -> int:
    """Four statements; the request's key is the fifth."""
    unit.run(LOCK, {"board": board})
    unit.row(STATE, {"board": board})
    found = unit.row(SPENT, {"board": board, "voter": voter})
    unit.run(DROP, {"board": board, "voter": voter, "topic": topic})
    unit.hint("delivery")
    return int(found.n) if found else 0


class Figures(NamedTuple):
    """What one run gave: writes a second, 99th percentile in ms, this process's CPU µs a write."""

    rate: float
    p99: float
    cpu: float


async def load(write: Callable[[int], Awaitable[object]], writers: int) -> Figures:
    """Let `writers` write without a pause."""
    took: list[float] = []
    end = time.perf_counter() + SECONDS

    async def one(number: int) -> None:
        count = number * 1_000_000
        while (began := time.perf_counter()) < end:
            await write(count)
            took.append(time.perf_counter() - began)
            count += 1

    began, used = time.perf_counter(), time.process_time()
    await asyncio.gather(*(one(number) for number in range(writers)))
    rate = len(took) / (time.perf_counter() - began)
    return Figures(rate, statistics.quantiles(took, n=100)[98] * 1000, (time.process_time() - used) / len(took) * 1e6)


async def through_store(store: RunningStore, writers: int) -> Figures:
    """Measure the store itself."""
    await store.start()
    ids = RandomIds()
    here = WorkspaceId("T1")
    result = await load(
        lambda n: store.write(vote, here, f"Ev{ids.fresh()}/vote", f"b{n % BOARDS}", f"U{n % 40}", f"t{n % 30}"), writers
    )
    await store.stop()
    return result


class RawFile:
    """The same five statements by hand on sqlite3, in the same kind of batches."""

    def __init__(self, path: Path) -> None:
        self._waiting: queue.SimpleQueue[tuple[tuple[str, ...], asyncio.Future[None]] | None] = queue.SimpleQueue()
        self._path = path
        self._ids = RandomIds()

    async def measure(self, writers: int) -> Figures:
        """Measure it."""
        self._loop = asyncio.get_running_loop()
        thread = threading.Thread(target=self._work)
        thread.start()
        result = await load(self._write, writers)
        self._waiting.put(None)
        thread.join()
        return result

    async def _write(self, n: int) -> None:
        future = self._loop.create_future()
        self._waiting.put(((self._ids.fresh(), f"b{n % BOARDS}", f"U{n % 40}", f"t{n % 30}"), future))
        await future

    def _work(self) -> None:
        raw = sqlite3.connect(self._path, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"):
            raw.execute(f"PRAGMA {pragma}")
        run = raw.execute
        while True:
            batch = [self._waiting.get()]
            while len(batch) < 64 and not self._waiting.empty():
                batch.append(self._waiting.get())
            run("BEGIN IMMEDIATE")
            for work in batch:
                if work is not None:
                    key, board, voter, topic = work[0]
                    run("SAVEPOINT a")
                    run("INSERT INTO store_request VALUES (?, ?, ?) ON CONFLICT DO NOTHING", ("T1", key, time.time_ns() // 1000))
                    run("UPDATE test_board SET revision = revision + 1 WHERE workspace = ? AND id = ?", ("T1", board))
                    run("SELECT id, revision FROM test_board WHERE workspace = ? AND id = ?", ("T1", board)).fetchone()
                    run(
                        "SELECT count(*) FROM test_dot WHERE workspace = ? AND board = ? AND voter = ?", ("T1", board, voter)
                    ).fetchone()
                    run(
                        "INSERT INTO test_dot VALUES (?, ?, ?, ?) ON CONFLICT (workspace, board, voter, topic)"
                        " DO UPDATE SET topic = excluded.topic",
                        ("T1", board, voter, topic),
                    )
                    run("RELEASE a")
            run("COMMIT")
            futures = [work[1] for work in batch if work is not None]
            self._loop.call_soon_threadsafe(tell, futures)
            if None in batch:
                raw.close()
                return


def tell(futures: list[asyncio.Future[None]]) -> None:
    """Answer a batch."""
    for future in futures:
        future.set_result(None)


def prepare(url: str) -> str:
    """Lay the benchmark's tables and boards."""
    engine = engine_of(read_url(url))
    TABLES.drop_all(engine)
    TABLES.create_all(engine)
    with engine.begin() as connection:
        connection.execute(insert(BOARD), [{"workspace": "T1", "id": f"b{n}", "revision": 0} for n in range(BOARDS)])
    engine.dispose()
    return url


def forget(rooms: frozenset[str]) -> None:
    """Listen to hints and do nothing."""


def make(url: str) -> RunningStore:
    """Open a store as the house does."""
    real = RealClock()
    return open_store(url, clock=real, real=real, ids=RandomIds(), answers={}, on_commit=forget)


def main() -> None:
    """Print a row for each number of writers."""
    schema = whole_schema()
    folder = os.environ.get("BENCH_FOLDER")
    with tempfile.TemporaryDirectory(dir=folder) as there, postgres_database(schema, "bench") as postgres:
        path = Path(there) / "bench.db"
        url = make_file(schema, path)
        with psycopg.connect(postgres, autocommit=True) as raw:
            raw.execute(f'ALTER DATABASE "{raw.info.dbname}" RESET synchronous_commit'.encode())  # here it has to be durable
        print("        |        raw sqlite3       |           store, SQLite         |    store, PostgreSQL")
        print("writers |     /s  p99 ms  µs CPU   |     /s  p99 ms  µs CPU   ratio  |     /s  p99 ms  µs CPU")
        for writers in (1, 8, 16, 32, 64):
            prepare(url)
            raw_file = asyncio.run(RawFile(path).measure(writers))
            prepare(url)
            ours = asyncio.run(through_store(make(url), writers))
            prepare(postgres)
            theirs = asyncio.run(through_store(make(postgres), writers))
            print(
                f"{writers:7} | {shown(raw_file)}   | {shown(ours)}   {ours.rate / raw_file.rate:5.2f}  | {shown(theirs)}",
                flush=True,
            )


def shown(figures: Figures) -> str:
    """Lay out one run's figures."""
    return f"{figures.rate:6.0f} {figures.p99:7.1f} {figures.cpu:7.0f}"


if __name__ == "__main__":
    main()
