"""Reads which meetings of a ceremony a channel has had."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, bindparam, select

from bot.core.ids import ChannelId, MeetingId, SeriesId
from bot.meetings.rules.values import Closing
from bot.meetings.tables import MeetingRow
from bot.store.base import in_workspace
from bot.store.unit import Read

MOST = 500
"""As many of a channel's meetings are looked through at once, the latest ones."""
_PAST = (
    select(MeetingRow.id, MeetingRow.title, MeetingRow.opened, MeetingRow.closed, MeetingRow.how, MeetingRow.series)
    .where(
        MeetingRow.workspace == in_workspace(),
        MeetingRow.ceremony == bindparam("of_ceremony"),
        MeetingRow.channel == bindparam("of_channel"),
        MeetingRow.closed.is_not(None),
        MeetingRow.how != Closing.QUIET.value,
    )
    .order_by(MeetingRow.opened.desc(), MeetingRow.id.desc())
    .limit(bindparam("most", type_=Integer()))
)


@dataclass(frozen=True)
class Past:
    """A meeting that is over, and not because nobody came; instants are UTC."""

    id: MeetingId
    title: str
    opened: datetime
    closed: datetime
    how: Closing
    series: SeriesId | None


def past_meetings(read: Read, channel: ChannelId, ceremony: str, most: int = MOST) -> tuple[Past, ...]:
    """Return the meetings of a ceremony that a channel has had, the last one first, at most so many."""
    found = read.rows(_PAST, {"of_channel": channel, "of_ceremony": ceremony, "most": most})
    return tuple(map(_past, found))


def _past(row: Any) -> Past:
    series = None if row.series is None else SeriesId(row.series)
    return Past(MeetingId(row.id), row.title, row.opened, row.closed, Closing(row.how), series)
