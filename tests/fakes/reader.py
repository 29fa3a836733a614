"""Reads a database beside the bot that writes to it, or when none does: what the database says, whatever a store remembers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import URL, Engine

from bot.core.clock import RealClock
from bot.core.ids import RandomIds, WorkspaceId
from bot.store import postgres_wire, sqlite_file
from bot.store.opening import engine_of, read_url, statements_for
from bot.store.postgres import on_snapshot_of
from bot.store.sqlite_reads import on_snapshot
from bot.store.transaction import TransactionContext
from bot.store.unit import Read

P = ParamSpec("P")
T = TypeVar("T")


class Reader(Protocol):
    """Reads a database that another process may be writing to."""

    def read(self, query: Callable[Concatenate[Read, P], T], workspace: WorkspaceId, /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query on one snapshot and return its answer."""
        ...


@contextmanager
def open_reader(url: str) -> Iterator[Reader]:
    """Lend a reader; it holds no lock and cannot write. Raise StoreUnavailable where nothing is to be read."""
    place = read_url(url)
    clock = RealClock()
    context = TransactionContext(clock, clock, RandomIds(), {}, statements_for(place.get_backend_name()))
    reader = _FileReader(place, context) if place.get_backend_name() == "sqlite" else _WireReader(engine_of(place), context)
    try:
        yield reader
    finally:
        reader.close()


class _FileReader:
    def __init__(self, place: URL, context: TransactionContext) -> None:
        self._raw = sqlite_file.connect(sqlite_file.path_of(place), writes=False)
        self._context = context

    def read(self, query: Callable[Concatenate[Read, P], T], workspace: WorkspaceId, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return on_snapshot(self._raw, self._context, workspace, lambda snapshot: query(snapshot, *args, **kwargs))

    def close(self) -> None:
        self._raw.close()


class _WireReader:
    def __init__(self, engine: Engine, context: TransactionContext) -> None:
        self._wire = postgres_wire.Wire(engine)
        self._context = context

    def read(self, query: Callable[Concatenate[Read, P], T], workspace: WorkspaceId, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return on_snapshot_of(self._wire, self._context, workspace, lambda snapshot: query(snapshot, *args, **kwargs))

    def close(self) -> None:
        self._wire.close()
