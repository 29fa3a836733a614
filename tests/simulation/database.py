"""The store of simulated processes: one SQLite database in memory, one transaction after the other, in the loop's own thread."""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.engine.default import DefaultDialect

from bot.core.clock import Clock
from bot.core.ids import WorkspaceId
from bot.delivery.cleanup import KEPT, forget_old
from bot.delivery.screens import Sketching
from bot.delivery.tables import MessageRow
from bot.store import sqlite_file
from bot.store.base import Instant, in_workspace
from bot.store.errors import StoreUnavailable
from bot.store.opening import statements_for
from bot.store.transaction import Snapshot, Transaction, TransactionContext
from bot.store.unit import Read, Unit
from bot.store.work import Work, run_action

P = ParamSpec("P")
T = TypeVar("T")
_INSTANT, _DIALECT = Instant(), DefaultDialect()
_TURNS = (
    "SELECT min(due) FROM schedule_alarm WHERE due > ?",
    "SELECT min(not_before) FROM schedule_alarm WHERE not_before > ?",
    "SELECT min(max(due, coalesce(leased, 0))) FROM delivery_message WHERE max(due, coalesce(leased, 0)) > ?",
    "SELECT min(max(due, coalesce(leased, 0))) FROM delivery_ghost WHERE max(due, coalesce(leased, 0)) > ?",
)
_MESSAGES = select(*MessageRow.__table__.c).where(MessageRow.workspace == in_workspace())
_WAL, _ROLLBACK = b"\x02\x02", b"\x01\x01"


class Database:
    """What survives a process; `clock` is the server's own where several processes share it."""

    def __init__(self, template: bytes, clock: Clock | None = None) -> None:
        self.raw = sqlite3.connect(":memory:", isolation_level=None, cached_statements=1_024)
        # a database in memory has no log beside it
        self.raw.deserialize(template[:18] + template[18:20].replace(_WAL, _ROLLBACK) + template[20:])
        self.raw.execute("PRAGMA foreign_keys=ON")
        self.clock = clock
        self.is_away = False
        self.forgotten: dict[str, Any] = {}
        """The messages that housekeeping has forgotten, as their rows stood."""
        self.drawn: dict[str, deque[datetime]] = {}
        """When each message was drawn lately, by business time: what it says of the time left is of then."""

    def transact(self, context: TransactionContext, work: Work) -> tuple[Any, Transaction]:
        """Carry an action out and commit it; return its answer and its transaction. Raise what it raises, with nothing written."""
        execute = self.raw.execute
        execute("BEGIN IMMEDIATE")
        unit = _Unit(execute, context, work.workspace, self.clock)
        before = self._old(unit, context) if work.action is forget_old else {}
        try:
            answer = run_action(unit, work)
        except BaseException as fault:
            execute("ROLLBACK")
            raise sqlite_file.read_fault(fault) from fault
        execute("COMMIT")
        self.forgotten |= before
        return answer, unit

    def _old(self, unit: Unit, context: TransactionContext) -> dict[str, Any]:
        """Read which messages may be forgotten: none of which anything was heard within a month of the true time."""
        before = (context.real.now() if self.clock is None else self.clock.now()) - KEPT
        return {row.id: row for row in unit.rows(_MESSAGES) if row.due is None and row.touched < before}

    def next_alarm(self, after: datetime) -> datetime | None:
        """Return when the next alarm of anything is due."""
        return self._earliest("SELECT min(due) FROM schedule_alarm WHERE due > ?", after)

    def next_turn(self, after: datetime) -> datetime | None:
        """Return when something is next to be done: an alarm, or another try of one or of a message."""
        found = [self._earliest(question, after) for question in _TURNS]
        return min((each for each in found if each is not None), default=None)

    def lived_on(self, span: timedelta) -> None:
        """Move the heartbeats of processes along with a time in which they had nothing else to do."""
        self.raw.execute("UPDATE schedule_heartbeat SET beat = beat + ?", (span // timedelta(microseconds=1),))

    def _earliest(self, question: str, after: datetime) -> datetime | None:
        (found,) = self.raw.execute(question, (_INSTANT.process_bind_param(after, _DIALECT),)).fetchone()
        return _INSTANT.process_result_value(found, _DIALECT)


class _Unit(Transaction):
    """A transaction whose real instant is the database's, where it keeps one."""

    def __init__(self, execute: Any, context: TransactionContext, workspace: WorkspaceId, clock: Clock | None) -> None:
        super().__init__(execute, context, workspace)
        self._clock = clock

    def _ask_real(self) -> datetime:
        return self.machine_now() if self._clock is None else self._clock.now()


@dataclass(frozen=True)
class Fate:
    """What becomes of one call at a port: how long its way takes, and the way back, and whether it comes to anything."""

    way: float = 0.0
    back: float = 0.0
    happens: bool = True
    fault: Exception | None = None


class Fates(Protocol):
    """Draws what becomes of calls, and hears of what was done."""

    def of_write(self, work: Work) -> Fate:
        """Draw the fate of a transaction."""
        ...

    def of_read(self) -> float | None:
        """Draw how many seconds a read takes; None: it runs at once."""
        ...

    def carries_out(self, work: Work) -> bool:
        """Say whether the process lives to carry a transaction out."""
        ...

    def committed(self, work: Work, answer: Any, now: datetime) -> bool:
        """Hear of a transaction that is durable, and say whether the process lives to hear so itself."""
        ...


class NoFates:
    """All goes well, at once."""

    def of_write(self, work: Work) -> Fate:
        """Do it."""
        return Fate()

    def of_read(self) -> float | None:
        """Read at once."""
        return None

    def carries_out(self, work: Work) -> bool:
        """Live."""
        return True

    def committed(self, work: Work, answer: Any, now: datetime) -> bool:
        """Live."""
        return True


@dataclass
class SimulatedStore:
    """One process's store: a RunningStore."""

    database: Database
    context: TransactionContext
    on_commit: Callable[[frozenset[str]], None]
    fates: Fates = field(default_factory=NoFates)
    _open: bool = False
    _waiting: int = 0
    _ended: asyncio.Future[None] | None = None

    async def start(self) -> None:
        """Open."""
        self._loop = asyncio.get_running_loop()
        self._open = True

    async def stop(self) -> None:
        """Take nothing more, and finish what waits."""
        self._open = False
        while self._waiting:
            self._ended = self._loop.create_future()
            await self._ended
        await asyncio.sleep(0)

    def healthy(self) -> bool:
        """Tell whether the database is there."""
        return self._open and not self.database.is_away

    async def write(
        self,
        action: Callable[Concatenate[Unit, P], T],
        workspace: WorkspaceId,
        key: str | None = None,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run an action in a transaction of its own; once asked for it runs, whether or not somebody still waits."""
        self._look()
        future: asyncio.Future[T] = self._loop.create_future()
        work = Work(action, workspace, key, args, kwargs, future)
        fate = self.fates.of_write(work)
        self._waiting += 1
        self._loop.call_later(fate.way, self._carry_out, work, fate)
        return await future

    async def read(
        self, query: Callable[Concatenate[Read, P], T], workspace: WorkspaceId, /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a query on one snapshot."""
        self._look()
        seconds = self.fates.of_read()
        if seconds is not None:
            await asyncio.sleep(seconds)
            self._look()
        if isinstance(query, Sketching):
            self.database.drawn.setdefault(str(args[0]), deque(maxlen=8)).append(self.context.clock.now())
        try:
            # nothing comes in between while a query runs: this is one snapshot, and the whole of it
            return query(Snapshot(self.database.raw.execute, self.context, workspace), *args, **kwargs)
        except sqlite3.Error as fault:
            raise sqlite_file.read_fault(fault) from None

    def _look(self) -> None:
        if not self._open or self.database.is_away:
            raise StoreUnavailable("The database is away.")

    def _carry_out(self, work: Work, fate: Fate) -> None:
        answer, hints, fault = None, set[str](), fate.fault
        if not self.fates.carries_out(work):
            return
        if self.database.is_away:
            fault = StoreUnavailable("The database is away.")
        elif fate.happens:
            try:
                answer, unit = self.database.transact(self.context, work)
            except Exception as refused:
                fault = refused
            else:
                hints = unit.hints
                if not self.fates.committed(work, answer, unit.now):
                    return
        self._loop.call_later(fate.back, self._tell, work, answer, hints, fault)

    def _tell(self, work: Work, answer: Any, hints: set[str], fault: Exception | None) -> None:
        if not work.future.done():
            if fault is None:
                work.future.set_result(answer)
            else:
                work.future.set_exception(fault)
        self._waiting -= 1
        if self._ended is not None and not self._ended.done():
            self._ended.set_result(None)
        if hints and fault is None:
            self.on_commit(frozenset(hints))


def opener(database: Database, fates_of: Callable[[], Fates]) -> Callable[..., SimulatedStore]:
    """Return what opens stores of a database, as `open_store` does."""

    def opened(
        url: str, *, clock: Clock, real: Clock, ids: Any, answers: Any, on_commit: Any, given: Any, connections: int = 1
    ) -> SimulatedStore:
        context = TransactionContext(clock, real, ids, answers, statements_for("sqlite"), given)
        return SimulatedStore(database, context, on_commit, fates_of())

    return opened
