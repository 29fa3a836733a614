"""Reads what the ledger's messages need, for delivery to draw."""

from slack_sdk.models.blocks import Block

from bot.core.ids import PersonId
from bot.features.seu import actions, rules, store, views
from bot.features.seu.kinds import ASK, CONFIRMATION, CORRECTION, ROSTER_REQUEST
from bot.features.seu.rules import Kind
from bot.features.seu.views import Line
from bot.presence import segments
from bot.slack.surfaces import Message
from bot.store.unit import Read
from bot.teams import store as people
from bot.words import Words


def line(read: Read, session: str, person: PersonId) -> Line | None:
    """Read one session as its confirmation shows it."""
    attended, known = store.session(read, session), store.attendance(read, session, person)
    if attended is None or known is None:
        return None
    held = store.entries_of(read, person, session)
    there = [] if known.by_host else segments(read, session).get(person, [])
    clipped = [(max(s.since, attended.began), min(s.until or attended.ended, attended.ended)) for s in there]
    spans = tuple((since, until) for since, until in clipped if since < until)
    return Line(attended, known.worth, rules.last_word(held, session), spans, known.declined)


def draw_ask(read: Read, subject: str, words: Words) -> Message | None:
    """Draw the one question to a person, or what became of it."""
    person = PersonId(subject)
    lines = [found for session in store.asked(read, person) if (found := line(read, session.id, person))]
    return views.ask(words, person, lines, store.keeping(read, person), store.balance(read, person)) if lines else None


def draw_confirmation(read: Read, subject: str, words: Words) -> Message | None:
    """Draw what one session put in one ledger."""
    session, person = actions.read_subject(subject)
    found = line(read, session, person)
    return views.kept(words, [found], store.balance(read, person)) if found else None


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
    attended, known = store.session(read, session), store.attendance(read, session, person)
    wish = store.request(read, session, person)
    if attended is None or wish is None or known is None:
        return None
    minutes, reason = wish
    return views.roster_request(
        words, attended, people.names(read, [person], words, full=True)[person], minutes, known.worth.present, reason
    )


def draw_home(read: Read, person: PersonId, words: Words) -> list[Block]:
    """Draw the ledger's part of a person's App Home."""
    return views.home(words, store.keeping(read, person), store.balance(read, person))


SCREENS = {
    ASK: draw_ask,
    CONFIRMATION: draw_confirmation,
    CORRECTION: draw_correction,
    ROSTER_REQUEST: draw_roster_request,
}
