"""Plays of a meeting by invented people: when each began, and for whom."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, insert, select

from bot.core.ids import PersonId
from bot.features.lean_coffee.tables import PlayRow
from bot.store.base import Instant, in_workspace
from bot.store.unit import Read, Unit

KEPT = timedelta(days=1)
"""So long after it began a play is known."""


@dataclass(frozen=True)
class Play:
    """A play as it was asked for."""

    id: str
    person: PersonId
    begun: datetime


_OURS = PlayRow.workspace == in_workspace()
_ADD = insert(PlayRow)
_ONE = select(PlayRow).where(_OURS, PlayRow.id == bindparam("this"))
_LAST = select(PlayRow).where(_OURS, PlayRow.person == bindparam("who")).order_by(PlayRow.begun.desc()).limit(1)
_FORGET = delete(PlayRow).where(_OURS, PlayRow.begun < bindparam("before", type_=Instant()))


def add(unit: Unit, person: PersonId) -> Play:
    """Write down that a play begins now."""
    play = Play(unit.fresh(), person, unit.now)
    unit.run(_ADD, {"id": play.id, "person": person, "begun": play.begun})
    return play


def play_of(read: Read, play: str) -> Play | None:
    """Return a play; None where it is forgotten."""
    row = read.row(_ONE, {"this": play})
    return None if row is None else Play(row.id, PersonId(row.person), row.begun)


def last_of(read: Read, person: PersonId) -> Play | None:
    """Return the play that a person asked for last."""
    row = read.row(_LAST, {"who": person})
    return None if row is None else Play(row.id, PersonId(row.person), row.begun)


def forget_old(unit: Unit) -> int:
    """Forget the plays of more than a day ago; return how many."""
    return unit.run(_FORGET, {"before": unit.now - KEPT})
