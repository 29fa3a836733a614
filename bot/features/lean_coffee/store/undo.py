"""What is kept of a Lean Coffee to take a change of phase back, as JSON; and how its tables go back."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, update

from bot.core.ids import MeetingId, PersonId
from bot.features.lean_coffee.rules.stages import GONE, Column
from bot.features.lean_coffee.rules.undo import Before, Way, as_before, given_back, way_of
from bot.features.lean_coffee.rules.values import Meeting, Topic, TopicId
from bot.features.lean_coffee.store import rows
from bot.features.lean_coffee.store.new import ENTRY, OF_ENTRY, TOPIC
from bot.features.lean_coffee.tables import AgendaRow, CourseRow
from bot.meetings.rows import instant, read_instant, read_span, span
from bot.store.base import in_workspace
from bot.store.unit import Unit

_COURSE = update(CourseRow).where(CourseRow.workspace == in_workspace(), CourseRow.meeting == bindparam("this"))
_OFF = delete(AgendaRow).where(*OF_ENTRY)


def record_undone(unit: Unit, meeting: Meeting, kept: Before) -> None:
    """Write a locked meeting back to what was kept of it."""
    unit.run(_COURSE, {"this": meeting.id, **_course(kept), "voted_until": kept.voted_until, "verdict": _verdict(kept)})
    were = {way.topic: way for way in kept.ways}
    for topic in meeting.topics:
        if topic.id in were:
            record_way(unit, meeting.keeper, topic, were[topic.id])
    for waits in sorted(given_back(meeting, kept)):
        unit.run(_OFF, {"this": meeting.id, "the_topic": waits})
        unit.run(TOPIC, {"the_topic": waits, "standing": "waiting", "meeting": None})


def record_way(unit: Unit, meeting: MeetingId, topic: Topic, was: Way) -> None:
    """Write a topic of a locked meeting back to where it was; one that is gone stays so."""
    way = way_of(as_before(topic, was))
    unit.run(ENTRY, {"this": meeting, "the_topic": topic.id, **_way(way), "opened": way.opened, "named": rows.named(way.named)})
    if way.column not in GONE:
        standing = way.column.value if way.column is Column.DISCUSSED else "agenda"
        unit.run(TOPIC, {"the_topic": topic.id, "standing": standing})


def write_kept(kept: Before) -> Mapping[str, Any]:
    """Return it as JSON."""
    ways = [written_way(way) for way in kept.ways]
    course = {**_course(kept), "voted_until": instant(kept.voted_until), "verdict": _verdict(kept)}
    return {**course, "ways": ways, "taken": list(kept.taken)}


def read_kept(told: Mapping[str, Any]) -> Before:
    """Return what JSON says."""
    return Before(
        told["dots"],
        read_instant(told["voted_until"]),
        _topic(told.get("pitch")),  # in nothing that an older version wrote
        _topic(told["topic"]),
        told["box"],
        told["silences"],
        None if told["box_left"] is None else read_span(told["box_left"]),
        read_span(told["box_ran"]),
        rows.read_verdict(told["verdict"]),
        tuple(read_way(way) for way in told["ways"]),
        tuple(TopicId(topic) for topic in told["taken"]),
        tuple(TopicId(topic) for topic in (told.get("run_off") or "").split()),
    )


def _topic(told: str | None) -> TopicId | None:
    return None if told is None else TopicId(told)


def _course(kept: Before) -> dict[str, Any]:
    left = None if kept.left is None else span(kept.left)
    runs = {"topic": kept.topic, "box": kept.box, "silences": kept.silences, "box_left": left, "box_ran": span(kept.ran)}
    return {"dots": kept.dots, "pitch": kept.pitch, "run_off": " ".join(kept.run_off) or None, **runs}


def _verdict(kept: Before) -> str | None:
    return None if kept.verdict is None else rows.verdict(kept.verdict)


def _way(way: Way) -> dict[str, Any]:
    lists = {"boxes": "".join(f"{span(box)} " for box in way.boxes), "tallies": "".join(f"{rows.tally(t)} " for t in way.tallies)}
    voted = {"dots": way.dots, "voters": way.voters, "rank": way.rank}
    return {"stands": way.column.value, **voted, **lists, "parked": way.parked, "at_table": way.at_table, "run_off": way.run_off}


def written_way(way: Way) -> Mapping[str, Any]:
    """Return how far a topic had come, as JSON."""
    return {"topic": way.topic, **_way(way), "opened": instant(way.opened), "named": way.named}


def read_way(told: Mapping[str, Any]) -> Way:
    """Return what JSON says of how far a topic had come."""
    return Way(
        TopicId(told["topic"]),
        Column(told["stands"]),
        told["dots"],
        told["voters"],
        told["rank"],
        read_instant(told["opened"]),
        tuple(read_span(int(box)) for box in told["boxes"].split()),
        tuple(rows.read_tally(one) for one in told["tallies"].split()),
        told["parked"],
        told.get("at_table"),  # written by no version before revision 0041
        tuple((PersonId(who), dots) for who, dots in told.get("named", ())),  # nor these
        told.get("run_off"),
    )
