"""What is to be typed in at a body, one at a time, and what its person says of it; through the dispatch, on both engines."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.features.seu.rules.held import Claim
from tests.features.desk import BEN, CHLOE, Desk, Told, text_of, value_of
from tests.features.seu.holding import DAY, corrected, holds, learned, said
from tests.features.seu.scene import HOUR, SESSION, SIX, hold, total

SA, PMI = "scrum_alliance", "pmi"


async def walk(desk: Desk, line: str = "/seu next", person: str = BEN) -> dict[str, Any]:
    return (await desk.command(person, line)).form


async def press(desk: Desk, form: dict[str, Any], action: str, value: str | None = None) -> Told:
    """Press a button of a form, or choose something in it."""
    named = value_of(form, action) if value is None else value
    return await desk.click(BEN, action, named, view=form["callback_id"], private=form["private_metadata"])


@pytest.fixture
async def two(desk: Desk) -> Desk:
    """Ben holds CSPO until March 2027 and has two things to log."""
    await holds(desk)
    await learned(desk, "Older guild", 43, "2026-01-10")
    await learned(desk, "Newer guild", 120, "2026-02-10")
    return desk


async def test_screen_20_the_values_of_the_oldest_come_first_ready_to_copy(two: Desk) -> None:
    form = await walk(two)
    text = text_of(form)
    assert "*1 of 2*\nCopy these into the form of Scrum Alliance:" in text
    for value in ("*Activity Description*\n`Older guild`", "*Activity Date*\n`2026-01-10`", "*Hours*\n`0`", "*Minutes*\n`43`"):
        assert value in text
    chosen = next(block for block in form["blocks"] if block.get("block_id") == "category")
    assert (chosen["label"]["text"], chosen["element"]["initial_option"]["value"]) == ("Activity Type", "events")
    assert "in good faith" in text
    assert "Not issued by Scrum Alliance." in text
    assert "earned" not in text
    assert form["submit"]["text"] == "Logged it"


async def test_logged_it_notes_today_touches_no_entry_and_goes_on(two: Desk) -> None:
    told = await two.submit(BEN, await walk(two))
    assert await said(two) == {("Older guild", SA): Claim("Older guild", SA, None, DAY)}
    assert await total(two, BEN) == 163
    assert "*Logged at Scrum Alliance:* Older guild, 0 h 43 min." in told.text
    assert "`Newer guild`" in told.text
    done = await two.submit(BEN, told.form, {"logged": "2026-02-20"})
    assert "*Nothing is left to log at Scrum Alliance.*" in done.text
    assert (await said(two))["Newer guild", SA].logged == date(2026, 2, 20)
    assert "Nothing is left" in text_of(await walk(two))


@pytest.mark.parametrize(("day", "why"), [("2026-03-03", "still to come"), ("2026-01-08", "The activity was on 10 January 2026")])
async def test_a_day_on_which_it_cannot_have_been_logged_is_refused_beside_its_field(two: Desk, day: str, why: str) -> None:
    told = await two.submit(BEN, await walk(two), {"logged": day})
    assert [*told.errors] == ["logged"]
    assert why in told.errors["logged"]
    assert await said(two) == {}


async def test_skip_leaves_it_for_the_next_walk(two: Desk) -> None:
    second = (await press(two, await walk(two), "seu:skip")).form
    assert "`Newer guild`" in text_of(second)
    over = await press(two, second, "seu:skip")
    assert "*You have seen all that is to log at Scrum Alliance.* 2 entries are left." in over.text
    again = await press(two, over.form, "seu:at_body")
    assert "`Older guild`" in again.text
    assert await said(two) == {}


async def test_after_a_skip_the_walk_goes_on_behind_what_was_logged(two: Desk) -> None:
    second = (await press(two, await walk(two), "seu:skip")).form
    told = await two.submit(BEN, second)
    assert "1 entry is left." in told.text
    assert [*await said(two)] == [("Newer guild", SA)]


async def test_what_was_logged_by_mistake_is_taken_back_at_once_or_later(two: Desk) -> None:
    told = await two.submit(BEN, await walk(two))
    back = await press(two, told.form, "seu:not_logged")
    assert "Copy these into the form of Scrum Alliance:" in back.text
    assert "`Older guild`" in back.text
    assert await said(two) == {}
    alone = await two.submit(BEN, back.form)
    assert "You logged this at Scrum Alliance on 2 March 2026:" in alone.text
    again = await two.click(BEN, "seu:how_to_log", "Older guild")
    assert "submit" not in again.form
    assert "Logged it" in (await press(two, again.form, "seu:not_logged")).form["submit"]["text"]
    assert await said(two) == {}
    gone = await press(two, again.form, "seu:not_logged")
    assert "Nothing is noted as logged there any more." in gone.text


async def test_the_same_press_delivered_twice_logs_once(two: Desk) -> None:
    form = await walk(two)
    for _ in range(2):
        await two.submit(BEN, form, trigger_id="trigger.same")
    assert [*await said(two)] == [("Older guild", SA)]


async def test_case_12_what_lies_outside_the_window_of_the_nearest_expiry_is_not_to_be_logged(desk: Desk) -> None:
    await holds(desk, issued="2024-11-21")
    for day in ("2024-11-20", "2024-11-21"):
        await learned(desk, day, day=day)
    form = await walk(desk)
    assert "`2024-11-21`" in text_of(form)
    assert "Nothing is left" in (await desk.submit(BEN, form)).text


async def test_case_17_one_entry_is_logged_in_each_programme_by_its_own_step(desk: Desk) -> None:
    await holds(desk)
    await holds(desk, "pmp", "2024-09-01", PMI)
    await learned(desk, "Guild", 50)
    form = await walk(desk)
    assert "*Minutes*\n`50`" in text_of(form)
    assert "To log at Project Management Institute: 1 entry, 0.75 PDU." in text_of(form)
    there = (await press(desk, form, "seu:at_body")).form
    assert "*PDUs Claimed*\n`0.75`" in text_of(there)
    assert "*Date Started*\n`2026-02-01`" in text_of(there)
    assert "The form asks for more, of which I know nothing: Organization / Host and URL." in text_of(there)
    await desk.submit(BEN, there)
    await desk.submit(BEN, form)
    assert {*await said(desk)} == {("Guild", SA), ("Guild", PMI)}
    assert "`Guild`" in text_of((await desk.click(BEN, "seu:how_to_log", "Guild")).form)


@pytest.mark.parametrize("named", ["pmi", "PMP", "Project Management Institute"])
async def test_a_body_can_be_named(desk: Desk, named: str) -> None:
    await holds(desk)
    await holds(desk, "pmp", "2024-09-01", PMI)
    await learned(desk, "Guild")
    assert "the form of Project Management Institute" in text_of(await walk(desk, f"/seu next {named}"))


async def test_a_body_at_which_nothing_is_renewed_is_no_body(desk: Desk) -> None:
    assert "You renew nothing yet." in (await desk.command(BEN, "/seu next pmi")).text
    await holds(desk)
    told = await desk.command(BEN, "/seu next pmi")
    assert "You renew nothing at “pmi”. Name one of these: Scrum Alliance." in told.text


async def test_case_19_a_side_of_the_triangle_is_chosen_and_counts_at_once(desk: Desk) -> None:
    await holds(desk, "pmp", "2024-09-01", PMI)
    await learned(desk, "Guild")
    form = await walk(desk)
    assert (await press(desk, form, "seu:category", "power_skills")).nothing
    assert await said(desk) == {("Guild", PMI): Claim("Guild", PMI, "power_skills")}
    await desk.submit(BEN, await walk(desk))
    assert await said(desk) == {("Guild", PMI): Claim("Guild", PMI, "power_skills", DAY)}
    back = await desk.click(BEN, "seu:not_logged", f"{PMI} Guild", view="seu:typed")
    assert await said(desk) == {("Guild", PMI): Claim("Guild", PMI, "power_skills")}
    await desk.submit(BEN, back.form, {"category": "ways_of_working"})
    assert await said(desk) == {("Guild", PMI): Claim("Guild", PMI, None, DAY)}


async def test_a_category_that_the_body_does_not_have_is_refused(two: Desk) -> None:
    form = await walk(two)
    assert [*(await two.submit(BEN, form, {"category": "power_skills"})).errors] == ["category"]
    assert await said(two) == {}


async def test_a_correction_of_what_was_logged_says_first_what_to_change_there(two: Desk) -> None:
    await two.submit(BEN, await walk(two))
    await corrected(two, "Older guild", "mended", 103)
    form = await walk(two)
    text = text_of(form)
    assert "*1 of 2*\n*Corrected since you logged it.* Change it at Scrum Alliance to this:" in text
    assert "*Hours*\n`1`  (it was `0`)" in text
    assert "*Minutes*\n`43`" in text
    assert form["submit"]["text"] == "Changed it"
    told = await two.submit(BEN, form)
    assert "*Changed at Scrum Alliance:* Older guild, 1 h 43 min." in told.text
    assert await said(two) == {("mended", SA): Claim("mended", SA, None, DAY)}


async def test_what_was_taken_back_after_it_was_logged_is_taken_off_there(two: Desk) -> None:
    await two.submit(BEN, await walk(two))
    await corrected(two, "Older guild", "", 0)
    form = await walk(two)
    assert "*Taken back since you logged it.* Take this off at Scrum Alliance:" in text_of(form)
    assert form["submit"]["text"] == "Took it off"
    told = await two.submit(BEN, form)
    assert "*Taken off at Scrum Alliance:* Older guild." in told.text
    assert "`Newer guild`" in told.text
    assert await said(two) == {}


async def test_an_entry_that_was_corrected_while_its_form_was_open_is_not_logged(two: Desk) -> None:
    form = await walk(two)
    await corrected(two, "Older guild", "mended", 30)
    assert "has been corrected before" in (await two.submit(BEN, form)).text
    assert await said(two) == {}


async def test_case_26_who_holds_nothing_yet_is_told_what_to_add_and_can_log_an_entry_all_the_same(desk: Desk) -> None:
    await learned(desk, "Guild")
    assert "You have no credential here that is renewed by learning" in text_of(await walk(desk))
    form = (await desk.click(BEN, "seu:how_to_log", "Guild")).form
    assert "the form of Scrum Alliance" in text_of(form)
    await desk.submit(BEN, form)
    assert [*await said(desk)] == [("Guild", SA)]
    await holds(desk)
    assert "Nothing is left" in text_of(await walk(desk))


async def test_one_entry_alone_leads_on_to_how_it_is_logged_elsewhere_and_to_what_is_left(two: Desk) -> None:
    await holds(two, "pmp", "2024-09-01", PMI)
    form = (await two.click(BEN, "seu:how_to_log", "Older guild")).form
    assert "You renew at Project Management Institute too." in text_of(form)
    there = (await press(two, form, "seu:at_body")).form
    assert "*PDUs Claimed*\n`0.5`" in text_of(there)
    after = await two.submit(BEN, form)
    assert "To log at Scrum Alliance: 1 entry, 2 h." in after.text


async def test_nobody_logs_for_another_person(two: Desk) -> None:
    form = await walk(two)
    assert "I find no such entry in your ledger." in (await two.submit(CHLOE, form)).text
    for action, value in (("seu:not_logged", f"{SA} Older guild"), ("seu:how_to_log", "Older guild")):
        assert "I find no such entry in your ledger." in (await two.click(CHLOE, action, value)).text
    assert await said(two) == {}


@pytest.mark.parametrize("private", ["", "alone", "1 nowhere e1", "x scrum_alliance e1"])
async def test_a_form_that_names_nothing_changes_nothing(two: Desk, private: str) -> None:
    form = await walk(two)
    told = await two.submit(BEN, {**form, "private_metadata": private})
    assert "Nothing is noted as logged there any more." in told.text or "no such entry" in told.text


async def test_the_home_and_the_button_lead_there_too(two: Desk) -> None:
    assert "`Older guild`" in (await two.click(BEN, "seu:next", "home", home=True)).text


async def test_not_right_stands_in_the_place_of_the_walk_and_leads_back_to_it(desk: Desk) -> None:
    await holds(desk)
    for name in ("First", "Second"):
        await learned(desk, name, 43)
    form = (await press(desk, await walk(desk), "seu:correct")).form
    assert form["callback_id"] == "seu:edit"
    told = await desk.submit(BEN, form, {"hours": "1", "minutes": "0"})
    assert "*1 of 2*" in told.text
    assert "To log at Scrum Alliance, with this: 1 h 43 min." in told.text


async def test_what_was_logged_is_to_log_no_more_in_what_is_told(two: Desk) -> None:
    await two.submit(BEN, await walk(two))
    told = await two.command(BEN, "/seu log 30 min read Sprints on 1 march 2026")
    assert "To log so far: *2 h 30 min*." in told.text


async def test_who_holds_nothing_has_to_log_what_they_have_not_said_to_have_logged(desk: Desk) -> None:
    await learned(desk, "Guild", 60)
    await learned(desk, "Book", 30)
    await desk.submit(BEN, (await desk.click(BEN, "seu:how_to_log", "Guild")).form)
    assert "To log so far: 0 h 30 min" in (await desk.command(BEN, "/seu")).text


async def test_what_was_attended_on_one_day_comes_in_the_order_in_which_it_began(desk: Desk) -> None:
    later = replace(SESSION, id="a1", title="Late guild", began=SIX + 2 * HOUR, ended=SIX + 3 * HOUR)
    for session in (SESSION, later):
        await hold(desk, {BEN: [(0, 60)]}, session)
    await desk.click(BEN, "seu:keep", "s1")
    await holds(desk, issued="2025-12-10")
    form = await walk(desk)
    assert "`Platform guild`" in text_of(form)
    assert "`Late guild`" in (await press(desk, form, "seu:skip")).text


@pytest.mark.parametrize("day", ["", "yesterday", "2026-13-01"])
async def test_a_day_that_is_none_is_today(two: Desk, day: str) -> None:
    await two.submit(BEN, await walk(two), {"logged": day})
    assert (await said(two))["Older guild", SA].logged == DAY
