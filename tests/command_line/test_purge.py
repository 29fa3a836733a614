"""`purge` says what is old, by table and setting, and deletes it."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import MetaData, update

from bot.core.ids import WorkspaceId
from bot.store.opening import engine_of, read_url
from tests.command_line.typed import typed
from tests.house.workspaces.rows import fill, fill_other, standing

TEAM, OTHER = WorkspaceId("T0TEAM"), WorkspaceId("T0OTHER")


@pytest.fixture
def url(alone: None, sqlite_url: str, schema: MetaData) -> str:
    """A workspace of a meeting that was closed in 2020 and of a message of then, and one that is gone since then."""
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    fill(sqlite_url, TEAM, schema, rows=1)
    fill_other(sqlite_url, OTHER, schema, rows=1)
    gone, meetings = schema.tables["store_gone"], schema.tables["meetings_meeting"]
    with engine_of(read_url(sqlite_url)).begin() as connection:
        connection.execute(update(meetings).values(closed=long_ago))
        connection.execute(gone.delete().where(gone.c.workspace == TEAM))
        connection.execute(update(gone).values(since=long_ago))
    return sqlite_url


def test_what_is_old_is_said_with_its_setting_and_nothing_is_deleted(url: str, schema: MetaData) -> None:
    before = [standing(url, each, schema) for each in (TEAM, OTHER)]
    done = typed("purge", "--dry-run", DATABASE_URL=url, MEETINGS_MONTHS="24", SEU_WORDS_MONTHS="0")
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert lines[0] == "All workspaces:"
    assert any(line.startswith("  meetings_meeting: 1 rows, from before ") and "MEETINGS_MONTHS=24" in line for line in lines)
    assert any(
        line.startswith("  all of it: ") and line.endswith("the app was removed on 2020-01-01 (UNINSTALLED_DAYS)")
        for line in lines
    )
    assert lines[-1] == "Nothing was deleted."
    assert "meetings_meeting" not in typed("purge", "--dry-run", DATABASE_URL=url).output
    assert [standing(url, each, schema) for each in (TEAM, OTHER)] == before


def test_without_a_dry_run_it_is_deleted_and_a_second_time_nothing_is_old(url: str, schema: MetaData) -> None:
    refused = typed("purge", answer="n\n", DATABASE_URL=url, MEETINGS_MONTHS="24")
    assert (refused.exit_code, refused.stderr) == (1, "\nNothing was deleted. With --yes nothing is asked.\n")
    assert "meetings_meeting" in standing(url, TEAM, schema)
    done = typed("purge", "--yes", DATABASE_URL=url, MEETINGS_MONTHS="24")
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "That was deleted."), done.output
    left = standing(url, TEAM, schema)
    assert "meetings_meeting" not in left
    assert "seu_entry" in left
    assert standing(url, OTHER, schema) == {}
    assert typed("purge", DATABASE_URL=url, MEETINGS_MONTHS="24").output == "Nothing is old.\n"


def test_what_cannot_be_done_is_said(url: str) -> None:
    assert "at least 6 months" in typed("purge", DATABASE_URL=url, MEETINGS_MONTHS="5").stderr
    assert "Name the database of the bot in DATABASE_URL" in typed("purge", DATABASE_URL="sqlite:///never.db").stderr
