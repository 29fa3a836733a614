"""Reads from a database beside the bot that works with it: for commands that only report."""

from collections.abc import Callable
from typing import TypeVar

from bot.core.clock import RealClock
from bot.core.ids import RandomIds, WorkspaceId
from bot.store import sqlite_file
from bot.store.errors import StoreUnusable
from bot.store.opening import open_store, read_url, statements_for
from bot.store.revisions import current, refuse_other
from bot.store.sqlite_reads import on_snapshot
from bot.store.transaction import TransactionContext
from bot.store.unit import Read

T = TypeVar("T")
_ALL = WorkspaceId("")


async def report(url: str, query: Callable[[Read], T], workspace: WorkspaceId = _ALL) -> T:
    """Run a query of one workspace, or one that looks over all of them. Raise StoreUnavailable, StoreUnusable, or ValueError for a URL of another kind."""
    place, real = read_url(url), RealClock()
    if place.get_backend_name() == "sqlite":  # the running bot holds the file; a connection that only reads may stand beside it
        path = sqlite_file.path_of(place)
        if not path.exists():
            raise StoreUnusable(f"There is no database at {path}.", "Name the database of the bot in DATABASE_URL.")
        refuse_other(current(url))
        raw = sqlite_file.connect(path, writes=False)
        try:
            return on_snapshot(raw, TransactionContext(real, real, RandomIds(), {}, statements_for("sqlite")), workspace, query)
        finally:
            raw.close()
    refuse_other(current(url))
    store = open_store(url, clock=real, real=real, ids=RandomIds(), answers={}, on_commit=lambda rooms: None, connections=1)
    await store.start()
    try:
        return await store.read(query, workspace)
    finally:
        await store.stop()
