"""`workspace …` says in sentences what was moved, and what was not."""

from pathlib import Path

import pytest
from sqlalchemy import MetaData

from bot.core.ids import WorkspaceId
from tests.command_line.typed import typed
from tests.fakes.databases import copy_file
from tests.house.workspaces.rows import fill, going, standing

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
    assert (done.exit_code, "Look at DATABASE_URL" in done.stderr) == (1, True)
    done = typed("workspace", "import", "none.zip", DATABASE_URL=url)
    assert (done.exit_code, done.stderr) == (1, "none.zip cannot be read: No such file or directory.\n")
