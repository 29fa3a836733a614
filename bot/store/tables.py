"""The store's own table: which requests were carried out."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, OfWorkspace


class StoreRequest(OfWorkspace, Base):
    """A request that was carried out, so that a second delivery stops; `at` is real time, for Slack's retries do not travel."""

    __tablename__ = "store_request"
    __table_args__ = (Index(None, "at"), {"sqlite_with_rowid": False})

    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
