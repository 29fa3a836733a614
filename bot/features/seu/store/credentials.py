"""Rows <-> credentials, and the steps on the way to them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete, exists, insert, select, update

from bot.core.ids import PersonId
from bot.features.seu.rules.held import Held
from bot.features.seu.tables.credentials import CredentialRow, RenewalRow, StepRow
from bot.store.base import Instant, in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import upsert

_HERE = CredentialRow.workspace == in_workspace()
_THIS = (_HERE, CredentialRow.credential == bindparam("this"))
_OF_PERSON = (_HERE, CredentialRow.person == bindparam("person"), CredentialRow.removed.is_(None))
_ADD = insert(CredentialRow)
_SET = update(CredentialRow).where(*_THIS)
_ONE = select(CredentialRow).where(*_THIS, CredentialRow.removed.is_(None))
_OWNER = select(CredentialRow.person).where(*_THIS)
_ALL_OF = select(CredentialRow).where(*_OF_PERSON).order_by(CredentialRow.at, CredentialRow.credential)
_PROGRAMMES = select(CredentialRow.credential, CredentialRow.programme).where(_HERE, CredentialRow.person == bindparam("person"))
_EVERY_OF = (
    select(CredentialRow)
    .where(_HERE, CredentialRow.person == bindparam("person"))
    .order_by(CredentialRow.at, CredentialRow.credential)
)
_STEPS = (
    select(StepRow.credential, StepRow.step, StepRow.day)
    .where(StepRow.workspace == in_workspace(), StepRow.credential.in_(select(CredentialRow.credential).where(*_OF_PERSON)))
    .order_by(StepRow.day, StepRow.step)
)
_DO_STEP = upsert(StepRow, update=("day",))
_UNDO_STEP = delete(StepRow).where(
    StepRow.workspace == in_workspace(), StepRow.credential == bindparam("this"), StepRow.step == bindparam("named")
)
_FORGET_STEPS = delete(StepRow).where(StepRow.workspace == in_workspace(), StepRow.credential == bindparam("this"))
_RENEWED = exists().where(RenewalRow.workspace == in_workspace(), RenewalRow.credential == bindparam("this"))
_FORGET = delete(CredentialRow).where(*_THIS, ~_RENEWED)
_REMOVE = _SET.values(removed=bindparam("now", type_=Instant()))
_REMINDED = (
    select(CredentialRow.credential)
    .where(_HERE, CredentialRow.removed.is_(None), CredentialRow.reminders.is_(True))
    .order_by(CredentialRow.credential)
)


def add(unit: Unit, one: Held) -> None:
    """Write a new credential; its person's ledger is locked."""
    fixed = {"credential": one.id, "person": one.person, "programme": one.programme, "name": one.name}
    unit.run(_ADD, {**fixed, **columns_of(one), "at": unit.now, "removed": None})


def keep(unit: Unit, one: Held) -> None:
    """Write what has changed of a credential: all but whose and which it is."""
    unit.run(_SET, {"this": one.id, **columns_of(one)})


def remove(unit: Unit, one: Held) -> None:
    """Take a credential away. What its renewals have used up stays used up, so a credential with renewals is only put out of sight."""
    unit.run(_FORGET_STEPS, {"this": one.id})
    if not unit.run(_FORGET, {"this": one.id}):
        unit.run(_REMOVE, {"this": one.id, "now": unit.now})


def credential(read: Read, credential: str) -> Held | None:
    """Return one credential; None where there is none of this id, or it was removed."""
    row = read.row(_ONE, {"this": credential})
    return None if row is None else _held(row)


def owner(read: Read, credential: str) -> PersonId | None:
    """Return whose a credential is or was: whose ledger is locked before it is changed."""
    row = read.row(_OWNER, {"this": credential})
    return None if row is None else PersonId(row.person)


def credentials_of(read: Read, person: PersonId) -> tuple[Held, ...]:
    """Return what a person holds and prepares for, in the order in which they said so."""
    return tuple(_held(row) for row in read.rows(_ALL_OF, {"person": person}))


def programmes_of(read: Read, person: PersonId) -> Mapping[str, str]:
    """Return of which programme each credential is that a person holds or held."""
    return {row.credential: row.programme for row in read.rows(_PROGRAMMES, {"person": person})}


def every_of(read: Read, person: PersonId) -> Mapping[Held, bool]:
    """Return all that a person holds or held, and whether they have removed it since."""
    return {_held(row): row.removed is not None for row in read.rows(_EVERY_OF, {"person": person})}


def reminded(read: Read) -> list[str]:
    """Return the credentials of everybody who is reminded."""
    return [str(row.credential) for row in read.rows(_REMINDED)]


def steps_of(read: Read, person: PersonId) -> Mapping[str, Mapping[str, date]]:
    """Return the steps that a person has done: by credential, the day of each."""
    found: dict[str, dict[str, date]] = {}
    for row in read.rows(_STEPS, {"person": person}):
        found.setdefault(row.credential, {})[row.step] = date.fromisoformat(row.day)
    return found


def do_step(unit: Unit, credential: str, step: str, day: date) -> None:
    """Note on which day a step was done."""
    unit.run(_DO_STEP, {"credential": credential, "step": step, "day": day.isoformat()})


def undo_step(unit: Unit, credential: str, step: str) -> None:
    """Note that a step is not done."""
    unit.run(_UNDO_STEP, {"this": credential, "named": step})


def columns_of(one: Held) -> Mapping[str, Any]:
    """Return the columns of a credential that may change."""
    return {
        "version": one.version,
        "variant": one.variant,
        "issued": _written(one.issued),
        "entered": _written(one.entered),
        "entered_at": one.entered_at,
        "reminders": one.reminders,
        "reminded": one.reminded,
    }


def _written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _read(day: str | None) -> date | None:
    return None if day is None else date.fromisoformat(day)


def _held(row: Any) -> Held:
    return Held(
        id=row.credential,
        person=PersonId(row.person),
        programme=row.programme,
        version=row.version,
        name=row.name,
        variant=row.variant,
        issued=_read(row.issued),
        entered=_read(row.entered),
        entered_at=row.entered_at,
        reminders=bool(row.reminders),
        reminded=row.reminded,
        at=row.at,
    )
