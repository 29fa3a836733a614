"""Two replicas on one PostgreSQL: nothing rings twice, and the living one takes over."""

import asyncio
from datetime import timedelta

import pytest

from bot.core.clock import SetClock
from bot.core.ids import CountedIds, WorkspaceId
from bot.schedule.firing import AlarmOutcome, Due, fire
from bot.schedule.tick import Tick
from bot.store.opening import open_store
from bot.store.unit import RunningStore
from tests.fakes.hints import Hints
from tests.schedule.scene import BELL, Feature, alarms, set_bells, traces


@pytest.fixture
async def replicas(postgres_url: str, clock: SetClock, real: SetClock):  # type: ignore[no-untyped-def]
    stores = [
        open_store(postgres_url, clock=clock, real=real, ids=CountedIds(f"r{n}-"), answers={}, on_commit=Hints(), connections=4)
        for n in range(2)
    ]
    for store in stores:
        await store.start()
    yield stores
    for store in stores:
        await store.stop()


async def test_two_replicas_ring_each_alarm_once(
    replicas: list[RunningStore], clock: SetClock, real: SetClock, workspace: WorkspaceId
) -> None:
    features = [Feature(), Feature()]
    ticks = [
        Tick(store, {BELL: feature.handler}, clock=clock, real=real) for store, feature in zip(replicas, features, strict=True)
    ]
    await set_bells(replicas[0], workspace, clock.now(), *(f"m{number}" for number in range(200)))
    counts = await asyncio.gather(*(tick.run() for tick in ticks))
    assert sum(counts) == 200
    rung = [subject for feature in features for _, subject in feature.said()]
    assert sorted(rung) == sorted(f"m{number}" for number in range(200))
    assert len(await replicas[0].read(traces, workspace)) == 200


async def test_an_alarm_that_another_replica_has_taken_is_gone(
    replicas: list[RunningStore], clock: SetClock, workspace: WorkspaceId
) -> None:
    feature = Feature()
    await set_bells(replicas[0], workspace, clock.now(), "m1")
    seen = Due(workspace, BELL.name, "m1", clock.now(), "", 0)
    assert await replicas[0].write(fire, workspace, None, seen, BELL, feature.handler) is AlarmOutcome.RUNG
    assert await replicas[1].write(fire, workspace, None, seen, BELL, feature.handler) is AlarmOutcome.GONE
    assert feature.said() == [("ring", "m1")]


async def test_what_one_replica_could_not_finish_the_other_rings(
    replicas: list[RunningStore], clock: SetClock, real: SetClock, workspace: WorkspaceId
) -> None:
    dying, living = Feature(breaks=lambda alarm: ConnectionError("died")), Feature()
    await set_bells(replicas[0], workspace, clock.now(), "m1")
    await Tick(replicas[0], {BELL: dying.handler}, clock=clock, real=real).run()
    await replicas[0].stop()
    real.advance(timedelta(seconds=1))
    await Tick(replicas[1], {BELL: living.handler}, clock=clock, real=real).run()
    assert living.said() == [("ring", "m1")]
    assert await replicas[1].read(alarms, workspace) == []
