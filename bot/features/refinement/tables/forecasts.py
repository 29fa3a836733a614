"""The rows of forecasts."""

from datetime import datetime

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.features.refinement.tables.columns import ID
from bot.store.base import Base, ChannelKey, OfWorkspace, PersonKey


class ForecastRow(OfWorkspace, Base):
    """A forecast as it was found: the question, what it was drawn from, and the answers, JSON."""

    __tablename__ = "refinement_forecast"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    channel: Mapped[str] = mapped_column(ChannelKey())
    person: Mapped[str] = mapped_column(PersonKey())
    at: Mapped[datetime]
    body: Mapped[str] = mapped_column(Text)


Index("ix_refinement_forecast_person", ForecastRow.workspace, ForecastRow.person, ForecastRow.at)
