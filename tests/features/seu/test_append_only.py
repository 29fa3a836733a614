"""The database itself refuses to change or delete an entry; after the migrations as they are shipped."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import MetaData, delete, literal, select, update

from bot.core.clock import SetClock
from bot.core.ids import CountedIds, WorkspaceId
from bot.features.seu.rules.values import Entry, Kind
from bot.features.seu.store import entries
from bot.features.seu.tables.entries import EntryRow
from bot.store import migrate
from bot.store.base import in_workspace
from bot.store.errors import ConstraintViolation, UniqueViolation
from bot.store.opening import open_store, read_url
from bot.store.unit import RunningStore, Unit
from bot.store.upserts import upsert
from tests.fakes.databases import postgres_database
from tests.fakes.hints import Hints
from tests.features.desk import BEN
from tests.features.seu.scene import entry


@pytest.fixture(scope="module")
def migrated_postgres() -> Iterator[str]:
    with postgres_database(MetaData(), "ledger") as url:
        migrate.migrate(url)
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        migrate.migrate(f"sqlite:///{tmp_path}/ledger.db")
        return f"sqlite:///{tmp_path}/ledger.db"
    found: str = request.getfixturevalue("migrated_postgres")
    return found


@pytest.fixture
async def ledger(url: str, clock: SetClock, real: SetClock, workspace: WorkspaceId) -> AsyncIterator[RunningStore]:
    """A ledger with one entry."""
    running = open_store(url, clock=clock, real=real, ids=CountedIds(), answers={}, on_commit=Hints(), connections=2)
    await running.start()
    if not await running.read(entries.entries_of, workspace, BEN, "s1"):
        await running.write(entries.lock_ledger, workspace, None, BEN)
        await running.write(entries.write, workspace, None, entry(), key="k1")
    yield running
    await running.stop()


def back() -> Entry:
    """Return what takes the one entry back."""
    return entry("b1", -60, kind=Kind.REVERSAL, reverses="e1")


async def test_an_entry_is_not_changed(ledger: RunningStore, workspace: WorkspaceId) -> None:
    def act(unit: Unit) -> None:
        unit.run(update(EntryRow).where(EntryRow.workspace == in_workspace()).values(minutes=600))

    with pytest.raises(ConstraintViolation, match="append-only"):
        await ledger.write(act, workspace)
    assert await ledger.read(entries.balance, workspace, BEN) == 60


async def test_an_entry_is_not_deleted(ledger: RunningStore, workspace: WorkspaceId) -> None:
    def act(unit: Unit) -> None:
        unit.run(delete(EntryRow).where(EntryRow.workspace == in_workspace()))

    with pytest.raises(ConstraintViolation, match="append-only"):
        await ledger.write(act, workspace)
    assert await ledger.read(entries.balance, workspace, BEN) == 60


async def test_the_same_key_is_not_written_twice_nor_an_entry_reversed_twice(
    ledger: RunningStore, workspace: WorkspaceId
) -> None:
    with pytest.raises(UniqueViolation):
        await ledger.write(entries.write, workspace, None, entry("e2"), key="k1")
    with pytest.raises(UniqueViolation):
        await ledger.write(entries.write, workspace, None, entry("b1", reverses="e1"), entry("b2", reverses="e1"), key="k2")
    assert await ledger.read(entries.balance, workspace, BEN) == 60


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)  # elsewhere what replaces a row is an UPDATE of it
@pytest.mark.parametrize(
    ("standing", "constraint"),
    [("entry", "entry"), ("key", "key"), ("reverses", "reverses"), ("rowid", "rowid")],
    ids=["by its id", "by its key", "by what it reverses", "by its place in the file"],
)
async def test_an_entry_is_not_replaced_from_outside(
    ledger: RunningStore, url: str, workspace: WorkspaceId, standing: str, constraint: str
) -> None:
    await ledger.write(entries.write, workspace, None, back(), key="k2")
    outside = sqlite3.connect(read_url(url).database or "")
    written = "SELECT group_concat(entry || minutes || key || rowid) FROM seu_entry"
    before = outside.execute(written).fetchone()
    others = {"entry": "'e9'", "key": "'k9'", "reverses": "'e9'", "rowid": "9"} | {standing: standing, "minutes": "600"}
    names = [*EntryRow.__table__.columns.keys(), "rowid"]
    values = ", ".join(others.get(name, name) for name in names)
    forged = f"INSERT OR REPLACE INTO seu_entry ({', '.join(names)}) SELECT {values} FROM seu_entry WHERE entry = 'b1'"
    with pytest.raises(sqlite3.IntegrityError, match=rf"seu_entry\.{constraint}$"):
        outside.execute(forged)
    assert outside.execute(written).fetchone() == before
    outside.close()


async def test_an_entry_is_not_written_over_by_an_upsert(ledger: RunningStore, workspace: WorkspaceId) -> None:
    columns = EntryRow.__table__.columns
    forged = upsert(EntryRow, update=("minutes",)).from_select(
        columns.keys(),
        select(*(literal(600).label("minutes") if one.key == "minutes" else one for one in columns)).where(
            EntryRow.workspace == in_workspace()
        ),
    )

    def act(unit: Unit) -> None:
        unit.run(forged)

    with pytest.raises((UniqueViolation, ConstraintViolation)):
        await ledger.write(act, workspace)
    assert await ledger.read(entries.balance, workspace, BEN) == 60


async def test_nobody_empties_the_table_from_outside(ledger: RunningStore, url: str, workspace: WorkspaceId) -> None:
    if url.startswith("sqlite"):
        outside = sqlite3.connect(read_url(url).database or "")
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            outside.execute("DELETE FROM seu_entry")
        outside.close()
    else:
        with psycopg.connect(url) as server, pytest.raises(psycopg.errors.RaiseException, match="append-only"):
            server.execute("TRUNCATE seu_entry")
    assert await ledger.read(entries.balance, workspace, BEN) == 60
