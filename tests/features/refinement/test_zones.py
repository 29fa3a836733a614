"""A reminder whose time zone says something else after its card was posted, or is gone; on both engines."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.features.refinement import FEATURE
from bot.schedule.tables import AlarmRow, RuleRow
from bot.schedule.tick import Tick
from bot.series.store import every, keep_occurrence, occurrence_at
from bot.store.base import in_workspace
from bot.store.unit import Unit
from tests.fakes.zones import Zones, changeable
from tests.features.desk import ANA, BEN, Desk, options_of, value_of
from tests.features.refinement.scene import CARD, LATE, LINE, MORE, alarms, at, choose, plan
from tests.features.tables import alarms_anew

ZONE_GONE = "refinement:zone_gone"
_RENAME = update(RuleRow).where(RuleRow.workspace == in_workspace()).values(zone="Atlantis/Gone")
_SPOIL = update(AlarmRow).where(AlarmRow.workspace == in_workspace(), AlarmRow.wall != "").values(wall="no time")


@pytest.fixture
def zones(tmp_path: Path) -> Iterator[Zones]:
    """Madrid keeps UTC+1 all year, until a test says otherwise."""
    with changeable(tmp_path) as found:
        found.says("Europe/Madrid", 1)
        yield found


@pytest.fixture
async def announced(zones: Zones, desk: Desk) -> Desk:
    """Ana's card for Tuesday 1 December, 10:00 in Madrid (9:00 in London), stands since the day before."""
    await at(desk, "2026-11-21 12:00")
    await plan(desk, "/refine remind every tuesday at 10:00 Europe/Madrid starting 1 december for 1h")
    await at(desk, "2026-11-30 09:00")
    assert "10:00 Europe/Madrid" in (await desk.the(CARD)).text
    return desk


def restart(desk: Desk) -> None:
    """Begin a process anew: it reads its zones once."""
    desk.tick = Tick(desk.store, alarms_anew([FEATURE]), clock=desk.clock, real=desk.real)


def lose_the_zone(unit: Unit) -> None:
    unit.run(_RENAME)


def spoil(unit: Unit) -> None:
    unit.run(_SPOIL)


@pytest.mark.parametrize(("hours", "begins", "line"), [(2, "08:00", "07:50"), (0, "10:00", "09:50")])
async def test_the_card_and_its_alarms_follow_the_zone(announced: Desk, zones: Zones, hours: int, begins: str, line: str) -> None:
    desk = announced
    zones.says("Europe/Madrid", hours)
    restart(desk)
    await at(desk, "2026-11-30 09:01")
    shown = await desk.the(CARD)
    assert "10:00 Europe/Madrid" in shown.text
    assert ("begun", f"2026-12-01 {begins}") in await alarms(desk)
    assert ("soon", f"2026-12-01 {line}") in await alarms(desk)
    before = f"2026-12-01 {int(begins[:2]) - 1:02}:59"
    await at(desk, before)
    assert LATE in (await desk.the(CARD)).buttons
    await at(desk, f"2026-12-01 {begins}")
    assert LATE not in (await desk.the(CARD)).buttons


async def test_the_line_ten_minutes_ahead_comes_again_where_its_instant_has_moved_away(announced: Desk, zones: Zones) -> None:
    desk = announced
    await at(desk, "2026-12-01 08:50")
    first = (await desk.the(LINE)).text
    zones.says("Europe/Madrid", 0)
    restart(desk)
    await at(desk, "2026-12-01 08:55")
    assert await desk.shown(LINE) == []
    await at(desk, "2026-12-01 09:50")
    again = (await desk.the(LINE)).text
    assert again != first
    assert "10:00 Europe/Madrid" in again


async def test_who_answered_keeps_the_answer_and_nothing_is_called_missed(announced: Desk, zones: Zones) -> None:
    desk = announced
    await desk.click(BEN, LATE, (await desk.the(CARD)).value(LATE))
    zones.says("Europe/Madrid", 0)
    restart(desk)
    await at(desk, "2026-12-01 09:30")
    assert "Late: " in (await desk.the(CARD)).text
    assert {shown.screen for shown in await desk.shown()} == {CARD}


async def test_the_card_of_a_paused_reminder_follows_too(announced: Desk, zones: Zones) -> None:
    desk = announced
    await choose(desk, "Pause")
    paused = (await desk.the(CARD)).text
    zones.says("Europe/Madrid", 2)
    restart(desk)
    await at(desk, "2026-11-30 09:05")
    assert (await desk.the(CARD)).text != paused


async def test_a_reminder_whose_zone_is_gone_is_paused_and_its_owner_told_once(announced: Desk) -> None:
    desk = announced
    await desk.store.write(lose_the_zone, desk.workspace)
    restart(desk)
    for minute in range(3):
        await at(desk, f"2026-11-30 09:1{minute}")
    told = await desk.the(ZONE_GONE)
    assert told.place == ANA
    assert "“Atlantis/Gone”, exists no more" in told.text
    assert "`/refine remind every tuesday at 10:00 Europe/Madrid`" in told.text
    assert "paused until its reminder goes on" in (await desk.the(CARD)).text
    asked = await desk.click(ANA, MORE, told.value(MORE))
    await desk.submit(ANA, asked.form)
    assert (await desk.command(ANA, "/refine reminders")).text.startswith("No reminders")
    assert (await desk.the(ZONE_GONE)).buttons == []


async def test_a_clock_that_runs_on_notices_it_when_the_alarm_is_due_and_rings_the_others(announced: Desk) -> None:
    desk = announced
    await desk.tick.run()
    await desk.store.write(lose_the_zone, desk.workspace)
    await plan(desk, "/refine remind 1 december at 09:30 Europe/London")
    await at(desk, "2026-12-01 08:50")
    assert (await desk.the(ZONE_GONE)).place == ANA
    assert await desk.tick.run() == 0
    assert len(await desk.shown(CARD)) == 2


async def test_it_goes_on_when_its_zone_is_back_and_says_why_it_does_not_before(announced: Desk, zones: Zones) -> None:
    desk = announced
    await desk.store.write(lose_the_zone, desk.workspace)
    restart(desk)
    await at(desk, "2026-11-30 09:10")
    refused = await choose(desk, "Go on")
    assert "Its time zone, “Atlantis/Gone”, exists no more. Plan it anew" in refused.text
    zones.says("Atlantis/Gone", 1)
    assert "Next:" in (await choose(desk, "Go on")).text
    assert ("soon", "2026-12-01 08:50") in await alarms(desk)


async def test_the_home_and_the_list_stand_while_nobody_has_noticed_yet(announced: Desk) -> None:
    desk = announced
    await desk.store.write(lose_the_zone, desk.workspace)
    listed = await desk.command(ANA, "/refine reminders")
    assert "Something went wrong" not in listed.text


async def test_an_alarm_that_nobody_can_read_is_given_up_and_rings_nothing_for_ever(announced: Desk) -> None:
    desk = announced
    desk.may_fail.update(kind.name for kind in FEATURE.alarms)
    await desk.store.write(spoil, desk.workspace)
    await at(desk, "2026-12-01 08:50")
    for _ in range(7):
        await desk.tick.run()
        desk.real.instant = desk.real.now().replace(year=desk.real.now().year + 1)
    assert await desk.tick.run() == 0


async def test_a_person_whose_zone_nobody_knows_gets_the_form_and_is_asked_for_a_zone(desk: Desk) -> None:
    desk.slack.people[ANA] = {"tz": "Mars/Base"}
    form = (await desk.command(ANA, "/refine remind")).form
    assert form["blocks"]
    refused = await desk.command(ANA, "/refine remind every tuesday at 10:00")
    assert "no time zone “Mars/Base”" in refused.text
    taken = await desk.command(ANA, "/refine remind every tuesday at 10:00 Europe/Madrid")
    assert value_of(taken.message, "refinement:save_plan")
    assert options_of((await desk.command(ANA, "/refine reminders")).message, MORE) == []


async def test_an_occasion_that_is_met_again_starts_when_its_zone_says_by_then(desk: Desk) -> None:
    await at(desk, "2026-11-21 12:00")
    await plan(desk, "/refine remind every tuesday at 10:00 Europe/Madrid starting 1 december for 1h")
    (reminder,) = await desk.store.read(every, desk.workspace, "refinement")
    wall, starts = datetime(2026, 12, 1, 10), datetime(2026, 12, 1, 9, tzinfo=UTC)
    for hours in (0, 1):
        moved = starts + timedelta(hours=hours)
        met = await desk.store.write(keep_occurrence, desk.workspace, None, reminder.id, wall, moved)
        assert met.starts == moved
        assert await desk.store.read(occurrence_at, desk.workspace, reminder.id, wall) == met
