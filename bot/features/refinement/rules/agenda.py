"""The agenda of a refinement: lines that anybody adds, for the next date of a reminder. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from bot.core.ids import PersonId, SeriesId
from bot.core.limits import line
from bot.core.refusal import Refusal
from bot.features.refinement.kinds import SERIES
from bot.schedule.recurrence import Recurrence, next_after
from bot.series import rules as series

AgendaLineId = NewType("AgendaLineId", str)
LONGEST = 200
MOST = 50
"""Lines that one agenda holds."""


@dataclass(frozen=True)
class AgendaLine:
    """A line of an agenda. It is for the first date after `since` (UTC), wherever that goes; `held`: the wall time of the one it was for."""

    id: AgendaLineId
    series: SeriesId
    text: str
    author: PersonId
    since: datetime
    link: str = ""
    held: datetime | None = None


class NothingPlanned(Refusal):
    """No refinement is to come in this channel, so nothing has an agenda."""


@dataclass(eq=False)
class AgendaFull(Refusal):
    """The agenda holds as many lines as it can."""

    most: int


class AgendaLineGone(Refusal):
    """The line was withdrawn before."""


class MayNotWithdraw(series.NotOwner):
    """A line is withdrawn by its author, and by whoever may change the reminder."""

    def __init__(self, owner: PersonId, author: PersonId) -> None:
        super().__init__(SERIES.name, owner)
        self.author = author


def agenda_text(text: str) -> str:
    """Return a line as it is kept. Raise EmptyText or TextTooLong."""
    return line("agenda", text, LONGEST)


def date_of(each: AgendaLine, recurrence: Recurrence) -> datetime | None:
    """Return the wall time of the date that a line is for; None while there is none."""
    if each.held is not None:
        return each.held
    found = next_after(recurrence, each.since)
    return None if found is None else found.wall


def agenda_of(lines: Iterable[AgendaLine], recurrence: Recurrence, wall: datetime) -> tuple[AgendaLine, ...]:
    """Return the lines that are for the date of a wall time."""
    return tuple(each for each in lines if date_of(each, recurrence) == wall)


def room_for_one(lines: Iterable[AgendaLine]) -> None:
    """Raise AgendaFull where an agenda holds no more."""
    if len(tuple(lines)) >= MOST:
        raise AgendaFull(MOST)
