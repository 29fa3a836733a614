"""Migrates the schema on either engine: one straight line of Alembic revisions."""

import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData, text

from bot.store.diagnosis import is_locked
from bot.store.errors import StoreUnavailable
from bot.store.opening import read_url
from bot.store.revisions import FOLDER, connected, head, standing_of
from bot.store.side_by_side import living_replicas, next_step, told_of
from bot.store.sqlite_file import Hold, make_for_owner, path_of

_log = structlog.get_logger("store")
_BRIEFLY = text("SET LOCAL lock_timeout = '1s'")
"""Beside replicas that run: who waits for a table behind us waits no longer than that, then we try again."""
Wait = Callable[[float], object]
_SILENCE = 11
"""Seconds after which a replica that has not beaten is gone."""


def migrate(url: str, *, force: bool = False, wait: Wait = time.sleep, tries: int = 30) -> str:
    """Bring a database as far as the replicas that run allow, and say where it stands. Raise StoreHeld, StoreUnavailable or StoreUnusable.

    Where no replica runs, all revisions are one transaction, whole or not at all; beside replicas each is one of its own, and waits for
    no lock for long. What older ones could not go on with waits until they are gone, unless it is forced. A SQLite file is held
    meanwhile, and made where there is none; on PostgreSQL a second replica waits its turn and finds nothing to do.
    """
    place = read_url(url)
    hold = Hold(path_of(place)) if place.get_backend_name() == "sqlite" else None
    if hold is not None:
        hold.take()
        make_for_owner(path_of(place))
    try:
        return _until_done(url, force, wait, tries)
    finally:
        if hold is not None:
            hold.release()


def _until_done(url: str, force: bool, wait: Wait, tries: int) -> str:
    """Take step after step; wait for replicas that may have ended a moment ago, and for locks of those that run."""
    patience = _SILENCE
    while True:
        try:
            with connected(url) as connection:
                before, living = standing_of(connection), living_replicas(connection)
                step = next_step(before, [] if force else living)
                if step.to is not None:
                    if living:
                        connection.execute(_BRIEFLY)
                    bring_to(connection, step.to)
                    _log.info("database migrated", was=before.revision, now=step.to)
        except StoreUnavailable as busy:
            if not tries or not is_locked(busy):
                raise
            tries -= 1
            wait(1)
            continue
        if step.to is None and step.waits and patience:
            patience -= 1
            wait(1)
        elif step.to is None:
            return told_of(before, step, living)


def bring_to(connection: Connection, revision: str) -> None:
    """Bring the database that is connected to up to a revision, `head` for the newest, in the connection's own transaction."""
    command.upgrade(_config(connection), revision)


def drift(url: str, schema: MetaData) -> list[str]:
    """Say in which ways a database differs from the tables as the code declares them."""
    with connected(url, changes=False) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return [str(difference) for difference in compare_metadata(context, schema)]


def draft(message: str, schema: MetaData) -> Path:
    """Write the next revision from what the tables have and the revisions have not; read it before it is committed."""
    number = f"{int(head()) + 1:04}"
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/draft.db"
        migrate(url)
        with connected(url) as connection:
            config = _config(connection)
            config.attributes["schema"] = schema
            command.revision(config, message, autogenerate=True, rev_id=number)
    return next((FOLDER / "versions").glob(f"{number}_*.py"))


def _config(connection: Connection | None = None) -> Config:
    config = Config(stdout=StringIO())
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config
