"""Copies a PostgreSQL database by pg_dump, and brings a copy back by psql in one transaction."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, LiteralString

import psycopg
from psycopg import conninfo, sql
from sqlalchemy import URL

from bot.store import postgres_wire
from bot.store.copies import POSTGRES, Copy, CopyFailed
from bot.store.diagnosis import why_not
from bot.store.schema import whole_schema

_SECRET = ("password", "sslpassword")
_COPY = re.compile(rb"COPY (?:\S+\.)?\"?(\w+)\"? \(.*\) FROM stdin;\n")
_DENIED = "permission denied"
"""So says the server, in English; in another language nobody is told more than its own sentence."""
_NAMED = re.compile(r"^(?:pg_dump|pg_restore|psql): (?:error: |<stdin>:\d+: )*")
_NAME = "cortado-copy"
_OF_TRIGGERS = (
    "SELECT DISTINCT t.tgfoid::regprocedure::text FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid"
    " JOIN pg_proc AS p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal AND c.relname = ANY(%s)"
    " AND c.relnamespace = current_schema()::regnamespace AND p.pronamespace = c.relnamespace"
)
"""The functions that triggers of some tables call: they come back with the tables."""
_ALIVE = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'cortado'"
_BEATS = "SELECT count(*) FROM schedule_heartbeat WHERE beat > (extract(epoch FROM clock_timestamp()) - 10) * 1000000"


def dump(place: URL, part: Path, revision: str) -> Copy:
    """Write an archive of one snapshot; the rows are counted in the same. Raise CopyFailed or StoreUnavailable."""
    pg_dump = _tool("pg_dump")
    with _connected(place) as raw:
        _refuse_older(pg_dump, raw.info.server_version // 10_000)
        raw.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        row = raw.execute("SELECT pg_export_snapshot(), current_schema()").fetchone()
        assert row is not None  # a SELECT of two values
        made = Copy(POSTGRES, revision, _count(raw))
        command = [pg_dump, "--format=custom", "--no-owner", "--no-privileges", f"--schema={row[1]}", f"--snapshot={row[0]}"]
        others = [f"--exclude-table={sql.Identifier(row[1], name).as_string(raw)}" for name in _tables(raw, ours=False)]
        _run([*command, *others, f"--file={part}", f"--dbname={_without_secrets(place)}"], place)
    return made


def examine(file: Path) -> Copy:
    """Read an archive from its beginning to its end, and count what it holds. Raise CopyFailed."""
    rows: dict[str, int] = {}
    revision, table = None, ""
    with _archive(file) as archive:
        for line in _lines(archive):
            if table:
                if line == b"\\.\n":
                    table = ""
                    continue
                rows[table] += 1
                if table == "alembic_version":
                    revision = line.decode().strip()
            elif found := _COPY.fullmatch(line):
                table = found[1].decode()
                rows[table] = 0
    return Copy(POSTGRES, revision, dict(sorted(rows.items())))


def is_worked_with(place: URL) -> bool:
    """Tell whether a bot works with a database now. Raise StoreUnavailable."""
    with _connected(place) as raw:
        there = _number(raw, "SELECT count(to_regclass('schedule_heartbeat'))")
        return _number(raw, _ALIVE) > 0 or (there > 0 and _number(raw, _BEATS) > 0)


def bring_back(place: URL, file: Path) -> None:
    """Put what an archive holds in the place of the bot's tables, in one transaction. Raise CopyFailed or StoreUnavailable."""
    psql = _tool("psql")
    command = [
        psql,
        "--no-psqlrc",
        "--quiet",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
        f"--dbname={_without_secrets(place)}",
    ]
    with _connected(place) as raw:
        _refuse_older(psql, raw.info.server_version // 10_000)
        tables = _tables(raw)
        functions = [str(name) for (name,) in raw.execute(_OF_TRIGGERS, [tables]).fetchall()]
        away = "".join(sql.SQL("DROP TABLE {} CASCADE;\n").format(sql.Identifier(name)).as_string(raw) for name in tables)
    begins = f"SET client_min_messages = warning;\n{away}" + "".join(f"DROP FUNCTION {name};\n" for name in functions)
    with (
        _archive(file) as archive,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=_environment(place)
        ) as running,
    ):
        assert running.stdin is not None
        assert running.stderr is not None
        with suppress(BrokenPipeError):  # psql has ended, and says why
            running.stdin.write(begins.encode())
            for line in _lines(archive):
                if not line.startswith((b"CREATE SCHEMA ", b"COMMENT ON SCHEMA ")):
                    running.stdin.write(line)
            if archive.wait():
                running.kill()  # an end of its input would commit the half that came
        with suppress(BrokenPipeError):
            running.stdin.close()
        said = running.stderr.read().decode(errors="replace")
        if running.wait():
            raise CopyFailed(f"Nothing was restored: psql says: {_kept(said)}", "The database is as it was.")


@contextmanager
def _archive(file: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Lend what reads an archive as SQL. Raise CopyFailed where it cannot be read to its end."""
    command = [_tool("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stderr is not None
        yield running
        said = running.stderr.read().decode(errors="replace")
        if running.wait():
            newer = "unsupported version" in said
            way_out = "Install a newer postgresql-client: a newer one has written it." if newer else "Take another backup."
            raise CopyFailed(f"{file} cannot be read: pg_restore says: {_kept(said)}", way_out)


def _lines(archive: subprocess.Popen[bytes]) -> IO[bytes]:
    assert archive.stdout is not None
    return archive.stdout


def _run(command: list[str], place: URL) -> None:
    done = subprocess.run(command, env=_environment(place), capture_output=True, text=True, check=False)
    if done.returncode:
        owner = " Let the role of DATABASE_URL own the tables, or name one that does." if _DENIED in done.stderr else ""
        raise CopyFailed(f"{Path(command[0]).name} says: {_kept(done.stderr)}", f"No backup was made.{owner}")


def _kept(said: str) -> str:
    """Return the first line of what a tool says, without its own name: the others quote statements and rows."""
    line = next((line for line in said.splitlines() if line.strip()), "nothing").strip()
    return _NAMED.sub("", line).rstrip(".") + "."


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise CopyFailed(f"{name} is not there.", "Install PostgreSQL's own tools (Debian: `apt install postgresql-client`).")
    return found


def _refuse_older(tool: str, server: int) -> None:
    told = subprocess.run([tool, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\) (\d+)", told)
    if found is not None and int(found[1]) < server:
        raise CopyFailed(
            f"{Path(tool).name} is of version {found[1]}, and the server of {server}.", f"Install postgresql-client-{server}."
        )


def _without_secrets(place: URL) -> str:
    """Return where the database is as libpq reads it, for a command line that everybody on the machine sees."""
    return conninfo.make_conninfo(**{name: value for name, value in _parameters(place).items() if name not in _SECRET})


def _environment(place: URL) -> Mapping[str, str]:
    password = _parameters(place).get("password")
    return {**os.environ, "PGAPPNAME": _NAME, **({} if password is None else {"PGPASSWORD": str(password)})}


def _parameters(place: URL) -> dict[str, Any]:
    _, parameters = postgres_wire.dialect_of(place).create_connect_args(place)
    return {name: value for name, value in parameters.items() if name != "context"}


@contextmanager
def _connected(place: URL) -> Iterator[psycopg.Connection[Any]]:
    try:
        with psycopg.connect(**_parameters(place), connect_timeout=5, application_name=_NAME, autocommit=True) as raw:
            yield raw
    except psycopg.Error as error:
        raise why_not(error) from error


def _tables(raw: psycopg.Connection[Any], *, ours: bool = True) -> list[str]:
    """Name the bot's tables in the schema, or those that another program has there."""
    known = {*whole_schema().tables, "alembic_version"}
    found = raw.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1").fetchall()
    return [str(name) for (name,) in found if (name in known) is ours]


def _number(raw: psycopg.Connection[Any], statement: LiteralString) -> int:
    row = raw.execute(statement).fetchone()
    return 0 if row is None else int(row[0])


def _count(raw: psycopg.Connection[Any]) -> dict[str, int]:
    counted = {}
    for name in _tables(raw):
        row = raw.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))).fetchone()
        counted[name] = 0 if row is None else int(row[0])
    return counted
