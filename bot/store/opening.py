"""Which store a URL means."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import URL, Dialect, Engine, make_url
from sqlalchemy.exc import ArgumentError

from bot.core.clock import Clock, RealClock
from bot.core.ids import Ids, RandomIds, WorkspaceId
from bot.store import postgres_wire, sqlite_file
from bot.store.postgres import PostgresStore, on_snapshot_of
from bot.store.sqlite import SqliteStore
from bot.store.sqlite_reads import on_snapshot
from bot.store.statements import Statements
from bot.store.transaction import Answering, Surroundings
from bot.store.unit import Read, RunningStore

P = ParamSpec("P")
T = TypeVar("T")


def open_store(
    url: str,
    *,
    clock: Clock,
    real: Clock,
    ids: Ids,
    answers: Answering,
    on_commit: Callable[[frozenset[str]], None],
    connections: int = 8,
) -> RunningStore:
    """Return the store that a URL names (`sqlite:///cortado.db`, `postgresql://…`); it works once started.

    `on_commit` is told in the loop's thread which rooms have work. `connections` are PostgreSQL's for writing; a quarter as many more
    are for reading. Raise ValueError for a URL of another kind.
    """
    place = read_url(url)
    lent = Surroundings(clock, real, ids, answers, Statements(dialect_of(place)))
    if place.get_backend_name() == "sqlite":
        return SqliteStore(place, lent, on_commit)
    return PostgresStore(engine_of(place), lent, on_commit, connections=connections)


class Reader(Protocol):
    """Reads a database that another process may be writing to."""

    def read(self, query: Callable[Concatenate[Read, P], T], workspace: WorkspaceId, /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query on one snapshot and return its answer."""
        ...


@contextmanager
def open_reader(url: str, *, clock: Clock | None = None) -> Iterator[Reader]:
    """Lend a reader for `check` and reports; it holds no lock and cannot write. Raise StoreUnavailable where nothing is to be read."""
    place = read_url(url)
    clock = clock or RealClock()
    lent = Surroundings(clock, clock, RandomIds(), {}, Statements(dialect_of(place)))
    reader = _FileReader(place, lent) if place.get_backend_name() == "sqlite" else _WireReader(engine_of(place), lent)
    try:
        yield reader
    finally:
        reader.close()


def read_url(url: str) -> URL:
    """Read a DATABASE_URL. Raise ValueError, saying which kinds there are."""
    try:
        place = make_url(url)
        kind = place.get_backend_name()
    except ArgumentError:
        kind = ""
    if kind not in ("sqlite", "postgresql"):  # the URL itself may hold a password and is not repeated
        raise ValueError("DATABASE_URL must look like sqlite:///cortado.db or postgresql://user:password@host/database.")
    return place


def engine_of(place: URL) -> Engine:
    """Return SQLAlchemy's engine for a place."""
    return sqlite_file.engine_of(place) if place.get_backend_name() == "sqlite" else postgres_wire.engine_of(place)


def dialect_of(place: URL) -> Dialect:
    """Return the dialect that a Unit's statements are compiled for."""
    return sqlite_file.engine_of(place).dialect if place.get_backend_name() == "sqlite" else postgres_wire.dialect_of(place)


class _FileReader:
    def __init__(self, place: URL, lent: Surroundings) -> None:
        self._raw = sqlite_file.connect(sqlite_file.path_of(place), writes=False)
        self._lent = lent

    def read(self, query: Callable[Concatenate[Read, P], T], workspace: WorkspaceId, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return on_snapshot(self._raw, self._lent, workspace, lambda snapshot: query(snapshot, *args, **kwargs))

    def close(self) -> None:
        self._raw.close()


class _WireReader:
    def __init__(self, engine: Engine, lent: Surroundings) -> None:
        self._wire = postgres_wire.Wire(engine)
        self._lent = lent

    def read(self, query: Callable[Concatenate[Read, P], T], workspace: WorkspaceId, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return on_snapshot_of(self._wire, self._lent, workspace, lambda snapshot: query(snapshot, *args, **kwargs))

    def close(self) -> None:
        self._wire.close()
