"""Throw-away databases of both engines, made once for a worker and emptied for each test."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from sqlalchemy import MetaData, text

from bot.store.migrate import migrate
from bot.store.opening import engine_of, read_url
from tests.plugins.machine import NO_POSTGRES, postgres

server_url = cache(postgres)
"""Where the server is, asked once for a process."""
SHARED_MEMORY = Path("/dev/shm")
ROOM = 256 * 2**20
"""Free bytes below which files stay on the disk: a container has 64 MB where nobody asks for more."""
_PREFIX = "cortado_testing_"


def lay(url: str, schema: MetaData) -> None:
    """Migrate a database, for its triggers too; tables that have no revision yet are made, and the drift test speaks of them."""
    migrate(url)
    engine = engine_of(read_url(url))
    schema.create_all(engine)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM store_needs"))  # empty as the rest, on both engines
    engine.dispose()


def make_file(schema: MetaData, path: Path) -> str:
    """Make an empty SQLite database with every table and return its URL."""
    url = f"sqlite:///{path}"
    lay(url, schema)
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
    raw.close()
    return url


def copy_file(template: Path, path: Path) -> str:
    """Copy a database that nobody has open and return the copy's URL."""
    shutil.copyfile(template, path)
    return f"sqlite:///{path}"


@contextmanager
def folder_in_memory(otherwise: pytest.TempPathFactory) -> Iterator[Path]:
    """Lend a folder in shared memory where the system has room there: a commit waits for a disk as for nothing else, 4 ms and more."""
    free = shutil.disk_usage(SHARED_MEMORY).free if os.access(SHARED_MEMORY, os.W_OK) else 0
    if free < ROOM:
        yield otherwise.mktemp("database")
        return
    with TemporaryDirectory(prefix=_PREFIX, dir=SHARED_MEMORY, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def postgres_database(schema: MetaData, what: str = "all") -> Iterator[str]:
    """Make a database that no other run has, lend its URL, drop it. Skip where no server answers."""
    name = f"{_PREFIX}{os.urandom(4).hex()}_{what}"
    found = server_url()
    if found is None:
        pytest.skip(NO_POSTGRES)
    server = psycopg.connect(found, autocommit=True, connect_timeout=3)
    url = read_url(found).set(database=name)
    shown = url.render_as_string(hide_password=False)
    with server:
        server.execute("SELECT pg_advisory_lock(7236117)")  # nobody sweeps between the making and the keeper's coming
        _drop_what_nobody_keeps(server)
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        server.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')  # processes are killed here, never the server
        keeper = psycopg.connect(shown, autocommit=True)
        server.execute("SELECT pg_advisory_unlock(7236117)")
        if schema.tables:
            lay(shown, schema)
        try:
            yield shown
        finally:
            keeper.close()
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


class Emptier:
    """Deletes every row of a database, on a connection that knows its tables after the first time."""

    def __init__(self, url: str, schema: MetaData) -> None:
        self._url = url
        # DELETE takes a fifth of what TRUNCATE does on tables of a few rows
        self._delete = ";".join(f'DELETE FROM "{table.name}"' for table in schema.sorted_tables).encode()
        self._raw: psycopg.Connection | None = None

    def empty(self) -> None:
        """Delete; a connection that a test has cut is made anew."""
        try:
            self._connected().execute(self._delete)
        except psycopg.OperationalError:
            self.close()
            self._connected().execute(self._delete)

    def close(self) -> None:
        """Let the connection go."""
        if self._raw is not None:
            self._raw.close()
        self._raw = None

    def _connected(self) -> psycopg.Connection:
        if self._raw is None:
            self._raw = psycopg.connect(self._url, autocommit=True)
            self._raw.execute("SET session_replication_role = replica")  # triggers sleep
        return self._raw


def _drop_what_nobody_keeps(server: psycopg.Connection) -> None:
    """Drop what runs that were killed have left; a run keeps a connection to its own for as long as it lives.

    Asking first matters: DROP on a database in use waits for five seconds, in which nobody can connect to it.
    """
    found = server.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        " AND NOT EXISTS (SELECT FROM pg_stat_activity AS a WHERE a.datname = pg_database.datname)",
        [_PREFIX],
    )
    for (name,) in found.fetchall():
        with suppress(psycopg.errors.ObjectInUse, psycopg.errors.InvalidCatalogName):
            server.execute(f'DROP DATABASE "{name}"'.encode())
