"""All entries of one person: of a period, with a text in them, in the order in which they happened."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, bindparam, func, select

from bot.core.ids import PersonId
from bot.features.seu.rules.periods import Period
from bot.features.seu.rules.searching import Sought
from bot.features.seu.rules.values import Entry
from bot.features.seu.store.entries import LAST_WORDS, OF_PERSON, WITH_WORDS, newest_first, read_entry
from bot.features.seu.tables.entries import EntryRow, EntryWordsRow
from bot.features.seu.tables.sessions import SessionRow
from bot.store.base import in_workspace
from bot.store.unit import Read

_FIRST_DAY, _LAST_DAY = "0001-01-01", "9999-12-31"
_LISTED = (
    select(LAST_WORDS.c.entry, LAST_WORDS.c.minutes)
    .outerjoin(SessionRow, (SessionRow.workspace == in_workspace()) & (SessionRow.session == LAST_WORDS.c.activity))
    .where(
        LAST_WORDS.c.from_the_last == 1,
        LAST_WORDS.c.day >= bindparam("since", type_=String()),
        LAST_WORDS.c.day <= bindparam("until", type_=String()),
    )
    .order_by(*newest_first(LAST_WORDS.c, SessionRow.began))
)
_SEARCHED = _LISTED.add_columns(
    EntryWordsRow.description, EntryWordsRow.link, EntryWordsRow.evidence, SessionRow.ceremony
).outerjoin(EntryWordsRow, (EntryWordsRow.workspace == in_workspace()) & (EntryWordsRow.entry == LAST_WORDS.c.entry))
_THESE = WITH_WORDS.where(EntryRow.entry.in_(bindparam("entries", expanding=True)))

_FIRST = select(func.min(EntryRow.day).label("day")).where(*OF_PERSON)


@dataclass(frozen=True)
class Listed:
    """What is found: the ids of all of it, the newest first, and the minutes that it leaves to log."""

    ids: tuple[str, ...]
    minutes: int


def listed(read: Read, person: PersonId, period: Period, sought: Sought) -> Listed:
    """Find the last word on each of a person's activities in a period that holds a text, by one pass over their entries."""
    values = {
        "person": person,
        "since": period.since.isoformat() if period.since else _FIRST_DAY,
        "until": period.until.isoformat() if period.until else _LAST_DAY,
    }
    if not sought:
        return _summed(read.rows(_LISTED, values))
    rows = read.rows(_SEARCHED, values)
    return _summed([row for row in rows if sought.found_in(row.description, row.link, row.evidence, row.ceremony)])


def these(read: Read, ids: tuple[str, ...]) -> list[Entry]:
    """Return entries by their ids, in this order."""
    found = {row.entry: read_entry(row) for row in read.rows(_THESE, {"entries": list(ids)})} if ids else {}
    return [found[one] for one in ids if one in found]


def first_year(read: Read, person: PersonId) -> int | None:
    """Return the year of a person's oldest entry; None where there is none."""
    row = read.row(_FIRST, {"person": person})
    return int(row.day[:4]) if row and row.day else None


def _summed(rows: Any) -> Listed:
    return Listed(tuple(row.entry for row in rows), sum(max(row.minutes, 0) for row in rows))
