"""Pulses and outages: noticed after ten seconds of silence, told once in each workspace, also when told in two goes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.core.clock import SetClock
from bot.core.ids import MACHINE, WorkspaceId
from bot.schedule.heartbeat import Heartbeat, Outage, purge
from bot.schedule.tables import HeartbeatRow, OutageRow
from bot.store.errors import StoreUnavailable
from bot.store.unit import Read, RunningStore, Unit
from bot.store.upserts import upsert

HOUR = timedelta(hours=1)
HERE, THERE = WorkspaceId("T0HERE"), WorkspaceId("T0THERE")


@dataclass
class Hearing:
    """A feature that notes the outages it is told of."""

    heard: list[tuple[str, datetime, datetime]] = field(default_factory=list)
    breaks: Exception | None = None

    def __call__(self, unit: Unit, outage: Outage) -> None:
        if self.breaks:
            raise self.breaks
        self.heard.append((unit.workspace, outage.began, outage.ended))


def workspaces(read: Read) -> Sequence[WorkspaceId]:
    return [HERE, THERE]


@pytest.fixture
def hearing() -> Hearing:
    return Hearing()


def replica(store: RunningStore, real: SetClock, name: str, **told: Hearing) -> Heartbeat:
    return Heartbeat(store, name, real=real, workspaces=workspaces, told=told)


async def test_the_first_start_is_no_outage(store: RunningStore, real: SetClock, hearing: Hearing) -> None:
    await replica(store, real, "a", coffee=hearing).beat()
    assert hearing.heard == []


async def test_ten_seconds_of_silence_are_no_outage_and_a_little_more_is_one(
    store: RunningStore, real: SetClock, hearing: Hearing
) -> None:
    first = replica(store, real, "a", coffee=hearing)
    await first.beat()
    real.advance(timedelta(seconds=10))
    await replica(store, real, "b", coffee=hearing).beat()
    assert hearing.heard == []
    began = real.now()
    real.advance(timedelta(seconds=10, microseconds=1))
    await replica(store, real, "c", coffee=hearing).beat()
    assert hearing.heard == [(HERE, began, real.now()), (THERE, began, real.now())]


async def test_an_outage_is_told_once(store: RunningStore, real: SetClock, hearing: Hearing) -> None:
    await replica(store, real, "a", coffee=hearing).beat()
    real.advance(timedelta(minutes=1))
    again = replica(store, real, "b", coffee=hearing)
    await again.beat()
    await again.beat()
    await replica(store, real, "c", coffee=hearing).beat()
    assert len(hearing.heard) == 2


async def test_while_one_replica_lives_the_death_of_another_is_no_outage(
    store: RunningStore, real: SetClock, hearing: Hearing
) -> None:
    living = replica(store, real, "living", coffee=hearing)
    await replica(store, real, "dying", coffee=hearing).beat()
    for _ in range(5):
        real.advance(timedelta(seconds=9))
        await living.beat()
    assert hearing.heard == []


async def test_a_replica_that_slept_notices_it_by_itself(store: RunningStore, real: SetClock, hearing: Hearing) -> None:
    sleeper = replica(store, real, "a", coffee=hearing)
    assert sleeper.is_stale
    await sleeper.beat()
    assert not sleeper.is_stale
    real.advance(timedelta(minutes=5))
    assert sleeper.is_stale
    await sleeper.beat()
    assert len(hearing.heard) == 2


async def test_who_was_told_before_a_crash_is_not_told_again_and_the_others_are(
    store: RunningStore, real: SetClock, hearing: Hearing
) -> None:
    crashing = Hearing(breaks=StoreUnavailable("gone"))
    await replica(store, real, "a").beat()
    real.advance(timedelta(minutes=1))
    with pytest.raises(StoreUnavailable):
        await replica(store, real, "b", coffee=hearing, poker=crashing).beat()
    assert [workspace for workspace, *_ in hearing.heard] == [HERE]
    crashing.breaks = None
    await replica(store, real, "c", coffee=hearing, poker=crashing).beat()
    assert [workspace for workspace, *_ in hearing.heard] == [HERE, THERE]
    assert [workspace for workspace, *_ in crashing.heard] == [HERE, THERE]


async def test_a_feature_that_breaks_keeps_no_other_from_hearing(store: RunningStore, real: SetClock, hearing: Hearing) -> None:
    await replica(store, real, "a").beat()
    real.advance(timedelta(minutes=1))
    broken = Hearing(breaks=RuntimeError("broken"))
    beating = replica(store, real, "b", broken=broken, coffee=hearing)
    await beating.beat()
    await beating.beat()
    assert len(hearing.heard) == 2


async def test_old_replicas_and_outages_are_forgotten(store: RunningStore, real: SetClock, hearing: Hearing) -> None:
    await replica(store, real, "a", coffee=hearing).beat()
    real.advance(timedelta(minutes=1))
    await replica(store, real, "b", coffee=hearing).beat()
    real.advance(timedelta(days=8))
    await replica(store, real, "c", coffee=hearing).beat()
    await store.write(purge, MACHINE)

    def counts(read: Read) -> tuple[int, int]:
        return (
            read.rows(select(func.count(HeartbeatRow.beat).label("n")))[0].n,
            read.rows(select(func.count(OutageRow.began).label("n")))[0].n,
        )

    assert await store.read(counts, MACHINE) == (1, 1)


class Seconds:
    """Seconds that nobody sets."""

    def __init__(self) -> None:
        self.passed = 0.0

    def __call__(self) -> float:
        return self.passed


async def test_a_beat_from_the_future_hides_no_outage(store: RunningStore, real: SetClock, hearing: Hearing) -> None:
    real.advance(HOUR)
    await replica(store, real, "dead").beat()
    real.advance(-HOUR)
    await replica(store, real, "living", coffee=hearing).beat()
    began = real.now()
    real.advance(timedelta(minutes=1))
    await replica(store, real, "next", coffee=hearing).beat()
    assert hearing.heard == [(HERE, began, real.now()), (THERE, began, real.now())]


async def test_a_beat_from_the_future_counts_as_none_beside_one_of_the_past(
    store: RunningStore, real: SetClock, hearing: Hearing
) -> None:
    began = real.now()
    await replica(store, real, "living").beat()
    real.advance(HOUR)
    await store.write(_beats, MACHINE, None, "dead")
    real.advance(timedelta(minutes=1) - HOUR)
    await replica(store, real, "next", coffee=hearing).beat()
    assert hearing.heard == [(HERE, began, real.now()), (THERE, began, real.now())]


def _beats(unit: Unit, name: str) -> None:
    unit.run(upsert(HeartbeatRow, ("replica",), update=("beat",)), {"replica": name, "beat": unit.real_now})


async def test_a_replica_of_long_ago_makes_no_outage_of_a_clock_that_was_set_back(
    store: RunningStore, real: SetClock, hearing: Hearing
) -> None:
    await replica(store, real, "of the morning").beat()
    real.advance(2 * HOUR)
    await replica(store, real, "stopped").beat()
    real.advance(-HOUR)
    await replica(store, real, "next", coffee=hearing).beat()
    assert hearing.heard == []


@pytest.mark.parametrize("by", [HOUR, -HOUR, timedelta(days=2)])
async def test_a_clock_that_was_set_under_a_living_replica_is_no_outage(
    store: RunningStore, real: SetClock, hearing: Hearing, by: timedelta
) -> None:
    monotonic = Seconds()
    living = Heartbeat(store, "a", real=real, workspaces=workspaces, told={"coffee": hearing}, monotonic=monotonic)
    await living.beat()
    real.advance(by)
    monotonic.passed += 3
    await living.beat()
    assert (hearing.heard, living.is_stale) == ([], False)
    monotonic.passed += 11
    assert living.is_stale


async def test_of_replicas_on_one_machine_one_follows_its_clock_and_alone_each_does(store: RunningStore, real: SetClock) -> None:
    names = ("a", "b", "c")
    beating = [Heartbeat(store, name, real=real, workspaces=workspaces, told={}, monotonic=Seconds()) for name in names]
    assert await beating[2].is_for_me(HOUR)
    await beating[2].beat()
    assert await beating[2].is_for_me(HOUR)
    for one in beating:
        await one.beat()
    real.advance(HOUR)
    assert [await one.is_for_me(HOUR) for one in beating] == [True, False, False]


async def test_a_replica_whose_clock_alone_was_wrong_leaves_all_as_it_is(store: RunningStore, real: SetClock) -> None:
    beating = [Heartbeat(store, name, real=real, workspaces=workspaces, told={}, monotonic=Seconds()) for name in ("a", "b")]
    for one in beating:
        await one.beat()
    assert [await one.is_for_me(HOUR) for one in beating] == [False, False]


async def test_each_feature_moves_once_in_each_workspace_and_a_broken_one_keeps_no_other(
    store: RunningStore, real: SetClock
) -> None:
    moved: list[tuple[str, timedelta]] = []

    def moves(unit: Unit, by: timedelta) -> None:
        moved.append((unit.workspace, by))

    def breaks(unit: Unit, by: timedelta) -> None:
        raise RuntimeError("broken")

    living = Heartbeat(store, "a", real=real, workspaces=workspaces, told={}, moved={"broken": breaks, "coffee": moves})
    await living.move(HOUR, 0)
    await living.move(HOUR, 0)
    assert moved == [(HERE, HOUR), (THERE, HOUR)]
    await living.move(-HOUR, 1)
    assert moved[2:] == [(HERE, -HOUR), (THERE, -HOUR)]
