"""A hundred thousand schedules of which ten are due, and a tick over them, against one over a hundred."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

from bot.core.clock import SetClock
from bot.core.ids import CountedIds, Ids, RandomIds
from bot.core.kinds import AlarmKind
from bot.schedule.alarms import Alarm, AlarmHandler
from bot.schedule.recurrence import Recurrence
from bot.schedule.schedules import LeadAlarm, create_schedule
from bot.schedule.tick import Tick
from bot.store.opening import open_store
from bot.store.unit import RunningStore, Unit
from tests.bench.multiplied import multiply, settle_down
from tests.bench.stage import HERE

MANY, FEW, DUE = 100_000, 100, 10
_RINGS = AlarmKind("bench:rings", timedelta(hours=1))
_BEGINS = datetime(2026, 3, 2, 12, tzinfo=UTC)
_MARK = "schedulemark"


def fill(url: str, schedules: int) -> None:
    """Keep so many schedules: ten of every day, the others of a year to come, all but one of these copied."""
    asyncio.run(_keep(url, CountedIds(f"{_MARK}-"), 1, Recurrence("FREQ=WEEKLY", datetime(2027, 6, 7, 10), "Europe/Madrid")))
    asyncio.run(_keep(url, RandomIds(), DUE, Recurrence("FREQ=DAILY", datetime(2026, 3, 2, 14), "Europe/Madrid")))
    multiply(url, _MARK, range(1, schedules - DUE), {_MARK: "nth_copy"})
    settle_down(url)


async def _keep(url: str, ids: Ids, times: int, recurrence: Recurrence) -> None:
    kept = _store(url, SetClock(_BEGINS), ids)
    await kept.start()
    try:
        for _ in range(times):
            await kept.write(_keep_one, HERE, None, recurrence=recurrence)
    finally:
        await kept.stop()


def _keep_one(unit: Unit, *, recurrence: Recurrence) -> None:
    create_schedule(unit, recurrence, [LeadAlarm(_RINGS)])


def _store(url: str, clock: SetClock, ids: Ids) -> RunningStore:
    return open_store(url, clock=clock, real=clock, ids=ids, answers={}, on_commit=lambda rooms: None)


def _ring(unit: Unit, alarm: Alarm) -> None:
    """Do nothing: the tick's own work is measured."""


class _Ticking:
    """A tick over one database, on a clock that goes on by a day at a time."""

    def __init__(self, url: str) -> None:
        self.clock = SetClock(_BEGINS)
        self.store = _store(url, self.clock, RandomIds())
        self._tick = Tick(self.store, {_RINGS: AlarmHandler(ring=_ring)}, clock=self.clock, real=self.clock)

    async def tick(self) -> float:
        """Ring the ten of the next day, ask when to look again, and return the seconds that it took."""
        self.clock.advance(timedelta(days=1))
        began = time.perf_counter()
        rung = await self._tick.run()
        await self._tick.seconds_to_next()
        took = time.perf_counter() - began
        assert rung == DUE, f"{rung} alarms rang"
        return took


async def seconds(urls: dict[str, str], rounds: int) -> dict[str, list[float]]:
    """Tick over all databases in turns, and return the seconds that it took in each, round by round."""
    took: dict[str, list[float]] = {name: [] for name in urls}
    opened = {name: _Ticking(url) for name, url in urls.items()}
    for each in opened.values():
        await each.store.start()
    try:
        for number in range(-5, rounds):
            for name, each in opened.items():
                lasted = await each.tick()
                if number >= 0:
                    took[name].append(lasted)
    finally:
        for each in opened.values():
            await each.store.stop()
    return took
