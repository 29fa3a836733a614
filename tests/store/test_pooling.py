"""A pool that shares one connection among several: no statement of another is executed, and the pool is recognised and said."""

from collections.abc import Callable, Iterator
from itertools import cycle

import psycopg
import pytest

from bot.core.clock import RealClock
from bot.core.ids import RandomIds
from bot.store import revisions
from bot.store.libpq import Line
from bot.store.opening import engine_of, open_store, read_url
from bot.store.pooling import Sharing, are_shared, shares_connections
from bot.store.postgres import PostgresStore
from bot.store.postgres_wire import Wire
from tests.fakes.logs import capture_logs
from tests.store.scene import HERE, cups, pour


@pytest.fixture
def raw(postgres_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(postgres_url, autocommit=True, prepare_threshold=None) as opened:
        yield opened


def test_two_of_ours_on_one_connection_execute_each_its_own_statement(raw: psycopg.Connection) -> None:
    one, other = Line(raw), Line(raw)
    for _ in range(2):
        assert one.execute("SELECT $1::int + 1", (1,)).fetchall() == [(2,)]
        assert other.execute("SELECT 'another ' || $1::text", ("x",)).fetchall() == [("another x",)]
    names = [name for (name,) in raw.execute("SELECT name FROM pg_prepared_statements").fetchall()]
    assert len(names) == len(set(names)) == 2


def test_what_is_shared_prepares_nothing(raw: psycopg.Connection) -> None:
    line = Line(raw, prepares=False)
    assert line.execute("SELECT $1::int + 1", (1,)).fetchall() == [(2,)]
    assert raw.execute("SELECT count(*) FROM pg_prepared_statements").fetchone() == (0,)


def test_the_driver_prepares_nothing_by_itself(postgres_url: str) -> None:
    engine = engine_of(read_url(postgres_url))
    held = engine.raw_connection()
    assert held.driver_connection is not None
    assert held.driver_connection.prepare_threshold is None
    held.close()


def asking(*processes: int) -> Callable[[], int]:
    turns = cycle(processes)
    return lambda: next(turns)


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (asking(7), asking(8), False),  # PostgreSQL itself, or a pool in session mode
        (asking(7), asking(7), True),
        (asking(7, 8), asking(9), True),
        (asking(7), asking(8, 9), True),
        (asking(7, 7, 8), asking(9, 7), True),
    ],
)
def test_a_pool_shows_by_who_answers(one: Callable[[], int], other: Callable[[], int], shared: bool) -> None:
    assert are_shared(one, other) is shared


def test_a_server_that_is_spoken_to_directly_shares_nothing(postgres_url: str) -> None:
    assert not shares_connections(engine_of(read_url(postgres_url)))


def opened(url: str) -> PostgresStore:
    real = RealClock()
    store = open_store(url, clock=real, real=real, ids=RandomIds(), answers={}, on_commit=lambda rooms: None, connections=2)
    assert isinstance(store, PostgresStore)
    return store


async def test_a_pool_that_was_recognised_at_the_start_is_said_once_and_worked_with(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.pooling.shares_connections", lambda engine: True)
    begun: list[bytes] = []
    say = Line.say

    def heard(line: Line, sql: bytes) -> None:
        begun.append(sql)
        say(line, sql)

    monkeypatch.setattr(Line, "say", heard)
    store = opened(postgres_url)
    with capture_logs() as logged:
        await store.start()
        for name in ("mug", "glass"):
            await store.write(pour, HERE, None, name)
        assert await store.read(cups, HERE) == [("glass", 0), ("mug", 0)]
        await store.stop()
    assert [(line["event"], "session mode" in line["mend"]) for line in logged] == [("a pool shares connections", True)]
    assert all(b"lock_timeout" in sql for sql in begun if sql.startswith(b"BEGIN"))


async def test_a_pool_that_shows_itself_later_costs_nobody_an_act(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was prepared is gone when it is to be executed: another connection of the server answers."""
    store = opened(postgres_url)
    await store.start()
    for name in ("mug", "glass", "bowl"):
        await store.write(pour, HERE, None, name)
        await store.read(cups, HERE)
    execute = Line.execute

    def forgotten(line: Line, sql: str, values: object) -> object:
        if line._most:
            line._raw.execute("DEALLOCATE ALL")
        return execute(line, sql, values)  # type: ignore[arg-type]

    monkeypatch.setattr(Line, "execute", forgotten)
    with capture_logs() as logged:
        for name in ("cup", "jug", "vase"):
            await store.write(pour, HERE, None, name)
            assert name in dict(await store.read(cups, HERE))
        assert store._sharing.found
        await store.stop()
    assert [line["event"] for line in logged] == ["a pool shares connections"]


def test_check_says_it_with_the_way_out(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "pool" not in revisions.examine(postgres_url)
    monkeypatch.setattr("bot.store.revisions.shares_connections", lambda engine: True)
    assert "a pool in session mode" in revisions.examine(postgres_url)


def test_a_connection_that_is_found_to_be_shared_is_given_up(postgres_url: str) -> None:
    sharing = Sharing()
    wire = Wire(engine_of(read_url(postgres_url)), sharing)
    wire.begin(b"BEGIN")("SELECT 1 AS one", ())
    wire.note_shared()
    assert sharing.found
    wire.begin(b"BEGIN")("SELECT 1 AS one", ())
    assert wire._line is not None
    assert not wire._line._names
    wire.close()
