"""Reads of a SQLite file: quick ones in the event loop, others in two threads."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import CodeType
from typing import Concatenate, ParamSpec, TypeVar

from bot.core.ids import WorkspaceId
from bot.store import sqlite_file
from bot.store.transaction import Snapshot, TransactionContext
from bot.store.unit import Read

P = ParamSpec("P")
T = TypeVar("T")

Name = CodeType | str
"""What a query is timed as: its code, or what it names itself (`timed_as`) where one code does work of very different size."""
QUICK = 0.001
"""Seconds of processor time that a query may usually take and still run in the loop; one that nobody has timed runs in a thread.

Not seconds on the wall: a thread that waits for its turn beside a busy loop would make each query look slow, and keep it there.
"""


class SqliteReads:
    """Read-only connections of one store: one for the loop, one for each reading thread."""

    def __init__(self, path: Path, context: TransactionContext, look: Callable[[], object] = lambda: None) -> None:
        """Name the file; `look` raises where another has taken its place, and is asked before it is opened once more."""
        self._path = path
        self._look = look
        self._context = context
        self._near = sqlite_file.connect(path, writes=False, wait=0)  # the loop waits for nobody
        self._far = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="store-reader")
        self._usual: dict[Name, float] = {}

    async def read(
        self, query: Callable[Concatenate[Read, P], T], workspace: WorkspaceId, /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a query on one snapshot, where it has usually been quick enough. Raise what it raises, or StoreUnavailable."""

        def run(snapshot: Read) -> T:
            return query(snapshot, *args, **kwargs)

        name: Name | None = getattr(query, "timed_as", None) or getattr(query, "__code__", None)
        if name is not None and self._usual.get(name, QUICK) < QUICK:
            try:
                return self._timed(self._near, run, workspace, name)
            except sqlite3.Error as error:
                if not sqlite_file.name_of(error).startswith("SQLITE_BUSY"):
                    raise sqlite_file.read_fault(error) from None
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._read_far, run, workspace, name)

    def close(self) -> None:
        """Wait for the queries that run and close every connection."""
        self._threads.shutdown()
        for raw in (self._near, *self._opened):
            raw.close()

    def _read_far(self, run: Callable[[Read], T], workspace: WorkspaceId, name: Name | None) -> T:
        raw: sqlite3.Connection | None = getattr(self._far, "raw", None)
        if raw is None:
            self._look()
            raw = self._far.raw = sqlite_file.connect(self._path, writes=False)
            self._opened.append(raw)
        try:
            return self._timed(raw, run, workspace, name)
        except sqlite3.Error as error:
            raise sqlite_file.read_fault(error) from None

    def _timed(self, raw: sqlite3.Connection, run: Callable[[Read], T], workspace: WorkspaceId, name: Name | None) -> T:
        began = time.thread_time()
        try:
            return on_snapshot(raw, self._context, workspace, run)
        finally:  # a query that refuses is as quick as one that answers
            if name is not None:
                took = time.thread_time() - began
                self._usual[name] = 0.75 * self._usual.get(name, took) + 0.25 * took


def on_snapshot(raw: sqlite3.Connection, context: TransactionContext, workspace: WorkspaceId, run: Callable[[Read], T]) -> T:
    """Run a query while the file stands still for this connection."""
    raw.execute("BEGIN")
    try:
        return run(Snapshot(raw.execute, context, workspace))
    finally:
        raw.execute("ROLLBACK")
