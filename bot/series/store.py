"""Rows <-> series, their announced dates and what people answered; all of their SQL."""

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from bot.core.ids import ChannelId, OccurrenceId, PersonId, SeriesId
from bot.schedule.schedules import ScheduleId, find_schedule
from bot.schedule.zone_changes import Told
from bot.series.rules import NEVER_OPENS, CalledOff, NoSuchOccurrence, NoSuchSeries, Occurrence, Reply, Series, SeriesState
from bot.series.tables import AnswerRow, OccurrenceRow, SeriesRow
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import insert_or_nothing, upsert
from bot.teams.members_store import is_with

_MICROSECOND = timedelta(microseconds=1)
_NOT_ANNOUNCED = -1
_HERE = (SeriesRow.workspace == in_workspace(), SeriesRow.ceremony == bindparam("ceremony"))
_ONE = select(SeriesRow).where(*_HERE, SeriesRow.id == bindparam("this"))
_HISTORY = select(SeriesRow.revision, SeriesRow.created).where(
    SeriesRow.workspace == in_workspace(), SeriesRow.id == bindparam("this")
)
_EVERY = select(SeriesRow).where(*_HERE).order_by(SeriesRow.created, SeriesRow.id)
_OF_CHANNEL = _EVERY.where(SeriesRow.channel == bindparam("of_channel"))
_OF_MEMBER = select(SeriesRow.channel).where(*_HERE, SeriesRow.ended.is_(None), is_with("who", SeriesRow.channel)).distinct()
_OF_OWNER = _EVERY.where(SeriesRow.owner == bindparam("of_owner"))
_ALL_OF_OWNER = (
    select(SeriesRow)
    .where(SeriesRow.workspace == in_workspace(), SeriesRow.owner == bindparam("of_owner"), SeriesRow.ended.is_(None))
    .order_by(SeriesRow.created, SeriesRow.id)
)
_SET = update(SeriesRow).where(SeriesRow.workspace == in_workspace(), SeriesRow.id == bindparam("this"))
_LOCK = _SET.values(revision=SeriesRow.revision + 1)
_NEW = insert(SeriesRow)
_IN = (OccurrenceRow.workspace == in_workspace(),)
_OCCURRENCE = select(OccurrenceRow).where(*_IN, OccurrenceRow.id == bindparam("this"))
_OF = OccurrenceRow.series == bindparam("of_series")
_AT = select(OccurrenceRow).where(*_IN, _OF, OccurrenceRow.wall == bindparam("at_wall"))
_OF_MEETING = select(OccurrenceRow).where(*_IN, OccurrenceRow.meeting == bindparam("of_meeting"))
_AFTER = OccurrenceRow.starts > bindparam("after", type_=OccurrenceRow.starts.type)
_TO_OPEN = (*_IN, _AFTER, OccurrenceRow.meeting.is_(None))
_OF_SERIES = (SeriesRow.workspace == OccurrenceRow.workspace) & (SeriesRow.id == OccurrenceRow.series)
_TAKES_PLACE = func.coalesce(OccurrenceRow.called_off, "").not_in([why.value for why in NEVER_OPENS])
_NOT_OPENED = select(OccurrenceRow).where(*_TO_OPEN, _OF).order_by(OccurrenceRow.starts)
_TOLD = select(OccurrenceRow.id, OccurrenceRow.series, OccurrenceRow.wall, OccurrenceRow.starts).where(
    *_TO_OPEN, func.coalesce(OccurrenceRow.called_off, "") != CalledOff.MISSED.value
)
_TOLD_BY = _TOLD.join(SeriesRow, _OF_SERIES).where(SeriesRow.ceremony == bindparam("ceremony"))
_TOLD_OF = _TOLD.where(_OF)
_ANNOUNCED = (
    select(OccurrenceRow.id)
    .join(SeriesRow, _OF_SERIES)
    .where(*_TO_OPEN, *_HERE, SeriesRow.channel == bindparam("of_channel"), _TAKES_PLACE)
    .order_by(OccurrenceRow.id)
)
_LAST_OPENED = (
    select(OccurrenceRow.meeting)
    .where(*_IN, _OF, OccurrenceRow.meeting.is_not(None))
    .order_by(OccurrenceRow.wall.desc())
    .limit(1)
)
_LAST_HOST = (
    select(OccurrenceRow.host)
    .where(
        *_IN,
        _OF,
        OccurrenceRow.host.is_not(None),
        OccurrenceRow.called_off.is_(None),
        OccurrenceRow.starts < bindparam("before", type_=OccurrenceRow.starts.type),
    )
    .order_by(OccurrenceRow.starts.desc())
    .limit(1)
)
_CHANGE = update(OccurrenceRow).where(*_IN, OccurrenceRow.id == bindparam("this"))
_LOCK_OCCURRENCE = _CHANGE.values(starts=OccurrenceRow.starts)
_NEW_OCCURRENCE = insert_or_nothing(OccurrenceRow)
_ANSWER = (AnswerRow.workspace == in_workspace(), AnswerRow.occurrence == bindparam("this"))
_ANSWERS = select(AnswerRow.person, AnswerRow.answer).where(*_ANSWER).order_by(AnswerRow.at, AnswerRow.person)
_SAY = upsert(AnswerRow, update=("answer", "at"))
_TAKE_BACK = delete(AnswerRow).where(*_ANSWER, AnswerRow.person == bindparam("who"))
_COMING_TO = (
    select(OccurrenceRow)
    .join(AnswerRow, (AnswerRow.workspace == OccurrenceRow.workspace) & (AnswerRow.occurrence == OccurrenceRow.id))
    .join(SeriesRow, _OF_SERIES)
    .where(*_IN, *_HERE, _AFTER, _TAKES_PLACE)
    .where(AnswerRow.person == bindparam("who"), AnswerRow.answer == Reply.COMING.value)
    .order_by(OccurrenceRow.starts, OccurrenceRow.id)
)
_HOSTED_BY = (
    select(OccurrenceRow)
    .join(SeriesRow, _OF_SERIES)
    .where(*_IN, *_HERE, _AFTER, _TAKES_PLACE, OccurrenceRow.host == bindparam("who"))
    .order_by(OccurrenceRow.starts, OccurrenceRow.id)
)


def add(unit: Unit, series: Series) -> None:
    """Write a new series."""
    row = {"id": series.id, "ceremony": series.ceremony, "channel": series.channel, "owner": series.owner, "title": series.title}
    fresh = {"created": unit.now, "offered": None, "ended": None, "revision": 1}
    unit.run(_NEW, {**row, **fresh, "link": series.link, **_leads(series), "own": series.own})


def rewrite(unit: Unit, series: Series) -> None:
    """Write down what was changed of a series by its form."""
    unit.run(_SET, {"this": series.id, "title": series.title, "link": series.link, **_leads(series), "own": series.own})


def mark_ended(unit: Unit, series: SeriesId) -> None:
    """Note that a series ends now."""
    unit.run(_SET, {"this": series, "ended": unit.now})


def lock(unit: Unit, ceremony: str, series: str) -> Series:
    """Lock a series, then read it. Raise NoSuchSeries."""
    unit.run(_LOCK, {"this": series})
    found = named(unit, ceremony, series)
    if found is None:
        raise NoSuchSeries(ceremony)
    return found


def named(read: Read, ceremony: str, series: str) -> Series | None:
    """Return a series of a ceremony; None where this workspace has none of this id."""
    row = read.row(_ONE, {"this": series, "ceremony": ceremony})
    return None if row is None else _series(read, row)


def history(read: Read, series: SeriesId) -> tuple[int, datetime]:
    """Return a number that rises with each change of a series, and when it was planned (UTC)."""
    row = read.row(_HISTORY, {"this": series})
    assert row is not None  # whoever asks has just read the series
    return int(row.revision), row.created


def in_channel(read: Read, ceremony: str, channel: ChannelId) -> tuple[Series, ...]:
    """Return a channel's series that have not ended, the oldest first."""
    return _living(read, read.rows(_OF_CHANNEL, {"ceremony": ceremony, "of_channel": channel}))


def over_in(read: Read, ceremony: str, channel: ChannelId) -> tuple[Series, ...]:
    """Return a channel's series that have ended, by somebody or with their last date, the oldest first."""
    found = (_series(read, row) for row in read.rows(_OF_CHANNEL, {"ceremony": ceremony, "of_channel": channel}))
    return tuple(one for one in found if one.state is SeriesState.ENDED)


def channels_of(read: Read, ceremony: str, person: PersonId) -> frozenset[ChannelId]:
    """Name the channels in which a person is and something of a ceremony comes again."""
    return frozenset(ChannelId(row.channel) for row in read.rows(_OF_MEMBER, {"ceremony": ceremony, "who": person}))


def owned_by(read: Read, ceremony: str, owner: PersonId) -> tuple[Series, ...]:
    """Return the series of an owner that have not ended, the oldest first."""
    return _living(read, read.rows(_OF_OWNER, {"ceremony": ceremony, "of_owner": owner}))


def all_owned_by(read: Read, owner: PersonId) -> tuple[Series, ...]:
    """Return what comes again by an owner, of whatever ceremony, and has not ended, the oldest first."""
    return _living(read, read.rows(_ALL_OF_OWNER, {"of_owner": owner}))


def every(read: Read, ceremony: str) -> tuple[Series, ...]:
    """Return every series of the workspace that has not ended, the oldest first."""
    return _living(read, read.rows(_EVERY, {"ceremony": ceremony}))


def set_owner(unit: Unit, series: SeriesId, to: PersonId) -> None:
    """Write another owner of a series down."""
    unit.run(_SET, {"this": series, "owner": to, "offered": None})


def mark_offered(unit: Unit, series: SeriesId, left: PersonId) -> None:
    """Note that others were asked to take a series over from an owner who has left."""
    unit.run(_SET, {"this": series, "offered": left})


def occurrence_named(read: Read, occurrence: str) -> Occurrence | None:
    """Return an announced date; None where this workspace has none of this id."""
    row = read.row(_OCCURRENCE, {"this": occurrence})
    return None if row is None else _occurrence(read, row)


def lock_occurrence(unit: Unit, ceremony: str, occurrence: str) -> Occurrence:
    """Lock an announced date, then read it. Raise NoSuchOccurrence."""
    unit.run(_LOCK_OCCURRENCE, {"this": occurrence})
    found = occurrence_named(unit, occurrence)
    if found is None:
        raise NoSuchOccurrence(ceremony)
    return found


def occurrence_at(read: Read, series: SeriesId, wall: datetime) -> Occurrence | None:
    """Return the date of a series that has this wall time, once it was announced or opened."""
    row = read.row(_AT, {"of_series": series, "at_wall": wall.isoformat()})
    return None if row is None else _occurrence(read, row)


def keep_occurrence(unit: Unit, series: SeriesId, wall: datetime, starts: datetime, due: datetime | None = None) -> Occurrence:
    """Return the date of this wall time, written now if it was not yet; until it has opened it starts when its zone says."""
    fresh = {
        "id": unit.fresh(),
        "meeting": None,
        "called_off": None,
        "called_off_by": None,
        "was_due": due,
        "host": None,
        "passed": None,
    }
    unit.run(_NEW_OCCURRENCE, {**fresh, "series": series, "wall": wall.isoformat(), "starts": starts})
    found = occurrence_at(unit, series, wall)
    assert found is not None  # it was inserted, or stood already
    if found.starts == starts or found.meeting is not None:
        return found
    move_occurrence(unit, found.id, wall, starts)
    return replace(found, starts=starts)


def move_occurrence(unit: Unit, occurrence: OccurrenceId, wall: datetime, starts: datetime) -> None:
    """Note when an announced date is now, by the wall and as an instant; who is coming stays."""
    unit.run(_CHANGE, {"this": occurrence, "wall": wall.isoformat(), "starts": starts})


def told_since(read: Read, ceremony: str, after: datetime) -> tuple[Told, ...]:
    """Return what was announced in this workspace for an instant after that, and has neither opened nor been missed."""
    return tuple(_told(row) for row in read.rows(_TOLD_BY, {"ceremony": ceremony, "after": after}))


def told_of(read: Read, series: SeriesId, after: datetime) -> Mapping[OccurrenceId, Told]:
    """Return the same of one series, by the ids of its dates."""
    return {OccurrenceId(row.id): _told(row) for row in read.rows(_TOLD_OF, {"of_series": series, "after": after})}


def mark_opened(unit: Unit, occurrence: OccurrenceId, meeting: str) -> None:
    """Note the meeting that a date became."""
    unit.run(_CHANGE, {"this": occurrence, "meeting": meeting})


def mark_called_off(unit: Unit, occurrence: OccurrenceId, why: CalledOff | None, by: PersonId | None) -> None:
    """Note that an announced date does not take place, why and by whom; or, with no reason, that it does after all."""
    unit.run(_CHANGE, {"this": occurrence, "called_off": None if why is None else why.value, "called_off_by": by})


def seat(unit: Unit, occurrence: OccurrenceId, host: PersonId | None) -> None:
    """Write down who hosts a date in turn; nobody where it is its owner's."""
    unit.run(_CHANGE, {"this": occurrence, "host": host})


def pass_over(unit: Unit, occurrence: OccurrenceId, passed: Collection[PersonId]) -> None:
    """Write down who is not to host a date, though it may be their turn."""
    unit.run(_CHANGE, {"this": occurrence, "passed": json.dumps(sorted(passed))})


def last_host(read: Read, series: SeriesId, before: datetime) -> PersonId | None:
    """Return whose turn the last date of a series was that starts before an instant and was not called off."""
    row = read.row(_LAST_HOST, {"of_series": series, "before": before})
    return None if row is None else PersonId(row.host)


def keep_reply(unit: Unit, occurrence: OccurrenceId, person: PersonId, said: Reply | None) -> None:
    """Write down a person's answer; None takes it back."""
    if said is None:
        unit.run(_TAKE_BACK, {"this": occurrence, "who": person})
    else:
        unit.run(_SAY, {"occurrence": occurrence, "person": person, "answer": said.value, "at": unit.now})


def announced_in(read: Read, ceremony: str, channel: ChannelId) -> tuple[OccurrenceId, ...]:
    """Return the dates that were announced in a channel and are still to come."""
    asked = {"ceremony": ceremony, "of_channel": channel, "after": read.now}
    return tuple(OccurrenceId(row.id) for row in read.rows(_ANNOUNCED, asked))


def coming_to(read: Read, ceremony: str, person: PersonId) -> tuple[Occurrence, ...]:
    """Return the dates to come that a person said they would come to, the next one first."""
    asked = {"ceremony": ceremony, "who": person, "after": read.now}
    return tuple(_occurrence(read, row) for row in read.rows(_COMING_TO, asked))


def hosted_by(read: Read, ceremony: str, person: PersonId) -> tuple[Occurrence, ...]:
    """Return the announced dates to come that are a person's turn to host, the next one first."""
    asked = {"ceremony": ceremony, "who": person, "after": read.now}
    return tuple(_occurrence(read, row) for row in read.rows(_HOSTED_BY, asked))


def occurrence_of(read: Read, meeting: str) -> Occurrence | None:
    """Return the date that became this meeting; None for a meeting of no series."""
    row = read.row(_OF_MEETING, {"of_meeting": meeting})
    return None if row is None else _occurrence(read, row)


def not_opened(read: Read, series: SeriesId, after: datetime) -> tuple[Occurrence, ...]:
    """Return the announced dates of a series that start after an instant and have not become a meeting, in order."""
    return tuple(_occurrence(read, row) for row in read.rows(_NOT_OPENED, {"of_series": series, "after": after}))


def last_meeting_of(read: Read, series: SeriesId) -> str | None:
    """Return the meeting that a series opened last, running or closed."""
    row = read.row(_LAST_OPENED, {"of_series": series})
    return None if row is None else str(row.meeting)


def _told(row: Any) -> Told:
    return Told(row.series, datetime.fromisoformat(row.wall), row.starts)


def _living(read: Read, found: Any) -> tuple[Series, ...]:
    return tuple(one for one in (_series(read, row) for row in found) if one.state is not SeriesState.ENDED)


def _leads(series: Series) -> dict[str, int | None]:
    ahead, reminded = series.ahead, series.reminded
    return {
        "ahead": _NOT_ANNOUNCED if ahead is None else ahead // _MICROSECOND,
        "reminded": None if reminded is None else reminded // _MICROSECOND,
    }


def _series(read: Read, row: Any) -> Series:
    rule = find_schedule(read, ScheduleId(row.id))
    quiet_until = None if rule is None else rule.recurrence.quiet_until
    return Series(
        id=SeriesId(row.id),
        ceremony=row.ceremony,
        channel=ChannelId(row.channel),
        owner=PersonId(row.owner),
        title=row.title,
        zone="UTC" if rule is None else rule.recurrence.zone,
        link=row.link,
        ahead=None if row.ahead < 0 else row.ahead * _MICROSECOND,
        reminded=None if row.reminded is None else row.reminded * _MICROSECOND,
        own=row.own,
        state=SeriesState.ENDED if rule is None else SeriesState(rule.state.value),
        one_off=rule is not None and rule.recurrence.once,
        counted=rule is not None and rule.recurrence.anchor is not None,
        offered=None if row.offered is None else PersonId(row.offered),
        quiet_until=quiet_until,
        ended=row.ended,
    )


def _occurrence(read: Read, row: Any) -> Occurrence:
    return Occurrence(
        id=OccurrenceId(row.id),
        series=SeriesId(row.series),
        wall=datetime.fromisoformat(row.wall),
        starts=row.starts,
        replies={PersonId(one.person): Reply(one.answer) for one in read.rows(_ANSWERS, {"this": row.id})},
        meeting=row.meeting,
        called_off=None if row.called_off is None else CalledOff(row.called_off),
        called_off_by=None if row.called_off_by is None else PersonId(row.called_off_by),
        was_due=row.was_due,
        host=None if row.host is None else PersonId(row.host),
        passed=frozenset(PersonId(one) for one in json.loads(row.passed or "[]")),
    )
