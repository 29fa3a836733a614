"""INSERTs for rows that may exist already, on both engines."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, inspect
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.sql.dml import ReturningInsert

from bot.store.base import Base


def insert_or_nothing(
    into: type[Base] | Table, on: Sequence[str] | None = None, *, values: Mapping[str, Any] | None = None
) -> Insert:
    """Insert a row unless one stands with the same `on` columns (None: any unique constraint).

    `unit.run` returns 1 where it was inserted and 0 where it stood already. `values` are fixed expressions; the other columns come
    from the parameters.
    """
    return _insert(into, values).on_conflict_do_nothing(index_elements=on)


def upsert(
    into: type[Base] | Table,
    on: Sequence[str] | None = None,
    *,
    update: Sequence[str] | Mapping[str, Any],
    values: Mapping[str, Any] | None = None,
    where: Any | None = None,
    returning: Sequence[Any] = (),
) -> Insert | ReturningInsert[Any]:
    """Insert a row, or update the one that stands with the same `on` columns (None: the primary key).

    `update` names the columns that take their new value, or maps columns to expressions. With `where` a standing row that it does not
    fit is left alone: `unit.run` then returns 0, else 1. `returning` makes the statement answer with these columns of the row.
    """
    statement = _insert(into, values)
    key = on if on is not None else [column.name for column in inspect(into).primary_key]
    fresh = update if isinstance(update, Mapping) else {name: statement.excluded[name] for name in update}
    written = statement.on_conflict_do_update(index_elements=key, set_=fresh, where=where)
    return written.returning(*returning) if returning else written


def _insert(into: type[Base] | Table, values: Mapping[str, Any] | None) -> Insert:
    return insert(into).values(**values) if values else insert(into)
