"""Rows <-> segments, and the verbs of presence: check in, leave, end, correct."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, ColumnElement, Exists, SQLColumnExpression, bindparam, exists, select, type_coerce, update
from sqlalchemy.orm import InstrumentedAttribute

from bot.core.ids import PersonId
from bot.presence.rules import Guest, Segment, Source, known_by, minutes_present, was_there
from bot.presence.tables import CorrectionRow, GuestRow, SegmentRow
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import insert_or_nothing, upsert

_OF_SESSION = (SegmentRow.workspace == in_workspace(), SegmentRow.session == bindparam("session"))
_OPEN = select(SegmentRow.person).where(*_OF_SESSION, SegmentRow.until.is_(None)).order_by(SegmentRow.since, SegmentRow.segment)
_ALL = (
    select(SegmentRow.person, SegmentRow.since, SegmentRow.until)
    .where(*_OF_SESSION)
    .order_by(SegmentRow.since, SegmentRow.segment)
)
_OF_SEVERAL = (
    select(SegmentRow.session, SegmentRow.person, SegmentRow.since, SegmentRow.until)
    .where(SegmentRow.workspace == in_workspace(), SegmentRow.session.in_(bindparam("sessions", expanding=True)))
    .order_by(SegmentRow.since, SegmentRow.segment)
)
_ENTER = insert_or_nothing(SegmentRow)
_LEAVE = (
    update(SegmentRow)
    .where(*_OF_SESSION, SegmentRow.person == bindparam("who"), SegmentRow.until.is_(None))
    .values(until=bindparam("at", type_=SegmentRow.until.type))
)
_END = (
    update(SegmentRow).where(*_OF_SESSION, SegmentRow.until.is_(None)).values(until=bindparam("at", type_=SegmentRow.until.type))
)
_BY = bindparam("by", type_=BigInteger())
_MOVE = (
    update(SegmentRow)
    .where(*_OF_SESSION)
    .values(since=type_coerce(SegmentRow.since, BigInteger) + _BY, until=type_coerce(SegmentRow.until, BigInteger) + _BY)
)
_CORRECT = upsert(CorrectionRow, update=("minutes", "corrected_by", "reason", "at"))
_CORRECTIONS = select(CorrectionRow.person, CorrectionRow.minutes, CorrectionRow.corrected_by, CorrectionRow.reason).where(
    CorrectionRow.workspace == in_workspace(), CorrectionRow.session == bindparam("session")
)

_CORRECTIONS_OF_SEVERAL = select(CorrectionRow.session, CorrectionRow.person, CorrectionRow.minutes).where(
    CorrectionRow.workspace == in_workspace(), CorrectionRow.session.in_(bindparam("sessions", expanding=True))
)
_GUEST = upsert(GuestRow, update=("name", "minutes", "stated_by", "reason", "at"))
_GUESTS = (
    select(GuestRow.session, GuestRow.name, GuestRow.minutes)
    .where(
        GuestRow.workspace == in_workspace(), GuestRow.session.in_(bindparam("sessions", expanding=True)), GuestRow.minutes > 0
    )
    .order_by(GuestRow.known_by)
)


@dataclass(frozen=True)
class Correction:
    """The minutes that the host states for a person, and why."""

    person: PersonId
    minutes: int
    by: PersonId
    reason: str


def check_in(unit: Unit, session: str, person: PersonId, source: Source) -> bool:
    """Begin a segment now; answer False when the person is already here. The caller has locked the session."""
    values = {
        "segment": unit.fresh(),
        "session": session,
        "person": person,
        "since": unit.now,
        "until": None,
        "source": source.value,
    }
    return unit.run(_ENTER, values) == 1


def leave(unit: Unit, session: str, person: PersonId) -> bool:
    """End a person's segment now; answer False when the person was not here."""
    return unit.run(_LEAVE, {"session": session, "who": person, "at": unit.now}) > 0


def end(unit: Unit, session: str, at: datetime) -> None:
    """End every open segment of a session at an instant: the session is over."""
    unit.run(_END, {"session": session, "at": at})


def move_all(unit: Unit, session: str, by: timedelta) -> None:
    """Move every segment of a session with a clock that was set: nobody was there for longer or shorter by that."""
    unit.run(_MOVE, {"session": session, "by": by // timedelta(microseconds=1)})


def here(read: Read, session: str) -> tuple[PersonId, ...]:
    """Return who is here now, in the order in which they came."""
    return tuple(PersonId(row.person) for row in read.rows(_OPEN, {"session": session}))


def somebody_here(session: SQLColumnExpression[str], who: Callable[[InstrumentedAttribute[str]], ColumnElement[bool]]) -> Exists:
    """Return the SQL condition that somebody is in a session now of whom `who` holds: for a statement that asks more at once."""
    here_now = (SegmentRow.workspace == in_workspace(), SegmentRow.session == session, SegmentRow.until.is_(None))
    return exists().where(*here_now, who(SegmentRow.person))


def segments(read: Read, session: str) -> dict[PersonId, list[Segment]]:
    """Return every person's segments of a session, people in the order in which they first came."""
    found: dict[PersonId, list[Segment]] = {}
    for row in read.rows(_ALL, {"session": session}):
        person = PersonId(row.person)
        found.setdefault(person, []).append(Segment(person, row.since, row.until))
    return found


def correct(unit: Unit, session: str, correction: Correction) -> None:
    """Write down the host's word on a person's minutes; the last word counts."""
    unit.run(
        _CORRECT,
        {
            "session": session,
            "person": correction.person,
            "minutes": correction.minutes,
            "corrected_by": correction.by,
            "reason": correction.reason,
            "at": unit.now,
        },
    )


def corrections(read: Read, session: str) -> dict[PersonId, Correction]:
    """Return the host's words on a session, by person."""
    rows = read.rows(_CORRECTIONS, {"session": session})
    return {PersonId(r.person): Correction(PersonId(r.person), r.minutes, PersonId(r.corrected_by), r.reason) for r in rows}


def minutes_there(read: Read, ran: Mapping[str, tuple[datetime, datetime]]) -> dict[str, dict[PersonId, int]]:
    """Return who was there for how many whole minutes, by session: the host's word before the segments. `ran`: from when to when (UTC)."""
    there: dict[str, dict[PersonId, list[Segment]]] = {session: {} for session in ran}
    for row in read.rows(_OF_SEVERAL, {"sessions": [*ran]}):
        person = PersonId(row.person)
        there[row.session].setdefault(person, []).append(Segment(person, row.since, row.until))
    found = {
        session: {person: minutes_present(stretches, *ran[session]) for person, stretches in people.items()}
        for session, people in there.items()
    }
    for row in read.rows(_CORRECTIONS_OF_SEVERAL, {"sessions": [*ran]}):
        found[row.session][PersonId(row.person)] = row.minutes
    return found


def attended(read: Read, session: str) -> frozenset[PersonId]:
    """Return who was there, as its host has corrected it."""
    stated = corrections(read, session)
    return was_there(segments(read, session), {person: said.minutes for person, said in stated.items()})


def note_guest(unit: Unit, session: str, guest: Guest, by: PersonId, reason: str) -> None:
    """Write down who was on the call and is not in Slack; the last word on a name counts, and none of its minutes takes it off."""
    stated = {"name": guest.name, "minutes": guest.minutes, "stated_by": by, "reason": reason, "at": unit.now}
    unit.run(_GUEST, {"session": session, "known_by": known_by(guest.name), **stated})


def guests(read: Read, sessions: Iterable[str]) -> dict[str, list[Guest]]:
    """Return who was on the call of each session and is not in Slack, by name."""
    found: dict[str, list[Guest]] = {session: [] for session in sessions}
    for row in read.rows(_GUESTS, {"sessions": [*found]}) if found else ():
        found[row.session].append(Guest(row.name, row.minutes))
    return found
