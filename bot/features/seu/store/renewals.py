"""Rows <-> renewals, and the minutes that they have used up; both are only ever added."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import bindparam, exists, insert, select
from sqlalchemy.orm import aliased

from bot.core.ids import PersonId
from bot.features.seu.rules.held import Renewal, RenewalKind
from bot.features.seu.tables.credentials import AllocationRow, CredentialRow, RenewalRow
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit

_HERE = RenewalRow.workspace == in_workspace()
_HELD = select(CredentialRow.credential).where(
    CredentialRow.workspace == in_workspace(), CredentialRow.person == bindparam("person")
)
"""Found first, by their person: a join would begin with every renewal of the workspace."""
_IN_ORDER = (RenewalRow.at, RenewalRow.renewal)
_ADD = insert(RenewalRow)
_USE = insert(AllocationRow)
_ONE = select(RenewalRow).where(_HERE, RenewalRow.renewal == bindparam("this"))
_OF_CREDENTIAL = select(RenewalRow).where(_HERE, RenewalRow.credential == bindparam("this")).order_by(*_IN_ORDER)
_ALL_OF = select(RenewalRow).where(_HERE, RenewalRow.credential.in_(_HELD)).order_by(*_IN_ORDER)
_BACK = aliased(RenewalRow)
_TAKEN_BACK = exists().where(_BACK.workspace == RenewalRow.workspace, _BACK.undoes == RenewalRow.renewal)
_OF_RENEWAL = (
    select(AllocationRow.entry, AllocationRow.minutes)
    .where(AllocationRow.workspace == in_workspace(), AllocationRow.renewal == bindparam("this"))
    .order_by(AllocationRow.entry)
)
_STANDING = select(RenewalRow.renewal).where(_HERE, RenewalRow.credential.in_(_HELD), ~_TAKEN_BACK)
_USED = select(AllocationRow.renewal, AllocationRow.entry, AllocationRow.minutes).where(
    AllocationRow.workspace == in_workspace(), AllocationRow.renewal.in_(_STANDING)
)
"""Put together and in order by who asks: joined, SQLite would begin with the allocations of everybody."""


def add(unit: Unit, one: Renewal, uses: Mapping[str, int]) -> None:
    """Write a renewal, or what takes one back, and the minutes of each entry that it uses up; the person's ledger is locked."""
    unit.run(_ADD, {**_columns(one), "at": unit.now})
    for entry, minutes in uses.items():
        unit.run(_USE, {"renewal": one.id, "entry": entry, "minutes": minutes})


def renewal(read: Read, renewal: str) -> Renewal | None:
    """Return one renewal."""
    row = read.row(_ONE, {"this": renewal})
    return None if row is None else _renewal(row)


def renewals(read: Read, credential: str) -> tuple[Renewal, ...]:
    """Return the renewals of a credential and what took them back, the oldest first."""
    return tuple(_renewal(row) for row in read.rows(_OF_CREDENTIAL, {"this": credential}))


def renewals_of(read: Read, person: PersonId) -> Mapping[str, tuple[Renewal, ...]]:
    """Return the renewals of all that a person holds or held and what took them back, by credential, the oldest first."""
    found: dict[str, tuple[Renewal, ...]] = {}
    for row in read.rows(_ALL_OF, {"person": person}):
        found[row.credential] = (*found.get(row.credential, ()), _renewal(row))
    return found


def uses(read: Read, renewal: str) -> Mapping[str, int]:
    """Return the minutes of each entry that a renewal used up."""
    return {row.entry: int(row.minutes) for row in read.rows(_OF_RENEWAL, {"this": renewal})}


def used_up(read: Read, person: PersonId) -> list[tuple[str, str, int]]:
    """Return what a person's renewals have used up, as renewal, entry and minutes; those taken back use nothing."""
    return sorted((row.renewal, row.entry, int(row.minutes)) for row in read.rows(_USED, {"person": person}))


def _columns(one: Renewal) -> Mapping[str, Any]:
    return {
        "renewal": one.id,
        "credential": one.credential,
        "kind": one.kind.value,
        "day": one.day.isoformat(),
        "before": one.before.isoformat(),
        "after": one.after.isoformat(),
        "version": one.version,
        "undoes": one.undoes,
    }


def _renewal(row: Any) -> Renewal:
    return Renewal(
        id=row.renewal,
        credential=row.credential,
        kind=RenewalKind(row.kind),
        day=date.fromisoformat(row.day),
        before=date.fromisoformat(row.before),
        after=date.fromisoformat(row.after),
        version=row.version,
        undoes=row.undoes,
        at=row.at,
    )
