"""What people write about an item in a session: criteria, notes, ticks, parts; and its estimate."""

from collections.abc import Sequence
from datetime import date

from bot.action_items import actions as action_items
from bot.action_items.rules.values import About
from bot.core.ids import ItemId, MeetingId, PersonId
from bot.delivery import messages
from bot.feature import HOME
from bot.features.refinement.actions import items as item_actions
from bot.features.refinement.actions.estimates import is_developer
from bot.features.refinement.actions.session import CEREMONY, show_board
from bot.features.refinement.rules import estimates as estimate_rules
from bot.features.refinement.rules import notes as note_rules
from bot.features.refinement.rules import session as rules
from bot.features.refinement.rules.estimation import Estimation, EstimationId, Round
from bot.features.refinement.rules.item_refusals import NoSuchItem
from bot.features.refinement.rules.notes import Kind, Note, NoteId
from bot.features.refinement.rules.session_values import Session
from bot.features.refinement.store import estimates, items, notes
from bot.features.refinement.store.items_written import lock_item
from bot.meetings.course import apply_changes, locked
from bot.meetings.rules import course
from bot.store.once import once
from bot.store.unit import Unit
from bot.teams.team_store import settings


def add_criterion(unit: Unit, *, meeting: MeetingId, item: ItemId, person: PersonId, text: str) -> None:
    """Add a criterion to an item of a session; who writes is here. Raise NoMeeting and what the item refuses."""
    once(unit)
    _here(unit, meeting, person)
    item_actions.add_criterion(unit, item=item, person=person, text=text)
    show_board(unit, meeting)


def add_note(
    unit: Unit, *, meeting: MeetingId, item: ItemId, person: PersonId, kind: Kind, text: str, answers: NoteId | None = None
) -> None:
    """Write a question, or a decision with the question that it answers.

    Raise NoMeeting, NoSuchItem, EmptyText, TextTooLong or TooManyNotes.
    """
    once(unit)
    session = _here(unit, meeting, person)
    _noted(unit, session, Note(NoteId(unit.fresh()), item, kind, text, person, unit.now))
    if answers is not None:
        notes.settle_note(unit, item, answers)
    show_board(unit, meeting)


def need_info(
    unit: Unit, *, meeting: MeetingId, item: ItemId, person: PersonId, text: str, owner: PersonId, due: date | None
) -> None:
    """Have somebody find something out: an action item of theirs, and a question of the item.

    Raise NoMeeting, NoSuchItem, EmptyText, TextTooLong, TooManyNotes or DueOver.
    """
    once(unit)
    session = _here(unit, meeting, person)
    new = Note(NoteId(unit.fresh()), item, Kind.NEEDS_INFO, text, person, unit.now, owner, due)
    title = _noted(unit, session, new)
    about = About(item, title, session.title, session.id, session.host)
    action_items.note(unit, text=text, owner=owner, due=due, channel=session.channel, about=about, noted_by=person)
    show_board(unit, meeting)


def split(unit: Unit, *, meeting: MeetingId, item: ItemId, person: PersonId, parts: Sequence[str]) -> None:
    """Split parts off an item of a session. Raise NoMeeting and what the item refuses."""
    once(unit)
    _here(unit, meeting, person)
    item_actions.split_item(unit, item=item, person=person, parts=parts)
    show_board(unit, meeting)


def tick(
    unit: Unit, *, meeting: MeetingId, item: ItemId, person: PersonId, shown: frozenset[str], chosen: frozenset[str]
) -> None:
    """Tick points of the ready list, and untick those that the form showed as ticked. Raise NoMeeting or NoSuchItem."""
    once(unit)
    session = _here(unit, meeting, person)
    lock_item(unit, item)
    on, off = note_rules.ticked(settings(unit, session.channel).ready, shown=shown, chosen=chosen)
    notes.tick(unit, item, person, on=on, off=off)
    show_board(unit, meeting)


def ask_in_session(unit: Unit, *, meeting: MeetingId, person: PersonId) -> tuple[EstimationId, int]:
    """Ask the Developers who are here how large the item on the table is, or find the round that runs; return it and its number.

    Raise NoMeeting, MeetingOver, NotHere or NoItem.
    """
    once(unit)
    session = locked(unit, CEREMONY, meeting)
    item = rules.on_table(session, person=person)
    for one in estimates.of_session(unit, meeting):
        if one.item == item and not one.is_over:
            return one.id, one.round.number
    found = items.item(unit, item)
    if found is None:
        raise NoSuchItem
    developers = frozenset(one for one in session.here if is_developer(unit, session.channel, one))
    new = Estimation(
        EstimationId(unit.fresh()),
        session.channel,
        item,
        found.title[: estimate_rules.LIMITS["estimate"]],
        session.host,
        session.zone,
        settings(unit, session.channel).cards,
        unit.now,
        Round(1, unit.now, None, developers),
        session=meeting,
    )
    estimates.add_estimation(unit, estimate_rules.begin(new))
    show_board(unit, meeting)
    for developer in sorted(developers):
        messages.show(unit, HOME, developer)
    return new.id, 1


def _here(unit: Unit, meeting: MeetingId, person: PersonId) -> Session:
    """Lock a session; whoever writes in one that runs is here. Raise NoMeeting."""
    session = locked(unit, CEREMONY, meeting)
    if session.closed is None:
        session = apply_changes(unit, CEREMONY, session, course.check_in(session, person=person, at=unit.now))
    return session


def _noted(unit: Unit, session: Session, new: Note) -> str:
    """Write a note about an item of the session's channel, and return the item's title."""
    item = lock_item(unit, new.item)
    text = note_rules.noted(new, notes.notes_of(unit, new.item))
    notes.add_note(unit, Note(new.id, new.item, new.kind, text, new.author, new.at, new.owner, new.due), session.id)
    return item.title
