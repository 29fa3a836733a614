"""Requests about reminders that Slack sends again after their keys were forgotten."""

from datetime import timedelta

import pytest

from bot.store.requests import purge_requests
from bot.teams import store as teams
from bot.teams.people import Accountability
from tests.features.desk import ANA, BEN, CHLOE, Desk, options_of, value_of
from tests.features.lean_coffee.scene import GUILD
from tests.features.refinement.scene import ABSENT, CARD, LATE, MORE, SAVE, plan, preview, reminders


async def forget(desk: Desk) -> None:
    await desk.store.write(purge_requests, desk.workspace, None, desk.real.now() + timedelta(days=2))


@pytest.mark.parametrize("action", [LATE, ABSENT])
async def test_an_answer_to_a_card_is_not_taken_back(desk: Desk, action: str) -> None:
    await plan(desk, "/refine remind tomorrow at 10:00")
    await desk.tick.run()
    value = (await desk.the(CARD)).value(action)
    for _ in range(2):
        await desk.click(BEN, action, value, trigger_id="once")
        await forget(desk)
    assert "Silence means coming." not in (await desk.the(CARD)).text


async def test_a_reminder_is_saved_once(desk: Desk) -> None:
    value = value_of((await preview(desk)).message, SAVE)
    for _ in range(2):
        await desk.click(ANA, SAVE, value, trigger_id="once")
        await forget(desk)
    assert len(await reminders(desk)) == 1


async def test_a_pause_of_then_does_not_pause_what_goes_on(desk: Desk) -> None:
    await plan(desk)
    listed = await desk.command(ANA, "/refine reminders")
    pause = options_of(listed.message, MORE)[0]["Pause"]
    await desk.click(ANA, MORE, pause, trigger_id="once")
    paused = await desk.command(ANA, "/refine reminders")
    await desk.click(ANA, MORE, options_of(paused.message, MORE)[0]["Go on"])
    await forget(desk)
    await desk.click(ANA, MORE, pause, trigger_id="once")
    assert "_paused_" not in (await desk.command(ANA, "/refine reminders")).text


async def test_the_product_owner_of_then_is_not_named_again(desk: Desk) -> None:
    await desk.command(ANA, "/refine po <@U0BEN>", trigger_id="once")
    await desk.command(BEN, "/refine po <@U0CHLOE>")
    await forget(desk)
    await desk.command(ANA, "/refine po <@U0BEN>", trigger_id="once")
    assert await desk.store.read(teams.holder, desk.workspace, GUILD, Accountability.PRODUCT_OWNER) == CHLOE
