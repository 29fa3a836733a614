"""The rows of what a Product Owner was told."""

from datetime import datetime

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.features.refinement.tables.columns import DAY, ID
from bot.store.base import Base, ChannelKey, OfWorkspace, PrivateTo


class NudgeRow(OfWorkspace, Base):
    """What a Product Owner was told of a channel's queue, as it stood then, JSON. `sprint`: its first day, empty where none was meant."""

    __tablename__ = "refinement_nudge"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    channel: Mapped[str] = mapped_column(ChannelKey())
    sprint: Mapped[str] = mapped_column(DAY)
    person: Mapped[str] = mapped_column(PrivateTo())
    day: Mapped[str] = mapped_column(DAY)
    at: Mapped[datetime]
    body: Mapped[str] = mapped_column(Text)


Index("ix_refinement_nudge_sprint", NudgeRow.workspace, NudgeRow.channel, NudgeRow.sprint)


class AgedRow(OfWorkspace, Base):
    """An item that was named for its age since it was started on that day: once."""

    __tablename__ = "refinement_aged"

    item: Mapped[str] = mapped_column(ID, primary_key=True)
    started: Mapped[str] = mapped_column(DAY, primary_key=True)
    at: Mapped[datetime]
