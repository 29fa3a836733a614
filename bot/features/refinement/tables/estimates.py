"""The rows of estimates: rounds, who is asked, sealed votes."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.features.refinement.tables.columns import ID
from bot.store.base import Base, ChannelKey, OfWorkspace, PersonKey, PrivateTo


class EstimationRow(OfWorkspace, Base):
    """How large is this item? `revision` locks it; `number` is its present round; `lasts` is a span in microseconds.

    `session` is the refinement that asks, empty where a message in the channel does. `deck` is a list, a card a line.
    """

    __tablename__ = "refinement_estimation"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    channel: Mapped[str] = mapped_column(ChannelKey())
    item: Mapped[str] = mapped_column(ID)
    title: Mapped[str] = mapped_column(Text)
    host: Mapped[str] = mapped_column(PersonKey())
    zone: Mapped[str] = mapped_column(String(64))
    deck: Mapped[str] = mapped_column(Text)
    session: Mapped[str] = mapped_column(ID)
    lasts: Mapped[int | None]
    opened: Mapped[datetime]
    number: Mapped[int]
    size: Mapped[str | None] = mapped_column(Text)
    agreed_by: Mapped[str | None] = mapped_column(PersonKey())
    agreed: Mapped[datetime | None]
    ended: Mapped[datetime | None]
    revision: Mapped[int]


class RoundRow(OfWorkspace, Base):
    """One round of an estimate: when it opened, when it reveals itself, when it was revealed."""

    __tablename__ = "refinement_round"

    estimation: Mapped[str] = mapped_column(ID, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    opened: Mapped[datetime]
    due: Mapped[datetime | None]
    revealed: Mapped[datetime | None]
    held: Mapped[bool]


class AskedRow(OfWorkspace, Base):
    """Who is asked in a round, and whether they have answered: what everybody may see."""

    __tablename__ = "refinement_asked"

    estimation: Mapped[str] = mapped_column(ID, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person: Mapped[str] = mapped_column(PrivateTo(), primary_key=True)
    answered: Mapped[bool]


class VoteRow(OfWorkspace, Base):
    """What somebody said in a round. Sealed: read by `store/sealed.py` alone, one's own, or once the round is revealed."""

    __tablename__ = "refinement_vote"

    estimation: Mapped[str] = mapped_column(ID, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person: Mapped[str] = mapped_column(PersonKey(), primary_key=True)
    value: Mapped[str] = mapped_column(String(32))
    reason: Mapped[str] = mapped_column(Text)


Index("ix_refinement_asked_person", AskedRow.workspace, AskedRow.person, AskedRow.answered)
Index("ix_refinement_estimation_session", EstimationRow.workspace, EstimationRow.session)
