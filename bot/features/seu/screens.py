"""Reads what the ledger's messages need, for delivery to draw."""

from bot.core.ids import PersonId
from bot.core.kinds import ScreenKind
from bot.feature import HomeRow
from bot.features.seu import actions, store, views
from bot.features.seu.kinds import ASK, CONFIRMATION, CORRECTION, ROSTER_REQUEST
from bot.features.seu.rules import Kind
from bot.slack.surfaces import Message
from bot.store.unit import Read
from bot.teams import store as people
from bot.words import Words


def draw_ask(read: Read, subject: str, words: Words) -> Message | None:
    """Draw the one question to a person, or what became of it."""
    person = PersonId(subject)
    lines = actions.asked_lines(read, person)
    return views.ask(words, person, lines, store.keeping(read, person), _total(read, ASK, subject, person)) if lines else None


def draw_confirmation(read: Read, subject: str, words: Words) -> Message | None:
    """Draw what one session put in one ledger."""
    session, person = actions.read_subject(subject)
    found = actions.line(read, session, person)
    return views.kept(words, [found], _total(read, CONFIRMATION, subject, person)) if found else None


def _total(read: Read, screen: ScreenKind, subject: str, person: PersonId) -> int | None:
    """Return what this message says is to log so far: the newest one alone says so."""
    return store.balance(read, person) if actions.tells_total(read, screen, subject, person) else None


def draw_correction(read: Read, subject: str, words: Words) -> Message | None:
    """Draw what a host's word changed: the subject is the key of the entries that it brought."""
    entries = store.batch(read, subject)
    session = store.session(read, entries[0].session) if entries else None
    if session is None:
        return None
    old = -sum(entry.minutes for entry in entries if entry.kind is Kind.REVERSAL)
    new = sum(entry.minutes for entry in entries if entry.kind is Kind.CREDIT)
    actor, person = entries[0].actor, entries[0].person
    return views.correction(words, session, old, new, people.names(read, [actor, person], words)[actor], entries[0].reason)


def draw_roster_request(read: Read, subject: str, words: Words) -> Message | None:
    """Draw an attendee's request to the host; gone once the host has answered."""
    session, person = actions.read_subject(subject)
    wish = store.request(read, session, person)
    if wish is None:
        return None
    minutes, reason = wish
    attended, recorded = actions.present_at(read, person, session)
    return views.roster_request(
        words, attended, people.names(read, [person], words, full=True)[person], minutes, recorded, reason
    )


def home_rows(read: Read, person: PersonId, words: Words) -> list[HomeRow]:
    """Read the ledger's rows of a person's App Home."""
    waiting = actions.waiting_minutes(read, person)
    return views.rows(words, store.keeping(read, person), store.balance(read, person), read.now, waiting)


SCREENS = {
    ASK: draw_ask,
    CONFIRMATION: draw_confirmation,
    CORRECTION: draw_correction,
    ROSTER_REQUEST: draw_roster_request,
}
