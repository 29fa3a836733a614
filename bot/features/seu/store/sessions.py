"""Sessions, and what each was worth to whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from bot.core.facts import MeetingClosed
from bot.core.ids import ChannelId, PersonId
from bot.features.seu.rules.values import Session, Worth
from bot.features.seu.store.entries import OF_PERSON
from bot.features.seu.tables.entries import EntryRow
from bot.features.seu.tables.sessions import AttendanceRow, SessionRow
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import insert_or_nothing, upsert


@dataclass(frozen=True)
class Attendance:
    """What a session was worth to a person; `asked` in the one question, `declined` there."""

    session: str
    person: PersonId
    worth: Worth
    by_host: bool = False
    asked: bool = False
    declined: bool = False


_SESSION = select(SessionRow).where(SessionRow.workspace == in_workspace(), SessionRow.session == bindparam("session"))
_FORGET_ASKED = delete(AttendanceRow).where(
    AttendanceRow.workspace == in_workspace(), AttendanceRow.person == bindparam("who"), AttendanceRow.asked.is_(True)
)
_KEEP_SESSION = insert_or_nothing(SessionRow)
_KEEP_ATTENDANCE = upsert(AttendanceRow, update=("present", "shared", "credited", "by_host"))
_ATTENDANCE = select(AttendanceRow).where(
    AttendanceRow.workspace == in_workspace(),
    AttendanceRow.session == bindparam("session"),
    AttendanceRow.person == bindparam("person"),
)
_ATTENDEES = (
    select(AttendanceRow.person)
    .where(AttendanceRow.workspace == in_workspace(), AttendanceRow.session == bindparam("session"))
    .order_by(AttendanceRow.person)
)
_KEEP_CLAIM_LINK = (
    update(SessionRow)
    .where(SessionRow.workspace == in_workspace(), SessionRow.session == bindparam("of_session"))
    .values(claim_link=bindparam("link"))
)
_ATTENDED_BY = (
    select(SessionRow)
    .join(AttendanceRow, (AttendanceRow.workspace == SessionRow.workspace) & (AttendanceRow.session == SessionRow.session))
    .where(SessionRow.workspace == in_workspace(), AttendanceRow.person == bindparam("person"))
    .order_by(SessionRow.began, SessionRow.session)
)
_BEGAN = (
    select(SessionRow.session, SessionRow.began)
    .join(AttendanceRow, (AttendanceRow.workspace == SessionRow.workspace) & (AttendanceRow.session == SessionRow.session))
    .where(SessionRow.workspace == in_workspace(), AttendanceRow.person == bindparam("person"), AttendanceRow.declined.is_(False))
)
_ASKED = _ATTENDED_BY.where(AttendanceRow.asked.is_(True))
_COUNTED_BESIDE = _ATTENDED_BY.where(
    AttendanceRow.credited > 0,
    AttendanceRow.declined.is_(False),
    SessionRow.session != bindparam("session"),
    SessionRow.began < bindparam("ended", type_=SessionRow.ended.type),
    SessionRow.ended > bindparam("began", type_=SessionRow.began.type),
)
_HELD_BESIDE = (
    select(EntryRow.entry.label("id"))
    .join(SessionRow, (EntryRow.workspace == SessionRow.workspace) & (EntryRow.activity == SessionRow.session))
    .where(
        *OF_PERSON,
        SessionRow.session != bindparam("session"),
        SessionRow.began < bindparam("ended", type_=SessionRow.ended.type),
        SessionRow.ended > bindparam("began", type_=SessionRow.began.type),
    )
)
_DECLINE = (
    update(AttendanceRow)
    .where(AttendanceRow.workspace == in_workspace(), AttendanceRow.person == bindparam("who"), AttendanceRow.asked.is_(True))
    .values(declined=True)
)


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
            "claim_link": "",
        },
    )


def keep_claim_link(unit: Unit, session: str, link: str) -> None:
    """Write down the claim link of a session."""
    unit.run(_KEEP_CLAIM_LINK, {"of_session": session, "link": link})


def attendees(read: Read, session: str) -> list[PersonId]:
    """Return whom a session was worth something, or was shown to."""
    return [PersonId(row.person) for row in read.rows(_ATTENDEES, {"session": session})]


def session(read: Read, session: str) -> Session | None:
    """Return what people attended."""
    row = read.row(_SESSION, {"session": session})
    return read_session(row) if row else None


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


def began(read: Read, person: PersonId) -> dict[str, datetime]:
    """Return when the sessions began that a person attended and has not declined."""
    return {row.session: row.began for row in read.rows(_BEGAN, {"person": person})}


def asked(read: Read, person: PersonId) -> list[Session]:
    """Return the sessions that the one question speaks or spoke of, oldest first."""
    return [read_session(row) for row in read.rows(_ASKED, {"person": person})]


def decline_asked(unit: Unit, person: PersonId) -> None:
    """Write down that what the question speaks of is not to be kept."""
    unit.run(_DECLINE, {"who": person})


def forget_asked(unit: Unit, person: PersonId) -> None:
    """Delete what the question speaks of: who was there is the meeting's to know, the minutes nobody's."""
    unit.run(_FORGET_ASKED, {"who": person})


def counted_beside(read: Read, person: PersonId, session: Session) -> list[Session]:
    """Return the sessions that ran at the same time and were worth something to this person, unless they declined."""
    values = {"person": person, "session": session.id, "began": session.began, "ended": session.ended}
    return [read_session(row) for row in read.rows(_COUNTED_BESIDE, values)]


def held_beside(read: Read, person: PersonId, session: Session) -> set[str]:
    """Return the ids of a person's entries for sessions that ran at the same time."""
    values = {"person": person, "session": session.id, "began": session.began, "ended": session.ended}
    return {str(row.id) for row in read.rows(_HELD_BESIDE, values)}


def read_session(row: Any) -> Session:
    """Return the session that a row is."""
    channel, host = ChannelId(row.channel), PersonId(row.host)
    what, when = (row.session, row.title, row.ceremony), (row.began, row.ended, row.zone)
    return Session(*what, channel, host, *when, row.rule, row.minimum, row.claim_link)
