"""The meeting after a change: what the store writes, said once more as a pure function."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum
from typing import TypeVar, assert_never

from bot.core.ids import MeetingId
from bot.features.lean_coffee.rules.changes import (
    BallotCast,
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
    Ranked,
    Reporting,
    RunOffOpened,
    TablesEnded,
    TablesOpened,
    TakeawayAdded,
    ThumbGiven,
    ThumbsAsked,
    TopicEdited,
    TopicFinished,
    TopicHidden,
    TopicOpened,
    TopicProposed,
    TopicRemoved,
    TopicReported,
    TopicRestored,
    TopicReworded,
    TopicsMerged,
    TopicsTaken,
    TopicTakenApart,
    TopicTakenBack,
    TopicWithdrawn,
    VotingEnded,
    VotingOpened,
)
from bot.features.lean_coffee.rules.parts import changed as in_tree
from bot.features.lean_coffee.rules.stages import Column, Stage
from bot.features.lean_coffee.rules.undo import back_to
from bot.features.lean_coffee.rules.undo import moved as kept_moved
from bot.features.lean_coffee.rules.values import Meeting, Table, Tally, Topic, TopicId, TopicMeeting
from bot.meetings.rules import apply as of_any
from bot.meetings.rules import changes as meetings
from bot.meetings.rules.apply import moved
from bot.meetings.rules.changes import ClockFollowed, HostChanged, OutageBridged, PhaseUndone

T = TypeVar("T", bound=TopicMeeting)
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


def given(meeting: T, change: OfTopics) -> T:
    """Return a meeting about topics after what somebody gave to it."""
    match change:
        case BallotCast():
            ballots = {ballot.voter: ballot for ballot in (*meeting.ballots, change.ballot)}
            if change.void:
                del ballots[change.ballot.voter]
            return replace(meeting, ballots=tuple(ballots[voter] for voter in sorted(ballots)))
        case TakeawayAdded():
            return replace(meeting, takeaways=(*meeting.takeaways, change.takeaway))
        case TopicsTaken():
            return replace(meeting, topics=(*meeting.topics, *change.topics))
        case TopicProposed():
            lands = change.topic.meeting == meeting.id
            return replace(meeting, topics=(*meeting.topics, change.topic)) if lands else meeting
        case TopicEdited():
            return with_topic(meeting, change.topic, lambda topic: replace(topic, title=change.title, context=change.context))
        case TopicWithdrawn():
            return with_topic(meeting, change.topic, lambda topic: replace(topic, column=Column.WITHDRAWN, seal=None))
        case TopicRemoved():
            return with_topic(meeting, change.topic, lambda topic: replace(topic, column=Column.REMOVED, seal=None))
        case _:
            assert_never(change)


def merged(meeting: T, change: Merging) -> T:
    """Return a meeting about topics after some were merged, or taken apart."""
    match change:
        case TopicsMerged():
            ids = {half.id for half in change.topic.halves}
            about = tuple(replace(one, topic=change.topic.id) if one.topic in ids else one for one in meeting.takeaways)
            rest = tuple(topic for topic in meeting.topics if topic.id not in ids)
            return replace(meeting, topics=(*rest, change.topic), takeaways=about)
        case TopicReworded():
            title, told, link = change.title, change.context, change.link
            return with_topic(meeting, change.topic, lambda topic: replace(topic, title=title, context=told, link=link))
        case TopicTakenApart():
            gone = with_topic(meeting, change.topic, lambda topic: replace(topic, column=Column.REMOVED, halves=()))
            return replace(gone, topics=(*gone.topics, *change.halves))
        case _:
            assert_never(change)


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


def placed(meeting: T, ranking: Iterable[Ranked]) -> T:
    """Return a meeting whose topics have the places of a vote."""
    places = {place.topic: place for place in ranking}

    def ranked(topic: Topic) -> Topic:
        place = places.get(topic.id)
        return (
            topic
            if place is None
            else replace(topic, rank=place.rank, dots=place.dots, voters=place.voters, named=place.named, run_off=place.run_off)
        )

    return replace(meeting, topics=tuple(ranked(topic) for topic in meeting.topics))


def _finished(meeting: Meeting, change: TopicFinished) -> Meeting:
    def done(topic: Topic) -> Topic:
        boxes = topic.boxes if change.ran is None else (*topic.boxes, change.ran)
        discussed = replace(topic, column=Column.DISCUSSED, parked=change.parked, boxes=boxes)
        return discussed if change.tally is None else tallied(discussed, change.tally)

    over = replace(meeting, topic=None, box=0, silences=0, left=None, ran=timedelta())
    return with_topic(replace(over, verdict=change.verdict or meeting.verdict), change.topic, done)


def _closed(meeting: Meeting, change: MeetingEnded) -> Meeting:
    return replace(closed(meeting, change), thumbs=())


def closed(meeting: T, change: MeetingEnded) -> T:
    """Return a meeting about topics that closes: nobody can tell whose an anonymous one was, nor who voted for what."""
    over = replace(meeting, topics=tuple(unsealed(topic) for topic in meeting.topics), ballots=())
    for topic in change.undone:
        over = with_topic(over, topic, lambda found: replace(found, column=Column.TO_DISCUSS, at_table=None))
    return over


def unsealed(topic: Topic) -> Topic:
    """Return a topic whose authors, and those of all that it was made of, nobody can tell any more where they were anonymous."""
    return replace(topic, seal=None, halves=tuple(unsealed(half) for half in topic.halves))


def set_by(topic: Topic, by: timedelta) -> Topic:
    """Return a topic with a clock that was set."""
    merge = topic.merge and replace(topic.merge, at=topic.merge.at + by)
    return replace(topic, opened=moved(topic.opened, by), merge=merge)


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


def tallied(topic: Topic, tally: Tally) -> Topic:
    """Return a topic that was decided about; a question that nobody answered leaves no tally."""
    return replace(topic, tallies=(*topic.tallies, tally)) if tally.answers else topic


def with_topic(meeting: T, topic: TopicId, changed: Callable[[Topic], Topic]) -> T:
    """Return a meeting one of whose topics is changed, or one that such a topic is made of."""
    return replace(meeting, topics=tuple(in_tree(found, topic, changed) for found in meeting.topics))
