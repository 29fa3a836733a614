"""Statements that were issued, and who wants to be offered their file each quarter."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, OfWorkspace


class StatementRow(OfWorkspace, Base):
    """A statement that was issued, known by its digest; whom it names is said by the ledger of its holder alone."""

    __tablename__ = "seu_statement"

    statement: Mapped[str] = mapped_column(String(32), primary_key=True)
    holder: Mapped[str] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the file, in hexadecimal digits."""
    minutes: Mapped[int]
    activities: Mapped[int]
    first: Mapped[str] = mapped_column(String(10))
    """The earliest activity date."""
    last: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime]
