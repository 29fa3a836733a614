"""Reads and locks meetings of any ceremony."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import Select, String, and_, bindparam, func, or_, select, update

from bot.core.ids import ChannelId, MeetingId, PersonId, SeriesId
from bot.meetings import rows
from bot.meetings.rules.refusals import NoMeeting
from bot.meetings.rules.values import Closing
from bot.meetings.tables import MeetingRow
from bot.presence.store import segments, somebody_here
from bot.store.base import Base, in_workspace
from bot.store.unit import Read, Unit

_IN = MeetingRow.workspace == in_workspace()
_IS = (_IN, MeetingRow.id == bindparam("this"))
_OF_ANY = MeetingRow.__table__.c
_ROW = select(*_OF_ANY).where(*_IS)
_ITS = MeetingRow.__table__.alias("its")
_PARENT = select(_ITS.c.parent).where(_ITS.c.workspace == in_workspace(), _ITS.c.id == bindparam("this"))
_LOCKS = func.coalesce(_PARENT.scalar_subquery(), bindparam("this", type_=String()))
_LOCK = update(MeetingRow).where(_IN, MeetingRow.id == _LOCKS).values(revision=MeetingRow.revision + 1)
"""A table's lock is that of the meeting that it is a table of: whose parent never changes, so it may be read before the wait."""
_OPEN_IN = (
    select(MeetingRow.id, MeetingRow.ceremony, MeetingRow.lane)
    .where(_IN, MeetingRow.channel == bindparam("of_channel"), MeetingRow.closed.is_(None), MeetingRow.parent.is_(None))
    .order_by(MeetingRow.id)
)
_TABLES_OF = select(MeetingRow.id).where(_IN, MeetingRow.parent == bindparam("of_parent")).order_by(MeetingRow.id)
_OPEN_TABLES_OF = _TABLES_OF.where(MeetingRow.closed.is_(None))
_OPEN_OF = _OPEN_IN.where(MeetingRow.lane == bindparam("of_lane"))
_THEIRS = MeetingRow.ceremony == bindparam("of_ceremony")
_OPEN = select(MeetingRow.id).where(_IN, _THEIRS, MeetingRow.closed.is_(None)).order_by(MeetingRow.id)
_WITH = or_(MeetingRow.host == bindparam("who"), somebody_here(MeetingRow.id, lambda person: person == bindparam("who")))
_RUNNING_WITH = (
    select(MeetingRow.id, MeetingRow.title, MeetingRow.channel)
    .where(_IN, MeetingRow.closed.is_(None), MeetingRow.parent.is_(None), _WITH)
    .order_by(MeetingRow.opened, MeetingRow.id)
)
_OPEN_WITH = _RUNNING_WITH.where(_THEIRS)
_OPEN_OF_SERIES = select(MeetingRow.id, MeetingRow.planned_end).where(
    _IN, MeetingRow.series == bindparam("of_series"), MeetingRow.closed.is_(None)
)
_LAST_HOST = (
    select(MeetingRow.host)
    .where(_IN, _THEIRS, MeetingRow.channel == bindparam("of_channel"), MeetingRow.lane == "")
    .order_by(MeetingRow.opened.desc(), MeetingRow.id.desc())
    .limit(1)
)


@dataclass(frozen=True)
class Running:
    """A meeting that runs, and where."""

    title: str
    channel: ChannelId


@dataclass(frozen=True)
class Head:
    """What is known of a meeting without its ceremony."""

    id: MeetingId
    ceremony: str
    title: str
    is_open: bool


def joined(own: type[Base], *more: Any) -> Select[Any]:
    """Return the SELECT of a meeting (`this`) with what its ceremony has in a table of its own, keyed by `meeting`, in one row."""
    table = own.__table__
    its = [column for column in table.c if column.name not in ("workspace", "meeting")]
    same = and_(table.c.workspace == MeetingRow.workspace, table.c.meeting == MeetingRow.id)
    return select(*_OF_ANY, *its, *more).select_from(MeetingRow).join(table, same).where(*_IS)


def alone(ceremony: str) -> Select[Any]:
    """Return the SELECT of a meeting (`this`) of a ceremony that has no table of its own for it."""
    return _ROW.where(MeetingRow.ceremony == ceremony)


def lock(unit: Unit, meeting: MeetingId) -> None:
    """Lock a meeting, of a table the one that it belongs to: what the statements that follow read was committed. Raise NoMeeting."""
    # Both rows in one UPDATE … FROM … RETURNING would save a statement and read the ceremony's own from before the wait.
    if not unit.run(_LOCK, {"this": meeting}):
        raise NoMeeting


def shared(row: Any, stages: type[Enum], read_kept: rows.Kept | None = None) -> dict[str, Any]:
    """Return what any meeting's row says, by the names of a `Meeting`; its ceremony adds its own, and who is here.

    `read_kept` reads what it keeps to take a change of phase back.
    """
    steps, undone = ((), None) if read_kept is None else rows.read_undo(row.undo, stages, read_kept)
    return {
        "id": MeetingId(row.id),
        "channel": ChannelId(row.channel),
        "title": row.title,
        "host": PersonId(row.host),
        "zone": row.zone,
        "opened": row.opened,
        "planned_end": row.planned_end,
        "began": row.began,
        "due": row.due,
        "stage": stages(row.stage),
        "phase": row.phase,
        "link": row.link,
        "series": None if row.series is None else SeriesId(row.series),
        "parent": None if row.parent is None else MeetingId(row.parent),
        "regrouped": row.regrouped,
        "steered": rows.read_steered(row),
        "outage": rows.read_outage(row),
        "closed": row.closed,
        "how": None if row.how is None else Closing(row.how),
        "in_thread": row.lane == row.id,
        "cohosts": rows.read_people(row.cohosts),
        "claim": rows.read_claim(row),
        "steps": steps,
        "undone": undone,
    }


def attendance(read: Read, meeting: str) -> dict[str, Any]:
    """Return who is here and who ever came, by the names of a `Meeting`."""
    stretches = segments(read, meeting)
    here = frozenset(who for who, of in stretches.items() if any(one.until is None for one in of))
    return {"here": here, "came": frozenset(stretches)}


def head(read: Read, meeting: MeetingId) -> Head | None:
    """Return what is known of a meeting of any ceremony; None where this workspace has none of this id."""
    row = read.row(_ROW, {"this": meeting})
    return None if row is None else Head(MeetingId(row.id), row.ceremony, row.title, row.closed is None)


def hosts_of(read: Read, meeting: MeetingId) -> frozenset[PersonId]:
    """Return the host of a meeting of any ceremony and its co-hosts; nobody where this workspace has none of this id."""
    row = read.row(_ROW, {"this": meeting})
    return frozenset() if row is None else rows.read_people(row.cohosts) | {PersonId(row.host)}


def open_meeting_of(read: Read, channel: ChannelId, ceremony: str | None = None, lane: str = "") -> MeetingId | None:
    """Return the channel's own open meeting, beside those in threads; None where that is another ceremony's than the one named."""
    row = read.row(_OPEN_OF, {"of_channel": channel, "of_lane": lane})
    return None if row is None or ceremony not in (None, row.ceremony) else MeetingId(row.id)


def running_in(read: Read, channel: ChannelId) -> Head | None:
    """Return the channel's own open meeting, of whatever ceremony."""
    row = read.row(_OPEN_OF, {"of_channel": channel, "of_lane": ""})
    return None if row is None else head(read, MeetingId(row.id))


def open_meetings_in(read: Read, channel: ChannelId, ceremony: str) -> tuple[MeetingId, ...]:
    """Return all open meetings of a ceremony in a channel, those in threads too, without their tables."""
    return tuple(MeetingId(row.id) for row in read.rows(_OPEN_IN, {"of_channel": channel}) if row.ceremony == ceremony)


def tables_of(read: Read, meeting: MeetingId, *, still_open: bool = False) -> tuple[MeetingId, ...]:
    """Return the tables that a meeting has or had, in their order; `still_open`: those alone that are."""
    statement = _OPEN_TABLES_OF if still_open else _TABLES_OF
    return tuple(MeetingId(row.id) for row in read.rows(statement, {"of_parent": meeting}))


def open_meeting_of_series(read: Read, series: SeriesId) -> tuple[MeetingId, datetime] | None:
    """Return the open meeting of a series, and its planned end."""
    row = read.row(_OPEN_OF_SERIES, {"of_series": series})
    return None if row is None else (MeetingId(row.id), row.planned_end)


def open_meetings(read: Read, ceremony: str) -> tuple[MeetingId, ...]:
    """Return all open meetings of a ceremony in the workspace, tables too."""
    return tuple(MeetingId(row.id) for row in read.rows(_OPEN, {"of_ceremony": ceremony}))


def open_meetings_with(read: Read, person: PersonId, ceremony: str) -> tuple[MeetingId, ...]:
    """Return the open meetings of a ceremony that a person hosts or is in, without tables, the one that opened first first."""
    return tuple(MeetingId(row.id) for row in read.rows(_OPEN_WITH, {"who": person, "of_ceremony": ceremony}))


def running_with(read: Read, person: PersonId) -> tuple[Running, ...]:
    """Return what runs now that a person hosts or is in, of whatever ceremony, the oldest first."""
    rows = read.rows(_RUNNING_WITH, {"who": person})
    return tuple(Running(row.title, ChannelId(row.channel)) for row in rows)


def last_host(read: Read, channel: ChannelId, ceremony: str) -> PersonId | None:
    """Return the host of the open or last meeting of a ceremony that is the channel's own."""
    row = read.row(_LAST_HOST, {"of_channel": channel, "of_ceremony": ceremony})
    return None if row is None else PersonId(row.host)
