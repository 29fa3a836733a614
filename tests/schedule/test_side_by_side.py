"""Replicas of two versions on one database: each hears of the other, and one that the schema has outgrown ends."""

from datetime import timedelta

from sqlalchemy import text

from bot.core.clock import SetClock
from bot.core.ids import MACHINE, WorkspaceId
from bot.schedule.clockwork import Clockwork
from bot.schedule.firing import BACK_OFF
from bot.schedule.heartbeat import SILENCE, Heartbeat
from bot.schedule.tables import HeartbeatRow
from bot.schedule.tick import Tick
from bot.store.builds import Build, Outgrown
from bot.store.unit import RunningStore, Unit
from tests.schedule.scene import BELL, CARD, Feature, alarms, set_bells

OLD, NEW = Build("0057", "1.0.0"), Build("9001", "2.0.0")


def replica(store: RunningStore, real: SetClock, name: str, build: Build) -> Heartbeat:
    return Heartbeat(store, name, real=real, workspaces=lambda read: list[WorkspaceId](), told={}, build=build)


async def test_replicas_know_while_another_version_is_at_work(store: RunningStore, real: SetClock) -> None:
    old, other = (replica(store, real, name, OLD) for name in ("old", "other old"))
    for one in (old, other, old):
        await one.beat()
    assert (old.is_mixed, other.is_mixed) == (False, False)
    new = replica(store, real, "new", NEW)
    await new.beat()
    await old.beat()
    assert (old.is_mixed, new.is_mixed) == (True, True)
    real.advance(SILENCE * 2)
    await old.beat()
    assert not old.is_mixed


async def test_a_release_without_a_revision_is_another_version_too(store: RunningStore, real: SetClock) -> None:
    new = replica(store, real, "new", Build("0057", "1.0.1"))
    await replica(store, real, "old", OLD).beat()
    await new.beat()
    assert new.is_mixed


async def test_a_replica_that_the_schema_has_outgrown_says_so_and_beats_no_more(
    store: RunningStore, real: SetClock, clock: SetClock
) -> None:
    async def nothing() -> None:
        """Clean nothing."""

    def contract(unit: Unit) -> None:
        unit.run(text("DELETE FROM store_needs"))
        unit.run(text("INSERT INTO store_needs (id, revision) VALUES (1, '9001')"))

    told: list[Outgrown] = []
    clockwork = Clockwork(Tick(store, {}, clock=clock, real=real), replica(store, real, "old", OLD), nothing, real=real)
    clockwork.on_outgrown = told.append
    await clockwork._beat()
    assert told == []
    beaten = real.now()
    await store.write(contract, MACHINE)
    real.advance(SILENCE / 5)
    await clockwork._beat()
    assert [one.said for one in told] == [
        "The database needs a version that knows revision 9001, and this one knows 0057 at most."
    ]
    assert [row.beat for row in await store.read(lambda read: read.rows(HeartbeatRow.__table__.select()), MACHINE)] == [beaten]
    await replica(store, real, "new", NEW).beat()


async def test_an_alarm_of_a_kind_that_only_a_newer_version_has_is_left_to_it(
    store: RunningStore, real: SetClock, clock: SetClock, workspace: WorkspaceId
) -> None:
    ours, newer = Feature(), Feature()
    await set_bells(store, workspace, clock.now(), "of the next version")
    old = Tick(store, {CARD: ours.handler}, clock=clock, real=real, is_mixed=lambda: True)
    for _ in range(3):
        assert await old.run() == 0
        clock.advance(timedelta(minutes=10))
    await Tick(store, {CARD: newer.handler, BELL: newer.handler}, clock=clock, real=real).run()
    assert (ours.said(), newer.said()) == ([], [("ring", "of the next version")])


async def test_while_two_versions_run_no_alarm_is_given_up_and_the_other_rings_it(
    store: RunningStore, real: SetClock, clock: SetClock, workspace: WorkspaceId
) -> None:
    old, new, mixed = Feature(breaks=lambda alarm: ValueError("a stage that it does not know")), Feature(), [True]
    await set_bells(store, workspace, clock.now(), "m1", "m2")
    ticks = [Tick(store, {BELL: each.handler}, clock=clock, real=real, is_mixed=lambda: mixed[0]) for each in (old, new)]
    for _ in range(len(BACK_OFF) + 3):
        await ticks[0].run()
        real.advance(BACK_OFF[-1])
    assert {verb for verb, _ in old.said()} == {"ring"}
    assert len(await store.read(alarms, workspace)) == 2
    await ticks[1].run()
    assert sorted(new.said()) == [("ring", "m1"), ("ring", "m2")]
    await set_bells(store, workspace, clock.now(), "m3")
    mixed[0] = False
    for _ in range(len(BACK_OFF) + 1):
        await ticks[0].run()
        real.advance(BACK_OFF[-1])
    assert ("failed", "m3") in old.said()
