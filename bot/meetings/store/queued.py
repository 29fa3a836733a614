"""Queued meetings, read back and written."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from bot.core.ids import ChannelId, PersonId
from bot.meetings import rows
from bot.meetings.ceremony import Ceremony
from bot.meetings.rules.refusals import QueuedMeetingGone
from bot.meetings.rules.second_start import QueuedMeeting, QueuedMeetingId, QueuedMeetingState
from bot.meetings.rules.values import NewMeeting
from bot.meetings.tables import QueuedRow
from bot.store.base import Instant, in_workspace
from bot.store.unit import Read, Unit

_IS = (QueuedRow.workspace == in_workspace(), QueuedRow.id == bindparam("this"))
_THEIRS = QueuedRow.ceremony == bindparam("of_ceremony")
_ONE = select(QueuedRow).where(*_IS, _THEIRS)
_LOCK = update(QueuedRow).where(*_IS, _THEIRS).values(revision=QueuedRow.revision + 1).returning(*QueuedRow.__table__.c)
_BECOME = update(QueuedRow).where(*_IS)
_NEW = insert(QueuedRow)
_NEXT = (
    select(QueuedRow.id, QueuedRow.ceremony, QueuedRow.title)
    .where(
        QueuedRow.workspace == in_workspace(),
        QueuedRow.channel == bindparam("of_channel"),
        QueuedRow.state == QueuedMeetingState.QUEUED.value,
    )
    .order_by(QueuedRow.at, QueuedRow.id)
    .limit(1)
)
_QUEUED_BY = (
    select(QueuedRow)
    .where(
        QueuedRow.workspace == in_workspace(),
        _THEIRS,
        QueuedRow.host == bindparam("of_host"),
        QueuedRow.state == QueuedMeetingState.QUEUED.value,
    )
    .order_by(QueuedRow.at, QueuedRow.id)
)
_FORGET = delete(QueuedRow).where(
    QueuedRow.workspace == in_workspace(),
    QueuedRow.channel == bindparam("of_channel"),
    QueuedRow.state != QueuedMeetingState.QUEUED.value,
    QueuedRow.at < bindparam("before", type_=Instant()),
)


@dataclass(frozen=True)
class Waiting:
    """A meeting whose turn comes next, as other ceremonies see it."""

    id: QueuedMeetingId
    ceremony: str
    title: str


def add_queued_meeting(unit: Unit, ceremony: Ceremony[Any], later: QueuedMeeting) -> None:
    """Write a meeting that is offered."""
    new = later.new
    row = {"id": later.id, "ceremony": ceremony.name, "channel": new.channel, "host": new.host, "title": new.title}
    kept = {"zone": new.zone, "link": new.link, "settings": rows.settings(new.settings)}
    unit.run(_NEW, {**row, **kept, "state": later.state.value, "at": later.at, "revision": 1})


def queued_meeting(read: Read, ceremony: Ceremony[Any], later: QueuedMeetingId) -> QueuedMeeting | None:
    """Return a queued meeting of a ceremony; None where this workspace has none of this id."""
    row = read.row(_ONE, {"this": later, "of_ceremony": ceremony.name})
    return None if row is None else _second(ceremony, row)


def lock_queued_meeting(unit: Unit, ceremony: Ceremony[Any], later: QueuedMeetingId) -> QueuedMeeting:
    """Lock a queued meeting, then read it. Raise QueuedMeetingGone."""
    row = unit.row(_LOCK, {"this": later, "of_ceremony": ceremony.name})
    if row is None:
        raise QueuedMeetingGone
    return _second(ceremony, row)


def mark_queued_meeting(unit: Unit, later: QueuedMeeting) -> None:
    """Write what has become of a queued meeting."""
    unit.run(_BECOME, {"this": later.id, "state": later.state.value, "at": later.at})


def next_in_queue(read: Read, channel: ChannelId) -> Waiting | None:
    """Return the meeting that has waited longest in a channel, of whatever ceremony."""
    row = read.row(_NEXT, {"of_channel": channel})
    return None if row is None else Waiting(QueuedMeetingId(row.id), row.ceremony, row.title)


def queued_by(read: Read, ceremony: Ceremony[Any], host: PersonId) -> tuple[QueuedMeeting, ...]:
    """Return the queued meetings of a person that wait for their turn, the longest first."""
    found = read.rows(_QUEUED_BY, {"of_host": host, "of_ceremony": ceremony.name})
    return tuple(_second(ceremony, row) for row in found)


def forget_queued_meetings(unit: Unit, channel: ChannelId, before: datetime) -> None:
    """Delete a channel's meetings that have stood since before an instant and wait for nothing."""
    unit.run(_FORGET, {"of_channel": channel, "before": before})


def _second(ceremony: Ceremony[Any], row: Any) -> QueuedMeeting:
    settings = ceremony.read_settings(row.settings)
    wanted = NewMeeting(ChannelId(row.channel), row.title, PersonId(row.host), row.zone, settings, row.link)
    return QueuedMeeting(QueuedMeetingId(row.id), wanted, row.at, QueuedMeetingState(row.state))
