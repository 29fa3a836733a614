"""Reads all that the rules of programmes have to know of one person."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from bot.core.ids import PersonId
from bot.features.seu.rules.at_body import Spoken, carried
from bot.features.seu.rules.held import Claim, Renewal
from bot.features.seu.rules.programmes import Programmes
from bot.features.seu.rules.record import Line, Record, Use
from bot.features.seu.rules.values import Category
from bot.features.seu.store import claims, credentials, renewals
from bot.features.seu.store.entries import OF_PERSON
from bot.features.seu.tables.entries import EntryRow
from bot.store.unit import Read

_FACTS = (
    select(EntryRow.activity, EntryRow.at, EntryRow.key, EntryRow.day, EntryRow.entry, EntryRow.minutes, EntryRow.category)
    .where(*OF_PERSON)
    .order_by(EntryRow.activity, EntryRow.at, EntryRow.key)
)
"""Read from the index alone: one credit of an activity stands at most, so that it has the minutes to which all its entries add up."""


@dataclass(frozen=True)
class Learning:
    """A person's record, and by programme the lines that stand no more and of which they have said something."""

    record: Record
    replaced: Mapping[str, tuple[Line, ...]]

    def spoken(self, programme: str) -> Spoken:
        """Return what the person has said of their entries in one programme."""
        claims_there = {entry: claim for (entry, key), claim in self.record.claims.items() if key == programme}
        used = frozenset(use.activity for use in self.record.used_in(programme))
        return Spoken(self.record.lines, claims_there, self.replaced.get(programme, ()), used)


def record_of(read: Read, person: PersonId) -> Record:
    """Return one person's learning, and what became of it; the claims as they are to be read after corrections."""
    return learning_of(read, person).record


def learning_of(read: Read, person: PersonId) -> Learning:
    """Return one person's learning, and what they have said of entries that were corrected since."""
    rows = read.rows(_FACTS, {"person": person})
    credited = {row.entry: _line(row) for row in rows if row.minutes > 0}
    lines = _standing(rows, credited)
    said = claims.claims_of(read, person)
    replaced = _replaced(said, {line.entry for line in lines}, credited)
    programmes = credentials.programmes_of(read, person)
    renewed = {(programmes[one], one): each for one, each in renewals.renewals_of(read, person).items()}
    record = Record(
        lines=lines,
        held=credentials.credentials_of(read, person),
        renewals=renewed,
        used=_used(read, person, renewed, credited),
        claims=_carried(read, lines, replaced, said),
    )
    return Learning(record, replaced)


def _standing(rows: Sequence[Any], credited: Mapping[str, Line]) -> tuple[Line, ...]:
    """Return the credits that nobody has taken back, by activity date, then as their activities were first recorded.

    As `rules.record.standing_lines` has it: a correction does not move an entry behind others of its day.
    """
    left: Counter[str] = Counter()
    recorded: dict[str, datetime] = {}
    for row in rows:
        left[row.activity] += row.minutes
        recorded[row.activity] = min(recorded.get(row.activity, row.at), row.at)
    last = {row.activity: row for row in rows if row.minutes > 0 and row.minutes == left[row.activity]}
    standing = sorted(last.values(), key=lambda row: (row.day, recorded[row.activity], row.at, row.entry))
    return tuple(credited[row.entry] for row in standing)


def _line(row: Any) -> Line:
    return Line(row.entry, row.activity, row.minutes, date.fromisoformat(row.day), Category(row.category))


def _replaced(
    said: Mapping[tuple[str, str], Claim], standing: set[str], credited: Mapping[str, Line]
) -> dict[str, tuple[Line, ...]]:
    found: dict[str, list[Line]] = defaultdict(list)
    place = {entry: number for number, entry in enumerate(credited)}
    """In the order of writing, those of one activity."""
    for entry, programme in sorted(said, key=lambda one: place.get(one[0], 0)):
        if entry not in standing and entry in credited:
            found[programme].append(credited[entry])
    return {programme: tuple(lines) for programme, lines in found.items()}


def _carried(
    read: Read,
    lines: tuple[Line, ...],
    replaced: Mapping[str, tuple[Line, ...]],
    said: Mapping[tuple[str, str], Claim],
) -> Mapping[tuple[str, str], Claim]:
    known = read.given(Programmes).by_key
    read_anew = dict(said)
    for key, gone in replaced.items():
        if key in known:
            there = {entry: claim for (entry, programme), claim in said.items() if programme == key}
            read_anew |= {(entry, key): claim for entry, claim in carried(known[key], lines, gone, there).items()}
    return read_anew


def _used(
    read: Read, person: PersonId, renewed: Mapping[tuple[str, str], tuple[Renewal, ...]], credited: Mapping[str, Line]
) -> Mapping[tuple[str, str], tuple[Use, ...]]:
    of_renewal = {one.id: key for key, each in renewed.items() for one in each}
    found: dict[tuple[str, str], list[Use]] = defaultdict(list)
    for renewal, entry, minutes in renewals.used_up(read, person):
        found[of_renewal[renewal]].append(Use(entry, credited[entry].activity, minutes))
    return {key: tuple(uses) for key, uses in found.items()}
