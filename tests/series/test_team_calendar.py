"""A team's holidays change after a date was announced: it moves, is called off, or takes place after all; on both engines."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.core.facts import TeamDatesChanged
from bot.core.ids import SeriesId
from bot.features.lean_coffee import alarms
from bot.features.lean_coffee.rules.values import Settings
from bot.schedule import schedules
from bot.schedule.recurrence import Recurrence
from bot.schedule.working_days import USUAL_DAYS, OnHoliday, WorkingDays
from bot.series import store as series_store
from bot.series.rules import CalledOff, Occurrence
from bot.store.unit import Unit
from bot.teams import calendar, sprint_store, team_store
from bot.teams.sprint_events import TeamSprints
from bot.teams.sprints import SprintCalendar, SprintLength, Stretch
from tests.features.desk import value_of
from tests.features.lean_coffee import recurring
from tests.features.lean_coffee.desk import Desk
from tests.features.lean_coffee.recurring import ANNOUNCEMENT, CALLED_OFF, MOVED
from tests.features.lean_coffee.scene import ANA, BEN, GUILD

TUESDAYS = Recurrence("FREQ=WEEKLY;BYDAY=TU", datetime(2026, 12, 8, 10), "Europe/Madrid")
CLOSED = WorkingDays(free=(date(2026, 12, 8),))


def changed(unit: Unit) -> None:
    alarms.ANSWERS[TeamDatesChanged](unit, TeamDatesChanged(GUILD))


async def works(desk: Desk, monkeypatch: pytest.MonkeyPatch, days: WorkingDays) -> None:
    """Let the team of the channel work other days from now on."""
    monkeypatch.setattr(team_store, "working_days", lambda read, channel: days)
    await desk.act(changed)
    await desk.tick.run()


async def announced(desk: Desk, on_holiday: OnHoliday) -> SeriesId:
    """Return Ana's series, announced for Tuesday 8 December at 10:00 in Madrid; Ben is coming."""
    desk.clock.instant = datetime(2026, 12, 7, 9, tzinfo=UTC)
    rule = replace(TUESDAYS, on_holiday=on_holiday)
    named: dict[str, Any] = {"channel": GUILD, "host": ANA, "title": "Guild", "settings": Settings(), "recurrence": rule}
    saved: SeriesId = await desk.act(recurring.save_series, **named)
    await desk.tick.run()
    await desk.act(recurring.coming, occurrence=(await first(desk, saved)).id, person=BEN)
    return saved


async def first(desk: Desk, series: SeriesId) -> Occurrence:
    found = await desk.read(series_store.occurrence_at, series, TUESDAYS.start)
    assert found is not None
    return found


async def test_what_was_announced_moves_to_the_next_working_day_and_opens_then(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    series = await announced(desk, OnHoliday.NEXT)
    await works(desk, monkeypatch, CLOSED)
    moved = await first(desk, series)
    assert (moved.starts, moved.called_off) == (datetime(2026, 12, 9, 9, tzinfo=UTC), None)
    assert f"^{int(moved.starts.timestamp())}^" in (await desk.the(ANNOUNCEMENT.name)).payload["blocks"][1]["text"]["text"]
    (told,) = await desk.shown(MOVED.name)
    assert "was moved" in told.text
    desk.clock.instant = datetime(2026, 12, 8, 12, tzinfo=UTC)
    await desk.tick.run()
    assert (await first(desk, series)).meeting is None
    desk.clock.instant = datetime(2026, 12, 9, 9, tzinfo=UTC)
    await desk.tick.run()
    assert (await first(desk, series)).meeting is not None


async def test_what_was_announced_is_called_off_and_takes_place_after_all(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    series = await announced(desk, OnHoliday.SKIP)
    await works(desk, monkeypatch, CLOSED)
    assert (await first(desk, series)).called_off is CalledOff.CALENDAR
    (told,) = await desk.shown(CALLED_OFF.name)
    assert "is called off: the team's calendar has changed" in told.text
    await works(desk, monkeypatch, USUAL_DAYS)
    assert (await first(desk, series)).called_off is None
    (told,) = await desk.shown(CALLED_OFF.name)
    assert "takes place after all: the team's calendar has changed" in told.text


async def test_what_does_not_mind_holidays_or_was_skipped_by_hand_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, skipped = await announced(desk, OnHoliday.KEEP), await announced(desk, OnHoliday.SKIP)
    starts = (await first(desk, skipped)).starts
    await desk.act(recurring.skip_next, series=skipped, starts=starts, person=ANA)
    await works(desk, monkeypatch, CLOSED)
    assert (await first(desk, kept)).called_off is None
    assert (await first(desk, skipped)).called_off is CalledOff.SKIPPED


def has_sprints(unit: Unit, first: date) -> None:
    """Let the team have Sprints of two weeks from a day on; Planning is on the first day of each."""
    team_store.lock_team(unit, GUILD)
    usual = sprint_store.usual_events(unit, GUILD)
    sprint_store.keep_sprints(
        unit, GUILD, TeamSprints(SprintCalendar((Stretch(1, first, SprintLength()),)), "Europe/Madrid", ANA, usual)
    )
    changed(unit)


async def test_days_before_an_event_go_on_with_the_sprints_and_follow_them(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar, "KNOWN_AHEAD", timedelta(days=20))
    desk.clock.instant = datetime(2026, 11, 28, 12, tzinfo=UTC)
    await desk.act(has_sprints, first=date(2026, 12, 1))
    shown = await desk.command(ANA, "/coffee every 1 day before sprint planning at 15:00")
    assert "*1 day before Sprint Planning at 15:00*" in shown.text
    assert "Next: *Mon 30 Nov*, *Mon 14 Dec*" in shown.text
    await desk.click(ANA, "lean_coffee:save_plan", value_of(shown.message, "lean_coffee:save_plan"))
    (series,) = await desk.read(series_store.in_channel, "lean_coffee", GUILD)
    desk.clock.instant = datetime(2026, 12, 13, 15, tzinfo=UTC)
    await desk.tick.run()
    dates = await desk.read(schedules.upcoming, series.id, desk.clock.instant)
    assert [one.held.day for one in dates] == [14, 28]  # the Sprint of the 29th came in sight
    await desk.act(has_sprints, first=date(2026, 12, 2))
    await desk.tick.run()
    dates = await desk.read(schedules.upcoming, series.id, desk.clock.instant)
    assert [one.held.day for one in dates] == [15, 29]
