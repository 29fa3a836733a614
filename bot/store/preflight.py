"""Checks a database before it is used: rights, shape, revision; writes nothing."""

import os
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, bindparam, text

from bot.store import sqlite_file
from bot.store.base import Base
from bot.store.diagnosis import why_not
from bot.store.errors import StoreUnavailable, StoreUnusable

_MISSING = re.compile(r"NULL value in (\w+)\.(\w+)")
_ROOM = 5_000_000
"""Bytes that a disk must have left: the log of what is written beside the file takes as much before it is emptied."""
_ONLY_READS = text("SELECT current_setting('transaction_read_only') = 'on' AS so")
_WITHOUT_RIGHTS = text(
    "SELECT t.name FROM unnest(CAST(:names AS text[])) AS t (name) WHERE to_regclass(quote_ident(t.name)) IS NOT NULL AND NOT"
    " (SELECT bool_and(has_table_privilege(quote_ident(t.name), may)) FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE'])"
    " AS wanted (may)) ORDER BY t.name"
).bindparams(bindparam("names"))


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def examine_file(path: Path, *, may: Callable[[Path, int], bool] = os.access, free: Callable[[Path], int] = _free) -> None:
    """Look at a SQLite file from end to end. Raise StoreUnusable, or StoreUnavailable where it is locked."""
    try:
        exists = path.exists()
    except OSError as error:  # a name that the system does not take
        raise why_not(error, path) from error
    if not path.parent.is_dir():
        raise StoreUnusable(f"The folder {path.parent} does not exist.", "Make it, or name another file in DATABASE_URL.")
    if path.is_dir():
        raise StoreUnusable(f"{path} is a folder.", "Name a file in DATABASE_URL.")
    for place in (path, path.parent):
        if (exists or place != path) and not may(place, os.R_OK | os.W_OK):
            raise StoreUnusable(f"{place} cannot be written.", "Give this user the right to write to the file and its folder.")
    if free(path.parent) < _ROOM:
        raise StoreUnusable(
            f"{path} cannot grow: the disk is full.", "Make room: a day of a busy workspace takes some megabytes."
        )
    if exists:
        _read_through(path)


def _read_through(path: Path) -> None:
    try:
        with closing(sqlite_file.connect(path, writes=False)) as raw:
            found = [str(told) for (told,) in raw.execute("PRAGMA quick_check")]
            is_whole = found == ["ok"] or not any(is_so(raw, told) for told in found)
    except sqlite3.Error as error:
        raise why_not(error, path) from error
    if not is_whole:
        raise StoreUnusable(f"{path} is damaged.", "Restore it from a backup; `sqlite3 FILE .recover` may save the rest.")


def is_so(raw: sqlite3.Connection, told: str) -> bool:
    """Ask again what a check says of missing values: SQLite 3.40 reads those of tables without row ids in the wrong place."""
    named = _MISSING.fullmatch(told)
    if named is None:
        return True
    table, column = named.groups()  # `IS NULL` of a column that has to have values is false without a look
    asked = f'SELECT EXISTS (SELECT 1 FROM "{table}" WHERE typeof("{column}") = \'null\')'  # noqa: S608 - names of our own tables
    return bool(raw.execute(asked).fetchone()[0])


def examine_server(connection: Connection) -> None:
    """Look whether a PostgreSQL database takes writes, and lets this role write what it must. Raise StoreUnavailable, StoreUnusable."""
    if connection.execute(_ONLY_READS).scalar():
        raise StoreUnavailable("The database only reads now (25006). Name the primary in DATABASE_URL, or wait until it writes.")
    names = connection.execute(_WITHOUT_RIGHTS, {"names": sorted(Base.metadata.tables)}).scalars().all()
    if names:
        which = f"the table {names[0]}" if len(names) == 1 else f"{len(names)} tables, {names[0]} among them"
        raise StoreUnusable(
            f"The role of DATABASE_URL may not read and write {which}.",
            "Let it own the tables, or grant it all rights on them.",
        )
