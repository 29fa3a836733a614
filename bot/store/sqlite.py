"""The store in a SQLite file: one thread writes what waits in one commit, reads run beside it."""

import asyncio
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar

import structlog
from sqlalchemy import URL

from bot.core.ids import WorkspaceId
from bot.core.lasting import LastingFault
from bot.core.trace import kind_of
from bot.store import sqlite_file
from bot.store.errors import StoreUnavailable
from bot.store.sqlite_reads import SqliteReads
from bot.store.transaction import Transaction, TransactionContext
from bot.store.unit import Read, Unit
from bot.store.work import ActionResult, Answers, SlowActions, Work, run_action

P = ParamSpec("P")
T = TypeVar("T")

BATCH = 64
"""Actions in one commit."""
LONGEST = 0.005
"""Seconds an action may take: whoever waits behind it waits as long."""
HANGING = 2.0
"""Seconds after which a batch that has not ended is a sign of ill health: somebody else has locked the file."""
LOG_KEPT = 600.0
"""Seconds for which the write-ahead log may hold what was destroyed: `secure_delete` clears the file's own pages alone."""
_log = structlog.get_logger("store")


_WRITES_SOMETHING = "PRAGMA user_version = 0"
"""Writes the first page as it is; nobody asks for that number."""


class SqliteStore:
    """Keeps everything in one file that this process alone writes to."""

    def __init__(
        self,
        url: URL,
        context: TransactionContext,
        on_commit: Callable[[frozenset[str]], None],
        *,
        patience: float = 5.0,
        probe: float = 1.0,
        log_kept: float = LOG_KEPT,
    ) -> None:
        """Name the file; seconds of `patience` with another's lock, between two tries in ill health, until the log is emptied."""
        self._path = sqlite_file.path_of(url)
        self._context = context
        self._on_commit = on_commit
        self._patience = patience
        self._probe = probe
        self._log_kept = log_kept
        self._hold = sqlite_file.Hold(self._path)
        self._waiting: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self._slow = SlowActions(LONGEST)
        self._open = False
        self._well = False
        self._since = 0.0
        self._presence = sqlite_file.Presence(self._path)
        self._fault = LastingFault(_log, "database unavailable", "database answers again")

    async def start(self) -> None:
        """Take the file and begin to work. Raise StoreHeld or StoreUnavailable."""
        self._loop = asyncio.get_running_loop()
        self._answers = Answers(self._loop, self._on_commit)
        self._hold.take()
        try:
            self._raw = await self._loop.run_in_executor(
                None, partial(sqlite_file.connect, self._path, writes=True, wait=self._patience)
            )
            self._presence.check()
            self._reads = SqliteReads(self._path, self._context, self._presence.check)
        except BaseException:
            self._hold.release()
            raise
        self._writer = threading.Thread(target=self._write_on, name="store-writer", daemon=True)
        self._open = self._well = True
        self._writer.start()

    async def stop(self) -> None:
        """Take nothing more, finish what waits, close the file."""
        if not self._open:
            return
        self._open = False
        self._waiting.put(None)
        await self._loop.run_in_executor(None, self._writer.join)
        self._reads.close()
        self._raw.close()
        self._hold.release()

    def healthy(self) -> bool:
        """Tell whether the last batch could begin and commit, and none hangs."""
        return self._open and self._well and self._writer.is_alive() and not self._hangs()

    async def write(
        self,
        action: Callable[Concatenate[Unit, P], T],
        workspace: WorkspaceId,
        key: str | None = None,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run an action in a savepoint of its own and return its answer once the batch is committed."""
        if not self._open:
            raise StoreUnavailable("The bot is not running, or about to stop. Try again in a moment.")
        future: asyncio.Future[T] = self._loop.create_future()
        self._waiting.put(Work(action, workspace, key, args, kwargs, future))
        return await future

    async def read(
        self, query: Callable[Concatenate[Read, P], T], workspace: WorkspaceId, /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a query on one snapshot and return its answer."""
        if not self._open:
            raise StoreUnavailable("The bot is not running, or about to stop. Try again in a moment.")
        return await self._reads.read(query, workspace, *args, **kwargs)

    def _hangs(self) -> bool:
        since = self._since
        return since > 0 and time.monotonic() - since > HANGING

    def _write_on(self) -> None:
        last, emptied = False, time.monotonic()
        while not last:
            batch, last = self._take()
            self._since = time.monotonic()
            outcomes, self._well = self._commit(batch)
            self._since = 0.0
            if outcomes:
                self._answers.give(outcomes)
            if batch and self._well and time.monotonic() - emptied >= self._log_kept:
                self._empty_log()
                emptied = time.monotonic()

    def _take(self) -> tuple[list[Work], bool]:
        """Wait for work and take all that is there, up to a batch; an empty one looks now and then whether the file is still there."""
        batch: list[Work] = []
        try:
            work = self._waiting.get(timeout=self._probe)
            while work is not None:
                batch.append(work)
                if len(batch) == BATCH:
                    return batch, False
                work = self._waiting.get_nowait()
        except queue.Empty:
            return batch, False
        return batch, True

    def _commit(self, batch: list[Work]) -> tuple[list[ActionResult], bool]:
        """Carry out a batch in one transaction; a fault of the transaction itself is everyone's."""
        execute = self._raw.execute
        try:
            self._presence.check()
            if self._well and not batch:
                return [], True
            execute("BEGIN IMMEDIATE")
            if not batch:
                execute(_WRITES_SOMETHING)  # on a disk that is full a transaction that writes nothing goes well
            outcomes = [self._run_work(work) for work in batch]
            execute("COMMIT")
            self._presence.check(undone=False)
        except Exception as error:  # noqa: BLE001  the writer outlives every fault and tells those who wait
            self._fault.met(str(error) if isinstance(error, StoreUnavailable) else kind_of(error))
            self._roll_back()
            return [ActionResult(work.future, error=sqlite_file.read_fault(error)) for work in batch], False
        self._fault.over()
        return outcomes, True

    def _run_work(self, work: Work) -> ActionResult:
        execute = self._raw.execute
        began, compiled = time.perf_counter(), self._context.statements.compiled
        execute("SAVEPOINT action")
        unit = Transaction(execute, self._context, work.workspace)
        try:
            answer = run_action(unit, work)
        except Exception as error:
            if not self._raw.in_transaction or sqlite_file.is_broken(error):
                raise  # the file was full or broken: SQLite has rolled back what others wrote as well
            execute("ROLLBACK TO action")
            outcome = ActionResult(work.future, error=sqlite_file.read_fault(error))
        else:
            outcome = ActionResult(work.future, answer, None, unit.hints)
        execute("RELEASE action")
        if compiled == self._context.statements.compiled:
            self._slow.note(work.action, began)
        return outcome

    def _empty_log(self) -> None:
        """Bring the log home into the file and cut it off; where a long read is on, nobody waits for it: the next time does."""
        with suppress(sqlite3.Error):
            self._raw.execute("PRAGMA busy_timeout = 0")
            self._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        with suppress(sqlite3.Error):
            self._raw.execute(f"PRAGMA busy_timeout = {int(self._patience * 1000)}")

    def _roll_back(self) -> None:
        try:
            if self._raw.in_transaction:
                self._raw.execute("ROLLBACK")
        except sqlite3.Error as error:
            _log.error("rollback failed", error=kind_of(error))
