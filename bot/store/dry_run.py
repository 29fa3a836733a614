"""A dry run of what forgets: a unit that counts the rows which it is told to delete, and leaves them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Delete, Executable, Select, Table, Update, func, select

from bot.core.facts import Fact
from bot.core.ids import WorkspaceId
from bot.store.unit import Read

T = TypeVar("T")


class OldRows(NamedTuple):
    """Rows of a table that would be deleted, those from before a day; `changed`: they would stay, and no longer say what is old."""

    table: str
    rows: int
    before: date | None
    changed: bool


@dataclass
class DryRunUnit:
    """A Unit over a snapshot: nothing is written, so whoever is run in it finds all as it was."""

    read: Read
    counted: list[OldRows] = field(default_factory=list)

    @property
    def workspace(self) -> WorkspaceId:
        """The workspace of the snapshot."""
        return self.read.workspace

    @property
    def now(self) -> datetime:
        """The business instant of the snapshot."""
        return self.read.now

    @property
    def real_now(self) -> datetime:
        """The same instant: a command knows no other."""
        return self.read.now

    def rows(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> Sequence[Any]:
        """Run a SELECT."""
        return self.read.rows(statement, parameters)

    def row(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> Any | None:
        """Run a SELECT and return its first row."""
        return self.read.row(statement, parameters)

    def given(self, kind: type[T]) -> T:
        """Return what the house has handed in."""
        return self.read.given(kind)

    def fresh(self) -> str:
        """Return no id: nothing is made here."""
        raise NotImplementedError

    def take_request(self) -> str | None:
        """Return None: no request asks for this."""
        return None

    def run(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> int:
        """Count what a DELETE or UPDATE would touch."""
        if not isinstance(statement, Delete | Update):
            raise NotImplementedError("What forgets deletes, and writes nothing.")
        rows = int(self.read.rows(_count(statement), parameters)[0].n)
        if rows:
            self.counted.append(OldRows(_table(statement).name, rows, _before(parameters or {}), isinstance(statement, Update)))
        return rows

    def emit(self, fact: Fact) -> None:
        """Tell nobody."""

    def hint(self, room: str) -> None:
        """Tell nobody."""


@cache
def _count(statement: Delete | Update) -> Select[int]:
    counted = select(func.count().label("n")).select_from(_table(statement))
    return counted if statement.whereclause is None else counted.where(statement.whereclause)


def _table(statement: Delete | Update) -> Table:
    assert isinstance(statement.table, Table)
    return statement.table


def _before(parameters: Mapping[str, Any]) -> date | None:
    """Return the day that a statement of what is old asks for, whatever its parameter is called."""
    for name, value in parameters.items():
        if name.endswith("before"):
            return value.date() if isinstance(value, datetime) else date.fromisoformat(value[:10])
    return None
