"""Writes the changes of a Lean Coffee, each with statements of its own."""

from collections.abc import Mapping
from enum import Enum

from sqlalchemy import Delete, bindparam, delete, select, update

from bot.features.lean_coffee.rules.apply import RUNS, apply_own
from bot.features.lean_coffee.rules.changes import (
    BoxExtended,
    BoxPaused,
    BoxResumed,
    CarryOnBegun,
    Change,
    Deciding,
    GatheringBegun,
    MeetingEnded,
    Merging,
    Moving,
    OfTopics,
    PitchBegun,
    Reporting,
    RunOffOpened,
    TablesEnded,
    TablesOpened,
    ThumbGiven,
    ThumbsAsked,
    TopicFinished,
    TopicOpened,
    TopicTakenBack,
    VotingEnded,
    VotingOpened,
)
from bot.features.lean_coffee.rules.stages import Column, Stage
from bot.features.lean_coffee.rules.values import Meeting, Tally
from bot.features.lean_coffee.store import rows
from bot.features.lean_coffee.store.agenda import (
    NO_BALLOTS,
    move_topics,
    on_its_way,
    record_discussed,
    record_ended,
    record_given,
    record_places,
    record_ran,
    record_tally,
    to_discuss_again,
)
from bot.features.lean_coffee.store.merging import record_merging
from bot.features.lean_coffee.store.new import NOTHING_RUNS, TOPIC, record_opened
from bot.features.lean_coffee.store.reports import record_report
from bot.features.lean_coffee.store.undo import record_undone
from bot.features.lean_coffee.tables import CourseRow, ThumbRow
from bot.meetings.rows import settings, span
from bot.meetings.rules import changes as meetings
from bot.meetings.rules.changes import ClockFollowed, HostChanged, MeetingOpened, OutageBridged, PhaseUndone
from bot.meetings.store.record import set_by
from bot.store.base import in_workspace
from bot.store.unit import Unit
from bot.store.upserts import upsert

_SET = update(CourseRow).where(CourseRow.workspace == in_workspace(), CourseRow.meeting == bindparam("this"))
_SETTINGS = select(CourseRow.settings).where(CourseRow.workspace == in_workspace(), CourseRow.meeting == bindparam("this"))
_RAN_LESS = _SET.values(box_ran=CourseRow.box_ran - bindparam("lost"))
MOVES_WITH_THE_CLOCK = (CourseRow.voted_until,)
"""Every instant that an open meeting has as a Lean Coffee; its verdict has one in its text."""
_SET_BY = _SET.values({column: set_by(column) for column in MOVES_WITH_THE_CLOCK})
_THUMB = upsert(ThumbRow, update=("choice", "ts"))
_NO_THUMBS = delete(ThumbRow).where(ThumbRow.workspace == in_workspace(), ThumbRow.meeting == bindparam("this"))

_UNOPENED = {"stands": Column.TO_DISCUSS.value, "opened": None, "at_table": None}
_ANSWERS: Mapping[Enum, Delete] = {Stage.VOTING: NO_BALLOTS, Stage.THUMBS: _NO_THUMBS}


def record(unit: Unit, meeting: Meeting, change: Change) -> None:
    """Write what a change does to a Lean Coffee that the caller has locked, as it stood before; the room of meetings writes the rest."""
    if isinstance(change, ThumbGiven):
        thumb = change.thumb
        unit.run(_THUMB, {"meeting": meeting.id, "person": thumb.person, "choice": thumb.choice.value, "ts": thumb.ts})
    elif isinstance(change, OfTopics):
        record_given(unit, meeting, change)
    elif isinstance(change, Merging):
        record_merging(unit, meeting.id, change)
    elif isinstance(change, Reporting):
        record_report(unit, meeting.id, change)
    elif isinstance(change, Deciding):
        _decided(unit, meeting, change)
    elif isinstance(change, Moving):
        _moved(unit, meeting, change)
    else:
        _adjusted(unit, meeting, change)


def _adjusted(unit: Unit, meeting: Meeting, change: meetings.Change) -> None:
    match change:
        case MeetingOpened():
            record_opened(unit, change.meeting)
        case HostChanged():
            row = unit.row(_SETTINGS, {"this": meeting.id})
            written = settings(apply_own(meeting, change).settings, None if row is None else row.settings)
            unit.run(_SET, {"this": meeting.id, "settings": written})
        case OutageBridged() if meeting.stage in RUNS:
            unit.run(_RAN_LESS, {"this": meeting.id, "lost": span(change.lost)})
        case ClockFollowed():
            _follow_clock(unit, meeting, change)
        case PhaseUndone():
            if change.step.led_to in _ANSWERS:  # a question that is taken back has no answers
                unit.run(_ANSWERS[change.step.led_to], {"this": meeting.id})
            record_undone(unit, meeting, change.step.kept)


def _follow_clock(unit: Unit, meeting: Meeting, change: ClockFollowed) -> None:
    by, verdict = span(change.by), apply_own(meeting, change).verdict
    unit.run(_SET_BY, {"this": meeting.id, "by": by})
    if meeting.parent is None:
        move_topics(unit, meeting.id, by)
    if verdict is not None:
        unit.run(_SET, {"this": meeting.id, "verdict": rows.verdict(verdict)})


def _moved(unit: Unit, meeting: Meeting, change: Moving) -> None:
    this = meeting.id
    match change:
        case VotingOpened():
            unit.run(_SET, {"this": this, "dots": change.dots, "voted_until": None, "pitch": None, "run_off": None})
            unit.run(NO_BALLOTS, {"this": this})
        case RunOffOpened():
            among = {"dots": 1, "voted_until": None, "run_off": " ".join(change.among)}
            unit.run(_SET, {"this": this, **NOTHING_RUNS, **among})
            unit.run(NO_BALLOTS, {"this": this})
            on_its_way(unit, meeting, change.instead_of, **_UNOPENED)
        case PitchBegun():
            unit.run(_SET, {"this": this, "pitch": change.topic})
        case GatheringBegun():
            unit.run(_SET, {"this": this, "pitch": None})
        case TopicOpened():
            unit.run(_SET, {"this": this, **NOTHING_RUNS, "topic": change.topic, "box": 1})
            opened = {"stands": Column.DISCUSSING.value, "opened": change.at}
            on_its_way(unit, meeting, change.topic, **opened, at_table=None if meeting.parent is None else this)
        case TopicTakenBack():
            _taken_back(unit, meeting, change)
        case BoxPaused():
            unit.run(_SET, {"this": this, "box_left": span(change.left), "box_ran": span(change.ran)})
        case BoxResumed():
            unit.run(_SET, {"this": this, "box_left": None})
        case ThumbsAsked():
            unit.run(_SET, {"this": this, "box_left": None, "box_ran": 0})
            unit.run(_NO_THUMBS, {"this": this})
            record_ran(unit, meeting, change.topic, change.ran)
        case TablesOpened():
            _split(unit, meeting, change)


def _split(unit: Unit, meeting: Meeting, change: TablesOpened) -> None:
    unit.run(_SET, {"this": meeting.id, **NOTHING_RUNS})
    record_ran(unit, meeting, change.running, change.ran)
    for table in change.tables:
        opened = {"stands": Column.DISCUSSING.value, "opened": change.at, "at_table": table.id}
        on_its_way(unit, meeting, table.topics[0].id, **opened)


def _taken_back(unit: Unit, meeting: Meeting, change: TopicTakenBack) -> None:
    runs = {"topic": change.topic, "box": change.box, "silences": change.silences}
    unit.run(_SET, {"this": meeting.id, **runs, "box_left": None, "box_ran": span(change.ran)})
    on_its_way(unit, meeting, change.instead_of, **_UNOPENED)
    on_its_way(unit, meeting, change.topic, stands=Column.DISCUSSING.value)
    unit.run(TOPIC, {"the_topic": change.topic, "standing": "agenda"})


def _decided(unit: Unit, meeting: Meeting, change: Deciding) -> None:
    this = meeting.id
    match change:
        case VotingEnded():
            _voted(unit, meeting, change)
        case BoxExtended():
            told = {"silences": change.silences, "verdict": rows.verdict(change.verdict)}
            unit.run(_SET, {"this": this, "box": change.box, **told})
            record_tally(unit, meeting, change.verdict.topic, change.verdict.tally)
        case CarryOnBegun():
            unit.run(_SET, {"this": this, "silences": change.silences, "verdict": rows.verdict(change.verdict)})
        case TopicFinished():
            _finished(unit, meeting, change)
        case TablesEnded():
            for topic in change.undone:
                to_discuss_again(unit, meeting, topic, **_UNOPENED)
        case MeetingEnded():
            unit.run(_NO_THUMBS, {"this": this})
            record_ended(unit, meeting, change)


def _voted(unit: Unit, meeting: Meeting, change: VotingEnded) -> None:
    unit.run(_SET, {"this": meeting.id, "voted_until": change.at, "run_off": None})
    record_places(unit, meeting, change.ranking)


def _finished(unit: Unit, meeting: Meeting, change: TopicFinished) -> None:
    told = {} if change.verdict is None else {"verdict": rows.verdict(change.verdict)}
    unit.run(_SET, {"this": meeting.id, **NOTHING_RUNS, **told})
    record_discussed(unit, meeting, change.topic, parked=change.parked)
    if change.ran is not None:
        record_ran(unit, meeting, change.topic, change.ran)
    record_tally(unit, meeting, change.topic, change.tally or Tally())
