"""The rows of what comes again: series, their announced dates, what people answered."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, ChannelKey, Link, NamesPeople, OfWorkspace, PersonKey

ID = String(64)


class SeriesRow(OfWorkspace, Base):
    """What comes again, of a ceremony by its name. Its rule is kept by the schedule room under the same id.

    `ahead`, `reminded`: microseconds; not announced where that is negative, not reminded of where that is NULL. `own`: the ceremony's own fields, JSON. `offered`: the owner who has left, once others were asked to take it over.
    """

    __tablename__ = "series_series"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    ceremony: Mapped[str] = mapped_column(String(32))
    channel: Mapped[str] = mapped_column(ChannelKey())
    owner: Mapped[str] = mapped_column(PersonKey())
    title: Mapped[str] = mapped_column(Text)
    link: Mapped[str] = mapped_column(Link)
    ahead: Mapped[int]
    own: Mapped[str] = mapped_column(NamesPeople)
    created: Mapped[datetime]
    offered: Mapped[str | None] = mapped_column(PersonKey())
    reminded: Mapped[int | None]
    ended: Mapped[datetime | None]
    revision: Mapped[int]


class OccurrenceRow(OfWorkspace, Base):
    """One date of a series that was announced or has opened; `wall` (ISO, the rule's zone) is its name in the schedule room.

    `meeting`: what it became. `called_off`: why it does not take place; `called_off_by`: who did that, or took it back.
    `host`: whose turn it is, where people host in turn; `passed`: JSON, who is not to be this time.
    """

    __tablename__ = "series_occurrence"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    series: Mapped[str] = mapped_column(ID)
    wall: Mapped[str] = mapped_column(String(32))
    starts: Mapped[datetime]
    meeting: Mapped[str | None] = mapped_column(ID)
    called_off: Mapped[str | None] = mapped_column(String(16))
    called_off_by: Mapped[str | None] = mapped_column(PersonKey())
    was_due: Mapped[datetime | None]
    host: Mapped[str | None] = mapped_column(PersonKey())
    passed: Mapped[str | None] = mapped_column(NamesPeople)

    __table_args__ = (
        UniqueConstraint("workspace", "series", "wall"),
        ForeignKeyConstraint(["workspace", "series"], ["series_series.workspace", "series_series.id"]),
    )


class AnswerRow(OfWorkspace, Base):
    """Who is coming, late or absent; `at`: when they said so."""

    __tablename__ = "series_answer"

    occurrence: Mapped[str] = mapped_column(ID, primary_key=True)
    person: Mapped[str] = mapped_column(PersonKey(), primary_key=True)
    answer: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]

    __table_args__ = (ForeignKeyConstraint(["workspace", "occurrence"], ["series_occurrence.workspace", "series_occurrence.id"]),)


Index("ix_series_series_channel", SeriesRow.workspace, SeriesRow.channel)
Index("ix_series_series_owner", SeriesRow.workspace, SeriesRow.owner)
