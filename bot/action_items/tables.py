"""The rows of action items and of their owners."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, ChannelKey, OfWorkspace, PersonKey

ID = String(64)
DAY = String(10)


class ActionItemRow(OfWorkspace, Base):
    """What somebody is to do. `about`, `title`, `meeting`, `meeting_id`, `host`: what it came from.

    `due`, `reminded` and `snoozed` are days of the owner's calendar.
    """

    __tablename__ = "action_items_item"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    channel: Mapped[str] = mapped_column(ChannelKey())
    text: Mapped[str] = mapped_column(Text)
    folded: Mapped[str | None] = mapped_column(Text)
    """The text as it is searched."""
    about: Mapped[str] = mapped_column(String(128))
    title: Mapped[str] = mapped_column(Text)
    meeting: Mapped[str] = mapped_column(Text)
    meeting_id: Mapped[str | None] = mapped_column(ID)
    host: Mapped[str | None] = mapped_column(PersonKey())
    noted_by: Mapped[str] = mapped_column(PersonKey())
    noted: Mapped[datetime]
    owner: Mapped[str] = mapped_column(PersonKey())
    turn: Mapped[int]
    accepted: Mapped[bool]
    due: Mapped[str | None] = mapped_column(DAY)
    state: Mapped[str] = mapped_column(String(16))
    ended: Mapped[datetime | None]
    reminded: Mapped[str | None] = mapped_column(DAY)
    snoozed: Mapped[str | None] = mapped_column(DAY)
    revision: Mapped[int]


class TurnRow(OfWorkspace, Base):
    """One of the owners that an action item has had: the first one is turn 0."""

    __tablename__ = "action_items_turn"

    item: Mapped[str] = mapped_column(ID, primary_key=True)
    turn: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(PersonKey())
    since: Mapped[datetime]
    given_by: Mapped[str] = mapped_column(PersonKey())

    __table_args__ = (ForeignKeyConstraint(["workspace", "item"], ["action_items_item.workspace", "action_items_item.id"]),)


class DigestRow(OfWorkspace, Base):
    """A channel that wants what is open there listed each week: its weekday (0 is Monday), and a wall time of a zone."""

    __tablename__ = "action_items_digest"

    channel: Mapped[str] = mapped_column(ChannelKey(), primary_key=True)
    weekday: Mapped[int]
    at: Mapped[str] = mapped_column(String(5))
    zone: Mapped[str] = mapped_column(String(64))
    set_by: Mapped[str] = mapped_column(PersonKey())
    revision: Mapped[int]


Index("ix_action_items_item_owner", ActionItemRow.workspace, ActionItemRow.owner, ActionItemRow.state)
Index("ix_action_items_item_noted_by", ActionItemRow.workspace, ActionItemRow.noted_by, ActionItemRow.state)
Index("ix_action_items_item_channel", ActionItemRow.workspace, ActionItemRow.channel, ActionItemRow.state)
Index("ix_action_items_item_meeting", ActionItemRow.workspace, ActionItemRow.meeting_id)
Index("ix_action_items_item_about", ActionItemRow.workspace, ActionItemRow.about)
