"""The verbs of the ledger: one transaction each."""

from bot import delivery
from bot.core.ids import PersonId
from bot.features.seu import rules, store
from bot.features.seu.kinds import ASK, CONFIRMATION, CORRECTION, ROSTER_REQUEST
from bot.features.seu.rules import Entry, Keeping, Session, Source
from bot.features.seu.store import Attendance
from bot.presence import corrections, segments
from bot.store.unit import Unit


def subject_of(session: str, person: PersonId) -> str:
    """Return the subject that names one person's part in one session."""
    return f"{session}/{person}"


def read_subject(subject: str) -> tuple[str, PersonId]:
    """Return the session and the person that a subject names."""
    session, _, person = subject.rpartition("/")
    return session, PersonId(person)


def settle(unit: Unit, *, session: str, person: PersonId) -> None:
    """Make one person's ledger agree with what one session says of them; doing it again changes nothing.

    Undecided: the one question is asked. Kept: an entry is written, or mended after the host's word, unless the person
    corrected it. Declined: nothing (seu.md, "Asked once", cases 1 to 8).
    """
    keeping = store.lock_ledger(unit, person)
    attended = store.session(unit, session)
    if attended is None:
        return
    known = store.attendance(unit, session, person)
    found = _attendance(unit, attended, person, known)
    if found == known or keeping is Keeping.NO:
        return
    store.keep_attendance(unit, found)
    store.close_request(unit, session, person)
    if keeping is Keeping.UNDECIDED:
        delivery.post(unit, ASK, person, delivery.Place.person(person))
        if known is None:
            delivery.to_bottom(unit, ASK, person)
        else:
            delivery.show(unit, ASK, person)
        return
    _write_credit(unit, attended, found, was_known=known is not None)


def _attendance(unit: Unit, session: Session, person: PersonId, known: Attendance | None) -> Attendance:
    stated = corrections(unit, session.id).get(person)
    mine = segments(unit, session.id).get(person, [])
    elsewhere = store.credited_elsewhere(unit, person, session)
    worth = rules.worth(session, mine, elsewhere, stated.minutes if stated else None)
    asked = known.asked if known else store.keeping(unit, person) is Keeping.UNDECIDED
    return Attendance(session.id, person, worth, stated is not None, asked, known.declined if known else False)


def _write_credit(unit: Unit, session: Session, attendance: Attendance, *, was_known: bool) -> None:
    person = attendance.person
    held = store.entries_of(unit, person, session.id)
    live = rules.live_credit(held, session.id)
    if any(entry.source is Source.SELF for entry in held) or (live and live.minutes == attendance.worth.credited):
        return
    stated = corrections(unit, session.id).get(person)
    actor, reason = (stated.by, stated.reason) if stated else (session.host, "")
    source = Source.HOST if stated else Source.ATTENDANCE
    key = f"{source.value}:{session.id}:{person}:{len(held)}"
    lines: list[Entry] = []
    if live is not None:
        lines.append(rules.reversal(held, live, entry_id=unit.fresh(), actor=actor, source=source, reason=reason))
    if attendance.worth.credited:
        lines.append(
            rules.credit(session, person, attendance.worth, entry_id=unit.fresh(), source=source, actor=actor, reason=reason)
        )
    store.write(unit, *lines, key=key)
    if live is not None:
        delivery.post(unit, CORRECTION, lines[0].id, delivery.Place.person(person))
        delivery.show(unit, CONFIRMATION, subject_of(session.id, person))
        delivery.show(unit, ASK, person)
    elif not attendance.asked:
        delivery.post(unit, CONFIRMATION, subject_of(session.id, person), delivery.Place.person(person))
        if was_known:
            delivery.show(unit, CONFIRMATION, subject_of(session.id, person))


def keep(unit: Unit, *, person: PersonId) -> None:
    """Keep learning minutes for a person from now on, and write what the question spoke of."""
    store.lock_ledger(unit, person)
    store.decide(unit, person, Keeping.YES)
    for session in store.asked(unit, person):
        attended, known = store.session(unit, session), store.attendance(unit, session, person)
        if attended is not None and known is not None:
            found = _attendance(unit, attended, person, known)
            store.keep_attendance(unit, found)
            _write_credit(unit, attended, found, was_known=True)
    delivery.show(unit, ASK, person)


def decline(unit: Unit, *, person: PersonId) -> None:
    """Keep no learning minutes for a person from now on; what is in the ledger stays, the attendance stays the meeting's."""
    store.lock_ledger(unit, person)
    store.decide(unit, person, Keeping.NO)
    store.decline_asked(unit, person)
    delivery.show(unit, ASK, person)


def correct_entry(unit: Unit, *, person: PersonId, entry: str, minutes: int, reason: str) -> None:
    """Let a person mend their own entry at once: reversal and new entry, self-reported (seu.md case 10)."""
    store.lock_ledger(unit, person)
    wrong = _own(unit, person, entry)
    held = store.entries_of(unit, person, wrong.session)
    lines = rules.self_correction(held, wrong, minutes, reason.strip(), ids=(unit.fresh(), unit.fresh()))
    store.write(unit, *lines, key=f"self:{wrong.session}:{person}:{len(held)}")
    delivery.show(unit, CONFIRMATION, subject_of(wrong.session, person))
    delivery.show(unit, ASK, person)


def ask_host_to_correct(unit: Unit, *, person: PersonId, session: str, minutes: int, reason: str) -> None:
    """Ask the host to mend the meeting's roster; one open request a person and session. Raise AlreadyAsked."""
    if not reason.strip() or len(reason) > rules.LONGEST_REASON:
        raise rules.ReasonMissing
    attended = store.session(unit, session)
    if attended is None or store.attendance(unit, session, person) is None:
        raise rules.NotYourEntry
    if not store.ask_host(unit, session, person, minutes, reason.strip()):
        raise rules.AlreadyAsked
    subject = subject_of(session, person)
    delivery.post(unit, ROSTER_REQUEST, subject, delivery.Place.person(attended.host))
    delivery.to_bottom(unit, ROSTER_REQUEST, subject)


def _own(unit: Unit, person: PersonId, entry: str) -> Entry:
    found = store.entry(unit, entry)
    if found is None or found.person != person:
        raise rules.NotYourEntry
    return found
