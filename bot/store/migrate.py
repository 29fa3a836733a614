"""Migrates the schema on either engine: one straight line of Alembic revisions."""

from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData

from bot.store.opening import read_url
from bot.store.revisions import FOLDER, connected, head, refuse_newer, revision_of
from bot.store.sqlite_file import Hold, path_of

_log = structlog.get_logger("store")


def migrate(url: str) -> None:
    """Bring a database to the newest revision, whole or not at all. Raise StoreHeld, StoreUnavailable or StoreUnusable.

    A SQLite file is held meanwhile, and made where there is none; on PostgreSQL a second replica waits and finds nothing to do.
    """
    place = read_url(url)
    hold = Hold(path_of(place)) if place.get_backend_name() == "sqlite" else None
    if hold is not None:
        hold.take()
    try:
        with connected(url) as connection:
            before = revision_of(connection)
            refuse_newer(before)
            bring_to(connection, "head")
        if before != head():
            _log.info("database migrated", was=before, now=head())
    finally:
        if hold is not None:
            hold.release()


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
