"""Reads which Lean Coffees of a channel have left a record."""

from sqlalchemy import bindparam, select

from bot.core.ids import ChannelId
from bot.features.lean_coffee.kinds import NAME
from bot.features.lean_coffee.rules.stages import Column
from bot.features.lean_coffee.tables import AgendaRow
from bot.meetings.rules.values import RECORDED
from bot.meetings.store.past import Past, past_meetings
from bot.store.base import in_workspace
from bot.store.unit import Read

_TALKED = (
    select(AgendaRow.meeting)
    .where(
        AgendaRow.workspace == in_workspace(),
        AgendaRow.meeting.in_(bindparam("meetings", expanding=True)),
        AgendaRow.stands == Column.DISCUSSED.value,
    )
    .distinct()
)


def recorded_in(read: Read, channel: ChannelId, ceremony: str = NAME) -> tuple[Past, ...]:
    """Return the meetings of a channel, live or of another ceremony of Lean Coffee, that have a record, the last one first; of cancelled ones those that talked."""
    found = past_meetings(read, channel, ceremony)
    cut_short = [one.id for one in found if one.how not in RECORDED]
    talked = {row.meeting for row in read.rows(_TALKED, {"meetings": cut_short})} if cut_short else set()
    return tuple(one for one in found if one.how in RECORDED or one.id in talked)
