"""Who holds what, and has learned what: written as actions write it, for tests of what rests on it."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from bot.core.ids import PersonId
from bot.features.seu.rules.entries import reversal
from bot.features.seu.rules.held import Claim, Held
from bot.features.seu.rules.record import Record
from bot.features.seu.rules.values import Entry, Keeping, Source, Word
from bot.features.seu.store import claims, credentials, entries, programmes
from bot.features.seu.store.learning import record_of
from bot.store.unit import Read, Unit
from tests.features.desk import BEN, Desk
from tests.features.seu.scene import entry

DAY = date(2026, 3, 2)
"""Today, as the clock of the tests has it."""
MINE = Word(Source.SELF, BEN, "my clock")


def hold(unit: Unit, name: str, issued: str, programme: str = "scrum_alliance", **other: Any) -> Held:
    """Give Ben a credential; its id is its name."""
    now = programmes.current(unit)[programme]
    held = Held(name, BEN, programme, now.version, name, issued=date.fromisoformat(issued), at=unit.now, **other)
    entries.lock_ledger(unit, BEN)
    programmes.keep(unit, now)
    credentials.add(unit, held)
    return held


def learn(unit: Unit, name: str, minutes: int, day: str, **other: Any) -> Entry:
    """Write an entry of something of its own."""
    made = replace(entry(name, minutes), day=date.fromisoformat(day), activity=f"about {name}", description=name)
    made = replace(made, **other)
    entries.lock_ledger(unit, BEN)
    entries.decide(unit, BEN, Keeping.YES)
    entries.write(unit, made, key=name)
    return made


def correct(unit: Unit, name: str, new: str, minutes: int) -> None:
    """Take an entry back, and write another in its place unless it has no minutes."""
    old = entries.entry(unit, name)
    assert old is not None
    entries.lock_ledger(unit, BEN)
    lines = [reversal([old], old, entry_id=f"-{name}", word=MINE)]
    lines += [replace(old, id=new, minutes=minutes, source=Source.SELF)] if minutes else []
    entries.write(unit, *lines, key=f"-{name}")


async def holds(desk: Desk, name: str = "cspo", issued: str = "2025-03-14", programme: str = "scrum_alliance") -> Held:
    return await desk.store.write(partial(hold), desk.workspace, None, name, issued, programme)


async def learned(desk: Desk, name: str, minutes: int = 60, day: str = "2026-02-01", **other: Any) -> Entry:
    return await desk.store.write(partial(learn, **other), desk.workspace, None, name, minutes, day)


async def corrected(desk: Desk, name: str, new: str, minutes: int) -> None:
    await desk.store.write(correct, desk.workspace, None, name, new, minutes)


async def said(desk: Desk, person: PersonId = BEN) -> dict[tuple[str, str], Claim]:
    """Return what a person has said of their entries, without when."""

    def read(read: Read) -> dict[tuple[str, str], Claim]:
        return {key: replace(claim, at=None) for key, claim in claims.claims_of(read, person).items()}

    return await desk.store.read(read, desk.workspace)


async def recorded(desk: Desk, person: PersonId = BEN) -> Record:
    return await desk.store.read(record_of, desk.workspace, person)


def age(unit: Unit) -> None:
    """Have the running cycle of Ben's credentials begun with rules of before."""
    for held in credentials.credentials_of(unit, BEN):
        programmes.keep(unit, replace(programmes.current(unit)[held.programme], version="0"))
        credentials.keep(unit, replace(held, version="0"))


def hold_until(unit: Unit, name: str, until: date) -> None:
    """Give Ben a credential of a body of which nothing is known, with the expiry that he read there."""
    hold(unit, name, until.isoformat(), "generic")
    held = credentials.credential(unit, name)
    assert held is not None
    credentials.keep(unit, replace(held, issued=None, entered=until, entered_at=unit.now))
