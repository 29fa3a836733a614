"""Tables of workspaces, people, channels and accountabilities."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, ChannelKey, OfWorkspace


class WorkspaceRow(OfWorkspace, Base):
    """A Slack workspace that the bot serves."""

    __tablename__ = "teams_workspace"

    name: Mapped[str]
    domain: Mapped[str]
    bot_user: Mapped[str]


class PersonRow(OfWorkspace, Base):
    """A person as Slack told it last; `refreshed` is the day (midnight UTC, real time) and no more, so that it tells of no act.

    `name` is empty where Slack knows nobody of this id and no request has said a name.
    """

    __tablename__ = "teams_person"

    person: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str]
    zone: Mapped[str]
    locale: Mapped[str]
    is_admin: Mapped[bool]
    real_name: Mapped[str]
    handle: Mapped[str]
    is_guest: Mapped[bool]
    refreshed: Mapped[datetime]


class ChannelRow(OfWorkspace, Base):
    """A channel as Slack told it last; `refreshed` is real time. `became`: the id that Slack has given it since."""

    __tablename__ = "teams_channel"

    channel: Mapped[str] = mapped_column(ChannelKey(), primary_key=True)
    name: Mapped[str]
    is_private: Mapped[bool]
    became: Mapped[str | None] = mapped_column(ChannelKey())
    refreshed: Mapped[datetime]


class AccountabilityRow(OfWorkspace, Base):
    """Who holds an accountability for a channel's team: who is its Product Owner."""

    __tablename__ = "teams_accountability"

    channel: Mapped[str] = mapped_column(ChannelKey(), primary_key=True)
    accountability: Mapped[str] = mapped_column(String(32), primary_key=True)
    person: Mapped[str] = mapped_column(String(32))
