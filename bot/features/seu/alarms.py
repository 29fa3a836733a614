"""What wakes the ledger: a session that is over, and each attendee of it."""

from bot import schedule
from bot.core.facts import AttendanceCorrected, MeetingClosed
from bot.features.seu import actions, store
from bot.features.seu.kinds import ATTENDED, SETTLE
from bot.presence import corrections, segments
from bot.schedule import Alarm, AlarmHandler
from bot.store.unit import Unit


def on_meeting_closed(unit: Unit, fact: MeetingClosed) -> None:
    """Note what was attended and wake the ledger: its work is no part of closing the meeting."""
    store.keep_session(unit, fact)
    schedule.wake(unit, ATTENDED, fact.session, unit.now)


def on_attendance_corrected(unit: Unit, fact: AttendanceCorrected) -> None:
    """Wake the one ledger that the host's word concerns."""
    schedule.wake(unit, SETTLE, actions.subject_of(fact.session, fact.person), unit.now)


def ring_attended(unit: Unit, alarm: Alarm) -> None:
    """Wake one settlement for each person who was there or was put on the roster."""
    for person in dict.fromkeys([*segments(unit, alarm.subject), *corrections(unit, alarm.subject)]):
        schedule.wake(unit, SETTLE, actions.subject_of(alarm.subject, person), unit.now)


def lock_person(unit: Unit, subject: str) -> None:
    """Lock the ledger that a settlement writes in."""
    store.lock_ledger(unit, actions.read_subject(subject)[1])


def ring_settle(unit: Unit, alarm: Alarm) -> None:
    """Settle one session with one person."""
    session, person = actions.read_subject(alarm.subject)
    actions.settle(unit, session=session, person=person)


ALARM_HANDLERS = {ATTENDED: AlarmHandler(ring_attended), SETTLE: AlarmHandler(ring_settle, lock=lock_person)}
