"""The ledger's tables; the database itself refuses to change or delete an entry (see the migration)."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, ChannelKey, OfWorkspace


class LedgerRow(OfWorkspace, Base):
    """One person's ledger: the answer to the one question; the row that is locked before entries are written."""

    __tablename__ = "seu_ledger"

    person: Mapped[str] = mapped_column(String(32), primary_key=True)
    keeping: Mapped[str] = mapped_column(String(16))
    revision: Mapped[int]


class SessionRow(OfWorkspace, Base):
    """What people attended, as it was closed."""

    __tablename__ = "seu_session"

    session: Mapped[str] = mapped_column(String(64), primary_key=True)
    title: Mapped[str]
    ceremony: Mapped[str]
    channel: Mapped[str] = mapped_column(ChannelKey())
    host: Mapped[str] = mapped_column(String(32))
    began: Mapped[datetime]
    ended: Mapped[datetime]
    zone: Mapped[str]
    rule: Mapped[str]
    minimum: Mapped[int]


class AttendanceRow(OfWorkspace, Base):
    """What one session was worth to one person; the entry comes into being when the person keeps it."""

    __tablename__ = "seu_attendance"

    session: Mapped[str] = mapped_column(String(64), primary_key=True)
    person: Mapped[str] = mapped_column(String(32), primary_key=True)
    present: Mapped[int]
    shared: Mapped[int]
    credited: Mapped[int]
    by_host: Mapped[bool]
    asked: Mapped[bool]
    """Shown by the one question, not by a confirmation of its own."""
    declined: Mapped[bool]

    __table_args__ = (ForeignKeyConstraint(["workspace", "session"], ["seu_session.workspace", "seu_session.session"]),)


class EntryRow(OfWorkspace, Base):
    """One line of a ledger; append-only."""

    __tablename__ = "seu_entry"

    entry: Mapped[str] = mapped_column(String(64), primary_key=True)
    person: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(16))
    minutes: Mapped[int]
    day: Mapped[str] = mapped_column(String(10))
    category: Mapped[str] = mapped_column(String(32))
    description: Mapped[str]
    source: Mapped[str] = mapped_column(String(16))
    session: Mapped[str] = mapped_column(String(64))
    rule: Mapped[str]
    actor: Mapped[str] = mapped_column(String(32))
    reason: Mapped[str]
    reverses: Mapped[str | None] = mapped_column(String(64))
    overlap: Mapped[int]
    at: Mapped[datetime]
    key: Mapped[str]

    __table_args__ = (
        UniqueConstraint("workspace", "key"),
        UniqueConstraint("workspace", "reverses"),
    )


Index(
    "ix_seu_entry_person",
    EntryRow.workspace,
    EntryRow.person,
    EntryRow.session,
    EntryRow.at,
    EntryRow.key,
    EntryRow.day,
    EntryRow.entry,
    EntryRow.minutes,
)
"""All that is ever asked is asked of one person, whose entries lie all over the table: a balance and the order of a page need none of them."""
Index("ix_seu_attendance_person", AttendanceRow.workspace, AttendanceRow.person)


class RosterRequestRow(OfWorkspace, Base):
    """An attendee's open request to the host to mend a roster: one a person and session."""

    __tablename__ = "seu_roster_request"

    session: Mapped[str] = mapped_column(String(64), primary_key=True)
    person: Mapped[str] = mapped_column(String(32), primary_key=True)
    minutes: Mapped[int]
    reason: Mapped[str]
    at: Mapped[datetime]
