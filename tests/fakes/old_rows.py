"""A database of an earlier version, in which rows are written as that version did."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Boolean, Connection, MetaData, Numeric, insert
from sqlalchemy.types import Integer

from bot.core.ids import WorkspaceId

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Old:
    """A database of the version before, in which rows are written as that version did."""

    def __init__(self, connection: Connection, workspace: WorkspaceId) -> None:
        self.connection, self.workspace = connection, workspace
        self.tables = MetaData()
        self.tables.reflect(connection)

    def add(self, table: str, **values: Any) -> None:
        """Write a row; what is not named is empty."""
        row: dict[str, Any] = {"workspace": self.workspace}
        for column in self.tables.tables[table].columns:
            if not column.nullable and column.name != "workspace":
                row[column.name] = _empty(column.type)
        given = {name: instant(value) if isinstance(value, datetime) else value for name, value in values.items()}
        self.connection.execute(insert(self.tables.tables[table]).values(row | given))


def instant(value: datetime) -> int:
    return (value - _EPOCH) // timedelta(microseconds=1)


def _empty(kind: Any) -> Any:
    if isinstance(kind, Boolean):
        return False
    return 0 if isinstance(kind, Integer | Numeric) else ""
