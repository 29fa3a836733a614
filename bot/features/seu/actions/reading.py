"""Reads what the ledger's messages and answers show."""

from collections.abc import Sequence

from bot.core.ids import PersonId
from bot.features.seu.actions.hosts import has_hosted
from bot.features.seu.actions.mending import to_mend
from bot.features.seu.actions.preparation import is_prepared
from bot.features.seu.actions.to_type import minutes_to_log
from bot.features.seu.rules import entries
from bot.features.seu.rules.programmes import Programmes
from bot.features.seu.rules.refusals import NotYourEntry
from bot.features.seu.rules.values import Entry, Keeping, Session
from bot.features.seu.store import entries as entries_store
from bot.features.seu.store import listing, sessions
from bot.features.seu.views import entries as entries_views
from bot.features.seu.views import ledger as ledger_views
from bot.features.seu.views import logging, mending, messages
from bot.features.seu.views.entries import Found, Wanted
from bot.features.seu.views.pieces import Line
from bot.paging import paged
from bot.presence.store import segments
from bot.slack.surfaces import Message, Modal
from bot.store.unit import Read
from bot.teams import store as people
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
    prepares = has_hosted(read, attended, person) and not is_prepared(read, person, session)
    return Line(
        attended,
        known.worth,
        entries.last_word(held, session),
        spans,
        known.declined,
        prepares,
        to_mend(read, person, session) or (),
    )


def asked_lines(read: Read, person: PersonId) -> list[Line]:
    """Read the sessions that the one question speaks or spoke of, oldest first."""
    return [found for session in sessions.asked(read, person) if (found := line(read, session.id, person))]


def waiting_minutes(read: Read, person: PersonId) -> int:
    """Return the minutes that wait for the answer to the one question."""
    if entries_store.keeping(read, person) is not Keeping.UNDECIDED:
        return 0
    return messages.waiting(asked_lines(read, person))


def ledger(read: Read, person: PersonId, words: Words) -> Message:
    """Read and draw a person's own ledger."""
    keeping = entries_store.keeping(read, person)
    total = minutes_to_log(read, person, words.local_date(read.now))
    latest = entries_store.latest(read, person, ledger_views.MOST)
    lines = asked_lines(read, person) if keeping is Keeping.UNDECIDED else []
    question = messages.question_in_ledger(words, lines)
    return ledger_views.ledger(words, keeping, total, latest, question, _writers(read, latest, words))


def own_entry(read: Read, person: PersonId, entry: str, words: Words) -> tuple[Entry, Session | None, str]:
    """Read a person's last word on an activity, its session if it is one, and the host's name, empty where that is the person.

    Raise NotYourEntry or AlreadyReversed.
    """
    found = entries_store.entry(read, entry)
    if found is None or found.person != person:
        raise NotYourEntry
    entries.refuse_unless_last(entries_store.entries_of(read, person, found.activity), found)
    session = sessions.session(read, found.activity)
    if session is None or session.host == person:
        return found, session, ""
    return found, session, people.names(read, [session.host, person], words)[session.host]


def logged(read: Read, person: PersonId, entry: Entry, words: Words) -> Message:
    """Read and draw what stands now of the activity of an entry."""
    held = entries_store.entries_of(read, person, entry.activity)
    now = entries.last_word(held, entry.activity) or entry
    mend = mending_told(read, person, entry.activity, words)
    total = minutes_to_log(read, person, words.local_date(read.now))
    return logging.logged(words, now, total, entries_store.keeping(read, person), mend)


def mending_told(read: Read, person: PersonId, activity: str, words: Words) -> str:
    """Read and say what is to be mended of an activity at bodies; empty where nothing is."""
    return "\n".join(mending.to_mend(words, to_mend(read, person, activity) or ()))


def entries_form(read: Read, person: PersonId, words: Words, wanted: Wanted, note: str = "") -> Modal:
    """Read and draw a page of all entries of a person, below a note."""
    found = listing.listed(read, person, wanted.period, wanted.sought)
    pages = paged(wanted.page, len(found.ids))
    shown = listing.these(read, found.ids[pages.start : pages.stop])
    return entries_views.entries_form(words, wanted, Found(shown, pages, found.minutes, _writers(read, shown, words)), note)


def narrow_form(read: Read, person: PersonId, words: Words, wanted: Wanted) -> Modal:
    """Read and draw the form that chooses which entries are shown."""
    today = words.local_date(read.now)
    return entries_views.narrow_form(words, wanted, today, listing.first_year(read, person) or today.year)


def courses(read: Read) -> dict[str, str]:
    """Return the bodies of which any course renews everything, by their programmes."""
    programmes = read.given(Programmes).by_key.values()
    return {one.key: one.body for one in programmes if one.cycle is not None and one.cycle.course_renews}


def _writers(read: Read, entries: Sequence[Entry], words: Words) -> dict[PersonId, str]:
    """Name those who took something back."""
    return people.names(read, [one.actor for one in entries if not one.left and one.actor], words)
