"""Meetings read back as the rules' values, and the lock that every act on one begins with."""

from collections.abc import Sequence
from enum import Flag, auto
from typing import Any

from sqlalchemy import bindparam, or_, select, update

from bot.core.ids import ChannelId, PersonId, SeriesId
from bot.features.lean_coffee.rules import (
    Ballot,
    Choice,
    Closing,
    Meeting,
    MeetingId,
    NoMeeting,
    Outage,
    Stage,
    Takeaway,
    TakeawayId,
    Thumb,
    Topic,
    TopicId,
)
from bot.features.lean_coffee.store import rows
from bot.features.lean_coffee.store.topics import on_agenda
from bot.features.lean_coffee.tables import BallotRow, MeetingRow, TakeawayRow, ThumbRow
from bot.presence import here, segments, somebody_here
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
_IS = (MeetingRow.workspace == in_workspace(), MeetingRow.id == bindparam("this"))
_ROW = select(MeetingRow).where(*_IS)
_LOCK = update(MeetingRow).where(*_IS).values(revision=MeetingRow.revision + 1).returning(*MeetingRow.__table__.c)
_BALLOTS = (
    select(BallotRow.voter, BallotRow.dots, BallotRow.at)
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
_OPEN_IN = (
    select(MeetingRow.id)
    .where(MeetingRow.workspace == in_workspace(), MeetingRow.channel == bindparam("of_channel"), MeetingRow.closed.is_(None))
    .order_by(MeetingRow.id)
)
_OPEN_OF = _OPEN_IN.where(MeetingRow.lane == "")
_OPEN = select(MeetingRow.id).where(MeetingRow.workspace == in_workspace(), MeetingRow.closed.is_(None)).order_by(MeetingRow.id)
_OPEN_WITH = (
    select(MeetingRow.id)
    .where(
        MeetingRow.workspace == in_workspace(),
        MeetingRow.closed.is_(None),
        or_(MeetingRow.host == bindparam("who"), somebody_here(MeetingRow.id, lambda person: person == bindparam("who"))),
    )
    .order_by(MeetingRow.opened, MeetingRow.id)
)


def lock_meeting(unit: Unit, meeting: MeetingId, parts: Part = WHOLE) -> Meeting:
    """Lock a meeting, then read it: what is counted afterwards is what was committed. Raise NoMeeting."""
    return _meeting(unit, lock_row(unit, meeting), parts)


def lock_row(unit: Unit, meeting: MeetingId) -> Any:
    """Lock a meeting and return its row alone. Raise NoMeeting."""
    row = unit.row(_LOCK, {"this": meeting})
    if row is None:
        raise NoMeeting
    return row


def meeting(read: Read, meeting: MeetingId, parts: Part = WHOLE) -> Meeting | None:
    """Return a meeting, open or closed; None where this workspace has none of this id."""
    row = read.row(_ROW, {"this": meeting})
    return None if row is None else _meeting(read, row, parts)


def open_meeting_of(read: Read, channel: ChannelId) -> MeetingId | None:
    """Return the channel's own open meeting, beside those in threads."""
    row = read.row(_OPEN_OF, {"of_channel": channel})
    return None if row is None else MeetingId(row.id)


def open_meetings_in(read: Read, channel: ChannelId) -> tuple[MeetingId, ...]:
    """Return all open meetings of a channel, those in threads too."""
    return tuple(MeetingId(row.id) for row in read.rows(_OPEN_IN, {"of_channel": channel}))


def open_meetings(read: Read) -> tuple[MeetingId, ...]:
    """Return all open meetings of the workspace."""
    return tuple(MeetingId(row.id) for row in read.rows(_OPEN))


def open_meetings_with(read: Read, person: PersonId) -> tuple[MeetingId, ...]:
    """Return the open meetings that a person hosts or is in, the one that opened first first."""
    return tuple(MeetingId(row.id) for row in read.rows(_OPEN_WITH, {"who": person}))


def _meeting(read: Read, row: Any, parts: Part) -> Meeting:
    this = {"this": row.id}
    present, ever = _people(read, row.id, parts)
    return meeting_of_row(
        row,
        topics=on_agenda(read, MeetingId(row.id)) if Part.TOPICS in parts else (),
        ballots=_ballots(read.rows(_BALLOTS, this)) if Part.BALLOTS in parts else (),
        thumbs=_thumbs(read.rows(_THUMBS, this)) if Part.THUMBS in parts else (),
        takeaways=_takeaways(read.rows(_TAKEAWAYS, this)) if Part.TAKEAWAYS in parts else (),
        here=present,
        came=ever,
    )


def meeting_of_row(
    row: Any,
    *,
    topics: tuple[Topic, ...] = (),
    ballots: tuple[Ballot, ...] = (),
    thumbs: tuple[Thumb, ...] = (),
    takeaways: tuple[Takeaway, ...] = (),
    here: frozenset[PersonId] = frozenset(),
    came: frozenset[PersonId] = frozenset(),
) -> Meeting:
    """Return the meeting that a row and what was read beside it are."""
    return Meeting(
        id=MeetingId(row.id),
        channel=ChannelId(row.channel),
        title=row.title,
        host=PersonId(row.host),
        zone=row.zone,
        settings=rows.read_settings(row.settings),
        opened=row.opened,
        planned_end=row.planned_end,
        began=row.began,
        due=row.due,
        stage=Stage(row.stage),
        phase=row.phase,
        link=row.link,
        series=None if row.series is None else SeriesId(row.series),
        dots=row.dots,
        voted_until=row.voted_until,
        regrouped=row.regrouped,
        topic=None if row.topic is None else TopicId(row.topic),
        box=row.box,
        silences=row.silences,
        left=None if row.box_left is None else rows.read_span(row.box_left),
        ran=rows.read_span(row.box_ran),
        verdict=rows.read_verdict(row.verdict),
        steered=rows.read_steered(row),
        outage=_outage(row),
        closed=row.closed,
        how=None if row.how is None else Closing(row.how),
        topics=topics,
        ballots=ballots,
        thumbs=thumbs,
        takeaways=takeaways,
        here=here,
        came=came,
        in_thread=row.lane != "",
    )


def _people(read: Read, meeting: str, parts: Part) -> tuple[frozenset[PersonId], frozenset[PersonId]]:
    if Part.CAME in parts:
        stretches = segments(read, meeting)
        return frozenset(who for who, of in stretches.items() if any(one.until is None for one in of)), frozenset(stretches)
    present = frozenset(here(read, meeting)) if Part.HERE in parts else frozenset[PersonId]()
    return present, present


def _outage(row: Any) -> Outage | None:
    return None if row.outage_began is None else Outage(row.outage_began, row.outage_ended, rows.read_span(row.outage_given))


def _ballots(found: Sequence[Any]) -> tuple[Ballot, ...]:
    return tuple(Ballot(PersonId(row.voter), tuple(TopicId(dot) for dot in row.dots.split()), row.at) for row in found)


def _thumbs(found: Sequence[Any]) -> tuple[Thumb, ...]:
    return tuple(Thumb(PersonId(row.person), Choice(row.choice), row.ts) for row in found)


def _takeaways(found: Sequence[Any]) -> tuple[Takeaway, ...]:
    return tuple(
        Takeaway(TakeawayId(row.id), None if row.topic is None else TopicId(row.topic), row.text, PersonId(row.author), row.at)
        for row in found
    )
