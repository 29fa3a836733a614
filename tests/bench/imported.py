"""Five thousand lines brought into a ledger, while somebody else acts all the time."""

import asyncio
import os
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.core.clock import SetClock
from bot.core.ids import PersonId, RandomIds
from bot.core.one_at_a_time import OneAtATime
from bot.features.seu.actions import ledger_importing
from bot.features.seu.alarms import ALARM_HANDLERS
from bot.features.seu.listeners.ledger_importing import read_csv
from bot.features.seu.programmes.reading import load
from bot.features.seu.rules.programmes import Programmes
from bot.features.seu.store import entries
from bot.schedule.tick import Tick
from bot.store.opening import open_store
from bot.store.schema import whole_schema
from bot.store.unit import RunningStore, Unit
from tests.bench.stage import HERE
from tests.bench.watched import watch
from tests.fakes.databases import make_file, postgres_database

LINES = 5_000
ANA, BEN = PersonId("U0ANA"), PersonId("U0BEN")
_NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
_PAUSE = 0.002


@dataclass(frozen=True)
class Import:
    """Seconds from the file to its last entry; the longest that another's act took and that the loop was held up meanwhile, in seconds."""

    took: float
    act: float
    loop: float


async def measure(folder: Path) -> Mapping[str, Import]:
    """Import into an empty database of each engine; threads may use all cores meanwhile."""
    schema, ours = whole_schema(), os.sched_getaffinity(0)
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    try:
        with ExitStack() as kept:
            urls = {"SQLite": make_file(schema, folder / "imported.db")}
            urls["PostgreSQL"] = kept.enter_context(postgres_database(schema, "imported"))
            return {name: await _imported(url) for name, url in urls.items()}
    finally:
        os.sched_setaffinity(0, ours)


async def _imported(url: str) -> Import:
    clock = SetClock(_NOW)
    kept = open_store(
        url, clock=clock, real=clock, ids=RandomIds(), answers={}, on_commit=lambda rooms: None, given={Programmes: load()}
    )
    await kept.start()
    acts: list[float] = []
    blocks: list[tuple[float, float, float]] = []
    others = [asyncio.create_task(watch(blocks)), asyncio.create_task(_act(kept, acts))]
    try:
        await asyncio.sleep(1)  # until each statement is compiled
        acts.clear()
        blocks.clear()
        began = time.monotonic()
        await _import(kept, clock)
        took = time.monotonic() - began
        assert len(await kept.read(entries.latest, HERE, BEN, LINES + 1)) == LINES
    finally:
        for other in others:
            other.cancel()
        await kept.stop()
    return Import(took, max(acts), max((own for _, _, own in blocks), default=0.0))


async def _import(kept: RunningStore, clock: SetClock) -> None:
    """Do what the listeners do for a file, and what rings after them."""
    holder, named = await kept.write(ledger_importing.open_ledger, HERE, None, person=BEN, is_guest=False)
    opened = await kept.read(ledger_importing.read_opened, HERE, BEN, holder, named)
    programme = await kept.read(ledger_importing.programme_of, HERE, BEN)
    _, bundle = await OneAtATime().run(read_csv, _file(), opened, programme, _NOW.date())
    await kept.write(ledger_importing.keep_import, HERE, None, person=BEN, named=named, bundle=bundle)
    await kept.write(ledger_importing.begin, HERE, "request", person=BEN, named=named, with_alike=True)
    tick = Tick(kept, ALARM_HANDLERS, clock=clock, real=clock)
    while await tick.run():
        pass


async def _act(kept: RunningStore, took: list[float]) -> None:
    """Act as another person, one act after the other, and note how long each takes."""
    while True:
        began = time.monotonic()
        await kept.write(_lock, HERE)
        took.append(time.monotonic() - began)
        await asyncio.sleep(_PAUSE)


def _lock(unit: Unit) -> None:
    entries.lock_ledger(unit, ANA)


def _file() -> str:
    first = date(2020, 1, 1)
    lines = (
        f"Outside Events,Forecasting with throughput {n},{first + timedelta(days=n % 2_400)},{n % 3},{1 + n % 59},https://e.example/{n}"
        for n in range(LINES)
    )
    return "\n".join(["Activity type,Description,Date,Hours,Minutes,Link", *lines])
