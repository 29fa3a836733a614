"""Reads from a database beside the bot that works with it: for commands that only report."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Protocol, TypeVar

from bot.core.clock import Clock, RealClock
from bot.core.ids import MACHINE, RandomIds, WorkspaceId
from bot.store import sqlite_file
from bot.store.opening import NOTHING, open_store, read_url, statements_for
from bot.store.revisions import refuse_missing, refuse_unfit, standing
from bot.store.sqlite_reads import on_snapshot
from bot.store.transaction import Given, TransactionContext
from bot.store.unit import Read

T = TypeVar("T")


class Reads(Protocol):
    """Runs queries, each on a snapshot of its own."""

    async def read(self, query: Callable[[Read], T], workspace: WorkspaceId, /) -> T:
        """Run a query of one workspace, or one that looks over all of them."""
        ...


class _Beside:
    """Reads a SQLite file that another process may hold; a connection that only reads may stand beside it."""

    def __init__(self, raw: sqlite3.Connection, context: TransactionContext) -> None:
        self._raw, self._context = raw, context

    async def read(self, query: Callable[[Read], T], workspace: WorkspaceId, /) -> T:
        """Run a query on one snapshot."""
        return on_snapshot(self._raw, self._context, workspace, query)


@asynccontextmanager
async def reading(url: str, clock: Clock | None = None, given: Given = NOTHING) -> AsyncIterator[Reads]:
    """Lend what reads; `given`: what its queries can ask for. Raise StoreUnavailable, StoreUnusable, or ValueError for a URL of another kind."""
    place, clock = read_url(url), clock or RealClock()
    refuse_missing(url)
    refuse_unfit(standing(url))
    if place.get_backend_name() == "sqlite":
        raw = sqlite_file.connect(sqlite_file.path_of(place), writes=False)
        try:
            yield _Beside(raw, TransactionContext(clock, clock, RandomIds(), {}, statements_for("sqlite"), given))
        finally:
            raw.close()
        return
    store = open_store(
        url, clock=clock, real=clock, ids=RandomIds(), answers={}, on_commit=lambda rooms: None, connections=1, given=given
    )
    await store.start()
    try:
        yield store
    finally:
        await store.stop()


async def report(url: str, query: Callable[[Read], T], workspace: WorkspaceId = MACHINE) -> T:
    """Run one query. Raise StoreUnavailable, StoreUnusable, or ValueError for a URL of another kind."""
    async with reading(url) as reads:
        return await reads.read(query, workspace)
