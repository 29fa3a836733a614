"""A copy is made beside whoever writes, holds one instant of the database, and is looked through before it has its name."""

import asyncio
import errno
import re
import sqlite3
import stat
from pathlib import Path

import pytest
from sqlalchemy import insert

from bot.core.ids import WorkspaceId
from bot.store import backup, copies
from bot.store.backup import back_up, examine_file, kind_of_copy, refuse_unfit
from bot.store.copies import CopyFailed
from bot.store.errors import StoreUnavailable, StoreUnusable
from bot.store.migrate import migrate
from bot.store.opening import read_url
from bot.store.revisions import head
from bot.store.tables import StoreRequest
from bot.store.unit import RunningStore, Unit

_NOTE = insert(StoreRequest)


def names_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def write_two(unit: Unit, number: int) -> None:
    for half in ("a", "b"):
        unit.run(_NOTE, {"key": f"{number}{half}", "at": unit.now})


async def test_a_copy_under_writes_is_of_one_instant_private_and_never_written_over(
    store: RunningStore, workspace: WorkspaceId, database_url: str, tmp_path: Path
) -> None:
    done = asyncio.Event()

    async def writes() -> int:
        number = 0
        while not done.is_set():
            await store.write(write_two, workspace, None, number)
            number += 1
        return number

    writing = asyncio.create_task(writes())
    file = tmp_path / "copy"
    await store.write(write_two, workspace, None, -1)
    made = await asyncio.to_thread(back_up, database_url, file)
    done.set()
    written = await writing
    assert 2 <= made.rows["store_request"] <= 2 * (written + 1)
    assert made.rows["store_request"] % 2 == 0
    assert (made.revision, made.rows["alembic_version"]) == (head(), 1)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert names_in(tmp_path) == ["copy"]
    before = file.read_bytes()
    with pytest.raises(CopyFailed, match="is there already"):
        back_up(database_url, file)
    assert file.read_bytes() == before
    with pytest.raises(CopyFailed, match="cannot be written"):
        back_up(database_url, tmp_path / "nowhere" / "copy")


def test_a_name_that_is_taken_meanwhile_is_left_alone(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "copy"
    examine = examine_file

    def taken(path: Path) -> copies.Copy:
        file.write_text("somebody's")
        return examine(path)

    monkeypatch.setattr(backup, "examine_file", taken)
    with pytest.raises(CopyFailed, match="is there already"):
        back_up(sqlite_url, file)
    assert (file.read_text(), names_in(tmp_path)) == ("somebody's", ["copy"])


def test_what_is_no_copy_or_a_damaged_one_is_said(sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "copy"
    back_up(sqlite_url, file)
    assert kind_of_copy(file) == copies.SQLITE
    with file.open("r+b") as opened:
        opened.seek(8192)
        opened.write(b"\xff" * 4096 * 20)
    with pytest.raises(CopyFailed, match="damaged"):
        examine_file(file)
    other = tmp_path / "other"
    other.write_text("hello")
    with pytest.raises(CopyFailed, match="is no backup"):
        kind_of_copy(other)
    with pytest.raises(CopyFailed, match="cannot be read"):
        kind_of_copy(tmp_path / "gone")


def test_a_file_that_ends_early_is_a_damaged_copy_and_nobody_is_sent_for_a_backup_of_the_backup(
    sqlite_url: str, tmp_path: Path
) -> None:
    back_up(sqlite_url, tmp_path / "copy")
    whole = (tmp_path / "copy").read_bytes()
    for size in (100, 4_096, len(whole) // 2, len(whole) - 4_096):
        (tmp_path / "cut").write_bytes(whole[:size])
        with pytest.raises(CopyFailed, match=r"cut is damaged\. Take another backup\.$"):
            examine_file(tmp_path / "cut")
    with pytest.raises(CopyFailed, match=r"gone cannot be read \(SQLITE_CANTOPEN\)"):
        examine_file(tmp_path / "gone")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("SQLITE_FULL", "copy cannot be written: the disk is full. Make room, or name a file on another one."),
        ("SQLITE_IOERR_WRITE", "The copy cannot be made (SQLITE_IOERR_WRITE). Look at the disk of the database, and at that of"),
        ("SQLITE_BUSY", "cortado.db is locked by another process"),
    ],
)
def test_a_disk_that_takes_no_copy_is_told_from_a_database_that_gives_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, said: str
) -> None:
    url = f"sqlite:///{tmp_path}/cortado.db"
    migrate(url)
    fault = sqlite3.OperationalError("words")
    fault.sqlite_errorname = name

    def fails(raw: sqlite3.Connection) -> dict[str, int]:
        raise fault

    monkeypatch.setattr(backup, "_count", fails)
    with pytest.raises((CopyFailed, StoreUnavailable), match=re.escape(said)):
        back_up(url, tmp_path / "copy")
    assert not [each for each in names_in(tmp_path) if "copy" in each]


def test_a_copy_that_does_not_reach_the_disk_is_none(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("os.fsync", fails)
    with pytest.raises(CopyFailed, match=r"copy cannot be written: Input/output error"):
        back_up(sqlite_url, tmp_path / "copy")
    assert names_in(tmp_path) == []


def test_a_database_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match=r"There is no database at .*/nowhere\.db"):
        back_up(f"sqlite:///{tmp_path}/nowhere.db", tmp_path / "copy")
    assert names_in(tmp_path) == []


def test_a_copy_of_the_other_engine_of_a_newer_version_or_of_something_else_is_refused(tmp_path: Path) -> None:
    here = read_url(f"sqlite:///{tmp_path}/here.db")
    with pytest.raises(CopyFailed, match="one of PostgreSQL"):
        refuse_unfit(copies.Copy(copies.POSTGRES, head(), {}), here)
    with pytest.raises(StoreUnusable, match=r"The backup is at revision 9999.*newer one has made it.*name an older backup"):
        refuse_unfit(copies.Copy(copies.SQLITE, "9999", {}), here)
    with pytest.raises(StoreUnusable, match="no database of this bot"):
        refuse_unfit(copies.Copy(copies.SQLITE, None, {}), here)
    (tmp_path / "empty.db").touch()
    with pytest.raises(CopyFailed, match="nothing to copy"):
        back_up(f"sqlite:///{tmp_path}/empty.db", tmp_path / "copy")


def tool(folder: Path, name: str, lines: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{lines}\n")
    path.chmod(0o700)


def test_a_tool_that_is_missing_old_or_fails_is_said_and_sees_no_password(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "tools"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    place = read_url(postgres_url)
    url = place.set(username=place.username, password=place.password or "s3cret").render_as_string(hide_password=False)
    with pytest.raises(CopyFailed, match=r"pg_dump is not there.*postgresql-client"):
        back_up(url, tmp_path / "copy")
    tool(folder, "pg_dump", 'echo "pg_dump (PostgreSQL) 9.6"')
    with pytest.raises(CopyFailed, match=r"is of version 9, and the server of \d+"):
        back_up(url, tmp_path / "copy")
    tool(
        folder,
        "pg_dump",
        f'[ "$1" = --version ] && echo "pg_dump (PostgreSQL) 99.1" && exit; echo "$@" > {tmp_path}/line; echo "no: $PGPASSWORD" | /usr/bin/cut -c1-3 >&2; exit 1',
    )
    with pytest.raises(CopyFailed, match=r"pg_dump says: no:\. No backup was made\."):
        back_up(url, tmp_path / "copy")
    line = (tmp_path / "line").read_text()
    assert "--snapshot=" in line
    assert re.search(r"password|s3cret", line) is None
    assert not (tmp_path / "copy").exists()


def test_an_archive_that_is_cut_off_is_said(postgres_url: str, tmp_path: Path) -> None:
    from bot.store import postgres_copy

    file = tmp_path / "copy"
    back_up(postgres_url, file)
    assert kind_of_copy(file) == copies.POSTGRES
    cut = tmp_path / "cut"
    cut.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    with pytest.raises(CopyFailed, match=r"pg_restore says: (?!pg_restore)\w.*\. Take another backup\."):
        postgres_copy.examine(cut)
