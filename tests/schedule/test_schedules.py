"""Rules that are kept: whom they call, and what skipping, pausing and ending do to that."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.schedule.grammar.errors import AlreadyOver
from bot.schedule.recurrence import NeverHappens, NotAnOccurrence, OccurrenceTime, Recurrence
from bot.schedule.schedules import (
    Ended,
    LeadAlarm,
    RuleState,
    ScheduleId,
    create_schedule,
    end,
    find_schedule,
    move_once,
    next_occurrence,
    pause,
    resume,
    skip,
    upcoming,
)
from bot.schedule.tick import Tick
from bot.store.unit import RunningStore
from tests.schedule.scene import BELL, CARD, LINE, Feature, alarms

CALLS = (LeadAlarm(CARD, timedelta(days=1)), LeadAlarm(LINE, timedelta(minutes=10)))
OTHER = WorkspaceId("T0OTHER")


@pytest.fixture
def tick(store: RunningStore, feature: Feature, clock: SetClock, real: SetClock) -> Tick:
    return Tick(store, {CARD: feature.handler, LINE: feature.handler}, clock=clock, real=real)


def fortnightly(zone: str = "Europe/Madrid", **more: object) -> Recurrence:
    """Every other Tuesday from 10 March 2026 at 10:00; Madrid's clocks change on the 29th."""
    return Recurrence("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", datetime(2026, 3, 10, 10), zone, **more)  # type: ignore[arg-type]


async def saved(
    store: RunningStore, workspace: WorkspaceId, recurrence: Recurrence, calls: tuple[LeadAlarm, ...] = CALLS
) -> ScheduleId:
    return await store.write(create_schedule, workspace, None, recurrence, calls)


async def due(store: RunningStore, workspace: WorkspaceId) -> list[tuple[str, str]]:
    return [(kind, at.strftime("%m-%d %H:%M")) for kind, _, at in await store.read(alarms, workspace)]


async def travel(tick: Tick, clock: SetClock, to: datetime) -> None:
    while (at := await tick.next_due()) is not None and at <= to:
        clock.instant = at
        await tick.run()
    clock.instant = to


async def test_a_kept_rule_is_read_back_as_it_was(store: RunningStore, workspace: WorkspaceId) -> None:
    whole = fortnightly(
        skipped=(datetime(2026, 3, 24, 10),), added=(datetime(2026, 3, 25, 11, 30),), duration=timedelta(minutes=45)
    )
    schedule = await saved(store, workspace, whole)
    found = await store.read(find_schedule, workspace, schedule)
    assert found is not None
    assert (found.recurrence, found.state) == (whole, RuleState.RUNNING)
    assert await store.read(find_schedule, OTHER, schedule) is None


async def test_a_rule_calls_ahead_of_its_next_occurrence(store: RunningStore, workspace: WorkspaceId) -> None:
    await saved(store, workspace, fortnightly())
    assert await due(store, workspace) == [("test:card", "03-09 09:00"), ("test:line", "03-10 08:50")]


async def test_each_call_is_about_its_occurrence_and_sets_the_next_at_the_same_wall_time(
    store: RunningStore, workspace: WorkspaceId, tick: Tick, feature: Feature, clock: SetClock
) -> None:
    await saved(store, workspace, fortnightly(duration=timedelta(minutes=45)))
    await travel(tick, clock, datetime(2026, 4, 8, tzinfo=UTC))
    said = [(alarm.kind, alarm.occurrence and alarm.occurrence.wall.day, alarm.due) for _, _, alarm in feature.calls]
    assert said == [
        (CARD, 10, datetime(2026, 3, 9, 9, tzinfo=UTC)),
        (LINE, 10, datetime(2026, 3, 10, 8, 50, tzinfo=UTC)),
        (CARD, 24, datetime(2026, 3, 23, 9, tzinfo=UTC)),
        (LINE, 24, datetime(2026, 3, 24, 8, 50, tzinfo=UTC)),
        (CARD, 7, datetime(2026, 4, 6, 8, tzinfo=UTC)),
        (LINE, 7, datetime(2026, 4, 7, 7, 50, tzinfo=UTC)),
    ]
    assert feature.calls[0][2].occurrence == OccurrenceTime(
        datetime(2026, 3, 10, 10), datetime(2026, 3, 10, 9, tzinfo=UTC), datetime(2026, 3, 10, 9, 45, tzinfo=UTC)
    )


async def test_a_call_whose_lead_has_begun_is_due_at_once_and_only_once(
    store: RunningStore, workspace: WorkspaceId, tick: Tick, feature: Feature, clock: SetClock
) -> None:
    clock.instant = datetime(2026, 3, 10, 7, tzinfo=UTC)
    await saved(store, workspace, fortnightly())
    assert await due(store, workspace) == [("test:card", "03-10 07:00"), ("test:line", "03-10 08:50")]
    await tick.run()
    assert await due(store, workspace) == [("test:line", "03-10 08:50"), ("test:card", "03-23 09:00")]
    assert len(feature.calls) == 1


async def test_a_lead_longer_than_the_rhythm_misses_none(
    store: RunningStore, workspace: WorkspaceId, tick: Tick, feature: Feature, clock: SetClock
) -> None:
    daily = Recurrence("FREQ=DAILY;COUNT=5", datetime(2026, 3, 10, 10), "UTC")
    await saved(store, workspace, daily, (LeadAlarm(CARD, timedelta(days=3)),))
    await travel(tick, clock, datetime(2026, 3, 20, tzinfo=UTC))
    assert [alarm.occurrence and alarm.occurrence.wall.day for _, _, alarm in feature.calls] == [10, 11, 12, 13, 14]


async def test_several_missed_ones_become_one(
    store: RunningStore, workspace: WorkspaceId, tick: Tick, feature: Feature, clock: SetClock
) -> None:
    await saved(store, workspace, Recurrence("FREQ=DAILY", datetime(2026, 3, 3, 10), "UTC"), (LeadAlarm(BELL),))
    tick = Tick(store, {BELL: feature.handler}, clock=clock, real=clock)
    clock.instant = datetime(2026, 3, 9, 10, 30, tzinfo=UTC)
    await tick.run()
    assert [(verb, alarm.occurrence and alarm.occurrence.wall.day) for verb, _, alarm in feature.calls] == [("skipped", 3)]
    assert await due(store, workspace) == [("test:bell", "03-10 10:00")]


async def test_after_a_missed_call_the_next_one_is_as_late_as_it_is(
    store: RunningStore, workspace: WorkspaceId, tick: Tick, feature: Feature, clock: SetClock
) -> None:
    await saved(store, workspace, fortnightly(), (LeadAlarm(CARD, timedelta(days=1)),))
    clock.instant = datetime(2026, 3, 23, 12, tzinfo=UTC)
    await tick.run()
    said = [(verb, alarm.due, alarm.late) for verb, _, alarm in feature.calls]
    assert said == [
        ("skipped", datetime(2026, 3, 9, 9, tzinfo=UTC), timedelta(days=14, hours=3)),
        ("ring", datetime(2026, 3, 23, 9, tzinfo=UTC), timedelta(hours=3)),
    ]


async def test_a_rule_kept_within_a_lead_longer_than_its_rhythm_is_late_for_none(
    store: RunningStore, workspace: WorkspaceId, tick: Tick, feature: Feature, clock: SetClock
) -> None:
    daily = Recurrence("FREQ=DAILY;COUNT=5", datetime(2026, 3, 10, 10), "UTC")
    clock.instant = datetime(2026, 3, 9, 12, tzinfo=UTC)
    await saved(store, workspace, daily, (LeadAlarm(CARD, timedelta(days=3)),))
    await tick.run()
    said = [(verb, alarm.occurrence and alarm.occurrence.wall.day, alarm.late) for verb, _, alarm in feature.calls]
    assert said == [("ring", day, timedelta()) for day in (10, 11, 12)]


async def test_a_failed_call_leaves_the_rule_where_it_was_and_a_given_up_one_goes_on(
    store: RunningStore, workspace: WorkspaceId, tick: Tick, feature: Feature, clock: SetClock, real: SetClock
) -> None:
    feature.breaks = lambda alarm: RuntimeError("broken")
    await saved(store, workspace, fortnightly())
    clock.instant = datetime(2026, 3, 9, 9, tzinfo=UTC)
    await tick.run()
    assert ("test:card", "03-09 09:00") in await due(store, workspace)
    for _ in range(5):
        real.advance(timedelta(minutes=10))
        await tick.run()
    assert [verb for verb, _, _ in feature.calls] == ["ring"] * 6 + ["failed"]
    assert ("test:card", "03-23 09:00") in await due(store, workspace)


async def test_skipping_moves_the_calls_to_the_next_without_calling_any_twice(
    store: RunningStore, workspace: WorkspaceId, tick: Tick, feature: Feature, clock: SetClock
) -> None:
    schedule = await saved(store, workspace, fortnightly())
    await travel(tick, clock, datetime(2026, 3, 9, 12, tzinfo=UTC))
    await store.write(skip, workspace, None, schedule, datetime(2026, 3, 24, 10))
    assert await due(store, workspace) == [("test:line", "03-10 08:50"), ("test:card", "04-06 08:00")]
    await store.write(skip, workspace, None, schedule, datetime(2026, 3, 10, 10))
    assert await due(store, workspace) == [("test:card", "04-06 08:00"), ("test:line", "04-07 07:50")]
    coming = await store.read(upcoming, workspace, schedule, clock.now())
    assert [one.wall.strftime("%m-%d") for one in coming] == ["04-07", "04-21", "05-05", "05-19"]


async def test_what_is_no_occurrence_cannot_be_skipped(store: RunningStore, workspace: WorkspaceId) -> None:
    schedule = await saved(store, workspace, fortnightly())
    with pytest.raises(NotAnOccurrence):
        await store.write(skip, workspace, None, schedule, datetime(2026, 3, 17, 10))


async def test_a_paused_rule_calls_nobody_and_goes_on_in_its_own_rhythm(
    store: RunningStore, workspace: WorkspaceId, tick: Tick, feature: Feature, clock: SetClock
) -> None:
    schedule = await saved(store, workspace, fortnightly())
    await travel(tick, clock, datetime(2026, 3, 9, 12, tzinfo=UTC))
    await store.write(pause, workspace, None, schedule)
    assert await due(store, workspace) == []
    assert await store.read(next_occurrence, workspace, schedule, clock.now()) is None
    await store.write(resume, workspace, None, schedule)
    assert await due(store, workspace) == [("test:line", "03-10 08:50"), ("test:card", "03-23 09:00")]
    await store.write(pause, workspace, None, schedule)
    clock.instant = datetime(2026, 3, 18, tzinfo=UTC)
    await store.write(resume, workspace, None, schedule)
    assert await due(store, workspace) == [("test:card", "03-23 09:00"), ("test:line", "03-24 08:50")]
    assert len(feature.calls) == 1


async def test_skipping_while_paused_holds_after_the_resumption(
    store: RunningStore, workspace: WorkspaceId, clock: SetClock
) -> None:
    schedule = await saved(store, workspace, fortnightly())
    await store.write(pause, workspace, None, schedule)
    await store.write(skip, workspace, None, schedule, datetime(2026, 3, 10, 10))
    assert await due(store, workspace) == []
    await store.write(resume, workspace, None, schedule)
    assert await due(store, workspace) == [("test:card", "03-23 09:00"), ("test:line", "03-24 08:50")]


async def test_an_ended_rule_calls_nobody_and_cannot_be_changed(
    store: RunningStore, workspace: WorkspaceId, clock: SetClock
) -> None:
    schedule = await saved(store, workspace, fortnightly())
    await store.write(end, workspace, None, schedule)
    assert await due(store, workspace) == []
    assert await store.read(upcoming, workspace, schedule, clock.now()) == ()
    changes: tuple[Callable[..., None], ...] = (pause, resume, end)
    for change in changes:
        with pytest.raises(Ended):
            await store.write(change, workspace, None, schedule)
    with pytest.raises(Ended):
        await store.write(skip, workspace, None, schedule, datetime(2026, 3, 10, 10))


async def test_a_rule_of_another_workspace_cannot_be_changed(store: RunningStore, workspace: WorkspaceId) -> None:
    schedule = await saved(store, workspace, fortnightly())
    changes: tuple[Callable[..., None], ...] = (pause, resume, end)
    for change in changes:
        with pytest.raises(Ended):
            await store.write(change, OTHER, None, schedule)
    assert len(await due(store, workspace)) == 2


async def test_after_its_last_occurrence_a_rule_calls_no_more(
    store: RunningStore, workspace: WorkspaceId, tick: Tick, feature: Feature, clock: SetClock
) -> None:
    schedule = await saved(store, workspace, Recurrence("", datetime(2026, 3, 10, 10), "Europe/Madrid"))
    await travel(tick, clock, datetime(2026, 3, 11, tzinfo=UTC))
    assert [alarm.kind for _, _, alarm in feature.calls] == [CARD, LINE]
    assert await due(store, workspace) == []
    assert await store.read(next_occurrence, workspace, schedule, clock.now()) is None


async def test_a_rule_that_never_happens_is_not_kept(store: RunningStore, workspace: WorkspaceId) -> None:
    with pytest.raises(NeverHappens):
        await saved(store, workspace, Recurrence("", datetime(2026, 3, 1, 10), "Europe/Madrid"))
    assert await due(store, workspace) == []


def once() -> Recurrence:
    """On 10 March 2026 at 10:00 in Madrid."""
    return Recurrence("", datetime(2026, 3, 10, 10), "Europe/Madrid")


async def test_what_happens_once_is_moved_and_calls_anew_for_its_new_hour(
    store: RunningStore, workspace: WorkspaceId, tick: Tick, feature: Feature, clock: SetClock
) -> None:
    clock.instant = datetime(2026, 3, 1, 9, tzinfo=UTC)
    schedule = await saved(store, workspace, once())
    await travel(tick, clock, datetime(2026, 3, 9, 12, tzinfo=UTC))  # the card was called for
    moved = await store.write(move_once, workspace, None, schedule, datetime(2026, 3, 12, 15))
    assert (moved.wall, moved.starts) == (datetime(2026, 3, 12, 15), datetime(2026, 3, 12, 14, tzinfo=UTC))
    assert await due(store, workspace) == [(CARD.name, "03-11 14:00"), (LINE.name, "03-12 13:50")]
    await store.write(move_once, workspace, None, schedule, datetime(2026, 3, 9, 14))  # earlier: what leads it is due at once
    assert await due(store, workspace) == [(CARD.name, "03-09 12:00"), (LINE.name, "03-09 12:50")]


async def test_what_comes_again_is_over_or_ended_is_not_moved(
    store: RunningStore, workspace: WorkspaceId, clock: SetClock
) -> None:
    clock.instant = datetime(2026, 3, 1, 9, tzinfo=UTC)
    again, single = await saved(store, workspace, fortnightly()), await saved(store, workspace, once())
    to = datetime(2026, 3, 12, 15)
    with pytest.raises(NotAnOccurrence):
        await store.write(move_once, workspace, None, again, to)
    with pytest.raises(AlreadyOver):
        await store.write(move_once, workspace, None, single, datetime(2026, 3, 1, 10))
    with pytest.raises(NeverHappens):
        await store.write(move_once, workspace, None, single, datetime(2036, 3, 1, 10))
    clock.instant = datetime(2026, 3, 10, 9, tzinfo=UTC)
    with pytest.raises(NotAnOccurrence):
        await store.write(move_once, workspace, None, single, to)
    await store.write(end, workspace, None, single)
    with pytest.raises(Ended):
        await store.write(move_once, workspace, None, single, to)


async def test_what_is_paused_is_moved_and_calls_nobody(store: RunningStore, workspace: WorkspaceId, clock: SetClock) -> None:
    clock.instant = datetime(2026, 3, 1, 9, tzinfo=UTC)
    schedule = await saved(store, workspace, once())
    await store.write(pause, workspace, None, schedule)
    await store.write(move_once, workspace, None, schedule, datetime(2026, 3, 12, 15))
    assert await due(store, workspace) == []
    await store.write(resume, workspace, None, schedule)
    assert await due(store, workspace) == [(CARD.name, "03-11 14:00"), (LINE.name, "03-12 13:50")]
