"""The Product Goal, experiments, shares and proposals, by command, button and form."""

from datetime import timedelta

from bot.core.ids import ChannelId
from bot.features.refinement.kinds import SHARE_DAILY
from bot.features.refinement.rules.items import ItemState
from bot.features.refinement.store import goals as store
from tests.features.desk import ANA, BEN, CHLOE, Desk, text_of, value_of
from tests.features.refinement.forecast.scene import GUILD, TODAY, done_on, has_items, item, weekdays_before
from tests.features.refinement.scene import london

GOAL = "New customers ship their first order within a day"
SET, PROPOSE, ACCEPT, DECLINE, STOP = (
    f"refinement:{verb}" for verb in ("set_goal", "propose", "accept", "decline", "stop_sharing")
)
SHARE, PROPOSAL, ANSWER = "refinement:share", "refinement:proposal", "refinement:proposal_answer"


async def stands(desk: Desk) -> str:
    goal = await desk.store.read(store.goal, desk.workspace, GUILD)
    return goal.text if goal else ""


async def test_one_product_goal_stands_at_a_time_and_what_became_of_the_others_stays(desk: Desk) -> None:
    assert "nobody is named yet" in (await desk.command(BEN, f"/refine goal {GOAL}")).text
    await desk.command(ANA, "/refine po <@U0BEN|ben>")
    none = (await desk.command(ANA, "/refine goal")).text
    assert "No Product Goal is set. The Product Owner sets it" in none
    assert none.endswith("Set the Product Goal")
    refused = (await desk.command(ANA, "/refine goal My own")).text
    assert "Only <@U0BEN> (Product Owner) or an admin can set the Product Goal." in refused
    told = await desk.command(BEN, f"/refine goal {GOAL}")
    assert f"*{GOAL}*\nSince 1 December 2026, set by u0ben." in told.text

    form = (await desk.command(BEN, "/refine goal Customers come back")).form
    assert form["blocks"][0]["element"]["initial_value"] == "Customers come back"
    unsaid = await desk.submit(BEN, form)
    assert "say whether the one that stands is fulfilled or abandoned" in unsaid.errors["before"]
    assert await stands(desk) == GOAL
    answers = {"before": "fulfilled", "vision": "Nobody waits", "strategy": "Fewer clicks"}
    saved = text_of((await desk.submit(BEN, form, answers)).form)
    assert "*Customers come back*" in saved
    assert f"Fulfilled on 1 December 2026: {GOAL}" in saved
    assert "*Vision*  Nobody waits" in saved
    assert "*Strategy*  Fewer clicks" in saved
    stale = await desk.submit(BEN, form, answers | {"goal": "A third"})
    assert "Another Product Goal stands meanwhile: “Customers come back”" in stale.notice

    shown = await desk.command(CHLOE, "/refine goal")
    assert "Only <@U0BEN>" in (await desk.click(CHLOE, SET, value_of(shown.message, SET))).text
    form = (await desk.click(BEN, SET, value_of(shown.message, SET))).form
    reworded = await desk.submit(BEN, form, {"goal": "Customers come back within a month", "before": "reworded"})
    assert text_of(reworded.form).count("on 1 December 2026: ") == 1
    form = (await desk.click(BEN, SET, "C0GUILD")).form
    over = text_of((await desk.submit(BEN, form, {"goal": "", "before": "abandoned"})).form)
    assert "Abandoned on 1 December 2026: Customers come back within a month" in over
    assert await stands(desk) == ""
    desk.slack.people["U0CHLOE"] = {"is_admin": True}
    await desk.command(CHLOE, "/refine goal By an admin")
    assert await stands(desk) == "By an admin"
    gone = await desk.submit(BEN, form, {"goal": "", "before": "abandoned"})
    assert "Another Product Goal stands meanwhile" in gone.notice


async def test_an_item_is_made_an_experiment_and_its_result_is_written_down(desk: Desk) -> None:
    await has_items(desk, item(17, title="Save a card"))
    assert "number" in (await desk.command(ANA, "/refine experiment")).text
    form = (await desk.command(ANA, "/refine experiment 17")).form
    empty = await desk.submit(ANA, form, {"day": "someday"})
    assert empty.errors.keys() == {"hypothesis", "measure", "day"}
    assert "choose one" in empty.errors["day"]
    answers = {"hypothesis": "A saved card brings buyers back", "measure": "orders", "day": "2026-12-24"}
    told = text_of((await desk.submit(ANA, form, answers)).form)
    assert "🧪 *#17 Save a card*\nA saved card brings buyers back\nMeasured by orders, on 24 December 2026." in told
    await desk.command(ANA, "/refine po <@U0BEN|ben>")
    desk.clock.instant = london("2026-12-24 09:00")
    await desk.tick.run()
    asked = await desk.the("refinement:experiment")
    assert asked.place == BEN
    assert "The experiment #17 Save a card ends on Thu 24 Dec: what came out?" in asked.text
    later = (await desk.click(BEN, "refinement:experiment_result", asked.value("refinement:experiment_result"))).form
    await desk.submit(BEN, later, {"day": "2026-12-26"})
    assert "is looked at on 26 December 2026 now." in (await desk.the("refinement:experiment")).text
    desk.clock.instant = london("2026-12-25 09:00")
    await desk.tick.run()
    once_more = [one for one in await desk.shown("refinement:experiment") if "what came out?" in one.text]
    assert len(once_more) == 1, "the 26th is a Saturday, so it is asked for on the working day before"
    again = (await desk.command(BEN, "/refine experiment 17")).form
    told = text_of((await desk.submit(BEN, again, {"result": "7 % more"})).form)
    assert "*Result*  7 % more" in told
    assert "has its result" in (await desk.shown("refinement:experiment"))[-1].text
    assert "*Result*  7 % more" in (await desk.command(ANA, "/refine goal")).text


async def test_an_experiment_whose_day_is_over_already_is_asked_about_at_once_and_only_once(desk: Desk) -> None:
    await has_items(desk, item(17, title="Save a card"))
    answers = {"hypothesis": "A saved card brings buyers back", "measure": "orders", "day": "2025-12-24"}
    for _ in range(2):
        await desk.submit(ANA, (await desk.command(ANA, "/refine experiment 17")).form, answers)
        await desk.tick.run()
    asked = await desk.the("refinement:experiment")
    assert asked.place == ANA
    assert "The experiment #17 Save a card ends on" in asked.text


async def test_where_the_bot_is_not_in_the_channel_that_was_named_it_says_which_one(desk: Desk) -> None:
    await has_items(desk, item(1))
    await desk.command(ANA, "/refine po <@U0BEN|ben>")
    desk.loses("C0STAKE")
    assert (
        "I am not in <#C0STAKE>. Type `/invite @Cortado` there"
        in (await desk.command(BEN, "/refine share <#C0STAKE|stake>")).text
    )


async def test_a_share_shows_order_goal_and_forecast_elsewhere_and_is_kept_up_to_date(desk: Desk) -> None:
    ready = [item(n, ItemState.READY, title=f"Story {n}", size="5") for n in (1, 2)]
    await has_items(desk, *done_on(weekdays_before(TODAY, 12)), *ready, item(3, title="Pay by invoice"))
    await desk.command(ANA, "/refine po <@U0BEN|ben>")
    await desk.command(BEN, f"/refine goal {GOAL}")
    assert (
        "Only <@U0BEN> (Product Owner) or an admin can order what is refined next, share it, and decide on proposals."
        in (await desk.command(ANA, "/refine share <#C0STAKE>")).text
    )
    assert "the team's own channel" in (await desk.command(BEN, "/refine share <#C0GUILD>")).text
    told = await desk.command(BEN, "/refine share <#C0STAKE|stake>")
    assert "Shared in <#C0STAKE>, and kept up to date there." in told.text
    shown = await desk.the(SHARE)
    wanted, tomorrow = await desk.wanted(SHARE, shown.subject), await desk.rings_at(SHARE_DAILY, shown.subject)
    assert tomorrow == desk.clock.now() + timedelta(days=1)
    now, desk.clock.instant = desk.clock.now(), tomorrow
    await desk.tick.run()
    assert await desk.wanted(SHARE, shown.subject) > wanted
    assert await desk.rings_at(SHARE_DAILY, shown.subject) == tomorrow + timedelta(days=1)
    desk.clock.instant = now
    assert shown.place == "C0STAKE"
    assert "🧭 What #guild refines next" in shown.text
    assert f"Product Goal: {GOAL}" in shown.text
    assert "1. *Story 1*  ·  5  ·  ready ✓\n2. *Story 2*  ·  5  ·  ready ✓\n3. *Pay by invoice*" in shown.text
    assert "📈 All 3 items that stand here: 85 % by 3 December 2026. A forecast, not a commitment." in shown.text
    (chart,) = (block for block in shown.payload["blocks"] if block["type"] == "data_visualization")
    assert (chart["title"], chart["chart"]["series"][0]["data"]) == (
        "How 10,000 draws came out, week by week",
        [{"label": "Mon 30 Nov", "value": 100}],
    )
    assert shown.buttons == [PROPOSE]
    for number in range(2, 11):
        assert "Shared in" in (await desk.command(BEN, f"/refine share <#C{number:03}>")).text
    assert "A queue is shared in at most 10 channels." in (await desk.command(BEN, "/refine share <#C011>")).text
    assert "Shared in <#C0STAKE>" in (await desk.command(BEN, "/refine share <#C0STAKE>")).text
    for one in (await desk.shown(SHARE))[1:]:
        await desk.click(BEN, STOP, one.subject)
    await desk.command(ANA, "/refine add Refund in part")
    assert "4. *Refund in part*" in (await desk.the(SHARE)).text
    desk.clock.advance(timedelta(days=1, minutes=1))
    await desk.tick.run()
    assert "85 % by 7 December 2026" in (await desk.the(SHARE)).text

    form = (await desk.command(BEN, "/refine share")).form
    assert "Shared in <#C0STAKE>" in text_of(form)
    again = await desk.submit(BEN, form, {"channel": "C0BOARD"})
    assert "Shared in <#C0BOARD>" in text_of(again.form)
    assert [one.place for one in await desk.shown(SHARE)] == ["C0STAKE", "C0BOARD"]
    stopped = await desk.click(BEN, STOP, value_of({"blocks": form["blocks"]}, STOP), view="refinement:share", private="C0GUILD")
    assert "It is no longer shared there." in stopped.text
    assert [one.place for one in await desk.shown(SHARE)] == ["C0BOARD"]
    assert "It is no longer shared here." in (await desk.click(BEN, STOP, "none")).text


async def test_a_stakeholder_proposes_and_the_product_owner_accepts_or_declines_once(desk: Desk) -> None:
    await desk.command(ANA, "/refine po <@U0BEN|ben>")
    await desk.command(BEN, "/refine share <#C0STAKE|stake>")
    share = (await desk.the(SHARE)).value(PROPOSE)
    for title in ("Pay by invoice", "Pay by cheque"):
        form = (await desk.click(CHLOE, PROPOSE, share)).form
        told = await desk.submit(CHLOE, form, {"title": title, "why": "bookkeepers ask"})
        assert "Sent to <@U0BEN>, who decides." in text_of(told.form)
    first, second = await desk.shown(PROPOSAL)
    assert first.place == "U0BEN"
    assert "u0chloe proposes for <#C0GUILD>: *Pay by invoice*" in first.text
    assert "Only <@U0BEN>" in (await desk.click(ANA, ACCEPT, first.value(ACCEPT))).text
    assert (await desk.click(BEN, ACCEPT, first.value(ACCEPT))).nothing
    assert "It is #1" not in (await desk.command(BEN, "/refine queue")).text
    assert "Pay by invoice" in (await desk.command(BEN, "/refine queue")).text
    assert "was accepted before: it is #1." in (await desk.click(BEN, ACCEPT, first.value(ACCEPT))).text
    form = (await desk.click(BEN, DECLINE, second.value(DECLINE))).form
    await desk.submit(BEN, form, {"reason": "Nobody pays by cheque"})
    assert "declined before" in (await desk.click(BEN, DECLINE, second.value(DECLINE))).text
    assert [one.buttons for one in await desk.shown(PROPOSAL)] == [[], []]
    taken, refused = await desk.shown(ANSWER)
    assert taken.place == refused.place == "U0CHLOE"
    assert "u0ben took up your proposal for <#C0GUILD>: “Pay by invoice” is #1 now." in taken.text
    assert "“Pay by cheque”. Reason: Nobody pays by cheque" in refused.text
    assert "no such proposal" in (await desk.click(BEN, ACCEPT, "none")).text


async def test_a_share_without_enough_done_says_what_a_forecast_needs(desk: Desk) -> None:
    await has_items(desk, *done_on(weekdays_before(TODAY, 1)), item(1))
    await desk.command(ANA, "/refine po <@U0BEN|ben>")
    await desk.command(BEN, "/refine share <#C0STAKE|stake>")
    assert "📈 No forecast yet: 5 items were done in the last 12 weeks, and it needs 10." in (await desk.the(SHARE)).text
    await has_items(desk, *(item(n) for n in range(2, 40)))
    assert "20 of 39." in (await desk.the(SHARE)).text
    assert ChannelId("C0STAKE") == (await desk.the(SHARE)).place
