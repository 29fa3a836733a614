"""A tz database that has changed while nobody was alive: what is to come is moved, what is over stays."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import BigInteger, bindparam, type_coerce, update

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.schedule import tz_updates
from bot.schedule.alarms import wake
from bot.schedule.recurrence import Recurrence
from bot.schedule.schedules import LeadAlarm, create_schedule, pause
from bot.schedule.tables import AlarmRow, RuleRow
from bot.schedule.tick import Tick
from bot.schedule.tz_updates import follow_zones
from bot.store.unit import RunningStore, Unit
from tests.schedule.scene import BELL, CARD, LINE, Feature, alarms

CALLS = (LeadAlarm(CARD, timedelta(days=1)), LeadAlarm(LINE, timedelta(minutes=10)))
OTHER = WorkspaceId("T0OTHER")
HOUR = timedelta(hours=1)
_SHIFT = (
    update(AlarmRow)
    .where(AlarmRow.wall != "")
    .values(due=type_coerce(AlarmRow.due, BigInteger) + bindparam("by", type_=BigInteger()))
)
_SPOIL = update(AlarmRow).where(AlarmRow.wall != "").values(wall="no time")
_RENAME = update(RuleRow).values(zone="Atlantis/Gone")


def shift(unit: Unit, by: timedelta) -> None:
    """Leave the alarms of rules as an older tz database had set them."""
    unit.run(_SHIFT, {"by": by // timedelta(microseconds=1)})


def lose_the_zone(unit: Unit) -> None:
    unit.run(_RENAME)


def spoil_a_wall(unit: Unit) -> None:
    unit.run(_SPOIL)


async def planned(store: RunningStore, *workspaces: WorkspaceId) -> None:
    for workspace in workspaces:
        await store.write(
            create_schedule,
            workspace,
            None,
            Recurrence("FREQ=WEEKLY;BYDAY=TU", datetime(2026, 3, 10, 10), "Europe/Madrid"),
            CALLS,
        )


async def due(store: RunningStore, workspace: WorkspaceId) -> list[tuple[str, str]]:
    return [(kind, at.strftime("%m-%d %H:%M")) for kind, _, at in await store.read(alarms, workspace)]


@pytest.mark.parametrize("by", [HOUR, -HOUR])
async def test_what_is_to_come_is_moved_to_what_the_zone_says_in_every_workspace(
    store: RunningStore, workspace: WorkspaceId, monkeypatch: pytest.MonkeyPatch, by: timedelta
) -> None:
    monkeypatch.setattr(tz_updates, "_PAGE", 2)
    await planned(store, workspace, OTHER)
    await store.write(wake_a_bell, workspace)
    before = await due(store, workspace)
    await store.write(shift, workspace, None, by)
    assert await due(store, workspace) != before
    assert await follow_zones(store) == 4
    assert await due(store, workspace) == before
    assert await follow_zones(store) == 0


def wake_a_bell(unit: Unit) -> None:
    wake(unit, BELL, "s1", datetime(2026, 3, 9, 12, tzinfo=UTC))


async def test_what_an_action_set_or_nobody_calls_stays(store: RunningStore, workspace: WorkspaceId) -> None:
    schedule = await store.write(
        create_schedule, workspace, None, Recurrence("", datetime(2026, 3, 10, 10), "Europe/Madrid"), CALLS
    )
    await store.write(pause, workspace, None, schedule)
    await store.write(wake_a_bell, workspace)
    assert await follow_zones(store) == 0
    assert await due(store, workspace) == [("test:bell", "03-09 12:00")]


async def test_what_is_over_by_both_is_rung_as_it_was_set(store: RunningStore, workspace: WorkspaceId, clock: SetClock) -> None:
    await planned(store, workspace)
    await store.write(shift, workspace, None, -HOUR)
    clock.instant = datetime(2026, 3, 9, 9, tzinfo=UTC)
    assert await follow_zones(store) == 1
    assert await due(store, workspace) == [("test:card", "03-09 08:00"), ("test:line", "03-10 08:50")]


async def test_a_zone_that_is_gone_moves_nothing(store: RunningStore, workspace: WorkspaceId) -> None:
    await planned(store, workspace)
    await store.write(lose_the_zone, workspace)
    await store.write(shift, workspace, None, HOUR)
    assert await follow_zones(store) == 0


async def test_what_cannot_be_followed_keeps_nothing_from_ringing(
    store: RunningStore, workspace: WorkspaceId, clock: SetClock, real: SetClock
) -> None:
    feature = Feature()
    await planned(store, workspace)
    await store.write(spoil_a_wall, workspace)
    await store.write(wake_a_bell, workspace)
    clock.instant = datetime(2026, 3, 9, 12, tzinfo=UTC)
    await Tick(store, {BELL: feature.handler}, clock=clock, real=real).run()
    assert feature.said() == [("ring", "s1")]


async def test_the_first_tick_rings_nothing_by_the_old_zone(
    store: RunningStore, workspace: WorkspaceId, clock: SetClock, real: SetClock
) -> None:
    feature = Feature()
    await planned(store, workspace)
    await store.write(shift, workspace, None, -HOUR)
    clock.instant = datetime(2026, 3, 9, 8, 30, tzinfo=UTC)
    tick = Tick(store, {CARD: feature.handler, LINE: feature.handler}, clock=clock, real=real)
    await tick.run()
    assert feature.calls == []
    clock.instant = datetime(2026, 3, 9, 9, tzinfo=UTC)
    await tick.run()
    assert [(alarm.kind, alarm.late) for _, _, alarm in feature.calls] == [(CARD, timedelta())]
