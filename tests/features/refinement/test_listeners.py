"""Each command, button and form of refinement, pressed through the dispatch."""

from pathlib import Path
from typing import Any

import pytest

from bot.features.refinement import screens
from bot.features.refinement.actions.recurring import RECURRING
from bot.features.refinement.kinds import SERIES
from bot.features.refinement.listeners import reminders as of_reminders
from bot.series.listeners import changing, handing_over
from tests.features.desk import ANA, BEN, CHLOE, Desk, options_of, text_of, value_of
from tests.features.refinement.scene import (
    ABSENT,
    CARD,
    DROP,
    EDIT,
    EVERY_OTHER,
    LATE,
    LINE,
    MORE,
    SAVE,
    alarms,
    at,
    plan,
    preview,
    reminders,
)

PLAN_FORM, SAVE_FORM, END_FORM = "refinement:plan", "refinement:save_plan", "refinement:end"
HAND_OVER, TAKE_OVER = "refinement:hand_over", "refinement:take_over_kept"
SENTENCES = [
    "every other tuesday at 10:00",
    "every first thursday 15:00 Europe/Madrid for 45m https://meet.example/abc?a=1&b=2",
    "every weekday at 9:15",
    "daily at 9",
    "tomorrow at 9",
    "last business day of the month at noon",
    "monthly on the 15th at noon",
    "every tuesday at 10:00 for 6 times",
    "every monday and thursday at 14h30 until 30 june",
    '"R&D <backlog>" every friday at 9',
]


@pytest.fixture(autouse=True)
async def saturday(desk: Desk) -> None:
    desk.clock.instant = desk.clock.instant.replace(month=11, day=21)


async def test_refine_remind_answers_privately_with_the_rule_the_zone_and_four_dates(desk: Desk) -> None:
    told = await preview(desk, f"{EVERY_OTHER} starting 1 december")
    assert told.message["response_type"] == "ephemeral"
    assert "*Every 2 weeks on Tuesday at 10:00*, Europe/London, in <#C0GUILD>" in told.text
    assert "Next: *Tue 1 Dec*, *Tue 15 Dec*, *Tue 29 Dec*, *Tue 12 Jan 2027*" in told.text
    assert "A card the day before at 10:00, one line 10 minutes before." in told.text
    buttons = [(one["text"]["text"], one["action_id"]) for one in told.message["blocks"][-1]["elements"]]
    assert buttons == [("Save", SAVE), ("Edit", EDIT), ("Cancel", DROP)]
    assert await reminders(desk) == []


async def test_save_replaces_the_preview_and_keeps_the_reminder(desk: Desk) -> None:
    shown = await preview(desk)
    told = await desk.click(ANA, SAVE, value_of(shown.message, SAVE))
    assert told.message["replace_original"] is True
    assert "Saved: Every 2 weeks on Tuesday at 10:00, Europe/London, in <#C0GUILD>." in told.text
    assert len(await reminders(desk)) == 1


async def test_save_delivered_twice_saves_once_and_says_nothing_more(desk: Desk) -> None:
    value = value_of((await preview(desk)).message, SAVE)
    assert "Saved" in (await desk.click(ANA, SAVE, value, trigger_id="trigger.same")).text
    assert (await desk.click(ANA, SAVE, value, trigger_id="trigger.same")).nothing
    assert "Saved: " in (await desk.click(ANA, SAVE, value)).text
    assert len(await reminders(desk)) == 1


async def test_cancel_takes_the_preview_away_and_its_save_with_it(desk: Desk) -> None:
    shown = await preview(desk)
    told = await desk.click(ANA, DROP, value_of(shown.message, DROP))
    assert told.private == [{"delete_original": True}]
    assert "no longer valid" in (await desk.click(ANA, SAVE, value_of(shown.message, SAVE))).text


@pytest.mark.parametrize("sentence", SENTENCES)
async def test_edit_opens_the_form_that_says_the_same_as_the_sentence(desk: Desk, sentence: str) -> None:
    typed = sentence.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")  # as Slack sends it
    shown = await preview(desk, f"/refine remind {typed}")
    form = (await desk.click(ANA, EDIT, value_of(shown.message, EDIT))).form
    assert form["callback_id"] == PLAN_FORM
    again = (await desk.submit(ANA, form)).form
    assert again["callback_id"] == SAVE_FORM
    said = [block for block in shown.message["blocks"] if block["type"] != "actions"]
    assert [text_of(block) for block in again["blocks"]] == [text_of(block) for block in said]


async def test_the_forms_preview_saves_in_place_of_the_sentence(desk: Desk) -> None:
    shown = await preview(desk)
    form = (await desk.click(ANA, EDIT, value_of(shown.message, EDIT))).form
    again = await desk.submit(ANA, form, {"title": "Ops backlog", "link": "https://meet.example/ops"})
    saved = await desk.submit(ANA, again.form)
    assert "Saved: Every 2 weeks on Tuesday" in text_of(saved.form)
    assert "Saved: " in (await desk.click(ANA, SAVE, value_of(shown.message, SAVE))).text
    listed = await desk.command(ANA, "/refine reminders")
    assert "*Ops backlog*" in listed.text
    assert len(await reminders(desk)) == 1


async def test_a_form_that_was_saved_and_is_delivered_again_closes(desk: Desk) -> None:
    form = (await preview(desk, "/refine remind")).form
    again = (await desk.submit(ANA, form)).form
    for _ in range(2):
        told = await desk.submit(ANA, again, trigger_id="trigger.same")
    assert told.nothing
    assert len(await reminders(desk)) == 1


async def test_a_bare_remind_opens_the_form_for_tomorrows_weekday(desk: Desk) -> None:
    form = (await preview(desk, "/refine remind")).form
    text = text_of((await desk.submit(ANA, form)).form)
    assert "*Every week on Sunday at 10:00*, Europe/London" in text or "*Every Sunday at 10:00*, Europe/London" in text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"zone": "Europe/Madird"}, "“Europe/Madrid”"),
        ({"zone": "until 30 june"}, "no time zone"),
        ({"length": "6 times"}, "“6 times” is no length of time."),
        ({"length": "9h"}, "A refinement can last from 1 min to 8 h; you wrote 9 h."),
        ({"title": "x" * 101}, "at most 100 fit"),
        ({"link": "every friday"}, "“every friday” is no link."),
    ],
)
async def test_what_is_wrong_in_a_field_is_told_beside_it(desk: Desk, typed: dict[str, str], said: str) -> None:
    form = (await preview(desk, "/refine remind")).form
    told = await desk.submit(ANA, form, typed)
    assert told.errors.keys() == typed.keys()
    assert all(said in error for error in told.errors.values())


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("every friday or so at 10:00", "could mean two things"),
        ("every tuesday", "At what time?"),
        ("at 10:00", "On which day?"),
        ("every tuesday at 10:00 Europe/Madird", "Did you mean `every tuesday at 10:00 Europe/Madrid`?"),
        ("yesterday", "I do not understand"),
        ("<!channel>", "I do not understand"),
        ("x" * 3_000, "too long"),
    ],
)
async def test_a_schedule_that_means_nothing_gets_a_clear_answer(desk: Desk, sentence: str, said: str) -> None:
    told = await preview(desk, f"/refine remind {sentence}")
    assert said in told.text
    assert "<!channel>" not in told.text
    assert await reminders(desk) == []


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("every tuesday at 10:00 for 0", "A refinement can last from 1 min to 8 h; you wrote 0 s."),
        ("every tuesday at 10:00 for 59s", "from 1 min to 8 h"),
        ("every tuesday at 10:00 for 99h", "from 1 min to 8 h; you wrote 99 h."),
        (f'"{"x" * 101}" every tuesday at 10:00', "The title has 101 characters; at most 100 fit."),
    ],
)
async def test_what_is_over_a_limit_is_refused_before_it_is_previewed(desk: Desk, sentence: str, said: str) -> None:
    told = await preview(desk, f"/refine remind {sentence}")
    assert said in told.text
    assert [block for block in told.message.get("blocks", []) if block["type"] == "actions"] == []


@pytest.mark.parametrize("sentence", ["for 1m", "for 8h", f'"{"x" * 100}"'])
async def test_what_is_at_its_limit_is_previewed_and_saved(desk: Desk, sentence: str) -> None:
    await plan(desk, f"/refine remind every tuesday at 10:00 {sentence}")
    assert len(await reminders(desk)) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Refinement by example"),
        ("help", "Refinement by example"),
        ("remnid tuesday", "Did you mean this? ```/refine remind tuesday```"),
        ("reminder\n“Ops &amp; Co” tuesday", "Did you mean this? ```/refine remind “Ops &amp; Co” tuesday```"),
        ("op <@U0BEN|ben>", "I do not know `/refine op`."),
        ("product owner <@U0BEN|ben>", "Did you mean this? ```/refine po @ben```"),
        ("product goal Buyers come back", "Did you mean this? ```/refine goal Buyers come back```"),
        ("owner <@U0BEN|ben>", "Did you mean this? ```/refine po @ben```"),
        ("?", "Refinement by example"),
        ("<!channel>", "I do not know `/refine &lt;!channel&gt;`."),
        ("remind refinement of payments every tuesday at 10", "refinement of payments"),
        ("grooming", "Nothing is here yet."),
        ("zzz", "I do not know `/refine zzz`."),
    ],
)
async def test_help_and_typos_are_answered_by_example(desk: Desk, typed: str, said: str) -> None:
    assert said in (await desk.command(ANA, f"/refine {typed}")).text


@pytest.mark.parametrize(
    "typed",
    [
        "remind\nevery tuesday at 10:00",
        "remind\t\u2003every\ntuesday at 10:00",
        "REMIND\u200b every tuesday at 10:00",
        "every tuesday at 10:00",
        "“Ops backlog” every tuesday at 10:00",
        "<https://meet.example/abc> every tuesday at 10:00",
        "weekly on tuesday at 10:00",
        "remind grooming every tuesday at 10:00",
        "remind Backlog refinement every tuesday at 10:00",
        "grooming every tuesday at 10:00",
    ],
)
async def test_a_sentence_is_read_whatever_stands_before_it(desk: Desk, typed: str) -> None:
    told = await preview(desk, f"/refine {typed}")
    assert "*Every week on Tuesday at 10:00*" in told.text or "*Every Tuesday at 10:00*" in told.text
    assert await reminders(desk) == []


@pytest.mark.parametrize("typed", ["list", "status", "stop", "pause", "remiders", "series", "next"])
async def test_a_word_for_what_stands_in_the_list_shows_it_in_private(desk: Desk, typed: str) -> None:
    await plan(desk)
    told = await desk.command(ANA, f"/refine {typed}")
    assert "Skip, pause and end stand in the ⋮ menu of each reminder." in told.text
    assert "Next: " in told.text
    assert told.message["response_type"] == "ephemeral"


@pytest.mark.parametrize("typed", ["plan", "new", "remid"])
async def test_another_word_for_a_reminder_opens_the_form(desk: Desk, typed: str) -> None:
    assert (await desk.command(ANA, f"/refine {typed}")).form["callback_id"] == PLAN_FORM


@pytest.mark.parametrize("title", ["\u2800", "\u3164 \u200b"])
async def test_a_title_that_looks_blank_is_none(desk: Desk, title: str) -> None:
    assert "“" not in (await preview(desk, f"/refine remind “{title}” every tuesday at 10:00")).text
    form = (await preview(desk, "/refine remind")).form
    assert "“" not in text_of((await desk.submit(ANA, form, {"title": title})).form)


async def test_a_title_reads_as_slack_shows_it(desk: Desk) -> None:
    assert "“Ops with @u0ben”" in (await preview(desk, "/refine remind “Ops with <@U0BEN>” every tuesday at 10:00")).text


async def test_a_channel_without_the_bot_and_a_direct_message_are_refused_before_anything_is_kept(desk: Desk) -> None:
    desk.slack.refused_channels["C0SECRET"] = "channel_not_found"
    assert "/invite" in (await preview(desk, channel="C0SECRET")).text
    assert "works in a channel" in (await preview(desk, channel="D0ANA")).text
    shown = await preview(desk)
    desk.loses("C0GUILD")
    assert "/invite" in (await desk.click(ANA, SAVE, value_of(shown.message, SAVE))).text
    assert await reminders(desk) == []


async def test_late_and_cant_are_acked_without_a_word_and_the_card_shows_them(desk: Desk) -> None:
    await plan(desk, "/refine remind tomorrow at 10:00")
    await desk.tick.run()
    card = await desk.the(CARD)
    assert (await desk.click(BEN, LATE, card.value(LATE))).nothing
    assert "Late: u0ben" in (await desk.the(CARD)).text
    assert (await desk.click(BEN, ABSENT, card.value(ABSENT))).nothing
    assert "Can't: u0ben" in (await desk.the(CARD)).text


@pytest.mark.parametrize("action", [LATE, ABSENT])
async def test_a_press_delivered_twice_does_not_take_the_answer_back(desk: Desk, action: str) -> None:
    await plan(desk, "/refine remind tomorrow at 10:00")
    await desk.tick.run()
    value = (await desk.the(CARD)).value(action)
    for _ in range(2):
        assert (await desk.click(BEN, action, value, trigger_id="trigger.same")).nothing
    assert "Silence means coming." not in (await desk.the(CARD)).text


@pytest.mark.parametrize("action", [LATE, ABSENT])
@pytest.mark.parametrize("other", [{"team": {"id": "T0OTHER"}}, {}], ids=["another workspace", "no such card"])
async def test_an_answer_to_no_card_of_this_workspace_is_refused(desk: Desk, action: str, other: dict[str, Any]) -> None:
    await plan(desk, "/refine remind tomorrow at 10:00")
    await desk.tick.run()
    value = (await desk.the(CARD)).value(action) if other else "none"
    assert "This reminder has ended." in (await desk.click(BEN, action, value, **other)).text


async def test_the_menu_of_a_reminder_skips_pauses_goes_on(desk: Desk) -> None:
    await plan(desk)
    told = await desk.command(ANA, "/refine reminders")
    for choice, said in (("Skip the next one", "Skipped: "), ("Pause", "_paused_"), ("Go on", "Next: ")):
        (menu,) = options_of(told.message, MORE)
        told = await desk.click(ANA, MORE, menu[choice])
        assert told.message["replace_original"] is True
        assert said in told.text


async def test_the_end_of_a_reminder_is_asked_once_more_with_what_is_lost(desk: Desk) -> None:
    await plan(desk, "/refine remind every other tuesday at 10:00 “Ops backlog”")
    asked = await desk.click(ANA, MORE, options_of((await desk.command(ANA, "/refine reminders")).message, MORE)[0]["End"])
    assert asked.form["callback_id"] == END_FORM
    assert "Nobody is reminded of Ops backlog in <#C0GUILD> ever again." in asked.text
    assert "gets no card and no line." in asked.text
    assert "*Ops backlog*" in (await desk.command(ANA, "/refine reminders")).text
    assert "Only <@U0ANA>" in (await desk.submit(BEN, asked.form)).notice
    assert "The reminder of Ops backlog in <#C0GUILD> has ended." in (await desk.submit(ANA, asked.form)).text
    assert "No reminders in this channel." in (await desk.command(ANA, "/refine reminders")).text
    assert "This reminder has ended." in (await desk.submit(ANA, asked.form)).notice
    assert await alarms(desk) == []


async def test_the_question_whether_a_reminder_is_to_end_knows_of_its_card_and_of_a_pause(desk: Desk) -> None:
    await plan(desk, "/refine remind tomorrow at 10:00")
    await desk.tick.run()
    (menu,) = options_of((await desk.command(ANA, "/refine reminders")).message, MORE)
    assert "the card in the channel will say that the reminder has ended." in (await desk.click(ANA, MORE, menu["End"])).text
    await desk.click(ANA, MORE, menu["Pause"])
    assert "Its next date" not in (await desk.click(ANA, MORE, menu["End"])).text


@pytest.mark.parametrize(
    ("typed", "more_come"), [("/refine remind tomorrow at 10:00", False), ("/refine remind every tuesday at 10:00", True)]
)
async def test_a_pause_is_offered_instead_of_the_end_only_where_more_dates_come(desk: Desk, typed: str, more_come: bool) -> None:
    await plan(desk, typed)
    (menu,) = options_of((await desk.command(ANA, "/refine reminders")).message, MORE)
    asked = (await desk.click(ANA, MORE, menu["End"])).text
    assert ("pause it instead" in asked, "ever again" in asked) == (more_come, more_come)


@pytest.mark.parametrize(
    "value", ["", "skip", "end", "end:none:0", "pause:none:0", "explode:{}:0", "skip:{}:soon", "skip:{}:99999999999999999999"]
)
async def test_a_choice_that_is_none_changes_nothing(desk: Desk, value: str) -> None:
    reminder = await plan(desk)
    before = await alarms(desk)
    told = await desk.click(ANA, MORE, value.format(reminder))
    assert "`/refine reminders`" in told.text
    assert await alarms(desk) == before


@pytest.mark.parametrize("verb", ["skip", "pause", "resume", "end"])
async def test_another_workspaces_reminder_is_not_there(desk: Desk, verb: str) -> None:
    reminder = await plan(desk)
    told = await desk.click(ANA, MORE, f"{verb}:{reminder}:0", team={"id": "T0OTHER"})
    assert "This reminder has ended." in told.text


@pytest.mark.parametrize("action", [SAVE, EDIT])
@pytest.mark.parametrize(("person", "team"), [(BEN, "T0COFFEE"), (ANA, "T0OTHER")])
async def test_another_persons_or_workspaces_plan_is_no_longer_valid(desk: Desk, action: str, person: str, team: str) -> None:
    value = value_of((await preview(desk)).message, action)
    told = await desk.click(person, action, value, team={"id": team})
    assert "This preview is no longer valid" in told.text
    assert told.forms == []


@pytest.mark.parametrize(("person", "team"), [(BEN, "T0COFFEE"), (ANA, "T0OTHER")])
async def test_anothers_cancel_and_form_leave_the_plan_alone(desk: Desk, person: str, team: str) -> None:
    shown = await preview(desk)
    await desk.click(person, DROP, value_of(shown.message, DROP), team={"id": team})
    form = (await desk.click(ANA, EDIT, value_of(shown.message, EDIT))).form
    again = (await desk.submit(ANA, form)).form
    assert "no longer valid" in (await desk.submit(person, again, team={"id": team})).text
    assert "Saved" in (await desk.submit(ANA, again)).text


async def test_a_persons_next_refinements_stand_in_their_home(desk: Desk) -> None:
    from bot.feature import Slot
    from bot.features.refinement.screens import home_rows
    from bot.words.words import words_for

    words = words_for("en-GB", "Europe/London")
    assert await desk.store.read(home_rows, desk.workspace, ANA, words) == []
    await plan(desk)
    rows = await desk.store.read(home_rows, desk.workspace, ANA, words)
    assert [(row.slot, row.text.partition("  ")[2], [each.text for each in row.buttons]) for row in rows] == [
        (Slot.NEXT, "Backlog refinement  <#C0GUILD>", ["Change …"]),
        (Slot.NEXT, "Backlog refinement  <#C0GUILD>", []),
    ]
    assert await desk.store.read(home_rows, desk.workspace, BEN, words) == []
    await at(desk, "2026-11-23 12:00")


def test_every_id_has_been_pressed_here() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    named = {SAVE: "SAVE", EDIT: "EDIT", DROP: "DROP", MORE: "MORE", LATE: "LATE", ABSENT: "ABSENT"}
    forms = {PLAN_FORM: "PLAN_FORM", SAVE_FORM: "SAVE_FORM", END_FORM: "END_FORM"}
    lists = {
        "refinement:before",
        "refinement:after",
        "refinement:not_me",
    }  # tried with the lists and turns of the other ceremonies
    handed_over = {*handing_over.clicks(RECURRING), *handing_over.forms(RECURRING)}  # and so are these
    changed = {*changing.clicks(RECURRING), *changing.forms(RECURRING), "refinement:move"}  # and these with those of any series
    assert {*of_reminders.CLICKS} - lists - handed_over - changed == {*named}
    assert {*of_reminders.FORMS} - handed_over - changed == {*forms}
    assert all(f"{name}" in text for name in [*named.values(), *forms.values()])


async def test_the_product_owner_is_named_by_a_mention_and_may_change_the_reminders_of_others(desk: Desk) -> None:
    assert "Nobody is named" in (await desk.command(BEN, "/refine po")).text
    assert "<@U0BEN> is this team's Product Owner" in (await desk.command(ANA, "/refine po <@U0BEN|ben>")).text
    await plan(desk)
    told = await desk.command(BEN, "/refine reminders")
    (choices,) = options_of(told.message, MORE)
    assert "_paused_" in (await desk.click(BEN, MORE, choices["Pause"])).text


async def test_only_the_product_owner_or_an_admin_names_another_one(desk: Desk) -> None:
    desk.slack.people[ANA] = {"is_admin": False}
    await desk.command(BEN, "/refine po <@U0BEN|ben>")
    assert "Only <@U0BEN>" in (await desk.command(ANA, "/refine po <@U0ANA|ana>")).text
    assert "<@U0BEN>" in (await desk.command(ANA, "/refine po")).text


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"is_bot": True}, "That is an app, not a person. Choose a person."),
        ({"deleted": True}, "<@U0CHLOE> has no account here any more. Choose somebody else."),
    ],
    ids=["an app", "a deactivated account"],
)
@pytest.mark.parametrize("seen", [False, True], ids=["never seen", "seen before"])
async def test_an_app_and_who_has_left_are_not_named_product_owner(
    desk: Desk, told: dict[str, bool], said: str, *, seen: bool
) -> None:
    if seen:
        await desk.command(CHLOE, "/refine help")
    desk.slack.people[CHLOE] = told
    assert said in (await desk.command(ANA, "/refine po <@U0CHLOE|chloe>")).text
    assert "Nobody is named" in (await desk.command(ANA, "/refine po")).text


async def test_who_is_not_mentioned_is_not_named(desk: Desk) -> None:
    assert "`/refine po @ana`" in (await desk.command(ANA, "/refine po Ana")).text


async def test_the_list_is_of_a_channel_so_a_direct_message_is_told_where_to_go(desk: Desk) -> None:
    told = await desk.command(ANA, "/refine reminders", channel="D0ANA")
    assert told.text == "This works in a channel, not in a direct message. Go to your team's channel and try again."


async def test_an_old_list_is_replaced_by_a_fresh_one_that_says_why_nothing_was_done(desk: Desk) -> None:
    await plan(desk)
    (choices,) = options_of((await desk.command(ANA, "/refine reminders")).message, MORE)
    private: dict[str, Any] = {
        "container": {"type": "message", "message_ts": "1.2", "channel_id": "C0GUILD", "is_ephemeral": True}
    }
    refused = (await desk.click(BEN, MORE, choices["Pause"], **private)).message
    assert refused["replace_original"] is True
    assert "Only <@U0ANA>, whose reminder this is" in refused["blocks"][0]["text"]["text"]
    assert options_of(refused, MORE) == [choices]
    await desk.submit(ANA, (await desk.click(ANA, MORE, choices["End"])).form)
    for choice in ("Pause", "End"):
        told = (await desk.click(ANA, MORE, choices[choice], **private)).message
        assert told["replace_original"] is True
        assert "This reminder has ended." in told["blocks"][0]["text"]["text"]
        assert options_of(told, MORE) == []
    assert (await desk.click(ANA, MORE, choices["Pause"])).message["replace_original"] is False


async def test_who_may_not_end_a_reminder_is_not_asked_whether_to(desk: Desk) -> None:
    await plan(desk)
    (menu,) = options_of((await desk.command(BEN, "/refine reminders")).message, MORE)
    told = await desk.click(BEN, MORE, menu["End"])
    assert told.forms == []
    assert "Only <@U0ANA>" in told.text


async def test_hand_over_opens_a_form_and_only_who_was_asked_to_takes_over(desk: Desk) -> None:
    reminder = await plan(desk)
    desk.slack.people |= {ANA: {}, BEN: {}}
    (choices,) = options_of((await desk.command(ANA, "/refine reminders")).message, MORE)
    form = (await desk.click(ANA, MORE, choices["Hand over …"])).form
    assert form["callback_id"] == HAND_OVER
    assert "is looked after by <@U0BEN> now." in text_of((await desk.submit(ANA, form, {"person": BEN})).form)
    told = await desk.click(CHLOE, TAKE_OVER, f"{reminder}/{BEN}")
    assert "<@U0BEN> looks after it by now." in told.text


async def test_the_product_owner_is_one_person_and_two_are_refused_in_words(desk: Desk) -> None:
    assert "is one person, not a committee" in (await desk.command(ANA, "/refine po <@U0BEN|ben> <@U0CHLOE|chloe>")).text


async def test_a_reminder_says_its_own_lead_times_and_without_a_card_its_line_goes_to_the_channel(desk: Desk) -> None:
    form = (await desk.command(ANA, "/refine remind")).form
    first = {"days": ["tuesday"], "starting": "2026-12-01", "time": "10:00", "zone": "Europe/London"}
    shown = await desk.submit(ANA, form, first | {"announce": "0", "remind": "30"})
    assert "A card on the day, at 08:00. One line 30 min before." in shown.text
    assert "7 days apart" in (await desk.submit(ANA, form, first | {"announce": "week", "length": "1h"})).errors["announce"]
    shown = await desk.submit(ANA, form, first | {"announce": "none", "remind": "60"})
    assert "No card. One line 1 h before." in shown.text
    await desk.submit(ANA, shown.form)
    assert (
        "*Backlog refinement*  Every Tuesday at 10:00, Europe/London · no card · line 1 h ahead"
        in (await desk.command(ANA, "/refine reminders")).text
    )
    await at(desk, "2026-12-01 09:00")
    (line,) = await desk.shown()
    assert (line.screen, line.place, line.in_thread) == (LINE, "C0GUILD", False)
    owned = await desk.store.read(screens.owner, desk.workspace, SERIES.reminder, line.subject)
    assert owned is not None
    assert owned.person == ANA


async def test_a_moved_refinement_is_drawn_anew_and_told_to_who_comes_late(desk: Desk) -> None:
    await plan(desk)
    await at(desk, "2026-11-23 10:00")
    await desk.click(BEN, LATE, (await desk.the(CARD)).value(LATE))
    await desk.click(CHLOE, ABSENT, (await desk.the(CARD)).value(ABSENT))
    (choices,) = options_of((await desk.command(ANA, "/refine reminders")).message, MORE)
    form = (await desk.click(ANA, MORE, choices["Change …"])).form
    moves = options_of(form, "refinement:series_date")[0]["Move …"]
    asked = (await desk.click(ANA, "refinement:series_date", moves, view="refinement:series_until")).form
    await desk.submit(ANA, asked, {"starting": "2026-11-25", "time": "11:00"})
    assert "Wed 25 Nov 11:00" in (await desk.the(CARD)).text
    assert [one.place for one in await desk.shown("refinement:moved")] == [BEN]
    await at(desk, "2026-11-25 10:50")
    assert "|11:00 Europe/London>" in (await desk.the(LINE)).text
    await at(desk, "2026-11-25 11:00")
    assert (await desk.the(CARD)).buttons == []
