"""A request that Slack sends again after its key was forgotten: what gives, gives once; what says, is not said again."""

from datetime import timedelta

import pytest

from bot.store.requests import purge_requests
from tests.features.lean_coffee.desk import Desk
from tests.features.lean_coffee.recurring import ANNOUNCEMENT
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, GUILD
from tests.features.lean_coffee.test_listeners_series import announced, saved
from tests.features.lean_coffee.test_listeners_topics import waiting


async def forget(desk: Desk) -> None:
    await desk.store.write(purge_requests, desk.workspace, None, desk.real.now() + timedelta(days=2))


async def test_topic__typed_and_sent_again_days_later_is_there_once(desk: Desk) -> None:
    for _ in range(2):
        await desk.command(BEN, "/coffee topic Flaky tests", GUILD, trigger_id="once")
        await forget(desk)
    assert [topic.title for topic in await waiting(desk)] == ["Flaky tests"]
    await desk.command(BEN, "/coffee topic Flaky tests", GUILD, trigger_id="another")
    assert len(await waiting(desk)) == 2


@pytest.mark.parametrize("anonymous", [(), ("anonymous",)])
async def test_topic_form__sent_again_days_later_proposes_once(desk: Desk, anonymous: tuple[str, ...]) -> None:
    form = (await desk.types("topic", BEN)).form
    for _ in range(2):
        answers = {"title": "Flaky tests", "anonymous": list(anonymous)}
        await desk.submit(BEN, form, answers, trigger_id="once")
        await forget(desk)
    assert len(await waiting(desk)) == 1


async def test_suggest__its_form_sent_again_days_later_proposes_once(desk: Desk) -> None:
    form = (await desk.suggests("Flaky tests")).form
    for _ in range(2):
        await desk.submit(BEN, form, {}, trigger_id="once")
        await forget(desk)
    assert len(await waiting(desk)) == 1


async def test_edit__sent_again_does_not_bring_old_words_back(desk: Desk) -> None:
    await desk.types("topic Flaky tests", BEN)
    form = (await desk.presses("Edit", (await desk.types("mine", BEN)).form)).form
    await desk.submit(BEN, form, {"title": "Flaky tests again"}, trigger_id="first")
    await desk.submit(BEN, form, {"title": "Who owns the tests?"}, trigger_id="second")
    await forget(desk)
    await desk.submit(BEN, form, {"title": "Flaky tests again"}, trigger_id="first")
    assert [topic.title for topic in await waiting(desk)] == ["Who owns the tests?"]


async def test_takeaway__sent_again_days_later_is_taken_once(desk: Desk) -> None:
    form = (await desk.presses("Takeaway", await desk.talks("Flaky tests"))).form
    for _ in range(2):
        await desk.submit(BEN, form, {"takeaway": "Ask Ops"}, trigger_id="once")
        await forget(desk)
    assert [each.text for each in (await desk.meeting()).takeaways] == ["Ask Ops"]


async def test_start__sent_again_when_the_meeting_is_over_opens_no_other(desk: Desk) -> None:
    await desk.command(ANA, '/coffee start "Guild"', GUILD, trigger_id="once")
    first = await desk.meeting()
    await desk.cancels()
    await forget(desk)
    await desk.command(ANA, '/coffee start "Guild"', GUILD, trigger_id="once")
    after = await desk.meeting()
    assert (after.id, after.closed is not None) == (first.id, True)


async def test_check_in__sent_again_brings_nobody_back_who_has_left(desk: Desk) -> None:
    board = await desk.opens(here=())
    await desk.presses("I'm here", board, BEN, trigger="once")
    await desk.presses("I have to leave", await desk.board(), BEN)
    await forget(desk)
    await desk.presses("I'm here", await desk.board(), BEN, trigger="once")
    assert BEN not in (await desk.meeting()).here


async def test_leave__sent_again_sends_nobody_away_who_came_back(desk: Desk) -> None:
    board = await desk.opens(here=(BEN,))
    await desk.presses("I have to leave", board, BEN, trigger="once")
    await desk.presses("I'm here", await desk.board(), BEN)
    await forget(desk)
    await desk.presses("I have to leave", await desk.board(), BEN, trigger="once")
    assert BEN in (await desk.meeting()).here


async def test_coming__sent_again_does_not_take_itself_back(desk: Desk) -> None:
    occurrence = await announced(desk)
    for _ in range(2):
        told = await desk.presses("I'm coming", await desk.shows(ANNOUNCEMENT, occurrence), CHLOE, trigger="once")
        await forget(desk)
    assert told.nothing
    assert "Coming (1): Chloé" in str((await desk.shows(ANNOUNCEMENT, occurrence)).blocks)


async def test_save_plan__sent_again_saves_no_second_series(desk: Desk) -> None:
    await saved(desk)
    preview = (await desk.types("every friday at 10")).ack
    for _ in range(2):
        await desk.presses("Save", preview, ANA, trigger="once")
        await forget(desk)
    listed = await desk.types("series")
    assert listed.text.count("Every") == 2


async def test_pause__sent_again_does_not_pause_what_goes_on(desk: Desk) -> None:
    await saved(desk)
    listed = (await desk.types("series")).ack
    await desk.presses("Pause", listed, ANA, trigger="once")
    await desk.presses("Go on", (await desk.types("series")).ack, ANA)
    await forget(desk)
    await desk.presses("Pause", listed, ANA, trigger="once")
    assert "_paused_" not in (await desk.types("series")).text
