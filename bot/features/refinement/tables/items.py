"""The rows of the queue, its items and what was changed in them, and lists that wait to be imported."""

from datetime import datetime

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.features.refinement.tables.columns import DAY, ID
from bot.store.base import Base, ChannelKey, Link, OfWorkspace, PersonKey, PrivateTo


class QueueRow(OfWorkspace, Base):
    """A channel's queue: the row that is locked before its order changes, and the last number that an item got."""

    __tablename__ = "refinement_queue"

    channel: Mapped[str] = mapped_column(ChannelKey(), primary_key=True)
    last_number: Mapped[int]
    revision: Mapped[int]


class ItemRow(OfWorkspace, Base):
    """An item as it stands; `place` orders a channel's items, `moves` counts how often it was put elsewhere."""

    __tablename__ = "refinement_item"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    channel: Mapped[str] = mapped_column(ChannelKey())
    number: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(Text)
    size: Mapped[str] = mapped_column(String(20))
    link: Mapped[str] = mapped_column(Link)
    key: Mapped[str] = mapped_column(String(50))
    state: Mapped[str] = mapped_column(String(16))
    place: Mapped[int]
    moves: Mapped[int]
    author: Mapped[str] = mapped_column(PersonKey())
    created: Mapped[datetime]
    changed: Mapped[datetime]
    ready: Mapped[str | None] = mapped_column(DAY)
    started: Mapped[str | None] = mapped_column(DAY)
    done: Mapped[str | None] = mapped_column(DAY)
    parked: Mapped[str | None] = mapped_column(DAY)
    parent: Mapped[str | None] = mapped_column(ID)
    revision: Mapped[int]

    __table_args__ = (UniqueConstraint("workspace", "channel", "number"),)


Index("ix_refinement_item_order", ItemRow.workspace, ItemRow.channel, ItemRow.state, ItemRow.place, ItemRow.number, ItemRow.id)
"""A page of the queue, the whole order, and how many there are, past any history of what is done."""
Index("ix_refinement_item_done", ItemRow.workspace, ItemRow.channel, ItemRow.done)
Index("ix_refinement_item_author", ItemRow.workspace, ItemRow.author, ItemRow.state)


class CriterionRow(OfWorkspace, Base):
    """An acceptance criterion: a row of its own, so that two people who write at once both stay."""

    __tablename__ = "refinement_criterion"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    item: Mapped[str] = mapped_column(ID)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(PersonKey())
    at: Mapped[datetime]


Index("ix_refinement_criterion_item", CriterionRow.workspace, CriterionRow.item, CriterionRow.position)


class ChangeRow(OfWorkspace, Base):
    """What somebody changed in an item: a part of it as it was and as it became; only added to."""

    __tablename__ = "refinement_change"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    item: Mapped[str] = mapped_column(ID)
    at: Mapped[datetime]
    person: Mapped[str] = mapped_column(PersonKey())
    part: Mapped[str] = mapped_column(String(16))
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)


Index("ix_refinement_change_item", ChangeRow.workspace, ChangeRow.item, ChangeRow.at)


class ImportRow(OfWorkspace, Base):
    """A list or CSV that somebody was shown and has not imported yet; it waits a day. `body` is JSON."""

    __tablename__ = "refinement_import"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    person: Mapped[str] = mapped_column(PrivateTo())
    channel: Mapped[str] = mapped_column(ChannelKey())
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
