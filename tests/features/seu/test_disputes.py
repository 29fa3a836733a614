"""A request to a host to mend a roster: it comes back once, is answered, or lapses; and is told at each end once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.seu.actions import disputes, settling
from bot.features.seu.rules.disputes import COMES_BACK, LAPSES, RosterRequest, Step, next_step
from bot.features.seu.rules.reminders import is_daytime
from bot.features.seu.rules.values import Session
from bot.store.requests import purge_requests
from tests.features.desk import ANA, BEN, CHLOE, Desk
from tests.features.seu.scene import HOUR, SESSION, SIX, hold, say

DAY = timedelta(days=1)
REQUEST, LEFT, LAPSED = "seu:roster_request", "seu:roster_left", "seu:roster_lapsed"
LEAVE = "seu:leave_roster"
ZONES = ("UTC", "Europe/Madrid", "Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati")


@pytest.fixture
async def asked(desk: Desk) -> Desk:
    """Ben, who was there from ten past on, asks Ana at seven in the evening to write down the whole hour. Both are in London."""
    for person in (ANA, BEN):
        await desk.command(person, "/seu help")
    await hold(desk, {BEN: [(10, 60)]})
    await desk.store.write(settling.keep, desk.workspace, None, person=BEN)
    await wishes(desk)
    return desk


async def wishes(desk: Desk, minutes: int = 60) -> None:
    wish = {"person": BEN, "session": "s1", "minutes": minutes, "reason": "I came at six"}
    await desk.store.write(disputes.ask_host_to_correct, desk.workspace, None, **wish)  # type: ignore[arg-type]  # by name


def later(name: str, began: datetime) -> Session:
    return replace(SESSION, id=name, began=began, ended=began + HOUR)


async def waits(desk: Desk, *, until: datetime) -> None:
    """Let time pass, an hour at a time."""
    while desk.clock.instant < until:
        desk.clock.advance(min(timedelta(hours=6), until - desk.clock.instant))
        await desk.tick.run()


async def bottoms(desk: Desk) -> int:
    """Return how many messages came after the request to the host was posted last."""
    screens = [one.screen for one in await desk.shown()]
    return len(screens) - 1 - screens.index(REQUEST)


async def test_a_request_that_lies_comes_back_once_after_three_days_by_day(asked: Desk) -> None:
    assert "not answered yet" not in (await asked.the(REQUEST)).text
    await hold(asked, {CHLOE: [(0, 60)]}, later("s2", SIX + DAY))
    assert await bottoms(asked) == 1
    await waits(asked, until=SIX + 3 * DAY)
    assert await bottoms(asked) == 1
    await waits(asked, until=SIX + 4 * DAY)
    assert await bottoms(asked) == 0
    again = (await asked.the(REQUEST)).text
    assert "Asked on 1 December 2026, and not answered yet." in again
    assert "Without an answer nothing changes, and u0ben hears so on 15 December 2026." in again
    await hold(asked, {CHLOE: [(0, 60)]}, later("s3", SIX + 4 * DAY))
    await waits(asked, until=SIX + 14 * DAY - timedelta(hours=1))
    assert await bottoms(asked) == 1


async def test_after_fourteen_days_it_lapses_and_the_person_is_told(asked: Desk) -> None:
    await waits(asked, until=SIX + 16 * DAY)
    assert await asked.shown(REQUEST) == []
    told = await asked.the(LAPSED)
    assert told.place == BEN
    assert "u0ana has not answered your request to correct the roster of “Platform guild”" in told.text
    form = (await asked.click(BEN, "seu:add", told.value("seu:add"))).form
    assert "Your ledger is a good-faith log" in str(form)
    await wishes(asked)
    assert len(await asked.shown(REQUEST)) == 1
    assert await asked.tick.next_due() is not None


async def test_who_is_answered_hears_nothing_of_a_lapse(asked: Desk) -> None:
    await say(asked, BEN, 60, "he was there")
    assert await asked.shown(REQUEST) == []
    await waits(asked, until=SIX + 16 * DAY)
    assert [one.screen for one in await asked.shown() if one.screen in (REQUEST, LEFT, LAPSED)] == []
    assert len(await asked.shown("seu:correction")) == 1


async def test_a_host_leaves_the_roster_as_it_is_and_the_person_hears_so_once(asked: Desk) -> None:
    request = await asked.the(REQUEST)
    assert "Leave the roster as it is?" in str(request.payload)
    for _ in range(2):
        assert (await asked.click(ANA, LEAVE, request.value(LEAVE), trigger_id="once")).nothing
    assert await asked.shown(REQUEST) == []
    told = await asked.the(LEFT)
    assert told.place == BEN
    assert "u0ana leaves the roster of “Platform guild”, Lean Coffee, 1 December 2026 as it is." in told.text
    assert "has been answered already" in (await asked.click(ANA, LEAVE, request.value(LEAVE))).text
    await waits(asked, until=SIX + 16 * DAY)
    assert await asked.shown(LAPSED) == []


async def test_only_the_host_leaves_it(asked: Desk) -> None:
    for person in (BEN, CHLOE):
        assert "Only the host of this meeting, <@U0ANA>, can do this." in (await asked.click(person, LEAVE, "s1/U0BEN")).text
    assert "has been answered already" in (await asked.click(ANA, LEAVE, "s9/U0BEN")).text
    assert len(await asked.shown(REQUEST)) == 1


async def test_an_answer_that_is_delivered_again_much_later_answers_no_other_request(asked: Desk) -> None:
    await asked.click(ANA, LEAVE, "s1/U0BEN", trigger_id="first")
    while await asked.store.write(purge_requests, asked.workspace, None, asked.real.now() + 2 * DAY):
        pass
    await wishes(asked)
    await asked.click(ANA, LEAVE, "s1/U0BEN", trigger_id="first")
    assert len(await asked.shown(REQUEST)) == 1


async def test_after_a_long_outage_it_comes_back_before_it_lapses(asked: Desk) -> None:
    asked.clock.instant = SIX + 30 * DAY - timedelta(hours=6)
    await asked.tick.run()
    assert "not answered yet" in (await asked.the(REQUEST)).text
    assert await asked.shown(LAPSED) == []
    await waits(asked, until=SIX + 34 * DAY)
    assert await asked.shown(REQUEST) == []
    assert len(await asked.shown(LAPSED)) == 1


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1)),
    st.timedeltas(timedelta(), timedelta(days=40)),
    st.sampled_from(ZONES),
    st.sampled_from(ZONES),
)
def test_both_steps_are_by_day_and_never_early(asked_at: datetime, later: timedelta, host: str, person: str) -> None:
    moment = asked_at.replace(tzinfo=UTC)
    request = RosterRequest("s1", BEN, 60, "", moment)
    step, due = next_step(request, host_zone=host, person_zone=person, at=moment + later)
    assert step is Step.COME_BACK
    assert is_daytime(host, due)
    assert due >= max(moment + COMES_BACK, moment + later)
    assert due - max(moment + COMES_BACK, moment + later) <= timedelta(hours=14)
    request = RosterRequest("s1", BEN, 60, "", moment, returned=due)
    step, end = next_step(request, host_zone=host, person_zone=person, at=due)
    assert step is Step.LAPSE
    assert is_daytime(person, end)
    assert end >= max(moment + LAPSES, due + COMES_BACK)
