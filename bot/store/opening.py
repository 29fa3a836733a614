"""Opens the store that a database URL means."""

from collections.abc import Callable
from functools import cache

from sqlalchemy import URL, Dialect, Engine, make_url
from sqlalchemy.exc import ArgumentError

from bot.core.clock import Clock
from bot.core.ids import Ids
from bot.store import sqlite_file
from bot.store.sqlite import SqliteStore
from bot.store.statements import Statements
from bot.store.transaction import Answering, Given, TransactionContext
from bot.store.unit import RunningStore

NOTHING: Given = {}


def open_store(
    url: str,
    *,
    clock: Clock,
    real: Clock,
    ids: Ids,
    answers: Answering,
    on_commit: Callable[[frozenset[str]], None],
    connections: int = 8,
    given: Given = NOTHING,
) -> RunningStore:
    """Return the store that a URL names (`sqlite:///cortado.db`, `postgresql://…`); it works once started.

    `on_commit` is told in the loop's thread which rooms have work. `connections` are PostgreSQL's for writing; a quarter as many more
    are for reading. `given`: what every transaction can ask for. Raise ValueError for a URL of another kind.
    """
    place = read_url(url)
    context = TransactionContext(clock, real, ids, answers, statements_for(place.get_backend_name()), given)
    if place.get_backend_name() == "sqlite":
        return SqliteStore(place, context, on_commit)
    from bot.store.postgres import PostgresStore  # noqa: PLC0415 - as below

    return PostgresStore(engine_of(place), context, on_commit, connections=connections)


def read_url(url: str) -> URL:
    """Read a DATABASE_URL. Raise ValueError, saying which kinds there are."""
    place: URL | None
    try:
        place = make_url(url)
        kind = place.get_backend_name()
    except (ArgumentError, ValueError):  # its words quote what stands between the colons, and that may be a password
        place, kind = None, ""
    if place is None or kind not in ("sqlite", "postgresql"):  # the URL itself may hold a password and is not repeated
        raise ValueError(
            "DATABASE_URL must look like sqlite:///cortado.db or postgresql://user:password@host/database;"
            " in a password write @ : / as %40 %3A %2F."
        )
    if kind == "sqlite" and "?" in url:  # options would be passed over, and so would the rest of a name
        raise ValueError("DATABASE_URL of SQLite ends with the name of the file: take away what begins with ?.")
    return place


def engine_of(place: URL) -> Engine:
    """Return SQLAlchemy's engine for a place."""
    if place.get_backend_name() == "sqlite":
        return sqlite_file.engine_of(place)
    from bot.store import postgres_wire  # noqa: PLC0415 - its driver is 9 MB, of which a replica on SQLite has no use

    return postgres_wire.engine_of(place)


def dialect_of(place: URL) -> Dialect:
    """Return the dialect that a Unit's statements are compiled for."""
    if place.get_backend_name() == "sqlite":
        return sqlite_file.engine_of(place).dialect
    from bot.store import postgres_wire  # noqa: PLC0415 - as above

    return postgres_wire.dialect_of(place)


@cache
def statements_for(kind: str) -> Statements:
    """Return the compiled statements of a kind of database (`sqlite`, `postgresql`).

    A process keeps one set of each: a store that is opened anew, or beside another, finds them, and compiling is most of an action's first run.
    """
    return Statements(dialect_of(URL.create(kind, database="any")))
