"""The servers of one run: started on their core, asked whether what they acked was stored, stopped."""

import asyncio
import contextlib
import json
import sqlite3
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bot.store.schema import whole_schema
from tests.bench import machine
from tests.bench.recorded import record
from tests.bench.slack import Slack
from tests.bench.stage import Stage, lay
from tests.bench.wire import SECRET
from tests.fakes.databases import make_file, postgres_database

PATIENCE = 30.0


@dataclass
class Server:
    """One server process; `stage` is what stands in its database, `url` names that."""

    name: str
    port: int
    process: subprocess.Popen[bytes]
    stage: Stage
    url: str = ""
    acked: int = 0
    """Votes that were acknowledged, by which the database is called to account."""

    def stored(self) -> int:
        """Count the votes that the database remembers."""
        return ask(self.url, "SELECT count(*) FROM store_request WHERE key LIKE '1.2.%' OR key LIKE 'form/%'")


def ask(url: str, question: str) -> int:
    """Ask a database of either kind for one number."""
    if url.startswith("sqlite"):
        with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as raw:
            return int(raw.execute(question).fetchone()[0])
    with psycopg.connect(url) as connection:
        row = connection.execute(question.encode()).fetchone()
        assert row is not None
        return int(row[0])


def bot(
    url: str, slack: Slack, folder: Path, *, how: str = "bot", port: int | None = None
) -> tuple[int, subprocess.Popen[bytes]]:
    """Start the whole bot by its own command; returns its port and process at once."""
    port = port or machine.free_port()
    settings = {
        "DATABASE_URL": url,
        "SLACK_BOT_TOKEN": "xoxb-bench",
        "SLACK_APP_TOKEN": "",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": slack.api,
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "METRICS_PORT": "",
        "PERSON_PACE": "10000",  # forty people press as fast as answers come; what they have asked is counted all the same
        "LOG_LEVEL": "WARNING",
    }
    argv = ["-m", "bot", "run"] if how == "bot" else ["-m", f"tests.bench.{how}"]
    return port, machine.start(argv, machine.cores()[0], settings, folder / "servers.log")


async def until_open(port: int, path: str = "/readyz") -> None:
    """Wait until a server answers 200, or at all where it has no such page."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n")
            writer.close()
            if b" 503 " not in head:
                return
        await asyncio.sleep(0.02)
    raise TimeoutError(f"nobody answers on port {port}; see the servers' log")


@contextlib.contextmanager
def databases(folder: Path, boards: int) -> Iterator[dict[str, tuple[str, Stage]]]:
    """Lend a SQLite file and a PostgreSQL database with the same meetings, and the bare reference's copy of the file."""
    schema = whole_schema()
    with postgres_database(schema, "bench") as postgres:
        with psycopg.connect(postgres, autocommit=True) as raw:
            raw.execute(f'ALTER DATABASE "{raw.info.dbname}" RESET synchronous_commit'.encode())  # here it has to be durable
        own, bare = folder / "bot.db", folder / "bare.db"
        url = make_file(schema, own)
        stage = lay(url, boards)
        with contextlib.closing(sqlite3.connect(own)) as source, contextlib.closing(sqlite3.connect(bare)) as copy:
            source.backup(copy)
        (folder / "plans.json").write_text(json.dumps(record(bare, stage)), encoding="utf-8")
        yield {
            "SQLite": (url, stage),
            "PostgreSQL": (postgres, lay(postgres, boards)),
            "bare SQLite": (f"sqlite:///{bare}", stage),
        }


@contextlib.asynccontextmanager
async def running(kept: dict[str, tuple[str, Stage]], slack: Slack, folder: Path) -> AsyncIterator[dict[str, Server]]:
    """Run both references and the bot on both engines, each once it answers."""
    servers: dict[str, Server] = {}

    def reference(name: str, url: str, *argv: str) -> None:
        port = machine.free_port()
        started = ["-m", "tests.bench.references", *argv, "--port", str(port)]
        process = machine.start(started, machine.cores()[0], {}, folder / "servers.log")
        servers[name] = Server(name, port, process, kept["SQLite"][1], url)

    try:
        bare = kept["bare SQLite"][0]
        reference("bolt", "", "bolt")
        reference("bare SQLite", bare, "raw", "--file", bare.removeprefix("sqlite:///"), "--plans", str(folder / "plans.json"))
        for engine in ("SQLite", "PostgreSQL"):
            url, stage = kept[engine]
            port, process = bot(url, slack, folder)
            servers[engine] = Server(engine, port, process, stage, url)
        for server in servers.values():
            await until_open(server.port)
        yield servers
    finally:
        for server in servers.values():
            machine.stop(server.process)
