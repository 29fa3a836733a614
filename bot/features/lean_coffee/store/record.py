"""Writes the changes of a Lean Coffee, each with statements of its own."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from enum import Enum
from typing import Any

from sqlalchemy import Delete, bindparam, delete, insert, select, update

from bot.core.ids import MeetingId
from bot.core.texts import folded
from bot.features.lean_coffee.rules.apply import RUNS, apply_own
from bot.features.lean_coffee.rules.changes import (
    BallotCast,
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
    Ranked,
    Reporting,
    RunOffOpened,
    TablesEnded,
    TablesOpened,
    TakeawayAdded,
    ThumbGiven,
    ThumbsAsked,
    TopicFinished,
    TopicOpened,
    TopicRemoved,
    TopicsTaken,
    TopicTakenBack,
    TopicWithdrawn,
    VotingEnded,
    VotingOpened,
)
from bot.features.lean_coffee.rules.stages import Column, Stage
from bot.features.lean_coffee.rules.values import Meeting, Tally, TopicId, TopicMeeting
from bot.features.lean_coffee.store import rows
from bot.features.lean_coffee.store.merging import record_merging
from bot.features.lean_coffee.store.new import NOTHING_RUNS, TOPIC, record_opened, record_topic, take_topics
from bot.features.lean_coffee.store.reports import forget_reports, record_report
from bot.features.lean_coffee.store.undo import record_undone
from bot.features.lean_coffee.tables import AgendaRow, BallotRow, CourseRow, TakeawayRow, ThumbRow, TopicRow
from bot.meetings.rows import settings, span
from bot.meetings.rules import changes as meetings
from bot.meetings.rules.changes import ClockFollowed, HostChanged, MeetingOpened, OutageBridged, PhaseUndone
from bot.meetings.store.record import set_by
from bot.store.base import in_workspace
from bot.store.unit import Unit
from bot.store.upserts import upsert

_SET = update(CourseRow).where(CourseRow.workspace == in_workspace(), CourseRow.meeting == bindparam("this"))
_RAN_LESS = _SET.values(box_ran=CourseRow.box_ran - bindparam("lost"))
MOVES_WITH_THE_CLOCK = (CourseRow.voted_until,)
"""Every instant that an open meeting has as a Lean Coffee; its verdict has one in its text."""
_SET_BY = _SET.values({column: set_by(column) for column in MOVES_WITH_THE_CLOCK})
_TOPICS_SET_BY = (
    update(AgendaRow)
    .where(AgendaRow.workspace == in_workspace(), AgendaRow.meeting == bindparam("of_meeting"))
    .values(opened=set_by(AgendaRow.opened))
)
_MERGES_SET_BY = (
    update(TopicRow)
    .where(
        TopicRow.workspace == in_workspace(),
        TopicRow.id.in_(
            select(AgendaRow.topic).where(
                AgendaRow.workspace == in_workspace(),
                AgendaRow.meeting == bindparam("of_meeting"),
                AgendaRow.stands != Column.MERGED.value,
            )
        ),
        TopicRow.merged_at.is_not(None),
    )
    .values(merged_at=set_by(TopicRow.merged_at))
)
_BALLOTS_SET_BY = (
    update(BallotRow)
    .where(BallotRow.workspace == in_workspace(), BallotRow.meeting == bindparam("of_meeting"))
    .values(at=set_by(BallotRow.at))
)
_AGENDA = update(AgendaRow).where(
    AgendaRow.workspace == in_workspace(), AgendaRow.meeting == bindparam("this"), AgendaRow.topic == bindparam("the_topic")
)
_OFF_BOARD = _AGENDA.where(AgendaRow.stands != Column.MERGED.value)  # a part of another is not on the board itself
_RAN = _AGENDA.values(boxes=AgendaRow.boxes + bindparam("ran"))
_TALLIED = _AGENDA.values(tallies=AgendaRow.tallies + bindparam("tally"))
_CARRY = TOPIC.values(standing="waiting", meeting=None, carried=TopicRow.carried + bindparam("more"))
_ON_AGENDA = select(AgendaRow.topic).where(AgendaRow.workspace == in_workspace(), AgendaRow.meeting == bindparam("this"))
_UNSEAL = (
    update(TopicRow)
    .where(TopicRow.workspace == in_workspace(), TopicRow.id.in_(_ON_AGENDA), TopicRow.meeting == bindparam("this"))
    .values(seal_key=None, seal_mark=None)
)
"""By the agenda, whose key names the meeting: the topics of all years are not gone through."""
_NEW_TAKEAWAY = insert(TakeawayRow)
_BALLOT = upsert(BallotRow, update=("dots", "at", "done"))
_THUMB = upsert(ThumbRow, update=("choice", "ts"))
NO_BALLOTS = delete(BallotRow).where(BallotRow.workspace == in_workspace(), BallotRow.meeting == bindparam("this"))
_NO_BALLOT = NO_BALLOTS.where(BallotRow.voter == bindparam("by"))
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


def record_given(unit: Unit, meeting: TopicMeeting, change: OfTopics) -> None:
    """Write what somebody gave to a meeting about topics."""
    match change:
        case BallotCast():
            _voted_for(unit, meeting.id, change)
        case TakeawayAdded():
            _taken(unit, meeting.keeper, change)
        case TopicsTaken():
            take_topics(unit, meeting.id, change.topics)
        case TopicWithdrawn():
            record_topic(unit, change)
            unit.run(_OFF_BOARD, {"this": meeting.keeper, "the_topic": change.topic, "stands": Column.WITHDRAWN.value})
        case TopicRemoved():
            record_topic(unit, change)
            unit.run(_OFF_BOARD, {"this": meeting.keeper, "the_topic": change.topic, "stands": Column.REMOVED.value})
        case _:
            record_topic(unit, change)


def _voted_for(unit: Unit, meeting: MeetingId, change: BallotCast) -> None:
    voter = change.ballot.voter
    if change.void:
        unit.run(_NO_BALLOT, {"this": meeting, "by": voter})
    else:
        cast = {"dots": " ".join(change.ballot.dots), "at": change.ballot.at, "done": change.ballot.done}
        unit.run(_BALLOT, {"meeting": meeting, "voter": voter, **cast})


def _taken(unit: Unit, meeting: MeetingId, change: TakeawayAdded) -> None:
    kept = change.takeaway
    text = {"text": kept.text, "folded": folded(kept.text)}
    unit.run(
        _NEW_TAKEAWAY,
        {"id": kept.id, "meeting": meeting, "topic": kept.topic, "author": kept.author, "at": kept.at, **text},
    )


def _adjusted(unit: Unit, meeting: Meeting, change: meetings.Change) -> None:
    match change:
        case MeetingOpened():
            record_opened(unit, change.meeting)
        case HostChanged():
            unit.run(_SET, {"this": meeting.id, "settings": settings(apply_own(meeting, change).settings)})
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


def move_topics(unit: Unit, meeting: MeetingId, by: int) -> None:
    """Move the instants of a meeting's topics and ballots by so many microseconds."""
    for statement in (_TOPICS_SET_BY, _MERGES_SET_BY, _BALLOTS_SET_BY):
        unit.run(statement, {"of_meeting": meeting, "by": by})


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
                _undone(unit, meeting, topic, **_UNOPENED)
        case MeetingEnded():
            unit.run(_NO_THUMBS, {"this": this})
            record_ended(unit, meeting, change)


def _voted(unit: Unit, meeting: Meeting, change: VotingEnded) -> None:
    unit.run(_SET, {"this": meeting.id, "voted_until": change.at, "run_off": None})
    record_places(unit, meeting, change.ranking)


def record_places(unit: Unit, meeting: TopicMeeting, ranking: Iterable[Ranked]) -> None:
    """Write the places that topics have after a vote."""
    for place in ranking:
        voted = {"dots": place.dots, "voters": place.voters, "named": rows.named(place.named), "run_off": place.run_off}
        on_its_way(unit, meeting, place.topic, rank=place.rank, **voted)


def _finished(unit: Unit, meeting: Meeting, change: TopicFinished) -> None:
    told = {} if change.verdict is None else {"verdict": rows.verdict(change.verdict)}
    unit.run(_SET, {"this": meeting.id, **NOTHING_RUNS, **told})
    record_discussed(unit, meeting, change.topic, parked=change.parked)
    if change.ran is not None:
        record_ran(unit, meeting, change.topic, change.ran)
    record_tally(unit, meeting, change.topic, change.tally or Tally())


def record_discussed(unit: Unit, meeting: TopicMeeting, topic: TopicId, *, parked: bool = False) -> None:
    """Write that a topic was discussed."""
    on_its_way(unit, meeting, topic, stands=Column.DISCUSSED.value, parked=parked)
    unit.run(TOPIC, {"the_topic": topic, "standing": Column.DISCUSSED.value})


def record_ended(unit: Unit, meeting: TopicMeeting, change: MeetingEnded) -> None:
    """Write that a meeting about topics closed: ballots and seals are gone, and what is left waits for the next one."""
    unit.run(_UNSEAL, {"this": meeting.id})
    forget_reports(unit, meeting.id)
    unit.run(NO_BALLOTS, {"this": meeting.id})
    for topic in change.undone:
        _undone(unit, meeting, topic, stands=Column.TO_DISCUSS.value, at_table=None)
    for topic in change.carried:
        unit.run(_CARRY, {"the_topic": topic, "more": 1 if change.counts else 0})


def _undone(unit: Unit, meeting: TopicMeeting, topic: TopicId, **columns: Any) -> None:
    """Write that a topic is to be discussed again, on the board that it came from."""
    on_its_way(unit, meeting, topic, **columns)
    unit.run(TOPIC, {"the_topic": topic, "standing": "agenda"})


def on_its_way(unit: Unit, meeting: TopicMeeting, topic: TopicId, **columns: Any) -> None:
    """Write how far a topic has come on the agenda, which a table shares with its meeting."""
    unit.run(_AGENDA, {"this": meeting.keeper, "the_topic": topic, **columns})


def record_ran(unit: Unit, meeting: TopicMeeting, topic: TopicId, ran: timedelta) -> None:
    """Write how long a topic was talked about."""
    unit.run(_RAN, {"this": meeting.keeper, "the_topic": topic, "ran": f"{span(ran)} "})


def record_tally(unit: Unit, meeting: TopicMeeting, topic: TopicId, tally: Tally) -> None:
    """Write how the thumbs fell, where anybody answered."""
    if tally.answers:
        unit.run(_TALLIED, {"this": meeting.keeper, "the_topic": topic, "tally": f"{rows.tally(tally)} "})
