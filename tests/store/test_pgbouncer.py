"""PgBouncer in transaction mode in front of PostgreSQL: everything works through it, and no session keeps anything."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from bot.core.clock import RealClock
from bot.core.ids import RandomIds
from bot.store import revisions
from bot.store.errors import StoreUnusable
from bot.store.migrate import migrate
from bot.store.opening import open_store
from bot.store.postgres import PostgresStore
from bot.store.unit import Read
from tests.fakes.logs import capture_logs
from tests.fakes.pool import transaction_pool
from tests.store.scene import HERE, cups, pour


@pytest.fixture(params=["as it comes", "options ignored"])
def pooled(request: pytest.FixtureRequest, postgres_url: str, tmp_path: Path) -> Iterator[str]:
    """A pool as it is installed, and one that is told to let `options` pass unheard."""
    more = {"ignore_startup_parameters": "options"} if request.param == "options ignored" else {}
    with transaction_pool(postgres_url, tmp_path / "pool", **more) as url:
        yield url


def opened(url: str, connections: int = 6) -> PostgresStore:
    real = RealClock()
    store = open_store(
        url, clock=real, real=real, ids=RandomIds(), answers={}, on_commit=lambda rooms: None, connections=connections
    )
    assert isinstance(store, PostgresStore)
    return store


async def test_two_replicas_write_and_read_at_once(pooled: str) -> None:
    one, other = opened(pooled), opened(pooled)
    with capture_logs() as logged:
        await one.start()
        await other.start()
    assert [line["event"] for line in logged] == ["a pool shares connections"] * 2
    names = [f"cup {number}" for number in range(60)]
    await asyncio.gather(*((one, other)[place % 2].write(pour, HERE, None, name) for place, name in enumerate(names)))
    found = await asyncio.gather(*((one, other)[place % 2].read(cups, HERE) for place in range(20)))
    assert [sorted(name for name, _ in each) for each in found] == [sorted(names)] * 20
    assert one.healthy()
    assert other.healthy()
    await one.stop()
    await other.stop()


async def test_what_a_connection_would_have_asked_for_is_asked_in_each_transaction(pooled: str) -> None:
    store = opened(pooled, connections=2)
    with capture_logs():
        await store.start()
    assert await store.read(patience, HERE) == await store.write(patience, HERE) == ("5s", "20s", "30s")
    await store.stop()
    with psycopg.connect(
        pooled, autocommit=True, prepare_threshold=None
    ) as raw:  # nothing of it stays behind in what the pool lends next
        assert [raw.execute("SHOW lock_timeout").fetchone() for _ in range(6)] == [("0",)] * 6
        assert raw.execute("SELECT count(*) FROM pg_prepared_statements").fetchone() == (0,)


async def test_connections_that_the_server_ends_behind_the_pool_cost_nobody_an_act(pooled: str, postgres_url: str) -> None:
    store = opened(pooled)
    with capture_logs():
        await store.start()
    for number in range(5):
        await asyncio.gather(*(store.write(pour, HERE, None, f"cup {number}.{place}") for place in range(6)))
        with psycopg.connect(postgres_url, autocommit=True) as raw:
            assert raw.execute(_END_ALL).fetchall()
    assert len(await store.read(cups, HERE)) == 30
    assert store.healthy()
    await store.stop()


async def test_one_connection_for_everybody_is_slow_and_enough(postgres_url: str, tmp_path: Path) -> None:
    with transaction_pool(postgres_url, tmp_path / "pool", default_pool_size="1") as url:
        store = opened(url)
        with capture_logs():
            await store.start()
        await asyncio.gather(*(store.write(pour, HERE, None, f"cup {number}") for number in range(30)))
        assert len(await store.read(cups, HERE)) == 30
        await store.stop()


def test_check_and_migrate_work_through_it(pooled: str) -> None:
    assert "A pool shares its connections" in revisions.examine(pooled)
    migrate(pooled)
    assert revisions.is_current(pooled)


async def test_a_pool_in_session_mode_shares_nothing_and_its_settings_are_said_all_the_same(
    postgres_url: str, tmp_path: Path
) -> None:
    more = {"pool_mode": "session", "default_pool_size": "20", "ignore_startup_parameters": "options"}
    with transaction_pool(postgres_url, tmp_path / "pool", **more) as url:
        store = opened(url, connections=2)
        with capture_logs() as logged:
            await store.start()
        assert logged == []
        assert await store.write(patience, HERE) == ("5s", "20s", "30s")
        await store.stop()


def test_what_the_url_itself_asks_for_is_not_dropped_in_silence(postgres_url: str, tmp_path: Path) -> None:
    with transaction_pool(postgres_url, tmp_path / "pool") as url, pytest.raises(StoreUnusable) as refused:
        revisions.examine(f"{url}?options=-c%20search_path%3Dpublic")
    assert "leave that out" in refused.value.mend


def patience(read: Read) -> tuple[str, ...]:
    """Read how long this transaction waits for what."""
    return tuple(read.rows(_PATIENCE)[0])


_PATIENCE = text(
    "SELECT current_setting('lock_timeout'), current_setting('statement_timeout'), current_setting('idle_in_transaction_session_timeout')"
)
_END_ALL = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND application_name = 'cortado' AND pid <> pg_backend_pid()"
)
