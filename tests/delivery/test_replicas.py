"""Several replicas on one PostgreSQL share lanes, budgets and work; and one replica runs by itself."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.core.clock import RealClock, SetClock
from bot.core.ids import CountedIds, WorkspaceId
from bot.delivery.place import Place
from bot.delivery.sender import Sender
from bot.store.opening import open_store
from bot.store.unit import RunningStore
from tests.delivery.fake_slack import FakeSlack
from tests.delivery.scene import ANA, BEN, Scene
from tests.fakes.hints import Hints


@pytest.fixture
async def stores(postgres_url: str, clock: SetClock, real: SetClock) -> AsyncIterator[list[RunningStore]]:
    running = [
        open_store(
            postgres_url, clock=clock, real=real, ids=CountedIds(f"replica{n}x"), answers={}, on_commit=Hints(), connections=4
        )
        for n in range(3)
    ]
    for store in running:
        await store.start()
    yield running
    for store in running:
        await store.stop()


@pytest.fixture
def scene(stores: list[RunningStore], real: SetClock, slack: FakeSlack, workspace: WorkspaceId) -> Scene:
    return Scene(stores[0], real, slack, workspace)


@pytest.fixture
def replicas(scene: Scene, stores: list[RunningStore]) -> list[Sender]:
    return [scene.replica(store=store) for store in stores]


async def together(scene: Scene, replicas: list[Sender], seconds: float) -> None:
    """Let all replicas work at once while time goes on; one that is killed comes back."""
    for _ in range(round(seconds / 0.5)):
        for _ in range(3):
            await asyncio.gather(*(replica.step() for replica in replicas), return_exceptions=True)
        scene.real.advance(timedelta(seconds=0.5))


async def test_three_replicas_post_each_message_once_in_order_one_a_second(
    scene: Scene, slack: FakeSlack, replicas: list[Sender]
) -> None:
    for number in range(6):
        await scene.post(f"line {number}")
        await scene.post(f"note {number}", to=ANA)
        await scene.post(f"word {number}", to=BEN)
    await together(scene, replicas, 12)
    assert slack.texts("C1") == [f"line {number}" for number in range(6)]
    assert slack.texts("DUANA") == [f"note {number}" for number in range(6)]
    assert slack.texts("DUBEN") == [f"word {number}" for number in range(6)]
    assert len(slack.made("chat.postMessage")) == 18


async def test_three_replicas_keep_to_one_budget(scene: Scene, slack: FakeSlack, replicas: list[Sender]) -> None:
    slack.channels |= {f"C{number}" for number in range(15)}
    for number in range(15):
        await scene.post(f"board {number}", to=Place("channel", f"C{number}"))
    await together(scene, replicas, 2)
    for number in range(15):
        await scene.show(f"board {number}", "1")
    for _ in range(3):
        await asyncio.gather(*(replica.step() for replica in replicas))
    assert len(slack.made("chat.update")) == 6


async def test_a_replica_that_is_killed_leaves_its_work_to_the_others(
    scene: Scene, slack: FakeSlack, replicas: list[Sender]
) -> None:
    slack.fail("*", "killed after", times=3)
    for number in range(4):
        await scene.post(f"line {number}")
    await together(scene, replicas, 40)
    assert slack.texts("C1") == [f"line {number}" for number in range(4)]
    assert await replicas[0].idle()


async def test_replicas_whose_clocks_are_apart_neither_post_twice_nor_wait(
    scene: Scene, slack: FakeSlack, stores: list[RunningStore]
) -> None:
    """Leases are counted by the database's clock, whatever a replica's own says."""
    behind = SetClock(scene.real.now() - timedelta(seconds=30))
    late = scene.replica(store=stores[1], real=behind)
    await scene.post("line")
    assert await late.step() == 1
    assert slack.texts("C1") == ["line"]


async def test_a_running_replica_delivers_when_it_is_woken_and_nothing_once_it_is_stopped(
    postgres_url: str, slack: FakeSlack
) -> None:
    real, woken = RealClock(), Hints()
    store = open_store(postgres_url, clock=real, real=real, ids=CountedIds("run"), answers={}, on_commit=woken, connections=4)
    await store.start()
    scene = Scene(store, SetClock(real.now()), slack, WorkspaceId("T0COFFEE"))
    sender = scene.replica(real=real)
    await sender.start()
    await scene.post("board", "0")
    sender.wake()
    assert await sender.until_idle(timedelta(seconds=5))
    await scene.show("board", "1", urgent=True)
    sender.wake()
    assert await sender.until_idle(timedelta(seconds=5))
    assert slack.texts("C1") == ["1"]
    await sender.stop()
    await scene.show("board", "2")
    sender.wake()
    assert not await sender.idle()
    await store.stop()
