"""A daily series announces tomorrow's meeting when today's has closed, however it closes, on both engines."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.core.ids import SeriesId
from bot.delivery.tables import MessageRow
from bot.features.lean_coffee.alarms import after_outage
from bot.features.lean_coffee.rules.settings import settle
from bot.features.lean_coffee.rules.values import Settings, Wishes
from bot.meetings import course
from bot.meetings.rules.values import Closing, NewMeeting
from bot.schedule.heartbeat import Outage
from bot.schedule.recurrence import Recurrence
from bot.series import store as series_store
from bot.store.base import in_workspace
from bot.store.unit import Read
from tests.fakes.passing import move_to, pass_until
from tests.features.lean_coffee import recurring
from tests.features.lean_coffee import verbs as actions
from tests.features.lean_coffee.desk import Desk
from tests.features.lean_coffee.recurring import ANNOUNCEMENT
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, GUILD, TEN, minutes

DAILY = Recurrence("FREQ=DAILY", datetime(2026, 12, 1, 12), "Europe/Madrid")
FIRST = TEN + timedelta(hours=1)
A_DAY = timedelta(days=1)
_ANNOUNCED = (
    select(MessageRow.subject)
    .where(MessageRow.workspace == in_workspace(), MessageRow.screen == ANNOUNCEMENT.name, MessageRow.state == "live")
    .order_by(MessageRow.made)
)


def announced(read: Read) -> list[datetime]:
    found = [series_store.occurrence_named(read, row.subject) for row in read.rows(_ANNOUNCED)]
    return [one.starts for one in found if one is not None]


@pytest.fixture
async def series(desk: Desk) -> SeriesId:
    """Return a daily series of Ana's whose first meeting is open, with Ben and Chloé there."""
    named: dict[str, Any] = {"channel": GUILD, "host": ANA, "title": "Guild", "settings": Settings(), "recurrence": DAILY}
    saved: SeriesId = await desk.act(recurring.save_series, **named)
    await desk.types("topic one", BEN)
    await pass_until(desk, FIRST)
    for person in (BEN, CHLOE):
        await desk.presses("I'm here", await desk.board(), person)
    assert await desk.read(announced) == [FIRST]
    return saved


async def tells_of_tomorrow_below_the_end(desk: Desk) -> None:
    await desk.tick.run()
    assert await desk.read(announced) == [FIRST, FIRST + A_DAY]
    board, announcement = [one for one in await desk.shown() if one.place == GUILD][-2:]
    assert (board.screen, announcement.screen) == ("lean_coffee:board", ANNOUNCEMENT.name)


@pytest.mark.usefixtures("series")
async def test_tomorrow_is_announced_once_today_is_closed(desk: Desk) -> None:
    await pass_until(desk, FIRST + minutes(3))
    await desk.gives_dots()
    await pass_until(desk, FIRST + minutes(44))
    assert await desk.read(announced) == [FIRST]
    await pass_until(desk, FIRST + minutes(50))
    assert (await desk.meeting()).how is Closing.DONE
    await tells_of_tomorrow_below_the_end(desk)


@pytest.mark.usefixtures("series")
async def test_tomorrow_is_announced_when_today_is_cancelled(desk: Desk) -> None:
    await desk.cancels()
    await desk.tick.run()
    assert await desk.read(announced) == [FIRST, FIRST + A_DAY]


async def test_tomorrow_is_announced_when_nobody_came_today(desk: Desk) -> None:
    named: dict[str, Any] = {"channel": GUILD, "host": ANA, "title": "Guild", "settings": Settings(), "recurrence": DAILY}
    await desk.act(recurring.save_series, **named)
    await pass_until(desk, FIRST + minutes(14))
    assert (await desk.meeting()).series is not None
    assert await desk.read(announced) == [FIRST]
    await pass_until(desk, FIRST + minutes(16))
    assert (await desk.meeting()).how is Closing.QUIET
    assert await desk.read(announced) == [FIRST, FIRST + A_DAY]


@pytest.mark.usefixtures("series")
async def test_tomorrow_is_announced_after_an_outage_that_took_today_s_end(desk: Desk) -> None:
    began = desk.clock.now() + minutes(1)
    move_to(desk, FIRST + timedelta(hours=3))
    await desk.act(after_outage, outage=Outage(began, desk.real.now()))
    assert (await desk.meeting()).how is Closing.AFTER_OUTAGE
    await tells_of_tomorrow_below_the_end(desk)


@pytest.mark.usefixtures("series")
async def test_tomorrow_is_announced_an_hour_later_where_the_end_of_today_woke_nobody(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course, "wake_announcements", lambda unit, kinds, series: None)
    await pass_until(desk, FIRST + minutes(59))
    assert await desk.read(announced) == [FIRST]
    await pass_until(desk, FIRST + minutes(60))
    assert await desk.read(announced) == [FIRST, FIRST + A_DAY]


async def test_tomorrow_is_not_announced_twice(desk: Desk, series: SeriesId) -> None:
    await pass_until(desk, FIRST + timedelta(hours=20))
    assert await desk.read(announced) == [FIRST, FIRST + A_DAY]
    await pass_until(desk, FIRST + A_DAY + timedelta(hours=2))
    assert await desk.read(announced) == [FIRST, FIRST + A_DAY, FIRST + 2 * A_DAY]
    assert series


async def test_what_waits_while_its_series_is_paused_is_announced_when_that_goes_on(desk: Desk, series: SeriesId) -> None:
    await desk.act(recurring.pause_series, series=series, person=ANA)
    await pass_until(desk, FIRST + timedelta(hours=2))
    assert await desk.read(announced) == [FIRST]
    await desk.act(recurring.resume_series, series=series, person=ANA)
    await desk.tick.run()
    assert await desk.read(announced) == [FIRST, FIRST + A_DAY]


@pytest.mark.parametrize("verb", [recurring.end_series, recurring.skip_next])
async def test_what_was_called_off_while_it_waited_is_never_announced(desk: Desk, series: SeriesId, verb: Any) -> None:
    more = {"starts": FIRST + A_DAY} if verb is recurring.skip_next else {}
    await desk.act(verb, series=series, person=ANA, **more)
    await pass_until(desk, FIRST + timedelta(hours=20))
    assert await desk.read(announced) == [FIRST]


async def test_a_meeting_that_waits_for_its_channel_is_waited_for(desk: Desk) -> None:
    named: dict[str, Any] = {"channel": GUILD, "host": ANA, "title": "Guild", "settings": Settings(), "recurrence": DAILY}
    await desk.act(recurring.save_series, **named)
    await pass_until(desk, FIRST - minutes(10))
    new = NewMeeting(GUILD, "Before", ANA, "Europe/Madrid", settle(Wishes(length=minutes(20))))
    await desk.act(actions.open_meeting, new=new)
    for person in (BEN, CHLOE):
        await desk.presses("I'm here", await desk.board(), person)
    await pass_until(desk, FIRST + minutes(5))
    assert await desk.read(announced) == [FIRST]
    await pass_until(desk, FIRST + minutes(20))
    assert (await desk.meeting()).title == "Guild"
    assert await desk.read(announced) == [FIRST]
    await pass_until(desk, FIRST + timedelta(hours=2))
    assert await desk.read(announced) == [FIRST, FIRST + A_DAY]
