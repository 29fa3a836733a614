"""Exports a workspace out of one database into a file, and imports it from there into another."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Table, text

from bot.core.clock import Clock
from bot.core.ids import WorkspaceId
from bot.house.workspaces.travelling import EMPTIED, GOES, KNOWN_AT_THE_START, REPLACED
from bot.store.archive.loading import brought_up, empty, load, standing
from bot.store.archive.manifest import BadArchive
from bot.store.archive.reading import opened
from bot.store.archive.writing import write_archive
from bot.store.migrate import migrate
from bot.store.opening import read_url
from bot.store.revisions import connected, current, head, make_current, refuse_missing, refuse_other
from bot.store.schema import whole_schema
from bot.store.sqlite_file import Hold, path_of

_ONE_SNAPSHOT = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


@dataclass(frozen=True)
class Moved:
    """What was exported or imported."""

    workspace: WorkspaceId
    rows: int


def export_workspace(url: str, workspace: WorkspaceId, path: Path, *, clock: Clock) -> Moved:
    """Write all that goes along of a workspace into a file, as it stood at one moment; the bot may run meanwhile.

    Raise BadArchive, StoreError, or ValueError for the URL.
    """
    refuse_missing(url)
    refuse_other(current(url))
    with connected(url, changes=False) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(_ONE_SNAPSHOT)
        tables = _going()
        if not standing(connection, workspace, tables):
            raise BadArchive(
                f"The database has no workspace {workspace}: `python -m bot workspace list` names those that it has."
            )
        done = write_archive(connection, path, workspace, tables, revision=head(), made=clock.now(), emptied=EMPTIED)
    return Moved(workspace, done.rows)


def import_workspace(url: str, path: Path) -> Moved:
    """Bring a workspace from a file into a database that has nothing of it yet: whole or not at all.

    A SQLite file is made where there is none. Raise BadArchive, StoreError, or ValueError for the URL.
    """
    with opened(path) as archive:
        make_current(url, migrate=migrate)
        refuse_other(current(url))
        workspace = WorkspaceId(archive.manifest.workspace)
        with _held(url), brought_up(archive) as rows, connected(url) as connection:
            _make_room(connection, workspace)
            return Moved(workspace, load(connection, workspace, _going(), rows))


def _make_room(connection: Connection, workspace: WorkspaceId) -> None:
    """Take away what a bot writes down when it starts. Raise BadArchive where more stands there."""
    there = standing(connection, workspace, _going())
    there.pop(KNOWN_AT_THE_START, None)
    if there:
        raise BadArchive(
            f"The database has {sum(there.values())} rows of workspace {workspace} in {len(there)} tables, and nothing is mixed."
            f" Import into another database, or erase them first: `python -m bot workspace erase {workspace}`."
        )
    empty(connection, workspace, [whole_schema().tables[name] for name in REPLACED])


@cache
def _going() -> list[Table]:
    """Return the tables that go along, those that others rest on first."""
    return [table for table in whole_schema().sorted_tables if table.name in GOES]


@contextmanager
def _held(url: str) -> Iterator[None]:
    """Keep a running bot off a SQLite file. Raise StoreHeld."""
    place = read_url(url)
    if place.get_backend_name() != "sqlite":
        yield
        return
    hold = Hold(path_of(place))
    hold.take()
    try:
        yield
    finally:
        hold.release()
