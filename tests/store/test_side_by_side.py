"""Versions side by side: what an older one may go on with, and what waits until it is gone."""

import ast
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import MetaData, text

from bot.core.ids import WorkspaceId
from bot.store import revisions
from bot.store.builds import Build, Outgrown, refuse_outgrown
from bot.store.errors import StoreUnavailable, StoreUnusable
from bot.store.migrate import migrate
from bot.store.opening import engine_of, read_url
from bot.store.reports import report
from bot.store.side_by_side import NextStep, next_step, told_of
from bot.store.unit import RunningStore
from tests.fakes.databases import postgres_database
from tests.fakes.next_version import ADDS, TAKES_AWAY, next_version

HERE = revisions.head()
EXPANDS, CONTRACTS = {"r9001": (revisions.needs_of(HERE), ADDS)}, {"r9002": ("9001", TAKES_AWAY)}
FIRST = "0057"
"""The first revision that says what it needs."""
SINCE = [one for one in revisions._known() if one >= FIRST]
_OF_TABLES = """
CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY);
CREATE TABLE store_needs (id BIGINT PRIMARY KEY, revision VARCHAR(32) NOT NULL);
CREATE TABLE schedule_heartbeat (replica VARCHAR(64) PRIMARY KEY, beat BIGINT NOT NULL, revision VARCHAR(32), version VARCHAR(32));
CREATE TABLE teams_person (id VARCHAR(32) PRIMARY KEY);
"""


@pytest.fixture
def bare_postgres() -> Iterator[str]:
    with postgres_database(MetaData(), "side_by_side") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def at_head(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database at this version's revision, with the few tables that these tests are about."""
    sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path}/some.db" if sqlite else request.getfixturevalue("bare_postgres")
    run(url, *_OF_TABLES.strip().split("\n"), f"INSERT INTO alembic_version VALUES ('{HERE}')")
    run(url, f"INSERT INTO store_needs VALUES (1, '{revisions.needs_of(HERE)}')")
    return str(url)


@pytest.fixture
def shared(bare_postgres: str, request: pytest.FixtureRequest) -> str:
    run(bare_postgres, *_OF_TABLES.strip().split("\n"), f"INSERT INTO alembic_version VALUES ('{HERE}')")
    return bare_postgres


def run(url: str, *statements: str) -> None:
    engine = engine_of(read_url(url))
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def beats(url: str, name: str, revision: str | None) -> None:
    at = "CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)"
    told = f"'{revision}'" if revision else "NULL"
    run(url, f"INSERT INTO schedule_heartbeat VALUES ('{name}', {at}, {told}, '1')")


def never(seconds: float) -> None:
    """Wait as if nobody's pulse ended meanwhile."""


def test_a_revision_says_which_code_may_go_on_with_it_and_never_less_than_the_one_before() -> None:
    needs = [revisions.needs_of(one) for one in SINCE]
    assert [one for one in SINCE if "\nneeds = " not in _source(one)] == []
    assert needs == sorted(needs)
    assert all(need <= one for need, one in zip(needs, SINCE, strict=True))


@pytest.mark.parametrize("revision", [one for one in SINCE if not revisions.contracts(one)] or ["none yet"])
def test_a_revision_that_expands_leaves_older_code_what_it_works_with(revision: str) -> None:
    if revision != "none yet":
        assert list(_troubles(_source(revision))) == []


@pytest.mark.parametrize(
    ("does", "troubles"),
    [
        (ADDS, 0),
        ('op.add_column("a", sa.Column("b", sa.String(), nullable=True))', 0),
        ('op.add_column("a", sa.Column("b", sa.String(), nullable=False))', 1),
        ('op.drop_column("a", "b")', 1),
        ('with op.batch_alter_table("a") as batch:\n        batch.alter_column("b", nullable=False)', 1),
        ('op.rename_table("a", "b")', 1),
        ('op.execute("ALTER TABLE a DROP COLUMN b")', 1),
        ('op.create_unique_constraint("uq", "a", ["b"])', 1),
    ],
)
def test_what_older_code_would_trip_over_is_seen(does: str, troubles: int) -> None:
    assert len(list(_troubles(f"def upgrade():\n    {does}\n"))) == troubles


_TROUBLESOME = ("drop_", "alter_", "rename_", "create_unique", "create_check", "create_foreign")
_IN_SQL = (" DROP ", " RENAME ", "SET NOT NULL", "ADD CONSTRAINT", "CREATE TRIGGER", "CREATE UNIQUE")


def _troubles(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name = node.func.attr
            if name.startswith(_TROUBLESOME):
                yield name
            if name == "Column" and _is_of_a_table_that_stands(source, node):
                yield "a column that older code does not fill"
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from (word for word in _IN_SQL if word in f" {node.value.upper()} ")


def _is_of_a_table_that_stands(source: str, column: ast.Call) -> bool:
    adds = [
        one for one in ast.walk(ast.parse(source)) if isinstance(one, ast.Call) and ast.unparse(one.func).endswith("add_column")
    ]
    written = ast.unparse(column)
    required = "nullable=False" in written and "server_default" not in written
    return required and any(written in ast.unparse(one) for one in adds)


def _source(revision: str) -> str:
    (path,) = (revisions.FOLDER / "versions").glob(f"{revision}_*.py")
    return path.read_text()


async def test_an_older_version_goes_on_with_what_a_newer_one_has_only_added_to(at_head: str, tmp_path: Path) -> None:
    with next_version(tmp_path, **EXPANDS):
        migrate(at_head)
        assert revisions.current(at_head) == "9001"
    revisions.make_current(at_head, migrate=None)  # type: ignore[arg-type]  # nothing is migrated
    assert "of a newer version beside which this one may run" in revisions.examine(at_head)
    assert await report(at_head, lambda read: read.workspace, WorkspaceId("T1")) == "T1"
    assert migrate(at_head) == "The database is at revision 9001, of a newer version: it stays so."


def test_an_older_version_refuses_what_a_newer_one_has_taken_away(at_head: str, tmp_path: Path) -> None:
    with next_version(tmp_path, **EXPANDS, **CONTRACTS):
        migrate(at_head)
        assert revisions.current(at_head) == "9002"
    for work in (lambda: revisions.make_current(at_head, migrate=migrate), lambda: revisions.examine(at_head)):
        with pytest.raises(StoreUnusable, match="a newer one has made it"):
            work()
    with pytest.raises(StoreUnusable, match="a newer one has made it"):
        migrate(at_head)


def test_what_older_replicas_cannot_go_on_with_waits_until_they_are_gone(shared: str, tmp_path: Path) -> None:
    beats(shared, "old", HERE)
    beats(shared, "older", HERE)
    with next_version(tmp_path, **EXPANDS, **CONTRACTS):
        beats(shared, "new", revisions.head())
        said = migrate(shared, wait=never)
        assert revisions.current(shared) == "9001"
        assert f"Revision 9002 waits: 2 replicas of an older version (revision {HERE}) still run." in said
        revisions.make_current(shared, migrate=None)  # type: ignore[arg-type]  # the new ones run before it
        assert "brings it to 9002 once no older version runs" in revisions.examine(shared)
        run(shared, "DELETE FROM schedule_heartbeat WHERE replica <> 'new'")
        assert migrate(shared, wait=never) == "The database is at revision 9002."


def test_a_replica_that_ended_a_moment_ago_is_waited_for(shared: str, tmp_path: Path) -> None:
    beats(shared, "ended", HERE)

    def passes(seconds: float) -> None:
        run(shared, "UPDATE schedule_heartbeat SET beat = beat - 2000000")

    with next_version(tmp_path, **EXPANDS, **CONTRACTS):
        assert migrate(shared, wait=passes) == "The database is at revision 9002."


def test_one_of_before_versions_were_told_counts_as_older(shared: str, tmp_path: Path) -> None:
    beats(shared, "silent about it", None)
    with (
        next_version(tmp_path, **EXPANDS),
        pytest.raises(StoreUnusable, match=r"Revision 9001 cannot be made: a replica .* runs"),
    ):
        migrate(shared, wait=never)
    assert revisions.current(shared) == HERE
    with next_version(tmp_path, **EXPANDS):
        assert migrate(shared, force=True, wait=never) == "The database is at revision 9001."


def test_beside_replicas_a_migration_lets_others_pass_and_tries_again(shared: str, tmp_path: Path) -> None:
    beats(shared, "old", HERE)
    waited: list[float] = []
    with psycopg.connect(shared.replace("+psycopg", "")) as reading, next_version(tmp_path, **EXPANDS):
        reading.execute("SELECT * FROM teams_person")  # holds its lock until the transaction ends

        def ends(seconds: float) -> None:
            waited.append(seconds)
            reading.rollback()

        assert migrate(shared, wait=ends) == "The database is at revision 9001."
    assert waited == [1]


def test_beside_replicas_a_table_that_is_never_free_leaves_all_as_it_was(shared: str, tmp_path: Path) -> None:
    beats(shared, "old", HERE)
    waited: list[float] = []
    with psycopg.connect(shared.replace("+psycopg", "")) as reading, next_version(tmp_path, **EXPANDS):
        reading.execute("SELECT * FROM teams_person")
        with pytest.raises(StoreUnavailable, match="Try again in a moment"):
            migrate(shared, wait=waited.append, tries=1)
    assert waited == [1]
    assert revisions.current(shared) == HERE


def test_how_far_a_migration_goes() -> None:
    now = revisions.At(SINCE[0])
    assert next_step(revisions.At(HERE), [HERE]) == NextStep(None)
    assert next_step(revisions.At(None), []) == NextStep(HERE)
    assert told_of(now, NextStep(None), [HERE]) == f"The database is at revision {now.revision}."


async def test_a_replica_hears_that_the_schema_has_outgrown_it(store: RunningStore) -> None:
    def outgrow(unit: object) -> None:
        unit.run(text("DELETE FROM store_needs"))  # type: ignore[attr-defined]
        unit.run(text("INSERT INTO store_needs (id, revision) VALUES (1, '9002')"))  # type: ignore[attr-defined]

    await store.read(refuse_outgrown, WorkspaceId(""), Build(HERE, "1"))
    await store.write(outgrow, WorkspaceId(""))
    with pytest.raises(Outgrown, match=f"a version that knows revision 9002, and this one knows {HERE} at most"):
        await store.read(refuse_outgrown, WorkspaceId(""), Build(HERE, "1"))
    await store.read(refuse_outgrown, WorkspaceId(""), Build("9002", "2"))
