"""The store's own tables: requests and what they gave, workspaces that are gone, the schema's needs."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, OfWorkspace


class StoreRequest(OfWorkspace, Base):
    """A request that was carried out, so that a second delivery stops; `at` is real time, for Slack's retries do not travel."""

    __tablename__ = "store_request"
    __table_args__ = (Index(None, "at"), {"sqlite_with_rowid": False})

    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class StoreGiven(OfWorkspace, Base):
    """What a request gave, by a hash of its key and nothing else; `at` is the day of it (midnight UTC, real time)."""

    __tablename__ = "store_given"
    __table_args__ = (Index(None, "at"), {"sqlite_with_rowid": False})

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    at: Mapped[datetime]


class StorePaused(OfWorkspace, Base):
    """A workspace whose work waits, and since when (real time): it has removed the app, or its token is no good any more."""

    __tablename__ = "store_paused"

    since: Mapped[datetime]


class GoneRow(OfWorkspace, Base):
    """A workspace that has removed the app, and since when (real time).

    `erasing`: its rows are being deleted, and when the last of them were; from then on nothing brings them back, and `seu_entry` lets them go.
    """

    __tablename__ = "store_gone"

    since: Mapped[datetime]
    erasing: Mapped[datetime | None]


class NeedsRow(Base):
    """The oldest revision whose code may go on with the schema as it stands: one row, written by each revision that is applied."""

    __tablename__ = "store_needs"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[str] = mapped_column(String(32))
