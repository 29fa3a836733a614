"""The claim link of a session, as its host gives, changes or takes it away."""

from bot.core.ids import PersonId
from bot.features.seu.actions.hosts import hosted
from bot.features.seu.actions.showing import show_session
from bot.features.seu.store import sessions
from bot.store.once import once
from bot.store.unit import Unit


def give_claim_link(unit: Unit, *, person: PersonId, session: str, link: str) -> None:
    """Keep the claim link of a session (empty: none), as its host, and show it to who attended. Raise NoSuchSession or NotTheHost."""
    once(unit)
    if hosted(unit, person, session).claim_link == link:
        return
    sessions.keep_claim_link(unit, session, link)
    for attendee in sessions.attendees(unit, session):
        show_session(unit, session, attendee)
