"""An export of an older revision is brought up before it is imported, as its database would have been."""

from pathlib import Path

import pytest
from sqlalchemy import Column, MetaData, String, Table, insert, select

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.house.workspaces.moving import import_workspace
from bot.house.workspaces.travelling import GOES
from bot.store.archive.manifest import BadArchive
from bot.store.archive.writing import write_archive
from bot.store.migrate import bring_to
from bot.store.opening import engine_of, read_url
from bot.store.revisions import connected

OLD = "0044"
"""Before ballots were counted, words folded for searching, dates hosted in turn."""


def old_exports(folder: Path, workspace: WorkspaceId, clock: SetClock) -> tuple[Path, Path]:
    """Export a workspace with a takeaway as a bot of an older revision would have, and once more with a table of somebody else."""
    whole, strange = folder / "old.zip", folder / "strange.zip"
    with connected(f"sqlite:///{folder / 'old.db'}") as connection:
        bring_to(connection, OLD)
        older = MetaData()
        older.reflect(connection)
        row = {"id": "t1", "meeting": "m1", "topic": None, "text": "Zoë’s Beans", "author": "U0ANA", "at": 7}
        connection.execute(insert(older.tables["lean_coffee_takeaway"]), row | {"workspace": workspace})
        beans = Table("beans", MetaData(), Column("workspace", String(32), primary_key=True), Column("bean", String(8)))
        beans.create(connection)
        tables = [table for table in older.sorted_tables if table.name in GOES]
        for path, some in ((whole, tables), (strange, [beans])):
            write_archive(connection, path, workspace, some, revision=OLD, made=clock.now(), emptied={})
    return whole, strange


def test_an_older_export_goes_through_the_revisions_and_one_of_a_table_that_never_was_is_refused(
    sqlite_url: str, tmp_path: Path, clock: SetClock, workspace: WorkspaceId, schema: MetaData
) -> None:
    whole, strange = old_exports(tmp_path, workspace, clock)
    with pytest.raises(BadArchive, match="there was no table beans at revision 0044"):
        import_workspace(sqlite_url, strange)
    done = import_workspace(sqlite_url, whole)
    takeaways = schema.tables["lean_coffee_takeaway"]
    with engine_of(read_url(sqlite_url)).connect() as connection:
        (found,) = connection.execute(select(takeaways).where(takeaways.c.workspace == workspace)).all()
    assert (done.workspace, done.rows) == (workspace, 1)
    assert (found.id, found.text, found.folded) == ("t1", "Zoë’s Beans", "zoe’s beans")
