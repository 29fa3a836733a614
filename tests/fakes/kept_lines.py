"""Connections to PostgreSQL that outlive a store, so that the next test's begins with a server that knows the tables."""

import select
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from psycopg import pq
from sqlalchemy import Engine, PoolProxiedConnection

from bot.store.libpq import Line
from bot.store.pooling import Sharing
from bot.store.postgres_wire import Wire

MOST_IDLE = 3
"""Connections that a worker keeps: a server has a hundred for all workers, their houses and their replicas."""
MOST = 400
"""Statements that a kept connection may have prepared: with more it is closed, for beyond 500 none is prepared."""
Held = tuple[PoolProxiedConnection, Line]


class KeptLines:
    """The idle connections of one worker, by the URL of their database.

    A connection costs a process of the server, and that process learns the tables anew: two thirds of what a test takes longer
    on PostgreSQL than on SQLite.
    """

    def __init__(self) -> None:
        self._idle: dict[str, list[Held]] = defaultdict(list)
        self._close, self._connect, self._look = Wire.close, Wire._connect, Sharing.look
        self._looked: set[str] = set()

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Let every store that is opened in this block take its connections from here, and give them back when it stops."""
        kept = self

        def connect(wire: Wire) -> Line:
            idle = kept._idle[str(wire._engine.url)]
            while idle:
                wire._held, wire._line = idle.pop()
                if not has_been_ended(wire._line):
                    return wire._line
                kept._close(wire)
            return kept._connect(wire)

        def close(wire: Wire) -> None:
            idle = kept._idle[str(wire._engine.url)]
            if wire._held is None or wire._line is None or len(idle) >= MOST_IDLE or not is_as_new(wire._line):
                kept._close(wire)
                return
            idle.append((wire._held, wire._line))
            wire._held = wire._line = None

        def look(sharing: Sharing, engine: Engine) -> None:
            """Ask once for each database whether a pool stands before it."""
            if str(engine.url) not in kept._looked:
                kept._look(sharing, engine)
                kept._looked.add(str(engine.url))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Wire, "close", close)
            patch.setattr(Wire, "_connect", connect)
            patch.setattr(Sharing, "look", look)
            yield

    def end(self) -> None:
        """Close them all."""
        for held, _ in (one for idle in self._idle.values() for one in idle):
            with closing(held):
                held.invalidate()
        self._idle.clear()


def is_as_new(line: Line) -> bool:
    """Tell whether another store may use it: alive, in no transaction, with room for more statements."""
    return line._libpq.status == pq.ConnStatus.OK and line.is_idle() and len(line._names) < MOST


def has_been_ended(line: Line) -> bool:
    """Tell whether the server has hung up meanwhile, as tests of outages make it: it speaks to an idle connection only then."""
    return bool(select.select([line._libpq.socket], [], [], 0)[0])
