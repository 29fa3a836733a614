"""The rows of every meeting that people hold, and of those that wait for their turn."""

from datetime import datetime

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, ChannelKey, Link, NamesPeople, OfWorkspace, PersonKey

ID = String(64)
SLACK = String(32)


class MeetingRow(OfWorkspace, Base):
    """A meeting and its course. `revision` locks it; `phase` counts its transitions; spans are microseconds.

    `ceremony` says whose meeting it is, which keeps what only it has in a table of its own under the same id.
    """

    __tablename__ = "meetings_meeting"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    ceremony: Mapped[str] = mapped_column(SLACK)
    channel: Mapped[str] = mapped_column(ChannelKey())
    title: Mapped[str] = mapped_column(Text)
    folded: Mapped[str | None] = mapped_column(Text)
    """The title as it is searched."""
    host: Mapped[str] = mapped_column(PersonKey())
    cohosts: Mapped[str | None] = mapped_column(NamesPeople)
    """JSON: who hosts beside the host, if anybody."""
    claimed_by: Mapped[str | None] = mapped_column(PersonKey())
    claimed_at: Mapped[datetime | None]
    zone: Mapped[str] = mapped_column(String(64))
    lane: Mapped[str] = mapped_column(ID)
    """Empty for the channel's own meeting, the meeting's id for one in a thread, a ceremony's own lane: of each one is open."""
    link: Mapped[str] = mapped_column(Link)
    series: Mapped[str | None] = mapped_column(ID)
    parent: Mapped[str | None] = mapped_column(ID)
    """The meeting that this is a table of, whose lock holds for both."""
    opened: Mapped[datetime]
    planned_end: Mapped[datetime]
    began: Mapped[datetime]
    due: Mapped[datetime | None]
    stage: Mapped[str] = mapped_column(String(16))
    phase: Mapped[int]
    revision: Mapped[int]
    regrouped: Mapped[datetime | None]
    steered_by: Mapped[str | None] = mapped_column(PersonKey())
    steered_what: Mapped[str | None] = mapped_column(String(16))
    steered_at: Mapped[datetime | None]
    outage_began: Mapped[datetime | None]
    outage_ended: Mapped[datetime | None]
    outage_given: Mapped[int | None]
    undo: Mapped[str | None] = mapped_column(NamesPeople)
    """JSON: what of its course can be taken back, and what was."""
    closed: Mapped[datetime | None]
    how: Mapped[str | None] = mapped_column(String(16))


class QueuedRow(OfWorkspace, Base):
    """A queued meeting: a meeting that was asked for while another one ran. `at`: since when it is in its state.

    `settings` is the text in which its ceremony writes them.
    """

    __tablename__ = "meetings_queued"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    ceremony: Mapped[str] = mapped_column(SLACK)
    channel: Mapped[str] = mapped_column(ChannelKey())
    host: Mapped[str] = mapped_column(PersonKey())
    title: Mapped[str] = mapped_column(Text)
    zone: Mapped[str] = mapped_column(String(64))
    settings: Mapped[str] = mapped_column(NamesPeople)
    link: Mapped[str] = mapped_column(Link)
    state: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]
    revision: Mapped[int]


_OPEN = text("closed IS NULL")
Index(
    "uq_meetings_meeting_open",
    MeetingRow.workspace,
    MeetingRow.channel,
    MeetingRow.lane,
    unique=True,
    sqlite_where=_OPEN,
    postgresql_where=_OPEN,
)
_OF_PARENT = text("parent IS NOT NULL")
Index(
    "ix_meetings_meeting_parent",
    MeetingRow.workspace,
    MeetingRow.parent,
    sqlite_where=_OF_PARENT,
    postgresql_where=_OF_PARENT,
)
_CLOSED = text("closed IS NOT NULL")
Index(
    "ix_meetings_meeting_closed",
    MeetingRow.workspace,
    MeetingRow.closed,
    MeetingRow.id,
    sqlite_where=_CLOSED,
    postgresql_where=_CLOSED,
)
Index("ix_meetings_meeting_past", MeetingRow.workspace, MeetingRow.ceremony, MeetingRow.channel, MeetingRow.opened)
Index("ix_meetings_queued_channel", QueuedRow.workspace, QueuedRow.channel, QueuedRow.state)
