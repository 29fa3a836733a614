"""Writing what is new: a meeting with its agenda, a topic; and what happens to a topic's words."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from bot.core.ids import MeetingId, PersonId
from bot.core.texts import folded
from bot.features.lean_coffee.rules.changes import TopicEdited, TopicProposed, TopicRemoved, TopicReworded, TopicWithdrawn
from bot.features.lean_coffee.rules.stages import Column
from bot.features.lean_coffee.rules.values import Meeting, Topic
from bot.features.lean_coffee.tables import AgendaRow, CourseRow, TopicRow
from bot.meetings.rows import settings
from bot.store.base import in_workspace
from bot.store.unit import Unit

TOPIC = update(TopicRow).where(TopicRow.workspace == in_workspace(), TopicRow.id == bindparam("the_topic"))
OF_ENTRY = (
    AgendaRow.workspace == in_workspace(),
    AgendaRow.meeting == bindparam("this"),
    AgendaRow.topic == bindparam("the_topic"),
)
ENTRY = update(AgendaRow).where(*OF_ENTRY)
"""A topic's entry on the agenda of a meeting."""
ITS_TOPICS = select(AgendaRow.topic).where(AgendaRow.workspace == in_workspace(), AgendaRow.meeting == bindparam("this"))
"""By the agenda, whose key names the meeting: the topics of all years are not gone through."""
UNTOUCHED: dict[str, Any] = {
    "dots": 0,
    "voters": 0,
    "rank": 0,
    "named": None,
    "run_off": None,
    "opened": None,
    "boxes": "",
    "tallies": "",
    "parked": False,
    "at_table": None,
}
"""An entry of a topic that was neither voted on nor talked about."""
_ADOPT = TOPIC.where(TopicRow.standing == "waiting").values(standing="agenda", meeting=bindparam("by"))
_GONE = TOPIC.values(seal_key=None, seal_mark=None)
_NEW_COURSE = insert(CourseRow)
_NEW_TOPIC = insert(TopicRow)
_NEW_AGENDA = insert(AgendaRow)
NOTHING_RUNS: dict[str, Any] = {"topic": None, "box": 0, "silences": 0, "box_left": None, "box_ran": 0}


def record_opened(unit: Unit, meeting: Meeting) -> None:
    """Write what a meeting that begins has as a Lean Coffee, with its agenda; that of a table is its meeting's."""
    row = {
        "meeting": meeting.id,
        "settings": settings(meeting.settings),
        "dots": meeting.dots,
        "voted_until": None,
        "pitch": None,
        "run_off": None,
    }
    runs = {**NOTHING_RUNS, "topic": meeting.topic, "box": meeting.box}
    unit.run(_NEW_COURSE, {**row, **runs, "verdict": None, "place": meeting.place or None})
    if meeting.parent is None:
        take_topics(unit, meeting.id, meeting.topics)


def take_topics(unit: Unit, meeting: MeetingId, topics: Iterable[Topic]) -> None:
    """Put topics that waited on a meeting's agenda; one that was withdrawn since it was read stays withdrawn."""
    for topic in topics:
        if unit.run(_ADOPT, {"the_topic": topic.id, "by": meeting}):
            put_on_agenda(unit, meeting, topic)


OfTopic = TopicProposed | TopicEdited | TopicReworded | TopicWithdrawn | TopicRemoved


def record_topic(unit: Unit, change: OfTopic) -> None:
    """Write what happened to a topic that is on no open board, or to its words."""
    match change:
        case TopicProposed():
            add_topic(unit, change.topic)
        case TopicEdited():
            unit.run(TOPIC, {"the_topic": change.topic, **_words(change.title, change.context)})
        case TopicReworded():
            unit.run(TOPIC, {"the_topic": change.topic, **_words(change.title, change.context), "link": change.link})
        case TopicWithdrawn():
            unit.run(_GONE, {"the_topic": change.topic, "standing": Column.WITHDRAWN.value})
        case TopicRemoved():
            unit.run(_GONE, {"the_topic": change.topic, "standing": Column.REMOVED.value})


def add_topic(unit: Unit, topic: Topic) -> None:
    """Write a topic that is new, and put it on the agenda of its meeting."""
    unit.run(_NEW_TOPIC, _topic_row(topic))
    if topic.meeting is not None:
        put_on_agenda(unit, topic.meeting, topic)


def put_on_agenda(unit: Unit, meeting: MeetingId, topic: Topic) -> None:
    """Write that a topic stands on a meeting's agenda, in the column in which it is."""
    row = {"meeting": meeting, "topic": topic.id, "stands": topic.column.value, "carried": topic.carried}
    unit.run(_NEW_AGENDA, {**row, **UNTOUCHED})


def _words(title: str, context: str) -> dict[str, str]:
    """Return the columns of a topic's words: as they are read, and as they are searched."""
    return {"title": title, "context": context, "folded": folded(f"{title} {context}")}


def _topic_row(topic: Topic) -> dict[str, Any]:
    author: PersonId | None = None if topic.anonymous else topic.author
    return {
        "id": topic.id,
        "channel": topic.channel,
        **_words(topic.title, topic.context),
        "author": author,
        "anonymous": topic.anonymous,
        "seal_key": None if topic.seal is None else topic.seal.key,
        "seal_mark": None if topic.seal is None else topic.seal.mark,
        "link": topic.link,
        "proposed": topic.proposed,
        "carried": topic.carried,
        "meeting": topic.meeting,
        "standing": "waiting" if topic.meeting is None else "agenda",
        "merged_into": None,
        "report_key": None,
        "merged_at": None if topic.merge is None else topic.merge.at,
        "merged_by": None if topic.merge is None else topic.merge.by,
        "revision": 0,
    }
