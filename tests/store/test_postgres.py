"""What is particular to the store in PostgreSQL: it loses its server, finds it again, and shares it with replicas."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from sqlalchemy import text

from bot.core.clock import RealClock
from bot.core.ids import RandomIds
from bot.store.errors import StoreUnavailable
from bot.store.opening import open_store
from bot.store.postgres_wire import Wire
from bot.store.unit import Read, RunningStore, Unit
from tests.fakes.logs import capture_logs
from tests.fakes.until import until
from tests.store.scene import HERE, cups, pour, top_up

STORES = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'cortado'"
)


@pytest.fixture
def admin(postgres_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(postgres_url, autocommit=True) as raw:
        yield raw


@pytest.fixture
def make(postgres_url: str) -> Callable[[], RunningStore]:
    real = RealClock()
    url = f"{postgres_url}?options=-c%20deadlock_timeout%3D30ms"
    return lambda: open_store(
        url, clock=real, real=real, ids=RandomIds(), answers={}, on_commit=lambda rooms: None, connections=3
    )


@pytest.fixture
async def store(make: Callable[[], RunningStore]) -> AsyncIterator[RunningStore]:
    running = make()
    await running.start()
    yield running
    await running.stop()


async def test_connections_that_died_in_their_sleep_are_not_noticed(store: RunningStore, admin: psycopg.Connection) -> None:
    for n in range(12):
        await asyncio.gather(store.write(pour, HERE, None, f"cup{n}"), store.read(cups, HERE))
        admin.execute(STORES)
    assert len(await store.read(cups, HERE)) == 12
    assert store.healthy()


async def test_a_connection_lost_in_an_action_runs_it_again_from_its_beginning(
    store: RunningStore, admin: psycopg.Connection
) -> None:
    tries: list[int] = []

    def act(unit: Unit) -> None:
        tries.append(1)
        pour(unit, "mug")
        if len(tries) == 1:
            admin.execute(STORES)
        top_up(unit, "mug")

    await store.write(act, HERE, "Ev1")
    assert len(tries) == 2
    assert await store.read(cups, HERE) == [("mug", 1)]


async def test_a_connection_lost_in_the_commit_is_said_to_be_in_doubt(store: RunningStore, admin: psycopg.Connection) -> None:
    admin.execute(
        "CREATE OR REPLACE FUNCTION test_die() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(1); RETURN NULL; END $$"
    )
    admin.execute(
        "CREATE CONSTRAINT TRIGGER test_die AFTER INSERT ON test_cup DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION test_die()"
    )
    with pytest.raises(StoreUnavailable, match="Nobody knows") as told:
        await store.write(pour, HERE, "Ev1", "mug")
    assert not told.value.undone
    admin.execute("DROP TRIGGER test_die ON test_cup")
    assert await store.write(pour, HERE, "Ev1", "mug") == "mug"


async def test_a_database_that_is_gone_is_said_to_be_unavailable_and_comes_back(
    store: RunningStore, admin: psycopg.Connection, postgres_url: str
) -> None:
    await store.write(pour, HERE, None, "mug")
    name = postgres_url.rsplit("/", 1)[1]
    with psycopg.connect(postgres_url.replace(name, "postgres"), autocommit=True) as outside:
        outside.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'.encode())
        admin.execute(STORES)
        try:
            with pytest.raises(StoreUnavailable, match="cannot be reached") as told:
                await store.write(pour, HERE, None, "glass")
            assert told.value.undone
            with pytest.raises(StoreUnavailable):
                await store.read(cups, HERE)
            assert not store.healthy()
        finally:
            outside.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'.encode())
    await until(store.healthy)
    assert await store.write(pour, HERE, None, "glass") == "glass"
    assert await store.read(cups, HERE) == [("glass", 0), ("mug", 0)]


async def test_a_deadlock_undoes_one_of_both_and_runs_it_again(store: RunningStore) -> None:
    for name in ("left", "right"):
        await store.write(pour, HERE, None, name)
    both_have_one = threading.Barrier(2)
    tries: list[str] = []

    def cross(unit: Unit, first: str, second: str) -> None:
        tries.append(first)
        top_up(unit, first)
        if len(tries) <= 2:
            both_have_one.wait(10)
        top_up(unit, second)

    await asyncio.gather(store.write(cross, HERE, None, "left", "right"), store.write(cross, HERE, None, "right", "left"))
    assert len(tries) in (3, 4)  # who tries again can meet the other one once more, before it has committed
    assert await store.read(cups, HERE) == [("left", 2), ("right", 2)]


async def test_replicas_recognise_one_anothers_requests(store: RunningStore, make: Callable[[], RunningStore]) -> None:
    other = make()
    await other.start()
    acts = [replica.write(pour, HERE, f"Ev{n}", f"cup{n}") for n in range(6) for replica in (store, other)]
    found = [type(each).__name__ for each in await asyncio.gather(*acts, return_exceptions=True)]
    assert sorted(found) == ["AlreadyDone"] * 6 + ["str"] * 6
    assert len(await other.read(cups, HERE)) == 6
    await other.stop()


async def test_real_time_is_the_databases(store: RunningStore, admin: psycopg.Connection) -> None:
    before = datetime.now(UTC)
    found = await store.write(lambda unit: unit.real_now, HERE)
    assert found.tzinfo is UTC
    assert abs(found - before) < timedelta(minutes=1)
    assert found.microsecond is not None


async def test_a_server_that_is_not_there_is_said_so_at_the_start() -> None:
    real = RealClock()
    store = open_store(
        "postgresql://nobody@127.0.0.1:9/none", clock=real, real=real, ids=RandomIds(), answers={}, on_commit=lambda rooms: None
    )
    with pytest.raises(StoreUnavailable, match="Check DATABASE_URL"):
        await store.start()
    assert not store.healthy()


async def test_reads_go_on_while_every_writer_waits_for_one_lock(store: RunningStore, admin: psycopg.Connection) -> None:
    await store.write(pour, HERE, None, "mug")
    with admin.transaction():
        admin.execute("SELECT 1 FROM test_cup FOR UPDATE")
        waiting = [asyncio.ensure_future(store.write(top_up, HERE, None, "mug")) for _ in range(6)]
        assert await store.read(cups, HERE) == [("mug", 0)]
    await asyncio.gather(*waiting)
    assert await store.read(cups, HERE) == [("mug", 6)]


@contextmanager
def only_reads(postgres_url: str, admin: psycopg.Connection) -> Iterator[None]:
    """Let every connection that is made from now on be one to a server that only reads, as a failover does; those that stand end."""
    name = postgres_url.rsplit("/", 1)[1].partition("?")[0]
    admin.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'.encode())
    admin.execute(STORES)
    try:
        yield
    finally:
        admin.execute("SET default_transaction_read_only = off")
        admin.execute(f'ALTER DATABASE "{name}" RESET default_transaction_read_only'.encode())


async def test_a_database_that_only_reads_is_said_once_refuses_writes_and_is_connected_to_anew(
    store: RunningStore, admin: psycopg.Connection, postgres_url: str
) -> None:
    await store.write(pour, HERE, None, "mug")
    with capture_logs() as logged:
        with only_reads(postgres_url, admin):
            for _ in range(3):
                with pytest.raises(StoreUnavailable, match=r"only reads now \(25006\)") as told:
                    await store.write(pour, HERE, None, "glass")
                assert told.value.undone
            assert not store.healthy()
            assert await store.read(cups, HERE) == [("mug", 0)]
        await until(store.healthy)
        assert await store.write(pour, HERE, None, "glass") == "glass"
    said = [(line["event"], line["crew"]) for line in logged]
    assert said == [("database unavailable", "store-writer"), ("database answers again", "store-writer")]


async def test_a_server_that_was_left_behind_is_read_from_no_more(store: RunningStore) -> None:
    def server(read: Read) -> int:
        return int(read.rows(text("SELECT pg_backend_pid() AS pid"))[0].pid)

    crew = store._readers  # type: ignore[attr-defined]
    before = {await store.read(server, HERE) for _ in range(20)}
    crew.renew()
    after = {await store.read(server, HERE) for _ in range(20)}
    assert not before & after


async def test_an_action_that_waits_too_long_for_a_lock_is_said_and_the_database_is_as_well_as_before(
    store: RunningStore, admin: psycopg.Connection
) -> None:
    await store.write(pour, HERE, None, "mug")

    def impatient(unit: Unit) -> None:
        unit.rows(text("SELECT set_config('lock_timeout', '20ms', true) AS set"))
        top_up(unit, "mug")

    with capture_logs() as logged:
        with admin.transaction():
            admin.execute("UPDATE test_cup SET label = 'held'")
            for _ in range(2):
                with pytest.raises(StoreUnavailable):
                    await store.write(impatient, HERE)
            assert store.healthy()
        await store.write(impatient, HERE)
    assert [line["event"] for line in logged] == ["an action waited too long", "actions are done again"]


async def test_a_fault_in_a_thread_of_the_store_is_told_to_who_waits_and_the_thread_goes_on(
    store: RunningStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(wire: Wire) -> None:
        raise RuntimeError("broken")

    with monkeypatch.context() as patched:
        patched.setattr(Wire, "commit", broken)
        patched.setattr(Wire, "give_up", broken)
        for _ in range(10):
            with pytest.raises(RuntimeError):
                await store.write(pour, HERE, None, "mug")
    assert store.healthy()
    assert await store.write(pour, HERE, None, "glass") == "glass"
