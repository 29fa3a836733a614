"""What the ledger does when an alarm falls due: for a closed session, and for each attendee."""

from bot.core.facts import AttendanceCorrected, MeetingClosed, RosterTaken
from bot.core.ids import PersonId
from bot.core.nobody import is_nobody
from bot.features.seu.actions import disputes, ledger_importing, offering, reminding, settling, showing
from bot.features.seu.kinds import ATTENDED, IMPORTING, QUARTER, REMIND, ROSTER_WAITS, SETTLE
from bot.features.seu.rules.audit import Act
from bot.features.seu.store import audit, credentials, entries, sessions
from bot.presence.store import corrections, segments
from bot.schedule import alarms
from bot.schedule.alarms import Alarm, AlarmHandler
from bot.store.unit import Unit


def on_meeting_closed(unit: Unit, fact: MeetingClosed) -> None:
    """Note what was attended and wake the ledger: its work is no part of closing the meeting."""
    sessions.keep_session(unit, fact)
    alarms.wake(unit, ATTENDED, fact.session, unit.now)


def on_attendance_corrected(unit: Unit, fact: AttendanceCorrected) -> None:
    """Wake the one ledger that the host's word concerns; who was erased has none."""
    if is_nobody(fact.person):
        return
    alarms.wake(unit, SETTLE, showing.subject_of(fact.session, fact.person), unit.now)


def on_roster_taken(unit: Unit, fact: RosterTaken) -> None:
    """Note for each person that the host has taken out how long they were there."""
    for person in fact.people:
        if person != fact.by:
            audit.note(unit, person, Act.ROSTER_READ, by=fact.by)


def ring_attended(unit: Unit, alarm: Alarm) -> None:
    """Wake one settlement for each person who was there or was put on the roster, and has not been erased since."""
    for person in dict.fromkeys([*segments(unit, alarm.subject), *corrections(unit, alarm.subject)]):
        if not is_nobody(person):
            alarms.wake(unit, SETTLE, showing.subject_of(alarm.subject, person), unit.now)


def lock_person(unit: Unit, subject: str) -> None:
    """Lock the ledger that a settlement writes in."""
    entries.lock_ledger(unit, showing.read_subject(subject)[1])


def ring_settle(unit: Unit, alarm: Alarm) -> None:
    """Settle one session with one person."""
    session, person = showing.read_subject(alarm.subject)
    settling.settle(unit, session=session, person=person)


def ring_roster_waits(unit: Unit, alarm: Alarm) -> None:
    """Do what is due about a request that its host has not answered."""
    disputes.go_on(unit, *showing.read_subject(alarm.subject))


def lock_own(unit: Unit, subject: str) -> None:
    """Lock the ledger that is the alarm's subject."""
    entries.lock_ledger(unit, PersonId(subject))


def ring_quarter(unit: Unit, alarm: Alarm) -> None:
    """Offer a person their portable file."""
    offering.offer(unit, PersonId(alarm.subject))


def ring_importing(unit: Unit, alarm: Alarm) -> None:
    """Import the next part of a file."""
    named, person = showing.read_subject(alarm.subject)
    ledger_importing.go_on(unit, person=person, named=named)


def lock_holder(unit: Unit, subject: str) -> None:
    """Lock the ledger of whose credential it is."""
    person = credentials.owner(unit, subject)
    if person is not None:
        entries.lock_ledger(unit, person)


def ring_remind(unit: Unit, alarm: Alarm) -> None:
    """Remind a person of an expiry, or of what is left to remind of once the bot is there again."""
    person = credentials.owner(unit, alarm.subject)
    if person is not None:
        reminding.remind(unit, person, alarm.subject)


ALARM_HANDLERS = {
    IMPORTING: AlarmHandler(ring_importing, lock=lock_person),
    ATTENDED: AlarmHandler(ring_attended),
    SETTLE: AlarmHandler(ring_settle, lock=lock_person),
    ROSTER_WAITS: AlarmHandler(ring_roster_waits, lock=lock_person),
    QUARTER: AlarmHandler(ring_quarter, lock=lock_own),
    REMIND: AlarmHandler(ring_remind, lock=lock_holder),
}
