"""The store in PostgreSQL: a connection for each thread, one transaction for each action."""

import asyncio
import queue
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

import structlog
from sqlalchemy import Engine, cast, extract, func, select

from bot.core.clock import RealClock
from bot.core.ids import WorkspaceId
from bot.core.lasting import LastingFault
from bot.store.base import Instant
from bot.store.errors import StoreUnavailable
from bot.store.pooling import Sharing
from bot.store.postgres_wire import Wire, is_alone, is_lost, is_mixed_up, is_read_only, is_worth_another_try, read_fault
from bot.store.transaction import Snapshot, Transaction, TransactionContext
from bot.store.unit import Read, Unit
from bot.store.work import ActionResult, Answers, SlowActions, Work, run_action

P = ParamSpec("P")
T = TypeVar("T")

TRIES = 10
"""How often an action is begun: deadlocks and serialization failures undo it without its fault."""
LONGEST = 0.25
"""Seconds after which an action is called slow; waiting for another's lock counts."""
HANGING = 8.0
"""Seconds after which an action that has not ended is a sign of ill health; longer than any lock is waited for."""
_STOP = None
_SNAPSHOT = b"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_INSTANT = select(cast(extract("epoch", func.clock_timestamp()) * 1_000_000, Instant).label("instant"))
_log = structlog.get_logger("store")

Job = tuple[Callable[[Wire, Work], ActionResult], Work]


class PostgresStore:
    """Keeps everything in a PostgreSQL database that several processes may share."""

    def __init__(
        self, engine: Engine, context: TransactionContext, on_commit: Callable[[frozenset[str]], None], *, connections: int
    ) -> None:
        self._engine = engine
        self._context = context
        self._on_commit = on_commit
        self._slow = SlowActions(LONGEST)
        # those whom a deadlock undid try again one after the other: side by side they would undo each other once more
        self._undone = threading.RLock()
        self._open = False
        self._sharing = Sharing()
        # on connections of their own: the writers may all wait for one lock while boards are drawn on
        self._readers = Crew(engine, "store-reader", max(2, connections // 4), self._sharing)
        self._writers = Crew(engine, "store-writer", connections, self._sharing, changed=self._readers.renew)

    async def start(self) -> None:
        """Reach the database and begin to work. Raise StoreUnavailable."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, Wire(self._engine, self._sharing).close_after_trying)
        answers = Answers(loop, self._on_commit)
        self._loop = loop
        self._writers.start(answers)
        self._readers.start(answers)
        self._open = True

    async def stop(self) -> None:
        """Take nothing more, finish what waits, close the connections."""
        if not self._open:
            return
        self._open = False
        for crew in (self._writers, self._readers):
            await self._loop.run_in_executor(None, crew.stop)
        self._engine.dispose()

    def healthy(self) -> bool:
        """Tell whether the database was there when last asked for, and no action hangs."""
        return self._open and self._writers.healthy() and self._readers.healthy()

    async def write(
        self,
        action: Callable[Concatenate[Unit, P], T],
        workspace: WorkspaceId,
        key: str | None = None,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run an action in a transaction of its own and return its answer once committed."""
        future: asyncio.Future[T] = self._future()
        self._writers.jobs.put((self._write, Work(action, workspace, key, args, kwargs, future)))
        return await future

    async def read(
        self, query: Callable[Concatenate[Read, P], T], workspace: WorkspaceId, /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a query on one snapshot and return its answer."""
        future: asyncio.Future[T] = self._future()
        self._readers.jobs.put((self._read, Work(query, workspace, None, args, kwargs, future)))
        return await future

    def _future(self) -> asyncio.Future[Any]:
        if not self._open:
            raise StoreUnavailable("The bot is not running, or about to stop. Try again in a moment.")
        return self._loop.create_future()

    def _write(self, wire: Wire, work: Work) -> ActionResult:
        began = time.perf_counter()
        try:
            return self._try_to_write(wire, work, TRIES)
        finally:
            self._slow.note(work.action, began)

    def _try_to_write(self, wire: Wire, work: Work, tries: int) -> ActionResult:
        committing = False
        try:
            execute = wire.begin(b"BEGIN")
            unit = PostgresTransaction(execute, self._context, work.workspace)
            answer = run_action(unit, work)
            committing = True
            wire.commit()
        except Exception as error:  # noqa: BLE001  every fault of an action is told to who asked for it
            wire.give_up()
            lost = is_lost(error)
            if tries > 1 and lost and not committing:
                return self._try_to_write(wire, work, tries - 1)
            if tries > 1 and is_mixed_up(error):
                wire.note_shared()
                return self._try_to_write(wire, work, tries - 1)
            if is_read_only(error):
                wire.close()
                if tries == TRIES:  # the primary may stand behind a new connection by now
                    return self._try_to_write(wire, work, tries - 1)
            if tries > 1 and is_worth_another_try(error):
                with self._undone:
                    return self._try_to_write(wire, work, tries - 1)
            return ActionResult(work.future, error=read_fault(error, undone=not (lost and committing)))
        return ActionResult(work.future, answer, None, unit.hints)

    def _read(self, wire: Wire, work: Work) -> ActionResult:
        def run(snapshot: Read) -> Any:
            return work.action(snapshot, *work.args, **work.kwargs)

        try:
            return ActionResult(work.future, on_snapshot_of(wire, self._context, work.workspace, run))
        except Exception as error:  # noqa: BLE001  as above
            return ActionResult(work.future, error=error)


def on_snapshot_of(wire: Wire, context: TransactionContext, workspace: WorkspaceId, run: Callable[[Read], T]) -> T:
    """Run a query while the database stands still for this connection; a connection that had died since is opened anew."""
    for tries_left in (1, 0):
        try:
            answer = run(Snapshot(wire.begin(_SNAPSHOT), context, workspace))
            wire.commit()
        except Exception as error:  # noqa: BLE001  every one of them ends the snapshot
            wire.give_up()
            if tries_left and is_mixed_up(error):
                wire.note_shared()
                continue
            if tries_left and is_lost(error):
                continue
            raise read_fault(error, undone=True) from None
        return answer
    raise AssertionError("the second try has returned or raised")


class PostgresTransaction(Transaction):
    """A transaction whose real time is the database's, which replicas share; a clock that was set for a test is believed."""

    def _ask_real(self) -> datetime:
        if not isinstance(self._context.real, RealClock):
            return self._context.real.now()
        found: datetime = self.rows(_INSTANT)[0].instant
        return found


class Crew:
    """Threads that take jobs from one queue, each with a connection of its own."""

    def __init__(
        self, engine: Engine, name: str, workers: int, sharing: Sharing, *, changed: Callable[[], None] | None = None
    ) -> None:
        """Name the crew; one that writes tells `changed` each time that the database goes, and comes back."""
        self.jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._engine = engine
        self._sharing = sharing
        self._writes = changed is not None
        self._changed = changed or (lambda: None)
        self._threads = [
            threading.Thread(target=self._work_on, args=(n,), name=f"{name}-{n}", daemon=True) for n in range(workers)
        ]
        self._since = [0.0] * workers
        self._well = True
        self._connected = 0
        self._fault = LastingFault(_log, "database unavailable", "database answers again", crew=name)
        self._alone = LastingFault(_log, "an action waited too long", "actions are done again", crew=name)

    def start(self, answers: Answers) -> None:
        """Let the threads begin."""
        self._answers = answers
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Wait until all jobs are done and the threads have ended."""
        for _ in self._threads:
            self.jobs.put(_STOP)
        for thread in self._threads:
            thread.join()

    def healthy(self) -> bool:
        """Tell whether the last job reached the database and none hangs."""
        now = time.monotonic()
        alive = all(thread.is_alive() for thread in self._threads)
        return alive and self._well and not any(since and now - since > HANGING for since in self._since)

    def renew(self) -> None:
        """Let each thread connect anew before its next job: what it is connected to may be a replica that is left behind."""
        self._connected += 1

    def _work_on(self, hand: int) -> None:
        wire, connected = Wire(self._engine, self._sharing), self._connected
        while True:
            try:
                job = self.jobs.get(timeout=None if self._well else 1.0)
            except queue.Empty:
                self._note_health(well=wire.answers(writes=self._writes))
                continue
            if job is _STOP:
                wire.close()
                return
            if connected != self._connected:
                connected = self._connected
                wire.close()
            self._since[hand] = time.monotonic()
            outcome = self._done(wire, job)
            self._since[hand] = 0.0
            self._note(outcome)
            self._answers.give((outcome,))

    def _done(self, wire: Wire, job: Job) -> ActionResult:
        try:
            return job[0](wire, job[1])
        except Exception as fault:  # noqa: BLE001  the thread outlives every fault, and whoever waits hears of it
            wire.close()
            return ActionResult(job[1].future, error=fault)

    def _note(self, outcome: ActionResult) -> None:
        error = outcome.error
        if not isinstance(error, StoreUnavailable):
            self._alone.over()
            self._note_health(well=True)
        elif is_alone(error):
            self._alone.met(str(error))
        else:
            self._fault.met(str(error))
            self._note_health(well=False)

    def _note_health(self, *, well: bool) -> None:
        if well:
            self._fault.over()
        before, self._well = self._well, well
        if before != well:
            self._changed()
