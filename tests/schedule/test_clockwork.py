"""The clockwork on the machine's own time: alarms ring at their instant, and an outage is told before them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.core.clock import MovableClock, RealClock, SetClock
from bot.core.ids import CountedIds, WorkspaceId
from bot.schedule.clockwork import Clockwork
from bot.schedule.heartbeat import Heartbeat, Outage
from bot.schedule.tick import Tick
from bot.store.errors import StoreUnavailable
from bot.store.opening import open_store
from bot.store.unit import RunningStore, Unit
from tests.fakes.logs import capture_logs
from tests.fakes.until import until
from tests.schedule.scene import BELL, Feature, set_bells

PATIENCE = 60.0


@dataclass
class Running:
    """A store whose commits wake a clockwork, on the machine's own time."""

    store: RunningStore
    clock: MovableClock
    clockwork: Clockwork
    tick: Tick


async def run_with(
    url: str, feature: Feature, use: Callable[[Running], Awaitable[None]], told: Callable[[Unit, Outage], None] | None = None
) -> None:
    real = RealClock()
    clock = MovableClock(real)
    woken: list[Callable[[], None]] = []

    def on_commit(rooms: frozenset[str]) -> None:
        if "schedule" in rooms:
            for waker in woken:
                waker()

    store = open_store(url, clock=clock, real=real, ids=CountedIds(), answers={}, on_commit=on_commit, connections=2)
    await store.start()
    tick = Tick(store, {BELL: feature.handler}, clock=clock, real=real)
    heartbeat = Heartbeat(
        store, "only", real=real, workspaces=lambda read: [WorkspaceId("T0COFFEE")], told={"test": told} if told else {}
    )

    async def nothing() -> None:
        """Clean nothing."""

    clockwork = Clockwork(tick, heartbeat, nothing, real=real)
    woken.append(clockwork.wake)
    await clockwork.start()
    try:
        await use(Running(store, clock, clockwork, tick))
    finally:
        await clockwork.stop()
        await store.stop()


async def test_an_alarm_rings_at_its_instant_and_not_at_the_next_poll(
    database_url: str, feature: Feature, workspace: WorkspaceId
) -> None:
    async def use(running: Running) -> None:
        due = running.clock.now() + timedelta(milliseconds=300)
        await set_bells(running.store, workspace, due, "m1")
        await until(lambda: bool(feature.calls))
        late = feature.calls[0][2].late
        assert timedelta() <= late < timedelta(milliseconds=500)

    await run_with(database_url, feature, use)


async def test_an_alarm_set_for_now_rings_at_once(database_url: str, feature: Feature, workspace: WorkspaceId) -> None:
    async def use(running: Running) -> None:
        for number in range(5):
            await set_bells(running.store, workspace, running.clock.now(), f"m{number}")
            await until(lambda expected=number + 1: len(feature.calls) == expected)  # type: ignore[misc]

    await run_with(database_url, feature, use)


async def test_an_outage_is_told_before_anything_rings(database_url: str, feature: Feature, workspace: WorkspaceId) -> None:
    order: list[str] = []

    def told(unit: Unit, outage: Outage) -> None:
        order.append(f"outage, {len(feature.calls)} rung")

    long_ago = RealClock().now() - timedelta(minutes=1)
    before = SetClock(long_ago)
    store = open_store(database_url, clock=before, real=before, ids=CountedIds(), answers={}, on_commit=lambda rooms: None)
    await store.start()
    await Heartbeat(store, "dead", real=before, workspaces=lambda read: [], told={}).beat()
    await set_bells(store, workspace, long_ago + timedelta(seconds=30), "m1")
    await store.stop()

    async def use(running: Running) -> None:
        await until(lambda: bool(feature.calls))

    await run_with(database_url, feature, use, told)
    assert order == ["outage, 0 rung"]


async def test_nothing_rings_after_the_stop(database_url: str, feature: Feature, workspace: WorkspaceId) -> None:
    async def use(running: Running) -> None:
        await running.clockwork.stop()
        await set_bells(running.store, workspace, running.clock.now(), "m1")
        assert [task for task in asyncio.all_tasks() if task.get_name() == "schedule"] == []
        assert running.clockwork._nap is None or running.clockwork._nap.cancelled()
        assert not running.clockwork._scheduler.running
        assert feature.calls == []

    await run_with(database_url, feature, use)


async def test_a_machine_whose_time_is_set_back_does_not_wait_until_it_has_caught_up(
    store: RunningStore, clock: SetClock
) -> None:
    async def nothing() -> None:
        """Clean nothing."""

    real = SetClock(RealClock().now())  # the scheduler reads the machine's clock itself
    heartbeat = Heartbeat(store, "only", real=real, workspaces=lambda read: [], told={})
    clockwork = Clockwork(Tick(store, {}, clock=clock, real=real), heartbeat, nothing, real=real)
    await clockwork.start()
    planned = RealClock().now() + timedelta(hours=1)
    for job in clockwork._scheduler.get_jobs():
        job.modify(next_run_time=planned)
    clockwork._wake_from_nap()
    assert {job.next_run_time for job in clockwork._scheduler.get_jobs()} == {planned}
    real.advance(-timedelta(seconds=1))
    clockwork._wake_from_nap()
    assert {job.next_run_time for job in clockwork._scheduler.get_jobs()} == {real.now()}
    await clockwork.stop()


async def test_while_the_database_is_away_the_clockwork_goes_on_and_then_catches_up(
    database_url: str, feature: Feature, workspace: WorkspaceId
) -> None:
    async def use(running: Running) -> None:
        read = running.store.read
        refused = asyncio.Event()

        async def away(*args: object) -> object:
            refused.set()
            raise StoreUnavailable("away")

        running.store.read = away  # type: ignore[method-assign, assignment]
        await set_bells(running.store, workspace, running.clock.now(), "m1")
        await asyncio.wait_for(refused.wait(), PATIENCE)
        assert feature.calls == []
        running.store.read = read  # type: ignore[method-assign]
        await until(lambda: bool(feature.calls))

    await run_with(database_url, feature, use)


async def test_that_the_database_is_away_is_said_once(store: RunningStore, real: SetClock, clock: SetClock) -> None:
    async def nothing() -> None:
        """Clean nothing."""

    heartbeat = Heartbeat(store, "only", real=real, workspaces=lambda read: [], told={})
    clockwork = Clockwork(Tick(store, {}, clock=clock, real=real), heartbeat, nothing, real=real)
    write = store.write

    async def away(*args: object) -> object:
        raise StoreUnavailable("away")

    with capture_logs() as logged:
        for _ in range(2):
            store.write = away  # type: ignore[method-assign, assignment]
            for _ in range(3):
                await clockwork._beat()
            store.write = write  # type: ignore[method-assign]
            await clockwork._beat()
    assert [line["event"] for line in logged] == ["no pulse", "a pulse again"] * 2


async def test_a_cleaning_that_fails_is_said_once_makes_health_red_and_is_tried_again_before_its_next_hour(
    store: RunningStore, real: SetClock, clock: SetClock
) -> None:
    pauses: list[float] = []
    faults: list[Exception] = [KeyError("title"), KeyError("title"), StoreUnavailable("away")]
    ill: list[bool] = []

    async def wait(seconds: float) -> None:
        pauses.append(seconds)
        ill.append(not clockwork.health()["housekeeping"])

    async def clean() -> None:
        if faults:
            raise faults.pop(0)

    heartbeat = Heartbeat(store, "only", real=real, workspaces=lambda read: [], told={})
    clockwork = Clockwork(Tick(store, {}, clock=clock, real=real), heartbeat, clean, real=real, wait=wait)
    with capture_logs() as logged:
        await clockwork._cleaning.run()
    assert pauses == [60.0, 300.0, 900.0]
    assert ill == [True] * 3
    assert clockwork.health()["housekeeping"]
    assert [(line["event"], line.get("reason")) for line in logged] == [
        ("housekeeping fails", "KeyError"),
        ("housekeeping fails", "StoreUnavailable"),
        ("housekeeping is done again", None),
    ]
    faults += [KeyError() for _ in range(9)]
    await clockwork._cleaning.run()
    assert len(faults) == 5
    assert not clockwork.health()["housekeeping"]


async def test_works_that_hang_or_were_not_begun_are_named(store: RunningStore, clock: SetClock) -> None:
    async def nothing() -> None:
        """Clean nothing."""

    real = RealClock()
    heartbeat = Heartbeat(store, "only", real=real, workspaces=lambda read: [], told={})
    clockwork = Clockwork(Tick(store, {}, clock=clock, real=real), heartbeat, nothing, real=real)
    assert clockwork.health() == {"schedule": False, "heartbeat": False, "housekeeping": True}
    await clockwork.start()
    assert all(clockwork.health().values())
    clockwork._looked -= 31
    clockwork._beaten -= 31
    assert clockwork.health() == {"schedule": False, "heartbeat": False, "housekeeping": True}
    await clockwork.stop()
