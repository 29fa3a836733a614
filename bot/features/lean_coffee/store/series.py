"""Series and their occurrences, read back and written."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from bot.core.ids import ChannelId, PersonId
from bot.features.lean_coffee.rules import (
    CalledOff,
    MeetingId,
    NoSuchOccurrence,
    NoSuchSeries,
    Occurrence,
    OccurrenceId,
    Series,
    SeriesId,
    SeriesState,
)
from bot.features.lean_coffee.rules.records import NEVER_OPENS
from bot.features.lean_coffee.store import rows
from bot.features.lean_coffee.tables import ComingRow, OccurrenceRow, SeriesRow
from bot.schedule import ScheduleId, Told, kept
from bot.store.base import in_workspace
from bot.store.conflict import insert_or_nothing
from bot.store.unit import Read, Unit

_HERE = (SeriesRow.workspace == in_workspace(),)
_ONE = select(SeriesRow).where(*_HERE, SeriesRow.id == bindparam("this"))
_LOCK = update(SeriesRow).where(*_HERE, SeriesRow.id == bindparam("this")).values(revision=SeriesRow.revision + 1)
_OF_CHANNEL = select(SeriesRow).where(*_HERE, SeriesRow.channel == bindparam("of_channel")).order_by(SeriesRow.id)
_OF_HOST = select(SeriesRow).where(*_HERE, SeriesRow.host == bindparam("of_host")).order_by(SeriesRow.id)
_EVERY = select(SeriesRow).where(*_HERE).order_by(SeriesRow.id)
_OFFERED = select(SeriesRow.offered).where(*_HERE, SeriesRow.id == bindparam("this"))
_SET_HOST = update(SeriesRow).where(*_HERE, SeriesRow.id == bindparam("this")).values(host=bindparam("to"), offered=None)
_MARK = update(SeriesRow).where(*_HERE, SeriesRow.id == bindparam("this")).values(offered=bindparam("left"))
_NEW = insert(SeriesRow)
_IN = (OccurrenceRow.workspace == in_workspace(),)
_OCCURRENCE = select(OccurrenceRow).where(*_IN, OccurrenceRow.id == bindparam("this"))
_AT = select(OccurrenceRow).where(
    *_IN, OccurrenceRow.series == bindparam("of_series"), OccurrenceRow.wall == bindparam("at_wall")
)
_OF_MEETING = select(OccurrenceRow).where(*_IN, OccurrenceRow.meeting == bindparam("of_meeting"))
_NOT_OPENED = (
    select(OccurrenceRow)
    .where(
        *_IN,
        OccurrenceRow.series == bindparam("of_series"),
        OccurrenceRow.starts > bindparam("after", type_=OccurrenceRow.starts.type),
        OccurrenceRow.meeting.is_(None),
    )
    .order_by(OccurrenceRow.starts)
)
_TOLD = select(OccurrenceRow.id, OccurrenceRow.series, OccurrenceRow.wall, OccurrenceRow.starts).where(
    *_IN,
    OccurrenceRow.starts > bindparam("after", type_=OccurrenceRow.starts.type),
    OccurrenceRow.meeting.is_(None),
    func.coalesce(OccurrenceRow.called_off, "") != CalledOff.MISSED.value,
)
_TOLD_OF = _TOLD.where(OccurrenceRow.series == bindparam("of_series"))
_ANNOUNCED = (
    select(OccurrenceRow.id)
    .join(SeriesRow, (SeriesRow.workspace == OccurrenceRow.workspace) & (SeriesRow.id == OccurrenceRow.series))
    .where(
        *_IN,
        SeriesRow.channel == bindparam("of_channel"),
        OccurrenceRow.starts > bindparam("after", type_=OccurrenceRow.starts.type),
        OccurrenceRow.meeting.is_(None),
        OccurrenceRow.skipped.is_(False),
    )
    .order_by(OccurrenceRow.id)
)
_LAST_OPENED = (
    select(OccurrenceRow.meeting)
    .where(*_IN, OccurrenceRow.series == bindparam("of_series"), OccurrenceRow.meeting.is_not(None))
    .order_by(OccurrenceRow.wall.desc())
    .limit(1)
)
_LOCK_OCCURRENCE = update(OccurrenceRow).where(*_IN, OccurrenceRow.id == bindparam("this")).values(skipped=OccurrenceRow.skipped)
_CHANGE = update(OccurrenceRow).where(*_IN, OccurrenceRow.id == bindparam("this"))
_NEW_OCCURRENCE = insert_or_nothing(OccurrenceRow)
_COMING = (
    select(ComingRow.person)
    .where(ComingRow.workspace == in_workspace(), ComingRow.occurrence == bindparam("this"))
    .order_by(ComingRow.person)
)
_COMES = insert_or_nothing(ComingRow)
_STAYS = delete(ComingRow).where(
    ComingRow.workspace == in_workspace(), ComingRow.occurrence == bindparam("this"), ComingRow.person == bindparam("who")
)
_PLANS_OF = (
    select(OccurrenceRow)
    .join(ComingRow, (ComingRow.workspace == OccurrenceRow.workspace) & (ComingRow.occurrence == OccurrenceRow.id))
    .where(
        *_IN,
        ComingRow.person == bindparam("who"),
        OccurrenceRow.starts > bindparam("after", type_=OccurrenceRow.starts.type),
        OccurrenceRow.skipped.is_(False),
    )
    .order_by(OccurrenceRow.starts, OccurrenceRow.id)
)


def add_series(unit: Unit, series: Series) -> None:
    """Write a new series."""
    unit.run(
        _NEW,
        {
            "id": series.id,
            "channel": series.channel,
            "host": series.host,
            "title": series.title,
            "zone": series.zone,
            "settings": rows.settings(series.settings),
            "link": series.link,
            "ahead": rows.span(series.ahead),
            "offered": None,
            "revision": 1,
        },
    )


def lock_series(unit: Unit, series: SeriesId) -> Series:
    """Lock a series, then read it. Raise NoSuchSeries."""
    unit.run(_LOCK, {"this": series})
    found = series_named(unit, series)
    if found is None:
        raise NoSuchSeries
    return found


def series_named(read: Read, series: SeriesId) -> Series | None:
    """Return a series; None where this workspace has none of this id."""
    row = read.row(_ONE, {"this": series})
    return None if row is None else _series(read, row)


def series_of(read: Read, channel: ChannelId) -> tuple[Series, ...]:
    """Return a channel's series that have not ended."""
    return _living(read, read.rows(_OF_CHANNEL, {"of_channel": channel}))


def series_hosted_by(read: Read, host: PersonId) -> tuple[Series, ...]:
    """Return the series that a person hosts and that have not ended."""
    return _living(read, read.rows(_OF_HOST, {"of_host": host}))


def all_series(read: Read) -> tuple[Series, ...]:
    """Return every series of the workspace that has not ended."""
    return _living(read, read.rows(_EVERY))


def offered(read: Read, series: SeriesId) -> PersonId | None:
    """Return the host who had left when others were asked to take a series over."""
    row = read.row(_OFFERED, {"this": series})
    return None if row is None or row.offered is None else PersonId(row.offered)


def set_host(unit: Unit, series: SeriesId, to: PersonId) -> None:
    """Write another host of a series down."""
    unit.run(_SET_HOST, {"this": series, "to": to})


def mark_offered(unit: Unit, series: SeriesId, left: PersonId) -> None:
    """Note that others were asked to take a series over from a host who has left."""
    unit.run(_MARK, {"this": series, "left": left})


def occurrence(read: Read, occurrence: OccurrenceId) -> Occurrence | None:
    """Return an announced occurrence; None where this workspace has none of this id."""
    row = read.row(_OCCURRENCE, {"this": occurrence})
    return None if row is None else _occurrence(read, row)


def lock_occurrence(unit: Unit, occurrence: OccurrenceId) -> Occurrence:
    """Lock an occurrence, then read it. Raise NoSuchOccurrence."""
    unit.run(_LOCK_OCCURRENCE, {"this": occurrence})
    row = unit.row(_OCCURRENCE, {"this": occurrence})
    if row is None:
        raise NoSuchOccurrence
    return _occurrence(unit, row)


def occurrence_at(read: Read, series: SeriesId, wall: datetime) -> Occurrence | None:
    """Return the occurrence of a series that has this wall time, once it was announced or opened."""
    row = read.row(_AT, {"of_series": series, "at_wall": wall.isoformat()})
    return None if row is None else _occurrence(read, row)


def keep_occurrence(unit: Unit, series: SeriesId, wall: datetime, starts: datetime) -> Occurrence:
    """Return the occurrence of this wall time, written now if it was not yet; until it has opened it starts when its zone says."""
    fresh = {"id": unit.fresh(), "meeting": None, "skipped": False, "called_off": None, "called_off_by": None}
    unit.run(_NEW_OCCURRENCE, {**fresh, "series": series, "wall": wall.isoformat(), "starts": starts})
    found = occurrence_at(unit, series, wall)
    assert found is not None  # it was inserted, or stood already
    if found.starts == starts or found.meeting is not None:
        return found
    move_occurrence(unit, found.id, starts)
    return replace(found, starts=starts)


def move_occurrence(unit: Unit, occurrence: OccurrenceId, starts: datetime) -> None:
    """Note that an occurrence starts at another instant than was announced."""
    unit.run(_CHANGE, {"this": occurrence, "starts": starts})


def rename_occurrence(unit: Unit, occurrence: OccurrenceId, wall: datetime, starts: datetime) -> None:
    """Note that an announced occurrence is at another wall time, and when that is; who is coming stays."""
    unit.run(_CHANGE, {"this": occurrence, "wall": wall.isoformat(), "starts": starts})


def told_since(read: Read, after: datetime) -> tuple[Told, ...]:
    """Return what was announced in this workspace for an instant after that, and has neither opened nor been missed."""
    return tuple(_told(row) for row in read.rows(_TOLD, {"after": after}))


def told_of(read: Read, series: SeriesId, after: datetime) -> Mapping[OccurrenceId, Told]:
    """Return the same of one series, by the ids of its occurrences."""
    return {OccurrenceId(row.id): _told(row) for row in read.rows(_TOLD_OF, {"of_series": series, "after": after})}


def _told(row: Any) -> Told:
    return Told(row.series, datetime.fromisoformat(row.wall), row.starts)


def mark_opened(unit: Unit, occurrence: OccurrenceId, meeting: MeetingId) -> None:
    """Note the meeting that an occurrence became."""
    unit.run(_CHANGE, {"this": occurrence, "meeting": meeting})


def mark_called_off(unit: Unit, occurrence: OccurrenceId, why: CalledOff | None, by: PersonId | None) -> None:
    """Note that an announced occurrence does not take place, why and by whom; or, with no reason, that it does after all."""
    called_off = None if why is None else why.value
    unit.run(_CHANGE, {"this": occurrence, "skipped": why in NEVER_OPENS, "called_off": called_off, "called_off_by": by})


def set_coming(unit: Unit, occurrence: OccurrenceId, person: PersonId, coming: bool) -> None:
    """Note whether somebody is coming."""
    if coming:
        unit.run(_COMES, {"occurrence": occurrence, "person": person})
    else:
        unit.run(_STAYS, {"this": occurrence, "who": person})


def announced_in(read: Read, channel: ChannelId) -> tuple[OccurrenceId, ...]:
    """Return the occurrences of a channel that were announced and are still to come."""
    return tuple(OccurrenceId(row.id) for row in read.rows(_ANNOUNCED, {"of_channel": channel, "after": read.now}))


def plans_of(read: Read, person: PersonId) -> tuple[Occurrence, ...]:
    """Return the occurrences to come that a person said they would come to, the next one first."""
    return tuple(_occurrence(read, row) for row in read.rows(_PLANS_OF, {"who": person, "after": read.now}))


def occurrence_of(read: Read, meeting: MeetingId) -> Occurrence | None:
    """Return the occurrence that became this meeting; None for a meeting of no series."""
    row = read.row(_OF_MEETING, {"of_meeting": meeting})
    return None if row is None else _occurrence(read, row)


def not_opened(read: Read, series: SeriesId, after: datetime) -> tuple[Occurrence, ...]:
    """Return the announced occurrences of a series that start after an instant and have not become a meeting, in order."""
    return tuple(_occurrence(read, row) for row in read.rows(_NOT_OPENED, {"of_series": series, "after": after}))


def last_meeting_of(read: Read, series: SeriesId) -> MeetingId | None:
    """Return the meeting that a series opened last, running or closed."""
    row = read.row(_LAST_OPENED, {"of_series": series})
    return None if row is None else MeetingId(row.meeting)


def _living(read: Read, found: Any) -> tuple[Series, ...]:
    return tuple(one for one in (_series(read, row) for row in found) if one.state is not SeriesState.ENDED)


def _series(read: Read, row: Any) -> Series:
    rule = kept(read, ScheduleId(row.id))
    return Series(
        id=SeriesId(row.id),
        channel=ChannelId(row.channel),
        host=PersonId(row.host),
        title=row.title,
        zone=row.zone,
        settings=rows.read_settings(row.settings),
        link=row.link,
        ahead=rows.read_span(row.ahead),
        state=SeriesState.ENDED if rule is None else SeriesState(rule.state.value),
        one_off=rule is not None and not rule.recurrence.rule,
    )


def _occurrence(read: Read, row: Any) -> Occurrence:
    people = read.rows(_COMING, {"this": row.id})
    return Occurrence(
        id=OccurrenceId(row.id),
        series=SeriesId(row.series),
        starts=row.starts,
        coming=frozenset(PersonId(one.person) for one in people),
        meeting=None if row.meeting is None else MeetingId(row.meeting),
        called_off=CalledOff(row.called_off or CalledOff.SKIPPED.value) if row.called_off or row.skipped else None,
        called_off_by=None if row.called_off_by is None else PersonId(row.called_off_by),
    )
