"""Reminders, their occasions and what people answered."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, ChannelKey, OfWorkspace


class ReminderRow(OfWorkspace, Base):
    """A reminder; when it comes is in the schedule room under the same id.

    `offered`: the owner who has left, once others were asked to take it over.
    """

    __tablename__ = "refinement_reminder"

    reminder: Mapped[str] = mapped_column(String(64), primary_key=True)
    channel: Mapped[str] = mapped_column(ChannelKey())
    owner: Mapped[str] = mapped_column(String(32))
    title: Mapped[str]
    link: Mapped[str]
    created: Mapped[datetime]
    offered: Mapped[str | None] = mapped_column(String(32))
    revision: Mapped[int]


Index("ix_refinement_reminder_channel", ReminderRow.workspace, ReminderRow.channel)
Index("ix_refinement_reminder_owner", ReminderRow.workspace, ReminderRow.owner)


class OccasionRow(OfWorkspace, Base):
    """One refinement that a card was posted for; `wall` is naive ISO time of the reminder's zone and names it."""

    __tablename__ = "refinement_occasion"

    occasion: Mapped[str] = mapped_column(String(64), primary_key=True)
    reminder: Mapped[str] = mapped_column(String(64))
    wall: Mapped[str] = mapped_column(String(32))
    starts: Mapped[datetime]
    skipped: Mapped[bool]
    was_due: Mapped[datetime | None]
    revision: Mapped[int]

    __table_args__ = (
        UniqueConstraint("workspace", "reminder", "wall"),
        ForeignKeyConstraint(["workspace", "reminder"], ["refinement_reminder.workspace", "refinement_reminder.reminder"]),
    )


class ReplyRow(OfWorkspace, Base):
    """Who is late or cannot come."""

    __tablename__ = "refinement_reply"

    occasion: Mapped[str] = mapped_column(String(64), primary_key=True)
    person: Mapped[str] = mapped_column(String(32), primary_key=True)
    reply: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]

    __table_args__ = (
        ForeignKeyConstraint(["workspace", "occasion"], ["refinement_occasion.workspace", "refinement_occasion.occasion"]),
    )
