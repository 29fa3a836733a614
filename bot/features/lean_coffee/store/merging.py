"""Writes that one topic was made of two, and two of one."""

from sqlalchemy import bindparam, delete, update

from bot.core.ids import MeetingId
from bot.features.lean_coffee.rules.changes import Merging, TopicReworded, TopicsMerged, TopicTakenApart
from bot.features.lean_coffee.rules.stages import GONE, Column
from bot.features.lean_coffee.rules.values import Topic, TopicId
from bot.features.lean_coffee.store.new import ENTRY, OF_ENTRY, TOPIC, UNTOUCHED, add_topic, put_on_agenda, record_topic
from bot.features.lean_coffee.tables import AgendaRow, TakeawayRow
from bot.store.base import in_workspace
from bot.store.unit import Unit

_OFF = delete(AgendaRow).where(*OF_ENTRY)
_ABOUT = (
    update(TakeawayRow)
    .where(
        TakeawayRow.workspace == in_workspace(),
        TakeawayRow.meeting == bindparam("this"),
        TakeawayRow.topic == bindparam("the_topic"),
    )
    .values(topic=bindparam("merged"))
)


def record_merging(unit: Unit, meeting: MeetingId, change: Merging) -> None:
    """Write what was merged, or taken apart, on a locked meeting's agenda."""
    match change:
        case TopicsMerged():
            add_topic(unit, change.topic)
            for half in change.topic.halves:
                _merged(unit, meeting, half.id, change.topic.id)
        case TopicTakenApart():
            unit.run(ENTRY, {"this": meeting, "the_topic": change.topic, "stands": Column.REMOVED.value})
            unit.run(TOPIC, {"the_topic": change.topic, "standing": Column.REMOVED.value})
            for half in change.halves:
                _parted(unit, meeting, half)
        case TopicReworded():
            record_topic(unit, change)


def _merged(unit: Unit, meeting: MeetingId, half: TopicId, merged: TopicId) -> None:
    unit.run(ENTRY, {"this": meeting, "the_topic": half, "stands": Column.MERGED.value, **UNTOUCHED})
    unit.run(TOPIC, {"the_topic": half, "standing": Column.MERGED.value, "merged_into": merged})
    unit.run(_ABOUT, {"this": meeting, "the_topic": half, "merged": merged})


def _parted(unit: Unit, meeting: MeetingId, half: Topic) -> None:
    standing = half.column.value if half.column in GONE else "agenda"
    values = {"standing": standing, "merged_into": None, "meeting": meeting, "carried": half.carried}
    unit.run(TOPIC, {"the_topic": half.id, **values})
    unit.run(_OFF, {"this": meeting, "the_topic": half.id})  # the meeting that took the whole has none of its halves
    put_on_agenda(unit, meeting, half)
