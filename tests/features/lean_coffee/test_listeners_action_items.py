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
