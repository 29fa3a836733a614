"""The meeting after a change: what the store writes, said once more as a pure function."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum
from typing import assert_never

from bot.core.ids import MeetingId
from bot.features.lean_coffee.rules.agenda import closed, given, merged, placed, set_by, tallied, with_topic
from bot.features.lean_coffee.rules.changes import (
    BoxExtended,
    BoxPaused,
    BoxResumed,
    CarryOnBegun,
    Change,
    Deciding,
    GatheringBegun,
    LastCallBegun,
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
    TopicHidden,
    TopicOpened,
    TopicReported,
    TopicRestored,
    TopicTakenBack,
    VotingEnded,
    VotingOpened,
)
from bot.features.lean_coffee.rules.stages import Column, Stage
from bot.features.lean_coffee.rules.undo import back_to
from bot.features.lean_coffee.rules.undo import moved as kept_moved
from bot.features.lean_coffee.rules.values import Meeting, Table, Topic
from bot.meetings.rules import apply as of_any
from bot.meetings.rules import changes as meetings
from bot.meetings.rules.apply import moved
from bot.meetings.rules.changes import ClockFollowed, HostChanged, OutageBridged, PhaseUndone

RUNS = (Stage.DISCUSSING, Stage.CARRY_ON)
"""Stages in which a box uses time."""


def applied(meeting: Meeting, changes: Iterable[Change]) -> Meeting:
    """Return the meeting after several changes, in order."""
    for change in changes:
        meeting = apply(meeting, change)
    return meeting


def apply(meeting: Meeting, change: Change) -> Meeting:
    """Return the meeting after a change."""
    return apply_own(of_any.apply(meeting, change) if isinstance(change, meetings.Change) else meeting, change)


def apply_own(meeting: Meeting, change: Change) -> Meeting:
    """Return a meeting to which what holds for any meeting was applied, with the part that is Lean Coffee's."""
    if isinstance(change, ThumbGiven):
        thumbs = {thumb.person: thumb for thumb in (*meeting.thumbs, change.thumb)}
        return replace(meeting, thumbs=tuple(thumbs[person] for person in sorted(thumbs)))
    if isinstance(change, OfTopics):
        return given(meeting, change)
    if isinstance(change, Merging):
        return merged(meeting, change)
    if isinstance(change, Reporting):
        return _reported(meeting, change)
    if isinstance(change, Deciding):
        return _decided(meeting, change)
    return _moved(meeting, change) if isinstance(change, Moving) else _adjusted(meeting, change)


def _reported(meeting: Meeting, change: Reporting) -> Meeting:
    match change:
        case TopicReported():
            return meeting  # nobody who reads a meeting sees that, or how often
        case TopicHidden():
            return with_topic(meeting, change.topic, lambda topic: replace(topic, column=Column.HIDDEN))
        case TopicRestored():
            return with_topic(meeting, change.topic, lambda topic: replace(topic, column=Column.TO_DISCUSS))
        case _:
            assert_never(change)


def _adjusted(meeting: Meeting, change: meetings.Change) -> Meeting:
    match change:
        case HostChanged():  # who steps in did not choose to watch, and votes like everyone
            return replace(meeting, settings=replace(meeting.settings, host_votes=True))
        case OutageBridged() if meeting.stage in RUNS:
            return replace(meeting, ran=meeting.ran - change.lost)
        case PhaseUndone():
            return back_to(_unanswered(meeting, change.step.led_to), change.step.kept)
        case ClockFollowed():
            verdict = meeting.verdict
            return replace(
                meeting,
                voted_until=moved(meeting.voted_until, change.by),
                verdict=verdict and replace(verdict, at=verdict.at + change.by),
                topics=tuple(set_by(topic, change.by) for topic in meeting.topics),
                ballots=tuple(replace(ballot, at=ballot.at + change.by) for ballot in meeting.ballots),
                steps=tuple(replace(step, kept=kept_moved(step.kept, change.by)) for step in meeting.steps),
            )
        case _:
            return meeting


def _unanswered(meeting: Meeting, question: Enum) -> Meeting:
    """Drop what people answered to a question that is taken back."""
    match question:
        case Stage.VOTING:
            return replace(meeting, ballots=())
        case Stage.THUMBS:
            return replace(meeting, thumbs=())
        case Stage.TABLES:
            return replace(meeting, tables=tuple(table for table in meeting.tables if table.closed is not None))
        case _:
            return meeting


def _moved(meeting: Meeting, change: Moving) -> Meeting:
    match change:
        case VotingOpened():
            return replace(meeting, ballots=(), voted_until=None, dots=change.dots, pitch=None, run_off=())
        case RunOffOpened():
            return _run_off(meeting, change)
        case PitchBegun():
            return replace(meeting, pitch=change.topic)
        case TopicOpened():
            opened = replace(meeting, topic=change.topic, box=1, silences=0, ran=timedelta())
            return with_topic(opened, change.topic, _opened_at(change.at, meeting.id if meeting.parent is not None else None))
        case TopicTakenBack():
            return _taken_back(meeting, change)
        case BoxPaused():
            return replace(meeting, left=change.left, ran=change.ran)
        case BoxResumed():
            return replace(meeting, left=None)
        case ThumbsAsked():
            asked = replace(meeting, left=None, ran=timedelta(), thumbs=())
            return with_topic(asked, change.topic, lambda topic: replace(topic, boxes=(*topic.boxes, change.ran)))
        case TablesOpened():
            return _split(meeting, change)
        case GatheringBegun():
            return replace(meeting, pitch=None)
        case LastCallBegun():
            return meeting
        case _:
            assert_never(change)


def _decided(meeting: Meeting, change: Deciding) -> Meeting:
    match change:
        case VotingEnded():
            return _voted(meeting, change)
        case BoxExtended():
            told = replace(meeting, box=change.box, silences=change.silences, verdict=change.verdict)
            return with_topic(told, change.verdict.topic, lambda topic: tallied(topic, change.verdict.tally))
        case CarryOnBegun():
            return replace(meeting, silences=change.silences, verdict=change.verdict)
        case TopicFinished():
            return _finished(meeting, change)
        case TablesEnded():
            return _gathered(meeting, change)
        case MeetingEnded():
            return _closed(meeting, change)
        case _:
            assert_never(change)


def _run_off(meeting: Meeting, change: RunOffOpened) -> Meeting:
    stopped = replace(meeting, topic=None, box=0, silences=0, left=None, ran=timedelta())
    asked = replace(stopped, ballots=(), voted_until=None, dots=1, run_off=change.among)
    return with_topic(asked, change.instead_of, _unopened)


def _taken_back(meeting: Meeting, change: TopicTakenBack) -> Meeting:
    back = replace(meeting, topic=change.topic, box=change.box, silences=change.silences, left=None, ran=change.ran)
    unopened = with_topic(back, change.instead_of, _unopened)
    return with_topic(unopened, change.topic, lambda topic: replace(topic, column=Column.DISCUSSING))


def _voted(meeting: Meeting, change: VotingEnded) -> Meeting:
    return replace(placed(meeting, change.ranking), voted_until=change.at, run_off=())


def _finished(meeting: Meeting, change: TopicFinished) -> Meeting:
    def done(topic: Topic) -> Topic:
        boxes = topic.boxes if change.ran is None else (*topic.boxes, change.ran)
        discussed = replace(topic, column=Column.DISCUSSED, parked=change.parked, boxes=boxes)
        return discussed if change.tally is None else tallied(discussed, change.tally)

    over = replace(meeting, topic=None, box=0, silences=0, left=None, ran=timedelta())
    return with_topic(replace(over, verdict=change.verdict or meeting.verdict), change.topic, done)


def _closed(meeting: Meeting, change: MeetingEnded) -> Meeting:
    return replace(closed(meeting, change), thumbs=())


def _split(meeting: Meeting, change: TablesOpened) -> Meeting:
    meeting = with_topic(meeting, change.running, lambda topic: replace(topic, boxes=(*topic.boxes, change.ran)))
    apart = replace(meeting, topic=None, box=0, silences=0, left=None, ran=timedelta())
    for table in change.tables:
        apart = with_topic(apart, table.topics[0].id, _opened_at(change.at, table.id))
    return replace(apart, tables=(*meeting.tables, *map(as_table, change.tables)))


def as_table(meeting: Meeting) -> Table:
    """Return what the board of its meeting shows of a table."""
    shown = ("id", "place", "host", "opened", "stage", "topic", "box", "due", "closed", "here", "came")
    return Table(**{name: getattr(meeting, name) for name in shown})


def _gathered(meeting: Meeting, change: TablesEnded) -> Meeting:
    """Return a meeting whose tables have ended; what their boxes took and how thumbs fell there, their own end says."""

    def back(topic: Topic) -> Topic:
        if topic.id in change.undone:
            return _unopened(topic)
        return replace(topic, column=Column.DISCUSSED) if topic.column is Column.DISCUSSING else topic

    tables = tuple(replace(table, closed=table.closed or change.at, here=frozenset()) for table in meeting.tables)
    return replace(meeting, topics=tuple(map(back, meeting.topics)), tables=tables)


def _opened_at(at: datetime, table: MeetingId | None) -> Callable[[Topic], Topic]:
    return lambda topic: replace(topic, column=Column.DISCUSSING, opened=at, at_table=table)


def _unopened(topic: Topic) -> Topic:
    return replace(topic, column=Column.TO_DISCUSS, opened=None, at_table=None)
