"""Searches topics, takeaways, action items and titles of meetings in some channels."""

from collections.abc import Sequence

from sqlalchemy import Integer, bindparam, select

from bot.action_items import store as promised
from bot.core.ids import ChannelId, MeetingId
from bot.features.lean_coffee.kinds import ASYNC, NAME
from bot.features.lean_coffee.rules.searching import Hit, Kind
from bot.features.lean_coffee.rules.stages import Column
from bot.features.lean_coffee.tables import TakeawayRow, TopicRow
from bot.meetings.store.past import channel_of, search_titles
from bot.store.base import in_workspace
from bot.store.searching import holds, patterns
from bot.store.unit import Read

MOST = 200
"""As many of each kind are found, the latest ones."""
_GONE = [Column.WITHDRAWN.value, Column.REMOVED.value, Column.MERGED.value, Column.HIDDEN.value]
_TOPICS = (
    select(TopicRow.title, TopicRow.context, TopicRow.proposed, TopicRow.channel, TopicRow.meeting)
    .where(
        TopicRow.workspace == in_workspace(),
        holds(TopicRow.folded),
        TopicRow.channel.in_(bindparam("channels", expanding=True)),
        TopicRow.standing.not_in(_GONE),
    )
    .order_by(TopicRow.proposed.desc(), TopicRow.id)
    .limit(bindparam("most", type_=Integer()))
)
_OF_MEETING = channel_of(TakeawayRow.meeting)
_TAKEAWAYS = (
    select(TakeawayRow.text, TakeawayRow.at, TakeawayRow.meeting, _OF_MEETING.label("channel"))
    .where(
        TakeawayRow.workspace == in_workspace(),
        holds(TakeawayRow.folded),
        _OF_MEETING.in_(bindparam("channels", expanding=True)),
    )
    .order_by(TakeawayRow.at.desc(), TakeawayRow.id)
    .limit(bindparam("most", type_=Integer()))
)


def search(read: Read, channels: Sequence[ChannelId], words: Sequence[str], most: int = MOST) -> list[Hit]:
    """Return what has all of these words (folded) in these channels, of each kind the latest at first, at most so many."""
    if not channels:
        return []
    asked = {"channels": [*channels], "most": most, **patterns(words)}
    return [
        *(
            Hit(Kind.TOPIC, row.title, row.context, row.proposed, ChannelId(row.channel), _meeting(row.meeting))
            for row in read.rows(_TOPICS, asked)
        ),
        *(
            Hit(Kind.TAKEAWAY, row.text, "", row.at, ChannelId(row.channel), MeetingId(row.meeting))
            for row in read.rows(_TAKEAWAYS, asked)
        ),
        *(
            Hit(Kind.ACTION, item.text, item.about.title, item.noted, item.channel, item.about.meeting_id)
            for item in promised.search(read, channels, words, most)
        ),
        *(
            Hit(Kind.MEETING, found.title, "", found.opened, found.channel, found.id)
            for ceremony in (NAME, ASYNC)
            for found in search_titles(read, ceremony, channels, words, most)
        ),
    ]


def _meeting(named: str | None) -> MeetingId | None:
    return None if named is None else MeetingId(named)
