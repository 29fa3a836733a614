"""Questions, decisions, what somebody finds out about an item; ticks of the ready list. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from bot.core.ids import ItemId, PersonId
from bot.core.limits import line
from bot.core.refusal import Refusal

NoteId = NewType("NoteId", str)
LONGEST = 300
MOST_NOTES = 30
"""Of one item that stand open."""


class Kind(StrEnum):
    """What a note is."""

    QUESTION = "question"
    DECISION = "decision"
    NEEDS_INFO = "needs_info"


@dataclass(frozen=True)
class Note:
    """One note about an item. `owner` and `due`: who finds it out, and by when; `settled`: since when it is answered."""

    id: NoteId
    item: ItemId
    kind: Kind
    text: str
    author: PersonId
    at: datetime
    owner: PersonId | None = None
    due: date | None = None
    settled: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether it asks for an answer still."""
        return self.kind is not Kind.DECISION and self.settled is None


class TooManyNotes(Refusal):
    """The item has as many open questions as a card can hold: it is to be split, or to be answered."""


def noted(note: Note, standing: Iterable[Note]) -> str:
    """Return the words of a note as they are kept. Raise EmptyText, TextTooLong or TooManyNotes."""
    text = line("note", note.text, LONGEST)
    if note.is_open and sum(one.is_open for one in standing) >= MOST_NOTES:
        raise TooManyNotes
    return text


def ticked(points: Iterable[str], *, shown: frozenset[str], chosen: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return which points somebody has ticked and which they have unticked, given what their form showed: the rest is left to others."""
    known = frozenset(points)
    return (chosen - shown) & known, (shown - chosen) & known
