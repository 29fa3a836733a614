"""Says at which revision a database is and which the code needs, without Alembic."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
_NUMBERED = re.compile(r"(\d{4})_\w+\.py")


def make_current(url: str, *, migrate: Callable[[str], None]) -> None:
    """Migrate a SQLite file, which one process works with; of a database that others share, say that it must be migrated by hand.

    Raise StoreHeld, StoreUnavailable or StoreUnusable.
    """
    shared = read_url(url).get_backend_name() != "sqlite"
    if shared:
        with connected(url, changes=False) as connection:
            examine_server(connection)
    found = current(url)
    if found == head():
        return
    if shared:
        refuse_other(found)
    migrate(url)


def examine(url: str) -> str:
    """Look whether a database can be worked with as it stands, and say what was found. Raise StoreUnavailable or StoreUnusable."""
    place = read_url(url)
    if place.get_backend_name() == "sqlite":
        path = path_of(place)
        examine_file(path)
        if not path.exists():
            return f"{path} is made by the first `run`."
        refuse_other(current(url))
        return f"At revision {head()}."
    with connected(url, changes=False) as connection:
        examine_server(connection)
    refuse_other(current(url))
    pooled = f" A pool shares its connections. {WAY_OUT}" if shares_connections(engine_of(place)) else ""
    return f"At revision {head()}.{pooled}"


def refuse_other(revision: str | None) -> None:
    """Raise StoreUnusable for another revision than this code works with."""
    if revision != head():
        refuse_newer(revision)
        raise StoreUnusable(
            f"The database is {_named(revision)}, and this version needs {head()}.", "Run `python -m bot migrate` once."
        )


def refuse_newer(revision: str | None) -> None:
    """Raise StoreUnusable for a revision that this code does not know."""
    if revision is not None and revision not in _known():
        raise StoreUnusable(
            f"The database is {_named(revision)}, which this version does not know: a newer one has made it.",
            "Run that newer version, or restore a backup from before it.",
        )


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
    place = read_url(url)
    if place.get_backend_name() == "sqlite" and not _exists(path_of(place)):
        return None  # asking SQLite would make the file
    with connected(url, changes=False) as connection:
        return revision_of(connection)


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
