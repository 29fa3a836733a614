"""Rows <-> what was said about items; ticks of the ready list."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from bot.core.ids import ItemId, MeetingId, PersonId
from bot.features.refinement.rules.notes import Kind, Note, NoteId
from bot.features.refinement.tables.sessions import NoteRow, TickRow
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import insert_or_nothing

_OF_ITEM = (NoteRow.workspace == in_workspace(), NoteRow.item == bindparam("of_item"))
_NOTES = select(NoteRow).where(*_OF_ITEM).order_by(NoteRow.at, NoteRow.id)
_NEW = insert(NoteRow)
_SETTLE = (
    update(NoteRow)
    .where(*_OF_ITEM, NoteRow.id == bindparam("this"), NoteRow.settled.is_(None), NoteRow.kind != Kind.DECISION.value)
    .values(settled=bindparam("at", type_=NoteRow.settled.type))
)
_TICKED_OF = (TickRow.workspace == in_workspace(), TickRow.item == bindparam("of_item"))
_TICKS = select(TickRow.point).where(*_TICKED_OF)
_TICK = insert_or_nothing(TickRow)
_UNTICK = delete(TickRow).where(*_TICKED_OF, TickRow.point == bindparam("the_point"))


def notes_of(read: Read, item: ItemId) -> tuple[Note, ...]:
    """Return all that was noted about an item, the earliest first."""
    return tuple(_note(row) for row in read.rows(_NOTES, {"of_item": item}))


def add_note(unit: Unit, note: Note, session: MeetingId) -> None:
    """Write a note that was said in a session."""
    row = {"id": note.id, "item": note.item, "session": session, "kind": note.kind.value, "text": note.text}
    due = None if note.due is None else note.due.isoformat()
    unit.run(_NEW, {**row, "author": note.author, "at": note.at, "owner": note.owner, "due": due, "settled": None})


def settle_note(unit: Unit, item: ItemId, note: NoteId) -> bool:
    """Write that a question is answered; answer False where it is not there, or was answered before."""
    return unit.run(_SETTLE, {"of_item": item, "this": note, "at": unit.now}) > 0


def ticks_of(read: Read, item: ItemId) -> frozenset[str]:
    """Return the points of the ready list that hold for an item."""
    return frozenset(row.point for row in read.rows(_TICKS, {"of_item": item}))


def tick(unit: Unit, item: ItemId, person: PersonId, *, on: Iterable[str], off: Iterable[str]) -> None:
    """Write which points hold from now on and which do not; the others stay as they are."""
    for point in sorted(on):
        unit.run(_TICK, {"item": item, "point": point, "person": person, "at": unit.now})
    for point in sorted(off):
        unit.run(_UNTICK, {"of_item": item, "the_point": point})


def _note(row: Any) -> Note:
    return Note(
        NoteId(row.id),
        ItemId(row.item),
        Kind(row.kind),
        row.text,
        PersonId(row.author),
        row.at,
        owner=None if row.owner is None else PersonId(row.owner),
        due=None if row.due is None else date.fromisoformat(row.due),
        settled=row.settled,
    )
