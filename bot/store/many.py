"""INSERTs of many rows at once: a thousand rows are no thousand statements."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Insert, bindparam, insert

from bot.store.base import Base, in_workspace
from bot.store.unit import Unit

_AT_ONCE = 40
"""Rows that one INSERT writes."""


def insert_many(unit: Unit, into: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of the same columns, many with each statement."""
    whole = len(rows) - len(rows) % _AT_ONCE
    for start in range(0, whole, _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        unit.run(_many(into, tuple(part[0])), {f"{name}_{n}": value for n, row in enumerate(part) for name, value in row.items()})
    for row in rows[whole:]:
        unit.run(_one(into), row)


@cache
def _one(into: type[Base]) -> Insert:
    return insert(into)


@cache
def _many(into: type[Base], columns: tuple[str, ...]) -> Insert:
    table = into.__table__
    one = {name: table.c[name].type for name in columns}
    rows = [
        {"workspace": in_workspace()} | {name: bindparam(f"{name}_{n}", type_=kind) for name, kind in one.items()}
        for n in range(_AT_ONCE)
    ]
    return insert(into).values(rows)
