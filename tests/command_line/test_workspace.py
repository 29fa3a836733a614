"""`workspace …` says in sentences what is there, what was moved or erased, and what was not."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import MetaData, delete, insert

from bot.core.ids import WorkspaceId
from bot.store.opening import engine_of, read_url
from tests.command_line.typed import typed
from tests.fakes.databases import copy_file
from tests.house.workspaces.rows import fill, fill_other, going, standing

TEAM = WorkspaceId("T0TEAM")


@pytest.fixture
def url(alone: None, sqlite_url: str, schema: MetaData) -> str:
    fill(sqlite_url, TEAM, schema, rows=1)
    return sqlite_url


def test_a_workspace_is_exported_and_imported(url: str, schema: MetaData, sqlite_template: Path, tmp_path: Path) -> None:
    count = len(going(standing(url, TEAM, schema)))
    done = typed("workspace", "export", TEAM, "team.zip", DATABASE_URL=url)
    said = f"{count} rows of workspace T0TEAM are in team.zip: it holds all that people wrote, and no token.\n"
    assert (done.exit_code, done.output) == (0, said)
    target = copy_file(sqlite_template, tmp_path / "target.db")
    done = typed("workspace", "import", "team.zip", DATABASE_URL=target)
    assert (done.exit_code, done.output) == (0, f"{count} rows of workspace T0TEAM were imported.\n")
    done = typed("workspace", "import", "team.zip", DATABASE_URL=target)
    assert done.exit_code == 1
    assert "nothing is mixed" in done.stderr


def test_what_cannot_be_moved_is_said_in_a_sentence(url: str) -> None:
    done = typed("workspace", "export", "T0NOBODY", "team.zip", DATABASE_URL=url)
    assert (done.exit_code, "has no workspace T0NOBODY" in done.stderr) == (1, True)
    done = typed("workspace", "export", TEAM, "team.zip", DATABASE_URL="sqlite:///never.db")
    assert (done.exit_code, "There is no database at" in done.stderr) == (1, True)
    done = typed("workspace", "import", "none.zip", DATABASE_URL=url)
    assert (done.exit_code, done.stderr) == (1, "none.zip cannot be read: No such file or directory.\n")


def test_workspaces_are_listed_with_what_becomes_of_them(url: str, schema: MetaData) -> None:
    fill_other(url, WorkspaceId("T0OTHER"), schema, rows=1)
    forget_gone(url, schema, TEAM)
    done = typed("workspace", "list", DATABASE_URL=url)
    assert done.exit_code == 0, done.output
    other, team = done.output.splitlines()
    assert other.startswith("T0OTHER (Zoë’s")
    assert "not served since 2026-03-02, erased on 2026-04-01; " in other
    assert ": served; " in team
    assert team.endswith("kB")
    for days, said in (("0", "2026-03-02, kept;"), ("60", "erased on 2026-05-01;")):
        assert said in typed("workspace", "list", DATABASE_URL=url, UNINSTALLED_DAYS=days).output
    assert typed("workspace", "list", DATABASE_URL=url, UNINSTALLED_DAYS="-1").exit_code == 1


def test_an_empty_database_says_that_it_has_none(alone: None, sqlite_url: str) -> None:
    assert typed("workspace", "list", DATABASE_URL=sqlite_url).output == "The database has no workspace yet.\n"


def test_a_workspace_is_erased_after_somebody_has_seen_what_goes(url: str, schema: MetaData) -> None:
    count = sum(map(len, standing(url, TEAM, schema).values())) - 1
    shown = typed("workspace", "erase", TEAM, "--dry-run", DATABASE_URL=url)
    assert shown.exit_code == 0
    assert f"{count} rows; it removed the app on 2026-03-02.\n" in shown.output
    assert "\n  seu_entry: 1\n" in shown.output
    assert shown.output.endswith("Nothing was deleted.\n")
    asked = typed("workspace", "erase", TEAM, answer="n\n", DATABASE_URL=url)
    assert (asked.exit_code, "Nothing was deleted. With --yes nothing is asked." in asked.stderr) == (1, True)
    assert sum(map(len, standing(url, TEAM, schema).values())) == count + 1
    done = typed("workspace", "erase", TEAM, "--yes", DATABASE_URL=url)
    said = f"{count} rows were deleted. Backups and exports that were made before still have them."
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, said)
    assert standing(url, TEAM, schema) == {}
    assert "has no workspace T0TEAM" in typed("workspace", "erase", TEAM, "--yes", DATABASE_URL=url).stderr


def test_one_that_has_the_app_still_is_said_to_and_one_that_another_erases_is_left_to_it(url: str, schema: MetaData) -> None:
    forget_gone(url, schema, TEAM)
    assert (
        "it has not removed the app: remove it in Slack first"
        in typed("workspace", "erase", TEAM, "--dry-run", DATABASE_URL=url).output
    )
    set_gone(url, schema, TEAM, datetime.now(UTC))
    done = typed("workspace", "erase", TEAM, "--yes", DATABASE_URL=url)
    assert (done.exit_code, done.stderr) == (1, "Another process is erasing it right now; look again in a few minutes.\n")


def forget_gone(url: str, schema: MetaData, workspace: WorkspaceId) -> None:
    """Have a workspace have the app."""
    gone = schema.tables["store_gone"]
    with engine_of(read_url(url)).begin() as connection:
        connection.execute(delete(gone).where(gone.c.workspace == workspace))


def set_gone(url: str, schema: MetaData, workspace: WorkspaceId, erasing: datetime) -> None:
    """Have somebody erase a workspace since a moment."""
    with engine_of(read_url(url)).begin() as connection:
        connection.execute(insert(schema.tables["store_gone"]), {"workspace": workspace, "since": erasing, "erasing": erasing})
