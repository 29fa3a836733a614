"""Reads what the ledger's messages and answers show."""

from bot.core.ids import PersonId
from bot.core.pages import Pages
from bot.features.seu.actions.preparation import is_prepared
from bot.features.seu.rules import entries
from bot.features.seu.rules.values import Keeping
from bot.features.seu.store import entries as entries_store
from bot.features.seu.store import sessions
from bot.features.seu.views import ledger as ledger_views
from bot.features.seu.views import messages
from bot.features.seu.views.pieces import Line
from bot.presence.store import segments
from bot.slack.surfaces import Message
from bot.store.unit import Read
from bot.words.words import Words


def line(read: Read, session: str, person: PersonId) -> Line | None:
    """Read one session as its confirmation shows it."""
    attended, known = sessions.session(read, session), sessions.attendance(read, session, person)
    if attended is None or known is None:
        return None
    held = entries_store.entries_of(read, person, session)
    there = [] if known.by_host else segments(read, session).get(person, [])
    clipped = [(max(s.since, attended.began), min(s.until or attended.ended, attended.ended)) for s in there]
    spans = tuple((since, until) for since, until in clipped if since < until)
    prepares = attended.host == person and not is_prepared(read, person, session)
    return Line(attended, known.worth, entries.last_word(held, session), spans, known.declined, prepares)


def asked_lines(read: Read, person: PersonId) -> list[Line]:
    """Read the sessions that the one question speaks or spoke of, oldest first."""
    return [found for session in sessions.asked(read, person) if (found := line(read, session.id, person))]


def waiting_minutes(read: Read, person: PersonId) -> int:
    """Return the minutes that wait for the answer to the one question."""
    if entries_store.keeping(read, person) is not Keeping.UNDECIDED:
        return 0
    return messages.waiting(asked_lines(read, person))


def ledger(read: Read, person: PersonId, words: Words, page: int = 0) -> Message:
    """Read and draw a page of a person's own ledger."""
    keeping, total, count = (
        entries_store.keeping(read, person),
        entries_store.balance(read, person),
        entries_store.count(read, person),
    )
    pages = Pages(page, count)
    latest = entries_store.latest(read, person, pages.size, skip=pages.start)
    lines = asked_lines(read, person) if keeping is Keeping.UNDECIDED else []
    return ledger_views.ledger(words, keeping, total, latest, pages, messages.question_in_ledger(words, lines))
