"""Travel in business time: a month is walked from alarm to alarm."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from bot.core.clock import MovableClock, SetClock
from bot.core.ids import CountedIds, WorkspaceId
from bot.schedule.alarms import Alarm, AlarmHandler, wake
from bot.schedule.tick import Tick
from bot.schedule.travel import travel
from bot.store.opening import open_store
from bot.store.unit import RunningStore, Unit
from tests.schedule.scene import BELL, set_bells

DAY = timedelta(days=1)


class Diary:
    """Rings every day, three times, and notes where the clock stands when it rings and when delivery is idle."""

    def __init__(self, clock: MovableClock) -> None:
        self.clock = clock
        self.began = clock.now()
        self.lines: list[tuple[str, float]] = []

    def ring(self, unit: Unit, alarm: Alarm) -> None:
        self.note("ring", unit.now)
        assert alarm.late == timedelta()
        if unit.now < self.began + 3 * DAY:
            wake(unit, BELL, alarm.subject, alarm.due + DAY)

    async def idle(self) -> None:
        self.note("idle", self.clock.now())

    def note(self, what: str, at: datetime) -> None:
        self.lines.append((what, (at - self.began) / DAY))


@pytest.fixture
def movable(real: SetClock) -> MovableClock:
    return MovableClock(real)


@pytest.fixture
async def store(database_url: str, movable: MovableClock, real: SetClock) -> AsyncIterator[RunningStore]:
    running = open_store(database_url, clock=movable, real=real, ids=CountedIds(), answers={}, on_commit=lambda rooms: None)
    await running.start()
    yield running
    await running.stop()


async def test_travel_stops_at_each_alarm_and_waits_until_what_it_caused_is_done(
    store: RunningStore, movable: MovableClock, real: SetClock, workspace: WorkspaceId
) -> None:
    diary = Diary(movable)
    tick = Tick(store, {BELL: AlarmHandler(ring=diary.ring)}, clock=movable, real=real)
    await set_bells(store, workspace, movable.now() + DAY, "m1")
    await travel(movable.now() + 30 * DAY, clock=movable, tick=tick, idle=diary.idle)
    assert diary.lines == [
        ("idle", 0),
        ("ring", 1),
        ("idle", 1),
        ("ring", 2),
        ("idle", 2),
        ("ring", 3),
        ("idle", 3),
        ("idle", 30),
    ]


async def test_travel_stops_short_of_what_is_later(
    store: RunningStore, movable: MovableClock, real: SetClock, workspace: WorkspaceId
) -> None:
    diary = Diary(movable)
    tick = Tick(store, {BELL: AlarmHandler(ring=diary.ring)}, clock=movable, real=real)
    await set_bells(store, workspace, movable.now() + 2 * DAY, "m1")
    await travel(movable.now() + DAY, clock=movable, tick=tick, idle=diary.idle)
    assert diary.lines == [("idle", 0), ("idle", 1)]


async def test_travel_never_goes_back(store: RunningStore, movable: MovableClock, real: SetClock) -> None:
    diary = Diary(movable)
    await travel(movable.now() - DAY, clock=movable, tick=Tick(store, {}, clock=movable, real=real), idle=diary.idle)
    assert movable.now() == diary.began
