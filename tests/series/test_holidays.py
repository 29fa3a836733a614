"""Holidays where a plan is typed, chosen and saved: reminders, series and single meetings alike."""

from datetime import UTC, date, datetime

import pytest

from bot.store.unit import Unit
from bot.teams import team_store
from bot.teams.day_range import DayRange
from bot.teams.team import TeamSettings
from tests.features.desk import value_of
from tests.features.lean_coffee.desk import Desk
from tests.features.lean_coffee.scene import ANA, GUILD

REMIND, EVERY, PLAN = "/refine remind every", "/coffee every", "/coffee plan every"
SPAIN = TeamSettings(country="ES", free=(DayRange(date(2026, 12, 15), date(2026, 12, 15)),))


def works_in_spain(unit: Unit) -> None:
    team_store.lock_team(unit, GUILD)
    team_store.keep_settings(unit, GUILD, SPAIN)


@pytest.fixture(autouse=True)
async def saturday(desk: Desk) -> None:
    desk.clock.instant = datetime(2026, 11, 28, 12, tzinfo=UTC)


async def test_a_preview_names_the_holidays_that_touch_its_dates_and_what_happens_then(desk: Desk) -> None:
    await desk.act(works_in_spain)
    for line in (REMIND, EVERY, PLAN):
        await previewed(desk, line)


async def previewed(desk: Desk, line: str) -> None:
    kept = (await desk.command(ANA, f"{line} tuesday at 10")).text
    assert "Next: *Tue 1 Dec*, *Tue 8 Dec*, *Tue 15 Dec*, *Tue 22 Dec*" in kept
    assert "Tue 8 Dec is Immaculate Conception: it takes place all the same." in kept
    assert "Tue 15 Dec is a free day of the team: it takes place all the same." in kept
    assert "`skip holidays` leaves such dates out" in kept
    skipped = (await desk.command(ANA, f"{line} tuesday at 10 skip holidays")).text
    assert "*Every Tuesday at 10:00, not on holidays*" in skipped
    assert "Next: *Tue 1 Dec*, *Tue 22 Dec*, *Tue 29 Dec*, *Tue 5 Jan 2027*" in skipped
    assert "Tue 8 Dec is Immaculate Conception: it is left out." in skipped
    assert "`skip holidays`" not in skipped
    moved = (await desk.command(ANA, f"{line} tuesday and wednesday at 10 on holidays the next working day")).text
    assert "Tue 8 Dec is Immaculate Conception: there is one on Wed 9 Dec already, so it is left out." in moved
    before = (await desk.command(ANA, f"{line} tuesday at 10 on holidays the working day before, for 4 times")).text
    assert "Next: *Tue 1 Dec*, *Mon 7 Dec*, *Mon 14 Dec*, *Tue 22 Dec*" in before
    assert "Tue 8 Dec is Immaculate Conception: it takes place on Mon 7 Dec." in before


async def test_where_no_country_is_set_nothing_is_offered_and_holidays_are_not_pretended(desk: Desk) -> None:
    kept = (await desk.command(ANA, f"{REMIND} friday at 10")).text
    assert "holiday" not in kept.lower()
    skipped = (await desk.command(ANA, f"{REMIND} friday at 10 skip holidays")).text
    assert "No country is set for the team of this channel, so I know of no holidays yet: `/refine settings` sets it." in skipped
    assert "*Fri 25 Dec*" in skipped


async def test_dates_that_are_left_out_are_named_and_stay_so_when_saved(desk: Desk) -> None:
    line = f"{EVERY} tuesday at 10 except 8 december and 22 december to 12 january for 9 times"
    shown = await desk.command(ANA, line)
    assert "Left out: 8 December 2026, 22 December 2026, 29 December 2026, 5 January 2027 and 12 January 2027." in shown.text
    assert "What is left out counts too." in shown.text
    assert "Next: *Tue 1 Dec*, *Tue 15 Dec*, *Tue 19 Jan 2027*, *Tue 26 Jan 2027*" in shown.text
    await desk.click(ANA, "lean_coffee:save_plan", value_of(shown.message, "lean_coffee:save_plan"))
    assert "Next: Tue 1 Dec 10:00, Tue 15 Dec 10:00" in (await desk.command(ANA, "/coffee series")).text


async def test_what_was_typed_without_a_sprint_is_refused_with_the_truth(desk: Desk) -> None:
    for line in (
        f"{REMIND.removesuffix(' every')} 1 day before sprint planning at 15:00",
        f"{EVERY} 3 working days before sprint planning at 15:00",
    ):
        told = (await desk.command(ANA, line)).text
        assert "I know of no Sprint to come in this channel" in told


async def test_a_series_opens_on_the_working_day_that_its_preview_named(desk: Desk) -> None:
    await desk.act(works_in_spain)
    desk.clock.instant = datetime(2026, 12, 7, 12, tzinfo=UTC)
    shown = await desk.command(ANA, f"{EVERY} tuesday at 10 on holidays the next working day")
    save = "lean_coffee:save_plan"
    await desk.click(ANA, save, value_of(shown.message, save))
    desk.clock.instant = datetime(2026, 12, 8, 9, tzinfo=UTC)
    await desk.tick.run()
    boards = [one for one in await desk.shown() if one.screen == "lean_coffee:board"]
    assert boards == []
    desk.clock.instant = datetime(2026, 12, 9, 9, tzinfo=UTC)
    await desk.tick.run()
    assert (await desk.meeting()).channel == GUILD
