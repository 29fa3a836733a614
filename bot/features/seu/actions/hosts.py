"""Who hosted a session: its host, and who hosted it beside them."""

from bot.core.ids import MeetingId, PersonId
from bot.features.seu.rules.host_refusals import NotTheHost
from bot.features.seu.rules.refusals import NoSuchSession
from bot.features.seu.rules.values import Session
from bot.features.seu.store import sessions
from bot.meetings.store.meetings import hosts_of
from bot.store.unit import Read


def has_hosted(read: Read, session: Session, person: PersonId) -> bool:
    """Tell whether a person hosted a session, alone or beside others."""
    return person == session.host or person in hosts_of(read, MeetingId(session.id))


def hosted(read: Read, person: PersonId, session: str) -> Session:
    """Return a session that a person has hosted. Raise NoSuchSession or NotTheHost."""
    found = sessions.session(read, session)
    if found is None:
        raise NoSuchSession
    if not has_hosted(read, found, person):
        raise NotTheHost(found.host)
    return found
