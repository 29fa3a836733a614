"""The rows of Product Goals, and of experiments."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.features.refinement.tables.columns import DAY, ID
from bot.store.base import Base, ChannelKey, OfWorkspace, PersonKey


class DirectionRow(OfWorkspace, Base):
    """Where the team of a channel is heading; the row that is locked before its Product Goal changes. `goal`: the one that stands."""

    __tablename__ = "refinement_direction"

    channel: Mapped[str] = mapped_column(ChannelKey(), primary_key=True)
    vision: Mapped[str] = mapped_column(Text)
    strategy: Mapped[str] = mapped_column(Text)
    goal: Mapped[str | None] = mapped_column(ID)
    revision: Mapped[int]


class GoalRow(OfWorkspace, Base):
    """A Product Goal, and what became of it: none is ever deleted."""

    __tablename__ = "refinement_goal"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    channel: Mapped[str] = mapped_column(ChannelKey())
    text: Mapped[str] = mapped_column(Text)
    set_by: Mapped[str] = mapped_column(PersonKey())
    since: Mapped[datetime]
    ended: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(16))


Index("ix_refinement_goal_channel", GoalRow.workspace, GoalRow.channel, GoalRow.since)


class ExperimentRow(OfWorkspace, Base):
    """What an item is to find out."""

    __tablename__ = "refinement_experiment"

    item: Mapped[str] = mapped_column(ID, primary_key=True)
    channel: Mapped[str] = mapped_column(ChannelKey())
    hypothesis: Mapped[str] = mapped_column(Text)
    measure: Mapped[str] = mapped_column(Text)
    day: Mapped[str] = mapped_column(DAY)
    result: Mapped[str] = mapped_column(Text)
    person: Mapped[str] = mapped_column(PersonKey())
    at: Mapped[datetime]


Index("ix_refinement_experiment_channel", ExperimentRow.workspace, ExperimentRow.channel, ExperimentRow.day)
