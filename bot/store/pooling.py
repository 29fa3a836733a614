"""Detects a pooler that shares one PostgreSQL connection between clients."""

from collections.abc import Callable
from contextlib import closing
from typing import Any

import structlog
from sqlalchemy import Engine

WAY_OUT = "Name PostgreSQL itself, or a pool in session mode, in DATABASE_URL. Until then nothing is prepared, which is safe and slower."
_ROUNDS = 4
_log = structlog.get_logger("store")

Ask = Callable[[], int]
"""Run a transaction on one connection of ours and return the number of the server's process that carried it out."""


class Sharing:
    """Whether a pool shares what the bot is connected to, as far as one store knows."""

    def __init__(self) -> None:
        self.found = False
        self.drops_settings = False
        """Whether what the start of a connection asks for does not reach the server, as behind a pool that ignores it."""

    def look(self, engine: Engine) -> None:
        """Open two connections and compare whom they speak to. Raise what the engine raises."""
        if shares_connections(engine):
            self.note()
        self.drops_settings = "options" not in engine.url.query and not passes_settings(engine)

    def note(self) -> None:
        """Take note that it does, and say so once."""
        if not self.found:
            _log.warning("a pool shares connections", mend=WAY_OUT)
        self.found = True


def shares_connections(engine: Engine) -> bool:
    """Tell whether two connections of ours are one and the same, or one of them several, in the server."""
    with closing(engine.raw_connection()) as one, closing(engine.raw_connection()) as other:
        return are_shared(_asking(one.driver_connection), _asking(other.driver_connection))


def passes_settings(engine: Engine) -> bool:
    """Tell whether the server knows what the start of a connection asked for."""
    with closing(engine.raw_connection()) as one:
        cursor = one.cursor()
        cursor.execute("SELECT source FROM pg_settings WHERE name = 'lock_timeout'")
        (source,) = cursor.fetchone() or ("",)
        return source == "client"


def are_shared(one: Ask, other: Ask) -> bool:
    """Tell it of two connections that take turns: a process of its own answers each, as long as it is connected, or a pool mixes them."""
    turns = [(one(), other()) for _ in range(_ROUNDS)]
    ours, theirs = {mine for mine, _ in turns}, {theirs for _, theirs in turns}
    return bool(ours & theirs) or len(ours) > 1 or len(theirs) > 1


def _asking(connection: Any) -> Ask:
    connection.autocommit = True

    def ask() -> int:
        return int(connection.execute("SELECT pg_backend_pid()").fetchone()[0])

    return ask
