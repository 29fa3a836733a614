"""Asynchronous Lean Coffees: rows <-> the rules' values."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from bot.core.ids import ChannelId, MeetingId, PersonId
from bot.features.lean_coffee.kinds import ASYNC
from bot.features.lean_coffee.rules.changes import MeetingEnded, Merging, OfTopics
from bot.features.lean_coffee.rules.stages import Choice, Column
from bot.features.lean_coffee.rules.undo import Way
from bot.features.lean_coffee.rules.values import TopicId
from bot.features.lean_coffee.rules.windows.apply import Before
from bot.features.lean_coffee.rules.windows.changes import (
    TalkDecided,
    TalkOpened,
    ThumbGiven,
    VoteFailed,
    VoteOpened,
)
from bot.features.lean_coffee.rules.windows.course import open_async
from bot.features.lean_coffee.rules.windows.values import AsyncCoffee, Settings, Stage, Thumb
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
)
from bot.features.lean_coffee.store.meetings import ballots_of, takeaways_of
from bot.features.lean_coffee.store.merging import record_merging
from bot.features.lean_coffee.store.new import take_topics
from bot.features.lean_coffee.store.topics import on_agenda
from bot.features.lean_coffee.store.undo import read_way, record_way, written_way
from bot.features.lean_coffee.tables import TopicThumbRow, WindowsRow
from bot.meetings.rows import instant, read_instant, read_settings, settings, span
from bot.meetings.rules.changes import ClockFollowed, MeetingOpened, PhaseUndone
from bot.meetings.rules.values import NewMeeting
from bot.meetings.store import meetings
from bot.meetings.store.record import set_by
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import upsert
from bot.teams.team_store import working_days

LANE = "async"
"""A channel has one asynchronous Lean Coffee at a time, beside its live meeting."""
USUAL = Settings()
_ROW = meetings.joined(WindowsRow)
_NEW = insert(WindowsRow)
_SET = update(WindowsRow).where(WindowsRow.workspace == in_workspace(), WindowsRow.meeting == bindparam("this"))
_SET_BY = _SET.values(voted_until=set_by(WindowsRow.voted_until))
_OF_MEETING = (TopicThumbRow.workspace == in_workspace(), TopicThumbRow.meeting == bindparam("of_meeting"))
_THUMBS = select(TopicThumbRow).where(*_OF_MEETING).order_by(TopicThumbRow.topic, TopicThumbRow.person)
_THUMB = upsert(TopicThumbRow, update=("choice", "ts", "at"))
_NO_THUMBS = delete(TopicThumbRow).where(*_OF_MEETING)
_THUMBS_SET_BY = update(TopicThumbRow).where(*_OF_MEETING).values(at=set_by(TopicThumbRow.at))


def find(read: Read, meeting: MeetingId) -> AsyncCoffee | None:
    """Return an asynchronous Lean Coffee, open or closed; None where this workspace has none of this id."""
    row = read.row(_ROW, {"this": meeting})
    if row is None:
        return None
    return AsyncCoffee(
        **meetings.shared(row, Stage, read_kept),
        **meetings.attendance(read, meeting),
        settings=read_settings(USUAL, row.settings),
        days=working_days(read, ChannelId(row.channel)),
        dots=row.dots,
        voted_until=row.voted_until,
        topics=on_agenda(read, meeting),
        ballots=ballots_of(read, meeting),
        thumbs=_thumbs(read, meeting),
        takeaways=takeaways_of(read, meeting),
    )


def begin(unit: Unit, new: NewMeeting[Settings], meeting: MeetingId) -> AsyncCoffee:
    """Return the one that somebody asks for, not written yet. Raise EmptyText or TextTooLong."""
    return open_async(new, meeting=meeting, days=working_days(unit, new.channel), at=unit.now)


def open_in(read: Read, channel: ChannelId) -> MeetingId | None:
    """Return the channel's open asynchronous Lean Coffee."""
    return meetings.open_meeting_of(read, channel, ASYNC, LANE)


def record(unit: Unit, meeting: AsyncCoffee, change: Any) -> None:
    """Write what a change does to one that the caller has locked; the room of meetings writes the rest."""
    this = meeting.id
    if isinstance(change, OfTopics):
        record_given(unit, meeting, change)
        return
    if isinstance(change, Merging):
        record_merging(unit, this, change)
        return
    match change:
        case MeetingOpened():
            row = {"meeting": this, "settings": settings(change.meeting.settings), "dots": 0, "voted_until": None}
            unit.run(_NEW, row)
            take_topics(unit, this, change.meeting.topics)
        case VoteOpened():
            unit.run(_SET, {"this": this, "dots": change.dots})
            unit.run(NO_BALLOTS, {"this": this})
        case TalkOpened() | VoteFailed():
            _voted(unit, meeting, change)
        case TalkDecided():
            _decided(unit, meeting, change)
        case ThumbGiven():
            _keep_thumb(unit, this, change.thumb)
        case MeetingEnded():
            unit.run(_NO_THUMBS, {"of_meeting": this})
            record_ended(unit, meeting, change)
        case ClockFollowed():
            _follow_clock(unit, this, span(change.by))
        case PhaseUndone():
            _undone(unit, meeting, change)


def _voted(unit: Unit, meeting: AsyncCoffee, change: TalkOpened | VoteFailed) -> None:
    unit.run(_SET, {"this": meeting.id, "voted_until": change.at})
    record_places(unit, meeting, change.ranking)
    for topic in change.topics if isinstance(change, TalkOpened) else ():
        on_its_way(unit, meeting, topic, stands=Column.DISCUSSING.value, opened=change.at)


def _decided(unit: Unit, meeting: AsyncCoffee, change: TalkDecided) -> None:
    for one in change.decided:
        if not one.more:
            record_discussed(unit, meeting, one.topic)
        record_ran(unit, meeting, one.topic, one.ran)
        record_tally(unit, meeting, one.topic, one.tally)


def _keep_thumb(unit: Unit, meeting: MeetingId, thumb: Thumb) -> None:
    given = {"choice": thumb.choice.value, "ts": thumb.ts, "at": thumb.at}
    unit.run(_THUMB, {"meeting": meeting, "topic": thumb.topic, "person": thumb.person, **given})


def _follow_clock(unit: Unit, meeting: MeetingId, by: int) -> None:
    unit.run(_SET_BY, {"this": meeting, "by": by})
    unit.run(_THUMBS_SET_BY, {"of_meeting": meeting, "by": by})
    move_topics(unit, meeting, by)


def _undone(unit: Unit, meeting: AsyncCoffee, change: PhaseUndone) -> None:
    kept: Before = change.step.kept
    unit.run(_SET, {"this": meeting.id, "dots": kept.dots, "voted_until": kept.voted_until})
    if change.step.led_to is Stage.VOTING:
        unit.run(NO_BALLOTS, {"this": meeting.id})
    elif change.step.stage is Stage.VOTING:
        unit.run(_NO_THUMBS, {"of_meeting": meeting.id})
    were = {way.topic: way for way in kept.ways}
    for topic in meeting.topics:
        if topic.id in were:
            record_way(unit, meeting.id, topic, were[topic.id])


def _thumbs(read: Read, meeting: MeetingId) -> tuple[Thumb, ...]:
    found = read.rows(_THUMBS, {"of_meeting": meeting})
    return tuple(Thumb(TopicId(row.topic), PersonId(row.person), Choice(row.choice), row.ts, row.at) for row in found)


def write_kept(kept: Before) -> Mapping[str, Any]:
    """Return what is kept to take an early end back, as JSON."""
    return {"dots": kept.dots, "voted_until": instant(kept.voted_until), "ways": [written_way(way) for way in kept.ways]}


def read_kept(told: Mapping[str, Any]) -> Before:
    """Return what JSON says."""
    ways: tuple[Way, ...] = tuple(read_way(way) for way in told["ways"])
    return Before(told["dots"], read_instant(told["voted_until"]), ways)
