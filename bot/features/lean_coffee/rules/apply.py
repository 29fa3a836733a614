"""The meeting after a change: what the store writes, said once more as a pure function."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from bot.features.lean_coffee.rules.changes import (
    Adjusting,
    BallotCast,
    BoxExtended,
    BoxPaused,
    BoxResumed,
    CarryOnBegun,
    Change,
    ClockFollowed,
    Deciding,
    GatheringBegun,
    GatheringProlonged,
    Giving,
    HostTakenOver,
    LastCallBegun,
    MeetingEnded,
    MeetingOpened,
    MinuteAdded,
    Moving,
    OutageBridged,
    PersonCheckedIn,
    PersonLeft,
    TakeawayAdded,
    ThumbGiven,
    ThumbsAsked,
    TopicEdited,
    TopicFinished,
    TopicOpened,
    TopicProposed,
    TopicRemoved,
    TopicsTaken,
    TopicTakenBack,
    TopicWithdrawn,
    VotingEnded,
    VotingOpened,
)
from bot.features.lean_coffee.rules.stages import Column, Stage
from bot.features.lean_coffee.rules.values import Meeting, Tally, Topic, TopicId


def applied(meeting: Meeting, changes: Iterable[Change]) -> Meeting:
    """Return the meeting after several changes, in order."""
    for change in changes:
        meeting = apply(meeting, change)
    return meeting


def apply(meeting: Meeting, change: Change) -> Meeting:
    """Return the meeting after a change."""
    if isinstance(change, MeetingOpened):
        return change.meeting
    if isinstance(change, Giving):
        return _given(meeting, change)
    if isinstance(change, Adjusting):
        return _adjusted(meeting, change)
    return _decided(meeting, change) if isinstance(change, Deciding) else _moved(meeting, change)


def _given(meeting: Meeting, change: Giving) -> Meeting:
    match change:
        case PersonCheckedIn():
            return replace(meeting, here=meeting.here | {change.person}, came=meeting.came | {change.person})
        case PersonLeft():
            return replace(meeting, here=meeting.here - {change.person}, regrouped=change.at)
        case BallotCast():
            ballots = {ballot.voter: ballot for ballot in (*meeting.ballots, change.ballot)}
            if change.void:
                del ballots[change.ballot.voter]
            return replace(meeting, ballots=tuple(ballots[voter] for voter in sorted(ballots)))
        case ThumbGiven():
            thumbs = {thumb.person: thumb for thumb in (*meeting.thumbs, change.thumb)}
            return replace(meeting, thumbs=tuple(thumbs[person] for person in sorted(thumbs)))
        case TakeawayAdded():
            return replace(meeting, takeaways=(*meeting.takeaways, change.takeaway))
        case TopicProposed():
            lands = change.topic.meeting == meeting.id
            return replace(meeting, topics=(*meeting.topics, change.topic)) if lands else meeting
        case TopicEdited():
            return _with(meeting, change.topic, lambda topic: replace(topic, title=change.title, context=change.context))
        case TopicWithdrawn():
            return _with(meeting, change.topic, lambda topic: replace(topic, column=Column.WITHDRAWN, seal=None))
        case TopicRemoved():
            return _with(meeting, change.topic, lambda topic: replace(topic, column=Column.REMOVED, seal=None))
        case _:
            assert_never(change)


def _adjusted(meeting: Meeting, change: Adjusting) -> Meeting:
    match change:
        case GatheringProlonged():
            return replace(meeting, due=change.due)
        case MinuteAdded():
            return replace(meeting, due=change.due, steered=change.steered)
        case HostTakenOver():
            hosted = replace(meeting, host=change.host, steered=change.steered, settings=change.settings)
            return replace(hosted, regrouped=change.steered.at)
        case TopicsTaken():
            return replace(meeting, topics=(*meeting.topics, *change.topics))
        case ClockFollowed():
            return replace(_set_by(meeting, change.by), verdict=change.verdict)
        case OutageBridged():
            return replace(meeting, due=change.due, outage=change.outage, ran=meeting.ran - change.lost)
        case _:
            assert_never(change)


def _set_by(meeting: Meeting, by: timedelta) -> Meeting:
    """Return a meeting all of whose instants are others; what it keeps as spans stays."""

    def moved(at: datetime | None) -> datetime | None:
        return None if at is None else at + by

    steered, outage = meeting.steered, meeting.outage
    return replace(
        meeting,
        opened=meeting.opened + by,
        planned_end=meeting.planned_end + by,
        began=meeting.began + by,
        due=moved(meeting.due),
        voted_until=moved(meeting.voted_until),
        regrouped=moved(meeting.regrouped),
        steered=steered and replace(steered, at=steered.at + by),
        outage=outage and replace(outage, began=outage.began + by, ended=outage.ended + by),
        topics=tuple(replace(topic, opened=moved(topic.opened)) for topic in meeting.topics),
        ballots=tuple(replace(ballot, at=ballot.at + by) for ballot in meeting.ballots),
    )


def _moved(meeting: Meeting, change: Moving) -> Meeting:
    match change:
        case VotingOpened():
            moved = _at(meeting, Stage.VOTING, change)
            fresh = replace(moved, ballots=(), voted_until=None)
            return replace(fresh, due=change.due, dots=change.dots, steered=change.steered)
        case GatheringBegun():
            return replace(_at(meeting, Stage.GATHERING, change), due=change.due, steered=change.steered)
        case TopicOpened():
            moved = _at(meeting, Stage.DISCUSSING, change)
            opened = replace(moved, due=change.due, topic=change.topic, box=1, silences=0, ran=timedelta())
            told = replace(opened, steered=change.steered or meeting.steered)
            return _with(told, change.topic, lambda topic: replace(topic, column=Column.DISCUSSING, opened=change.at))
        case TopicTakenBack():
            return _taken_back(meeting, change)
        case BoxPaused():
            moved = _at(meeting, Stage.PAUSED, change)
            return replace(moved, due=None, left=change.left, ran=change.ran, steered=change.steered)
        case BoxResumed():
            moved = _at(meeting, Stage.DISCUSSING, change)
            return replace(moved, due=change.due, left=None, steered=change.steered)
        case ThumbsAsked():
            moved = _at(meeting, Stage.THUMBS, change)
            asked = replace(moved, due=change.due, left=None, ran=timedelta(), steered=change.steered)
            return _with(asked, change.topic, lambda topic: replace(topic, boxes=(*topic.boxes, change.ran)))
        case LastCallBegun():
            return replace(_at(meeting, Stage.LAST_CALL, change), due=change.due)
        case _:
            assert_never(change)


def _decided(meeting: Meeting, change: Deciding) -> Meeting:
    match change:
        case VotingEnded():
            return _voted(meeting, change)
        case BoxExtended():
            moved = replace(_at(meeting, Stage.DISCUSSING, change), due=change.due, box=change.box, silences=change.silences)
            told = replace(moved, verdict=change.verdict, thumbs=(), steered=change.steered)
            return _with(told, change.verdict.topic, lambda topic: _tallied(topic, change.verdict.tally))
        case CarryOnBegun():
            moved = replace(_at(meeting, Stage.CARRY_ON, change), due=change.due, silences=change.silences)
            return replace(moved, verdict=change.verdict, steered=None)
        case TopicFinished():
            return _finished(meeting, change)
        case MeetingEnded():
            return _closed(meeting, change)
        case _:
            assert_never(change)


def _taken_back(meeting: Meeting, change: TopicTakenBack) -> Meeting:
    moved = replace(_at(meeting, Stage.CARRY_ON, change), due=change.due, topic=change.topic, steered=change.steered)
    back = replace(moved, box=change.box, silences=change.silences, left=None, ran=change.ran)
    unopened = _with(back, change.instead_of, lambda topic: replace(topic, column=Column.TO_DISCUSS, opened=None))
    return _with(unopened, change.topic, lambda topic: replace(topic, column=Column.DISCUSSING))


def _at(meeting: Meeting, stage: Stage, change: Moving | BoxExtended | CarryOnBegun | MeetingEnded) -> Meeting:
    return replace(meeting, stage=stage, phase=meeting.phase + 1, began=change.at)


def _voted(meeting: Meeting, change: VotingEnded) -> Meeting:
    places = {place.topic: place for place in change.ranking}

    def placed(topic: Topic) -> Topic:
        place = places.get(topic.id)
        return topic if place is None else replace(topic, rank=place.rank, dots=place.dots, voters=place.voters)

    topics = tuple(placed(topic) for topic in meeting.topics)
    return replace(meeting, topics=topics, voted_until=change.at, steered=change.steered)


def _finished(meeting: Meeting, change: TopicFinished) -> Meeting:
    def done(topic: Topic) -> Topic:
        boxes = topic.boxes if change.ran is None else (*topic.boxes, change.ran)
        discussed = replace(topic, column=Column.DISCUSSED, parked=change.parked, boxes=boxes)
        return discussed if change.tally is None else _tallied(discussed, change.tally)

    over = replace(meeting, topic=None, box=0, silences=0, left=None, ran=timedelta(), thumbs=())
    told = replace(over, verdict=change.verdict or meeting.verdict, steered=change.steered)
    return _with(told, change.topic, done)


def _closed(meeting: Meeting, change: MeetingEnded) -> Meeting:
    over = replace(_at(meeting, Stage.CLOSED, change), due=None, closed=change.at, how=change.how, steered=change.steered)
    undone = replace(over, topics=tuple(replace(topic, seal=None) for topic in meeting.topics), ballots=(), here=frozenset())
    for topic in change.undone:
        undone = _with(undone, topic, lambda found: replace(found, column=Column.TO_DISCUSS))
    return undone


def _tallied(topic: Topic, tally: Tally) -> Topic:
    return replace(topic, tallies=(*topic.tallies, tally)) if tally.answers else topic


def _with(meeting: Meeting, topic: TopicId, changed: Callable[[Topic], Topic]) -> Meeting:
    return replace(meeting, topics=tuple(changed(found) if found.id == topic else found for found in meeting.topics))
