"""What grows with the years, on both engines: a thumb among five years of meetings, a tick, a ledger, each beside an empty one."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from bot.store.schema import whole_schema
from tests.bench import history, long_ledger, schedules
from tests.bench.stage import lay
from tests.fakes.databases import make_file, postgres_database

ENGINES = ("SQLite", "PostgreSQL")


@dataclass(frozen=True)
class Pair:
    """Seconds in a large database and in a small one, round by round."""

    large: list[float]
    small: list[float]

    @property
    def ratio(self) -> float:
        """The median over the rounds of one divided by the other."""
        return median(large / small for large, small in zip(self.large, self.small, strict=True))

    @property
    def told(self) -> str:
        """Both medians, in ms."""
        return f"{median(self.large) * 1e3:.3g} : {median(self.small) * 1e3:.3g} ms"


Seconds = Mapping[str, Pair]
"""By engine."""


@dataclass(frozen=True)
class Grown:
    """What takes how long where much has grown, and where little has."""

    thumb: Seconds
    tick: Seconds
    progress: Seconds


async def measure(folder: Path, rounds: int) -> Grown:
    """Fill the databases one pair after the other, and measure each pair in turns."""
    return Grown(
        thumb=await _pairs(folder, "history", _fill_history, _thumbs, rounds),
        tick=await _pairs(folder, "schedules", _fill_schedules, schedules.seconds, rounds // 2),
        progress=await _pairs(folder, "ledger", _fill_ledger, long_ledger.seconds, rounds // 4),
    )


async def _pairs(
    folder: Path,
    what: str,
    fill: Callable[[str, bool], None],
    seconds: Callable[[dict[str, str], int], Awaitable[dict[str, list[float]]]],
    rounds: int,
) -> Seconds:
    """Measure in a large and a small database of each engine; processes and threads may use all cores meanwhile."""
    schema, ours = whole_schema(), os.sched_getaffinity(0)
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    try:
        with ExitStack() as kept:
            urls = {}
            for size in ("large", "small"):
                urls[f"SQLite {size}"] = make_file(schema, folder / f"{what} {size}.db")
                urls[f"PostgreSQL {size}"] = kept.enter_context(postgres_database(schema, f"{what}_{size}"))
            for name, url in urls.items():
                await asyncio.to_thread(fill, url, name.endswith("large"))
            took = await seconds(urls, rounds)
    finally:
        os.sched_setaffinity(0, ours)
    await asyncio.to_thread(_remove, folder, what)
    return {engine: Pair(took[f"{engine} large"], took[f"{engine} small"]) for engine in ENGINES}


def _remove(folder: Path, what: str) -> None:
    for path in folder.glob(f"{what} *.db*"):
        path.unlink()


def _fill_history(url: str, large: bool) -> None:
    if large:
        history.fill(url, datetime.now(UTC))


async def _thumbs(urls: dict[str, str], rounds: int) -> dict[str, list[float]]:
    boards = {name: (url, (await asyncio.to_thread(lay, url, 1)).thumbs[0]) for name, url in urls.items()}
    return await history.thumbs(boards, datetime.now(UTC), rounds)


def _fill_schedules(url: str, large: bool) -> None:
    schedules.fill(url, schedules.MANY if large else schedules.FEW)


def _fill_ledger(url: str, large: bool) -> None:
    long_ledger.fill(url, alone=not large)
