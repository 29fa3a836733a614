"""The scene's table, in every database of these tests."""

import pytest

from bot.store.opening import engine_of, read_url
from tests.store.scene import TABLES


@pytest.fixture
def database_url(database_url: str) -> str:
    """An empty database of the bot, and the scene's table in it."""
    engine = engine_of(read_url(database_url))
    TABLES.drop_all(engine)
    TABLES.create_all(engine)
    return database_url
