"""Alarms on both engines: each rings once, late ones are skipped, failing ones wait alone."""

import asyncio
from datetime import timedelta

import pytest

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.schedule.alarms import Alarm, AlarmHandler, bring_forward, cancel_alarm, wake
from bot.schedule.firing import BACK_OFF, AlarmOutcome, Due, fire, hold_back
from bot.schedule.tick import AT_ONCE, Tick
from bot.store.errors import StoreUnavailable
from bot.store.unit import RunningStore, Unit
from tests.fakes.hints import Hints
from tests.schedule.scene import BELL, CARD, Feature, alarms, set_bells, traces

OTHER = WorkspaceId("T0OTHER")
MINUTE = timedelta(minutes=1)


async def test_an_alarm_rings_once_when_it_is_due_and_not_before(
    store: RunningStore, tick: Tick, feature: Feature, clock: SetClock, workspace: WorkspaceId
) -> None:
    await set_bells(store, workspace, clock.now() + MINUTE, "m1")
    assert await tick.run() == 0
    clock.advance(MINUTE)
    assert await tick.run() == 1
    assert await tick.run() == 0
    assert feature.said() == [("ring", "m1")]
    assert feature.locked == ["m1"]
    alarm = feature.calls[0][2]
    assert (alarm.kind, alarm.due, alarm.late, alarm.occurrence) == (BELL, clock.now(), timedelta(), None)


async def test_an_alarm_does_not_ring_early_where_the_clock_is_set_back_between_looking_and_ringing(
    store: RunningStore, tick: Tick, feature: Feature, clock: SetClock, workspace: WorkspaceId
) -> None:
    await set_bells(store, workspace, clock.now() + MINUTE, "m1")
    clock.advance(MINUTE)
    (due,) = await store.read(tick._due_now, WorkspaceId(""))
    clock.advance(-MINUTE / 2)
    assert await store.write(fire, workspace, None, due, BELL, feature.handler) is AlarmOutcome.GONE
    clock.advance(MINUTE / 2)
    assert await tick.run() == 1
    assert feature.said() == [("ring", "m1")]


async def test_setting_an_alarm_hints_at_the_schedule_and_setting_it_again_moves_it(
    store: RunningStore, clock: SetClock, workspace: WorkspaceId, hints: Hints
) -> None:
    await set_bells(store, workspace, clock.now() + MINUTE, "m1")
    await set_bells(store, workspace, clock.now() + 2 * MINUTE, "m1")
    assert await store.read(alarms, workspace) == [("test:bell", "m1", clock.now() + 2 * MINUTE)]
    await asyncio.sleep(0)
    assert frozenset({"schedule"}) in hints.told


async def test_an_alarm_that_was_taken_back_does_not_ring(
    store: RunningStore, tick: Tick, feature: Feature, clock: SetClock, workspace: WorkspaceId
) -> None:
    await set_bells(store, workspace, clock.now(), "m1", "m2")
    await store.write(cancel_alarm, workspace, None, BELL, "m1")
    await store.write(cancel_alarm, workspace, None, BELL, "never set")
    await tick.run()
    assert feature.said() == [("ring", "m2")]


async def test_an_alarm_is_only_ever_hastened_where_it_is_set_and_rings_later(
    store: RunningStore, clock: SetClock, workspace: WorkspaceId
) -> None:
    await set_bells(store, workspace, clock.now() + 2 * MINUTE, "m1")
    await set_bells(store, workspace, clock.now(), "m2")
    for subject in ("m1", "m2", "never set"):
        await store.write(bring_forward, workspace, None, BELL, subject, clock.now() + MINUTE)
        await store.write(bring_forward, OTHER, None, BELL, subject, clock.now())
    assert sorted(await store.read(alarms, workspace)) == [
        ("test:bell", "m1", clock.now() + MINUTE),
        ("test:bell", "m2", clock.now()),
    ]


async def test_the_same_subject_in_two_workspaces_is_two_alarms(
    store: RunningStore, tick: Tick, feature: Feature, clock: SetClock, workspace: WorkspaceId
) -> None:
    await set_bells(store, workspace, clock.now(), "m1")
    await set_bells(store, OTHER, clock.now() + MINUTE, "m1")
    await tick.run()
    assert feature.said() == [("ring", "m1")]
    clock.advance(MINUTE)
    await tick.run()
    assert feature.said() == [("ring", "m1")] * 2


async def test_an_alarm_says_how_late_it_is(
    store: RunningStore, tick: Tick, feature: Feature, clock: SetClock, workspace: WorkspaceId
) -> None:
    await set_bells(store, workspace, clock.now(), "m1")
    clock.advance(timedelta(hours=1))
    await tick.run()
    assert [(verb, alarm.late) for verb, _, alarm in feature.calls] == [("ring", timedelta(hours=1))]


async def test_an_alarm_that_is_too_late_to_be_useful_is_skipped_and_that_is_said(
    store: RunningStore, tick: Tick, feature: Feature, clock: SetClock, workspace: WorkspaceId
) -> None:
    await set_bells(store, workspace, clock.now(), "m1")
    clock.advance(timedelta(hours=1, microseconds=1))
    await tick.run()
    assert feature.said() == [("skipped", "m1")]
    assert await store.read(alarms, workspace) == []


async def test_an_alarm_may_set_itself_again(
    store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId
) -> None:
    rung = []

    def again(unit: Unit, alarm: Alarm) -> None:
        rung.append(alarm.due)
        wake(unit, BELL, alarm.subject, alarm.due + MINUTE)

    tick = Tick(store, {BELL: AlarmHandler(ring=again)}, clock=clock, real=real)
    await set_bells(store, workspace, clock.now(), "m1")
    began = clock.now()
    clock.advance(3 * MINUTE)
    await tick.run()
    assert rung == [began, began + MINUTE, began + 2 * MINUTE, began + 3 * MINUTE]
    assert await tick.next_due() == clock.now() + MINUTE


async def test_alarms_of_one_subject_ring_in_their_order(
    store: RunningStore, tick: Tick, feature: Feature, clock: SetClock, workspace: WorkspaceId
) -> None:
    def act(unit: Unit) -> None:
        wake(unit, CARD, "m1", clock.now() - MINUTE)
        wake(unit, BELL, "m1", clock.now() - 2 * MINUTE)

    await store.write(act, workspace)
    await tick.run()
    assert [alarm.kind for _, _, alarm in feature.calls] == [BELL, CARD]


async def test_what_a_failing_alarm_has_done_is_undone_and_the_others_ring(
    store: RunningStore, tick: Tick, feature: Feature, clock: SetClock, workspace: WorkspaceId
) -> None:
    feature.breaks = lambda alarm: RuntimeError("broken") if alarm.subject == "bad" else None
    await set_bells(store, workspace, clock.now(), "a", "bad", "z")
    await tick.run()
    rung = [line.split()[2] for line in await store.read(traces, workspace)]
    assert sorted(rung) == ["a", "z"]
    assert await store.read(alarms, workspace) == [("test:bell", "bad", clock.now())]


async def test_a_failing_alarm_waits_longer_each_time_and_is_given_up_after_the_last_try(
    store: RunningStore, tick: Tick, feature: Feature, clock: SetClock, real: SetClock, workspace: WorkspaceId
) -> None:
    feature.breaks = lambda alarm: RuntimeError("broken")
    await set_bells(store, workspace, clock.now(), "bad")
    for tries, pause in enumerate(BACK_OFF, 1):
        await tick.run()
        assert len(feature.calls) == tries
        assert await tick.seconds_to_next() == pause.total_seconds()
        real.advance(pause - timedelta(milliseconds=1))
        await tick.run()
        assert len(feature.calls) == tries
        real.advance(timedelta(milliseconds=1))
    await tick.run()
    assert feature.said() == [("ring", "bad")] * 6 + [("failed", "bad")]
    assert [line.split()[0] for line in await store.read(traces, workspace)] == ["failed"]
    assert await store.read(alarms, workspace) == []


async def test_an_alarm_that_recovers_rings(
    store: RunningStore, tick: Tick, feature: Feature, clock: SetClock, real: SetClock, workspace: WorkspaceId
) -> None:
    feature.breaks = lambda alarm: RuntimeError("broken")
    await set_bells(store, workspace, clock.now(), "m1")
    await tick.run()
    feature.breaks = lambda alarm: None
    real.advance(BACK_OFF[0])
    await tick.run()
    assert len(await store.read(traces, workspace)) == 1


async def test_an_alarm_whose_last_word_fails_too_is_dropped(
    store: RunningStore, tick: Tick, feature: Feature, clock: SetClock, real: SetClock, workspace: WorkspaceId
) -> None:
    feature.breaks = lambda alarm: RuntimeError("broken")
    feature.breaks_on_failed = RuntimeError("broken as well")
    await set_bells(store, workspace, clock.now(), "bad")
    for pause in (*BACK_OFF, timedelta()):
        await tick.run()
        real.advance(pause)
    assert await store.read(alarms, workspace) == []
    assert await store.read(traces, workspace) == []


async def test_a_database_that_goes_away_is_no_fault_of_the_alarm(
    store: RunningStore, tick: Tick, feature: Feature, clock: SetClock, workspace: WorkspaceId
) -> None:
    feature.breaks = lambda alarm: StoreUnavailable("away")
    await set_bells(store, workspace, clock.now(), *(f"m{number}" for number in range(50)))
    for _ in range(10):
        with pytest.raises(StoreUnavailable):
            await tick.run()
    feature.breaks = lambda alarm: None
    assert await tick.run() == 50


async def test_a_moved_alarm_counts_its_tries_anew(
    store: RunningStore, tick: Tick, feature: Feature, clock: SetClock, workspace: WorkspaceId
) -> None:
    feature.breaks = lambda alarm: RuntimeError("broken")
    await set_bells(store, workspace, clock.now(), "m1")
    await tick.run()
    clock.advance(MINUTE)
    await set_bells(store, workspace, clock.now(), "m1")
    await tick.run()
    assert len(feature.calls) == 2
    assert await tick.seconds_to_next() == BACK_OFF[0].total_seconds()


async def test_an_alarm_of_a_feature_that_is_gone_rests(
    store: RunningStore, feature: Feature, clock: SetClock, real: SetClock, workspace: WorkspaceId
) -> None:
    tick = Tick(store, {CARD: feature.handler}, clock=clock, real=real)
    await set_bells(store, workspace, clock.now(), "m1")
    await set_bells(store, workspace, clock.now() + MINUTE, "m2")
    assert await tick.run() == 0
    assert await tick.next_due() is None
    assert await tick.seconds_to_next() is None


async def test_the_next_instant_is_told_and_some_kinds_can_be_passed_over(
    store: RunningStore, tick: Tick, clock: SetClock, workspace: WorkspaceId
) -> None:
    assert await tick.next_due() is None
    await set_bells(store, workspace, clock.now() + MINUTE, "m1")
    await store.write(wake, OTHER, None, CARD, "m1", clock.now() + 2 * MINUTE)
    assert await tick.next_due() == clock.now() + MINUTE
    assert await tick.next_due(without=[BELL]) == clock.now() + 2 * MINUTE
    assert await tick.seconds_to_next() == 60.0


async def test_what_became_of_each_alarm_is_observed(
    store: RunningStore, feature: Feature, clock: SetClock, real: SetClock, workspace: WorkspaceId
) -> None:
    heard = []
    tick = Tick(
        store,
        {BELL: feature.handler},
        clock=clock,
        real=real,
        observe=lambda kind, outcome, late: heard.append((kind, outcome, late)),
    )
    feature.breaks = lambda alarm: RuntimeError("broken") if alarm.subject == "bad" else None
    await set_bells(store, workspace, clock.now() - timedelta(hours=2), "old")
    await set_bells(store, workspace, clock.now() - MINUTE, "bad")
    await set_bells(store, workspace, clock.now(), "good")
    await tick.run()
    assert sorted(heard, key=lambda one: one[2]) == [
        ("test:bell", AlarmOutcome.RUNG, timedelta()),
        ("test:bell", AlarmOutcome.FAILED, MINUTE),
        ("test:bell", AlarmOutcome.SKIPPED, timedelta(hours=2)),
    ]


async def test_of_a_thousand_alarms_at_once_only_a_few_ring_before_others_have_their_turn(
    store: RunningStore, tick: Tick, feature: Feature, clock: SetClock, workspace: WorkspaceId
) -> None:
    await set_bells(store, workspace, clock.now(), *(f"m{number}" for number in range(1000)))
    handler = asyncio.ensure_future(tick.run())
    most = rung = 0
    while not handler.done():
        await asyncio.sleep(0)
        most, rung = max(most, len(feature.calls) - rung), len(feature.calls)
    assert await handler == 1000
    assert 0 < most <= AT_ONCE
    assert len(await store.read(traces, workspace)) == 1000


async def test_a_request_for_a_look_while_one_is_under_way_waits_and_finds_nothing_twice(
    store: RunningStore, tick: Tick, feature: Feature, clock: SetClock, workspace: WorkspaceId
) -> None:
    await set_bells(store, workspace, clock.now(), *(f"m{number}" for number in range(40)))
    counts = await asyncio.gather(*(tick.run() for _ in range(5)))
    assert sum(counts) == 40
    assert len(feature.calls) == 40


async def test_an_alarm_that_was_moved_since_it_was_read_does_not_ring_before_its_new_time(
    store: RunningStore, feature: Feature, clock: SetClock, workspace: WorkspaceId
) -> None:
    await set_bells(store, workspace, clock.now(), "m1")
    seen = Due(workspace, BELL.name, "m1", clock.now(), "", 0)
    await set_bells(store, workspace, clock.now() + MINUTE, "m1")
    assert await store.write(fire, workspace, None, seen, BELL, feature.handler) is AlarmOutcome.GONE
    assert feature.said() == []
    assert await store.read(alarms, workspace) == [("test:bell", "m1", clock.now() + MINUTE)]


async def test_a_failure_that_two_replicas_have_seen_counts_once(
    store: RunningStore, tick: Tick, clock: SetClock, real: SetClock, workspace: WorkspaceId
) -> None:
    await set_bells(store, workspace, clock.now(), "m1")
    seen = Due(workspace, BELL.name, "m1", clock.now(), "", 0)
    await store.write(hold_back, workspace, None, seen)
    real.advance(BACK_OFF[0] / 2)
    await store.write(hold_back, workspace, None, seen)
    assert await tick.seconds_to_next() == (BACK_OFF[0] / 2).total_seconds()
