"""Reads what the ledger's messages need, for delivery to draw."""

from slack_sdk.models.blocks import Block

from bot.core.ids import PersonId
from bot.features.seu import actions, rules, store, views
from bot.features.seu.kinds import ASK, CONFIRMATION, CORRECTION, ROSTER_REQUEST
from bot.features.seu.rules import Keeping, Source
from bot.features.seu.views import Line
from bot.presence import corrections, segments
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
    stated = person in corrections(read, session)
    spans = (
        ()
        if stated
        else tuple(
            (max(s.since, attended.began), min(s.until or attended.ended, attended.ended))
            for s in segments(read, session).get(person, [])
            if s.since < attended.ended
        )
    )
    by_self = any(entry.source is Source.SELF for entry in held)
    return Line(attended, known.worth, rules.live_credit(held, session), spans, corrected_by_self=by_self)


def draw_ask(read: Read, subject: str, words: Words) -> Message | None:
    """Draw the one question to a person, or what became of it."""
    person = PersonId(subject)
    lines = [found for session in store.asked(read, person) if (found := line(read, session, person))]
    keeping = store.keeping(read, person)
    if not lines:
        text = words.say("I keep no learning minutes for you. Your attendance stays with the meeting. `/seu` turns it on again.")
        return Message(text) if keeping is Keeping.NO else None
    return views.ask(words, lines, keeping, store.balance(read, person))


def draw_confirmation(read: Read, subject: str, words: Words) -> Message | None:
    """Draw what one session put in one ledger."""
    session, person = actions.read_subject(subject)
    found = line(read, session, person)
    return views.kept(words, [found], store.balance(read, person)) if found else None


def draw_correction(read: Read, subject: str, words: Words) -> Message | None:
    """Draw what a host's word changed: the reversing entry is the subject."""
    back = store.entry(read, subject)
    session = store.session(read, back.session) if back else None
    if back is None or session is None:
        return None
    later = [e for e in store.entries_of(read, back.person, back.session) if e.at == back.at and e.minutes > 0]
    new = later[0].minutes if later else 0
    who = people.names(read, [back.actor])[back.actor]
    return views.correction(words, session, -back.minutes, new, who, back.reason)


def draw_roster_request(read: Read, subject: str, words: Words) -> Message | None:
    """Draw an attendee's request to the host; gone once the host has answered."""
    session, person = actions.read_subject(subject)
    attended, asked, known = (
        store.session(read, session),
        store.request(read, session, person),
        store.attendance(read, session, person),
    )
    if attended is None or asked is None or known is None:
        return None
    return views.roster_request(words, attended, people.names(read, [person])[person], asked[0], known.worth.present, asked[1])


def draw_home(read: Read, person: PersonId, words: Words) -> list[Block]:
    """Draw the ledger's part of a person's App Home."""
    total = store.balance(read, person)
    return views.home(words, store.keeping(read, person), total, len(store.latest(read, person, 1)))


SCREENS = {
    ASK: draw_ask,
    CONFIRMATION: draw_confirmation,
    CORRECTION: draw_correction,
    ROSTER_REQUEST: draw_roster_request,
}
