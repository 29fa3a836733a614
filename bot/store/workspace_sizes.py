"""How many rows each workspace has, and about how much stands in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sqlalchemy import ColumnElement, Select, String, Table, func, literal, select

from bot.core.ids import WorkspaceId
from bot.store.unit import Read
from bot.store.workspace_erasure import tables

_NUMBER = 8
"""Bytes of an instant or a number."""


@dataclass(frozen=True)
class Size:
    """Rows, and the letters of their texts with eight bytes for each number: indexes and free pages are not in it."""

    rows: int = 0
    octets: int = 0


def sizes(read: Read) -> dict[WorkspaceId, Size]:
    """Return the size of every workspace that has rows. Reads every row of every table."""
    found: dict[WorkspaceId, Size] = {}
    for statement in _sums():
        for row in read.rows(statement):
            before = found.get(WorkspaceId(row.whose), Size())
            found[WorkspaceId(row.whose)] = Size(before.rows + int(row.n), before.octets + int(row.octets))
    return found


@cache
def _sums() -> tuple[Select[str, int, int], ...]:
    return tuple(
        select(table.c.workspace.label("whose"), func.count().label("n"), func.sum(_octets(table)).label("octets"))
        .select_from(table)
        .group_by(table.c.workspace)
        for table in tables()
    )


def _octets(table: Table) -> ColumnElement[int]:
    total: ColumnElement[int] = literal(_NUMBER * sum(not isinstance(column.type, String) for column in table.columns))
    for length in _lengths(table):
        total += length
    return total


def _lengths(table: Table) -> Iterator[ColumnElement[int]]:
    return (func.coalesce(func.length(column), 0) for column in table.columns if isinstance(column.type, String))
