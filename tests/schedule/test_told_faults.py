"""What the log says of alarms that fail: which, at what try, by what kind of fault; and of them that nobody can read."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update
from structlog.typing import EventDict

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.schedule.alarms import AlarmHandler
from bot.schedule.firing import BACK_OFF, AlarmOutcome
from bot.schedule.recurrence import Recurrence
from bot.schedule.schedules import LeadAlarm, create_schedule
from bot.schedule.tables import AlarmRow, RuleRow
from bot.schedule.tick import Tick
from bot.schedule.zone_changes import Told, ZoneChanges
from bot.store.errors import StoreUnavailable
from bot.store.unit import Read, RunningStore, Unit
from tests.fakes.logs import capture_logs
from tests.schedule.scene import BELL, CARD, Feature, alarms, set_bells

TRIES = len(BACK_OFF) + 1


async def tries(tick: Tick, real: SetClock) -> list[EventDict]:
    """Try as often as an alarm is tried; return what was said meanwhile."""
    with capture_logs() as logged:
        for pause in (*BACK_OFF, timedelta()):
            await tick.run()
            real.advance(pause)
    return logged


def said(logged: list[EventDict]) -> list[tuple[object, ...]]:
    return [(one["log_level"], one["event"], one["kind"], one.get("error")) for one in logged]


def failed(kind: str, error: str) -> list[tuple[object, ...]]:
    return [("warning", "alarm failed", kind, error)] * TRIES + [("error", "alarm given up", kind, None)]


async def wednesdays(store: RunningStore, workspace: WorkspaceId) -> None:
    weekly = Recurrence("FREQ=WEEKLY;BYDAY=WE", datetime(2026, 3, 4, 10), "Europe/Madrid")
    await store.write(create_schedule, workspace, None, weekly, (LeadAlarm(CARD, timedelta(days=1)),))


async def test_each_try_is_told_and_that_it_was_the_last_but_neither_the_fault_s_words_nor_whose_it_is(
    store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId
) -> None:
    feature = Feature(breaks=lambda alarm: RuntimeError("words of a person"))
    tick = Tick(store, {BELL: feature.handler}, clock=clock, real=real)
    await set_bells(store, workspace, clock.now(), "m1/U0ADA")
    logged = await tries(tick, real)
    assert said(logged) == failed(BELL.name, "RuntimeError")
    assert [one.get("attempt") for one in logged] == [*range(1, TRIES + 1), None]
    assert all(one["trace"].startswith("RuntimeError at ") for one in logged[:-1])
    assert (logged[-1]["workspace"], logged[-1]["subject"]) == (workspace, "m1")
    assert "words" not in str(logged)


async def test_that_nobody_could_be_told_is_told(
    store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId
) -> None:
    feature = Feature(breaks=lambda alarm: RuntimeError("broken"), breaks_on_failed=LookupError("nobody"))
    tick = Tick(store, {BELL: feature.handler}, clock=clock, real=real)
    await set_bells(store, workspace, clock.now(), "m1")
    logged = await tries(tick, real)
    assert said(logged) == [*failed(BELL.name, "RuntimeError"), ("error", "nobody could be told", BELL.name, "LookupError")]
    assert logged[-1]["trace"].startswith("LookupError at ")


async def test_an_alarm_whose_rule_nobody_can_read_is_due_no_more_after_its_last_try(
    store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId
) -> None:
    feature, heard = Feature(), []
    tick = Tick(store, {CARD: feature.handler}, clock=clock, real=real, observe=lambda *one: heard.append(one))
    await wednesdays(store, workspace)
    await set_bells(store, workspace, clock.now(), "of another kind")
    await store.write(_spoil, workspace)
    clock.instant = datetime.fromisoformat("2026-03-03T09:00+00:00")
    logged = await tries(tick, real)
    errors = [one for one in said(logged) if one[1] not in {"an alarm cannot be read", "zones not followed"}]
    assert errors == [
        *failed(CARD.name, "ValueError"),
        ("error", "nobody could be told", CARD.name, "ValueError"),
        ("error", "its rule calls no more", CARD.name, "ValueError"),
    ]
    assert logged[-1]["trace"].startswith("ValueError at ")
    assert heard == [(CARD.name, AlarmOutcome.FAILED, timedelta())] * len(BACK_OFF) + [
        (CARD.name, AlarmOutcome.GIVEN_UP, timedelta())
    ]
    assert [kind for kind, _, _ in await store.read(alarms, workspace)] == [BELL.name]
    assert feature.calls == []


async def test_zones_that_cannot_be_followed_are_told_once_and_the_alarm_rings(
    store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> int:
        raise KeyError("no zones")

    feature = Feature()
    tick = Tick(store, {BELL: feature.handler}, clock=clock, real=real)
    monkeypatch.setattr("bot.schedule.tick.follow_zones", broken)
    await set_bells(store, workspace, clock.now(), "m1")
    with capture_logs() as logged:
        await tick.run()
        await tick.run()
    assert [(one["log_level"], one["event"], one["error"]) for one in logged] == [("error", "zones not followed", "KeyError")]
    assert logged[0]["trace"].startswith("KeyError at ")
    assert feature.said() == [("ring", "m1")]


@pytest.mark.parametrize("keeps", [True, False])
async def test_a_rule_whose_zone_is_gone_is_paused_and_where_that_fails_its_alarm_is_tried_again(
    store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId, keeps: bool
) -> None:
    def lost(unit: Unit, rule: str) -> None:
        if not keeps:
            raise LookupError(rule)

    feature, heard = Feature(), []
    changes = ZoneChanges(feature.lock, _nothing_told, lambda unit, rule: None, lost)
    handler = AlarmHandler(feature.ring, feature.lock, zones=changes)
    tick = Tick(store, {CARD: handler}, clock=clock, real=real, observe=lambda *one: heard.append(one))
    await tick.run()
    await wednesdays(store, workspace)
    await store.write(_lose, workspace)
    clock.instant = datetime.fromisoformat("2026-03-03T10:00+00:00")
    with capture_logs() as logged:
        assert await tick.run() == 1
    assert heard == [(CARD.name, AlarmOutcome.PAUSED if keeps else AlarmOutcome.FAILED, timedelta(hours=1))]
    told = [one for one in logged if one["event"] == "a rule is not paused"]
    assert said(told) == ([] if keeps else [("error", "a rule is not paused", CARD.name, "LookupError")])
    assert all(one["trace"].startswith("LookupError at ") for one in told)
    assert len(await store.read(alarms, workspace)) == (0 if keeps else 1)
    assert feature.calls == []


async def test_a_rule_whose_zone_is_there_again_at_the_last_try_is_not_paused_and_its_failure_is_told(
    store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId
) -> None:
    def found_again(unit: Unit, rule: str) -> None:
        unit.run(update(RuleRow).values(zone="Europe/Madrid"))

    feature = Feature()
    changes = ZoneChanges(found_again, _nothing_told, feature.lock, feature.lock)
    tick = Tick(store, {CARD: replace(feature.handler, zones=changes)}, clock=clock, real=real)
    await tick.run()
    await wednesdays(store, workspace)
    await store.write(_lose, workspace)
    await store.write(lambda unit: unit.run(update(AlarmRow).values(attempts=len(BACK_OFF))), workspace)
    clock.instant = datetime.fromisoformat("2026-03-03T09:00+00:00")
    with capture_logs() as logged:
        await tick.run()
    assert said([one for one in logged if "kind" in one]) == [("error", "alarm given up", CARD.name, None)]
    assert [(verb, alarm.kind) for verb, _, alarm in feature.calls] == [("failed", CARD)]
    assert [(kind, at.day) for kind, _, at in await store.read(alarms, workspace)] == [(CARD.name, 10)]


@pytest.mark.parametrize("at", ["failed", "lost"])
async def test_a_database_that_goes_away_while_an_alarm_is_given_up_is_no_fault_of_the_alarm(
    store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId, at: str
) -> None:
    def away(unit: Unit, about: object) -> None:
        raise StoreUnavailable("away")

    feature = Feature(breaks=lambda alarm: RuntimeError("broken"))
    handler = AlarmHandler(feature.ring, failed=away, zones=ZoneChanges(feature.lock, _nothing_told, away, away))
    tick = Tick(store, {CARD: handler}, clock=clock, real=real)
    await tick.run()
    await wednesdays(store, workspace)
    if at == "lost":
        await store.write(_lose, workspace)
    clock.instant = datetime.fromisoformat("2026-03-03T10:00+00:00")
    for pause in BACK_OFF if at == "failed" else ():
        await tick.run()
        real.advance(pause)
    for _ in range(2):
        with pytest.raises(StoreUnavailable):
            await tick.run()
    assert [kind for kind, _, _ in await store.read(alarms, workspace)] == [CARD.name]


def _nothing_told(read: Read) -> list[Told]:
    return []


def _lose(unit: Unit) -> None:
    unit.run(update(RuleRow).values(zone="Atlantis/Gone"))


def _spoil(unit: Unit) -> None:
    unit.run(update(AlarmRow).where(AlarmRow.wall != "").values(wall="no time"))
