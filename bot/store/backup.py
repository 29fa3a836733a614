"""Makes a copy of a database beside the bot that works with it, and looks whether the copy is whole."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import URL

from bot.core.trace import code_of
from bot.store import sqlite_file
from bot.store.copies import POSTGRES, SQLITE, Copy, CopyFailed
from bot.store.diagnosis import is_full, why_not
from bot.store.errors import StoreUnusable
from bot.store.opening import read_url
from bot.store.preflight import is_so
from bot.store.revisions import current, is_known, refuse_missing, refuse_newer

_BEGINS = {SQLITE: b"SQLite format 3\0", POSTGRES: b"PGDMP"}
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"


def back_up(url: str, file: Path) -> Copy:
    """Copy a database to a file that only this user may read, look through the copy, and give it its name only then.

    Raise CopyFailed, StoreUnavailable, StoreUnusable, or ValueError for the URL.
    """
    place = read_url(url)
    revision = current(url)
    if revision is None:
        refuse_missing(url)
        raise CopyFailed("The database of DATABASE_URL is empty: there is nothing to copy.")
    refuse_newer(revision)
    with _part_of(file) as part:
        if place.get_backend_name() == "sqlite":
            made = _copy_file(sqlite_file.path_of(place), part, file)
            found = examine_file(part)
        else:
            from bot.store import postgres_copy  # noqa: PLC0415 - its driver is 9 MB, of which nobody on SQLite has use

            made = postgres_copy.dump(place, part, revision)
            found = postgres_copy.examine(part)
        if found != made:
            raise CopyFailed("The copy does not hold what the database does.", "Try again; look at the disk.")
        _keep(part, file)
    return found


def kind_of_copy(file: Path) -> str:
    """Tell of which engine a copy is, by how it begins. Raise CopyFailed."""
    try:
        with file.open("rb") as opened:
            head = opened.read(16)
    except OSError as fault:
        raise CopyFailed(f"{file} cannot be read: {fault.strerror}.") from None
    for engine, begins in _BEGINS.items():
        if head.startswith(begins):
            return engine
    raise CopyFailed(f"{file} is no backup: neither a SQLite file nor an archive of pg_dump.")


def examine_file(path: Path) -> Copy:
    """Look through a SQLite file that nobody works with. Raise CopyFailed."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as raw:
            told = [str(one) for (one,) in raw.execute("PRAGMA integrity_check")]
            if told != ["ok"] and any(is_so(raw, one) for one in told):
                raise CopyFailed(f"{path} is damaged.", "Take another backup.")
            return Copy(SQLITE, _revision(raw), _count(raw))
    except sqlite3.Error as error:
        if str(getattr(error, "sqlite_errorname", "")).startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            raise CopyFailed(f"{path} is damaged.", "Take another backup.") from error
        raise CopyFailed(f"{path} cannot be read ({code_of(error)}).", "Look at its rights, and at the disk.") from error


def _copy_file(path: Path, part: Path, file: Path) -> Copy:
    """Copy what one snapshot of a SQLite file holds; whoever writes goes on meanwhile."""
    try:
        with closing(sqlite_file.connect(path, writes=False)) as raw, closing(sqlite3.connect(part)) as copy:
            raw.execute("BEGIN")
            made = Copy(SQLITE, _revision(raw), _count(raw))
            raw.backup(copy)
            raw.execute("ROLLBACK")
            copy.execute("PRAGMA journal_mode=DELETE").fetchall()  # one file, without a log beside it
            return made
    except sqlite3.Error as error:
        if is_full(error):
            raise CopyFailed(
                f"{file} cannot be written: the disk is full.", "Make room, or name a file on another one."
            ) from error
        if code_of(error).startswith("SQLITE_IOERR"):  # of either file
            way_out = "Look at the disk of the database, and at that of the copy."
            raise CopyFailed(f"The copy cannot be made ({code_of(error)}).", way_out) from error
        raise why_not(error, path) from error


def _revision(raw: sqlite3.Connection) -> str | None:
    try:
        found = raw.execute("SELECT version_num FROM alembic_version").fetchall()
    except sqlite3.OperationalError:
        return None
    return str(found[0][0]) if len(found) == 1 else None


def _count(raw: sqlite3.Connection) -> dict[str, int]:
    names = [str(name) for (name,) in raw.execute(_TABLES)]
    return {name: int(raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in names}  # noqa: S608 - names of its own tables


@contextmanager
def _part_of(file: Path) -> Iterator[Path]:
    """Lend a file beside the one that is to be made; it is gone afterwards. Raise CopyFailed."""
    if file.exists() or file.is_symlink():
        raise CopyFailed(f"{file} is there already.", "Name another file: a backup is never written over.")
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as fault:
        raise CopyFailed(f"{file} cannot be written: {fault.strerror}.", "Name a file in a folder where you may write.") from None
    try:
        yield part
    finally:
        for left in (part, part.with_name(part.name + "-journal")):
            left.unlink(missing_ok=True)


def _keep(part: Path, file: Path) -> None:
    """Give what was made its name, unless somebody has taken that meanwhile; what is kept is on the disk."""
    try:
        with part.open("rb") as written:
            os.fsync(written.fileno())
    except OSError as fault:
        raise CopyFailed(f"{file} cannot be written: {fault.strerror}.", "Look at the disk.") from fault
    try:
        os.link(part, file)
    except FileExistsError:
        raise CopyFailed(f"{file} is there already.", "Name another file: a backup is never written over.") from None
    except OSError:  # a file system without links
        part.rename(file)
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def refuse_unfit(found: Copy, url: URL) -> None:
    """Raise CopyFailed for a copy of the other engine, StoreUnusable for one of a newer version."""
    wanted = SQLITE if url.get_backend_name() == "sqlite" else POSTGRES
    if found.engine != wanted:
        raise CopyFailed(f"The backup is one of {found.engine}, and DATABASE_URL names {wanted}.", "Name the right one.")
    if found.revision is None:
        raise StoreUnusable("The backup holds no database of this bot.", "Name another file.")
    if not is_known(found.revision):
        raise StoreUnusable(
            f"The backup is at revision {found.revision}, which this version does not know: a newer one has made it.",
            "Restore it with that newer version, or name an older backup.",
        )
