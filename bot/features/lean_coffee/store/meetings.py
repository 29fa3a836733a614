"""Meetings read back as the rules' values, and the lock that every act on one begins with."""

from collections.abc import Sequence
from enum import Flag, auto
from typing import Any

from sqlalchemy import bindparam, select

from bot.core.ids import ChannelId, MeetingId, PersonId
from bot.features.lean_coffee.kinds import NAME
from bot.features.lean_coffee.rules.apply import as_table
from bot.features.lean_coffee.rules.stages import Choice, Column, Stage
from bot.features.lean_coffee.rules.values import (
    Ballot,
    Meeting,
    Settings,
    Table,
    Takeaway,
    TakeawayId,
    Thumb,
    Topic,
    TopicId,
)
from bot.features.lean_coffee.store import rows
from bot.features.lean_coffee.store.topics import on_agenda
from bot.features.lean_coffee.store.undo import read_kept
from bot.features.lean_coffee.tables import BallotRow, CourseRow, TakeawayRow, ThumbRow
from bot.meetings.rows import read_settings, read_span
from bot.meetings.rules.refusals import NoMeeting
from bot.meetings.store import meetings
from bot.meetings.store.meetings import joined, lock
from bot.presence.store import here
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit


class Part(Flag):
    """What of a meeting is read beside its own row: a thumb needs neither the topics nor the ballots."""

    TOPICS = auto()
    BALLOTS = auto()
    THUMBS = auto()
    TAKEAWAYS = auto()
    HERE = auto()
    CAME = auto()
    """Everyone who ever came, and who of them is here."""


WHOLE = ~Part(0)
_ROW = joined(CourseRow)
_USUAL = Settings()
_BALLOTS = (
    select(BallotRow.voter, BallotRow.dots, BallotRow.at, BallotRow.done)
    .where(BallotRow.workspace == in_workspace(), BallotRow.meeting == bindparam("this"))
    .order_by(BallotRow.voter)
)
_THUMBS = (
    select(ThumbRow.person, ThumbRow.choice, ThumbRow.ts)
    .where(ThumbRow.workspace == in_workspace(), ThumbRow.meeting == bindparam("this"))
    .order_by(ThumbRow.person)
)
_TAKEAWAYS = (
    select(TakeawayRow)
    .where(TakeawayRow.workspace == in_workspace(), TakeawayRow.meeting == bindparam("this"))
    .order_by(TakeawayRow.at, TakeawayRow.id)
)


def lock_meeting(unit: Unit, meeting: MeetingId, parts: Part = WHOLE) -> Meeting:
    """Lock a meeting, then read it: what is counted afterwards is what was committed. Raise NoMeeting."""
    lock(unit, meeting)
    found = _found(unit, meeting, parts)
    if found is None:
        raise NoMeeting
    return found


def meeting(read: Read, meeting: MeetingId, parts: Part = WHOLE) -> Meeting | None:
    """Return a meeting, open or closed; None where this workspace has none of this id."""
    return _found(read, meeting, parts)


def open_meeting_of(read: Read, channel: ChannelId) -> MeetingId | None:
    """Return the channel's own open Lean Coffee, beside those in threads."""
    return meetings.open_meeting_of(read, channel, NAME)


def _found(read: Read, meeting: MeetingId, parts: Part) -> Meeting | None:
    row = read.row(_ROW, {"this": meeting})
    return None if row is None else _meeting(read, row, parts)


def _meeting(read: Read, row: Any, parts: Part) -> Meeting:
    this, topics = {"this": row.id}, _topics(read, row) if Part.TOPICS in parts else ()
    split = row.stage == Stage.TABLES.value or any(topic.at_table for topic in topics)
    return meeting_of_row(
        row,
        topics=topics,
        tables=tables(read, MeetingId(row.id)) if split and row.parent is None else (),
        ballots=ballots_of(read, row.id) if Part.BALLOTS in parts else (),
        thumbs=_thumbs(read.rows(_THUMBS, this)) if Part.THUMBS in parts else (),
        takeaways=_takeaways_of(read, row, topics) if Part.TAKEAWAYS in parts else (),
        **_people(read, row.id, parts),
    )


def meeting_of_row(row: Any, **parts: Any) -> Meeting:
    """Return the meeting that a row and what was read beside it (by the names of a `Meeting`) are."""
    return Meeting(
        **meetings.shared(row, Stage, read_kept),
        settings=read_settings(_USUAL, row.settings),
        dots=row.dots,
        voted_until=row.voted_until,
        pitch=None if row.pitch is None else TopicId(row.pitch),
        run_off=tuple(TopicId(topic) for topic in (row.run_off or "").split()),
        topic=None if row.topic is None else TopicId(row.topic),
        box=row.box,
        silences=row.silences,
        left=None if row.box_left is None else read_span(row.box_left),
        ran=read_span(row.box_ran),
        verdict=rows.read_verdict(row.verdict),
        place=row.place or 0,
        **parts,
    )


def _takeaways_of(read: Read, row: Any, topics: tuple[Topic, ...]) -> tuple[Takeaway, ...]:
    """Return what people took home; at a table, from its topics and from the meeting as a whole."""
    found = takeaways_of(read, row.parent or row.id)
    own = {None, *(topic.id for topic in topics)}
    return found if row.parent is None else tuple(one for one in found if one.topic in own)


def tables(read: Read, meeting: MeetingId) -> tuple[Table, ...]:
    """Return the tables that a meeting has or had, in the order of their opening and their places."""
    found = [_found(read, table, Part.CAME) for table in meetings.tables_of(read, meeting)]
    return tuple(sorted((as_table(one) for one in found if one is not None), key=lambda table: (table.opened, table.place)))


def _topics(read: Read, row: Any) -> tuple[Topic, ...]:
    """Return a meeting's topics; of a table its own, and those of its meeting that no table has yet."""
    found = on_agenda(read, MeetingId(row.parent or row.id))
    if row.parent is None:
        return found
    return tuple(
        topic for topic in found if topic.at_table == row.id or (topic.at_table is None and topic.column is Column.TO_DISCUSS)
    )


def _people(read: Read, meeting: str, parts: Part) -> dict[str, Any]:
    if Part.CAME in parts:
        return meetings.attendance(read, meeting)
    present = frozenset(here(read, meeting)) if Part.HERE in parts else frozenset[PersonId]()
    return {"here": present, "came": present}


def ballots_of(read: Read, meeting: str) -> tuple[Ballot, ...]:
    """Return the ballots of a meeting about topics."""
    found = read.rows(_BALLOTS, {"this": meeting})
    return tuple(Ballot(PersonId(row.voter), read_dots(row.dots), row.at, row.done) for row in found)


def read_dots(text: str) -> tuple[TopicId, ...]:
    """Read the topics of a ballot, or of a board, from their column."""
    return tuple(TopicId(dot) for dot in text.split())


def _thumbs(found: Sequence[Any]) -> tuple[Thumb, ...]:
    return tuple(Thumb(PersonId(row.person), Choice(row.choice), row.ts) for row in found)


def takeaways_of(read: Read, meeting: str) -> tuple[Takeaway, ...]:
    """Return the takeaways of a meeting about topics, as they were written."""
    found = read.rows(_TAKEAWAYS, {"this": meeting})
    return tuple(
        Takeaway(TakeawayId(row.id), None if row.topic is None else TopicId(row.topic), row.text, PersonId(row.author), row.at)
        for row in found
    )
