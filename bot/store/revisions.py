"""Says at which revision a database is and which the code needs, without Alembic."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, event, inspect, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store.diagnosis import why_not
from bot.store.errors import StoreUnusable
from bot.store.opening import engine_of, read_url
from bot.store.pooling import WAY_OUT, shares_connections
from bot.store.preflight import examine_file, examine_server
from bot.store.sqlite_file import path_of

FOLDER = Path(__file__).parents[2] / "migrations"
_TURN = 7_236_117_001
"""The advisory lock under which one replica at a time migrates."""
_TABLE = "alembic_version"
_REVISION = text(f"SELECT version_num FROM {_TABLE}")  # noqa: S608 - a name of Alembic's own
_WRITTEN_NEEDS = text("SELECT revision FROM store_needs")
_NUMBER = re.compile(r"\d{4}")
_ANOTHER = "Name another one in DATABASE_URL; this one was left as it is."
_NUMBERED = re.compile(r"(\d{4})_\w+\.py")
_NEEDS = re.compile(r'^needs = "(\d{4})"$', re.MULTILINE)


@dataclass(frozen=True)
class At:
    """At which revision a database is, None where it was never migrated, and from which revision on code may work with it."""

    revision: str | None
    needs: str | None = None


def make_current(url: str, *, migrate: Callable[[str], object]) -> None:
    """Migrate a SQLite file, which one process works with; of a database that others share, say that it must be migrated by hand.

    What a newer version has made is left as it is, where that one lets this one go on. Raise StoreHeld, StoreUnavailable or StoreUnusable.
    """
    shared = read_url(url).get_backend_name() != "sqlite"
    if shared:
        with connected(url, changes=False) as connection:
            examine_server(connection)
    found = standing(url)
    if found.revision == head():
        return
    if shared or (found.revision is not None and not is_known(found.revision)):
        refuse_unfit(found)
        return
    migrate(url)


def examine(url: str) -> str:
    """Look whether a database can be worked with as it stands, and say what was found. Raise StoreUnavailable or StoreUnusable."""
    place = read_url(url)
    if place.get_backend_name() == "sqlite":
        path = path_of(place)
        examine_file(path)
        if not path.exists():
            return f"{path} is made by the first `run`."
        return _examined(standing(url), shared=False)
    with connected(url, changes=False) as connection:
        examine_server(connection)
    said = _examined(standing(url), shared=True)
    return f"{said} A pool shares its connections. {WAY_OUT}" if shares_connections(engine_of(place)) else said


def _examined(found: At, *, shared: bool) -> str:
    if shared or not is_known(found.revision or ""):
        refuse_unfit(found)
    else:
        refuse_other(found.revision)
    if not is_known(found.revision or ""):
        return f"At revision {found.revision}, of a newer version beside which this one may run."
    waits = "" if found.revision == head() else f" `python -m bot migrate` brings it to {head()} once no older version runs."
    return f"At revision {found.revision}.{waits}"


def refuse_missing(url: str) -> None:
    """Raise StoreUnusable where there is no SQLite file: who would open it would make it."""
    place = read_url(url)
    if place.get_backend_name() == "sqlite" and not _exists(path_of(place)):
        raise StoreUnusable(f"There is no database at {path_of(place)}.", "Name the database of the bot in DATABASE_URL.")


def refuse_unfit(found: At) -> None:
    """Raise StoreUnusable for a database that this code cannot work with: made by a newer version that forbids it, or too old."""
    revision = found.revision
    if revision is None or is_known(revision):
        if revision is None or any(not contracts(one) for one in after(revision)):
            refuse_other(revision)
    elif found.needs is None or found.needs > head():
        refuse_newer(revision)


def refuse_other(revision: str | None) -> None:
    """Raise StoreUnusable for another revision than the newest of this code."""
    if revision != head():
        refuse_newer(revision)
        raise StoreUnusable(
            f"The database is {_named(revision)}, and this version needs {head()}.", "Run `python -m bot migrate` once."
        )


def refuse_newer(revision: str | None) -> None:
    """Raise StoreUnusable for a revision that this code does not know."""
    if revision is None or is_known(revision):
        return
    if not _NUMBER.fullmatch(revision):
        raise StoreUnusable("The database is of another program: its revision is none of this bot's.", _ANOTHER)
    raise StoreUnusable(
        f"The database is {_named(revision)}, which this version does not know: a newer one has made it.",
        "Run that newer version, or restore a backup from before it.",
    )


def after(revision: str | None) -> list[str]:
    """Return the revisions of this code that come after one, in their order."""
    return [one for one in _known() if revision is None or one > revision]


def needs_of(revision: str) -> str:
    """Return the oldest revision whose code may work with a schema of this one: what its file says, itself where it says nothing."""
    (path,) = (FOLDER / "versions").glob(f"{revision}_*.py")
    found = _NEEDS.search(path.read_text(encoding="utf-8"))
    return found[1] if found else revision


def contracts(revision: str) -> bool:
    """Tell whether a revision asks more than the one before it: what only older code used is gone with it."""
    before = [one for one in _known() if one < revision]
    return not before or needs_of(revision) > needs_of(before[-1])


def _named(revision: str | None) -> str:
    return "empty" if revision is None else f"at revision {revision}"


def is_known(revision: str) -> bool:
    """Tell whether this code brings a revision."""
    return revision in _known()


def head() -> str:
    """Return the newest revision that this code brings."""
    return _known()[-1]


def _known() -> list[str]:
    """Every revision of this code by its number, which its file is named by; a test holds them to be one straight line."""
    return sorted(found[1] for path in (FOLDER / "versions").iterdir() if (found := _NUMBERED.fullmatch(path.name)))


def current(url: str) -> str | None:
    """Return the revision that a database has; None for one that was never migrated. Raise StoreUnavailable, StoreUnusable."""
    return standing(url).revision


def standing(url: str) -> At:
    """Return at which revision a database is, and what that needs. Raise StoreUnavailable, StoreUnusable."""
    place = read_url(url)
    if place.get_backend_name() == "sqlite" and not _exists(path_of(place)):
        return At(None)  # asking SQLite would make the file
    with connected(url, changes=False) as connection:
        return standing_of(connection)


def standing_of(connection: Connection) -> At:
    """Return the same of the database that is connected to. Raise StoreUnusable, also for a file that another program has tables in."""
    needs = connection.execute(_WRITTEN_NEEDS).scalar() if inspect(connection).has_table("store_needs") else None
    revision = revision_of(connection)
    if revision is None and connection.dialect.name == "sqlite" and (others := inspect(connection).get_table_names()):
        raise StoreUnusable(
            f"The file does not have the tables of this bot, but those of another program ({others[0]}).", _ANOTHER
        )
    return At(revision, needs)


def revision_of(connection: Connection) -> str | None:
    """Return the revision of the database that is connected to. Raise StoreUnusable where it is at several."""
    found = connection.execute(_REVISION).scalars().all() if inspect(connection).has_table(_TABLE) else []
    if len(found) > 1:
        raise StoreUnusable("The database's revision cannot be read.", "Restore the database from a backup.")
    return str(found[0]) if found else None


def is_current(url: str) -> bool:
    """Tell whether a database has the newest revision. Raise StoreUnavailable."""
    return current(url) == head()


def _exists(path: Path) -> bool:
    try:
        return path.stat() is not None
    except FileNotFoundError:
        return False
    except OSError as error:
        raise why_not(error, path) from error


@contextmanager
def connected(url: str, *, changes: bool = True) -> Iterator[Connection]:
    """Connect to a database, in one transaction that is committed where it `changes` something. Raise StoreUnavailable, StoreUnusable."""
    place = read_url(url)
    engine = engine_of(place)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", _begin_at_once if changes else _begin_later)
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "postgresql" and changes:
                connection.execute(text("SET LOCAL lock_timeout = 0"))
                connection.execute(text("SET LOCAL statement_timeout = 0"))
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_TURN})"))
            yield connection
            if changes:
                connection.commit()
    except (DBAPIError, engine.dialect.loaded_dbapi.Error, OSError) as error:
        raise why_not(error, path_of(place) if engine.dialect.name == "sqlite" else None) from error
    finally:
        engine.dispose()


def _leave_transactions_to_us(raw: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    raw.isolation_level = None  # otherwise sqlite3 commits before each CREATE and half a revision may stay


def _begin_at_once(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_later(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
