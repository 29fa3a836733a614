"""Each quarter that brought new minutes, who keeps them is offered to take their ledger along: once, in their daytime."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.seu.rules.offers import later, next_offer
from tests.features.desk import BEN, CHLOE, Desk, text_of
from tests.features.seu.scene import HOUR, SESSION, SIX, hold

ZONES = st.sampled_from(["UTC", "Europe/Madrid", "America/Toronto", "Australia/Lord_Howe", "Pacific/Kiritimati", "No/Where"])
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2036, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))


@given(MOMENTS, ZONES)
def test_the_next_offer_is_at_ten_on_the_first_working_day_of_the_next_quarter(now: datetime, zone: str) -> None:
    at = next_offer(now, zone)
    assert now < at <= now + timedelta(days=95)
    here = at.astimezone(ZoneInfo("UTC" if zone == "No/Where" else zone))
    assert (here.hour, here.minute, here.month % 3) == (10, 0, 1)
    assert here.weekday() < 5
    assert here.day <= 3
    assert next_offer(at - timedelta(seconds=1), zone) == at


@given(MOMENTS, ZONES)
def test_an_offer_that_comes_late_waits_for_the_daytime(now: datetime, zone: str) -> None:
    at = later(now, zone)
    here = (at or now).astimezone(ZoneInfo("UTC" if zone == "No/Where" else zone))
    assert here.hour in range(9, 18)
    assert here.weekday() < 5
    assert at is None or now < at <= now + timedelta(days=4)


def test_an_offer_of_a_night_is_made_that_morning() -> None:
    assert later(datetime(2026, 4, 1, 3, tzinfo=UTC), "UTC") == datetime(2026, 4, 1, 10, tzinfo=UTC)
    assert later(datetime(2026, 4, 3, 20, tzinfo=UTC), "UTC") == datetime(2026, 4, 6, 10, tzinfo=UTC)
    assert later(datetime(2026, 4, 1, 11, tzinfo=UTC), "UTC") is None


@pytest.fixture
async def kept(desk: Desk) -> Desk:
    await desk.command(BEN, "/seu")
    await desk.click(BEN, "seu:keep", "ledger")
    await hold(desk, {BEN: [(0, 60)], CHLOE: [(0, 60)]})
    return desk


async def come(desk: Desk, month: int, day: int, hour: int = 10, year: int = 2027) -> list[str]:
    desk.clock.instant = datetime(year, month, day, hour, tzinfo=UTC)
    await desk.tick.run()
    return [one.place for one in await desk.shown("seu:take_along")]


async def test_who_keeps_minutes_is_offered_them_once_a_quarter_if_there_are_new_ones(kept: Desk) -> None:
    assert await come(kept, 1, 1, 9) == []
    assert await come(kept, 1, 1) == [BEN]
    message = await kept.the("seu:take_along")
    assert "Your ledger has new minutes." in message.text
    form = (await kept.click(BEN, "seu:export", message.value("seu:export"))).form
    assert form["blocks"][0]["element"]["initial_option"]["value"] == "json"
    made = kept.real.instant
    assert await come(kept, 4, 1) == [BEN]
    assert kept.real.instant == made
    again = replace(SESSION, id="s2", began=SIX + 120 * 24 * HOUR, ended=SIX + 120 * 24 * HOUR + HOUR)
    await hold(kept, {BEN: [(0, 60)]}, again)
    assert "minutes" in (await kept.the("seu:take_along")).text
    assert await come(kept, 7, 1) == [BEN]


async def test_an_offer_can_be_switched_off_and_on_in_the_message_and_in_the_form(kept: Desk) -> None:
    await come(kept, 1, 1)
    await kept.click(BEN, "seu:offers_off", "message")
    assert "I do not offer you your ledger as a file any more." in (await kept.the("seu:take_along")).text
    form = (await kept.command(BEN, "/seu export")).form
    assert "I do not offer you this file by myself." in text_of(form)
    told = await kept.click(BEN, "seu:offers_on", "form", view="seu:export")
    assert "Each quarter that brought new minutes" in text_of(told.form)
    assert "Take it along?" in (await kept.the("seu:take_along")).text


async def test_who_switched_it_off_is_not_offered_anything_however_much_is_new(kept: Desk) -> None:
    await kept.click(BEN, "seu:offers_off", "form", view="seu:export")
    again = replace(SESSION, id="s2", began=SIX + 24 * HOUR, ended=SIX + 25 * HOUR)
    await hold(kept, {BEN: [(0, 60)]}, again)
    assert await come(kept, 1, 1) == []


async def test_an_outage_at_night_leaves_the_offer_for_the_day(kept: Desk) -> None:
    assert await come(kept, 1, 4, 2) == []
    assert await come(kept, 1, 4, 10) == [BEN]
