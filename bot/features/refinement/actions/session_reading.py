"""Reads what the board of a session, its summary and its forms are drawn from."""

from datetime import datetime

from bot.core.ids import MeetingId, PersonId
from bot.features.refinement.actions.agenda import dates_about, lines_at
from bot.features.refinement.actions.estimate_reading import drawn as drawn_estimate
from bot.features.refinement.actions.session import queue_of
from bot.features.refinement.rules.agenda import AgendaLine
from bot.features.refinement.rules.items import Item, is_large
from bot.features.refinement.rules.session_values import Session, Visit
from bot.features.refinement.store import estimates, items, notes, sessions
from bot.features.refinement.views import session_forms as forms
from bot.features.refinement.views import session_summary as summaries
from bot.features.refinement.views.estimates import Drawn
from bot.features.refinement.views.session_pieces import OnTable, Refined
from bot.meetings import screens as meetings
from bot.meetings.rules.refusals import NoMeeting
from bot.slack.surfaces import Modal
from bot.store.unit import Read
from bot.teams.team_store import settings
from bot.words.words import Words


def on_table(read: Read, session: Session) -> OnTable | None:
    """Read the item on the table with all that was said about it; None where none is on it."""
    item = None if session.current is None else items.item(read, session.current)
    if item is None:
        return None
    waits = [one for one in queue_of(read, session.channel) if one not in session.looked_at]
    kept = settings(read, session.channel)
    return OnTable(
        item,
        number=len(session.visits),
        count=len(session.visits) + len(waits),
        points=kept.ready,
        ticks=notes.ticks_of(read, item.id),
        notes=notes.notes_of(read, item.id),
        estimate=_estimate(read, session, item),
        agenda=agenda_of(read, session) if len(session.visits) == 1 else (),
        parts=_parts(read, session, item),
        is_large=is_large(item.size, kept.deck),
    )


def agenda_of(read: Read, session: Session) -> tuple[AgendaLine, ...]:
    """Read the agenda of the date that a reminder has announced in the channel for about the time when the session began."""
    dates = dates_about(read, session.channel, session.opened)
    return tuple(line for series, date in dates for line in lines_at(read, series.id, date.wall))


def _estimate(read: Read, session: Session, item: Item) -> Drawn | None:
    running = [one for one in estimates.of_session(read, session.id) if one.item == item.id and one.ended is None]
    return drawn_estimate(read, running[-1]) if running else None


def refined_in(read: Read, session: Session) -> list[Refined]:
    """Read what a session has done, item by item, in its order."""
    found = items.items(read, session.looked_at)
    return [_refined(read, session, visit, found[visit.item]) for visit in session.visits if visit.item in found]


def _refined(read: Read, session: Session, visit: Visit, item: Item) -> Refined:
    until: datetime = session.closed or read.now
    changes = [one.what for one in items.changes(read, item.id, session.opened) if one.at <= until]
    said = [note for note in notes.notes_of(read, item.id) if session.opened <= note.at <= until]
    return Refined(visit, item, changes, said, _parts(read, session, item))


def _parts(read: Read, session: Session, item: Item) -> list[Item]:
    """Return what was split off an item while a session ran."""
    until: datetime = session.closed or read.now
    return [part for part in items.children(read, item) if session.opened <= part.created <= until]


def owners_of(refined: list[Refined]) -> set[PersonId]:
    """Name who finds something out for the items of a session."""
    return {note.owner for one in refined for note in one.notes if note.owner is not None}


def draw_everything(read: Read, meeting: MeetingId, person: PersonId, words: Words, told: str = "") -> Modal:
    """Draw the form of all that a person may do now. Raise NoMeeting."""
    found = sessions.find(read, meeting)
    if found is None:
        raise NoMeeting
    return forms.everything(words, found, person, told)


def draw_changes(read: Read, session: Session, words: Words) -> Modal:
    """Draw the changes of a session as text to paste."""
    refined = refined_in(read, session)
    reader = meetings.reader_of(read, words, session, *owners_of(refined))
    return forms.to_paste(words, summaries.to_paste(reader, refined))
