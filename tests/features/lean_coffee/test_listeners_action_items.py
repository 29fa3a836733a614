"""Actions of a Lean Coffee: noted on the board, on the summary, or typed; asked of their owner; shown where they belong."""

from datetime import timedelta

from bot.action_items import store
from bot.action_items.rules.values import State
from tests.features.desk import text_of
from tests.features.lean_coffee.desk import Desk, payload_of
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE


async def reads(desk: Desk) -> str:
    """Return what the board, or the summary, says now."""
    return text_of(payload_of(await desk.board()))


async def test_an_action_of_the_topic_is_asked_of_its_owner_and_stands_on_board_and_summary(desk: Desk) -> None:
    board = await desk.talks("Flaky tests", "On-call")
    form = (await desk.presses("Action", board, ANA)).form
    assert (await desk.sends(form, ANA, text="writes the quarantine rule", person=BEN, due="2026-12-08")).errors == {}
    assert "☑️ Ben writes the quarantine rule, by *Tue Dec 8*" in await reads(desk)
    (asked,) = [one for one in await desk.shown() if one.place == BEN and one.screen == "action_items:item"]
    assert asked.text.startswith("Ana asks you: writes the quarantine rule, by Tue 8 Dec")
    assert "From “Flaky tests”, Platform guild" in asked.text
    (kept,) = await desk.store.read(store.in_meeting, desk.workspace, (await desk.meeting()).id)
    assert (kept.owner, kept.state, kept.about.title, kept.about.host) == (BEN, State.OFFERED, "Flaky tests", ANA)
    await desk.waits(timedelta(hours=2))
    assert "☑️ Ben writes the quarantine rule, by *Tue Dec 8*" in await reads(desk)
    await desk.click(BEN, "action_items:done", kept.id)
    assert "☑️ Ben writes the quarantine rule, by *Tue Dec 8*  ·  done" in await reads(desk)


async def test_an_action_is_typed_with_its_owner_first_and_its_day_last(desk: Desk) -> None:
    await desk.talks("Flaky tests", "On-call")
    said = (await desk.types("action <@U0BEN|ben> writes the quarantine rule by friday", ANA)).text
    assert said == (
        "Noted. ☑️ Ben writes the quarantine rule, by *Fri 4 Dec*\nBen is asked in a direct message. It stands under “Flaky tests”."
    )
    assert "☑️ Ben writes the quarantine rule, by *Fri Dec 4*" in await reads(desk)


async def test_what_is_typed_without_an_owner_is_anybodys_and_of_the_channel_where_no_meeting_runs(desk: Desk) -> None:
    said = (await desk.types("action Ask Support about the report", CHLOE)).text
    assert said == (
        "Noted. ☑️ Ask Support about the report  ·  nobody has it yet\n"
        "Anybody of the channel can take it: `/coffee actions`. `/coffee actions` lists what is open here."
    )
    listed = await desk.types("actions", BEN)
    assert "Nobody has it yet" in listed.text
    taken = await desk.presses("I take it", listed.message, BEN, private=True)
    assert "Ask Support about the report*\nBen" in taken.text


async def test_a_day_that_may_be_two_is_asked_for_in_the_form_with_all_that_was_typed(desk: Desk) -> None:
    await desk.talks("Flaky tests", "On-call")
    form = (await desk.types("action <@U0BEN> tidies by 8/12", ANA)).form
    assert "8/12" in text_of(form)
    assert "8 december" in text_of(form)
    assert "About *Flaky tests*" in text_of(form)
    assert (await desk.sends(form, ANA, due="2026-12-08", text="tidies")).errors == {}
    assert "☑️ Ben tidies, by *Tue Dec 8*" in await reads(desk)


async def test_the_next_meeting_opens_with_what_is_open_still_and_its_owner_says_there_that_it_is_done(desk: Desk) -> None:
    board = await desk.talks("Flaky tests", "On-call")
    for number in range(1, 8):
        form = (await desk.presses("Action", board, ANA)).form
        desk.clock.advance(timedelta(seconds=1))
        await desk.sends(form, ANA, text=f"does task {number}", person=BEN)
    await desk.waits(timedelta(hours=2))
    await desk.types('start "Again" now', ANA)
    assert "*Open from before*\n☑️ Ben does task 1\n" in await reads(desk)
    assert "\nand 2 more\n" in await reads(desk)
    listed = (await desk.presses("Open actions", await desk.board(), BEN)).form
    assert "does task 7" in text_of(listed)
    after = (await desk.presses("Done", listed, BEN)).form
    assert "does task 1" not in text_of(after)
    assert "☑️ Ben does task 1\n" not in await reads(desk)
    assert "\nand 1 more\n" in await reads(desk)
    form = (await desk.presses("Change the date", after, BEN)).form
    assert form["callback_id"] == "action_items:due"


async def test_who_notes_a_fourth_action_of_a_meeting_is_asked_once_whether_it_is_needed(desk: Desk) -> None:
    board = await desk.talks("Flaky tests", "On-call")
    form = (await desk.presses("Action", board, ANA)).form
    told = [await desk.sends(form, ANA, text=f"Task {number}", person=BEN) for number in range(1, 6)]
    assert [one.ack for one in (*told[:3], told[4])] == [{"response_action": "clear"}] * 4
    asked = told[3].form
    assert "action number 4 of this meeting" in text_of(asked)
    assert "☑️ Ben: Task 4" in await reads(desk)
    kept = await desk.presses("Keep it", asked, ANA)
    assert "It is kept." in text_of(kept.form)
    dropped = await desk.presses("Drop it", asked, ANA)
    assert "It is dropped." in text_of(dropped.form)
    assert "Task 4" not in await reads(desk)
    late = await desk.presses("Keep it", asked, ANA)
    assert "It was dropped" in late.text
    assert "It is kept." not in late.text
    nobodys = await desk.click(ANA, "lean_coffee:keep_action", "no such item", view="x")
    assert "It is kept." not in nobodys.text


async def test_a_typed_fourth_action_is_asked_about_below_the_answer(desk: Desk) -> None:
    await desk.talks("Flaky tests", "On-call")
    told = [await desk.types(f"action <@U0BEN> does task {number}", ANA) for number in range(1, 5)]
    assert "of this meeting" not in told[2].text
    assert "action number 4 of this meeting" in told[3].text
    assert "It is kept." in (await desk.presses("Keep it", told[3].message, ANA, private=True)).text


async def test_an_action_gives_also_after_the_close_and_for_a_topic_that_is_gone(desk: Desk) -> None:
    board = await desk.talks("Flaky tests", "On-call")
    form = (await desk.presses("Action", board, ANA)).form
    await desk.waits(timedelta(hours=2))
    await desk.sends(form, CHLOE, text="writes it down", person=CHLOE)
    summary = await desk.board()
    assert "☑️ Chloé writes it down" in await reads(desk)
    late = (await desk.presses("Add an action", summary, BEN)).form
    assert "About the whole meeting" in text_of(late)
    await desk.sends(late, BEN, text="Tell the others")
    assert "*Actions*\n☑️ Tell the others  ·  nobody has it yet" in await reads(desk)


async def test_what_is_wrong_with_a_form_stands_beside_its_fields_and_nothing_is_lost(desk: Desk) -> None:
    board = await desk.talks("Flaky tests", "On-call")
    form = (await desk.presses("Action", board, ANA)).form
    assert "text" in (await desk.sends(form, ANA, text=" ")).errors
    assert "due" in (await desk.sends(form, ANA, text="Tidy", due="2020-01-01")).errors
    unknown = (await desk.types("action @benn tidies by friday", ANA)).form
    assert "I could not tell who “@benn” is." in text_of(unknown)
    assert "@benn tidies" in str(unknown)
    too_long = (await desk.types("action <@U0BEN> " + "x" * 400, ANA)).form
    assert "x" * 400 in str(too_long)
    assert "400 characters" in text_of(too_long)
    assert (await desk.types("action", ANA)).form["callback_id"] == "lean_coffee:action"
    menu = (await desk.presses("More …", board, ANA)).form
    assert (await desk.presses("Action", menu, ANA)).form["callback_id"] == "lean_coffee:action"


async def test_a_person_lists_what_is_theirs_in_all_channels(desk: Desk) -> None:
    assert "Nothing waits for you" in (await desk.types("actions mine", BEN)).text
    await desk.types("action <@U0BEN> tidies", ANA)
    listed = await desk.types("actions mine", BEN)
    assert "in <#C0GUILD>" in listed.text
    assert "Nothing waits for you" in (await desk.presses("Done", listed.message, BEN, private=True)).text
