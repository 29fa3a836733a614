"""Tables of workspaces, people, channels, teams, their Sprints and days away."""

from datetime import datetime

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, ChannelKey, OfWorkspace, PersonKey, PrivateTo


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

    person: Mapped[str] = mapped_column(PrivateTo(), primary_key=True)
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


class TeamRow(OfWorkspace, Base):
    """What a channel's team has set for itself: JSON of what is not the default; the row is locked for whatever the team changes."""

    __tablename__ = "teams_team"

    channel: Mapped[str] = mapped_column(ChannelKey(), primary_key=True)
    settings: Mapped[str] = mapped_column(Text)
    revision: Mapped[int]


class AccountabilityRow(OfWorkspace, Base):
    """Who holds an accountability for a channel's team: one person each but for Developers and observers."""

    __tablename__ = "teams_accountability"

    channel: Mapped[str] = mapped_column(ChannelKey(), primary_key=True)
    accountability: Mapped[str] = mapped_column(String(32), primary_key=True)
    person: Mapped[str] = mapped_column(PrivateTo(), primary_key=True)


_HELD_BY_ONE = text("accountability <> 'developer' AND accountability <> 'observer'")
Index(
    "uq_teams_accountability_held_by_one",
    AccountabilityRow.workspace,
    AccountabilityRow.channel,
    AccountabilityRow.accountability,
    unique=True,
    sqlite_where=_HELD_BY_ONE,
    postgresql_where=_HELD_BY_ONE,
)


Index("ix_teams_accountability_person", AccountabilityRow.workspace, AccountabilityRow.person)


class MemberRow(OfWorkspace, Base):
    """A channel in which somebody is who looks at their App Home, as Slack said last; of others nothing is kept."""

    __tablename__ = "teams_member"

    person: Mapped[str] = mapped_column(PrivateTo(), primary_key=True)
    channel: Mapped[str] = mapped_column(ChannelKey(), primary_key=True)


Index("ix_teams_member_channel", MemberRow.workspace, MemberRow.channel)


class AwayRow(OfWorkspace, Base):
    """Days on which a person is away (ISO dates, both ends included), and who said so; never why.

    `channel`: the team that it holds for; empty for all. `by_status`: read from the person's status in Slack, and gone with it.
    """

    __tablename__ = "teams_away"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person: Mapped[str] = mapped_column(PrivateTo())
    channel: Mapped[str] = mapped_column(ChannelKey())
    first: Mapped[str] = mapped_column(String(10))
    last: Mapped[str] = mapped_column(String(10))
    set_by: Mapped[str] = mapped_column(PersonKey())
    by_status: Mapped[bool]


Index("ix_teams_away_person", AwayRow.workspace, AwayRow.person, AwayRow.last)


class SprintsRow(OfWorkspace, Base):
    """The Sprints of a channel's team, one calendar a channel; the row of the team is locked for whatever changes them.

    `stretches`, `events`, `series`: JSON; `zone` (IANA) is that of the events' hours. `set_by`: who owns the events as what comes
    again; `series`: the one that keeps the dates of each.
    """

    __tablename__ = "teams_sprints"

    channel: Mapped[str] = mapped_column(ChannelKey(), primary_key=True)
    zone: Mapped[str] = mapped_column(String(64))
    stretches: Mapped[str] = mapped_column(Text)
    events: Mapped[str] = mapped_column(Text)
    set_by: Mapped[str] = mapped_column(PersonKey())
    series: Mapped[str] = mapped_column(Text, default="")


class SprintGoalRow(OfWorkspace, Base):
    """The Sprint Goal of a Sprint by its number, who wrote it last, and what became of it; `outcome` is empty until that is said."""

    __tablename__ = "teams_sprint_goal"

    channel: Mapped[str] = mapped_column(ChannelKey(), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    goal: Mapped[str] = mapped_column(Text)
    written_by: Mapped[str] = mapped_column(PersonKey())
    outcome: Mapped[str] = mapped_column(String(16))
    told_by: Mapped[str] = mapped_column(PersonKey())


class OwnHolidaysRow(OfWorkspace, Base):
    """Whose public holidays a person has, where that is not their team's country, or region."""

    __tablename__ = "teams_own_holidays"

    person: Mapped[str] = mapped_column(PrivateTo(), primary_key=True)
    country: Mapped[str] = mapped_column(String(8))
    region: Mapped[str] = mapped_column(String(64))


class MutedRow(OfWorkspace, Base):
    """Somebody who wants no direct messages about coming dates."""

    __tablename__ = "teams_muted"

    person: Mapped[str] = mapped_column(PrivateTo(), primary_key=True)
