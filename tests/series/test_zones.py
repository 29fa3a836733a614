"""A series whose time zone says something else after a date was announced, or is gone; on both engines."""

import asyncio
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import update

from bot.core.ids import OccurrenceId, SeriesId
from bot.features.lean_coffee import FEATURE
from bot.features.lean_coffee.kinds import BOARD, SERIES
from bot.features.lean_coffee.rules.settings import settle
from bot.features.lean_coffee.rules.values import Settings, Wishes
from bot.meetings.rules.values import NewMeeting
from bot.schedule.recurrence import Recurrence
from bot.schedule.tables import RuleRow
from bot.schedule.tick import Tick
from bot.series import store as series_store
from bot.series.actions.called_off import call_off
from bot.series.rules import CalledOff, Occurrence
from bot.store.base import in_workspace
from bot.store.unit import Unit
from tests.fakes.until import until
from tests.fakes.zones import Zones, changeable
from tests.features.lean_coffee import recurring
from tests.features.lean_coffee import verbs as actions
from tests.features.lean_coffee.desk import Desk, labels
from tests.features.lean_coffee.recurring import ANNOUNCEMENT, CALLED_OFF, MISSED, REMINDER, ZONE_GONE
from tests.features.lean_coffee.scene import ANA, BEN, GUILD, minutes
from tests.features.lean_coffee.test_alarms import LOCKS_WAITED_FOR
from tests.features.tables import alarms_anew

DAY = datetime(2026, 12, 8, tzinfo=UTC)
TUESDAYS = Recurrence("FREQ=WEEKLY;BYDAY=TU", datetime(2026, 12, 8, 10), "Europe/Madrid")
_RENAME = update(RuleRow).where(RuleRow.workspace == in_workspace()).values(zone="Atlantis/Gone")


def at(clock: str) -> datetime:
    """Return the instant (UTC) of `09:50` on the day of the series' first date."""
    return DAY + timedelta(hours=int(clock[:2]), minutes=int(clock[3:]))


@pytest.fixture
def zones(tmp_path: Path) -> Iterator[Zones]:
    """Madrid keeps UTC+1 all year, until a test says otherwise."""
    with changeable(tmp_path) as found:
        found.says("Europe/Madrid", 1)
        yield found


@pytest.fixture
async def series(zones: Zones, desk: Desk) -> SeriesId:
    """Return Ana's series, announced for 10:00 in Madrid (9:00 UTC); Ben is coming."""
    desk.clock.instant = at("09:00") - timedelta(days=1)
    named: dict[str, Any] = {"channel": GUILD, "host": ANA, "title": "Guild", "settings": Settings(), "recurrence": TUESDAYS}
    saved: SeriesId = await desk.act(recurring.save_series, **named)
    await desk.tick.run()
    await desk.act(recurring.coming, occurrence=(await announced(desk, saved)).id, person=BEN)
    return saved


async def announced(desk: Desk, series: SeriesId) -> Occurrence:
    found = await desk.read(series_store.occurrence_at, series, TUESDAYS.start)
    assert found is not None
    return found


async def restart(desk: Desk, clock: str) -> None:
    """Begin a process anew at a time of the day: it reads its zones once."""
    desk.clock.instant = at(clock)
    desk.tick = Tick(desk.store, alarms_anew([FEATURE]), clock=desk.clock, real=desk.real)
    await desk.tick.run()


async def passes(desk: Desk, clock: str) -> None:
    desk.clock.instant = at(clock)
    await desk.tick.run()


async def screens(desk: Desk) -> set[str]:
    return {shown.screen for shown in await desk.shown()}


def lose_the_zone(unit: Unit) -> None:
    unit.run(_RENAME)


@pytest.mark.parametrize(("hours", "before", "hour"), [(2, "07:59", "08:00"), (0, "09:59", "10:00")])
async def test_what_was_announced_opens_at_the_new_instant_and_lasts_as_planned(
    desk: Desk, zones: Zones, series: SeriesId, hours: int, before: str, hour: str
) -> None:
    zones.says("Europe/Madrid", hours)
    await restart(desk, "00:00")
    assert (await announced(desk, series)).starts == at(hour)
    assert f"^{int(at(hour).timestamp())}^" in (await desk.the(ANNOUNCEMENT.name)).payload["blocks"][1]["text"]["text"]
    await passes(desk, before)
    assert BOARD.name not in await screens(desk)
    await passes(desk, hour)
    meeting = await desk.meeting()
    assert (meeting.opened, meeting.planned_end) == (at(hour), at(hour) + minutes(45))
    assert not {MISSED.name, CALLED_OFF.name} & await screens(desk)


async def test_a_bot_that_was_away_over_both_hours_opens_late_by_the_new_one(desk: Desk, zones: Zones, series: SeriesId) -> None:
    zones.says("Europe/Madrid", 0)
    await restart(desk, "10:20")
    assert (await desk.meeting()).planned_end == at("10:45")
    assert MISSED.name not in await screens(desk)


async def test_who_was_reminded_of_the_old_hour_is_reminded_of_the_new_one(desk: Desk, zones: Zones, series: SeriesId) -> None:
    await passes(desk, "08:50")
    (old, _) = await desk.shown(REMINDER.name)
    zones.says("Europe/Madrid", 0)
    await restart(desk, "08:55")
    assert REMINDER.name not in await screens(desk)
    await passes(desk, "09:50")
    assert [shown.text != old.text for shown in await desk.shown(REMINDER.name)] == [True, True]


async def test_a_busy_channel_is_not_tried_before_the_new_hour(desk: Desk, zones: Zones, series: SeriesId) -> None:
    new = NewMeeting(GUILD, "Longer", ANA, "Europe/Madrid", settle(Wishes()))
    await passes(desk, "08:50")
    await desk.act(actions.open_meeting, new=new)
    await passes(desk, "09:00")
    zones.says("Europe/Madrid", 0)
    await restart(desk, "09:01")
    await desk.cancels()
    await passes(desk, "09:30")
    assert (await announced(desk, series)).meeting is None
    await passes(desk, "10:00")
    assert (await announced(desk, series)).meeting is not None


async def test_a_paused_announcement_follows_and_opens_after_all(desk: Desk, zones: Zones, series: SeriesId) -> None:
    await desk.act(recurring.pause_series, series=series, person=ANA)
    zones.says("Europe/Madrid", 0)
    await restart(desk, "00:00")
    await desk.act(recurring.resume_series, series=series, person=ANA)
    assert (await announced(desk, series)).starts == at("10:00")
    await passes(desk, "10:00")
    assert (await desk.meeting()).opened == at("10:00")


async def test_a_series_whose_zone_is_gone_is_paused_its_host_told_once_and_who_is_coming(desk: Desk, series: SeriesId) -> None:
    await desk.act(_lose)
    for clock in ("00:00", "00:01", "00:02"):
        await restart(desk, clock)
    told = await desk.the(ZONE_GONE.name)
    assert told.place == ANA
    assert "“Guild” in <#C0GUILD> is paused: its time zone, “Atlantis/Gone”, exists no more." in told.text
    off = await desk.the(CALLED_OFF.name)
    assert (off.place, "its time zone exists no more" in off.text) == (BEN, True)
    assert "its time zone exists no more" in (await desk.the(ANNOUNCEMENT.name)).text
    assert await desk.tick.next_due() is None
    asked = await desk.presses("End it", told.payload, ANA)
    assert "End the series?" in str(asked.form)


async def test_a_clock_that_runs_on_pauses_it_at_its_hour_and_never_raises(desk: Desk, series: SeriesId) -> None:
    await desk.act(_lose)
    await passes(desk, "09:00")
    await passes(desk, "09:01")
    assert {ZONE_GONE.name, CALLED_OFF.name} <= await screens(desk)


async def test_it_takes_place_after_all_when_its_zone_is_back(desk: Desk, zones: Zones, series: SeriesId) -> None:
    await desk.act(_lose)
    await restart(desk, "00:00")
    zones.says("Atlantis/Gone", 1)
    await desk.act(recurring.resume_series, series=series, person=ANA)
    assert "takes place after all" in (await desk.the(CALLED_OFF.name)).text
    await passes(desk, "09:00")
    assert (await desk.meeting()).opened == at("09:00")


async def test_it_is_mended_by_an_edit_and_goes_on(desk: Desk, series: SeriesId) -> None:
    await desk.act(_lose)
    await restart(desk, "00:00")
    form = (await desk.presses("Change …", (await desk.types("series", ANA)).ack, ANA, private=True)).form
    plan = (await desk.presses("Edit …", form, ANA)).form
    preview = (await desk.sends(plan, ANA, zone="Europe/Madrid")).form
    assert "Changed: " in (await desk.sends(preview, ANA)).text
    await desk.presses("Go on", (await desk.types("series", ANA)).ack, ANA, private=True)
    await passes(desk, "09:00")
    assert (await desk.meeting()).opened == at("09:00")


async def test_home_and_list_stand_before_anybody_has_noticed(desk: Desk, series: SeriesId) -> None:
    await desk.act(_lose)
    assert "Something went wrong" not in (await desk.types("series", ANA)).text
    assert await desk.home(BEN)


async def test_a_meeting_of_a_person_whose_zone_nobody_knows_opens_and_is_drawn(desk: Desk) -> None:
    desk.slack.people["U0MARS"] = {"profile": {"display_name": "Mars"}, "tz": "Mars/Base"}
    await desk.types('start "Guild"', "U0MARS")  # type: ignore[arg-type]
    assert labels(await desk.board())
    assert (await desk.types("every", "U0MARS")).form  # type: ignore[arg-type]


def _lose(unit: Unit) -> None:
    lose_the_zone(unit)


@pytest.mark.at_once
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_second_try_to_open_waits_for_who_pauses_the_series(desk: Desk, series: SeriesId, database_url: str) -> None:
    new = NewMeeting(GUILD, "Longer", ANA, "Europe/Madrid", settle(Wishes()))
    await passes(desk, "08:50")
    await desk.act(actions.open_meeting, new=new)
    await passes(desk, "09:00")
    await desk.cancels()
    desk.clock.instant = at("09:01")
    held, goes_on = threading.Event(), threading.Event()

    def pause(unit: Unit) -> None:
        recurring.lock_series(unit, series)
        held.set()
        assert goes_on.wait(30)
        recurring.pause_series(unit, series=series, person=ANA)

    with psycopg.connect(database_url, autocommit=True) as raw:
        pausing = asyncio.create_task(desk.act(pause))
        await until(held.is_set)
        ringing = asyncio.create_task(desk.tick.run())
        await until(lambda: ringing.done() or raw.execute(LOCKS_WAITED_FOR).fetchone() != (0,))
        goes_on.set()
        await asyncio.gather(pausing, ringing)
    found = await announced(desk, series)
    assert (found.meeting, found.called_off) == (None, CalledOff.PAUSED)


async def test_what_has_opened_is_not_called_off_by_who_looked_before(desk: Desk, series: SeriesId) -> None:
    await passes(desk, "09:00")
    opened = await announced(desk, series)

    def pause(unit: Unit, occurrence: OccurrenceId) -> None:
        call_off(unit, SERIES, occurrence, CalledOff.PAUSED, ANA)

    await desk.act(pause, occurrence=opened.id)
    assert (await announced(desk, series)).called_off is None
    assert CALLED_OFF.name not in await screens(desk)
