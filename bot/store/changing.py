"""Opens a database for a command that changes it; a SQLite file is held meanwhile, as by a bot."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.core.clock import Clock, RealClock
from bot.core.ids import RandomIds
from bot.store.opening import NOTHING, open_store
from bot.store.revisions import refuse_missing
from bot.store.transaction import Answering, Given
from bot.store.unit import RunningStore

_NOBODY: Answering = {}


@asynccontextmanager
async def changing(
    url: str, clock: Clock | None = None, *, answers: Answering = _NOBODY, given: Given = NOTHING
) -> AsyncIterator[RunningStore]:
    """Lend a store that wakes nobody; on PostgreSQL the bot may run beside it, and finds what was written at its next look.

    `answers`: who answers facts. Raise StoreHeld, StoreUnavailable, StoreUnusable, or ValueError for a URL of another kind.
    """
    refuse_missing(url)
    clock = clock or RealClock()
    store = open_store(
        url, clock=clock, real=clock, ids=RandomIds(), answers=answers, on_commit=lambda rooms: None, connections=1, given=given
    )
    await store.start()
    try:
        yield store
    finally:
        await store.stop()
