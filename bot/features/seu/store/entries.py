"""Entries and the ledgers they stand in; entries are only ever added."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Integer, bindparam, exists, func, insert, select, update
from sqlalchemy.orm import aliased

from bot.core.ids import PersonId
from bot.features.seu.rules.values import Category, Entry, Keeping, Kind, Source
from bot.features.seu.tables.entries import EntryRow, EntryWordsRow, LedgerRow
from bot.features.seu.tables.sessions import SessionRow
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import insert_or_nothing, upsert

_THIS_LEDGER = (LedgerRow.workspace == in_workspace(), LedgerRow.person == bindparam("who"))
_OPEN_LEDGER = insert_or_nothing(LedgerRow)
_LOCK_LEDGER = update(LedgerRow).where(*_THIS_LEDGER).values(revision=LedgerRow.revision + 1).returning(LedgerRow.keeping)
_KEEPING = select(LedgerRow.keeping).where(*_THIS_LEDGER)
_DECIDE = update(LedgerRow).where(*_THIS_LEDGER).values(keeping=bindparam("answer"))

_HOLDER = select(LedgerRow.holder).where(LedgerRow.workspace == in_workspace(), LedgerRow.person == bindparam("person"))
OF_PERSON = (EntryRow.workspace == in_workspace(), EntryRow.holder == _HOLDER.scalar_subquery())
"""The entries of one person: the holder that their ledger names."""
WITH_WORDS = (
    select(
        *EntryRow.__table__.columns,
        LedgerRow.person,
        *(EntryWordsRow.__table__.columns[name] for name in ("description", "link", "evidence", "reason", "actor")),
    )
    .join(LedgerRow, (LedgerRow.workspace == EntryRow.workspace) & (LedgerRow.holder == EntryRow.holder))
    .outerjoin(EntryWordsRow, (EntryWordsRow.workspace == EntryRow.workspace) & (EntryWordsRow.entry == EntryRow.entry))
    .where(EntryRow.workspace == in_workspace())
)
"""Entries as `read_entry` reads them; those of who was erased are nobody's."""
_OF_ACTIVITY = WITH_WORDS.where(*OF_PERSON, EntryRow.activity == bindparam("activity")).order_by(EntryRow.at, EntryRow.key)
_ENTRY = WITH_WORDS.where(EntryRow.entry == bindparam("entry"))
_BATCH = WITH_WORDS.where(EntryRow.key.in_(bindparam("keys", expanding=True))).order_by(EntryRow.key)
_BALANCE = select(func.coalesce(func.sum(EntryRow.minutes), 0, type_=Integer).label("minutes")).where(*OF_PERSON)
_LATER = aliased(EntryRow)
LAST_WORDS = (
    select(
        EntryRow.entry,
        EntryRow.activity,
        EntryRow.day,
        EntryRow.minutes,
        func.row_number()
        .over(partition_by=EntryRow.activity, order_by=(EntryRow.at.desc(), EntryRow.key.desc()))
        .label("from_the_last"),
        func.min(EntryRow.at).over(partition_by=EntryRow.activity).label("recorded"),
    )
    .where(*OF_PERSON)
    .subquery()
)
"""A person's entries; those of `from_the_last` 1 are the last word on their activity."""


def newest_first(of: Any, began: Any) -> tuple[Any, ...]:
    """Return the order of last words: by their days, those of a day as they happened, a session when it began, else when first recorded."""
    return of.day.desc(), func.coalesce(began, of.recorded).desc(), of.activity.desc()


_PAGE = (
    select(LAST_WORDS, SessionRow.began)
    .outerjoin(SessionRow, (SessionRow.workspace == in_workspace()) & (SessionRow.session == LAST_WORDS.c.activity))
    .where(LAST_WORDS.c.from_the_last == 1)
    .order_by(*newest_first(LAST_WORDS.c, SessionRow.began))
    .limit(bindparam("most", type_=Integer))
    .offset(bindparam("skip", type_=Integer))
    .subquery()
)
_LATEST = WITH_WORDS.join(_PAGE, (EntryRow.workspace == in_workspace()) & (EntryRow.entry == _PAGE.c.entry)).order_by(
    *newest_first(_PAGE.c, _PAGE.c.began)
)
"""One pass over the person's entries: asking each whether a later one stands takes a second for 2,000 of them on SQLite."""
TAKEN_BACK = exists().where(_LATER.workspace == EntryRow.workspace, _LATER.reverses == EntryRow.entry)
"""That an entry of a statement was reversed."""
_STANDING_ON = WITH_WORDS.where(
    *OF_PERSON, EntryRow.day == bindparam("day"), EntryRow.kind == Kind.CREDIT.value, ~TAKEN_BACK
).order_by(EntryRow.at, EntryRow.key)
_WRITE = insert(EntryRow)
_WRITE_WORDS = insert(EntryWordsRow)
_REWORD = upsert(EntryWordsRow, update=("description", "link", "evidence"))


def lock_ledger(unit: Unit, person: PersonId) -> Keeping:
    """Lock one person's ledger, opening it when there is none; answer what they decided."""
    opened = {"person": person, "holder": unit.fresh(), "keeping": Keeping.UNDECIDED.value, "revision": 0}
    unit.run(_OPEN_LEDGER, opened)
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


def holder(read: Read, person: PersonId) -> str:
    """Return who holds a person's entries; empty where they have no ledger."""
    row = read.row(_HOLDER, {"person": person})
    return str(row.holder) if row else ""


def entries_of(read: Read, person: PersonId, activity: str) -> list[Entry]:
    """Return a person's entries for one activity, oldest first."""
    return [read_entry(row) for row in read.rows(_OF_ACTIVITY, {"person": person, "activity": activity})]


def entry(read: Read, entry: str) -> Entry | None:
    """Return one entry."""
    row = read.row(_ENTRY, {"entry": entry})
    return read_entry(row) if row else None


def batch(read: Read, key: str) -> list[Entry]:
    """Return what was written under one key: a reversal, a credit, or both in this order."""
    return [read_entry(row) for row in read.rows(_BATCH, {"keys": [_place(key, 0), _place(key, 1)]})]


def balance(read: Read, person: PersonId) -> int:
    """Return the minutes of a person's whole ledger."""
    row = read.row(_BALANCE, {"person": person})
    return int(row.minutes) if row else 0


def latest(read: Read, person: PersonId, most: int, *, skip: int = 0) -> list[Entry]:
    """Return the last word on each of a person's activities, a credit or what took it back: the newest first, after the first `skip`.

    By activity date, then as they happened: correcting one does not move it.
    """
    return [read_entry(row) for row in read.rows(_LATEST, {"person": person, "most": most, "skip": skip})]


def standing_on(read: Read, person: PersonId, day: date) -> list[Entry]:
    """Return a person's credits of one activity date that nobody has taken back, in the order of writing."""
    return [read_entry(row) for row in read.rows(_STANDING_ON, {"person": person, "day": day.isoformat()})]


def write(unit: Unit, *entries: Entry, key: str) -> None:
    """Append entries of one ledger, which is locked; `key` and the place in the batch keep the same from being written twice."""
    for place, one in enumerate(entries):
        whose = holder(unit, one.person)
        unit.run(_WRITE, {**columns_of(one), "holder": whose, "at": unit.now, "key": _place(key, place)})
        unit.run(_WRITE_WORDS, words_of(one))


def reword(unit: Unit, entry: Entry) -> None:
    """Write the words of an entry anew, which itself stays as it is; its ledger is locked."""
    unit.run(_REWORD, words_of(entry))


def _place(key: str, place: int) -> str:
    return f"{key}#{place}"


def columns_of(entry: Entry) -> Mapping[str, Any]:
    """Return the columns of an entry that its values decide."""
    return {
        "entry": entry.id,
        "kind": entry.kind.value,
        "minutes": entry.minutes,
        "day": entry.day.isoformat(),
        "category": entry.category.value,
        "source": entry.source.value,
        "activity": entry.activity,
        "rule": entry.rule,
        "reverses": entry.reverses,
        "overlap": entry.overlap,
    }


def words_of(entry: Entry) -> Mapping[str, Any]:
    """Return the columns of the words of an entry."""
    return {
        "entry": entry.id,
        "description": entry.description,
        "link": entry.link,
        "evidence": entry.evidence,
        "reason": entry.reason,
        "actor": entry.actor,
    }


def read_entry(row: Any) -> Entry:
    """Return the entry that a row of WITH_WORDS is."""
    return Entry(
        id=row.entry,
        person=PersonId(row.person),
        kind=Kind(row.kind),
        minutes=row.minutes,
        day=date.fromisoformat(row.day),
        category=Category(row.category),
        description=row.description or "",
        link=row.link or "",
        evidence=row.evidence or "",
        source=Source(row.source),
        activity=row.activity,
        rule=row.rule,
        actor=PersonId(row.actor or ""),
        reason=row.reason or "",
        reverses=row.reverses,
        overlap=row.overlap,
        at=row.at,
    )
