"""Throw-away databases of both engines, made once for a worker and emptied for each test."""

import os
import platform
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import MetaData

from bot.store.opening import engine_of, read_url

SERVER = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")


def make_file(schema: MetaData, path: Path) -> str:
    """Make an empty SQLite database with every table and return its URL."""
    url = f"sqlite:///{path}"
    engine = engine_of(read_url(url))
    schema.create_all(engine)
    engine.dispose()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
    raw.close()
    return url


def copy_file(template: Path, path: Path) -> str:
    """Copy a database that nobody has open and return the copy's URL."""
    shutil.copyfile(template, path)
    return f"sqlite:///{path}"


@contextmanager
def postgres_database(schema: MetaData) -> Iterator[str]:
    """Make a database that no other run has, lend its URL, drop it. Skip where no server answers."""
    name = re.sub(r"\W", "_", f"cortado_test_{platform.node()[:30]}_{os.getpid()}").lower()
    try:
        server = psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        pytest.skip(f"PostgreSQL is not reachable at TEST_POSTGRES_URL: {error}")
    with server:
        _drop_those_left_behind(server)
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        server.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')  # processes are killed here, never the server
        url = read_url(SERVER).set(database=name)
        engine = engine_of(url)
        schema.create_all(engine)
        try:
            yield url.render_as_string(hide_password=False)
        finally:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def empty(url: str, schema: MetaData) -> None:
    """Delete every row. DELETE takes a fifth of what TRUNCATE does on tables of a few rows; the role lets triggers sleep."""
    with psycopg.connect(url, autocommit=True) as raw:
        raw.execute("SET session_replication_role = replica")
        raw.execute(";".join(f'DELETE FROM "{table.name}"' for table in schema.sorted_tables).encode())


def _drop_those_left_behind(server: psycopg.Connection) -> None:
    mine = re.sub(r"\W", "_", f"cortado_test_{platform.node()[:30]}_").lower()
    for (name,) in server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [mine]).fetchall():
        if not Path(f"/proc/{name.removeprefix(mine)}").exists():
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
