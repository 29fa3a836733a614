"""Migrates the schema on either engine: one straight line of Alembic revisions."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import structlog
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, MetaData, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store.diagnosis import why_not
from bot.store.errors import StoreUnusable
from bot.store.opening import engine_of, read_url
from bot.store.pooling import WAY_OUT, shares_connections
from bot.store.preflight import examine_file, examine_server
from bot.store.sqlite_file import Hold, path_of

_FOLDER = Path(__file__).parents[2] / "migrations"
_log = structlog.get_logger("store")
_TURN = 7_236_117_001
"""The advisory lock under which one replica at a time migrates."""


def migrate(url: str) -> None:
    """Bring a database to the newest revision, whole or not at all. Raise StoreHeld, StoreUnavailable or StoreUnusable.

    A SQLite file is held meanwhile, and made where there is none; on PostgreSQL a second replica waits and finds nothing to do.
    """
    place = read_url(url)
    hold = Hold(path_of(place)) if place.get_backend_name() == "sqlite" else None
    if hold is not None:
        hold.take()
    try:
        with _connected(url) as connection:
            before = MigrationContext.configure(connection).get_current_revision()
            _refuse_newer(before)
            command.upgrade(_config(connection), "head")
        if before != head():
            _log.info("database migrated", was=before, now=head())
    finally:
        if hold is not None:
            hold.release()


def make_current(url: str) -> None:
    """Migrate a SQLite file, which one process works with; of a database that others share, say that it must be migrated by hand.

    Raise StoreHeld, StoreUnavailable or StoreUnusable.
    """
    shared = read_url(url).get_backend_name() != "sqlite"
    if shared:
        with _connected(url, changes=False) as connection:
            examine_server(connection)
    found = current(url)
    if found == head():
        return
    if shared:
        _refuse_other(found)
    migrate(url)


def examine(url: str) -> str:
    """Look whether a database can be worked with as it stands, and say what was found. Raise StoreUnavailable or StoreUnusable."""
    place = read_url(url)
    if place.get_backend_name() == "sqlite":
        path = path_of(place)
        examine_file(path)
        if not path.exists():
            return f"{path} is made by the first `run`."
        _refuse_other(current(url))
        return f"At revision {head()}."
    with _connected(url, changes=False) as connection:
        examine_server(connection)
    _refuse_other(current(url))
    pooled = f" A pool shares its connections. {WAY_OUT}" if shares_connections(engine_of(place)) else ""
    return f"At revision {head()}.{pooled}"


def _refuse_other(revision: str | None) -> None:
    if revision != head():
        _refuse_newer(revision)
        raise StoreUnusable(
            f"The database is {_named(revision)}, and this version needs {head()}.", "Run `python -m bot migrate` once."
        )


def _refuse_newer(revision: str | None) -> None:
    known = {each.revision for each in ScriptDirectory.from_config(_config()).walk_revisions()}
    if revision is not None and revision not in known:
        raise StoreUnusable(
            f"The database is {_named(revision)}, which this version does not know: a newer one has made it.",
            "Run that newer version, or restore a backup from before it.",
        )


def _named(revision: str | None) -> str:
    return "empty" if revision is None else f"at revision {revision}"


def head() -> str | None:
    """Return the newest revision that this code brings; None where there is none yet."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def current(url: str) -> str | None:
    """Return the revision that a database has; None for one that was never migrated. Raise StoreUnavailable, StoreUnusable."""
    place = read_url(url)
    if place.get_backend_name() == "sqlite" and not _exists(path_of(place)):
        return None  # asking SQLite would make the file
    with _connected(url, changes=False) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_current(url: str) -> bool:
    """Tell whether a database has the newest revision. Raise StoreUnavailable."""
    return current(url) == head()


def drift(url: str, schema: MetaData) -> list[str]:
    """Say in which ways a database differs from the tables as the code declares them."""
    with _connected(url, changes=False) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return [str(difference) for difference in compare_metadata(context, schema)]


def draft(message: str, schema: MetaData) -> Path:
    """Write the next revision from what the tables have and the revisions have not; read it before it is committed."""
    number = f"{len(list(ScriptDirectory.from_config(_config()).walk_revisions())) + 1:04}"
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/draft.db"
        migrate(url)
        with _connected(url) as connection:
            config = _config(connection)
            config.attributes["schema"] = schema
            command.revision(config, message, autogenerate=True, rev_id=number)
    return next((_FOLDER / "versions").glob(f"{number}_*.py"))


def _exists(path: Path) -> bool:
    try:
        return path.stat() is not None
    except FileNotFoundError:
        return False
    except OSError as error:
        raise why_not(error, path) from error


def _config(connection: Connection | None = None) -> Config:
    config = Config(stdout=StringIO())
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


@contextmanager
def _connected(url: str, *, changes: bool = True) -> Iterator[Connection]:
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
    except (DBAPIError, psycopg.Error, sqlite3.Error, OSError) as error:
        raise why_not(error, path_of(place) if engine.dialect.name == "sqlite" else None) from error
    except CommandError as error:
        raise StoreUnusable("The database's revision cannot be read.", "Restore the database from a backup.") from error
    finally:
        engine.dispose()


def _leave_transactions_to_us(raw: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    raw.isolation_level = None  # otherwise sqlite3 commits before each CREATE and half a revision may stay


def _begin_at_once(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_later(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
