"""Writes what people bring along, many rows at a time; what is there already stays as it is."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import bindparam, select

from bot.core.ids import PersonId
from bot.features.seu.rules.held import Claim
from bot.features.seu.rules.import_parts import Keyed
from bot.features.seu.rules.portable_naming import Rest
from bot.features.seu.store import claims, credentials, entries, programmes
from bot.features.seu.tables.credentials import AllocationRow, ClaimRow, CredentialRow, RenewalRow, StepRow
from bot.features.seu.tables.entries import EntryRow, EntryWordsRow
from bot.store.base import in_workspace
from bot.store.many import insert_many
from bot.store.unit import Read, Unit
from bot.store.upserts import insert_or_nothing

_MICROSECOND = timedelta(microseconds=1)
_HERE = EntryRow.workspace == in_workspace()
_KNOWN = select(EntryRow.entry).where(_HERE, EntryRow.entry.in_(bindparam("ids", expanding=True)))
_TAKEN_BACK = select(EntryRow.reverses).where(_HERE, EntryRow.reverses.in_(bindparam("ids", expanding=True)))
_CREDENTIAL = insert_or_nothing(CredentialRow)
_STEP = insert_or_nothing(StepRow)
_RENEWAL = insert_or_nothing(RenewalRow)
_ALLOCATION = insert_or_nothing(AllocationRow)
_CLAIM = insert_or_nothing(ClaimRow)
_OURS = select(CredentialRow.credential).where(
    CredentialRow.workspace == in_workspace(),
    CredentialRow.person == bindparam("person"),
    CredentialRow.credential.in_(bindparam("ids", expanding=True)),
)
_RENEWALS = select(RenewalRow.renewal).where(
    RenewalRow.workspace == in_workspace(), RenewalRow.renewal.in_(bindparam("ids", expanding=True))
)


def add_entries(unit: Unit, person: PersonId, keyed: Sequence[Keyed], after: int = 0) -> int:
    """Append those entries that are not there yet, and what their person says of them; their ledger is locked. Return how many.

    `after`: how many of the same file came before. Each is a microsecond later than the one before: what takes back stands behind what it
    takes back, although one transaction writes both.
    """
    ids = [one.entry.id for one in keyed] + [one.entry.reverses for one in keyed if one.entry.reverses]
    known = {row.entry for row in unit.rows(_KNOWN, {"ids": ids})} if ids else set()
    back = [one.entry.reverses for one in keyed if one.entry.reverses]
    gone = {row.reverses for row in unit.rows(_TAKEN_BACK, {"ids": back})} if back else set()
    written = known | {one.entry.id for one in keyed}
    new = [
        one
        for one in keyed
        if one.entry.id not in known
        and (one.entry.reverses is None or (one.entry.reverses in written and one.entry.reverses not in gone))
    ]
    whose = entries.holder(unit, person)
    rows = [
        {**entries.columns_of(one.entry), "holder": whose, "at": unit.now + place * _MICROSECOND, "key": one.key}
        for place, one in enumerate(new, after)
    ]
    insert_many(unit, EntryRow, rows)
    insert_many(unit, EntryWordsRow, [entries.words_of(one.entry) for one in new])
    for one in new:
        if one.logged is not None:
            claims.keep(unit, person, Claim(one.entry.id, one.logged[0], None, one.logged[1]))
    return len(new)


def add_rest(unit: Unit, person: PersonId, rest: Rest) -> None:
    """Add credentials and what rests on them where they are not there yet; the person's ledger is locked. All are of programmes that are known."""
    current = programmes.current(unit)
    for one in rest.credentials:
        programmes.keep(unit, current[one.programme])
        fixed = {"credential": one.id, "person": person, "programme": one.programme, "name": one.name}
        removed = unit.now if one.id in rest.removed else None
        unit.run(_CREDENTIAL, {**fixed, **credentials.columns_of(one), "at": one.at or unit.now, "removed": removed})
    ours = _there(unit, person, [one.id for one in rest.credentials])
    for named, step, day in rest.steps:
        if named in ours:
            unit.run(_STEP, {"credential": named, "step": step, "day": day})
    renewals = [renewal for renewal in rest.renewals if renewal.credential in ours]
    for renewal in renewals:
        days = {name: getattr(renewal, name).isoformat() for name in ("day", "before", "after")}
        told = {"renewal": renewal.id, "credential": renewal.credential, "kind": renewal.kind.value, "version": renewal.version}
        unit.run(_RENEWAL, {**told, **days, "undoes": renewal.undoes, "at": renewal.at or unit.now})
    renewed = {row.renewal for row in unit.rows(_RENEWALS, {"ids": [each.id for each in renewals]})} if renewals else set()
    known = _known(unit, [*(used.entry for used in rest.allocations), *(claim.entry for claim in rest.claims)])
    for used in rest.allocations:
        if used.renewal in renewed and used.entry in known:
            unit.run(_ALLOCATION, {"renewal": used.renewal, "entry": used.entry, "minutes": used.minutes})
    holder = entries.holder(unit, person)
    for claim in rest.claims:
        if claim.entry in known:
            logged = claim.logged.isoformat() if claim.logged else None
            said = {"entry": claim.entry, "programme": claim.programme, "category": claim.category, "logged": logged}
            unit.run(_CLAIM, {**said, "holder": holder, "at": unit.now})


def _there(read: Read, person: PersonId, ids: Sequence[str]) -> set[str]:
    return {row.credential for row in read.rows(_OURS, {"person": person, "ids": list(ids)})} if ids else set()


def _known(read: Read, ids: Sequence[str]) -> set[str]:
    """Return which of these entries are there."""
    return {row.entry for row in read.rows(_KNOWN, {"ids": list(ids)})} if ids else set()
