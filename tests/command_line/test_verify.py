"""`verify` recognises a statement, says what was changed, and what it never issued; also beside a running bot."""

import asyncio
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from sqlalchemy import insert

from bot.core.clock import SetClock
from bot.core.ids import CountedIds, PersonId, WorkspaceId
from bot.features.seu.actions.erasing import erase
from bot.features.seu.actions.exporting import keep_statement
from bot.features.seu.rules.values import Keeping
from bot.features.seu.rules.verifying import named_in
from bot.features.seu.rules.whole_ledger import Chosen, WholeLedger
from bot.features.seu.store import entries as entries_store
from bot.features.seu.views.statement import statement
from bot.papers.printing import printed
from bot.store.errors import StoreUnusable
from bot.store.migrate import migrate
from bot.store.opening import open_store
from bot.store.preflight import examine_file
from bot.store.tables import StoreGiven
from bot.store.unit import RunningStore, Unit
from bot.teams import store as people
from bot.teams.people import Person
from bot.words.words import words_for
from tests.command_line.typed import typed
from tests.features.desk import BEN
from tests.features.seu.scene import entry

TEAM = WorkspaceId("T0TEAM")
_GIVEN = insert(StoreGiven)
NOW = datetime(2026, 12, 5, 10, 15, tzinfo=UTC)
LEDGER = WholeLedger(TEAM, BEN, "Βεν", NOW, Chosen(), Keeping.YES, (entry(), entry("e2", 30)))


@pytest.fixture
def url(alone: None, database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DATABASE_URL", database_url)
    return database_url


@pytest.fixture
def file(url: str, tmp_path: Path) -> Iterator[Path]:
    """A statement that was issued, while the bot that has issued it runs on."""
    migrate(url)
    content = asyncio.run(printed(statement(words_for("en-GB", "UTC"), LEDGER, "9f3a77c10b524d6e")))
    path = tmp_path / "statement.pdf"
    path.write_bytes(content)
    with asyncio.Runner() as runner:
        store = open_store(
            url, clock=SetClock(NOW), real=SetClock(NOW), ids=CountedIds(), answers={}, on_commit=lambda rooms: None
        )
        runner.run(keep(store, content))
        yield path
        runner.run(store.stop())


@pytest.fixture
def erased(url: str, tmp_path: Path) -> Path:
    """The same, once its person was erased."""
    migrate(url)
    content = asyncio.run(printed(statement(words_for("en-GB", "UTC"), LEDGER, "9f3a77c10b524d6e")))
    path = tmp_path / "statement.pdf"
    path.write_bytes(content)

    async def keep_and_erase() -> None:
        store = open_store(
            url, clock=SetClock(NOW), real=SetClock(NOW), ids=CountedIds(), answers={}, on_commit=lambda rooms: None
        )
        await keep(store, content)
        await store.write(lambda unit: erase(unit, person=BEN), TEAM)
        await store.stop()

    asyncio.run(keep_and_erase())
    return path


async def keep(store: RunningStore, content: bytes) -> None:
    def kept(unit: Unit) -> None:
        people.keep_person(unit, Person(PersonId(BEN), "ben", real_name="Βεν Ångström"))
        entries_store.lock_ledger(unit, BEN)
        unit.run(_GIVEN, {"id": "given", "at": NOW})
        keep_statement(unit, ledger=LEDGER, named="9f3a77c10b524d6e", content=content)

    await store.start()
    await store.write(kept, TEAM)


def test_case_24_a_statement_as_it_was_issued_is_recognised(file: Path) -> None:
    told = typed("verify", str(file))
    assert told.exit_code == 0
    assert told.output.splitlines() == [
        "Issued by this bot, and unchanged.",
        "Statement 9f3a77c10b524d6e, issued on 5 December 2026 (UTC), about Βεν Ångström.",
        "It states 2 activities from 1 December 2026 to 1 December 2026: 1 h 30 min (90 minutes).",
    ]


def test_one_changed_byte_and_a_file_that_was_saved_anew_are_told_from_it(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:-2] + b" \n")
    told = typed("verify", str(file))
    assert told.exit_code == 3
    assert told.output.startswith("Changed: this file is not as it was issued.")
    assert "1 h 30 min" in told.output
    file.write_bytes(content)
    writer = PdfWriter(clone_from=PdfReader(file))
    writer.write(file)
    assert typed("verify", str(file)).exit_code == 3


def test_who_was_erased_since_is_not_named_and_the_statement_still_known(erased: Path) -> None:
    for told in (typed("verify", str(erased)), typed("verify", "--id", "9f3a77c10b524d6e")):
        assert told.exit_code == 0
        assert "issued on 5 December 2026 (UTC), about a person who has been erased since." in told.output
        assert "1 h 30 min (90 minutes)" in told.output
        assert "Ångström" not in told.output


def test_what_was_never_issued_here_is_unknown(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"CortadoStatement9f3a", b"CortadoStatement0000"))
    assert typed("verify", str(file)).exit_code == 4
    file.write_bytes(b"%PDF-1.4 nothing")
    told = typed("verify", str(file))
    assert told.exit_code == 4
    assert told.output.startswith("Unknown: this bot has issued no such statement")


def test_an_id_from_paper_is_looked_up_with_its_blanks_or_without(file: Path) -> None:
    told = typed("verify", "--id", "9f3a 77c1 0b52 4d6e")
    assert told.exit_code == 0
    assert told.output.startswith("Issued by this bot. Compare what the paper says:")
    assert typed("verify", "--id", "9f3a").exit_code == 4


def test_what_cannot_be_looked_at_is_said(url: str) -> None:
    for words in (("verify",), ("verify", "--id", "x", "y.pdf"), ("verify", "nothing.pdf")):
        assert typed(*words).exit_code == 1
    assert "The file cannot be read: No such file or directory." in typed("verify", "nothing.pdf").output
    told = typed("verify", "--id", "x", DATABASE_URL="sqlite:///nowhere.db")
    assert (told.exit_code, Path("nowhere.db").exists()) == (1, False)
    assert "There is no database at" in told.output


def test_a_file_in_use_is_whole_for_check_too(file: Path, url: str) -> None:
    """SQLite 3.40 finds values missing in tables without row ids that have rows, where none is."""
    assert "damaged" not in typed("check").output
    assert url


def test_a_value_that_is_missing_all_the_same_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "torn.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(
            "CREATE TABLE t (a INT); INSERT INTO t VALUES (NULL); PRAGMA writable_schema=ON;"
            "UPDATE sqlite_master SET sql = 'CREATE TABLE t (a INT NOT NULL)';"
        )
    with pytest.raises(StoreUnusable, match="damaged"):
        examine_file(path)


def test_the_id_is_found_where_a_program_has_packed_the_properties() -> None:
    packed = zlib.compress(b"/Keywords (CortadoStatementabc1)")
    assert named_in(b"%PDF\nstream\n" + packed + b"\nendstream stream\nno stream") == "abc1"
    assert named_in(b"\xfe\xff" + "CortadoStatementabc1".encode("utf-16-be")) == "abc1"
    bomb = zlib.compress(b"\0" * 20_000_000)
    assert named_in(b"stream\n" + bomb + b"stream\n" + packed) == ""
