"""Rows of a workspace in every table, and what stands in which."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, MetaData, String, Table, insert, select

from bot.core.ids import WorkspaceId
from bot.house.workspaces.travelling import GOES
from bot.store.base import Instant
from bot.store.opening import engine_of, read_url

THEN = datetime(2026, 3, 2, 9, 30, 0, 7, tzinfo=UTC)
ODD = "Zoë’s “beans” \u202e \U0001f375\n\t<!channel>"
"""What people write; every engine and every line of a file must give it back."""

Standing = dict[str, list[tuple[Any, ...]]]


def fill(url: str, workspace: WorkspaceId, schema: MetaData, *, rows: int = 2) -> None:
    """Give every table some rows of a workspace; those of a number belong together."""
    engine = engine_of(read_url(url))
    with engine.begin() as connection:
        for table in schema.sorted_tables:
            many = 1 if len(table.primary_key) == 1 else rows
            connection.execute(insert(table), [_row(table, workspace, number) for number in range(many)])
    engine.dispose()


def fill_other(url: str, workspace: WorkspaceId, schema: MetaData, *, rows: int = 2) -> None:
    """Give a workspace rows, and the machine none; ids are those that any other has."""
    of_workspaces = MetaData()
    for table in schema.sorted_tables:
        if "workspace" in table.c:
            table.to_metadata(of_workspaces)
    fill(url, workspace, of_workspaces, rows=rows)


def standing(url: str, workspace: WorkspaceId, schema: MetaData) -> Standing:
    """Return all rows of a workspace by table; a table without any is not named."""
    engine = engine_of(read_url(url))
    found: Standing = {}
    with engine.connect() as connection:
        for table in schema.sorted_tables:
            if "workspace" in table.c:
                rows = connection.execute(select(table).where(table.c.workspace == workspace)).all()
                if rows:
                    found[table.name] = sorted((tuple(row) for row in rows), key=str)
    engine.dispose()
    return found


def going(found: Standing) -> Standing:
    """Return what of it moves."""
    return {name: rows for name, rows in found.items() if name in GOES}


def _row(table: Table, workspace: WorkspaceId, number: int) -> dict[str, Any]:
    return {column.name: _value(column, workspace, number) for column in table.columns}


def _value(column: Column[Any], workspace: WorkspaceId, number: int) -> Any:
    if column.name == "workspace":
        return workspace
    if column.name in ("leased", "not_before", "erasing") or (column.nullable and number % 2):
        return None
    if isinstance(column.type, Instant):
        return THEN
    if isinstance(column.type, Boolean):
        return number % 2 == 0
    if isinstance(column.type, BigInteger):
        return 0 if column.name == "attempts" else 2**53 + 1 + number
    if isinstance(column.type, String) and column.type.length == len("2026-03-02"):
        return "2026-03-02" if not column.primary_key else f"2026-03-0{number}"
    if column.name == "holder" and column.table.name.startswith("delivery"):
        return None
    if column.name == "secret":
        return f"{workspace}{number}"
    longest = getattr(column.type, "length", None)
    return f"x{number}" if longest is not None and longest < 64 else f"{ODD}{number}"
