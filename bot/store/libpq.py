"""Runs statements through libpq itself, twice as fast as psycopg's cursors."""

import os
from collections.abc import Sequence
from typing import Any, cast

import psycopg
from psycopg import abc, errors, pq
from psycopg.adapt import PyFormat, Transformer

_PREPARED = 500
"""Statements that a connection keeps prepared; what comes later (lists of ever new lengths) is parsed each time."""
_WELL = (pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK)


class Result:
    """What a statement gave, with as much of a driver's cursor as `Prepared` asks for."""

    def __init__(self, found: pq.abc.PGresult, transformer: abc.Transformer) -> None:
        self._found = found
        self._transformer = transformer

    @property
    def rowcount(self) -> int:
        """How many rows were touched."""
        return self._found.command_tuples or 0

    @property
    def description(self) -> list[tuple[str, int]] | None:
        """Names and type numbers of the columns; None where there are no rows to fetch."""
        found = self._found
        if found.status != pq.ExecStatus.TUPLES_OK:
            return None
        return [((found.fname(place) or b"").decode(), found.ftype(place)) for place in range(found.nfields)]

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Load every row."""
        self._transformer.set_pgresult(self._found)
        return self._transformer.load_rows(0, self._found.ntuples, tuple)


class Line:
    """One connection's statements, each prepared when it first comes."""

    def __init__(self, raw: psycopg.Connection[Any], *, prepares: bool = True) -> None:
        """Take a connection; one that a pool shares must not prepare, for its statements stay behind in the server's connection."""
        self._raw = raw
        self._most = _PREPARED if prepares else 0
        # a pool that nobody has recognised may lend what another prepared: under this name nobody else has prepared anything
        self._prefix = f"cortado_{os.urandom(8).hex()}"
        self._libpq = raw.pgconn
        self._transformer: abc.Transformer = Transformer.from_context(raw)
        self._names: dict[str, bytes] = {}

    def say(self, sql: bytes) -> None:
        """Send BEGIN, COMMIT or ROLLBACK. Raise what psycopg raises, also where COMMIT has ended in a rollback."""
        found = self._checked(self._libpq.exec_(sql))
        if sql == b"COMMIT" and found.command_status != b"COMMIT":
            raise psycopg.InternalError("The transaction had failed before its commit.")

    def execute(self, sql: str, values: Sequence[Any]) -> Result:
        """Run one statement with `$1` placeholders. Raise what psycopg raises."""
        cells = self._transformer.dump_sequence(values, [PyFormat.TEXT] * len(values))
        name = self._names.get(sql)
        if name is None and len(self._names) < self._most:
            name = f"{self._prefix}_{len(self._names)}".encode()
            self._checked(self._libpq.prepare(name, sql.encode()))
            self._names[sql] = name
        # None among the cells is NULL; psycopg's own hints forget it for the prepared
        known = (
            self._libpq.exec_params(sql.encode(), cells) if name is None else self._libpq.exec_prepared(name, cast(Any, cells))
        )
        return Result(self._checked(known), self._transformer)

    def is_idle(self) -> bool:
        """Tell whether no transaction is open."""
        return self._libpq.transaction_status == pq.TransactionStatus.IDLE

    def _checked(self, found: pq.abc.PGresult) -> pq.abc.PGresult:
        if found.status in _WELL:
            return found
        error = errors.error_from_result(found, self._raw.info.encoding)
        if self._libpq.status == pq.ConnStatus.BAD and not isinstance(error, psycopg.OperationalError):
            raise psycopg.OperationalError(str(error))
        raise error
