"""Sessions that people attended, what each was worth to whom, and open questions about a roster."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, ChannelKey, Link, OfWorkspace, PersonKey, PrivateTo


class SessionRow(OfWorkspace, Base):
    """What people attended, as it was closed."""

    __tablename__ = "seu_session"

    session: Mapped[str] = mapped_column(String(64), primary_key=True)
    title: Mapped[str]
    ceremony: Mapped[str]
    channel: Mapped[str] = mapped_column(ChannelKey())
    host: Mapped[str] = mapped_column(PersonKey())
    began: Mapped[datetime]
    ended: Mapped[datetime]
    zone: Mapped[str]
    rule: Mapped[str]
    minimum: Mapped[int]
    claim_link: Mapped[str] = mapped_column(Link)
    """Where the body gives the units by itself, as the host has pasted it; empty without."""


class AttendanceRow(OfWorkspace, Base):
    """What one session was worth to one person; the entry comes into being when the person keeps it."""

    __tablename__ = "seu_attendance"

    session: Mapped[str] = mapped_column(String(64), primary_key=True)
    person: Mapped[str] = mapped_column(PersonKey(), primary_key=True)
    present: Mapped[int]
    shared: Mapped[int]
    credited: Mapped[int]
    by_host: Mapped[bool]
    asked: Mapped[bool]
    """Shown by the one question, not by a confirmation of its own."""
    declined: Mapped[bool]

    __table_args__ = (ForeignKeyConstraint(["workspace", "session"], ["seu_session.workspace", "seu_session.session"]),)


Index("ix_seu_attendance_person", AttendanceRow.workspace, AttendanceRow.person)


class RosterRequestRow(OfWorkspace, Base):
    """An attendee's open request to the host to mend a roster: one a person and session."""

    __tablename__ = "seu_roster_request"

    session: Mapped[str] = mapped_column(String(64), primary_key=True)
    person: Mapped[str] = mapped_column(PrivateTo(), primary_key=True)
    minutes: Mapped[int]
    reason: Mapped[str]
    at: Mapped[datetime]
    returned: Mapped[datetime | None]
    """When it came back to the host, who had not answered."""
