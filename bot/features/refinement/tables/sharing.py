"""The rows of what stakeholders see, and of what they propose."""

from datetime import datetime

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.features.refinement.tables.columns import ID
from bot.store.base import Base, ChannelKey, OfWorkspace, PersonKey


class ShareRow(OfWorkspace, Base):
    """What stakeholders see of a channel's queue, goal and forecast, in a channel of theirs."""

    __tablename__ = "refinement_share"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    channel: Mapped[str] = mapped_column(ChannelKey())
    shown_in: Mapped[str] = mapped_column(ChannelKey())
    person: Mapped[str] = mapped_column(PersonKey())
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("workspace", "channel", "shown_in"),)


class ProposalRow(OfWorkspace, Base):
    """An item that somebody proposed, and what became of it."""

    __tablename__ = "refinement_proposal"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    channel: Mapped[str] = mapped_column(ChannelKey())
    title: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    person: Mapped[str] = mapped_column(PersonKey())
    decides: Mapped[str] = mapped_column(PersonKey())
    at: Mapped[datetime]
    verdict: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(Text)
    item: Mapped[str | None] = mapped_column(ID)
    number: Mapped[int]
    revision: Mapped[int]


Index("ix_refinement_proposal_decides", ProposalRow.workspace, ProposalRow.decides, ProposalRow.verdict)
