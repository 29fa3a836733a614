"""Rows <-> the lines of agendas."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, or_, select, update

from bot.core.ids import PersonId, SeriesId
from bot.features.refinement.rules.agenda import AgendaLine, AgendaLineId
from bot.features.refinement.tables.sessions import AgendaRow
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit

_HERE = (AgendaRow.workspace == in_workspace(),)
_COLUMNS = (
    *(AgendaRow.id, AgendaRow.series, AgendaRow.text, AgendaRow.link, AgendaRow.author, AgendaRow.since),
    AgendaRow.held,
)
_ONE = select(*_COLUMNS).where(*_HERE, AgendaRow.id == bindparam("this"))
_OF = (*_HERE, AgendaRow.series == bindparam("of_series"))
_IN_ORDER = (AgendaRow.added, AgendaRow.id)
_WAITING = select(*_COLUMNS).where(*_OF, AgendaRow.held.is_(None)).order_by(*_IN_ORDER)
_AT = select(*_COLUMNS).where(*_OF, or_(AgendaRow.held.is_(None), AgendaRow.held == bindparam("at_wall"))).order_by(*_IN_ORDER)
_ADD = insert(AgendaRow)
_WITHDRAW = delete(AgendaRow).where(*_HERE, AgendaRow.id == bindparam("this"))
_SET = update(AgendaRow).where(*_HERE, AgendaRow.id == bindparam("this"))


def line(read: Read, line: str) -> AgendaLine | None:
    """Return a line; None where this workspace has none of this id."""
    row = read.row(_ONE, {"this": line})
    return None if row is None else _line(row)


def waiting(read: Read, series: SeriesId) -> tuple[AgendaLine, ...]:
    """Return the lines of a reminder that were for no date that is over, in the order in which they came."""
    return tuple(_line(row) for row in read.rows(_WAITING, {"of_series": series}))


def waiting_or_held(read: Read, series: SeriesId, wall: datetime) -> tuple[AgendaLine, ...]:
    """Return the same, and those that were for the date of this wall time."""
    return tuple(_line(row) for row in read.rows(_AT, {"of_series": series, "at_wall": wall.isoformat()}))


def add(unit: Unit, series: SeriesId, text: str, link: str, author: PersonId) -> AgendaLine:
    """Write a line and return it."""
    made = AgendaLine(AgendaLineId(unit.fresh()), series, text, author, unit.now, link)
    row = {"id": made.id, "series": series, "text": text, "link": link, "author": author}
    unit.run(_ADD, {**row, "added": unit.now, "since": unit.now, "held": None})
    return made


def withdraw(unit: Unit, line: AgendaLineId) -> None:
    """Delete a line."""
    unit.run(_WITHDRAW, {"this": line})


def mark_held(unit: Unit, lines: Iterable[AgendaLine], wall: datetime) -> None:
    """Note that lines were for the date of this wall time."""
    for each in lines:
        unit.run(_SET, {"this": each.id, "held": wall.isoformat()})


def carry_on(unit: Unit, lines: Iterable[AgendaLine]) -> None:
    """Have lines be for the next date from now on."""
    for each in lines:
        unit.run(_SET, {"this": each.id, "since": unit.now})


def _line(row: Any) -> AgendaLine:
    return AgendaLine(
        id=AgendaLineId(row.id),
        series=SeriesId(row.series),
        text=row.text,
        author=PersonId(row.author),
        since=row.since,
        link=row.link,
        held=None if row.held is None else datetime.fromisoformat(row.held),
    )
