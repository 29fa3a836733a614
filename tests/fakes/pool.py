"""A PgBouncer in transaction mode in front of the tests' PostgreSQL, on a free port of this machine."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.store.opening import read_url
from tests.house.stand_ins import free_port
from tests.plugins.machine import NO_POOL, pgbouncer

_UNPRIVILEGED = 65534
"""Nobody: PgBouncer does not run as root."""
_UP = "process up"


@contextmanager
def transaction_pool(url: str, folder: Path, **settings: str) -> Iterator[str]:
    """Start a pool that lends one connection to several clients, and lend the URL of a database through it. Skip where there is none."""
    program = pgbouncer()
    if program is None:
        pytest.skip(NO_POOL)
    place, port = read_url(url), free_port()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "users.txt").write_text(f'"{place.username}" "{place.password or ""}"\n', encoding="utf-8")
    (folder / "pool.ini").write_text(
        _written(port, place.host or "127.0.0.1", place.port or 5432, folder, settings), encoding="utf-8"
    )
    user = _UNPRIVILEGED if os.geteuid() == 0 else None
    if user is not None:
        for path in (folder, *folder.iterdir()):
            shutil.chown(path, user)
        _let_through(folder)
    started = subprocess.Popen(
        [program, str(folder / "pool.ini")],
        stderr=subprocess.PIPE,
        text=True,
        user=user,
        group=user,
        extra_groups=None if user is None else [],
    )
    assert started.stderr is not None
    try:
        said = list(_until_up(started.stderr))
        assert said[-1:] == [_UP], said
        yield place.set(host="127.0.0.1", port=port).render_as_string(hide_password=False)
    finally:
        started.terminate()
        started.wait()
        started.stderr.close()


def _until_up(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield _UP if _UP in line else line
        if _UP in line:
            return


def _written(port: int, host: str, server_port: int, folder: Path, settings: Mapping[str, str]) -> str:
    said = {
        "listen_addr": "127.0.0.1",
        "listen_port": str(port),
        "unix_socket_dir": "",
        "auth_type": "trust",
        "auth_file": str(folder / "users.txt"),
        "pool_mode": "transaction",
        "default_pool_size": "3",
        "max_client_conn": "200",
        "log_connections": "0",
        "log_disconnections": "0",
        "log_pooler_errors": "0",
    } | dict(settings)
    lines = "\n".join(f"{name} = {value}" for name, value in said.items())
    return f"[databases]\n* = host={host} port={server_port}\n\n[pgbouncer]\n{lines}\n"


def _let_through(folder: Path) -> None:
    """Let a user without rights reach a folder of pytest's, which only its owner may enter."""
    for parent in folder.parents:
        if parent.stat().st_uid == os.geteuid() and not parent.stat().st_mode & 0o001:
            parent.chmod(parent.stat().st_mode | 0o011)
