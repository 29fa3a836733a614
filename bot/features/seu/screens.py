"""Reads what the ledger's messages need, for delivery to draw."""

from collections.abc import Callable
from dataclasses import replace

from bot.core.ids import MeetingId, PersonId
from bot.core.kinds import ScreenKind
from bot.feature import HomeRow, Slot
from bot.features.seu.actions import disputes, overview, reading, reminding, showing
from bot.features.seu.actions.mending import to_mend
from bot.features.seu.actions.to_type import minutes_to_log
from bot.features.seu.actions.used_up import used_up
from bot.features.seu.kinds import (
    ASK,
    CONFIRMATION,
    CORRECTION,
    IMPORT,
    OFFER,
    OVER_TIME,
    REMINDER,
    ROSTER_LAPSED,
    ROSTER_LEFT,
    ROSTER_REQUEST,
)
from bot.features.seu.rules.values import Kind, Session
from bot.features.seu.store import credentials, ledger_imports, offers, sessions
from bot.features.seu.store import disputes as disputes_store
from bot.features.seu.store import entries as entries_store
from bot.features.seu.views import disputes as disputes_views
from bot.features.seu.views import expiring, ledger, ledger_importing, messages, my_seus, over_time
from bot.features.seu.views import offers as offers_views
from bot.features.seu.views.disputes import Disputed
from bot.meetings.store.meetings import head
from bot.slack.surfaces import Message
from bot.store.unit import Read
from bot.teams import store as people
from bot.words.words import Words


def draw_ask(read: Read, subject: str, words: Words) -> Message | None:
    """Draw the one question to a person, or what became of it."""
    person = PersonId(subject)
    lines = reading.asked_lines(read, person)
    return (
        messages.ask(words, person, lines, entries_store.keeping(read, person), _total(read, ASK, subject, person, words))
        if lines
        else None
    )


def draw_confirmation(read: Read, subject: str, words: Words) -> Message | None:
    """Draw what one session put in one ledger."""
    session, person = showing.read_subject(subject)
    found = reading.line(read, session, person)
    return messages.kept(words, [found], _total(read, CONFIRMATION, subject, person, words)) if found else None


def _total(read: Read, screen: ScreenKind, subject: str, person: PersonId, words: Words) -> int | None:
    """Return what this message says is to log so far: the newest one alone says so."""
    if not showing.tells_total(read, screen, subject, person):
        return None
    return minutes_to_log(read, person, words.local_date(read.now))


def draw_correction(read: Read, subject: str, words: Words) -> Message | None:
    """Draw what a host's word changed: the subject is the key of the entries that it brought."""
    entries = entries_store.batch(read, subject)
    session = sessions.session(read, entries[0].activity) if entries else None
    if session is None:
        return None
    old = -sum(entry.minutes for entry in entries if entry.kind is Kind.REVERSAL)
    new = sum(entry.minutes for entry in entries if entry.kind is Kind.CREDIT)
    actor, person = entries[0].actor, entries[0].person
    who, mendings = people.names(read, [actor, person], words)[actor], to_mend(read, person, session.id)
    used = used_up(read, person, session.id)
    return messages.correction(words, session, old, new, who, entries[0].reason, mendings=mendings, used=used)


def draw_roster_request(read: Read, subject: str, words: Words) -> Message | None:
    """Draw an attendee's request to the host; gone once the host has answered."""
    session, person = showing.read_subject(subject)
    request = disputes_store.request(read, session, person)
    if request is None:
        return None
    attended, recorded = disputes.present_at(read, person, session)
    who = people.names(read, [person], words, full=True)[person]
    meeting = head(read, MeetingId(session))
    roster = f"{meeting.ceremony}:roster" if meeting is not None else ""
    return disputes_views.roster_request(words, Disputed(attended, request, who, recorded, roster))


def draw_roster_left(read: Read, subject: str, words: Words) -> Message | None:
    """Draw that a host leaves a roster as it is."""
    return _answered(read, subject, words, disputes_views.left)


def draw_roster_lapsed(read: Read, subject: str, words: Words) -> Message | None:
    """Draw that a host has not answered."""
    return _answered(read, subject, words, disputes_views.lapsed)


def _answered(read: Read, subject: str, words: Words, draw: Callable[[Words, Session, str], Message]) -> Message | None:
    session = sessions.session(read, showing.read_subject(subject)[0])
    return None if session is None else draw(words, session, people.names(read, [session.host], words)[session.host])


def draw_reminder(read: Read, subject: str, words: Words) -> Message | None:
    """Draw the last reminder of an expiry; gone once the credential is, or runs until another day."""
    credential, today = reminding.credential_of(subject), words.local_date(read.now)
    person = credentials.owner(read, credential)
    found = [] if person is None else overview.overview(read, person, today).standings
    for standing in found:
        this = next((one for one in standing.of if one.held.id == credential), None)
        if this is not None and reminding.speaks_of(subject, this):
            names = [one.certification.name for one in standing.of if one.expiry == this.expiry]
            return expiring.reminder(words, replace(standing, of=(this,)), names, today, on=this.held.reminders)
    return None


def draw_over_time(read: Read, subject: str, words: Words) -> Message | None:
    """Draw how a person's minutes have grown; nothing where nothing is renewed any more."""
    today = words.local_date(read.now)
    pictures = overview.pictures(read, PersonId(subject), today)
    return over_time.in_a_message(words, pictures, today) if pictures else None


def home_rows(read: Read, person: PersonId, words: Words) -> list[HomeRow]:
    """Read the ledger's rows of a person's App Home."""
    waiting, today = reading.waiting_minutes(read, person), words.local_date(read.now)
    found = overview.overview(read, person, today)
    total = 0 if found.standings and not waiting else minutes_to_log(read, person, today)
    rows = ledger.rows(words, entries_store.keeping(read, person), total, read.now, waiting)
    if found.is_empty:
        return rows
    return [*(row for row in rows if row.slot is Slot.WAITING), my_seus.row(words, found, today, read.now)]


def draw_offer(read: Read, subject: str, words: Words) -> Message | None:
    """Draw the offer of a quarter, or that there will be none; nothing to who was never offered it."""
    found = offers.offer(read, PersonId(subject))
    return offers_views.offer(words, wanted=found.wanted) if found.offered else None


def draw_import(read: Read, subject: str, words: Words) -> Message | None:
    """Draw how far a file is imported; nothing once that is forgotten."""
    found = ledger_imports.progress(read, showing.read_subject(subject)[0])
    return ledger_importing.progress(words, found) if found else None


SCREENS = {
    ASK: draw_ask,
    CONFIRMATION: draw_confirmation,
    CORRECTION: draw_correction,
    ROSTER_REQUEST: draw_roster_request,
    ROSTER_LEFT: draw_roster_left,
    ROSTER_LAPSED: draw_roster_lapsed,
    OFFER: draw_offer,
    IMPORT: draw_import,
    REMINDER: draw_reminder,
    OVER_TIME: draw_over_time,
}
