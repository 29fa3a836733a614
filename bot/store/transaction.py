"""A snapshot and a transaction as actions see them, on a driver's own connection."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar, cast

from sqlalchemy import Executable

from bot.core.clock import Clock
from bot.core.facts import Fact
from bot.core.ids import Ids, WorkspaceId
from bot.store.statements import Prepared, Statements
from bot.store.unit import Unit

Execute = Callable[[str, Any], Any]
"""Run SQL with its values on the driver; returns the driver's cursor."""
Answering = Mapping[type[Fact], Sequence[Callable[[Unit, Any], None]]]
"""Who answers which fact, in which order."""
Given = Mapping[type, object]
"""Frozen values that the house hands to every transaction, by their kinds."""
_NONE: Mapping[str, Any] = {}
T = TypeVar("T")


@dataclass(frozen=True)
class TransactionContext:
    """What every transaction of a store works with."""

    clock: Clock
    real: Clock
    ids: Ids
    answers: Answering
    statements: Statements
    given: Given = field(default_factory=dict)


class Snapshot:
    """One snapshot of one workspace: a Read."""

    def __init__(self, execute: Execute, context: TransactionContext, workspace: WorkspaceId) -> None:
        self._execute = execute
        self._context = context
        self._prepared = context.statements.prepared
        self.workspace = workspace
        self.now = context.clock.now()
        self.fault: Exception | None = None
        """What the driver said to a statement that failed."""

    def rows(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> Sequence[Any]:
        """Run a SELECT or RETURNING and return all of its rows."""
        prepared, cursor = self._run_prepared(statement, parameters or _NONE)
        return prepared.rows(cursor)

    def row(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> Any | None:
        """Run a SELECT or RETURNING and return its first row, or None."""
        prepared, cursor = self._run_prepared(statement, parameters or _NONE)
        found = prepared.rows(cursor)
        return found[0] if found else None

    def given(self, kind: type[T]) -> T:
        """Return the value of a kind that the house has handed in. Raise KeyError."""
        return cast("T", self._context.given[kind])

    def _run_prepared(self, statement: Executable, parameters: Mapping[str, Any]) -> tuple[Prepared, Any]:
        prepared = self._prepared(statement, parameters)
        sql, values = prepared.bind(self.workspace, parameters)
        try:
            return prepared, self._execute(sql, values)
        except Exception as fault:
            self.fault = fault
            raise


class Transaction(Snapshot):
    """One transaction of one workspace: a Unit."""

    def __init__(self, execute: Execute, context: TransactionContext, workspace: WorkspaceId) -> None:
        super().__init__(execute, context, workspace)
        self.hints: set[str] = set()
        self.request: str | None = None
        self._real_now: datetime | None = None

    @property
    def real_now(self) -> datetime:
        """The real instant, asked once."""
        if self._real_now is None:
            self._real_now = self._ask_real()
        return self._real_now

    def fresh(self) -> str:
        """Return an id that nobody has used before."""
        return self._context.ids.fresh()

    def take_request(self) -> str | None:
        """Return the key of the request that asks for this action, once."""
        taken, self.request = self.request, None
        return taken

    def run(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> int:
        """Run an INSERT, UPDATE or DELETE and return how many rows it touched."""
        prepared, cursor = self._run_prepared(statement, parameters or _NONE)
        return prepared.touched(cursor)

    def emit(self, fact: Fact) -> None:
        """Let those who answer this fact do so now, in this transaction."""
        for answer in self._context.answers.get(type(fact), ()):
            answer(self, fact)

    def hint(self, room: str) -> None:
        """Remember a room to be told after the commit."""
        self.hints.add(room)

    def machine_now(self) -> datetime:
        """Return the machine's instant (UTC), which replicas may see a little differently."""
        return self._context.real.now()

    def _ask_real(self) -> datetime:
        return self.machine_now()
