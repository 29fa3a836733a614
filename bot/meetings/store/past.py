"""Reads which meetings of a ceremony a channel has had."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, ScalarSelect, SQLColumnExpression, bindparam, or_, select

from bot.core.ids import ChannelId, MeetingId, SeriesId
from bot.meetings.rules.values import Closing
from bot.meetings.tables import MeetingRow
from bot.store.base import in_workspace
from bot.store.searching import holds, patterns
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
        MeetingRow.parent.is_(None),
        MeetingRow.how != Closing.QUIET.value,
    )
    .order_by(MeetingRow.opened.desc(), MeetingRow.id.desc())
    .limit(bindparam("most", type_=Integer()))
)

_SEARCH = (
    select(MeetingRow.id, MeetingRow.title, MeetingRow.opened, MeetingRow.channel)
    .where(
        MeetingRow.workspace == in_workspace(),
        MeetingRow.ceremony == bindparam("of_ceremony"),
        MeetingRow.parent.is_(None),
        holds(MeetingRow.folded),
        MeetingRow.channel.in_(bindparam("channels", expanding=True)),
        or_(MeetingRow.how.is_(None), MeetingRow.how != Closing.QUIET.value),
    )
    .order_by(MeetingRow.opened.desc(), MeetingRow.id)
    .limit(bindparam("most", type_=Integer()))
)


@dataclass(frozen=True)
class Found:
    """A meeting that a search has found by its title."""

    id: MeetingId
    title: str
    opened: datetime
    channel: ChannelId


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


def search_titles(read: Read, ceremony: str, channels: Sequence[ChannelId], words: Sequence[str], most: int) -> tuple[Found, ...]:
    """Return the meetings of a ceremony in these channels whose title has all of these words (folded), the latest first."""
    rows = (
        read.rows(_SEARCH, {"of_ceremony": ceremony, "channels": [*channels], "most": most, **patterns(words)})
        if channels
        else ()
    )
    return tuple(Found(MeetingId(row.id), row.title, row.opened, ChannelId(row.channel)) for row in rows)


def channel_of(meeting: SQLColumnExpression[str]) -> ScalarSelect[str]:
    """Return the SQL expression of a meeting's channel, for a statement about what belongs to it."""
    same = (MeetingRow.workspace == in_workspace(), MeetingRow.id == meeting)
    return select(MeetingRow.channel).where(*same).scalar_subquery()


def _past(row: Any) -> Past:
    series = None if row.series is None else SeriesId(row.series)
    return Past(MeetingId(row.id), row.title, row.opened, row.closed, Closing(row.how), series)
