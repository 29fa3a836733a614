"""Writing what has happened: each change is its own few statements, and never the difference between two boards."""

from datetime import timedelta
from typing import Any

from sqlalchemy import BigInteger, bindparam, delete, insert, type_coerce, update
from sqlalchemy.orm import InstrumentedAttribute

from bot.features.lean_coffee.rules import (
    Adjusting,
    BallotCast,
    BoxExtended,
    BoxPaused,
    BoxResumed,
    CarryOnBegun,
    Change,
    ClockFollowed,
    Column,
    Deciding,
    GatheringBegun,
    GatheringProlonged,
    Giving,
    HostTakenOver,
    LastCallBegun,
    MeetingEnded,
    MeetingId,
    MeetingOpened,
    MinuteAdded,
    Moving,
    OutageBridged,
    PersonCheckedIn,
    PersonLeft,
    Stage,
    TakeawayAdded,
    Tally,
    ThumbGiven,
    ThumbsAsked,
    TopicFinished,
    TopicId,
    TopicOpened,
    TopicRemoved,
    TopicsTaken,
    TopicTakenBack,
    TopicWithdrawn,
    VotingEnded,
    VotingOpened,
)
from bot.features.lean_coffee.store import rows
from bot.features.lean_coffee.store.new import NOTHING_RUNS, TOPIC, open_board, record_topic, take_topics
from bot.features.lean_coffee.tables import AgendaRow, BallotRow, MeetingRow, TakeawayRow, ThumbRow, TopicRow
from bot.presence import Source, check_in, end, leave, move_all
from bot.store.base import in_workspace
from bot.store.conflict import upsert
from bot.store.unit import Unit

_THIS = (MeetingRow.workspace == in_workspace(), MeetingRow.id == bindparam("this"))
_SET = update(MeetingRow).where(*_THIS)
_STEP = _SET.values(phase=MeetingRow.phase + 1)
_RAN_LESS = _SET.values(box_ran=MeetingRow.box_ran - bindparam("lost"))
_BY = bindparam("by", type_=BigInteger())


def _set_by(column: InstrumentedAttribute[Any]) -> Any:
    """Return an instant so many microseconds later; none stays none."""
    return type_coerce(column, BigInteger) + _BY


MOVES_WITH_THE_CLOCK = (
    MeetingRow.opened,
    MeetingRow.planned_end,
    MeetingRow.began,
    MeetingRow.due,
    MeetingRow.voted_until,
    MeetingRow.regrouped,
    MeetingRow.steered_at,
    MeetingRow.outage_began,
    MeetingRow.outage_ended,
)
"""Every instant of a meeting that is open."""
_SET_BY = _SET.values({column: _set_by(column) for column in MOVES_WITH_THE_CLOCK})
_TOPICS_SET_BY = (
    update(AgendaRow)
    .where(AgendaRow.workspace == in_workspace(), AgendaRow.meeting == bindparam("of_meeting"))
    .values(opened=_set_by(AgendaRow.opened))
)
_BALLOTS_SET_BY = (
    update(BallotRow)
    .where(BallotRow.workspace == in_workspace(), BallotRow.meeting == bindparam("of_meeting"))
    .values(at=_set_by(BallotRow.at))
)
_AGENDA = update(AgendaRow).where(
    AgendaRow.workspace == in_workspace(), AgendaRow.meeting == bindparam("this"), AgendaRow.topic == bindparam("the_topic")
)
_RAN = _AGENDA.values(boxes=AgendaRow.boxes + bindparam("ran"))
_TALLIED = _AGENDA.values(tallies=AgendaRow.tallies + bindparam("tally"))
_CARRY = TOPIC.values(standing="waiting", meeting=None, carried=TopicRow.carried + bindparam("more"))
_UNSEAL = (
    update(TopicRow)
    .where(TopicRow.workspace == in_workspace(), TopicRow.meeting == bindparam("this"))
    .values(seal_key=None, seal_mark=None)
)
_NEW_TAKEAWAY = insert(TakeawayRow)
_BALLOT = upsert(BallotRow, update=("dots", "at"))
_THUMB = upsert(ThumbRow, update=("choice", "ts"))
_NO_BALLOTS = delete(BallotRow).where(BallotRow.workspace == in_workspace(), BallotRow.meeting == bindparam("this"))
_NO_BALLOT = _NO_BALLOTS.where(BallotRow.voter == bindparam("by"))
_NO_THUMBS = delete(ThumbRow).where(ThumbRow.workspace == in_workspace(), ThumbRow.meeting == bindparam("this"))


def record(unit: Unit, meeting: MeetingId, change: Change, source: Source = Source.ACT) -> None:
    """Write one change of a meeting that the caller has locked. `source`: what told us that a person is here."""
    if isinstance(change, Giving):
        _given(unit, meeting, change, source)
    elif isinstance(change, Adjusting):
        _adjusted(unit, meeting, change)
    elif isinstance(change, Deciding):
        _decided(unit, meeting, change)
    elif isinstance(change, MeetingOpened):
        open_board(unit, change)
    else:
        _moved(unit, meeting, change)


def _given(unit: Unit, meeting: MeetingId, change: Giving, source: Source) -> None:
    match change:
        case PersonCheckedIn():
            check_in(unit, meeting, change.person, source)
        case PersonLeft():
            leave(unit, meeting, change.person)
            unit.run(_SET, {"this": meeting, "regrouped": change.at})
        case BallotCast():
            _voted_for(unit, meeting, change)
        case ThumbGiven():
            thumb = change.thumb
            unit.run(_THUMB, {"meeting": meeting, "person": thumb.person, "choice": thumb.choice.value, "ts": thumb.ts})
        case TakeawayAdded():
            _taken(unit, meeting, change)
        case TopicWithdrawn():
            record_topic(unit, change)
            unit.run(_AGENDA, {"this": meeting, "the_topic": change.topic, "stands": Column.WITHDRAWN.value})
        case TopicRemoved():
            record_topic(unit, change)
            unit.run(_AGENDA, {"this": meeting, "the_topic": change.topic, "stands": Column.REMOVED.value})
        case _:
            record_topic(unit, change)


def _voted_for(unit: Unit, meeting: MeetingId, change: BallotCast) -> None:
    voter = change.ballot.voter
    if change.void:
        unit.run(_NO_BALLOT, {"this": meeting, "by": voter})
    else:
        cast = {"dots": rows.joined(change.ballot.dots), "at": change.ballot.at}
        unit.run(_BALLOT, {"meeting": meeting, "voter": voter, **cast})


def _taken(unit: Unit, meeting: MeetingId, change: TakeawayAdded) -> None:
    kept = change.takeaway
    unit.run(
        _NEW_TAKEAWAY,
        {"id": kept.id, "meeting": meeting, "topic": kept.topic, "text": kept.text, "author": kept.author, "at": kept.at},
    )


def _adjusted(unit: Unit, meeting: MeetingId, change: Adjusting) -> None:
    match change:
        case GatheringProlonged():
            unit.run(_SET, {"this": meeting, "due": change.due})
        case MinuteAdded():
            unit.run(_SET, {"this": meeting, "due": change.due, **rows.steered(change.steered)})
        case HostTakenOver():
            votes = {"host": change.host, "settings": rows.settings(change.settings), "regrouped": change.steered.at}
            unit.run(_SET, {"this": meeting, **votes, **rows.steered(change.steered)})
        case TopicsTaken():
            take_topics(unit, meeting, change.topics)
        case ClockFollowed():
            _follow_clock(unit, meeting, change)
        case OutageBridged():
            outage = change.outage
            told = {"outage_began": outage.began, "outage_ended": outage.ended, "outage_given": rows.span(outage.given)}
            unit.run(_SET, {"this": meeting, "due": change.due, **told})
            unit.run(_RAN_LESS, {"this": meeting, "lost": rows.span(change.lost)})


def _follow_clock(unit: Unit, meeting: MeetingId, change: ClockFollowed) -> None:
    by = rows.span(change.by)
    unit.run(_SET_BY, {"this": meeting, "by": by})
    for statement in (_TOPICS_SET_BY, _BALLOTS_SET_BY):
        unit.run(statement, {"of_meeting": meeting, "by": by})
    move_all(unit, meeting, change.by)
    if change.verdict is not None:
        unit.run(_SET, {"this": meeting, "verdict": rows.verdict(change.verdict)})


def _moved(unit: Unit, meeting: MeetingId, change: Moving) -> None:
    match change:
        case GatheringBegun():
            _step(unit, meeting, Stage.GATHERING, change, due=change.due, **rows.steered(change.steered))
        case VotingOpened():
            fresh = {"dots": change.dots, "voted_until": None}
            _step(unit, meeting, Stage.VOTING, change, due=change.due, **fresh, **rows.steered(change.steered))
            unit.run(_NO_BALLOTS, {"this": meeting})
        case TopicOpened():
            _opened(unit, meeting, change)
        case TopicTakenBack():
            _taken_back(unit, meeting, change)
        case BoxPaused():
            kept = {"box_left": rows.span(change.left), "box_ran": rows.span(change.ran)}
            _step(unit, meeting, Stage.PAUSED, change, due=None, **kept, **rows.steered(change.steered))
        case BoxResumed():
            _step(unit, meeting, Stage.DISCUSSING, change, due=change.due, box_left=None, **rows.steered(change.steered))
        case ThumbsAsked():
            over = {"box_left": None, "box_ran": 0, **rows.steered(change.steered)}
            _step(unit, meeting, Stage.THUMBS, change, due=change.due, **over)
            _ran(unit, meeting, change.topic, change.ran)
        case LastCallBegun():
            _step(unit, meeting, Stage.LAST_CALL, change, due=change.due)


def _opened(unit: Unit, meeting: MeetingId, change: TopicOpened) -> None:
    asked = {} if change.steered is None else rows.steered(change.steered)
    _step(unit, meeting, Stage.DISCUSSING, change, due=change.due, **{**NOTHING_RUNS, "topic": change.topic, "box": 1}, **asked)
    opened = {"stands": Column.DISCUSSING.value, "opened": change.at}
    unit.run(_AGENDA, {"this": meeting, "the_topic": change.topic, **opened})


def _taken_back(unit: Unit, meeting: MeetingId, change: TopicTakenBack) -> None:
    runs = {"topic": change.topic, "box": change.box, "silences": change.silences, "box_left": None}
    spent = {"box_ran": rows.span(change.ran), **rows.steered(change.steered)}
    _step(unit, meeting, Stage.CARRY_ON, change, due=change.due, **runs, **spent)
    unopened = {"stands": Column.TO_DISCUSS.value, "opened": None}
    unit.run(_AGENDA, {"this": meeting, "the_topic": change.instead_of, **unopened})
    unit.run(_AGENDA, {"this": meeting, "the_topic": change.topic, "stands": Column.DISCUSSING.value})
    unit.run(TOPIC, {"the_topic": change.topic, "standing": "agenda"})


def _decided(unit: Unit, meeting: MeetingId, change: Deciding) -> None:
    match change:
        case VotingEnded():
            _voted(unit, meeting, change)
        case BoxExtended():
            columns = {"box": change.box, "silences": change.silences, "verdict": rows.verdict(change.verdict)}
            _step(unit, meeting, Stage.DISCUSSING, change, due=change.due, **columns, **rows.steered(change.steered))
            _tallied(unit, meeting, change.verdict.topic, change.verdict.tally)
        case CarryOnBegun():
            told = {"silences": change.silences, "verdict": rows.verdict(change.verdict), **rows.steered(None)}
            _step(unit, meeting, Stage.CARRY_ON, change, due=change.due, **told)
        case TopicFinished():
            _finished(unit, meeting, change)
        case MeetingEnded():
            _ended(unit, meeting, change)


def _voted(unit: Unit, meeting: MeetingId, change: VotingEnded) -> None:
    unit.run(_SET, {"this": meeting, "voted_until": change.at, **rows.steered(change.steered)})
    for place in change.ranking:
        columns = {"rank": place.rank, "dots": place.dots, "voters": place.voters}
        unit.run(_AGENDA, {"this": meeting, "the_topic": place.topic, **columns})


def _finished(unit: Unit, meeting: MeetingId, change: TopicFinished) -> None:
    told = {} if change.verdict is None else {"verdict": rows.verdict(change.verdict)}
    unit.run(_SET, {"this": meeting, **NOTHING_RUNS, **told, **rows.steered(change.steered)})
    done = {"stands": Column.DISCUSSED.value, "parked": change.parked}
    unit.run(_AGENDA, {"this": meeting, "the_topic": change.topic, **done})
    unit.run(TOPIC, {"the_topic": change.topic, "standing": Column.DISCUSSED.value})
    if change.ran is not None:
        _ran(unit, meeting, change.topic, change.ran)
    _tallied(unit, meeting, change.topic, change.tally or Tally())


def _ended(unit: Unit, meeting: MeetingId, change: MeetingEnded) -> None:
    over = {"closed": change.at, "how": change.how.value, **rows.steered(change.steered)}
    _step(unit, meeting, Stage.CLOSED, change, due=None, **over)
    unit.run(_UNSEAL, {"this": meeting})
    unit.run(_NO_BALLOTS, {"this": meeting})
    for topic in change.carried:
        unit.run(_CARRY, {"the_topic": topic, "more": 1 if change.counts else 0})
    for topic in change.undone:
        unit.run(_AGENDA, {"this": meeting, "the_topic": topic, "stands": Column.TO_DISCUSS.value})
    end(unit, meeting, change.at)


def _step(unit: Unit, meeting: MeetingId, stage: Stage, change: Any, **columns: Any) -> None:
    unit.run(_STEP, {"this": meeting, "stage": stage.value, "began": change.at, **columns})


def _ran(unit: Unit, meeting: MeetingId, topic: TopicId, ran: timedelta) -> None:
    unit.run(_RAN, {"this": meeting, "the_topic": topic, "ran": f"{rows.span(ran)} "})


def _tallied(unit: Unit, meeting: MeetingId, topic: TopicId, tally: Tally) -> None:
    unit.run(_NO_THUMBS, {"this": meeting})
    if tally.answers:
        unit.run(_TALLIED, {"this": meeting, "the_topic": topic, "tally": f"{rows.tally(tally)} "})
