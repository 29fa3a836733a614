"""Entries, which the database itself keeps as they are, and the words they were written with."""

from datetime import datetime

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Link, OfWorkspace, PersonKey, PrivateTo


class LedgerRow(OfWorkspace, Base):
    """One person's ledger: who its holder is, the answer to the one question; the row that is locked before entries are written.

    Erasing a person deletes the row: who the holder of their entries was is written nowhere else.
    """

    __tablename__ = "seu_ledger"

    person: Mapped[str] = mapped_column(PrivateTo(), primary_key=True)
    holder: Mapped[str] = mapped_column(String(32))
    keeping: Mapped[str] = mapped_column(String(16))
    revision: Mapped[int]

    __table_args__ = (UniqueConstraint("workspace", "holder"),)


class EntryRow(OfWorkspace, Base):
    """One line of a ledger, append-only: minutes, a day, a kind and an opaque holder. No word of a person stands in it."""

    __tablename__ = "seu_entry"

    entry: Mapped[str] = mapped_column(String(64), primary_key=True)
    holder: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(16))
    minutes: Mapped[int]
    day: Mapped[str] = mapped_column(String(10))
    category: Mapped[str] = mapped_column(String(32))
    source: Mapped[str] = mapped_column(String(16))
    activity: Mapped[str] = mapped_column(String(64))
    """The session that was attended, or what was done alone: all entries of one activity name it."""
    rule: Mapped[str]
    reverses: Mapped[str | None] = mapped_column(String(64))
    overlap: Mapped[int]
    at: Mapped[datetime]
    key: Mapped[str]

    __table_args__ = (
        UniqueConstraint("workspace", "key"),
        UniqueConstraint("workspace", "reverses"),
    )


Index(
    "ix_seu_entry_holder",
    EntryRow.workspace,
    EntryRow.holder,
    EntryRow.activity,
    EntryRow.at,
    EntryRow.key,
    EntryRow.day,
    EntryRow.entry,
    EntryRow.minutes,
    EntryRow.category,
)
"""All that is ever asked is asked of one holder, whose entries lie all over the table: a balance and the order of a page need none of them."""


class EntryWordsRow(OfWorkspace, Base):
    """What people said with an entry; erasing a person empties it."""

    __tablename__ = "seu_entry_words"

    entry: Mapped[str] = mapped_column(String(64), primary_key=True)
    description: Mapped[str] = mapped_column(Text)
    link: Mapped[str] = mapped_column(Link)
    evidence: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(PersonKey())
