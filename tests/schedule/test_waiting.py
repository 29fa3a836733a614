"""What waits: how long until the next alarm, how long the first has been overdue, and what a set-back clock does to it."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.core.clock import SetClock
from bot.core.ids import MACHINE, WorkspaceId
from bot.schedule.alarms import Alarm, AlarmHandler, alarm_at, bring_forward, wake
from bot.schedule.firing import BACK_OFF, Due
from bot.schedule.tables import AlarmRow
from bot.schedule.tick import Tick, _by_subject
from bot.store.errors import StoreUnavailable
from bot.store.pausing import pause, resume
from bot.store.unit import Read, RunningStore, Unit
from tests.conftest import NOON
from tests.fakes.hints import Hints
from tests.schedule.scene import BELL, CARD, Feature, set_bells

OTHER = WorkspaceId("T0OTHER")
MINUTE = timedelta(minutes=1)
_HELD = select(AlarmRow.subject, AlarmRow.attempts, AlarmRow.not_before).order_by(AlarmRow.subject)


async def test_how_long_the_first_has_waited_is_told_of_kinds_that_somebody_answers(
    store: RunningStore, feature: Feature, clock: SetClock, real: SetClock, workspace: WorkspaceId
) -> None:
    tick = Tick(store, {BELL: feature.handler}, clock=clock, real=real)
    await store.write(wake, workspace, None, CARD, "of another kind", clock.now() - timedelta(days=1))
    await set_bells(store, workspace, clock.now() + MINUTE, "to come")
    assert await tick.seconds_overdue() == 0
    await set_bells(store, workspace, clock.now() - MINUTE / 2, "later")
    await set_bells(store, OTHER, clock.now() - MINUTE, "first")
    assert await tick.seconds_overdue() == 60
    await store.write(pause, OTHER, None, real.now())
    assert await tick.seconds_overdue() == 30


async def test_one_that_is_held_back_is_overdue_and_waits_by_real_time(
    store: RunningStore, tick: Tick, feature: Feature, clock: SetClock, real: SetClock, workspace: WorkspaceId
) -> None:
    feature.breaks = lambda alarm: RuntimeError("broken")
    await set_bells(store, workspace, clock.now(), "m1")
    await tick.run()
    clock.advance(MINUTE)
    assert await tick.seconds_overdue() == 60
    assert await tick.seconds_to_next() == BACK_OFF[0].total_seconds()
    await set_bells(store, workspace, clock.now() + BACK_OFF[0] / 2, "sooner")
    assert await tick.seconds_to_next() == (BACK_OFF[0] / 2).total_seconds()
    clock.advance(MINUTE)
    assert await tick.seconds_to_next() == BACK_OFF[0].total_seconds()


async def test_what_a_machine_s_time_was_set_back_from_is_tried_at_once_and_what_was_held_longest_waits(
    store: RunningStore, tick: Tick, feature: Feature, clock: SetClock, real: SetClock, workspace: WorkspaceId
) -> None:
    feature.breaks = lambda alarm: RuntimeError("broken")
    await set_bells(store, workspace, clock.now(), "m1")
    await tick.run()
    real.advance(BACK_OFF[0] - 2 * BACK_OFF[-1])
    await tick.run()
    assert len(feature.calls) == 1
    real.advance(-timedelta(microseconds=1))
    await tick.run()
    assert len(feature.calls) == 2


async def test_each_try_is_counted_with_the_pause_after_it(
    store: RunningStore, tick: Tick, feature: Feature, clock: SetClock, real: SetClock, workspace: WorkspaceId
) -> None:
    feature.breaks = lambda alarm: RuntimeError("broken")
    await set_bells(store, workspace, clock.now(), "m1")
    for attempts, wait in enumerate(BACK_OFF, 1):
        await tick.run()
        assert await store.read(_held, workspace) == [("m1", attempts, real.now() + wait)]
        real.advance(wait)


async def test_while_two_versions_run_one_that_fails_waits_longest_and_is_not_given_up(
    store: RunningStore, feature: Feature, clock: SetClock, real: SetClock, workspace: WorkspaceId
) -> None:
    feature.breaks = lambda alarm: RuntimeError("broken")
    tick = Tick(store, {BELL: feature.handler}, clock=clock, real=real, is_mixed=lambda: True)
    await set_bells(store, workspace, clock.now(), "m1")
    for _ in range(len(BACK_OFF) + 3):
        await tick.run()
        real.advance(BACK_OFF[-1])
    assert await store.read(_held, workspace) == [("m1", len(BACK_OFF) + 3, real.now())]


async def test_a_workspace_whose_work_waits_is_not_rung_and_not_waited_for(
    store: RunningStore, tick: Tick, feature: Feature, clock: SetClock, real: SetClock, workspace: WorkspaceId
) -> None:
    feature.breaks = lambda alarm: RuntimeError("broken") if alarm.subject == "bad" else None
    await set_bells(store, workspace, clock.now(), "bad")
    await tick.run()
    await set_bells(store, workspace, clock.now(), "good")
    await store.write(pause, workspace, None, real.now())
    assert await tick.run() == 0
    assert await tick.seconds_to_next() is None
    await store.write(resume, workspace)
    assert await tick.run() == 1
    assert feature.said() == [("ring", "bad"), ("ring", "good")]


async def test_the_next_is_after_now_and_never_of_a_workspace_whose_work_waits(
    store: RunningStore, tick: Tick, clock: SetClock, real: SetClock, workspace: WorkspaceId
) -> None:
    await set_bells(store, workspace, clock.now(), "now")
    await set_bells(store, workspace, clock.now() + 2 * MINUTE, "later")
    await set_bells(store, OTHER, clock.now() + MINUTE, "other")
    assert await tick.next_due() == clock.now() + MINUTE
    assert await tick.seconds_to_next() == 60
    await store.write(pause, OTHER, None, real.now())
    assert await tick.next_due() == clock.now() + 2 * MINUTE
    assert await tick.seconds_to_next() == 120


@given(st.lists(st.tuples(st.sampled_from(["T1", "T2"]), st.sampled_from(["m1", "m2", "m3"]), st.integers(0, 20))))
def test_what_is_due_is_rung_subject_by_subject_each_in_its_order_and_the_oldest_first(found: list[tuple[str, str, int]]) -> None:
    due = [Due(WorkspaceId(team), BELL.name, subject, NOON + at * MINUTE, "", 0) for team, subject, at in found]
    subjects = list(_by_subject(due))
    assert Counter(one for alarms in subjects for one in alarms) == Counter(due)
    assert all(len({(one.workspace, one.subject) for one in alarms}) == 1 for alarms in subjects)
    assert len({(alarms[0].workspace, alarms[0].subject) for alarms in subjects}) == len(subjects)
    assert all([one.due for one in alarms] == sorted(one.due for one in alarms) for alarms in subjects)
    assert [alarms[0].due for alarms in subjects] == sorted(alarms[0].due for alarms in subjects)


async def test_of_many_that_wait_the_oldest_are_looked_at_first_and_all_ring(
    store: RunningStore, tick: Tick, clock: SetClock, workspace: WorkspaceId
) -> None:
    for at in (3, 1, 4, 0, 2):
        await set_bells(store, workspace, clock.now() + at * MINUTE, f"m{9 - at}")
    clock.advance(3 * MINUTE)
    seen = await store.read(tick._due_now, MACHINE)
    assert [(one.subject, one.workspace, one.attempts) for one in seen] == [(f"m{9 - at}", workspace, 0) for at in range(4)]
    assert await tick.run() == 4


async def test_a_look_ends_when_all_that_it_has_begun_has_ended_also_where_one_finds_no_database(
    store: RunningStore, tick: Tick, feature: Feature, clock: SetClock, workspace: WorkspaceId
) -> None:
    feature.breaks = lambda alarm: StoreUnavailable("away") if alarm.subject == "m0" else None
    await set_bells(store, workspace, clock.now(), *(f"m{number}" for number in range(100)))
    with pytest.raises(StoreUnavailable):
        await tick.run()
    assert len({subject for _, subject in feature.said()}) == 100


async def test_what_sets_itself_again_for_now_is_left_for_the_next_look(
    store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId
) -> None:
    def again(unit: Unit, alarm: Alarm) -> None:
        wake(unit, BELL, alarm.subject, alarm.due)

    await set_bells(store, workspace, clock.now(), "m1")
    tick = Tick(store, {BELL: AlarmHandler(again)}, clock=clock, real=real)
    assert await tick.run() == 50
    assert await tick.run() == 50


async def test_bringing_one_forward_hints_at_the_schedule_only_where_it_moved(
    store: RunningStore, clock: SetClock, workspace: WorkspaceId, hints: Hints
) -> None:
    await set_bells(store, workspace, clock.now() + MINUTE, "m1")
    for at, hinted in ((2 * MINUTE, False), (MINUTE, False), (MINUTE / 2, True)):
        hints.told.clear()
        await store.write(bring_forward, workspace, None, BELL, "m1", clock.now() + at)
        await store.read(_held, workspace)
        assert (frozenset({"schedule"}) in hints.told) is hinted


async def test_what_is_due_at_an_instant_is_named_by_kind_workspace_and_subject(
    store: RunningStore, clock: SetClock, workspace: WorkspaceId
) -> None:
    at = clock.now() + MINUTE
    await set_bells(store, workspace, at, "m2", "m1")
    await set_bells(store, OTHER, at + MINUTE, "m0")

    async def found(when: datetime, *kinds: str) -> object:
        return await store.read(alarm_at, workspace, when, kinds)

    assert await found(at, CARD.name, BELL.name) == (workspace, BELL.name, "m1")
    assert await found(at + MINUTE, BELL.name) == (OTHER, BELL.name, "m0")
    assert await found(at, CARD.name) is None
    assert await found(at - MINUTE, BELL.name) is None


def _held(read: Read) -> list[tuple[str, int, datetime | None]]:
    return [(row.subject, row.attempts, row.not_before) for row in read.rows(_HELD)]
