"""Redraws a person's messages and Home after a change of their ledger."""

from bot.core.ids import PersonId
from bot.core.kinds import ScreenKind
from bot.delivery import live, messages
from bot.feature import HOME
from bot.features.seu.actions import offering
from bot.features.seu.actions.reminding import show_reminder
from bot.features.seu.kinds import ASK, CONFIRMATION
from bot.features.seu.rules.values import Source
from bot.features.seu.store import credentials, entries, sessions
from bot.store.unit import Read, Unit


def subject_of(session: str, person: PersonId) -> str:
    """Return the subject that names one person's part in one session."""
    return f"{session}/{person}"


def read_subject(subject: str) -> tuple[str, PersonId]:
    """Return the session and the person that a subject names."""
    session, _, person = subject.rpartition("/")
    return session, PersonId(person)


def show_session(unit: Unit, session: str, person: PersonId) -> None:
    """Draw anew what speaks of a session: its own confirmation, or the question that it was part of; and what tells the total."""
    known = sessions.attendance(unit, session, person)
    if known is not None and known.asked:
        messages.show(unit, ASK, person)
    else:
        messages.show(unit, CONFIRMATION, subject_of(session, person))
    show_total(unit, person)


def show_total(unit: Unit, person: PersonId) -> None:
    """Draw anew what tells a person's total: the newest message about minutes, which alone does, the Home, reminders of an expiry.

    What is new is part of what they are offered to take along in the next quarter.
    """
    newest = _newest(unit, person)
    if newest is not None:
        messages.show(unit, *newest)
    messages.show(unit, HOME, person)
    for held in credentials.credentials_of(unit, person):
        show_reminder(unit, held)
    offering.plan(unit, person)


def tells_total(read: Read, screen: ScreenKind, subject: str, person: PersonId) -> bool:
    """Tell whether this is the message that tells a person's total: their newest one about minutes.

    An older one keeps the sum that was true when it was sent; drawn anew, it would tell a newer sum than those below it.
    """
    return _newest(read, person) == (screen, subject)


def _newest(read: Read, person: PersonId) -> tuple[ScreenKind, str] | None:
    return live.newest_for(read, person, ASK, CONFIRMATION)


def key_of(read: Read, source: Source, activity: str, person: PersonId, held: int) -> str:
    """Name what is written once: the same word on the same activity after so many entries, by its holder and not by the person."""
    return f"{source.value}:{activity}:{entries.holder(read, person)}:{held}"
