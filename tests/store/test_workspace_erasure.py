"""A workspace is taken out of every table by a few rows at a time, and out of the bytes of a file."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import MetaData, delete, insert

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.house.workspaces.erasing import BeingErased, erase_gone, erase_now, finish_erasing
from bot.store import workspace_erasure
from bot.store.base import in_workspace
from bot.store.gone import LEASE, all_gone, begin_erasing, gone_since, note_gone, stands_again
from bot.store.opening import read_url
from bot.store.sqlite import SqliteStore
from bot.store.sqlite_file import path_of
from bot.store.tables import StoreRequest
from bot.store.unit import RunningStore, Unit
from bot.store.workspace_erasure import erase_some, rows_by_table
from tests.fakes.until import until
from tests.house.workspaces.rows import ODD, fill, fill_other, standing

OTHER = WorkspaceId("T0OTHER")
KEPT = timedelta(days=30)


def nobody(workspace: WorkspaceId) -> bool:
    return False


async def test_no_row_is_left_in_any_table_and_no_row_of_others_is_touched(
    store: RunningStore, database_url: str, workspace: WorkspaceId, schema: MetaData
) -> None:
    fill(database_url, workspace, schema)
    fill_other(database_url, OTHER, schema)
    before, elsewhere = standing(database_url, workspace, schema), standing(database_url, OTHER, schema)
    rows = await erase_now(store, workspace)
    assert standing(database_url, workspace, schema) == {}
    assert standing(database_url, OTHER, schema) == elsewhere
    assert {*rows} | {"store_gone"} == {*before}
    assert await store.read(gone_since, workspace) is None


async def test_nothing_of_it_stands_in_the_bytes_of_the_file(
    make_sqlite: Callable[..., SqliteStore], sqlite_url: str, workspace: WorkspaceId, schema: MetaData
) -> None:
    fill_other(sqlite_url, workspace, schema, rows=30)
    path = path_of(read_url(sqlite_url))
    log = path.with_name(path.name + "-wal")
    words = [workspace.encode(), ODD.encode(), b"2026-03-02"]
    assert all(word in path.read_bytes() for word in words)
    store = make_sqlite(log_kept=0)
    await store.start()
    await erase_now(store, workspace)
    await until(lambda: log.stat().st_size == 0)
    left = path.read_bytes()
    await store.stop()
    assert [word for word in words if word in left] == []


@pytest.mark.at_once
async def test_others_write_between_the_parts_of_an_erasure(
    store: RunningStore, real: SetClock, workspace: WorkspaceId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace_erasure, "MOST", 3)
    most: list[int] = []
    order: list[str] = []

    def noted(unit: Unit, name: str, lease: object) -> workspace_erasure.Erased:
        done = erase_some(unit, name, lease)  # type: ignore[arg-type]  # what the driver hands on
        most.append(done.rows)
        return done

    monkeypatch.setattr("bot.house.workspaces.erasing.erase_some", noted)
    monkeypatch.setattr("bot.house.workspaces.erasing.MOST", 3)
    await store.write(many, workspace, None, 20)

    async def votes() -> None:
        for number in range(5):
            await store.write(a_vote, OTHER, f"vote {number}")
        order.append("voted")

    async def erases() -> None:
        await erase_now(store, workspace)
        order.append("erased")

    await asyncio.gather(erases(), votes())
    assert order == ["voted", "erased"]
    assert (max(most), sum(most)) == (3, 20)


def many(unit: Unit, number: int) -> None:
    """Write some rows."""
    for each in range(number):
        unit.run(insert(StoreRequest), {"key": str(each), "at": unit.real_now})


def a_vote(unit: Unit) -> None:
    """Be recognised, and nothing else."""


async def test_an_entry_of_a_ledger_goes_with_its_whole_workspace_and_not_otherwise(
    store: RunningStore, database_url: str, real: SetClock, workspace: WorkspaceId, schema: MetaData
) -> None:
    fill_other(database_url, workspace, schema)
    entries = schema.tables["seu_entry"]
    every = delete(entries).where(entries.c.workspace == in_workspace())

    def deletes(unit: Unit) -> int:
        return unit.run(every)

    for step in (lambda unit: True, stands_again, note_gone):
        await store.write(step, workspace)
        with pytest.raises(Exception, match="append-only"):
            await store.write(deletes, workspace)
    real.advance(timedelta(seconds=1))
    assert await store.write(begin_erasing, workspace, None, real.now())
    assert await store.write(deletes, workspace) == 2


async def test_one_process_at_a_time_erases_and_another_goes_on_where_it_died(
    store: RunningStore, database_url: str, real: SetClock, workspace: WorkspaceId, schema: MetaData
) -> None:
    fill_other(database_url, workspace, schema)
    await store.write(stands_again, workspace)
    await store.write(note_gone, workspace)
    real.advance(KEPT + timedelta(seconds=1))
    lease = await store.write(begin_erasing, workspace, None, real.now() - KEPT)
    assert lease is not None
    await store.write(erase_some, workspace, None, "seu_entry", lease)
    there = await store.read(rows_by_table, workspace)
    real.advance(LEASE - timedelta(seconds=1))
    await erase_gone(store, real, KEPT, nobody)
    with pytest.raises(BeingErased):
        await finish_erasing(store, workspace)
    with pytest.raises(BeingErased):
        await erase_now(store, workspace)
    assert not await store.write(stands_again, workspace)
    assert await store.read(rows_by_table, workspace) == there
    real.advance(timedelta(seconds=2))
    await erase_gone(store, real, None, nobody)  # what has begun is ended, whatever is kept by now
    assert await store.read(rows_by_table, workspace) == {}
    assert (await store.write(erase_some, workspace, None, "seu_entry", lease)).lease is None
    assert await store.write(stands_again, workspace)


async def test_what_somebody_writes_meanwhile_goes_too(
    store: RunningStore, workspace: WorkspaceId, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[bool] = []

    def writes(unit: Unit, name: str, lease: object) -> workspace_erasure.Erased:
        done = erase_some(unit, name, lease)  # type: ignore[arg-type]  # as above
        if name == "store_request" and not written:
            written.append(True)
            many(unit, 1)
        return done

    monkeypatch.setattr("bot.house.workspaces.erasing.erase_some", writes)
    await erase_now(store, workspace)
    assert written == [True]
    assert await store.read(rows_by_table, workspace) == {}


@pytest.mark.parametrize(("kept", "age", "left"), [(KEPT, 29, True), (KEPT, 31, False), (None, 4_000, True)])
async def test_a_workspace_is_kept_for_a_while_and_then_erased(
    store: RunningStore, real: SetClock, workspace: WorkspaceId, *, kept: timedelta | None, age: int, left: bool
) -> None:
    for each in (workspace, OTHER):
        await store.write(many, each, None, 2)
    await store.write(note_gone, workspace)
    real.advance(timedelta(days=5))
    await store.write(note_gone, workspace)  # the first moment counts
    real.advance(timedelta(days=age - 5))
    await erase_gone(store, real, kept, nobody)
    assert bool(await store.read(rows_by_table, workspace)) == left
    assert (await store.read(all_gone, OTHER) == {}) is not left
    assert await store.read(rows_by_table, OTHER) == {"store_request": 2}


async def test_a_workspace_that_is_back_or_served_is_not_erased(
    store: RunningStore, real: SetClock, workspace: WorkspaceId
) -> None:
    for each in (workspace, OTHER):
        await store.write(many, each, None, 2)
        await store.write(note_gone, each)
    assert await store.write(stands_again, workspace)
    real.advance(timedelta(days=31))
    await erase_gone(store, real, KEPT, lambda named: named == OTHER)
    for each in (workspace, OTHER):
        assert await store.read(rows_by_table, each) == {"store_request": 2}
