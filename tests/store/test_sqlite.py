"""What is particular to the store in a file."""

import asyncio
import itertools
import resource
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from filecmp import cmp
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.store.errors import StoreHeld, StoreUnavailable, StoreUnusable
from bot.store.opening import open_store, read_url
from bot.store.sqlite import SqliteStore
from bot.store.sqlite_file import Hold, connect, path_of
from bot.store.unit import Read, Unit
from tests.conftest import NOON
from tests.fakes.databases import copy_file
from tests.fakes.until import until
from tests.store.scene import HERE, TooHot, cups, pour, top_up


@pytest.fixture
async def store(make_sqlite: Callable[[], SqliteStore]) -> Iterator[SqliteStore]:  # type: ignore[misc]  # made asynchronous by pytest
    running = make_sqlite()
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
def somebody_else(sqlite_url: str) -> Iterator[sqlite3.Connection]:
    raw = sqlite3.connect(path_of(read_url(sqlite_url)), isolation_level=None)
    yield raw
    raw.close()


async def test_what_waits_is_written_in_one_commit(store: SqliteStore, somebody_else: sqlite3.Connection) -> None:
    commits: list[str] = []
    store._raw.set_trace_callback(lambda sql: commits.append(sql) if sql == "COMMIT" else None)
    first = threading.Event()
    going = asyncio.ensure_future(store.write(lambda unit: first.wait(5), HERE))
    await asyncio.sleep(0)
    waiting = [asyncio.ensure_future(store.write(pour, HERE, None, f"cup{n}")) for n in range(40)]
    await asyncio.sleep(0)
    first.set()
    await asyncio.gather(going, *waiting)
    assert 1 <= len(commits) <= 2
    assert len(await store.read(cups, HERE)) == 40


async def test_a_file_that_another_has_locked_is_said_to_be_unavailable_and_comes_back(
    store: SqliteStore, somebody_else: sqlite3.Connection
) -> None:
    somebody_else.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable, match="Try again"):
        await store.write(pour, HERE, "Ev1", "mug")
    assert not store.healthy()
    assert await store.read(cups, HERE) == []
    somebody_else.execute("ROLLBACK")
    await until(store.healthy)
    assert await store.write(pour, HERE, "Ev1", "mug") == "mug"


async def test_health_turns_red_while_a_batch_hangs(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.sqlite.HANGING", 0.0)
    go_on = threading.Event()
    going = asyncio.ensure_future(store.write(lambda unit: go_on.wait(5), HERE))
    await until(lambda: not store.healthy())
    go_on.set()
    await going
    await until(store.healthy)


async def test_a_full_disk_fails_the_whole_batch_and_the_next_one_works(store: SqliteStore) -> None:
    pages = store._raw.execute("PRAGMA page_count").fetchone()[0]
    store._raw.execute(f"PRAGMA max_page_count = {pages + 8}")
    acts = [store.write(pour, HERE, None, "small"), store.write(pour, HERE, None, "large", label="x" * 1_000_000)]
    found = await asyncio.gather(*acts, return_exceptions=True)
    assert type(found[1]) is StoreUnavailable
    kept = await store.read(cups, HERE)
    assert kept == ([("small", 0)] if found[0] == "small" else [])
    await until(store.healthy)
    assert await store.write(pour, HERE, None, "tiny") == "tiny"


async def test_while_a_file_cannot_grow_it_is_said_once_and_is_not_well(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[None] = []
    check = store._presence.check

    def counted(**how: bool) -> None:
        looks.append(None)
        check(**how)

    monkeypatch.setattr(store._presence, "check", counted)
    assert await store.write(pour, HERE, None, "mug") == "mug"
    log = store._path.with_name(store._path.name + "-wal")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with capture_logs() as logs:
        resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size, before[1]))  # as on a disk that is full
        try:
            with pytest.raises(StoreUnavailable):
                await store.write(pour, HERE, None, "large", label="x" * 100_000)
            looks.clear()
            await until(lambda: len(looks) > 3)  # empty batches, which look whether it is over
            assert not store.healthy()
            assert await store.read(cups, HERE) == [("mug", 0)]
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        await until(store.healthy)
    assert [each["event"] for each in logs] == ["database unavailable", "database answers again"]
    assert await store.write(pour, HERE, None, "cup") == "cup"


async def test_a_slow_action_is_named_and_nothing_of_it_said(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store._slow, "_longest", 0.0)
    with capture_logs() as logs:
        for cup in ("warm", "secret cup", "secret glass"):
            await store.write(pour, HERE, None, cup)
            await store.write(top_up, HERE, None, cup)
    assert [(entry["event"], entry["action"]) for entry in logs] == [("slow action", "pour"), ("slow action", "top_up")]
    assert "secret" not in str(logs)


async def test_a_query_that_is_usually_quick_runs_in_the_loop_and_a_slow_one_never_does(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran_in: list[str] = []

    def look(read: Read) -> None:
        cups(read)
        ran_in.append(threading.current_thread().name)

    monkeypatch.setattr("bot.store.sqlite_reads.QUICK", 60.0)
    for _ in range(3):
        await store.read(look, HERE)
    monkeypatch.setattr("bot.store.sqlite_reads.QUICK", 0.0)
    await store.read(look, HERE)
    assert [name.startswith("store-reader") for name in ran_in] == [True, False, False, True]


async def test_a_query_is_not_slow_for_having_waited_for_its_turn(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    wall = itertools.count(0.0, 1.0)
    monkeypatch.setattr("time.perf_counter", lambda: next(wall))
    ran_in: list[str] = []

    def look(read: Read) -> None:
        ran_in.append(threading.current_thread().name)

    for _ in range(3):
        await store.read(look, HERE)
    assert [name.startswith("store-reader") for name in ran_in] == [True, False, False]


async def test_a_query_that_refuses_is_timed_like_one_that_answers(store: SqliteStore) -> None:
    ran_in: list[str] = []

    def refuse(read: Read) -> None:
        ran_in.append(threading.current_thread().name)
        raise TooHot("mug")

    for _ in range(2):
        with pytest.raises(TooHot):
            await store.read(refuse, HERE)
    assert [name.startswith("store-reader") for name in ran_in] == [True, False]


async def test_what_was_destroyed_does_not_stay_in_the_log(
    make_sqlite: Callable[..., SqliteStore], somebody_else: sqlite3.Connection, sqlite_url: str
) -> None:
    forgetful = make_sqlite(log_kept=0.0)
    path = path_of(read_url(sqlite_url))
    log = path.with_name(path.name + "-wal")
    await forgetful.start()
    somebody_else.execute("BEGIN")
    somebody_else.execute("SELECT count(*) FROM test_cup").fetchone()
    await forgetful.write(pour, HERE, None, "mug", label="a seal")
    await forgetful.write(pour, HERE, None, "glass")  # nobody waits for the long read
    assert log.stat().st_size > 0
    somebody_else.execute("ROLLBACK")
    await forgetful.write(pour, HERE, None, "bowl")
    await until(lambda: log.stat().st_size == 0)
    await forgetful.stop()


def test_the_file_is_kept_as_it_must_be(tmp_path: Path) -> None:
    raw = connect(tmp_path / "a file.db", writes=True)
    found = [
        raw.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
    ]
    assert found == ["wal", 2, 1, 1]


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///a.db?mode=ro",
        "sqlite:///what?/a.db",
        "mysql://host/x",
        "nonsense",
        "postgresql+asyncpg:/",
    ],
)
def test_a_url_that_means_no_store_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ValueError, match=r"DATABASE_URL|Name a file"):
        open_store(url, clock=None, real=None, ids=None, answers={}, on_commit=print)  # type: ignore[arg-type]


def test_a_file_that_a_link_leads_to_is_known_by_its_own_name(tmp_path: Path) -> None:
    link, file = tmp_path / "link.db", tmp_path.resolve() / "volume" / "cortado.db"
    link.symlink_to(file)
    assert path_of(read_url(f"sqlite:///{link}")) == file
    held = Hold(path_of(read_url(f"sqlite:///{file}")))
    (tmp_path / "volume").mkdir()
    held.take()
    with pytest.raises(StoreHeld):
        Hold(path_of(read_url(f"sqlite:///{link}"))).take()
    held.release()


async def test_a_lock_that_a_link_leads_away_from_is_not_written_to(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("somebody's")
    (tmp_path / "a.db-lock").symlink_to(other)
    with pytest.raises(StoreUnusable, match=r"a\.db-lock cannot be used"):
        Hold(tmp_path / "a.db").take()
    assert other.read_text() == "somebody's"


def test_a_folder_that_is_not_there_is_named(make_sqlite: Callable[[], SqliteStore], tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="nowhere"):
        connect(tmp_path / "nowhere" / "cortado.db", writes=True)


async def test_the_batch_goes_on_after_a_savepoint_was_rolled_back_deep_inside(store: SqliteStore) -> None:
    def late(unit: Unit) -> None:
        for n in range(5):
            pour(unit, f"late{n}", at=NOON)
        raise LookupError("too late")

    acts = [store.write(pour, HERE, None, "a"), store.write(late, HERE), store.write(pour, HERE, None, "b")]
    found = await asyncio.gather(*acts, return_exceptions=True)
    assert [type(each) for each in found] == [str, LookupError, str]
    assert await store.read(cups, HERE) == [("a", 0), ("b", 0)]


def beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm"])
async def test_a_file_that_is_deleted_under_the_bot_is_noticed_without_any_work_and_nothing_is_taken(
    store: SqliteStore, sqlite_url: str, suffix: str
) -> None:
    path = path_of(read_url(sqlite_url))
    await store.write(pour, HERE, None, "mug")
    with capture_logs() as logged:
        beside(path, suffix).unlink()
        await until(lambda: not store.healthy())
        for _ in range(3):
            with pytest.raises(StoreUnavailable, match="deleted, moved or replaced"):
                await store.write(pour, HERE, None, "glass")
    assert [line["event"] for line in logged] == ["database unavailable"]


async def test_a_file_that_is_moved_away_and_back_is_written_to_again(store: SqliteStore, sqlite_url: str) -> None:
    path = path_of(read_url(sqlite_url))
    await store.write(pour, HERE, None, "mug")
    with capture_logs() as logged:
        path.rename(beside(path, ".away"))
        with pytest.raises(StoreUnavailable):
            await store.write(pour, HERE, None, "glass")
        beside(path, ".away").rename(path)
        await until(store.healthy)
    assert [line["event"] for line in logged] == ["database unavailable", "database answers again"]
    await store.write(pour, HERE, None, "bowl")
    assert [name for name, _ in await store.read(cups, HERE)] == ["bowl", "mug"]


async def test_another_file_in_its_place_is_never_written_to(store: SqliteStore, sqlite_url: str, sqlite_template: Path) -> None:
    path = path_of(read_url(sqlite_url))
    other = beside(path, ".other")
    await store.write(pour, HERE, None, "mug")
    copy_file(sqlite_template, other)
    other.replace(path)
    with pytest.raises(StoreUnavailable):
        await store.write(pour, HERE, None, "glass")
    with pytest.raises(StoreUnavailable):
        await store.read(cups, HERE)  # no thread has opened the file before: this one would be the other
    assert not store.healthy()
    assert cmp(path, sqlite_template, shallow=False)


async def test_an_act_whose_file_went_during_its_commit_is_not_said_to_be_done(store: SqliteStore, sqlite_url: str) -> None:
    path = path_of(read_url(sqlite_url))

    def gone(unit: Unit) -> None:
        pour(unit, "mug")
        path.unlink()

    with pytest.raises(StoreUnavailable) as told:
        await store.write(gone, HERE)
    assert not told.value.undone


async def test_a_damaged_file_is_unavailable_and_no_mistake_of_ours(store: SqliteStore) -> None:
    def damaged(unit: Unit) -> None:
        fault = sqlite3.DatabaseError("database disk image is malformed: Whose-turn")
        fault.sqlite_errorname = "SQLITE_CORRUPT"
        raise fault

    with capture_logs() as logged, pytest.raises(StoreUnavailable):
        await store.write(damaged, HERE)
    assert [(line["event"], line["reason"]) for line in logged][:1] == [("database unavailable", "DatabaseError SQLITE_CORRUPT")]


async def test_queries_of_one_code_that_name_themselves_are_timed_apart(store: SqliteStore) -> None:
    """A heavy Home must not run in the loop because the lines that are drawn by the same code are quick."""
    ran_in: dict[str, list[str]] = {"line": [], "home": []}

    class Drawing:
        def __init__(self, screen: str) -> None:
            self.timed_as = f"sketch {screen}"
            self._screen = screen

        def __call__(self, read: Read) -> None:
            ran_in[self._screen].append(threading.current_thread().name)
            until_then = time.thread_time() + (0.003 if self._screen == "home" else 0)
            while time.thread_time() < until_then:
                pass

    for _ in range(3):
        for screen in ("line", "line", "home"):
            await store.read(Drawing(screen), HERE)
    far = {screen: [name.startswith("store-reader") for name in names] for screen, names in ran_in.items()}
    assert far == {"line": [True, *[False] * 5], "home": [True] * 3}


async def test_a_damaged_file_that_is_read_is_unavailable_in_the_loop_and_in_a_thread(store: SqliteStore) -> None:
    asked = 0

    def damaged(read: Read) -> None:
        nonlocal asked
        asked += 1
        fault = sqlite3.DatabaseError("database disk image is malformed")
        fault.sqlite_errorname = "SQLITE_CORRUPT"
        raise fault

    for _ in range(2):
        with pytest.raises(StoreUnavailable, match="SQLITE_CORRUPT"):
            await store.read(damaged, HERE)
    assert asked == 2
