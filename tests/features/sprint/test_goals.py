"""Sprint Goals, what cards carry, what stands on the Home, and what other words do; on one engine but for what is written."""

from datetime import date

from bot.action_items.actions import note, note_by_hand
from bot.action_items.rules.values import About
from bot.core.ids import ChannelId
from bot.house.features import ROOMS_AND_FEATURES
from bot.house.home import draw_home
from bot.house.own_events import follow_channel
from bot.slack.surfaces import Home
from bot.store.unit import Unit
from bot.teams.away_store import add_away
from bot.teams.day_range import DayRange
from bot.teams.team import Team
from bot.words.words import words_for
from tests.fakes.payloads import render_home
from tests.features.desk import ANA, BEN, CHLOE, Desk, text_of, value_of
from tests.features.refinement.scene import CARD as REMINDER_CARD
from tests.features.refinement.scene import SAVE as SAVE_REMINDER
from tests.features.refinement.scene import at, plan, wanted
from tests.features.sprint.scene import CARD, GUILD, OUTCOME, set_up, team_is


async def test_a_goal_stands_on_every_card_and_what_became_of_it_is_asked_once(desk: Desk) -> None:
    await at(desk, "2026-11-30 10:00")
    await set_up(desk)
    await desk.tick.run()
    assert "Sprint Goal" not in (await desk.the(CARD)).text
    assert "Sprint Goal of Sprint 12: Save a card" in (await desk.command(BEN, "/sprint goal Save a card")).text
    assert "*Sprint Goal*  Save a card" in (await desk.the(CARD)).text
    form = (await desk.command(BEN, "/sprint goal")).form
    assert "Sprint 12 is a success if" in text_of(form)
    assert "Save two cards" in (await desk.submit(BEN, form, {"goal": "Save two cards"})).text
    assert "Say what the Sprint is for" in str((await desk.submit(BEN, form, {"goal": " "})).ack)
    assert "at most 500 fit" in (await desk.command(BEN, f"/sprint goal {'x' * 501}")).text
    await team_is(desk, Team(GUILD, product_owner=ANA, developers=frozenset({BEN})))
    refused = await desk.command(CHLOE, "/sprint goal Rewrite it all")
    assert f"The Sprint Goal is the team's: <@{ANA}>, <@{BEN}> or an admin can write it." in refused.text
    assert "Sprint 12, day" not in refused.text

    await at(desk, "2026-12-14 15:59")
    assert await desk.shown(OUTCOME) == []
    await at(desk, "2026-12-14 16:00")
    asked = await desk.the(OUTCOME)
    assert "Sprint 12 ends. Was its Sprint Goal met? Save two cards" in asked.text
    assert "can write it" in (await desk.click(CHLOE, "sprint:met", asked.value("sprint:met"))).text
    await desk.click(BEN, "sprint:partly", asked.value("sprint:partly"))
    told = await desk.the(OUTCOME)
    assert "Sprint 12 has ended. Sprint Goal partly met: Save two cards" in told.text
    assert told.buttons == []
    again = await desk.click(ANA, "sprint:met", asked.value("sprint:met"))
    assert "That was said already: Sprint Goal partly met." in again.text
    assert "nothing was noted" in (await desk.click(ANA, "sprint:met", "C0NONE/x")).text
    await at(desk, "2026-12-28 16:00")
    assert len(await desk.shown(OUTCOME)) == 1
    await at(desk, "2027-02-01 12:00")  # three ends of Sprints late: those ask nothing any more
    await desk.command(BEN, "/sprint goal Refund in part")
    await at(desk, "2027-02-08 16:00")
    assert "Sprint 16 ends. Was its Sprint Goal met? Refund in part" in (await desk.shown(OUTCOME))[-1].text


async def test_cards_carry_what_the_event_needs(desk: Desk) -> None:
    await at(desk, "2026-11-28 10:00")
    await set_up(desk, "/sprint 1 week from 30 november sprint 2")
    await desk.command(ANA, "/refine po <@U0ANA|ana>")
    for line in ("add Save a card", "add Pay by invoice", "add Refund"):
        await desk.command(ANA, f"/refine {line}")
    await desk.command(ANA, "/refine ready #1")
    await desk.command(ANA, "/refine goal First order within a day")
    for asked in ("help", "clear", "?", "done"):
        assert "*First order within a day*" in (await desk.command(ANA, f"/refine goal {asked}")).text
        assert (await desk.command(ANA, f"/sprint goal {asked}")).forms, "no word that only asks is a goal"

    def away(unit: Unit) -> None:
        add_away(unit, ANA, DayRange(date(2026, 12, 4), date(2026, 12, 7)), ANA)

    await desk.store.write(away, desk.workspace, None)
    await at(desk, "2026-12-03 13:00")
    await desk.command(ANA, "/refine done #2")
    await at(desk, "2026-12-03 14:00")
    (review,) = [card.text for card in await desk.shown(CARD) if "Sprint Review" in card.text]
    redrawn = await wanted(desk, CARD)
    await desk.command(ANA, "/sprint away 8 dec")
    assert await wanted(desk, CARD) > redrawn
    assert "Invite stakeholders" in review
    assert "Away: u0ana" in review

    def promised(unit: Unit) -> None:
        for number in range(10):
            text, about = f"Rule {number}", About("m1", "Guild")
            note(unit, text=text, owner=BEN, due=None, channel=GUILD, about=about, noted_by=ANA)

    await desk.store.write(promised, desk.workspace, None)
    await at(desk, "2026-12-03 15:00")
    (retro,) = [card.text for card in await desk.shown(CARD) if "Retrospective" in card.text]
    assert "*Open action items*\n☐ Rule " in retro
    assert retro.count("☐ Rule ") == 8
    assert "and 2 more" in retro
    await at(desk, "2026-12-06 09:30")
    (planning,) = [card.text for card in await desk.shown(CARD) if "Sprint Planning, Mon 7 Dec" in card.text]
    assert "Sprint 3  ·  Mon 7 Dec – Sun 13 Dec  ·  at most 2 h" in planning
    assert "*Product Goal*  First order within a day\n*Ready*  1 item, no size\n*Done in the last Sprints*  1" in planning
    assert "*Done*  1 item\n☑ Pay by invoice" in review


async def test_the_home_says_how_sprints_stand_and_what_comes_next(desk: Desk) -> None:
    await at(desk, "2026-11-28 10:00")
    await set_up(desk)
    await team_is(desk, Team(GUILD, developers=frozenset({BEN})))
    await at(desk, "2026-12-04 08:00")
    await desk.command(BEN, "/sprint goal Save a card")

    async def home(person: str) -> str:
        surface = await desk.store.read(
            draw_home(ROOMS_AND_FEATURES), desk.workspace, person, words_for("en-GB", "Europe/London")
        )
        assert isinstance(surface, Home)
        return text_of(render_home(surface))

    for person in (ANA, BEN):
        drawn = await home(person)
        assert "Sprint 12, day 4 of 10  ·  Sprint Goal: Save a card" in drawn
        assert drawn.count(f"*<#{GUILD}>*") == 1, "what is said of a team stands together"
        assert f"Daily Scrum  <#{GUILD}>" in drawn
        assert f"Sprint Planning  <#{GUILD}>" in drawn
    assert "Sprint 12" not in await home(CHLOE)
    shown = await desk.click(BEN, "sprint:show", GUILD, home=True)
    assert "Sprint 12, day 4 of 10" in text_of(shown.form)
    assert "Daily Scrum" in (await desk.click(BEN, "sprint:events", GUILD, view="sprint:told")).text
    assert "From which Sprint on" in (await desk.click(BEN, "sprint:set_up", GUILD, view="sprint:told")).text


async def test_other_words_lead_on(desk: Desk) -> None:
    await at(desk, "2026-11-28 10:00")
    assert "Sprints by example" in (await desk.command(ANA, "/sprint help")).text
    assert "I cannot read “from whenever”" in (await desk.command(ANA, "/sprint 2 weeks from whenever")).text
    assert "/sprint goal save a card" in (await desk.command(ANA, "/sprint gaol save a card")).text
    for typed in ("planning tuesday 10", "daily at 9"):
        led = f"I do not know `/sprint {typed}`. Did you mean this? ```/sprint events```"
        assert led in (await desk.command(ANA, f"/sprint {typed}")).text
    assert "I do not know `/sprint xyzzy`" in (await desk.command(ANA, "/sprint xyzzy")).text
    assert "has no Sprints yet" in (await desk.command(ANA, "/sprint status")).text
    assert "A Sprint lasts 1 to 4 weeks, or one month." in (await desk.command(ANA, "/sprint 6 weeks from 1 dec")).text
    assert "has no Sprints yet" in (await desk.command(ANA, "/sprint events")).text
    form = (await desk.command(ANA, "/sprint 3 weeks")).form
    saved = await desk.submit(ANA, (await desk.submit(ANA, form)).form)
    assert "Saved: Sprints of 3 weeks" in saved.text
    assert "You are away: Sun 20 Dec – Thu 31 Dec." in (await desk.command(BEN, "/sprint away 20-31 dec")).text
    assert "You are away: Sun 20 Dec – Thu 31 Dec." in (await desk.command(BEN, "/sprint away")).text
    assert "You have not said any days." in (await desk.command(CHLOE, "/sprint away")).text
    assert "cannot read" in (await desk.command(CHLOE, "/sprint away whenever")).text


async def test_a_sprint_ends_and_its_goal_is_told_in_a_channel_that_has_another_id_by_then(desk: Desk) -> None:
    await at(desk, "2026-11-30 10:00")
    await set_up(desk)
    await desk.command(ANA, "/sprint goal Save a card")
    await at(desk, "2026-12-14 15:59")
    await desk.store.write(follow_channel, desk.workspace, None, old=GUILD, new=ChannelId("C0NEW"))
    await at(desk, "2026-12-14 16:00")
    asked = await desk.the(OUTCOME)
    assert (asked.place, asked.value("sprint:met")) == ("C0NEW", "C0NEW/12")
    before = await wanted(desk, OUTCOME)
    await desk.store.write(follow_channel, desk.workspace, None, old=ChannelId("C0NEW"), new=ChannelId("C0NEWER"))
    assert await wanted(desk, OUTCOME) > before
    await desk.click(ANA, "sprint:met", (await desk.the(OUTCOME)).value("sprint:met"))
    assert "Sprint Goal met: Save a card" in (await desk.the(OUTCOME)).text


async def test_once_the_outcome_is_told_a_goal_is_that_of_the_next_sprint(desk: Desk) -> None:
    await at(desk, "2026-12-01 10:00")
    await set_up(desk, "/sprint 2 weeks from 1 december sprint 12")
    await desk.command(ANA, "/sprint goal Save a card")
    await at(desk, "2026-12-14 16:00")
    asked = await desk.the(OUTCOME)
    assert "Sprint 12 is a success if" in text_of((await desk.command(ANA, "/sprint goal")).form)
    await desk.click(ANA, "sprint:met", asked.value("sprint:met"))
    form = (await desk.command(ANA, "/sprint goal")).form
    assert "Sprint 13 is a success if" in text_of(form)
    assert "Save a card" not in str(form["blocks"][0]["element"].get("initial_value"))
    assert "Sprint Goal of Sprint 13: Refund in part" in (await desk.command(ANA, "/sprint goal Refund in part")).text
    assert "Sprint Goal met: Save a card" in (await desk.the(OUTCOME)).text
    assert "Sprint Goal of Sprint 13: Refund it all" in (await desk.submit(ANA, form, {"goal": "Refund it all"})).text
    assert "Sprint Goal: Save a card" in (await desk.command(ANA, "/sprint")).text
    await at(desk, "2026-12-15 09:00")
    assert "Sprint Goal: Refund it all" in (await desk.command(ANA, "/sprint")).text


async def test_cards_that_stand_in_a_channel_follow_the_queue_and_the_goals(desk: Desk) -> None:
    await at(desk, "2026-11-30 10:00")
    await set_up(desk)
    await desk.command(ANA, f"/refine po <@{ANA}|ana>")
    await desk.click(
        ANA, SAVE_REMINDER, value_of((await desk.command(ANA, "/refine remind 1 december at 10:00")).message, SAVE_REMINDER)
    )
    await desk.tick.run()

    async def redrawn(line: str, *screens: str) -> bool:
        before = [await wanted(desk, screen) for screen in screens]
        await desk.command(ANA, line)
        return all([await wanted(desk, screen) > was for screen, was in zip(screens, before, strict=True)])

    for line in ("/refine add Save a card", "/refine ready 1", "/refine goal Ship within a day"):
        assert await redrawn(line, CARD, REMINDER_CARD), line
    assert await redrawn("/sprint goal Save a card", CARD, REMINDER_CARD)
    before = await wanted(desk, CARD)
    await desk.store.write(
        note_by_hand, desk.workspace, None, text="Tidy", owner=BEN, due=None, channel=ChannelId("C0OTHER"), noted_by=ANA
    )
    assert await wanted(desk, CARD) == before
    await desk.store.write(note_by_hand, desk.workspace, None, text="Tidy", owner=BEN, due=None, channel=GUILD, noted_by=ANA)
    assert await wanted(desk, CARD) > before


async def test_an_event_has_an_agenda_on_its_card_which_is_for_that_date_alone(desk: Desk) -> None:
    await at(desk, "2026-11-30 10:00")
    await set_up(desk)
    await desk.tick.run()
    card = await desk.the(CARD)
    form = (await desk.click(BEN, "refinement:agenda", card.value("refinement:agenda"))).form
    assert "“Sprint Planning”" in text_of(form)
    told = (await desk.submit(BEN, form, {"agenda": "Who tells the shops?"})).form
    assert "• Who tells the shops?, by u0ben" in text_of(told)
    shown = await desk.the(CARD)
    assert "*Agenda*\n• Who tells the shops?, by u0ben" in shown.text
    await desk.click(BEN, "refinement:withdraw_line", value_of(told, "refinement:withdraw_line"), view="refinement:agenda")
    assert "Agenda*" not in (await desk.the(CARD)).text
    await desk.submit(BEN, form, {"agenda": "What did we learn?"})
    await at(desk, "2026-12-01 09:30")
    await at(desk, "2026-12-14 09:30")
    (following,) = [one for one in await desk.shown(CARD) if "Sprint Planning, Tue 15 Dec" in one.text]
    assert "What did we learn?" not in following.text


async def test_the_sprint_goal_stands_on_the_cards_of_refinements_in_its_sprint_alone(desk: Desk) -> None:
    await at(desk, "2026-11-30 09:00")
    await set_up(desk)
    await plan(desk, "/refine remind every tuesday at 10:00")
    await desk.command(ANA, "/sprint goal Save a card")
    for monday in ("2026-11-30", "2026-12-07", "2026-12-14"):
        await at(desk, f"{monday} 10:00")
    told = {int(card.text.split(" Dec")[0].split()[-1]): card.text for card in await desk.shown(REMINDER_CARD)}
    assert {day for day, text in told.items() if "*Sprint Goal*  Save a card" in text} == {1, 8}
    assert 15 in told
