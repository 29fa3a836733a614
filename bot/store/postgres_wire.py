"""One thread's connection to PostgreSQL: opened when it is needed, dropped when it breaks."""

from typing import Any

import psycopg
from psycopg import errors
from sqlalchemy import URL, Dialect, Engine, NullPool, PoolProxiedConnection, create_engine, event
from sqlalchemy.exc import DBAPIError

from bot.core.trace import kind_of
from bot.store.diagnosis import why_not
from bot.store.errors import ConstraintViolation, StoreUnavailable, UniqueViolation
from bot.store.libpq import Line
from bot.store.pooling import Sharing
from bot.store.transaction import Execute

_PATIENCE: dict[str, Any] = {
    "connect_timeout": 3,
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "application_name": "cortado",
    "prepare_threshold": None,  # psycopg's own names begin at _pg3_0 in each connection, and collide in one that is shared
    # a lock or a statement that takes this long will not end well; a transaction that its process forgot lets others go on
    "options": "-c lock_timeout=5s -c statement_timeout=20s -c idle_in_transaction_session_timeout=30s",
}
_SAID_PATIENCE = (
    b"; SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '20s'; SET LOCAL idle_in_transaction_session_timeout = '30s'"
)
"""What a pool does not pass on from the start of a connection is said in each transaction."""
_REFUSED = "unsupported startup parameter"
"""PgBouncer's words for `options`, which it would have to keep for each client."""
_LOST = ("08", "57P")
"""Classes of SQLSTATE of a connection that is gone: failure, shutdown."""
_ALONE = ("55P03", "57014")
"""Given up while it waited for a lock, or after the longest time that a statement may take."""


def engine_of(url: URL) -> Engine:
    """Return an engine that makes a new connection whenever it is asked; what the URL itself says of a setting stands."""
    patience = {name: value for name, value in _PATIENCE.items() if name not in url.query}
    engine = create_engine(url.set(drivername="postgresql+psycopg"), poolclass=NullPool, connect_args=patience)
    if "options" in patience:
        event.listen(engine, "do_connect", _connect_without_options_where_it_must)
    return engine


def _connect_without_options_where_it_must(dialect: Dialect, _: Any, given: tuple[Any, ...], named: dict[str, Any]) -> Any:
    """Connect; a pool that refuses `options` gets none: what stands in them is said in each transaction then."""
    try:
        return dialect.connect(*given, **named)
    except psycopg.OperationalError as error:
        if _REFUSED not in str(error):
            raise
    return dialect.connect(*given, **{name: value for name, value in named.items() if name != "options"})


def dialect_of(url: URL) -> Dialect:
    """Return the dialect that statements are compiled for: with `$1` placeholders, as libpq wants them."""
    return create_engine(url.set(drivername="postgresql+psycopg"), paramstyle="numeric_dollar").dialect


class Wire:
    """A connection that heals: after a loss the next transaction opens a new one."""

    def __init__(self, engine: Engine, sharing: Sharing | None = None) -> None:
        self._engine = engine
        self._sharing = sharing or Sharing()
        self._held: PoolProxiedConnection | None = None
        self._line: Line | None = None
        self._says_patience = False

    def begin(self, sql: bytes) -> Execute:
        """Begin a transaction and return what runs statements in it. Raise StoreUnavailable where no connection can be had."""
        line = self._line or self._connect()
        line.say(sql + _SAID_PATIENCE if self._says_patience else sql)
        return line.execute

    def commit(self) -> None:
        """Commit what was begun."""
        if self._line is not None:
            self._line.say(b"COMMIT")

    def give_up(self) -> None:
        """Roll back what was begun; a connection that cannot even do that is dropped."""
        if self._line is None:
            return
        try:
            if not self._line.is_idle():
                self._line.say(b"ROLLBACK")
        except psycopg.Error:
            self.close()

    def answers(self, *, writes: bool) -> bool:
        """Tell whether the database is there, and takes what it should; one that does not is connected to anew the next time."""
        try:
            shown = self.begin(b"BEGIN")("SHOW transaction_read_only", ()).fetchall()
            self.commit()
        except (psycopg.Error, StoreUnavailable):
            self.close()
            return False
        if writes and shown[0][0] == "on":
            self.close()
            return False
        return True

    def close_after_trying(self) -> None:
        """Reach the database once, and learn whether a pool stands in between. Raise StoreUnavailable."""
        try:
            self._sharing.look(self._engine)
        except (psycopg.Error, DBAPIError) as error:
            raise why_not(error) from error

    def note_shared(self) -> None:
        """Take note that a pool lends this connection to others as well; the next one prepares nothing."""
        self._sharing.note()
        self.close()

    def close(self) -> None:
        """Close the connection; the next transaction opens another."""
        held, self._held, self._line = self._held, None, None
        if held is not None:
            held.invalidate()

    def _connect(self) -> Line:
        try:
            self._held = self._engine.raw_connection()
        except (psycopg.Error, DBAPIError) as error:
            raise why_not(error) from error
        raw: Any = self._held.driver_connection
        self._says_patience = self._sharing.found or self._sharing.drops_settings or "options" not in raw.info.get_parameters()
        raw.autocommit = True  # BEGIN and COMMIT are said in full, so that none begins unasked
        self._line = Line(raw, prepares=not self._sharing.found)
        return self._line


def is_lost(error: BaseException) -> bool:
    """Tell whether the connection, not the statement, was at fault."""
    if not isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return False
    return error.sqlstate is None or error.sqlstate.startswith(_LOST)


def is_read_only(error: BaseException) -> bool:
    """Tell whether the server takes no writes: after a failover it is a replica, and the primary stands behind a new connection."""
    return isinstance(error, errors.ReadOnlySqlTransaction)


def is_alone(error: BaseException) -> bool:
    """Tell whether one action waited too long for a lock or an answer, and the database is as well as before."""
    return getattr(error.__cause__, "sqlstate", None) in _ALONE


def is_mixed_up(error: BaseException) -> bool:
    """Tell whether a statement that this connection has prepared is not there, or another's is: a pool shares what it lends."""
    return isinstance(error, errors.InvalidSqlStatementName | errors.DuplicatePreparedStatement)


def is_worth_another_try(error: BaseException) -> bool:
    """Tell whether PostgreSQL has undone a transaction for another's sake."""
    return isinstance(error, errors.DeadlockDetected | errors.SerializationFailure)


def read_fault(error: BaseException, *, undone: bool) -> BaseException:
    """Say what PostgreSQL's error means to a caller; what is not PostgreSQL's, and what is a fault of ours, comes back as it is."""
    found: Exception
    match error:
        case errors.UniqueViolation():
            found = UniqueViolation(error.diag.constraint_name or "")
        case psycopg.IntegrityError() | errors.RaiseException():
            found = ConstraintViolation(error.diag.message_primary or str(error))
        case errors.ReadOnlySqlTransaction():
            found = StoreUnavailable(
                "The database only reads now (25006), as after a failover. Nothing was changed. Try again in a moment."
            )
        case psycopg.OperationalError() | psycopg.InterfaceError():
            doubt = "" if undone else " Nobody knows whether it was saved."
            found = StoreUnavailable(
                f"The database cannot be used now ({kind_of(error)}).{doubt} Try again in a moment.", undone=undone
            )
        case _:
            return error
    found.__cause__ = error
    return found
