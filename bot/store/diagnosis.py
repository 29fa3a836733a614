"""Says why a database cannot be opened and what to do; tells lasting from passing faults."""

import errno
import sqlite3
from pathlib import Path
from typing import Protocol, runtime_checkable

from sqlalchemy.exc import DBAPIError

from bot.core.trace import kind_of
from bot.store.errors import StoreUnavailable, StoreUnusable

_PASSING = (
    "connection refused", "timeout expired", "timed out", "starting up", "shutting down", "in recovery mode", "accepting",
    "too many clients", "too many connections", "connection slots", "closed the connection", "connection reset", "broken pipe",
    "no route to host", "network is unreachable", "temporary failure in name resolution", "is the server running",
)  # fmt: skip
"""Words of libpq, which gives no code while it connects, for what may be over by the next try."""
_WAYS_OUT = (
    (("resolve host", "name or service not known", "could not translate"), "Mend the host in DATABASE_URL."),
    (("password", "pg_hba.conf", "authentication"), "Set the right role and password in DATABASE_URL."),
    (("permission denied",), "Let the role of DATABASE_URL connect to the database."),
    (('role "',), "Create the role, or name another in DATABASE_URL."),
    (('database "',), "Create the database, or name another in DATABASE_URL."),
    (
        ("startup parameter",),
        "A pool in between forbids what DATABASE_URL asks for: leave that out, set `ignore_startup_parameters` there, or name PostgreSQL itself.",
    ),
)
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
_OF_A_FILE = (
    ("SQLITE_NOTADB", "{path} is no SQLite database.", "Name another file in DATABASE_URL, or move this one away."),
    ("SQLITE_CORRUPT", "{path} is damaged.", "Restore it from a backup; `sqlite3 FILE .recover` may save the rest."),
    ("SQLITE_FULL", "{path} cannot be written: the disk is full.", "Make room, then start again."),
    ("SQLITE_READONLY", "{path} cannot be written.", "Give this user the right to write to the file and its folder."),
    (
        "SQLITE_CANTOPEN",
        "{path} cannot be opened.",
        "Let DATABASE_URL name a file in a folder that exists, where this user may write.",
    ),
    ("SQLITE_IOERR", "{path} cannot be read and written.", "Look at the disk, and at the rights of the file and its folder."),
)


@runtime_checkable
class _OfServer(Protocol):
    """An error of PostgreSQL's driver, known by its code: a process on SQLite does not load that driver."""

    sqlstate: str | None


def why_not(error: Exception, path: Path | None = None) -> StoreUnavailable:
    """Say why a database cannot be opened, read or migrated; `path` is that of a SQLite file. StoreUnusable where waiting mends nothing."""
    found = error.orig if isinstance(error, DBAPIError) and isinstance(error.orig, Exception) else error
    match found:
        case sqlite3.Error():
            return _of_file(found, path or Path())
        case _OfServer(sqlstate=None):
            return _of_connection(found)
        case _OfServer(sqlstate=str(code)):
            return _of_answer(found, code)
        case PermissionError():
            mend = "Give this user the right to write to the folder of DATABASE_URL and what is in it."
            return StoreUnusable(f"{path} cannot be used ({found.strerror}).", mend)
        case OSError():
            return StoreUnusable(f"{path} cannot be used ({found.strerror}).", "Check the folder of DATABASE_URL and its rights.")
    return StoreUnusable(f"The database cannot be used ({kind_of(error)}).", "Check DATABASE_URL.")


def is_locked(error: StoreUnavailable) -> bool:
    """Tell whether a lock was not to be had in time, or in turn: what a moment later may go."""
    found = error.__cause__.orig if isinstance(error.__cause__, DBAPIError) else error.__cause__
    return isinstance(found, _OfServer) and found.sqlstate in ("55P03", "40P01")


def is_full(error: BaseException) -> bool:
    """Tell whether a disk has no room left, by what SQLite or the system says; a bound of the process's files is the same to it."""
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorname", "") == "SQLITE_FULL"
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def _of_file(error: sqlite3.Error, path: Path) -> StoreUnavailable:
    name = str(getattr(error, "sqlite_errorname", "SQLITE_ERROR"))
    if name.startswith(_BUSY):
        return StoreUnavailable(f"The database file {path} is locked by another process. End that one, or wait for it.")
    if name.startswith("SQLITE_CANTOPEN") and path.is_file():
        return StoreUnusable(
            f"{path} may not be opened by this user.", "Give this user the right to write to the file and its folder."
        )
    for begins, said, mend in _OF_A_FILE:
        if name.startswith(begins):
            return StoreUnusable(said.format(path=path), mend)
    return StoreUnusable(f"{path} does not have the tables of this bot ({name}).", "Name another file in DATABASE_URL.")


def _of_connection(error: Exception) -> StoreUnavailable:
    told = " ".join(str(error).split()) or type(error).__name__
    if any(word in told.lower() for word in _PASSING):
        return StoreUnavailable(f"The database cannot be reached ({told}). Check DATABASE_URL and that PostgreSQL is running.")
    mend = next((mend for words, mend in _WAYS_OUT if any(word in told.lower() for word in words)), "Check DATABASE_URL.")
    return StoreUnusable(f"The database cannot be reached ({told}).", mend)


def _of_answer(error: Exception, code: str) -> StoreUnavailable:
    match code:
        case "42501":
            mend = "Let the role of DATABASE_URL own the tables, or grant it CREATE on the schema and all rights on them."
            return StoreUnusable("The role of DATABASE_URL lacks rights in the database (42501).", mend)
        case "53100":
            return StoreUnusable("The disk of the database is full (53100).", "Make room there, then start again.")
        case "25006":
            return StoreUnavailable(
                "The database only reads now (25006). Name the primary in DATABASE_URL, or wait until it writes."
            )
        case "42P07" | "42701" | "42710":
            return StoreUnusable(
                f"The database has tables of something else ({code}).", "Name an empty database in DATABASE_URL."
            )
    if code.startswith(("08", "57", "53", "55", "40P01")):
        return StoreUnavailable(f"The database does not answer as it should ({kind_of(error)}). Try again in a moment.")
    return StoreUnusable(
        f"The database refuses what this bot asks ({kind_of(error)}).", "Check that DATABASE_URL names its database."
    )
