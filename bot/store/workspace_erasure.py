"""Takes a workspace out of every table, a few rows at a time, so that nobody else waits."""

from datetime import datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import Delete, Integer, Select, Table, bindparam, delete, func, select, tuple_

from bot.store.base import Base, in_workspace
from bot.store.gone import go_on_erasing, note_erased
from bot.store.tables import GoneRow
from bot.store.unit import Read, Unit

MOST = 100
"""Rows that one transaction deletes: a vote waits no longer than for that."""


class Erased(NamedTuple):
    """What one transaction has done: the lease to go on with, None where another has it; how many rows it deleted."""

    lease: datetime | None
    rows: int


def tables() -> list[Table]:
    """Return all tables whose rows are of a workspace, those that rest on others first, but for the one that says that it is gone."""
    of_workspaces = [table for table in Base.metadata.sorted_tables if "workspace" in table.c]
    return [table for table in reversed(of_workspaces) if table.name != GoneRow.__tablename__]


def erase_some(unit: Unit, name: str, lease: datetime) -> Erased:
    """Delete up to MOST rows of a table by whoever has the lease."""
    renewed = go_on_erasing(unit, lease)
    if renewed is None:
        return Erased(None, 0)
    return Erased(renewed, unit.run(_deletions()[name], {"most": MOST}))


def end_erasing(unit: Unit, lease: datetime) -> Erased:
    """Forget the workspace where no row of it is left; else return how many there are, for something has written meanwhile."""
    renewed = go_on_erasing(unit, lease)
    if renewed is None:
        return Erased(None, 0)
    left = sum(rows_by_table(unit).values())
    if not left:
        note_erased(unit)
    return Erased(renewed, left)


def rows_by_table(read: Read) -> dict[str, int]:
    """Count the rows of this workspace by table; a table without any is not named."""
    counted = ((name, read.rows(count)[0].n) for name, count in _counts().items())
    return {name: int(n) for name, n in counted if n}


@cache
def _deletions() -> dict[str, Delete]:
    return {table.name: _deletion(table) for table in tables()}


def _deletion(table: Table) -> Delete:
    key = tuple(table.primary_key.columns)
    some = select(*key).where(table.c.workspace == in_workspace()).limit(bindparam("most", type_=Integer()))
    return delete(table).where(table.c.workspace == in_workspace(), tuple_(*key).in_(some))


@cache
def _counts() -> dict[str, Select[int]]:
    counted = func.count().label("n")
    return {table.name: select(counted).select_from(table).where(table.c.workspace == in_workspace()) for table in tables()}
