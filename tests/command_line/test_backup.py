"""`backup` and `restore` as they are typed: what they say, what they ask, how they end."""

import sqlite3
from pathlib import Path

import pytest

from bot.store.migrate import migrate
from bot.store.sqlite_file import Hold
from tests.command_line.typed import typed

pytestmark = pytest.mark.timeout(method="thread")


@pytest.fixture
def here(alone: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///here.db")
    migrate("sqlite:///here.db")
    return tmp_path


def test_a_backup_is_made_once_and_put_back_where_that_is_agreed_to(here: Path) -> None:
    made = typed("backup", "copy.db")
    assert (made.exit_code, "copy.db: SQLite, revision" in made.stdout, "looked through" in made.stdout) == (0, True, True)
    again = typed("backup", "copy.db")
    assert (again.exit_code, "is there already" in again.output) == (1, True)
    with sqlite3.connect("here.db") as raw:
        raw.execute("DELETE FROM alembic_version")
    raw.close()
    left = typed("restore", "copy.db", answer="n\n")
    assert (left.exit_code, "Nothing was restored" in left.output) == (1, True)
    done = typed("restore", "copy.db", "--yes")
    assert (done.exit_code, "The database that was there is" in done.stdout) == (0, True), done.output
    assert typed("doctor").stdout.startswith("All is well")
    assert len(list(here.glob("here.db.before-*"))) == 1


def test_what_keeps_a_copy_from_being_put_back_is_said(here: Path) -> None:
    assert typed("backup", "copy.db").exit_code == 0
    hold = Hold(here / "here.db")
    hold.take()
    held = typed("restore", "copy.db", "--yes")
    hold.release()
    assert (held.exit_code, "is in use by another process" in held.output) == (1, True)
    Path("text").write_text("no copy")
    for words, said in (
        (("restore", "text", "--yes"), "is no backup"),
        (("restore", "gone", "--yes"), "cannot be read"),
        (("backup", "no/such/folder"), "cannot be written"),
    ):
        done = typed(*words)
        assert (done.exit_code, said in done.output) == (1, True), done.output
    assert typed("backup", "x", DATABASE_URL="mysql://x").exit_code == 1
    assert typed("restore", "copy.db", "--yes", DATABASE_URL="postgresql://u@127.0.0.1:1/x").exit_code == 1
