"""Rows <-> the ledger's values; all of its SQL."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Integer, bindparam, delete, func, insert, select, update

from bot.core.facts import MeetingClosed
from bot.core.ids import ChannelId, PersonId
from bot.features.seu.rules import Entry, Keeping, Kind, Session, Source, Worth
from bot.features.seu.tables import AttendanceRow, EntryRow, LedgerRow, RosterRequestRow, SessionRow
from bot.presence import Segment, segments
from bot.store.base import in_workspace
from bot.store.conflict import insert_or_nothing, upsert
from bot.store.unit import Read, Unit

CATEGORY = "Events"
"""Scrum Alliance's activity type for a Lean Coffee (second-hand label; see docs/seu.md)."""

_SESSION = select(SessionRow).where(SessionRow.workspace == in_workspace(), SessionRow.session == bindparam("session"))
_KEEP_SESSION = insert_or_nothing(SessionRow)
_OPEN_LEDGER = insert_or_nothing(LedgerRow)
_LOCK_LEDGER = (
    update(LedgerRow)
    .where(LedgerRow.workspace == in_workspace(), LedgerRow.person == bindparam("who"))
    .values(revision=LedgerRow.revision + 1)
    .returning(LedgerRow.keeping)
)
_KEEPING = select(LedgerRow.keeping).where(LedgerRow.workspace == in_workspace(), LedgerRow.person == bindparam("person"))
_DECIDE = (
    update(LedgerRow)
    .where(LedgerRow.workspace == in_workspace(), LedgerRow.person == bindparam("who"))
    .values(keeping=bindparam("answer"))
)
_ENTRIES = (
    select(EntryRow)
    .where(EntryRow.workspace == in_workspace(), EntryRow.person == bindparam("person"))
    .order_by(EntryRow.at, EntryRow.entry)
)
_OF_SESSION = _ENTRIES.where(EntryRow.session == bindparam("session"))
_ENTRY = select(EntryRow).where(EntryRow.workspace == in_workspace(), EntryRow.entry == bindparam("entry"))
_BALANCE = select(func.coalesce(func.sum(EntryRow.minutes), 0, type_=Integer).label("minutes")).where(
    EntryRow.workspace == in_workspace(), EntryRow.person == bindparam("person")
)
_BACK = select(EntryRow.reverses).where(
    EntryRow.workspace == in_workspace(), EntryRow.person == bindparam("person"), EntryRow.reverses.is_not(None)
)
_LATEST = (
    select(EntryRow)
    .where(
        EntryRow.workspace == in_workspace(),
        EntryRow.person == bindparam("person"),
        EntryRow.kind == Kind.CREDIT.value,
        EntryRow.entry.not_in(_BACK.scalar_subquery()),
    )
    .order_by(EntryRow.day.desc(), EntryRow.at.desc())
    .limit(bindparam("most", type_=Integer))
)
_WRITE = insert(EntryRow)
_KEEP_ATTENDANCE = upsert(AttendanceRow, update=("present", "shared", "credited", "by_host"))
_ATTENDANCE = select(AttendanceRow).where(
    AttendanceRow.workspace == in_workspace(),
    AttendanceRow.session == bindparam("session"),
    AttendanceRow.person == bindparam("person"),
)
_ASKED = (
    select(AttendanceRow.session)
    .join(SessionRow, (SessionRow.workspace == AttendanceRow.workspace) & (SessionRow.session == AttendanceRow.session))
    .where(
        AttendanceRow.workspace == in_workspace(),
        AttendanceRow.person == bindparam("person"),
        AttendanceRow.asked.is_(True),
        AttendanceRow.declined.is_(False),
    )
    .order_by(SessionRow.began, SessionRow.session)
)
_DECLINE = (
    update(AttendanceRow)
    .where(AttendanceRow.workspace == in_workspace(), AttendanceRow.person == bindparam("who"), AttendanceRow.asked.is_(True))
    .values(declined=True)
)
_CREDITED_BESIDE = (
    select(SessionRow.session, SessionRow.began, SessionRow.ended)
    .join(EntryRow, (EntryRow.workspace == SessionRow.workspace) & (EntryRow.session == SessionRow.session))
    .where(
        SessionRow.workspace == in_workspace(),
        EntryRow.person == bindparam("person"),
        SessionRow.session != bindparam("session"),
        SessionRow.began < bindparam("ended", type_=SessionRow.ended.type),
        SessionRow.ended > bindparam("began", type_=SessionRow.began.type),
    )
    .distinct()
)
_ASK_HOST = insert_or_nothing(RosterRequestRow)
_REQUEST = select(RosterRequestRow.minutes, RosterRequestRow.reason).where(
    RosterRequestRow.workspace == in_workspace(),
    RosterRequestRow.session == bindparam("session"),
    RosterRequestRow.person == bindparam("person"),
)
_ANSWERED = delete(RosterRequestRow).where(
    RosterRequestRow.workspace == in_workspace(),
    RosterRequestRow.session == bindparam("session"),
    RosterRequestRow.person == bindparam("person"),
)


@dataclass(frozen=True)
class Attendance:
    """What a session was worth to a person; `asked` in the one question, `declined` there."""

    session: str
    person: PersonId
    worth: Worth
    by_host: bool = False
    asked: bool = False
    declined: bool = False


def keep_session(unit: Unit, fact: MeetingClosed) -> None:
    """Write down what people attended."""
    unit.run(
        _KEEP_SESSION,
        {
            "session": fact.session,
            "title": fact.title,
            "ceremony": fact.ceremony,
            "channel": fact.channel,
            "host": fact.host,
            "began": fact.began,
            "ended": fact.ended,
            "zone": fact.zone,
            "rule": fact.rule,
            "minimum": fact.minimum,
        },
    )


def session(read: Read, session: str) -> Session | None:
    """Return what people attended."""
    row = read.row(_SESSION, {"session": session})
    if row is None:
        return None
    channel, host = ChannelId(row.channel), PersonId(row.host)
    return Session(row.session, row.title, row.ceremony, channel, host, row.began, row.ended, row.zone, row.rule, row.minimum)


def lock_ledger(unit: Unit, person: PersonId) -> Keeping:
    """Lock one person's ledger, opening it when there is none; answer what they decided."""
    unit.run(_OPEN_LEDGER, {"person": person, "keeping": Keeping.UNDECIDED.value, "revision": 0})
    row = unit.row(_LOCK_LEDGER, {"who": person})
    return Keeping(row.keeping) if row else Keeping.UNDECIDED


def keeping(read: Read, person: PersonId) -> Keeping:
    """Return a person's answer to the one question."""
    row = read.row(_KEEPING, {"person": person})
    return Keeping(row.keeping) if row else Keeping.UNDECIDED


def decide(unit: Unit, person: PersonId, answer: Keeping) -> None:
    """Write down a person's answer; the ledger is locked."""
    unit.run(_DECIDE, {"who": person, "answer": answer.value})


def entries_of(read: Read, person: PersonId, session: str) -> list[Entry]:
    """Return a person's entries for one session, oldest first."""
    return [_entry(row) for row in read.rows(_OF_SESSION, {"person": person, "session": session})]


def entry(read: Read, entry: str) -> Entry | None:
    """Return one entry."""
    row = read.row(_ENTRY, {"entry": entry})
    return _entry(row) if row else None


def balance(read: Read, person: PersonId) -> int:
    """Return the minutes of a person's whole ledger."""
    row = read.row(_BALANCE, {"person": person})
    return int(row.minutes) if row else 0


def latest(read: Read, person: PersonId, most: int) -> list[Entry]:
    """Return a person's standing credits, the newest activity first."""
    return [_entry(row) for row in read.rows(_LATEST, {"person": person, "most": most})]


def write(unit: Unit, *entries: Entry, key: str) -> None:
    """Append entries; `key` and the place in the batch make each recognisable if it comes again."""
    for place, one in enumerate(entries):
        unit.run(
            _WRITE,
            {
                "entry": one.id,
                "person": one.person,
                "kind": one.kind.value,
                "minutes": one.minutes,
                "day": one.day.isoformat(),
                "category": CATEGORY,
                "description": one.description,
                "source": one.source.value,
                "session": one.session,
                "rule": one.rule,
                "actor": one.actor,
                "reason": one.reason,
                "reverses": one.reverses,
                "overlap": one.overlap,
                "at": unit.now,
                "key": f"{key}#{place}",
            },
        )


def keep_attendance(unit: Unit, attendance: Attendance) -> None:
    """Write down what a session was worth to a person; whether it was asked or declined stays as it was."""
    unit.run(
        _KEEP_ATTENDANCE,
        {
            "session": attendance.session,
            "person": attendance.person,
            "present": attendance.worth.present,
            "shared": attendance.worth.shared,
            "credited": attendance.worth.credited,
            "by_host": attendance.by_host,
            "asked": attendance.asked,
            "declined": attendance.declined,
        },
    )


def attendance(read: Read, session: str, person: PersonId) -> Attendance | None:
    """Return what a session was worth to a person."""
    row = read.row(_ATTENDANCE, {"session": session, "person": person})
    if row is None:
        return None
    worth = Worth(row.present, row.shared, row.credited)
    return Attendance(row.session, PersonId(row.person), worth, bool(row.by_host), bool(row.asked), bool(row.declined))


def asked(read: Read, person: PersonId) -> list[str]:
    """Return the sessions that the one question speaks of, oldest first."""
    return [row.session for row in read.rows(_ASKED, {"person": person})]


def decline_asked(unit: Unit, person: PersonId) -> None:
    """Write down that what the question spoke of is not to be kept."""
    unit.run(_DECLINE, {"who": person})


def credited_elsewhere(read: Read, person: PersonId, session: Session) -> list[Segment]:
    """Return the person's segments in other credited sessions that overlap this one, each clipped to its session."""
    values: dict[str, Any] = {"person": person, "session": session.id, "began": session.began, "ended": session.ended}
    found: list[Segment] = []
    for row in read.rows(_CREDITED_BESIDE, values):
        for one in segments(read, row.session).get(person, []):
            until: datetime = row.ended if one.until is None else min(one.until, row.ended)
            found.append(Segment(person, max(one.since, row.began), until))
    return found


def ask_host(unit: Unit, session: str, person: PersonId, minutes: int, reason: str) -> bool:
    """Open a request to mend the roster; answer False when one is open already."""
    values = {"session": session, "person": person, "minutes": minutes, "reason": reason, "at": unit.now}
    return unit.run(_ASK_HOST, values) == 1


def request(read: Read, session: str, person: PersonId) -> tuple[int, str] | None:
    """Return the minutes and the reason of an open request to mend a roster."""
    row = read.row(_REQUEST, {"session": session, "person": person})
    return row and (row.minutes, row.reason)


def close_request(unit: Unit, session: str, person: PersonId) -> None:
    """Close a request: the host has answered it."""
    unit.run(_ANSWERED, {"session": session, "person": person})


def _entry(row: Any) -> Entry:
    return Entry(
        id=row.entry,
        person=PersonId(row.person),
        kind=Kind(row.kind),
        minutes=row.minutes,
        day=date.fromisoformat(row.day),
        description=row.description,
        source=Source(row.source),
        session=row.session,
        rule=row.rule,
        actor=PersonId(row.actor),
        reason=row.reason,
        reverses=row.reverses,
        overlap=row.overlap,
        at=row.at,
    )
