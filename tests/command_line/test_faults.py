"""Every command on a database, an environment or a folder that is not as it should be: a sentence with the way out, no traceback."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import Result
from sqlalchemy import MetaData

from bot.installations.encryption import fresh_key
from bot.store.diagnosis import why_not
from bot.store.errors import StoreUnavailable, StoreUnusable
from bot.store.migrate import migrate
from bot.store.opening import engine_of, read_url
from bot.store.preflight import examine_file
from tests.command_line.typed import typed
from tests.fakes.databases import postgres_database

SECRET = "hunter2"
pytestmark = pytest.mark.timeout(method="thread")
"""A signal does not reach a test whose command runs uvloop."""


@pytest.fixture
def bare() -> Iterator[str]:
    with postgres_database(MetaData(), "bare") as url:
        yield url


def assert_said(done: Result, *parts: str) -> None:
    """Assert that a command has ended with a sentence and not with a traceback."""
    assert done.exit_code == 1, done.output
    assert done.exception is None or isinstance(done.exception, SystemExit), repr(done.exception)
    assert "Traceback" not in done.output
    assert SECRET not in done.output
    for part in parts:
        assert part in done.output, done.output


def at_revision(url: str, number: str) -> str:
    migrate(url)
    engine = engine_of(read_url(url))
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{number}'")
        connection.exec_driver_sql("DELETE FROM store_needs")
        connection.exec_driver_sql(f"INSERT INTO store_needs (id, revision) VALUES (1, '{number}')")
    engine.dispose()
    return url


def file_of(write: Callable[[Path], Any]) -> Callable[[Path], str]:
    def make(folder: Path) -> str:
        path = folder / "a.db"
        write(path)
        return f"sqlite:///{path}"

    return make


def damage(path: Path) -> None:
    migrate(f"sqlite:///{path}")
    kept = bytearray(path.read_bytes())
    kept[100:20_000] = b"\xff" * 19_900
    path.write_bytes(kept)


FILES: dict[str, tuple[Callable[[Path], str], str, str]] = {
    "newer": (lambda folder: at_revision(f"sqlite:///{folder / 'a.db'}", "9999"), "at revision 9999", "newer"),
    "no database": (file_of(lambda path: path.write_text("Whose turn is it? " * 500)), "is no SQLite database", "another file"),
    "damaged": (file_of(damage), "is damaged", "backup"),
    "a folder": (file_of(Path.mkdir), "a.db", "DATABASE_URL"),
    "no such folder": (lambda folder: f"sqlite:///{folder}/nowhere/a.db", "nowhere", "DATABASE_URL"),
    "a name too long": (lambda folder: f"sqlite:///{folder}/{'a' * 300}.db", "a.db", "DATABASE_URL"),
    "in memory": (lambda folder: "sqlite:///:memory:", "Name a file", "sqlite:///cortado.db"),
    "options": (lambda folder: f"sqlite:///{folder}/a.db?mode=ro", "ends with the name of the file", "take away"),
    "no name": (lambda folder: "sqlite:///", "Name a file", "sqlite:///cortado.db"),
}


@pytest.mark.parametrize("command", ["run", "migrate", "check"])
@pytest.mark.parametrize("what", FILES)
def test_a_file_that_cannot_be_used_is_said(tmp_path: Path, what: str, command: str) -> None:
    make, said, way_out = FILES[what]
    assert_said(typed(command, DATABASE_URL=make(tmp_path)), said, way_out)


OTHERS = ["CREATE TABLE teams_workspace (name TEXT)", "CREATE TABLE theirs (name TEXT)"]


@pytest.mark.parametrize("command", ["run", "migrate", "check", "doctor", "purge", "backup copy.db"])
@pytest.mark.parametrize("table", OTHERS, ids=["named as one of ours", "of their own name"])
def test_a_file_of_another_program_is_left_alone(tmp_path: Path, command: str, table: str) -> None:
    with sqlite3.connect(tmp_path / "a.db") as raw:
        raw.execute(table)
    raw.close()
    before = (tmp_path / "a.db").read_bytes()
    done = typed(*command.split(), DATABASE_URL=f"sqlite:///{tmp_path / 'a.db'}")
    assert_said(done, "does not have the tables of this bot, but those of another program", "Name another one in DATABASE_URL")
    assert "migrate" not in done.output
    assert (tmp_path / "a.db").read_bytes() == before


@pytest.mark.parametrize("command", ["run", "migrate", "check", "doctor"])
def test_a_database_that_another_program_migrates_is_not_taken_for_a_newer_one(database_of_others: str, command: str) -> None:
    assert_said(typed(command, DATABASE_URL=database_of_others), "is of another program: its revision is none of this bot's")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_of_others(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Make a database with the table that Alembic keeps for whoever uses it."""
    url: str = f"sqlite:///{tmp_path / 'a.db'}" if request.param == "sqlite" else request.getfixturevalue("bare")
    engine = engine_of(read_url(url))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num TEXT)")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('1f2e3d4c5b6a')")
    engine.dispose()
    return url


NEED_ONE = (
    "doctor", "doctor --mend", "purge", "purge --yes", "workspace list", "workspace erase T1 --yes", "workspace export T1 a.zip",
    "backup copy.db", "reencrypt", "verify --id x", "import #team a.csv --yes",
)  # fmt: skip


@pytest.mark.parametrize("command", NEED_ONE)
def test_a_file_that_is_not_there_is_named_once_and_not_made(tmp_path: Path, command: str) -> None:
    (tmp_path / "a.csv").write_text("one\n", encoding="utf-8")
    done = typed(*command.split(), DATABASE_URL=f"sqlite:///{tmp_path / 'nowhere.db'}", TOKEN_KEYS=fresh_key())
    assert_said(done, f"There is no database at {tmp_path / 'nowhere.db'}. Name the database of the bot in DATABASE_URL.")
    assert done.output.count("DATABASE_URL") == 1
    assert [each.name for each in tmp_path.iterdir()] == ["a.csv"]


SERVERS = {
    "no such host": ("postgresql://u:hunter2@no.such.host.example/x", "no.such.host.example", "Mend the host"),
    "no such database": ("postgresql://postgres:hunter2@127.0.0.1:5432/not_there", "does not exist", "Create the database"),
    "no such role": ("postgresql://not_there:hunter2@127.0.0.1:5432/postgres", "not_there", "DATABASE_URL"),
    "a port that is none": (
        "postgresql://u:hunter2@127.0.0.1:port/x",
        "must look like",
        "postgresql://user:password@host/database",
    ),
    "an open password": ("postgresql://u:p@ss:hunter2@127.0.0.1/x", "must look like", "%40"),
    "an unknown option": ("postgresql://postgres:hunter2@127.0.0.1/x?foo=bar", "foo", "DATABASE_URL"),
    "another driver": ("postgresql+asyncpg://u:hunter2@127.0.0.1/x", "DATABASE_URL begins with", "postgresql://"),
    "another server": ("mysql://u:hunter2@127.0.0.1/x", "DATABASE_URL begins with", "sqlite:///"),
}


@pytest.mark.parametrize("command", ["run", "migrate", "check"])
@pytest.mark.parametrize("what", SERVERS)
def test_a_server_that_cannot_be_used_is_said(postgres_url: str, what: str, command: str) -> None:
    url, said, way_out = SERVERS[what]
    assert_said(typed(command, DATABASE_URL=url), said, way_out)


@pytest.mark.parametrize("command", ["run", "migrate", "check"])
def test_a_newer_database_on_a_server_is_said(bare: str, command: str) -> None:
    assert_said(typed(command, DATABASE_URL=at_revision(bare, "9999")), "at revision 9999", "newer")


@pytest.mark.parametrize("command", ["run", "check"])
def test_an_empty_database_on_a_server_is_said(bare: str, command: str) -> None:
    assert_said(typed(command, DATABASE_URL=bare), "The database is empty", "bot migrate")


@pytest.mark.parametrize("command", ["run", "migrate", "check"])
def test_a_role_without_rights_is_said(bare: str, command: str) -> None:
    if command != "migrate":
        migrate(bare)
    with psycopg.connect(bare, autocommit=True) as admin:
        role = f"cortado_testing_{os.urandom(4).hex()}"
        admin.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'x'".encode())
        try:
            url = read_url(bare).set(username=role, password="x").render_as_string(hide_password=False)
            assert_said(typed(command, DATABASE_URL=url), "role of DATABASE_URL", "rights")
        finally:
            admin.execute(f"DROP ROLE {role}".encode())


def test_a_role_that_lacks_one_right_on_one_table_is_said_and_not_waited_for(bare: str) -> None:
    migrate(bare)
    for lacking in ("SELECT", "INSERT", "UPDATE", "DELETE"):
        grants = f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {{0}}; REVOKE {lacking} ON schedule_alarm FROM {{0}}"
        with role_of(bare, grants) as url:
            for command in ("check", "run"):
                assert_said(typed(command, DATABASE_URL=url), "may not read and write the table schedule_alarm.")


def test_a_backup_by_a_role_that_may_not_read_all_says_what_it_needs(bare: str) -> None:
    migrate(bare)
    with role_of(bare, "GRANT ALL ON ALL TABLES IN SCHEMA public TO {0}") as url:
        said = "permission denied for sequence schedule_outage_began_seq. No backup was made. Let the role of DATABASE_URL own"
        assert_said(typed("backup", "copy.dump", DATABASE_URL=url), said)


@contextmanager
def role_of(url: str, grants: str) -> Iterator[str]:
    """Lend a database's URL for a role that may what these statements say, {0} is its name."""
    with psycopg.connect(url, autocommit=True) as admin:
        role = f"cortado_testing_{os.urandom(4).hex()}"
        admin.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'x'".encode())
        try:
            admin.execute(grants.format(role).encode())
            yield read_url(url).set(username=role, password="x").render_as_string(hide_password=False)
        finally:
            admin.execute(f"DROP OWNED BY {role}; DROP ROLE {role}".encode())


def test_a_database_that_only_reads_is_said_by_check(bare: str) -> None:
    migrate(bare)
    url = f"{bare}?options=-c%20default_transaction_read_only%3Don"
    assert_said(typed("check", DATABASE_URL=url), "only reads now", "primary")


def test_check_says_that_a_sound_database_is_sound(bare: str, tmp_path: Path) -> None:
    for url in (bare, f"sqlite:///{tmp_path / 'a.db'}"):
        migrate(url)
        assert "ok      database: At revision" in typed("check", DATABASE_URL=url).output
    assert "is made by the first `run`" in typed("check", DATABASE_URL=f"sqlite:///{tmp_path / 'b.db'}").output


def failing(kind: type[sqlite3.Error], name: str) -> sqlite3.Error:
    fault = kind(f"words of {SECRET}")
    fault.sqlite_errorname = name
    return fault


def answering(kind: type[psycopg.Error]) -> psycopg.Error:
    return kind(f"DETAIL: Key ({SECRET})")


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (failing(sqlite3.OperationalError, "SQLITE_FULL"), StoreUnusable, "the disk is full"),
        (failing(sqlite3.OperationalError, "SQLITE_READONLY"), StoreUnusable, "cannot be written"),
        (failing(sqlite3.OperationalError, "SQLITE_READONLY_DIRECTORY"), StoreUnusable, "cannot be written"),
        (failing(sqlite3.OperationalError, "SQLITE_IOERR_WRITE"), StoreUnusable, "cannot be read and written"),
        (failing(sqlite3.OperationalError, "SQLITE_BUSY"), StoreUnavailable, "locked by another process"),
        (failing(sqlite3.OperationalError, "SQLITE_ERROR"), StoreUnusable, "does not have the tables"),
        (PermissionError(13, "Permission denied"), StoreUnusable, "Permission denied"),
        (OSError(30, "Read-only file system"), StoreUnusable, "Read-only file system"),
        (answering(psycopg.errors.InsufficientPrivilege), StoreUnusable, "lacks rights"),
        (answering(psycopg.errors.DiskFull), StoreUnusable, "disk of the database is full"),
        (answering(psycopg.errors.DuplicateTable), StoreUnusable, "tables of something else"),
        (answering(psycopg.errors.ReadOnlySqlTransaction), StoreUnavailable, "only reads"),
        (answering(psycopg.errors.LockNotAvailable), StoreUnavailable, "55P03"),
        (answering(psycopg.errors.UndefinedColumn), StoreUnusable, "42703"),
        (
            psycopg.OperationalError("FATAL: password authentication failed for user"),
            StoreUnusable,
            "Set the right role and password",
        ),
        (psycopg.OperationalError("FATAL: unsupported startup parameter: options"), StoreUnusable, "ignore_startup_parameters"),
        (
            psycopg.OperationalError('FATAL: permission denied for database "x"'),
            StoreUnusable,
            "Let the role of DATABASE_URL connect",
        ),
        (psycopg.OperationalError('invalid value "x" for connection option "connect_timeout"'), StoreUnusable, "DATABASE_URL"),
        (psycopg.errors.ConnectionTimeout("connection timeout expired"), StoreUnavailable, "PostgreSQL is running"),
        (psycopg.OperationalError("connection failed: Connection refused"), StoreUnavailable, "PostgreSQL is running"),
        (psycopg.OperationalError("FATAL: the database system is starting up"), StoreUnavailable, "PostgreSQL is running"),
        (psycopg.OperationalError("FATAL: sorry, too many clients already"), StoreUnavailable, "PostgreSQL is running"),
        (RuntimeError(SECRET), StoreUnusable, "RuntimeError"),
    ],
)
def test_each_fault_is_told_apart_by_whether_waiting_mends_it(error: Exception, kind: type[StoreUnavailable], said: str) -> None:
    found = why_not(error, Path("/there/a.db"))
    assert type(found) is kind
    assert said in str(found)
    assert SECRET not in str(found)


@pytest.mark.parametrize("forbidden", ["a.db", ""])
def test_a_file_or_folder_without_rights_is_said(tmp_path: Path, forbidden: str) -> None:
    path = tmp_path / "a.db"
    path.touch()
    with pytest.raises(StoreUnusable, match="cannot be written"):
        examine_file(path, may=lambda place, mode: place != tmp_path / forbidden)


def test_a_file_that_is_there_and_may_not_be_opened_is_told_from_one_in_a_folder_that_is_not(tmp_path: Path) -> None:
    (tmp_path / "a.db").touch()
    fault = failing(sqlite3.OperationalError, "SQLITE_CANTOPEN")
    assert "a.db may not be opened by this user. Give this user the right" in str(why_not(fault, tmp_path / "a.db"))
    assert "a folder that exists" in str(why_not(fault, tmp_path / "nowhere" / "a.db"))


def test_a_disk_without_room_is_said_before_anything_fails(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="the disk is full"):
        examine_file(tmp_path / "a.db", free=lambda folder: 4_000_000)


@pytest.mark.parametrize("command", ["run", "migrate", "check"])
@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (b"PORT=0\nSLACK_BOT_TOKEN xoxb-hunter2\n", ".env line 2 is not NAME=value"),
        (b"SLACK_BOT_TOKEN='xoxb-hunter2\n", ".env line 1 is not NAME=value"),
        (b"# tokens\nSLACK_BOT_TOKEN\n", ".env line 2 is not NAME=value"),
        ("PORT=0\n".encode("utf-16"), ".env is no UTF-8 text"),
        (b"DATABASE_URL=\xff\xfe\n", ".env is no UTF-8 text"),
    ],
)
def test_a_file_of_settings_that_cannot_be_read_is_said_by_its_line(
    tmp_path: Path, command: str, lines: bytes, said: str
) -> None:
    (tmp_path / ".env").write_bytes(lines)
    assert_said(typed(command), said)


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-hunter2 hunter2"}, "SLACK_BOT_TOKEN is no bot token: copy it anew"),
        ({"SLACK_BOT_TOKEN": "xoxb-hunter2é"}, "SLACK_BOT_TOKEN is no bot token: copy it anew"),
        ({"SLACK_API_URL": "https:///api/"}, "SLACK_API_URL is a URL"),
        ({"SLACK_API_URL": "https://[x/api/"}, "SLACK_API_URL is a URL"),
        ({"CLOCK_OFFSET_SECONDS": "inf"}, "CLOCK_OFFSET_SECONDS"),
        ({"CLOCK_OFFSET_SECONDS": "1e30"}, "CLOCK_OFFSET_SECONDS"),
        ({"HOST": "no.such.host.example"}, "Cannot listen on no.such.host.example:0"),
        ({"HOST": "a..b"}, "Cannot listen on a..b:0"),
        ({"HOST": "192.0.2.1"}, "Set HOST to an address of this machine"),
        ({"HOST": "2001:db8::1"}, "Cannot listen on [2001:db8::1]:0"),
    ],
)
def test_a_setting_that_makes_no_sense_is_said(env: dict[str, str], said: str) -> None:
    assert_said(typed("run", **env), said)


def test_a_file_of_settings_that_begins_with_a_mark_of_its_encoding_is_read_from_its_first_line(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xef\xbb\xbfDATABASE_URL=sqlite:///from_the_file.db\n")
    assert "from_the_file.db" in typed("check").output


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda folder: (folder / ".demo").write_text("here"), "The demo cannot use .demo"),
        (lambda folder: (folder / ".demo" / "lock").mkdir(parents=True), "The demo cannot use .demo/lock"),
        (lambda folder: (folder / ".demo" / "workspace.json").mkdir(parents=True), "workspace.json cannot be read"),
        (lambda folder: _write(folder / ".demo" / "workspace.json", "no database " * 500), "workspace.json cannot be read"),
    ],
)
def test_a_demo_that_cannot_keep_its_workspace_says_so(tmp_path: Path, make: Callable[[Path], Any], said: str) -> None:
    make(tmp_path)
    assert_said(typed("demo", "--no-browser", "--port", "0"), said, "Run it in a folder where you may write")


def _write(path: Path, words: str) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(words)
