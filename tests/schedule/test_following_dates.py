"""A rule that minds holidays calls for the day on which it is held, and follows its team's calendar and Sprints."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.schedule import drafts
from bot.schedule.anchored import counted_anew, for_team
from bot.schedule.anchors import Anchor, SprintEvent, TeamDates, read_anchor
from bot.schedule.recurrence import Recurrence, moved, occurrences, taken_back, without
from bot.schedule.rule_rows import written_calendar
from bot.schedule.schedules import LeadAlarm, create_schedule, find_schedule, follow_dates, pause, resume
from bot.schedule.tables import RuleRow
from bot.schedule.tick import Tick
from bot.schedule.tz_updates import follow_zones
from bot.schedule.working_days import USUAL_DAYS, OnHoliday, WorkingDays
from bot.store.unit import RunningStore, Unit
from tests.schedule.scene import CARD, LINE, Feature, alarms

CALLS = (LeadAlarm(CARD, timedelta(days=1)), LeadAlarm(LINE, timedelta(minutes=10)))
AT = datetime(2026, 12, 1, 12, tzinfo=UTC)
SPAIN = WorkingDays(country="ES", free=(date(2026, 12, 24),))
TUESDAYS = Recurrence(
    "FREQ=WEEKLY;BYDAY=TU", datetime(2026, 12, 8, 10), "Europe/Madrid", on_holiday=OnHoliday.NEXT, calendar=SPAIN
)
PLANNING = (date(2026, 12, 1), date(2026, 12, 15), date(2026, 12, 29))


async def due(store: RunningStore, workspace: WorkspaceId) -> list[str]:
    return [at.strftime("%m-%d %H:%M") for _, _, at in await store.read(alarms, workspace)]


async def test_alarms_are_about_the_day_on_which_it_is_held_and_follow_the_calendar(
    store: RunningStore, workspace: WorkspaceId, clock: SetClock, real: SetClock
) -> None:
    clock.instant, feature = AT, Feature()
    tick = Tick(store, {CARD: feature.handler, LINE: feature.handler}, clock=clock, real=real)
    schedule = await store.write(create_schedule, workspace, None, TUESDAYS, CALLS)
    kept = await store.read(find_schedule, workspace, schedule)
    assert kept is not None
    assert kept.recurrence == TUESDAYS
    assert await due(store, workspace) == ["12-08 09:00", "12-09 08:50"]  # 8 December is a holiday
    assert await follow_zones(store) == 0
    plain = replace(TUESDAYS, calendar=USUAL_DAYS)
    assert await store.write(follow_dates, workspace, None, schedule, plain)
    assert not await store.write(follow_dates, workspace, None, schedule, plain)
    assert await due(store, workspace) == ["12-07 09:00", "12-08 08:50"]
    assert await store.write(follow_dates, workspace, None, schedule, TUESDAYS)
    clock.instant = datetime(2026, 12, 9, 9, tzinfo=UTC)
    await tick.run()
    said = [alarm.occurrence and (alarm.occurrence.wall.day, alarm.occurrence.held.day) for _, _, alarm in feature.calls]
    assert said == [(8, 9), (8, 9)]
    assert await due(store, workspace) == ["12-14 09:00", "12-15 08:50"]


async def test_a_paused_rule_follows_without_calling_anybody(
    store: RunningStore, workspace: WorkspaceId, clock: SetClock
) -> None:
    clock.instant = AT
    schedule = await store.write(create_schedule, workspace, None, replace(TUESDAYS, calendar=USUAL_DAYS), CALLS)
    await store.write(pause, workspace, None, schedule)
    assert await store.write(follow_dates, workspace, None, schedule, TUESDAYS)
    assert await due(store, workspace) == []
    await store.write(resume, workspace, None, schedule)
    assert await due(store, workspace) == ["12-08 09:00", "12-09 08:50"]


async def test_what_a_holiday_moves_past_another_date_is_called_for_behind_it(
    store: RunningStore, workspace: WorkspaceId, clock: SetClock, real: SetClock
) -> None:
    clock.instant, feature = datetime(2026, 12, 20, tzinfo=UTC), Feature()
    tick = Tick(store, {LINE: feature.handler}, clock=clock, real=real)
    rule = replace(TUESDAYS, rule="FREQ=WEEKLY;BYDAY=FR,SA", start=datetime(2026, 12, 25, 10))
    await store.write(create_schedule, workspace, None, rule, (LeadAlarm(LINE),))
    for _ in range(4):
        at = await tick.next_due()
        assert at is not None
        clock.instant = at
        await tick.run()
    said = [alarm.occurrence and (alarm.occurrence.wall.day, alarm.occurrence.held.day) for _, _, alarm in feature.calls]
    assert said == [(26, 26), (25, 28), (2, 2), (1, 4)]


_KNOWN_BETTER = update(RuleRow).values(calendar=written_calendar(SPAIN))


def know_better(unit: Unit) -> None:
    """Leave the alarms of a rule as they were set before its holidays were known."""
    unit.run(_KNOWN_BETTER, {})


async def test_what_a_holiday_has_taken_away_since_its_alarm_was_set_rings_no_more(
    store: RunningStore, workspace: WorkspaceId, clock: SetClock, real: SetClock
) -> None:
    clock.instant, feature = AT, Feature()
    tick = Tick(store, {CARD: feature.handler, LINE: feature.handler}, clock=clock, real=real)
    await store.write(create_schedule, workspace, None, replace(TUESDAYS, on_holiday=OnHoliday.SKIP, calendar=USUAL_DAYS), CALLS)
    await store.write(know_better, workspace)
    clock.instant = datetime(2026, 12, 8, 9, tzinfo=UTC)
    await tick.run()
    assert feature.calls == []
    assert await due(store, workspace) == ["12-14 09:00", "12-15 08:50"]


def test_days_are_counted_from_each_event_of_the_sprint() -> None:
    team = TeamDates(SPAIN, {SprintEvent.PLANNING: PLANNING})
    asked = Recurrence("", datetime(2026, 12, 1, 15), "Europe/Madrid", anchor=Anchor(SprintEvent.PLANNING, 3, working=True))
    found = counted_anew(asked, team, AT)
    assert found is not None
    assert [found.start, *found.added] == [datetime(2026, 12, 10, 15), datetime(2026, 12, 22, 15)]  # without the 24th and 25th
    later = replace(team, events={SprintEvent.PLANNING: (*PLANNING[:2], date(2026, 12, 30))})
    by_then = for_team(found, later, datetime(2026, 12, 11, tzinfo=UTC))
    assert [by_then.start, *by_then.added] == [datetime(2026, 12, 23, 15)]
    assert counted_anew(asked, TeamDates(), AT) is None
    assert for_team(found, TeamDates(), AT) == replace(found, calendar=USUAL_DAYS)


@pytest.mark.parametrize(
    ("anchor", "text", "day"),
    [
        (Anchor(SprintEvent.PLANNING, 1), "1 planning", date(2026, 12, 28)),
        (Anchor(SprintEvent.REVIEW, 0), "0 review", date(2026, 12, 29)),
        (Anchor(SprintEvent.END, 3, working=True), "3w end", date(2026, 12, 22)),
        (Anchor(SprintEvent.START, -2, working=True), "-2w start", date(2026, 12, 31)),
        (Anchor(SprintEvent.RETROSPECTIVE, -2), "-2 retrospective", date(2026, 12, 31)),
    ],
)
def test_an_anchor_is_kept_as_text(anchor: Anchor, text: str, day: date) -> None:
    assert (anchor.text, read_anchor(text)) == (text, anchor)
    assert anchor.day(PLANNING[-1], SPAIN) == day


def test_no_anchor_is_kept_as_nothing() -> None:
    assert read_anchor("") is None


def test_a_preview_that_was_kept_before_holidays_were_minded_is_read() -> None:
    before = {"rule": "FREQ=DAILY", "start": "2026-12-01T10:00:00", "zone": "UTC", "duration": None, "title": "", "link": ""}
    kept = drafts._read(json.dumps(before | {"extras": {}, "saved": False}))
    assert kept.recurrence == Recurrence("FREQ=DAILY", datetime(2026, 12, 1, 10), "UTC")
    minded = drafts.Draft(replace(TUESDAYS, calendar=USUAL_DAYS, skipped=(datetime(2026, 12, 15, 10),)))
    assert drafts._read(drafts._written(minded)) == minded


def test_a_date_that_was_left_out_or_moved_by_hand_stays_so_when_dates_are_counted_anew() -> None:
    days = tuple(date(2026, 12, 1) + timedelta(days=14 * sprint) for sprint in range(4))
    team = TeamDates(events={SprintEvent.PLANNING: days})
    asked = Recurrence("", datetime(2026, 11, 30, 15), "Europe/Madrid", anchor=Anchor(SprintEvent.PLANNING, 1))
    found = for_team(asked, team, AT)
    first, second, *rest = (one.wall for one in occurrences(found, AT))
    changed = moved(without(found, first), second, datetime(2026, 12, 16, 11))
    for kept in (changed, for_team(changed, team, AT)):
        assert [one.wall for one in occurrences(kept, AT)] == [datetime(2026, 12, 16, 11), *rest]
    back = taken_back(for_team(changed, team, AT), first)
    assert next(occurrences(back, AT)).wall == first
    assert [one.wall for one in occurrences(for_team(changed, TeamDates(events={SprintEvent.PLANNING: days[3:]}), AT), AT)] == [
        rest[-1]
    ]
