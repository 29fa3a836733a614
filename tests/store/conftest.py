"""The scene's table, in every database of these tests."""

from collections.abc import Callable

import pytest

from bot.core.clock import SetClock
from bot.core.ids import CountedIds
from bot.store.opening import engine_of, read_url
from bot.store.sqlite import SqliteStore
from bot.store.statements import Statements
from bot.store.transaction import TransactionContext
from tests.fakes.hints import Hints
from tests.store.scene import TABLES


@pytest.fixture
def sqlite_url(sqlite_url: str) -> str:
    """An empty file of the bot, and the scene's table in it."""
    return lay_table(sqlite_url)


@pytest.fixture
def postgres_url(postgres_url: str) -> str:
    """An empty PostgreSQL database of the bot, and the scene's table in it."""
    return lay_table(postgres_url)


@pytest.fixture
def make_sqlite(sqlite_url: str, clock: SetClock, real: SetClock, ids: CountedIds, hints: Hints) -> Callable[..., SqliteStore]:
    """Make an impatient store of the file."""
    place = read_url(sqlite_url)
    context = TransactionContext(clock, real, ids, {}, Statements(engine_of(place).dialect))
    return lambda **more: SqliteStore(place, context, hints, patience=0.05, probe=0.01, **more)


def lay_table(url: str) -> str:
    engine = engine_of(read_url(url))
    TABLES.drop_all(engine)
    TABLES.create_all(engine)
    engine.dispose()
    return url


@pytest.fixture
def connections() -> int:
    """Much happens at the same time here."""
    return 4
