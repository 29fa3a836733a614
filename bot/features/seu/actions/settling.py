"""From a closed session to a person's ledger: asked once, then kept or declined."""

from collections.abc import Iterator

from bot.core.ids import PersonId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.feature import HOME
from bot.features.seu.actions.disputes import close_request
from bot.features.seu.actions.showing import key_of, show_session, subject_of
from bot.features.seu.kinds import ASK, CONFIRMATION, CORRECTION
from bot.features.seu.rules import entries
from bot.features.seu.rules import worth as worth_rules
from bot.features.seu.rules.audit import Act
from bot.features.seu.rules.values import Keeping, Session, Source, Word
from bot.features.seu.store import audit, sessions
from bot.features.seu.store import entries as entries_store
from bot.features.seu.store.sessions import Attendance
from bot.presence.rules import Segment
from bot.presence.store import Correction, corrections, segments
from bot.store.once import once
from bot.store.unit import Read, Unit


def settle(unit: Unit, *, session: str, person: PersonId) -> None:
    """Make one person's ledger agree with what one session says of them; doing it again changes nothing.

    Undecided: the one question is asked. Kept: an entry is written, or mended after the host's word, unless the person
    corrected it. Declined: nothing new; what was kept before is still mended (seu.md, "Asked once", cases 1 to 8).
    """
    keeping = entries_store.lock_ledger(unit, person)
    attended = sessions.session(unit, session)
    if attended is None:
        return
    stated = corrections(unit, session).get(person)
    if stated is not None:
        close_request(unit, session, person)
    known = sessions.attendance(unit, session, person)
    found = _attendance(unit, attended, person, known, stated, asked=keeping is Keeping.UNDECIDED)
    if found == known or (known is None and not found.worth.present):
        return
    if keeping is Keeping.NO and not entries_store.entries_of(unit, person, session):
        return
    sessions.keep_attendance(unit, found)
    if keeping is Keeping.UNDECIDED:
        _ask(unit, person, is_news=known is None)
    elif not found.declined:
        _write(unit, attended, found, stated, is_news=known is None)


def keep(unit: Unit, *, person: PersonId) -> None:
    """Keep learning minutes for a person from now on, and write what the question spoke of."""
    once(unit)
    entries_store.lock_ledger(unit, person)
    entries_store.decide(unit, person, Keeping.YES)
    audit.note(unit, person, Act.KEPT, by=person)
    for session in sessions.asked(unit, person):
        known = sessions.attendance(unit, session.id, person)
        if known is not None and not known.declined:
            _write(unit, session, known, corrections(unit, session.id).get(person), is_news=True)
    messages.show(unit, ASK, person)
    messages.show(unit, HOME, person)


def decline(unit: Unit, *, person: PersonId) -> None:
    """Keep no learning minutes for a person from now on; what is in the ledger stays, the attendance stays the meeting's."""
    once(unit)
    before = entries_store.lock_ledger(unit, person)
    entries_store.decide(unit, person, Keeping.NO)
    audit.note(unit, person, Act.DECLINED, by=person)
    if before is Keeping.UNDECIDED:
        sessions.decline_asked(unit, person)
    messages.show(unit, ASK, person)
    messages.show(unit, HOME, person)


def _attendance(
    unit: Unit, session: Session, person: PersonId, known: Attendance | None, stated: Correction | None, *, asked: bool
) -> Attendance:
    """Return what a session is worth to a person: what was found once stands, only the host's word changes it.

    Counting anew would take minutes away that another session has come to share in the meantime: both would go.
    """
    if stated is not None:
        worth = worth_rules.stated_worth(session, stated.minutes)
    elif known is not None:
        return known
    else:
        mine = segments(unit, session.id).get(person, [])
        worth = worth_rules.worth(session, mine, _counted_beside(unit, person, session))
    told = (known.asked, known.declined) if known else (asked, False)
    return Attendance(session.id, person, worth, stated is not None, *told)


def _counted_beside(read: Read, person: PersonId, session: Session) -> Iterator[Segment]:
    """Yield where this person was at the same time, in sessions that are asked about or stand in the ledger."""
    for other in sessions.counted_beside(read, person, session):
        held = entries_store.entries_of(read, person, other.id)
        if held and entries.live_credit(held, other.id) is None:
            continue
        for one in segments(read, other.id).get(person, []):
            until = other.ended if one.until is None else min(one.until, other.ended)
            yield Segment(person, max(one.since, other.began), until)


def _ask(unit: Unit, person: PersonId, *, is_news: bool) -> None:
    """Ask the one question, or let what is new join it at the bottom of the conversation."""
    messages.post(unit, ASK, person, Place.person(person))
    if is_news:
        messages.to_bottom(unit, ASK, person)
    messages.show(unit, HOME, person)


def _write(unit: Unit, session: Session, attendance: Attendance, stated: Correction | None, *, is_news: bool) -> None:
    """Write what makes the ledger agree, and tell the person once: a confirmation of what is new, else what has changed."""
    person = attendance.person
    held = entries_store.entries_of(unit, person, session.id)
    word = Word(Source.HOST, stated.by, stated.reason) if stated else Word(Source.ATTENDANCE, session.host)
    key = key_of(unit, word.source, session.id, person, len(held))
    lines = entries.agreement(session, person, held, attendance.worth, word=word, ids=(unit.fresh(), unit.fresh()))
    entries_store.write(unit, *lines, key=key)
    if stated and lines:
        audit.note(unit, person, Act.ROSTER_CORRECTED, by=stated.by)
    if not is_news and lines:
        messages.post(unit, CORRECTION, key, Place.person(person))
    if is_news and not attendance.asked:
        messages.post(unit, CONFIRMATION, subject_of(session.id, person), Place.person(person))
    show_session(unit, session.id, person)
