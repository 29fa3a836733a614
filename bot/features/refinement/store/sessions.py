"""Rows <-> refinement sessions, and the items that each has had on its table."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from bot.core.ids import ItemId, MeetingId
from bot.features.refinement.rules.items import ItemState
from bot.features.refinement.rules.session_values import (
    ItemLeft,
    ItemOpened,
    Kept,
    LearningMarked,
    Left,
    Session,
    SessionSettings,
    Stage,
    Visit,
)
from bot.features.refinement.tables.sessions import SessionRow, VisitRow
from bot.meetings import rows
from bot.meetings.rows import read_span, span
from bot.meetings.rules.changes import ClockFollowed, MeetingOpened, PhaseUndone
from bot.meetings.store.meetings import attendance, joined, shared
from bot.meetings.store.record import set_by
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit

_ROW = joined(SessionRow)
_OF_MEETING = (VisitRow.workspace == in_workspace(), VisitRow.meeting == bindparam("this"))
_VISITS = select(VisitRow.item, VisitRow.opened, VisitRow.left_as, VisitRow.ran).where(*_OF_MEETING).order_by(VisitRow.position)
_LAST = select(func.max(VisitRow.position).label("last")).where(*_OF_MEETING)
_NEW = insert(SessionRow)
_NEW_VISIT = insert(VisitRow)
_SET = update(SessionRow).where(SessionRow.workspace == in_workspace(), SessionRow.meeting == bindparam("this"))
_LEAVE = update(VisitRow).where(*_OF_MEETING, VisitRow.left_as.is_(None))
_OF_ITEM = (*_OF_MEETING, VisitRow.item == bindparam("the_item"))
_TAKE_OFF, _PUT_BACK = delete(VisitRow).where(*_OF_ITEM), update(VisitRow).where(*_OF_ITEM)
_MOVE = (
    update(VisitRow)
    .where(VisitRow.workspace == in_workspace(), VisitRow.meeting == bindparam("this"))
    .values(opened=set_by(VisitRow.opened))
)


def find(read: Read, meeting: MeetingId) -> Session | None:
    """Return a session, open or closed; None where this workspace has none of this id."""
    row = read.row(_ROW, {"this": meeting})
    if row is None:
        return None
    visits = tuple(_visit(visit) for visit in read.rows(_VISITS, {"this": meeting}))
    return Session(
        **shared(row, Stage, read_kept),
        **attendance(read, meeting),
        settings=rows.read_settings(SessionSettings(), row.settings),
        visits=visits,
        is_learning=bool(row.learning),
    )


def record(unit: Unit, session: Session, change: Any) -> None:
    """Write a session's own part of a change that the caller has locked, given as it was before."""
    this = {"this": session.id}
    match change:
        case MeetingOpened():
            opened: Session = change.meeting
            row = {"meeting": opened.id, "settings": rows.settings(opened.settings), "learning": opened.is_learning}
            unit.run(_NEW, row)
            for visit in opened.visits:
                _opened(unit, opened.id, visit)
        case ItemOpened():
            _opened(unit, session.id, Visit(change.item, change.at))
        case ItemLeft():
            unit.run(_LEAVE, {**this, "left_as": change.left.value, "ran": span(change.ran)})
        case PhaseUndone():
            _undone(unit, session, change.step.kept)
        case LearningMarked():
            unit.run(_SET, {**this, "learning": change.is_learning})
        case ClockFollowed():
            unit.run(_MOVE, {**this, "by": span(change.by)})


def _opened(unit: Unit, meeting: MeetingId, visit: Visit) -> None:
    row = unit.row(_LAST, {"this": meeting})
    position = 1 if row is None or row.last is None else int(row.last) + 1
    new = {"meeting": meeting, "position": position, "item": visit.item, "opened": visit.opened, "left_as": None, "ran": 0}
    unit.run(_NEW_VISIT, new)


def _undone(unit: Unit, session: Session, kept: Kept) -> None:
    """Write the visits of a locked session back to what was kept of them."""
    visits = session.visits
    if kept.opened:
        unit.run(_TAKE_OFF, {"this": session.id, "the_item": visits[-1].item})
        visits = visits[:-1]
    if kept.left:
        unit.run(_PUT_BACK, {"this": session.id, "the_item": visits[-1].item, "left_as": None, "ran": 0})


def write_kept(kept: Kept) -> Mapping[str, Any]:
    """Return what is kept to take a change of phase back as JSON."""
    return {"left": kept.left, "opened": kept.opened, "was": kept.was}


def read_kept(told: Mapping[str, Any]) -> Kept:
    """Return what JSON says."""
    return Kept(told["left"], told["opened"], None if told["was"] is None else ItemState(told["was"]))


def _visit(row: Any) -> Visit:
    return Visit(ItemId(row.item), row.opened, None if row.left_as is None else Left(row.left_as), read_span(row.ran))
