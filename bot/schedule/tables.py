"""Tables of schedules, lead alarms, alarms, heartbeats, outages and drafts."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, NamesChannelsAndPeople, OfWorkspace, PrivateTo, SubjectKey


class RuleRow(OfWorkspace, Base):
    """A recurrence; wall times are ISO text, for they have no instant before they are placed in their zone.

    `calendar` is the team's as JSON, where the rule does something on holidays; `anchor` what its days are counted from.
    """

    __tablename__ = "schedule_rule"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    rule: Mapped[str] = mapped_column(Text)
    start: Mapped[str] = mapped_column(String(32))
    zone: Mapped[str] = mapped_column(String(64))
    skipped: Mapped[str] = mapped_column(Text, default="")
    added: Mapped[str] = mapped_column(Text, default="")
    duration: Mapped[int | None]
    quiet_until: Mapped[str | None] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(8), default="running")
    on_holiday: Mapped[str] = mapped_column(String(8), default="keep")
    calendar: Mapped[str] = mapped_column(Text, default="")
    anchor: Mapped[str] = mapped_column(String(32), default="")


class LeadAlarmRow(OfWorkspace, Base):
    """Whom a rule calls, how many microseconds ahead of each occurrence, and the wall time of the last one it called for."""

    __tablename__ = "schedule_call"
    __table_args__ = (ForeignKeyConstraint(["workspace", "rule"], ["schedule_rule.workspace", "schedule_rule.id"]),)

    rule: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(64), primary_key=True)
    ahead: Mapped[int]
    called: Mapped[str] = mapped_column(String(32), default="")


class AlarmRow(OfWorkspace, Base):
    """One deadline of one subject; `not_before` (real time) holds back one that failed, `wall` names the occurrence it is about."""

    __tablename__ = "schedule_alarm"
    __table_args__ = (Index(None, "due"), Index(None, "not_before"))

    kind: Mapped[str] = mapped_column(String(64), primary_key=True)
    subject: Mapped[str] = mapped_column(SubjectKey(128), primary_key=True)
    due: Mapped[datetime]
    wall: Mapped[str] = mapped_column(String(32), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]


class HeartbeatRow(Base):
    """When a replica was last known to be alive, in real time, and which version it runs: None for one of before 0057."""

    __tablename__ = "schedule_heartbeat"

    replica: Mapped[str] = mapped_column(String(64), primary_key=True)
    beat: Mapped[datetime] = mapped_column(index=True)
    revision: Mapped[str | None] = mapped_column(String(32))
    version: Mapped[str | None] = mapped_column(String(32))


class OutageRow(Base):
    """A time in which no replica was alive, kept until every workspace has been told."""

    __tablename__ = "schedule_outage"

    began: Mapped[datetime] = mapped_column(primary_key=True)
    ended: Mapped[datetime]
    told: Mapped[bool] = mapped_column(default=False)


MICROSECOND = timedelta(microseconds=1)


class DraftRow(OfWorkspace, Base):
    """A plan that somebody was shown and has not saved yet; it waits 24 h. `body` is JSON."""

    __tablename__ = "schedule_draft"

    draft: Mapped[str] = mapped_column(String(64), primary_key=True)
    person: Mapped[str] = mapped_column(PrivateTo())
    purpose: Mapped[str] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(NamesChannelsAndPeople)
    at: Mapped[datetime]


Index("ix_schedule_draft_at", DraftRow.at)
