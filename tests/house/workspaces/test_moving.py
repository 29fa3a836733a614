"""A workspace goes from one database into another, of the same engine or the other, and its meeting goes on there."""

import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, delete

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.features import lean_coffee
from bot.house.workspaces.moving import export_workspace, import_workspace
from bot.house.workspaces.travelling import GOES, STAYS
from bot.store.archive import writing
from bot.store.archive.manifest import BadArchive, TableOf
from bot.store.errors import StoreHeld, StoreUnusable
from bot.store.opening import engine_of, read_url
from bot.store.sqlite_file import Hold, path_of
from tests.fakes.databases import Emptier
from tests.fakes.until import until
from tests.house.stand_ins import Scene, open_room, scene
from tests.house.workspaces.rows import fill, fill_other, going, standing
from tests.plugins.repeatable import ON_CI

OTHER = WorkspaceId("T0OTHER")
ANA, BEN = "U0ANA", "U0BEN"
TARGETS = ["sqlite", "postgresql"] if ON_CI else ["postgresql"]
"""Whereto: a developer's run goes the way that most will, CI every way."""


@pytest.fixture(params=TARGETS)
def target_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Another database, which is laid by the import itself where it is a file; see TARGETS."""
    return f"sqlite:///{tmp_path / 'other.db'}" if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def empties(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Empties the one PostgreSQL database of a test between an export and an import into it."""

    def empty(source: str, target: str) -> None:
        if source == target:
            emptier: Emptier = request.getfixturevalue("emptier")
            emptier.empty()

    return empty


def test_every_row_arrives_as_it_was_and_no_row_of_others(
    database_url: str,
    target_url: str,
    tmp_path: Path,
    clock: SetClock,
    *,
    workspace: WorkspaceId,
    schema: MetaData,
    empties: Callable[[str, str], None],
) -> None:
    fill(database_url, workspace, schema)
    fill_other(database_url, OTHER, schema)
    before, file = standing(database_url, workspace, schema), tmp_path / "team.zip"
    exported = export_workspace(database_url, workspace, file, clock=clock)
    empties(database_url, target_url)
    imported = import_workspace(target_url, file)
    assert standing(target_url, workspace, schema) == going(before)
    assert {*before} == {*going(before), *(name for name in STAYS if "workspace" in schema.tables[name].c)}
    assert standing(target_url, OTHER, schema) == {}
    assert exported == imported
    assert imported.rows == sum(map(len, going(before).values()))


def test_an_export_is_of_one_moment_whatever_is_written_meanwhile(
    database_url: str, tmp_path: Path, clock: SetClock, workspace: WorkspaceId, schema: MetaData, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_other(database_url, workspace, schema)
    before, target = going(standing(database_url, workspace, schema)), f"sqlite:///{tmp_path / 'other.db'}"
    last = [table for table in schema.sorted_tables if table.name in GOES][-1]
    write_table = writing._write_table

    def writes_and_is_written_beside(*told: Any) -> TableOf:
        if told[3].name == last.name:
            with engine_of(read_url(database_url)).begin() as connection:
                connection.execute(delete(last))
        return write_table(*told)

    monkeypatch.setattr(writing, "_write_table", writes_and_is_written_beside)
    export_workspace(database_url, workspace, tmp_path / "team.zip", clock=clock)
    import_workspace(target, tmp_path / "team.zip")
    assert standing(target, workspace, schema) == before


def test_a_file_is_for_its_owner_alone_and_takes_no_other_ones_place(
    sqlite_url: str, tmp_path: Path, clock: SetClock, workspace: WorkspaceId, schema: MetaData
) -> None:
    fill(sqlite_url, workspace, schema)
    file = tmp_path / "team.zip"
    export_workspace(sqlite_url, workspace, file, clock=clock)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]
    with pytest.raises(BadArchive, match="is there already"):
        export_workspace(sqlite_url, workspace, file, clock=clock)
    with pytest.raises(BadArchive, match="cannot be written: No such file or directory"):
        export_workspace(sqlite_url, workspace, tmp_path / "no" / "team.zip", clock=clock)


def test_two_exports_of_the_same_rows_are_the_same_bytes(
    sqlite_url: str, tmp_path: Path, clock: SetClock, workspace: WorkspaceId, schema: MetaData
) -> None:
    fill(sqlite_url, workspace, schema)
    for name in ("one", "two"):
        export_workspace(sqlite_url, workspace, tmp_path / name, clock=clock)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_place_that_has_rows_of_the_workspace_takes_nothing(
    database_url: str, tmp_path: Path, clock: SetClock, workspace: WorkspaceId, schema: MetaData
) -> None:
    fill(database_url, workspace, schema)
    before, file = standing(database_url, workspace, schema), tmp_path / "team.zip"
    export_workspace(database_url, workspace, file, clock=clock)
    with pytest.raises(BadArchive, match=f"rows of workspace {workspace} in .* tables.*workspace erase {workspace}"):
        import_workspace(database_url, file)
    assert standing(database_url, workspace, schema) == before


def test_a_workspace_that_is_not_there_is_not_exported(database_url: str, tmp_path: Path, clock: SetClock) -> None:
    with pytest.raises(BadArchive, match="has no workspace T0NOBODY"):
        export_workspace(database_url, WorkspaceId("T0NOBODY"), tmp_path / "team.zip", clock=clock)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_a_bot_works_with_is_exported_and_not_imported_into(
    sqlite_url: str, tmp_path: Path, clock: SetClock, workspace: WorkspaceId, schema: MetaData
) -> None:
    fill(sqlite_url, workspace, schema)
    hold = Hold(path_of(read_url(sqlite_url)))
    hold.take()
    export_workspace(sqlite_url, workspace, tmp_path / "team.zip", clock=clock)
    with pytest.raises(StoreHeld):
        import_workspace(sqlite_url, tmp_path / "team.zip")
    hold.release()


def test_a_database_that_is_not_there_is_not_exported(tmp_path: Path, clock: SetClock, workspace: WorkspaceId) -> None:
    with pytest.raises(StoreUnusable, match="There is no database at"):
        export_workspace(f"sqlite:///{tmp_path / 'never.db'}", workspace, tmp_path / "team.zip", clock=clock)


@pytest.mark.parametrize("there", TARGETS)
async def test_a_meeting_that_moves_in_the_midst_of_its_vote_goes_on_at_the_other_place(
    request: pytest.FixtureRequest, tmp_path: Path, clock: SetClock, there: str
) -> None:
    sqlite, postgres = (str(request.getfixturevalue(name)) for name in ("sqlite_url", "postgres_url"))
    source, target = (postgres, sqlite) if there == "sqlite" else (sqlite, postgres)
    async with open_room((lean_coffee.FEATURE,)) as room:
        async with scene(source, "socket", (lean_coffee.FEATURE,), room=room) as stage:
            for person, topic in ((ANA, "Flaky tests"), (BEN, "On-call")):
                await stage.type(f"topic {topic}", person=person)
            await stage.type('start "Guild"')
            await press(stage, BEN, "lean_coffee:check_in", on="Gathering")
            await press(stage, ANA, "lean_coffee:open_vote", on="Here (2): Ana, Ben")
            await votes(stage, ANA, "Flaky tests")
        export_workspace(source, WorkspaceId("T0REHEARSAL"), tmp_path / "team.zip", clock=clock)
        import_workspace(target, tmp_path / "team.zip")
        async with scene(target, "socket", (lean_coffee.FEATURE,), room=room) as stage:
            await says(stage, "Voted (1 of 2 here): Ana")
            await votes(stage, BEN, "On-call")
            await says(stage, "Voted (2 of 2 here): Ana, Ben")
            assert len([one for one in await messages(stage) if "Guild" in str(one)]) == 1


async def messages(stage: Scene) -> list[dict[str, Any]]:
    places = (await stage.seen(BEN))["conversations"]
    return [message for place in places if place["id"] == "C0GUILD" for message in place["messages"]]


async def says(stage: Scene, *texts: str) -> dict[str, Any]:
    """Wait for the message that says all of this."""
    found: list[dict[str, Any]] = []

    async def stands() -> bool:
        found[:] = [one for one in await messages(stage) if all(text in str(one) for text in texts)]
        return bool(found)

    await until(stands)
    return found[-1]


async def press(stage: Scene, person: str, action: str, *, on: str) -> None:
    board = await says(stage, on)
    told = await stage.act("click", **{"as": person, "channel": "C0GUILD", "ts": board["ts"], "action_id": action})
    assert told.get("ok"), told


async def votes(stage: Scene, person: str, topic: str) -> None:
    """Open the form, press the dot beside a topic, say that this is all."""
    await press(stage, person, "lean_coffee:vote", on="Voted")
    form = (await stage.seen(person))["modals"][-1]
    (row,) = [block for block in form["blocks"] if topic in str(block)]
    wish = {"as": person, "view_id": form["id"], "action_id": "lean_coffee:give_dot", "block_id": row["block_id"]}
    assert (await stage.act("click", **wish)).get("ok")
    assert (await stage.act("submit", **{"as": person, "view_id": form["id"], "values": {}})).get("ok")
