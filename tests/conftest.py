"""What every test may ask for: clocks that stand still, ids that count, a store on both engines."""

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import MetaData

from bot.core.clock import SetClock
from bot.core.ids import CountedIds, WorkspaceId
from bot.features.seu.programmes.reading import load
from bot.features.seu.rules.programmes import Programmes
from bot.features.seu.rules.retention import Retention
from bot.store.opening import open_store
from bot.store.schema import whole_schema
from bot.store.transaction import Answering
from bot.store.unit import RunningStore
from tests.fakes.databases import Emptier, copy_file, folder_in_memory, make_file, postgres_database
from tests.fakes.hints import Hints

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.fakes.kept_lines import KeptLines

pytest_plugins = [
    "tests.plugins.named_at_once",
    "tests.plugins.no_long_tail",
    "tests.plugins.no_skips",
    "tests.plugins.quick_models",
    "tests.plugins.repeatable",
    "tests.plugins.screens",
    "tests.plugins.shares",
    "tests.plugins.containers",
]

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
"""A Monday, four weeks before Europe's clocks change."""


@pytest.fixture(scope="session")
def schema() -> MetaData:
    return whole_schema()


@pytest.fixture(scope="session")
def sqlite_template(schema: MetaData, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "empty.db"
    make_file(schema, path)
    return path


@pytest.fixture(scope="session")
def postgres_of_worker(schema: MetaData) -> Iterator[str]:
    with postgres_database(schema) as url:
        yield url


@pytest.fixture(scope="session")
def emptier(postgres_of_worker: str, schema: MetaData) -> Iterator[Emptier]:
    emptier = Emptier(postgres_of_worker, schema)
    yield emptier
    emptier.close()


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with folder_in_memory(tmp_path_factory) as folder:
        yield copy_file(sqlite_template, folder / "cortado.db")


@pytest.fixture(scope="session")
def kept_lines() -> "Iterator[KeptLines]":
    from tests.fakes.kept_lines import KeptLines  # a worker without PostgreSQL does not import its driver

    kept = KeptLines()
    yield kept
    kept.end()


@pytest.fixture
def postgres_url(request: pytest.FixtureRequest, postgres_of_worker: str, emptier: Emptier) -> Iterator[str]:
    emptier.empty()
    if request.node.nodeid.startswith("tests/store/"):  # what these are about is connections
        yield postgres_of_worker
        return
    if request.node.nodeid.startswith("tests/house/test_restoring"):  # where a connection is left, a bot works with the database
        request.getfixturevalue("kept_lines").end()
        yield postgres_of_worker
        return
    with request.getfixturevalue("kept_lines").lent():
        yield postgres_of_worker


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database with every table, once on each engine."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture(scope="session")
def browser_of_worker() -> Iterator["Browser"]:
    from tests.fakes.browser import open_browser  # a worker that opens none does not import its driver

    with open_browser() as browser:
        yield browser


@pytest.fixture
def browser(browser_of_worker: "Browser") -> Iterator["Browser"]:
    """The browser of all tests of a worker; what a test opens in it, that test closes."""
    from tests.fakes.browser import use

    with use(browser_of_worker):
        yield browser_of_worker


@pytest.fixture
def clock() -> SetClock:
    """Business time."""
    return SetClock(NOON)


@pytest.fixture
def real() -> SetClock:
    """Real time."""
    return SetClock(NOON)


@pytest.fixture
def ids() -> CountedIds:
    return CountedIds()


@pytest.fixture
def workspace() -> WorkspaceId:
    return WorkspaceId("T0COFFEE")


@pytest.fixture
def answers() -> Answering:
    """Who answers facts: nobody; a module that tests answers gives its own fixture of this name."""
    return {}


@pytest.fixture
def hints() -> Hints:
    """What the commits of `store` have said."""
    return Hints()


@pytest.fixture
def connections(request: pytest.FixtureRequest) -> int:
    """On how many of PostgreSQL's connections a store writes: each makes its statements anew, so one where nobody acts at the same time."""
    return 4 if request.node.get_closest_marker("at_once") else 1


@pytest.fixture
def make_store(
    database_url: str, clock: SetClock, real: SetClock, ids: CountedIds, answers: Answering, hints: Hints, *, connections: int
) -> Callable[[], RunningStore]:
    """Make a store of the test's database that is not started yet: for restarts and second replicas."""

    def make() -> RunningStore:
        return open_store(
            database_url,
            clock=clock,
            real=real,
            ids=ids,
            answers=answers,
            on_commit=hints,
            connections=connections,
            given={Programmes: load(), Retention: Retention()},
        )

    return make


@pytest.fixture
async def store(make_store: Callable[[], RunningStore]) -> AsyncIterator[RunningStore]:
    """A running store on an empty database, once on each engine."""
    running = make_store()
    await running.start()
    yield running
    await running.stop()
