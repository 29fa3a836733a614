"""Raw presence: who was in which session from when to when."""

from datetime import datetime

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, OfWorkspace, PersonKey


class SegmentRow(OfWorkspace, Base):
    """One stretch of presence; `until` is empty while it lasts; at most one open segment a person and session."""

    __tablename__ = "presence_segment"

    segment: Mapped[str] = mapped_column(String(64), primary_key=True)
    session: Mapped[str] = mapped_column(String(64))
    person: Mapped[str] = mapped_column(PersonKey())
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    source: Mapped[str]


class CorrectionRow(OfWorkspace, Base):
    """What the host says of a person's minutes instead; the segments stay as they were."""

    __tablename__ = "presence_correction"

    session: Mapped[str] = mapped_column(String(64), primary_key=True)
    person: Mapped[str] = mapped_column(PersonKey(), primary_key=True)
    minutes: Mapped[int]
    corrected_by: Mapped[str] = mapped_column(PersonKey())
    reason: Mapped[str]
    at: Mapped[datetime]


class GuestRow(OfWorkspace, Base):
    """Who was on the call and is not in Slack: a name and minutes by the host's word, and nobody's id. `known_by`: the name, by which one is found."""

    __tablename__ = "presence_guest"

    session: Mapped[str] = mapped_column(String(64), primary_key=True)
    known_by: Mapped[str] = mapped_column(String(100), primary_key=True)
    name: Mapped[str]
    minutes: Mapped[int]
    stated_by: Mapped[str] = mapped_column(PersonKey())
    reason: Mapped[str]
    at: Mapped[datetime]


Index("ix_presence_segment_session", SegmentRow.workspace, SegmentRow.session, SegmentRow.person)
Index(
    "uq_presence_segment_open",
    SegmentRow.workspace,
    SegmentRow.session,
    SegmentRow.person,
    unique=True,
    sqlite_where=text("until IS NULL"),
    postgresql_where=text("until IS NULL"),
)
