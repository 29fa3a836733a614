"""INSERTs that meet a row which stands already, in the words of both engines."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.base import Base


class EitherInsert(Executable):
    """One INSERT … ON CONFLICT, kept once for each dialect; a Unit picks the right one."""

    def __init__(self, by_dialect: Mapping[str, Executable]) -> None:
        self.by_dialect = by_dialect


def insert_or_nothing(
    into: type[Base] | Table, on: Sequence[str] | None = None, *, values: Mapping[str, Any] | None = None
) -> EitherInsert:
    """Insert a row unless one stands with the same `on` columns (None: any unique constraint).

    `unit.run` returns 1 where it was inserted and 0 where it stood already. `values` are fixed expressions; the other columns come
    from the parameters.
    """
    return EitherInsert(
        {
            module.dialect.name: _insert(module, into, values).on_conflict_do_nothing(index_elements=on)
            for module in (sqlite, postgresql)
        }
    )


def upsert(
    into: type[Base] | Table,
    on: Sequence[str],
    *,
    update: Sequence[str] | Mapping[str, Any],
    values: Mapping[str, Any] | None = None,
    where: Any | None = None,
    returning: Sequence[Any] = (),
) -> EitherInsert:
    """Insert a row, or update the one that stands with the same `on` columns.

    `update` names the columns that take their new value, or maps columns to expressions. With `where` a standing row that it does not
    fit is left alone: `unit.run` then returns 0, else 1. `returning` makes the statement answer with these columns of the row.
    """
    found: dict[str, Executable] = {}
    for module in (sqlite, postgresql):
        insert = _insert(module, into, values)
        fresh = update if isinstance(update, Mapping) else {name: insert.excluded[name] for name in update}
        written = insert.on_conflict_do_update(index_elements=on, set_=fresh, where=where)
        found[module.dialect.name] = written.returning(*returning) if returning else written
    return EitherInsert(found)


def _insert(module: Any, into: type[Base] | Table, values: Mapping[str, Any] | None) -> Any:
    insert = module.insert(into)
    return insert.values(**values) if values else insert
