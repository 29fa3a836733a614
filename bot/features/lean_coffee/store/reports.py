"""Who reported a topic, as marks that cannot be read back to people; gone when the meeting closes."""

from sqlalchemy import bindparam, delete, select, update

from bot.core.ids import MeetingId, PersonId
from bot.features.lean_coffee.rules.changes import Reporting, TopicHidden, TopicReported, TopicRestored
from bot.features.lean_coffee.rules.reports import Reports
from bot.features.lean_coffee.rules.stages import Column
from bot.features.lean_coffee.rules.topics import sealed
from bot.features.lean_coffee.rules.values import TopicId
from bot.features.lean_coffee.store.new import ENTRY, ITS_TOPICS, TOPIC
from bot.features.lean_coffee.tables import ReportRow, TopicRow
from bot.store.base import in_workspace
from bot.store.unit import Unit
from bot.store.upserts import upsert

_KEY = select(TopicRow.report_key).where(TopicRow.workspace == in_workspace(), TopicRow.id == bindparam("the_topic"))
_OF_TOPIC = (ReportRow.workspace == in_workspace(), ReportRow.topic == bindparam("the_topic"))
_REPORTS = select(ReportRow.mark, ReportRow.settled).where(*_OF_TOPIC)
_SETTLE = update(ReportRow).where(*_OF_TOPIC).values(settled=True)
_FORGET_ONE = delete(ReportRow).where(*_OF_TOPIC, ReportRow.mark == bindparam("by"))
_NEW = upsert(ReportRow, update=("settled",))
_FORGET = delete(ReportRow).where(ReportRow.workspace == in_workspace(), ReportRow.topic.in_(ITS_TOPICS))
_NO_KEYS = (
    update(TopicRow)
    .where(TopicRow.workspace == in_workspace(), TopicRow.id.in_(ITS_TOPICS), TopicRow.report_key.is_not(None))
    .values(report_key=None)
)
_ALL_REPORTED = (
    select(ReportRow.topic, TopicRow.report_key)
    .join(TopicRow, (TopicRow.workspace == ReportRow.workspace) & (TopicRow.id == ReportRow.topic))
    .where(ReportRow.workspace == in_workspace(), TopicRow.report_key.is_not(None))
    .distinct()
)


def reports_of(unit: Unit, topic: TopicId) -> Reports:
    """Return the reports of a topic whose meeting the caller has locked; a first one gets a key of the topic's own."""
    row = unit.row(_KEY, {"the_topic": topic})
    if row is None or row.report_key is None:
        return Reports(unit.fresh())
    marks = unit.rows(_REPORTS, {"the_topic": topic})
    counting = frozenset(found.mark for found in marks if not found.settled)
    return Reports(row.report_key, counting, frozenset(found.mark for found in marks if found.settled))


def record_report(unit: Unit, meeting: MeetingId, change: Reporting) -> None:
    """Write a report, or what came of it."""
    match change:
        case TopicReported():
            unit.run(TOPIC, {"the_topic": change.topic, "report_key": change.key})
            unit.run(_NEW, {"topic": change.topic, "mark": change.mark, "settled": False})
        case TopicHidden():
            _stands(unit, meeting, change.topic, Column.HIDDEN.value, Column.HIDDEN)
        case TopicRestored():
            _stands(unit, meeting, change.topic, "agenda", Column.TO_DISCUSS)
            unit.run(_SETTLE, {"the_topic": change.topic})


def wait_again(unit: Unit, topic: TopicId) -> None:
    """Let a topic that was still hidden when its meeting closed wait for the channel's next one."""
    unit.run(TOPIC, {"the_topic": topic, "standing": "waiting", "meeting": None})


def forget_reports(unit: Unit, meeting: MeetingId) -> None:
    """Forget all reports of a meeting's topics, and the keys that their marks were made with."""
    for gone in (_FORGET, _NO_KEYS):
        unit.run(gone, {"this": meeting})


def forget_reports_by(unit: Unit, person: PersonId) -> None:
    """Forget the reports of a person, as long as they can be told: while the meeting runs."""
    for row in unit.rows(_ALL_REPORTED, {}):
        unit.run(_FORGET_ONE, {"the_topic": row.topic, "by": sealed(row.report_key, person).mark})


def _stands(unit: Unit, meeting: MeetingId, topic: TopicId, standing: str, column: Column) -> None:
    unit.run(TOPIC, {"the_topic": topic, "standing": standing})
    unit.run(ENTRY, {"this": meeting, "the_topic": topic, "stands": column.value})
