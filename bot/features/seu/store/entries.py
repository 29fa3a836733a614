"""Entries and the ledgers they stand in; entries are only ever added."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Integer, bindparam, exists, func, insert, select, update
from sqlalchemy.orm import aliased

from bot.core.ids import PersonId
from bot.features.seu.rules.values import Entry, Keeping, Kind, Source
from bot.features.seu.tables import EntryRow, LedgerRow, SessionRow
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import insert_or_nothing

CATEGORY = "Events"
"""Scrum Alliance's activity type for a Lean Coffee (a second-hand label: its form has four)."""

_THIS_LEDGER = (LedgerRow.workspace == in_workspace(), LedgerRow.person == bindparam("who"))
_OPEN_LEDGER = insert_or_nothing(LedgerRow)
_LOCK_LEDGER = update(LedgerRow).where(*_THIS_LEDGER).values(revision=LedgerRow.revision + 1).returning(LedgerRow.keeping)
_KEEPING = select(LedgerRow.keeping).where(*_THIS_LEDGER)
_DECIDE = update(LedgerRow).where(*_THIS_LEDGER).values(keeping=bindparam("answer"))

_OF_PERSON = (EntryRow.workspace == in_workspace(), EntryRow.person == bindparam("person"))
_OF_SESSION = select(EntryRow).where(*_OF_PERSON, EntryRow.session == bindparam("session")).order_by(EntryRow.at, EntryRow.key)
_ENTRY = select(EntryRow).where(EntryRow.workspace == in_workspace(), EntryRow.entry == bindparam("entry"))
_BATCH = (
    select(EntryRow)
    .where(EntryRow.workspace == in_workspace(), EntryRow.key.in_(bindparam("keys", expanding=True)))
    .order_by(EntryRow.key)
)
_BALANCE = select(func.coalesce(func.sum(EntryRow.minutes), 0, type_=Integer).label("minutes")).where(*_OF_PERSON)
_COUNT = select(func.count(EntryRow.session.distinct()).label("n")).where(*_OF_PERSON)
_LATER = aliased(EntryRow)
_ORDERED = (
    select(
        EntryRow.entry,
        EntryRow.session,
        EntryRow.day,
        func.row_number()
        .over(partition_by=EntryRow.session, order_by=(EntryRow.at.desc(), EntryRow.key.desc()))
        .label("from_the_last"),
        func.min(EntryRow.at).over(partition_by=EntryRow.session).label("recorded"),
    )
    .where(*_OF_PERSON)
    .subquery()
)


def _newest_first(of: Any, began: Any) -> tuple[Any, ...]:
    return of.day.desc(), of.recorded.desc(), began.desc(), of.session.desc()


_PAGE = (
    select(_ORDERED, SessionRow.began)
    .outerjoin(SessionRow, (SessionRow.workspace == in_workspace()) & (SessionRow.session == _ORDERED.c.session))
    .where(_ORDERED.c.from_the_last == 1)
    .order_by(*_newest_first(_ORDERED.c, SessionRow.began))
    .limit(bindparam("most", type_=Integer))
    .offset(bindparam("skip", type_=Integer))
    .subquery()
)
_LATEST = (
    select(EntryRow)
    .join(_PAGE, (EntryRow.workspace == in_workspace()) & (EntryRow.entry == _PAGE.c.entry))
    .order_by(*_newest_first(_PAGE.c, _PAGE.c.began))
)
"""One pass over the person's entries: asking each whether a later one stands takes a second for 2,000 of them on SQLite."""
_TAKEN_BACK = exists().where(_LATER.workspace == EntryRow.workspace, _LATER.reverses == EntryRow.entry)
_STANDING_ON = (
    select(EntryRow)
    .where(*_OF_PERSON, EntryRow.day == bindparam("day"), EntryRow.kind == Kind.CREDIT.value, ~_TAKEN_BACK)
    .order_by(EntryRow.at, EntryRow.key)
)
_WRITE = insert(EntryRow)


def lock_ledger(unit: Unit, person: PersonId) -> Keeping:
    """Lock one person's ledger, opening it when there is none; answer what they decided."""
    unit.run(_OPEN_LEDGER, {"person": person, "keeping": Keeping.UNDECIDED.value, "revision": 0})
    row = unit.row(_LOCK_LEDGER, {"who": person})
    assert row is not None  # the line above has made it where it was missing
    return Keeping(row.keeping)


def keeping(read: Read, person: PersonId) -> Keeping:
    """Return a person's answer to the one question."""
    row = read.row(_KEEPING, {"who": person})
    return Keeping(row.keeping) if row else Keeping.UNDECIDED


def decide(unit: Unit, person: PersonId, answer: Keeping) -> None:
    """Write down a person's answer; the ledger is locked."""
    unit.run(_DECIDE, {"who": person, "answer": answer.value})


def entries_of(read: Read, person: PersonId, session: str) -> list[Entry]:
    """Return a person's entries for one session, oldest first."""
    return [_entry(row) for row in read.rows(_OF_SESSION, {"person": person, "session": session})]


def entry(read: Read, entry: str) -> Entry | None:
    """Return one entry."""
    row = read.row(_ENTRY, {"entry": entry})
    return _entry(row) if row else None


def batch(read: Read, key: str) -> list[Entry]:
    """Return what was written under one key: a reversal, a credit, or both in this order."""
    return [_entry(row) for row in read.rows(_BATCH, {"keys": [_place(key, 0), _place(key, 1)]})]


def balance(read: Read, person: PersonId) -> int:
    """Return the minutes of a person's whole ledger."""
    row = read.row(_BALANCE, {"person": person})
    return int(row.minutes) if row else 0


def count(read: Read, person: PersonId) -> int:
    """Return in how many sessions a person's ledger has a word."""
    row = read.row(_COUNT, {"person": person})
    return int(row.n) if row else 0


def latest(read: Read, person: PersonId, most: int, *, skip: int = 0) -> list[Entry]:
    """Return the last word on each of a person's sessions, a credit or what took it back: the newest first, after the first `skip`.

    By activity date, then as they were first recorded: correcting one does not move it.
    """
    return [_entry(row) for row in read.rows(_LATEST, {"person": person, "most": most, "skip": skip})]


def standing_on(read: Read, person: PersonId, day: date) -> list[Entry]:
    """Return a person's credits of one activity date that nobody has taken back, in the order of writing."""
    return [_entry(row) for row in read.rows(_STANDING_ON, {"person": person, "day": day.isoformat()})]


def write(unit: Unit, *entries: Entry, key: str) -> None:
    """Append entries; `key` and the place in the batch keep the same from being written twice."""
    for place, one in enumerate(entries):
        unit.run(_WRITE, {**_columns(one), "at": unit.now, "key": _place(key, place)})


def _place(key: str, place: int) -> str:
    return f"{key}#{place}"


def _columns(entry: Entry) -> Mapping[str, Any]:
    return {
        "entry": entry.id,
        "person": entry.person,
        "kind": entry.kind.value,
        "minutes": entry.minutes,
        "day": entry.day.isoformat(),
        "category": CATEGORY,
        "description": entry.description,
        "source": entry.source.value,
        "session": entry.session,
        "rule": entry.rule,
        "actor": entry.actor,
        "reason": entry.reason,
        "reverses": entry.reverses,
        "overlap": entry.overlap,
    }


def _entry(row: Any) -> Entry:
    return Entry(
        id=row.entry,
        person=PersonId(row.person),
        kind=Kind(row.kind),
        minutes=row.minutes,
        day=date.fromisoformat(row.day),
        description=row.description,
        source=Source(row.source),
        session=row.session,
        rule=row.rule,
        actor=PersonId(row.actor),
        reason=row.reason,
        reverses=row.reverses,
        overlap=row.overlap,
        at=row.at,
    )
