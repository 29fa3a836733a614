"""Files that people bring into their ledgers, part by part."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, OfWorkspace, PrivateTo


class LedgerImportRow(OfWorkspace, Base):
    """A file that a person was shown, and how far it is imported; one that waits for their word does so for a day."""

    __tablename__ = "seu_ledger_import"

    named: Mapped[str] = mapped_column(String(32), primary_key=True)
    person: Mapped[str] = mapped_column(PrivateTo())
    entries: Mapped[int]
    """How many the parts hold that are imported in any case."""
    alike: Mapped[int]
    """How many the others hold, which look like something that is there."""
    parts: Mapped[int]
    alike_parts: Mapped[int]
    next: Mapped[int]
    """The part that is next, from 0."""
    added: Mapped[int]
    done: Mapped[int]
    """Entries of parts that are done, added or there already."""
    with_alike: Mapped[bool]
    begun: Mapped[bool]
    at: Mapped[datetime]


class LedgerImportPartRow(OfWorkspace, Base):
    """A part of a file, as JSON: so many entries as one transaction writes without holding up others."""

    __tablename__ = "seu_ledger_import_part"

    named: Mapped[str] = mapped_column(String(32), primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(PrivateTo())
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
