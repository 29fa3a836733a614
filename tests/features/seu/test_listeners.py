"""Each command, button and form of the ledger, pressed through the dispatch."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.features.seu import FEATURE
from bot.features.seu.actions import settling
from bot.store.requests import purge_requests
from tests.features.desk import ANA, BEN, CHLOE, Desk, options_of, text_of, value_of
from tests.features.seu.scene import entries, hold, say, total

SELF = {"hours": "0", "minutes": "45", "reason": "my clock"}


@pytest.fixture
async def asked(desk: Desk) -> Desk:
    """Ben has been asked about 43 minutes."""
    await hold(desk, {BEN: [(17, 60)]})
    return desk


@pytest.fixture
async def kept(asked: Desk) -> Desk:
    """Ben keeps his 43 minutes."""
    await press(asked, "seu:keep")
    return asked


async def press(desk: Desk, action: str, person: str = BEN, **other: Any) -> Any:
    """Press a button of the one message that has it."""
    (value,) = {value_of(one.payload, action) for one in await desk.shown() if action in one.buttons}
    return await desk.click(person, action, value, **other)


async def test_seu_shows_a_person_their_own_ledger_alone(kept: Desk) -> None:
    told = await kept.command(BEN, "/seu")
    assert told.message["response_type"] == "ephemeral"
    assert "To log so far: 0 h 43 min" in told.text
    assert "*0 h 43 min*  Platform guild\n1 December 2026" in told.text
    assert "Nothing is kept for you yet." in (await kept.command(CHLOE, "/seu")).text


@pytest.mark.parametrize("typed", ["total", "totla", "status", "LIST\nplease", "mine"])
async def test_a_word_for_the_ledger_shows_it(kept: Desk, typed: str) -> None:
    assert "To log so far: 0 h 43 min" in (await kept.command(BEN, f"/seu {typed}")).text


@pytest.mark.parametrize("typed", ["on", "off", "stop", "start keeping", "unsubscribe"])
async def test_a_word_for_the_switch_changes_nothing_and_offers_its_button(kept: Desk, typed: str) -> None:
    told = await kept.command(BEN, f"/seu {typed}")
    assert "I keep your learning minutes." in told.text
    pressed = await kept.click(BEN, "seu:decline", value_of(told.message, "seu:decline"))
    assert "I keep no learning minutes for you." in pressed.text or "To log so far" in pressed.text
    again = await kept.command(BEN, "/seu on")
    await kept.click(BEN, "seu:keep", value_of(again.message, "seu:keep"))
    assert "I keep your learning minutes." in (await kept.command(BEN, "/seu on")).text


async def test_the_switch_offers_both_to_who_was_never_asked(desk: Desk) -> None:
    told = await desk.command(BEN, "/seu on")
    assert "I have not asked you yet" in told.text
    await desk.click(BEN, "seu:keep", value_of(told.message, "seu:keep"))
    assert "I keep your learning minutes." in (await desk.command(BEN, "/seu off")).text
    assert "I have not asked you yet" in (await desk.command(CHLOE, "/seu off")).text


@pytest.mark.parametrize(("typed", "said"), [("help", "SEUs by example"), ("blue moon", "I do not know `/seu blue moon`")])
async def test_seu_help_and_a_typo_explain_the_command(desk: Desk, typed: str, said: str) -> None:
    assert said in (await desk.command(BEN, f"/seu {typed}")).text


async def test_a_slip_of_the_pen_leads_to_the_command_that_was_meant(desk: Desk) -> None:
    told = (await desk.command(BEN, "/seu hlep me <https://a.example>")).text
    assert "I do not know `/seu hlep me https://a.example`. Did you mean this? ```/seu help me https://a.example```" in told


async def test_seu_asks_the_question_that_is_open_and_does_not_say_that_nothing_is_kept(asked: Desk) -> None:
    told = await asked.command(BEN, "/seu")
    assert "That is *0 h 43 min* to log for a Scrum Alliance renewal. Should I keep learning minutes for you?" in told.text
    assert "Nothing is kept" not in told.text
    answered = await asked.click(BEN, "seu:keep", value_of(told.message, "seu:keep"))
    assert "To log so far: 0 h 43 min" in answered.text
    assert answered.message["replace_original"]
    assert "kept" in (await asked.the("seu:ask")).text


async def test_the_question_is_declined_in_the_ledger_too(asked: Desk) -> None:
    told = await asked.click(BEN, "seu:open", "home")
    declined = await asked.click(BEN, "seu:decline", value_of(told.form, "seu:decline"), view="seu:ledger")
    assert "I keep no learning minutes for you." in declined.text


async def test_keep_is_acked_without_a_word_and_the_question_shows_it(asked: Desk) -> None:
    assert (await press(asked, "seu:keep")).nothing
    assert await total(asked, BEN) == 43
    assert "kept" in (await asked.the("seu:ask")).text


async def test_no_thanks_is_acked_without_a_word_and_the_question_shows_it(asked: Desk) -> None:
    assert (await press(asked, "seu:decline")).nothing
    assert "I keep no learning minutes for you." in (await asked.the("seu:ask")).text


async def test_the_same_press_delivered_twice_is_one(asked: Desk) -> None:
    for _ in range(2):
        assert (await asked.click(BEN, "seu:keep", "s1", trigger_id="trigger.same")).nothing
    assert len(await entries(asked, BEN)) == 1


async def test_the_switch_in_the_ledger_shows_the_ledger_anew(kept: Desk) -> None:
    told = await kept.click(BEN, "seu:decline", value_of((await kept.command(BEN, "/seu")).message, "seu:decline"))
    assert told.message["replace_original"] is True
    assert "Keep them from now on" in told.text
    again = await kept.click(BEN, "seu:keep", value_of(told.message, "seu:keep"), view="seu:ledger")
    assert [how for how, _ in again.forms] == ["update"]
    assert "Stop keeping them" in again.text


@pytest.mark.parametrize("home", [False, True])
async def test_my_seus_opens_the_ledger_as_a_form(kept: Desk, home: bool) -> None:
    told = await kept.click(BEN, "seu:open", "home", home=home)
    assert [how for how, _ in told.forms] == ["open"]
    assert "To log so far: 0 h 43 min" in told.text


async def test_how_to_log_it_opens_the_four_values(kept: Desk) -> None:
    told = await press(kept, "seu:how_to_log")
    assert "*Hours*\n`0`\n*Minutes*\n`43`" in told.text


async def test_not_right_opens_a_form_and_its_submit_corrects_the_entry(kept: Desk) -> None:
    form = (await press(kept, "seu:correct")).form
    told = await kept.submit(BEN, form, SELF)
    assert told.ack == {"response_action": "clear"}
    assert await total(kept, BEN) == 45


@pytest.mark.parametrize("by_host", [False, True])
async def test_an_entry_that_was_taken_back_stays_in_the_ledger_and_is_corrected_there(kept: Desk, *, by_host: bool) -> None:
    old = (await kept.the("seu:ask")).value("seu:how_to_log")
    if by_host:
        await say(kept, BEN, 0)
    else:
        await kept.submit(BEN, (await press(kept, "seu:correct")).form, SELF | {"minutes": "0"})
    told = await kept.command(BEN, "/seu")
    assert "To log so far: 0 h 0 min" in told.text
    who = "somebody" if by_host else "you"
    assert f"*0 h 0 min*  Platform guild\n1 December 2026  ·  _taken back by {who}_" in told.text
    assert "No meeting has been kept yet." not in told.text
    assert options_of(told.message, "seu:more") == []
    for gone in (old, value_of(told.message, "seu:correct")):
        assert "has been corrected before" in (await kept.click(BEN, "seu:how_to_log", gone)).text
    form = (await kept.click(BEN, "seu:correct", value_of(told.message, "seu:correct"))).form
    assert "takes the entry back" not in text_of(form)
    assert list((await kept.submit(BEN, form, {"reason": "so it was"})).errors) == ["minutes"]
    await kept.submit(BEN, form, SELF)
    assert "*0 h 45 min*  Platform guild\n1 December 2026  ·  _self-reported_" in (await kept.command(BEN, "/seu")).text
    assert await total(kept, BEN) == 45


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"minutes": "75"}, "minutes"),
        ({"hours": "25"}, "hours"),
        ({"reason": "  "}, "reason"),
        ({"minutes": "43"}, "minutes"),
    ],
)
async def test_what_is_wrong_with_a_correction_is_said_beside_its_field(kept: Desk, wrong: dict[str, str], field: str) -> None:
    form = (await press(kept, "seu:correct")).form
    told = await kept.submit(BEN, form, SELF | wrong)
    assert list(told.errors) == [field]
    assert await total(kept, BEN) == 43


async def test_a_correction_delivered_twice_corrects_once(kept: Desk) -> None:
    form = (await press(kept, "seu:correct")).form
    for _ in range(2):
        await kept.submit(BEN, form, SELF, trigger_id="trigger.same")
    assert len(await entries(kept, BEN)) == 3


async def test_a_form_about_an_entry_that_was_corrected_meanwhile_says_so(kept: Desk) -> None:
    form = (await press(kept, "seu:correct")).form
    await say(kept, BEN, 30)
    assert "has been corrected before" in (await kept.submit(BEN, form, SELF)).text
    assert await total(kept, BEN) == 30


@pytest.mark.parametrize(("choice", "callback"), [("How to log it", "seu:typed"), ("Not right?", "seu:correct")])
async def test_the_menu_of_an_entry_opens_what_was_chosen_on_top_of_the_ledger(kept: Desk, choice: str, callback: str) -> None:
    ledger = (await kept.click(BEN, "seu:open", "home")).form
    (menu,) = options_of(ledger, "seu:more")
    told = await kept.click(BEN, "seu:more", menu[choice], view="seu:ledger")
    ((how, form),) = told.forms
    assert (how, form["callback_id"]) == ("push", callback)


async def test_ask_ana_to_correct_the_roster_lies_on_top_of_ones_own_correction(kept: Desk) -> None:
    form = (await press(kept, "seu:correct")).form
    told = await kept.click(BEN, "seu:ask_host", value_of(form, "seu:ask_host"), view="seu:correct")
    ((how, ask),) = told.forms
    assert (how, ask["callback_id"]) == ("push", "seu:ask_host")
    done = await kept.submit(BEN, ask, {"minutes": "50", "reason": "came at ten past"})
    assert "has been asked, and decides." in text_of(done.form)
    assert "50 min instead of 43 min" in (await kept.the("seu:roster_request")).text
    again = await kept.submit(BEN, ask, {"minutes": "55", "reason": "again"})
    assert f"<@{ANA}> has been asked already" in again.text


async def test_before_the_answer_not_right_asks_the_host(asked: Desk) -> None:
    form = (await press(asked, "seu:roster_wish")).form
    assert form["callback_id"] == "seu:ask_host"
    refused = await asked.submit(BEN, form, {"hours": "2", "reason": "overtime"})
    assert refused.errors == {"minutes": "The meeting lasted 60 min: state no more than that."}


async def test_a_host_is_not_offered_to_ask_themself(desk: Desk) -> None:
    await hold(desk, {ANA: [(0, 60)]})
    assert "You are the host" in (await desk.click(ANA, "seu:roster_wish", "s1")).text
    await desk.store.write(settling.keep, desk.workspace, None, person=ANA)
    form = (await desk.click(ANA, "seu:correct", value_of((await desk.the("seu:ask")).payload, "seu:correct"))).form
    assert "roster" not in text_of(form)


@pytest.mark.parametrize("action", ["seu:how_to_log", "seu:correct", "seu:more", "seu:ask_host", "seu:roster_wish"])
async def test_what_is_another_persons_opens_nothing(kept: Desk, action: str) -> None:
    value = "s1" if action in ("seu:ask_host", "seu:roster_wish") else (await kept.the("seu:ask")).value("seu:correct")
    told = await kept.click(CHLOE, action, f"how_to_log:{value}:0" if action == "seu:more" else value)
    assert told.forms == []
    assert "I find no such entry in your ledger." in told.text


@pytest.mark.parametrize("callback", ["seu:correct", "seu:ask_host"])
async def test_a_form_of_another_persons_changes_nothing(kept: Desk, callback: str) -> None:
    form = (await press(kept, "seu:correct")).form
    if callback == "seu:ask_host":
        form = (await kept.click(BEN, callback, "s1", view="seu:correct")).form
    told = await kept.submit(CHLOE, form, SELF)
    assert "I find no such entry in your ledger." in told.text
    assert await total(kept, BEN) == 43


@pytest.mark.parametrize("action", ["seu:how_to_log", "seu:correct", "seu:more", "seu:ask_host", "seu:roster_wish"])
async def test_another_workspaces_ids_are_refused(kept: Desk, action: str) -> None:
    value = "s1" if action in ("seu:ask_host", "seu:roster_wish") else (await kept.the("seu:ask")).value("seu:correct")
    pressed = f"correct:{value}:0" if action == "seu:more" else value
    told = await kept.click(BEN, action, pressed, team={"id": "T0OTHER"})
    assert told.forms == []
    assert "I find no such entry in your ledger." in told.text


async def test_an_old_button_of_an_entry_that_was_corrected_says_so(kept: Desk) -> None:
    old = (await kept.the("seu:ask")).value("seu:how_to_log")
    await say(kept, BEN, 30)
    assert "has been corrected before" in (await kept.click(BEN, "seu:how_to_log", old)).text


def test_every_id_has_been_pressed_here() -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("test_*.py"))
    claimed = [*FEATURE.clicks, *FEATURE.forms]
    assert [one for one in claimed if f'"{one}"' not in text] == []


async def test_an_answer_of_then_does_not_undo_the_one_of_now(asked: Desk) -> None:
    """Both are sent again after their keys were forgotten, as Slack does with events that it could not deliver."""
    await asked.click(BEN, "seu:keep", "s1", trigger_id="first")
    await asked.click(BEN, "seu:decline", "s1", trigger_id="second")
    while await asked.store.write(purge_requests, asked.workspace, None, asked.real.now() + timedelta(days=2)):
        pass
    for trigger, answer in (("first", "seu:keep"), ("second", "seu:decline")):
        await asked.click(BEN, answer, "s1", trigger_id=trigger)
    assert "Keep them from now on" in (await asked.command(BEN, "/seu")).text
    assert len(await entries(asked, BEN)) == 1


@pytest.mark.parametrize("typed", ["1h read Flow", "add 1h read Flow", "Record 1h read Flow"])
async def test_what_says_how_long_is_led_to_the_log(desk: Desk, typed: str) -> None:
    told = (await desk.command(BEN, f"/seu {typed}")).text
    assert f"I do not know `/seu {typed}`. Did you mean this? ```/seu log 1h read Flow```" in told
