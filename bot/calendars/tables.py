"""The rows of calendars: a person's secret link, and the channels that they follow."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, ChannelKey, OfWorkspace, PrivateTo


class FeedRow(OfWorkspace, Base):
    """A person's feed; whoever knows `secret` may read it."""

    __tablename__ = "calendars_feed"

    person: Mapped[str] = mapped_column(PrivateTo(), primary_key=True)
    secret: Mapped[str] = mapped_column(String(64))
    made: Mapped[datetime]

    __table_args__ = (UniqueConstraint("secret"),)


class FollowedRow(OfWorkspace, Base):
    """A channel whose dates are in a person's feed."""

    __tablename__ = "calendars_followed"

    person: Mapped[str] = mapped_column(PrivateTo(), primary_key=True)
    channel: Mapped[str] = mapped_column(ChannelKey(), primary_key=True)
