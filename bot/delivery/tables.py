"""Tables of messages, stale copies, lanes, budgets, and blocks that Slack lacks."""

from datetime import datetime

from sqlalchemy import Index, String, Text, UniqueConstraint, and_, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from bot.store.base import Base, ChannelKey, OfWorkspace, SubjectKey

IS_FAILED = text("state = 'failed'")
"""As text, in the index and in who asks: neither engine sees a parameter of a statement when it chooses that index."""


class MessageRow(OfWorkspace, Base):
    """One message (or Home) that somebody wants; instants are the machine's.

    Revisions count up: `wanted` with each change, `bottom` names the one from which a fresh copy is due, `posted` the one
    that the standing copy was posted with, `shown` the last one that Slack has, `urgent` the last change of phase.
    """

    __tablename__ = "delivery_message"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    screen: Mapped[str] = mapped_column(String(80))
    subject: Mapped[str] = mapped_column(SubjectKey(200))
    place: Mapped[str] = mapped_column(String(8))
    place_id: Mapped[str] = mapped_column(ChannelKey())
    thread_screen: Mapped[str | None] = mapped_column(String(80))
    thread_subject: Mapped[str | None] = mapped_column(SubjectKey(200))
    broadcast: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(8), default="live")
    """live; hidden: wanted no more; gone: taken away in Slack, or perhaps posted and never again; failed: Slack will not have it."""
    made: Mapped[int]
    """The order in which posts were asked for."""
    wanted: Mapped[int] = mapped_column(default=1)
    bottom: Mapped[int] = mapped_column(default=1)
    urgent: Mapped[int] = mapped_column(default=0)
    posted: Mapped[int] = mapped_column(default=0)
    shown: Mapped[int] = mapped_column(default=0)
    channel: Mapped[str | None] = mapped_column(ChannelKey())
    ts: Mapped[str | None] = mapped_column(String(32))
    posting: Mapped[datetime | None]
    """When a post began whose outcome is not known yet."""
    due: Mapped[datetime | None]
    """When there is something to do, not before this; None when Slack agrees."""
    leased: Mapped[datetime | None]
    holder: Mapped[str | None] = mapped_column(String(32))
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(Text)
    touched: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("workspace", "screen", "subject", "place", "place_id"),
        Index("ix_delivery_message_due", "due"),
        Index("ix_delivery_message_workspace_made", "workspace", "made"),
        Index("ix_delivery_message_failed", "touched", sqlite_where=IS_FAILED, postgresql_where=IS_FAILED),
    )


def thread_of(message: type[MessageRow], head: type[MessageRow]) -> ColumnElement[bool]:
    """Return what a message and the head of its thread have in common."""
    return and_(
        head.workspace == message.workspace,
        head.screen == message.thread_screen,
        head.subject == message.thread_subject,
        head.place == message.place,
        head.place_id == message.place_id,
    )


class StaleCopyRow(OfWorkspace, Base):
    """A copy that stands in a channel and no longer counts: to be deleted, then forgotten."""

    __tablename__ = "delivery_ghost"

    channel: Mapped[str] = mapped_column(ChannelKey(), primary_key=True)
    ts: Mapped[str] = mapped_column(String(32), primary_key=True)
    due: Mapped[datetime] = mapped_column(index=True)
    leased: Mapped[datetime | None]
    holder: Mapped[str | None] = mapped_column(String(32))
    attempts: Mapped[int] = mapped_column(default=0)


class LaneRow(OfWorkspace, Base):
    """One channel's pace: from when it takes the next post, and the next redraw of counts.

    A person's lane also keeps the channel of the DM, so that it is opened once.
    """

    __tablename__ = "delivery_lane"

    place: Mapped[str] = mapped_column(String(8), primary_key=True)
    place_id: Mapped[str] = mapped_column(ChannelKey(), primary_key=True)
    post_free: Mapped[datetime | None]
    show_free: Mapped[datetime | None]
    channel: Mapped[str | None] = mapped_column(ChannelKey())


class BudgetRow(OfWorkspace, Base):
    """How often one method may be called in one workspace, shared by all replicas.

    The bucket of tokens is kept as the instant at which it will be full again; `held` is Slack's Retry-After.
    """

    __tablename__ = "delivery_budget"

    method: Mapped[str] = mapped_column(String(40), primary_key=True)
    full: Mapped[datetime | None]
    held: Mapped[datetime | None]


class LackedBlockRow(OfWorkspace, Base):
    """A type of block that Slack has refused in a workspace: not sent there before `until`."""

    __tablename__ = "delivery_lacked_block"

    block: Mapped[str] = mapped_column(String(40), primary_key=True)
    until: Mapped[datetime]
