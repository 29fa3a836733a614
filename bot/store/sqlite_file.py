"""A SQLite file: opened with the settings that make it durable, and held by one process at a time."""

import fcntl
import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import IO

from sqlalchemy import URL, Engine, NullPool, create_engine

from bot.core.trace import code_of
from bot.store.diagnosis import why_not
from bot.store.errors import ConstraintViolation, StoreHeld, StoreUnavailable, UniqueViolation

_WRITING = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
_READING = ("query_only=ON",)
_BROKEN = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")
_UNIQUE = "UNIQUE constraint failed: "
"""So begins SQLite's word of a doubled row, and that of a trigger which stands before the constraint (see the revisions)."""


def path_of(url: URL) -> Path:
    """Return the file that a URL names, by its own name where a link leads there: what stands beside it is of the file.

    Raise ValueError for a database in memory, which nothing survives.
    """
    if not url.database or "\0" in url.database or url.database == ":memory:" or "mode=memory" in url.database:
        raise ValueError("Name a file, as in sqlite:///cortado.db: a database in memory would not survive a restart.")
    return Path(os.path.realpath(url.database))


def engine_of(url: URL) -> Engine:
    """Return an engine for the file, which knows the dialect; connections are made by `connect`."""
    return create_engine(URL.create("sqlite", database=str(path_of(url))), poolclass=NullPool)


def connect(path: Path, *, writes: bool, wait: float = 5.0) -> sqlite3.Connection:
    """Open the file for one thread at a time; a locked file is waited for `wait` seconds. Raise StoreUnavailable, or
    StoreUnusable.

    The caller begins and ends transactions: with sqlite3's own a released savepoint outlives the outer ROLLBACK.
    """
    try:
        mode = "rwc" if writes else "rw"  # "ro" could not make the shared memory that reading a WAL takes; query_only can
        raw = sqlite3.connect(
            f"{path.as_uri()}?mode={mode}",
            uri=True,
            timeout=wait,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=512,
        )
        for pragma in _WRITING if writes else _READING:
            raw.execute(f"PRAGMA {pragma}").fetchall()
    except sqlite3.Error as error:
        raise why_not(error, path) from error
    return raw


def make_for_owner(path: Path) -> None:
    """Make a file that is not there yet, empty, for one user alone: what people write is in it. SQLite makes those beside it alike."""
    with suppress(OSError):  # who opens it next says what is wrong
        os.close(make_beside(path, path))


def make_beside(path: Path, database: Path, mode: int = 0o600) -> int:
    """Make a file and return it opened; one that root makes is given to whose the database or its folder is, as SQLite gives its own.

    Else a bot that is no root could not open what a command of root's has left. Raise OSError, also where the name is taken.
    """
    made = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, mode)
    if os.geteuid() == 0:
        of = (database if path != database and database.exists() else database.parent).stat()
        os.fchown(made, of.st_uid, of.st_gid)
    return made


class Presence:
    """Whether a path still names the files that were opened: a deleted file is written to without a complaint, and lost at the end.

    Not seen: other bytes that somebody has written into the same file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._paths = [path, *(path.with_name(path.name + beside) for beside in ("-wal", "-shm"))]
        self._known: dict[Path, tuple[int, int]] = {}

    def check(self, *, undone: bool = True) -> None:
        """Learn which files there are, the first time. Raise StoreUnavailable where one of them is gone, or another one."""
        for path in self._paths:
            known, found = self._known.get(path), _identity(path)
            if known is None and found is not None:
                self._known[path] = found
            elif known != found:
                raise StoreUnavailable(
                    f"The database file {self._path} was deleted, moved or replaced while the bot runs. Put the same files back,"
                    " or stop the bot, put a backup in its place, and start it again.",
                    undone=undone,
                )


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - asked twice a commit, and half the time of Path.stat
    except OSError:
        return None
    return found.st_dev, found.st_ino


class Hold:
    """The right to write to a file: an advisory lock beside it, which the system takes back from a process that dies."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock: IO[str] | None = None

    def take(self) -> None:
        """Take the right. Raise StoreHeld, naming the process that has it, and StoreUnusable where no lock can be made."""
        beside = self._path.with_name(self._path.name + "-lock")
        try:
            lock = os.fdopen(self._opened(beside), "r+")
        except OSError as error:
            raise why_not(error, beside) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
            lock.close()
            raise StoreHeld(
                f"{self._path} is in use by another process (pid {holder}). Stop that one first, or use PostgreSQL for several."
            ) from error
        self._lock = lock
        with suppress(OSError):  # on a full disk nobody reads who holds it, and it is held all the same
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()

    def _opened(self, beside: Path) -> int:
        """Open the lock's file, or make it; never one that a link leads to, for who runs this may be root, and the folder another's."""
        try:
            return make_beside(beside, self._path, 0o644)
        except FileExistsError:
            return os.open(beside, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)

    def release(self) -> None:
        """Give the right back; the lock's file stays, for removing it would let two processes in."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def read_fault(error: BaseException) -> BaseException:
    """Say what SQLite's error means to a caller; what is not SQLite's, and what is a fault of ours, comes back as it is."""
    if isinstance(error, sqlite3.IntegrityError):
        told = str(error)
        return _caused(
            UniqueViolation(told.removeprefix(_UNIQUE)) if told.startswith(_UNIQUE) else ConstraintViolation(told), error
        )
    if is_broken(error) or (
        isinstance(error, sqlite3.OperationalError) and name_of(error) != "SQLITE_ERROR"
    ):  # that one is wrong SQL
        return _caused(
            StoreUnavailable(f"The database file cannot be used now ({code_of(error)}). Try again in a moment."), error
        )
    return error


def is_broken(error: BaseException) -> bool:
    """Tell whether the file itself is at fault: whatever is asked of it next fails as well."""
    return isinstance(error, sqlite3.DatabaseError) and name_of(error).startswith(_BROKEN)


def name_of(error: sqlite3.Error) -> str:
    """Return SQLite's name of an error; the driver's own ones have none and count as wrong SQL."""
    return getattr(error, "sqlite_errorname", "SQLITE_ERROR")


def _caused(error: Exception, cause: BaseException) -> Exception:
    error.__cause__ = cause
    return error
