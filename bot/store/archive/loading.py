"""Brings the rows of an archive into a database, whatever revision they were written at."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, MetaData, Table, delete, func, insert, select
from sqlalchemy.exc import DBAPIError

from bot.core.ids import WorkspaceId
from bot.store.archive.cells import columns_of, plain
from bot.store.archive.manifest import BadArchive
from bot.store.archive.reading import Archive
from bot.store.archive.writing import AT_ONCE
from bot.store.migrate import bring_to
from bot.store.revisions import connected, head, is_known

Rows = Callable[[Table], Iterator[Mapping[str, Any]]]
"""Where the rows of a table come from, without the workspace."""


def standing(connection: Connection, workspace: WorkspaceId, tables: Sequence[Table]) -> dict[str, int]:
    """Count the rows of a workspace by table; a table without any is not named."""
    found = {}
    for table in tables:
        asked = select(func.count()).select_from(table).where(table.c.workspace == workspace)
        if count := connection.execute(asked).scalar_one():
            found[table.name] = count
    return found


def empty(connection: Connection, workspace: WorkspaceId, tables: Sequence[Table]) -> None:
    """Delete the rows of a workspace from these tables."""
    for table in tables:
        connection.execute(delete(table).where(table.c.workspace == workspace))


def load(connection: Connection, workspace: WorkspaceId, tables: Sequence[Table], rows: Rows) -> int:
    """Insert rows into tables that have none of this workspace, and return how many. Raise BadArchive for rows that do not go together."""
    count = 0
    for table in tables:
        into = insert(plain(table))
        waiting = iter(rows(table))
        while some := list(islice(waiting, AT_ONCE)):
            try:
                connection.execute(into, [{"workspace": workspace, **row} for row in some])
            except DBAPIError as fault:
                if _is_constraint(fault):
                    raise BadArchive(f"The file is damaged: rows of {table.name} do not go together with others.") from None
                raise
            count += len(some)
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise BadArchive("The file is damaged: rows of it rest on others that are not there.")
    return count


@contextmanager
def brought_up(archive: Archive) -> Iterator[Rows]:
    """Lend the rows of an archive as they are at this version's revision: an older one's go through a file that is migrated.

    Raise BadArchive.
    """
    revision = archive.manifest.revision
    if revision == head():
        yield archive.rows
        return
    if not is_known(revision):
        raise BadArchive(
            f"The file is of revision {revision}, which this version does not know. Import with the version that wrote it."
        )
    with TemporaryDirectory(prefix="cortado_import_") as folder:
        url = f"sqlite:///{Path(folder, 'older.db')}"
        with connected(url) as connection:
            _migrate(connection, archive, revision)
        with connected(url, changes=False) as connection:
            yield lambda table: _rows_of(connection, WorkspaceId(archive.manifest.workspace), table)


def _migrate(connection: Connection, archive: Archive, revision: str) -> None:
    bring_to(connection, revision)
    older = MetaData()
    older.reflect(connection)
    named = {table.name for table in archive.manifest.tables}
    if unknown := sorted(named - older.tables.keys()):
        raise BadArchive(f"The file is no export of this bot: there was no table {unknown[0]} at revision {revision}.")
    tables = [table for table in older.sorted_tables if table.name in named]
    load(connection, WorkspaceId(archive.manifest.workspace), tables, archive.rows)
    bring_to(connection, "head")


def _rows_of(connection: Connection, workspace: WorkspaceId, table: Table) -> Iterator[Mapping[str, Any]]:
    cells = plain(table)
    asked = select(*(cells.c[name] for name in columns_of(table))).where(cells.c.workspace == workspace)
    for row in connection.execution_options(yield_per=AT_ONCE).execute(asked).mappings():
        yield dict(row)


def _is_constraint(fault: DBAPIError) -> bool:
    """Tell whether a row stands already, or rests on one that is not there: class 23 of SQLSTATE, and what SQLite calls so."""
    return str(getattr(fault.orig, "sqlstate", None) or "").startswith("23") or "constraint" in str(fault.orig).lower()
