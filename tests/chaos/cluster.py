"""A PostgreSQL of our own in a temporary folder, on loopback, which may be stopped and started as often as one likes."""

import asyncio
import os
import pwd
import secrets
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.house.stand_ins import free_port

UNPRIVILEGED = ("postgres", "nobody")
"""Who runs the server where root runs the tests: it refuses to run as root."""


class NoServer(Exception):
    """PostgreSQL is not installed, or does not start; the message says what it said."""


class Cluster:
    """One server: its folder, its port, the URL of its database."""

    def __init__(self, folder: Path, port: int) -> None:
        self._folder, self._port, self._password = folder, port, secrets.token_hex(16)
        self._user = next((name for name in UNPRIVILEGED if _is_known(name)), None) if os.geteuid() == 0 else None

    @property
    def url(self) -> str:
        return f"postgresql://postgres:{self._password}@127.0.0.1:{self._port}/postgres"

    async def make(self) -> None:
        """Lay the files of a server. Raise NoServer."""
        kept = self._folder / "password"
        kept.touch(mode=0o600)
        kept.write_text(self._password)
        if self._user:
            for path in (self._folder, kept):
                shutil.chown(path, self._user)
        told = ("--username=postgres", "--auth=scram-sha-256", f"--pwfile={kept}", "--encoding=UTF8", "--no-sync")
        await self._runs("initdb", "--pgdata", str(self._folder / "data"), *told)

    async def start(self) -> None:
        """Start the server and wait until it takes connections; one that runs stays as it is. Raise NoServer."""
        options = f"-c listen_addresses=127.0.0.1 -p {self._port} -k {self._folder} -c max_connections=100"
        await self._control("start", "--wait", "--log", str(self._folder / "log"), "--options", options)

    async def stop(self, mode: str = "fast") -> None:
        """Stop the server: `fast` as an administrator does, `immediate` as when its machine loses power. Raise NoServer."""
        await self._control("stop", "--wait", "--mode", mode)

    async def _control(self, *words: str) -> None:
        await self._runs("pg_ctl", words[0], "--pgdata", str(self._folder / "data"), "--silent", *words[1:])

    async def _runs(self, program: str, *words: str) -> None:
        done = await asyncio.to_thread(self._done, _found(program), *words)
        if done.returncode:
            raise NoServer(f"{program}: {done.stdout[-2000:]}")

    def _done(self, *command: str) -> subprocess.CompletedProcess[str]:
        said = self._folder / "said"  # no pipe: the server that is started would keep it open
        with said.open("w+") as file:
            done = subprocess.run(command, stdout=file, stderr=subprocess.STDOUT, cwd="/", user=self._user, check=False)
            file.seek(0)
            return subprocess.CompletedProcess(command, done.returncode, file.read())


def _is_known(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _found(program: str) -> str:
    """Find a program of the newest server. Raise NoServer."""
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: float(path.parts[-3]))
    if found := shutil.which(program) or (str(places[-1]) if places else None):
        return found
    raise NoServer(f"{program} is not installed (Debian: apt install postgresql)")


@asynccontextmanager
async def cluster() -> AsyncIterator[Cluster]:
    """Lend a server that runs, and leave nothing of it."""
    with TemporaryDirectory(prefix="cortado_chaos_", ignore_cleanup_errors=True) as folder:
        found = Cluster(Path(folder), free_port())
        await found.make()
        await found.start()
        try:
            yield found
        finally:
            await found.stop("immediate")
