"""A refinement held through the dispatch: items in their order, criteria, ticks, estimates, split, and what it leaves."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot.core.ids import ChannelId, MeetingId, PersonId
from bot.features.refinement.alarms import after_jump
from bot.features.refinement.kinds import SESSION
from bot.features.refinement.screens import owner
from bot.features.refinement.store.sessions import find
from bot.schedule.working_days import USUAL_DAYS
from bot.store.requests import purge_requests
from bot.store.unit import Unit
from bot.teams import team_store
from bot.teams.day_range import DayRange
from bot.teams.team import TeamSettings
from tests.features.desk import ANA, BEN, CHLOE, Desk, Shown, Told, options_of, text_of, value_of

DEV, LEA = PersonId("U0DEV"), PersonId("U0LEA")
GUILD = ChannelId("C0GUILD")
BOARD = "refinement:session:board"


@pytest.fixture(autouse=True)
async def team(desk: Desk) -> None:
    """Ben is the Product Owner; Ana, Chloé and Dev are Developers; three items wait."""
    desk.slack.people = {person: {} for person in (ANA, BEN, CHLOE, DEV)} | {"U0BOT": {"is_bot": True}}

    def name(unit: Unit) -> None:
        team_store.keep_team(unit, replace(team_store.lock_team(unit, GUILD), product_owner=BEN))
        team_store.keep_settings(unit, GUILD, TeamSettings(ready=("Valuable", "Small")))

    await desk.store.write(name, desk.workspace, None)
    for title in ("Pay by invoice | so that the bookkeeper sees it", "Save a card", "Refund in part"):
        await desk.command(BEN, f"/refine add {title}")


def action(verb: str) -> str:
    return f"refinement:session:{verb}"


async def board(desk: Desk) -> Shown:
    return (await desk.shown(BOARD))[-1]


async def press(desk: Desk, person: str, verb: str) -> Told:
    return await desk.click(person, action(verb), (await board(desk)).value(action(verb)))


async def choose(desk: Desk, person: str, choice: str) -> Told:
    """Choose in the board's menu, or in the form of all behind it."""
    menu = options_of((await board(desk)).payload, action("more"))[0]
    if choice in menu:
        return await desk.click(person, action("more"), menu[choice])
    form = (await desk.click(person, action("more"), menu["More …"])).form
    (button,) = [one["accessory"] for one in form["blocks"] if one.get("accessory", {}).get("text", {}).get("text") == choice]
    view = {"view": form["callback_id"], "private": form["private_metadata"]}
    return await desk.click(person, action("more"), button["value"], **view)


async def start(desk: Desk, *people: str, line: str = '/refine start "Checkout"') -> None:
    told = await desk.command(ANA, line)
    assert told.nothing, told.text
    for person in people:
        await press(desk, person, "check_in")


async def fill_in(desk: Desk, person: str, verb: str, answers: dict[str, Any]) -> None:
    form = (await press(desk, person, verb)).form
    assert (await desk.submit(person, form, answers)).errors == {}


async def vote(desk: Desk, person: str, card: str) -> None:
    shown = await board(desk)
    name = "refinement:estimate" if "refinement:estimate" in shown.buttons else action("estimate")
    form = (await desk.click(person, name, shown.value(name))).form
    options = next(block["element"]["options"] for block in form["blocks"] if block.get("block_id") == "value")
    place = next(one["value"] for one in options if one["text"]["text"] == card)
    assert (await desk.submit(person, form, {"value": place})).errors == {}


async def test_it_walks_the_queue_and_says_item_by_item_what_changed(desk: Desk) -> None:
    await desk.command(BEN, "/refine goal New customers ship their first order within a day")
    await start(desk, CHLOE, BEN)
    first = await board(desk)
    assert "Product Goal: New customers ship their first order within a day" in first.text
    assert "Pay by invoice" in first.text
    assert "Item 1 of 3" in first.text
    assert "☐\N{NO-BREAK SPACE}Valuable  ☐\N{NO-BREAK SPACE}Small" in first.text
    assert "about 10 min left" in first.text
    form_of_ana, form_of_chloe = [(await press(desk, person, "criterion")).form for person in (ANA, CHLOE)]
    await desk.submit(ANA, form_of_ana, {"criterion": "An invoice number within 2 s"})
    await desk.submit(CHLOE, form_of_chloe, {"criterion": "VAT of the buyer's country"})
    await fill_in(desk, CHLOE, "question", {"note": "Which countries first?"})
    shown = (await board(desk)).text
    assert all(each in shown for each in ("☐ An invoice number", "☐ VAT of the buyer", "❓ Which countries first?"))
    ticks = [(await press(desk, person, "ready_list")).form for person in (ANA, CHLOE)]
    await desk.submit(ANA, ticks[0], {"points": ["0"]})
    await desk.submit(CHLOE, ticks[1], {"points": ["1"]})
    assert "✓\N{NO-BREAK SPACE}Valuable  ✓\N{NO-BREAK SPACE}Small" in (await board(desk)).text
    await vote(desk, ANA, "5")
    assert "1 of 2 has answered: u0ana." in (await board(desk)).text
    await vote(desk, CHLOE, "5")
    revealed = await board(desk)
    assert "*5   5*" in revealed.text
    await desk.click(CHLOE, "refinement:agree", revealed.value("refinement:agree"))
    assert "*Size* 5" in (await board(desk)).text
    await press(desk, ANA, "ready")
    second = await board(desk)
    assert "Save a card" in second.text
    assert "Item 2 of 3" in second.text
    assert "u0ana said that the one before is ready." in second.text
    assert "moved on" in (await desk.click(CHLOE, action("ready"), first.value(action("ready")))).text
    await press(desk, CHLOE, "next")
    await choose(desk, BEN, "Park it")
    assert "Everything in the queue was looked at." in (await board(desk)).text
    await desk.submit(BEN, (await press(desk, BEN, "finish")).form)
    summary = await board(desk)
    assert "Checkout: what changed" in summary.text
    for line in (
        "• criterion: An invoice number within 2 s",
        "• size: 5",
        "• question: Which countries first?",
        "nothing changed",
        "parked",
    ):
        assert line in summary.text
    paste = (await desk.click(BEN, action("changes"), summary.value(action("changes")))).form
    assert "#1 Pay by invoice\n- ready" in text_of(paste)
    assert [one.screen for one in await desk.shown() if one.screen.endswith("roster")] == []
    assert "Save a card" in (await desk.command(BEN, "/refine queue")).text


async def test_what_was_done_elsewhere_is_shown_as_done_and_stays_done(desk: Desk) -> None:
    await start(desk, CHLOE, BEN)
    await desk.command(BEN, "/refine done 1")
    assert "done " in (await board(desk)).text
    await press(desk, CHLOE, "ready")
    assert "u0chloe went on." in (await board(desk)).text
    assert "Pay by invoice" in (await desk.command(BEN, "/refine queue done")).text


async def test_the_time_for_an_item_asks_and_never_cuts_and_the_planned_end_gives_a_little_more(desk: Desk) -> None:
    await start(desk, CHLOE, line='/refine start "Checkout" box 10 for 20m')
    desk.clock.advance(timedelta(minutes=10))
    await desk.tick.run()
    asks = await board(desk)
    assert "The time for this item is over.* Carry on?" in asks.text
    assert "Pay by invoice" in asks.text
    await desk.store.write(after_jump, desk.workspace, None, timedelta(hours=1))
    desk.clock.advance(timedelta(hours=1))
    found = await desk.store.read(find, desk.workspace, MeetingId(asks.subject))
    assert found is not None
    assert found.visits[0].opened == found.opened == desk.clock.instant - timedelta(minutes=10)
    await press(desk, CHLOE, "carry_on")
    assert "about 5 min left" in (await board(desk)).text
    desk.clock.advance(timedelta(minutes=10))
    await desk.tick.run()
    assert "The planned time is over." in (await board(desk)).text
    desk.clock.advance(timedelta(minutes=10))
    await desk.tick.run()
    assert "Checkout: what changed" in (await board(desk)).text


async def test_what_is_to_be_found_out_is_offered_for_a_working_day_of_the_team(desk: Desk) -> None:
    await start(desk, CHLOE, DEV)
    in_a_week = desk.clock.instant.date() + timedelta(days=7)
    free = TeamSettings(free=(DayRange(in_a_week, in_a_week),))
    await desk.store.write(team_store.keep_settings, desk.workspace, None, GUILD, free)
    form = (await press(desk, CHLOE, "info")).form
    (due,) = [block["element"]["initial_date"] for block in form["blocks"] if block.get("block_id") == "due"]
    assert due == USUAL_DAYS.after(in_a_week).isoformat()


async def test_a_split_and_what_is_to_be_found_out_and_the_host_leaves(desk: Desk) -> None:
    await start(desk, CHLOE, DEV)
    form = (await press(desk, CHLOE, "split")).form
    assert "At most 20 parts" in (await desk.submit(CHLOE, form, {"parts": "\n".join(map(str, range(300)))})).errors["parts"]
    await fill_in(desk, CHLOE, "split", {"parts": "- Invoice in the EU\n\n2. Invoice elsewhere"})
    assert "Item 1 of 5" in (await board(desk)).text
    assert "*Split off*\n• Invoice in the EU\n• Invoice elsewhere" in (await board(desk)).text
    form = (await choose(desk, CHLOE, "Needs info")).form
    await desk.submit(CHLOE, form, {"note": "Which countries first?", "person": DEV, "due": "2026-03-05"})
    assert "❓ Which countries first?  ·  _u0dev, by Thu 5 Mar_" in (await board(desk)).text
    assert "Which countries first?" in (await desk.command(ANA, "/refine actions")).text
    decision = (await choose(desk, CHLOE, "Decision")).form
    (answers,) = [block["element"]["options"][0]["value"] for block in decision["blocks"] if block.get("block_id") == "answers"]
    await desk.submit(CHLOE, decision, {"note": "The EU first", "answers": answers})
    assert "❓" not in (await board(desk)).text
    await vote(desk, CHLOE, "3")
    assert action("estimate") not in (await board(desk)).buttons
    await vote(desk, DEV, "8")
    assert "2 of 3 have answered" in (await board(desk)).text
    await choose(desk, ANA, "I have to leave")
    revealed = await board(desk)
    assert "*3   8*" in revealed.text
    await desk.click(CHLOE, "refinement:estimate_again", revealed.value("refinement:estimate_again"))
    assert "2 Developers are asked; nobody has answered yet." in (await board(desk)).text
    await press(desk, ANA, "check_in")
    assert "3 Developers are asked; nobody has answered yet." in (await board(desk)).text
    await choose(desk, ANA, "I have to leave")
    await choose(desk, CHLOE, "I'll host")
    await choose(desk, CHLOE, "Keep minutes")
    whole = (await desk.click(ANA, "refinement:open_item", (await board(desk)).value(action("split")).split(":")[0])).form
    for told in ("*Decisions*\n• The EU first", "☐\N{NO-BREAK SPACE}Valuable", "*Split off*\n• #4  Invoice in the EU"):
        assert told in text_of(whole)
    assert "❓" not in text_of(whole)
    await press(desk, DEV, "next")
    assert "*Split off from* #1  Pay by invoice" in text_of(
        (await desk.click(ANA, "refinement:open_item", (await board(desk)).value(action("split")).split(":")[0])).form
    )
    assert "Invoice in the EU" in (await board(desk)).text
    asked = (await choose(desk, CHLOE, "Finish the session")).form
    assert "The item on the table stays to be refined." in text_of(asked)
    await desk.submit(CHLOE, asked)
    summary = await board(desk)
    assert "• decided: The EU first" in summary.text
    assert "• split off: Invoice in the EU\n• split off: Invoice elsewhere" in summary.text
    assert "question: Which countries first? (answered)" in summary.text
    assert [one.place for one in await desk.shown() if one.screen.endswith("roster")] == [CHLOE]


async def test_nothing_to_refine_a_running_meeting_and_a_person_who_is_not_here(desk: Desk) -> None:
    await start(desk)
    assert "Press “I'm here” on the board first." in (await press(desk, CHLOE, "next")).text
    assert "Press “I'm here”" in (await press(desk, CHLOE, "estimate")).text
    assert "Press “I'm here”" in (await choose(desk, CHLOE, "Finish the session")).text
    assert "Checkout" in (await desk.command(BEN, "/refine start")).text
    assert (await desk.command(BEN, "/refine board")).nothing
    desk.slack.people[DEV] = {"is_restricted": True}
    await press(desk, DEV, "check_in")
    assert "As a guest of this workspace you see these items" in (await press(desk, DEV, "ready")).text
    form = (await press(desk, DEV, "criterion")).form
    assert "As a guest" in (await desk.submit(DEV, form, {"criterion": "Mine"})).text
    await choose(desk, ANA, "Cancel")
    assert "Nothing is to be refined here." in (await desk.command(ANA, "/refine start", channel="C0OTHER")).text


async def test_a_refinement_of_a_reminder_opens_with_the_agenda_of_its_card(desk: Desk) -> None:
    shown = await desk.command(ANA, "/refine remind every day at 15:00")
    await desk.click(ANA, "refinement:save_plan", value_of(shown.message, "refinement:save_plan"))
    await desk.command(CHLOE, "/refine agenda Who owns the invoices?")
    await desk.tick.run()
    desk.clock.advance(timedelta(hours=2, minutes=45))
    await start(desk, CHLOE)
    assert "*Agenda*\n• Who owns the invoices?" in (await board(desk)).text
    await press(desk, CHLOE, "next")
    assert "Who owns the invoices?" not in (await board(desk)).text


async def test_a_refinement_of_a_reminder_has_its_call_and_its_host_may_end_it_where_no_board_can_stand(desk: Desk) -> None:
    shown = await desk.command(ANA, "/refine remind every day at 15:00 https://meet.example/daily")
    await desk.click(ANA, "refinement:save_plan", value_of(shown.message, "refinement:save_plan"))
    await desk.tick.run()
    desk.clock.advance(timedelta(hours=2, minutes=45))
    await start(desk, ANA)
    shown_now = await board(desk)
    assert "<https://meet.example/daily|" in shown_now.text
    found = await desk.store.read(lambda read: owner(read, SESSION.board, shown_now.subject), desk.workspace)
    assert found is not None
    assert (found.person, found.ends and found.ends.action) == (ANA, "refinement:more")


async def test_a_start_is_typed_as_any_meeting_and_a_later_one_is_a_reminder(desk: Desk) -> None:
    assert "Start" in (await desk.command(ANA, "/refine start box banana")).text
    later = await desk.command(ANA, '/refine start "Checkout" tomorrow at 10:00')
    assert "10:00*, Europe/London" in later.text
    assert "10:00*, Europe/London" in (await desk.command(ANA, "/refine start grooming tomorrow at 10:00")).text
    await desk.command(ANA, '/coffee start "Guild" for 30m')
    offer = await desk.command(BEN, "/refine start")
    await desk.click(BEN, action("queue"), value_of(offer.message, action("queue")))
    for number in (1, 2, 3):
        await desk.command(BEN, f"/refine ready {number}")
    desk.clock.advance(timedelta(minutes=30))
    await desk.tick.run()
    (dropped,) = [one for one in await desk.shown() if one.screen == action("plan_dropped")]
    assert "had nothing left to be about" in dropped.text


async def test_a_start_may_say_what_it_is_called_anyway(desk: Desk) -> None:
    await start(desk, line="/refine start grooming for 30m")
    assert "Refinement in #guild: Pay by invoice" in (await board(desk)).text


async def test_what_slack_sends_again_after_its_key_was_forgotten_changes_nothing_more(desk: Desk) -> None:
    async def twice(send: Callable[[], Awaitable[Told]], between: Callable[[], Awaitable[Any]]) -> None:
        await send()
        await between()
        await desk.store.write(purge_requests, desk.workspace, None, desk.real.now() + timedelta(days=2))
        await send()

    await start(desk, CHLOE)
    criterion = (await press(desk, ANA, "criterion")).form
    written = {"criterion": "VAT of the buyer's country"}
    await twice(partial(desk.submit, ANA, criterion, written, trigger_id="criterion"), partial(desk.tick.run))
    assert (await board(desk)).text.count("VAT of the buyer's country") == 1
    form = (await press(desk, ANA, "estimate")).form
    value = form["private_metadata"]
    await twice(partial(desk.submit, ANA, form, {"value": "0"}, trigger_id="vote"), partial(vote, desk, ANA, "8"))
    reveal = partial(desk.click, ANA, "refinement:reveal", value, trigger_id="reveal")
    await twice(reveal, partial(desk.click, ANA, "refinement:undo_reveal", value))
    assert "Sealed again" in (await board(desk)).text
    await desk.click(ANA, "refinement:reveal", value)
    assert "u0ana says *8*" in (await board(desk)).text
    menu = options_of((await board(desk)).payload, action("more"))[0]["Park it"].replace("park:", "learning:")
    await twice(partial(desk.click, ANA, action("more"), menu, trigger_id="learning"), partial(desk.tick.run))
    assert "can keep the minutes" in (await board(desk)).text


async def test_a_session_is_learning_from_its_start_or_by_the_hosts_menu(desk: Desk) -> None:
    shown = await desk.command(ANA, '/refine start "Checkout" keep minutes perhaps')
    assert "Who is there can keep the minutes as learning." in shown.text
    form = (await desk.click(ANA, action("edit_start"), value_of(shown.message, action("edit_start")))).form
    assert "Learning: who is there can keep them" in str(form)
    await start(desk, line='/refine start "Checkout" keep minutes')
    assert "Who is there can keep the minutes as learning." in (await board(desk)).text
    assert "Nobody is asked about minutes" in (await choose(desk, ANA, "No minutes (host)")).text
    assert "can keep the minutes" not in (await board(desk)).text
    assert "Only the host" in (await choose(desk, BEN, "Keep minutes as learning (host)")).text


async def test_a_credit_rule_makes_a_session_learning_and_stands_on_its_board(desk: Desk) -> None:
    rule = "Who is there can keep the minutes as learning: full credit from 80 %, none below 15 min."
    shown = await desk.command(ANA, '/refine start "Checkout" credit full from 80% min 15 perhaps')
    assert rule in shown.text
    form = (await desk.click(ANA, action("edit_start"), value_of(shown.message, action("edit_start")))).form
    refused = await desk.submit(ANA, form, {"minutes": "no"})
    assert refused.errors == {
        "minutes": "A credit rule is for minutes that are kept: choose that they are, or leave the rule out."
    }
    contrary = await desk.command(ANA, '/refine start "Checkout" no minutes min 15')
    assert "A credit rule is for minutes that are kept" in contrary.text
    await start(desk, line='/refine start "Checkout" credit full from 80% min 15')
    assert rule in (await board(desk)).text
    await choose(desk, ANA, "No minutes (host)")
    assert "can keep the minutes" not in (await board(desk)).text


async def test_needs_info_is_a_button_of_the_board(desk: Desk) -> None:
    await start(desk, CHLOE)
    await fill_in(desk, CHLOE, "info", {"note": "Which countries?", "person": DEV, "due": "2026-03-09"})
    assert "Which countries?  ·  _u0dev, by Mon 9 Mar_" in (await board(desk)).text


async def test_undo_puts_the_item_back_on_the_table_in_the_state_that_it_was_in(desk: Desk) -> None:
    await start(desk, CHLOE, BEN)
    desk.clock.advance(timedelta(minutes=2))
    await press(desk, CHLOE, "ready")
    gone = await board(desk)
    assert "u0chloe said that the one before is ready. Until <!date^" in str(gone.payload)
    assert "Save a card" in gone.text
    await press(desk, BEN, "estimate")
    assert (await press(desk, BEN, "undo")).nothing
    back = await board(desk)
    assert "Pay by invoice" in back.text
    assert "about 8 min left" in back.text
    assert "u0chloe said that the one before is ready. u0ben took that back." in back.text
    assert "undo" not in str(back.buttons)
    assert "Ready to start" not in (await desk.command(BEN, "/refine queue")).text
    assert "moved on" in (await desk.click(CHLOE, action("undo"), gone.value(action("undo")))).text


async def test_undo_of_what_was_parked_leaves_alone_what_somebody_has_done_with_it_since(desk: Desk) -> None:
    await start(desk, CHLOE, BEN)
    await choose(desk, CHLOE, "Park it")
    await desk.command(BEN, "/refine started Pay by invoice")
    assert (await press(desk, BEN, "undo")).nothing
    assert "Pay by invoice" in (await board(desk)).text
    assert "started" in (await board(desk)).text


async def test_a_session_that_nobody_finishes_says_that_it_was_left_open(desk: Desk) -> None:
    await start(desk, CHLOE, BEN)
    for _ in range(8):
        desk.clock.advance(timedelta(minutes=10))
        await desk.tick.run()
    assert "It was left open, so it closed by itself at <!date^" in str((await board(desk)).payload)
