"""Commands from the App Home: each does what it does when it is typed, through the same listener, and answers in a form."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.feature import Takes
from bot.features.lean_coffee.views import commands as of_coffee
from bot.features.refinement import listeners as of_refinement
from bot.features.refinement.views.typed import HELP
from bot.features.seu.listeners import command as of_seu
from bot.features.sprint import listeners as of_sprint
from bot.house.features import ROOMS_AND_FEATURES
from bot.house.home import draw_home, parts_of
from bot.house.home_commands import id_of
from bot.slack.surfaces import Home
from bot.store.unit import RunningStore
from bot.words.words import words_for
from tests.fakes.payloads import Payload, render_home
from tests.features.desk import ANA, BEN, Desk, Told, elements_of, options_of, text_of, value_of

ROOT = Path(__file__).parents[2]
WORDS = words_for("en-GB", "Europe/London")
COMMANDS = [command for feature in ROOMS_AND_FEATURES for command in feature.at_home(WORDS).commands]
OFFERED = {command.line: command for command in COMMANDS}
ANSWERED = {
    "/coffee start": "Done: see <#C0GUILD>.",
    "/coffee async": "Done: see <#C0GUILD>.",
    "/coffee plan": "Plan a Lean Coffee",
    "/coffee every": "Plan a Lean Coffee",
    "/coffee series": "Nothing is planned in this channel.",
    "/coffee board": "No Lean Coffee is open in this channel.",
    "/coffee stats": "There is no meeting with a record to count here.",
    "/coffee search": "Type what to look for",
    "/coffee export": "No Lean Coffee has ended here",
    "/coffee": "topics, dots, timeboxes that run themselves",
    "/coffee demo": "plays now in your direct messages",
    "/coffee handover": "No Lean Coffee is open",
    "/coffee cohost": "No Lean Coffee is open",
    "/coffee help": "Meet now",
    "/coffee action": "What is to be done",
    "/coffee actions": "Nothing is to be done here.",
    "/refine remind": "How often",
    "/refine reminders": "No reminders in this channel.",
    "/refine queue": "Nothing is here yet.",
    "/refine add": "Acceptance criteria",
    "/refine ready": "Ready: 0 items",
    "/refine started": "Started: 0 items",
    "/refine done": "Done: 0 items",
    "/refine park": "Parked: 0 items",
    "/refine reopen": "Done: 0 items",
    "/refine import": "List or CSV",
    "/refine export": "number,key,title",
    "/refine agenda": "No refinement is to come",
    "/refine mute": "no direct messages about coming dates",
    "/refine unmute": "about coming dates again",
    "/refine po": "Nobody is named as this team's Product Owner.",
    "/refine team": "Who is who in the team of <#C0GUILD>",
    "/refine settings": "What the team of <#C0GUILD> has set",
    "/refine actions": "Nothing is to be done here.",
    "/refine goal": "No Product Goal is set.",
    "/refine share": "nobody is named yet",
    "/refine experiment": "number",
    "/refine forecast": "20 items, 15-25 items, or by 31 jan",
    "/refine start": "Nothing is to be refined here.",
    "/refine board": "No Refinement is open in this channel. `/refine start` starts one.",
    "/refine handover": "No Refinement is open",
    "/refine cohost": "No Refinement is open",
    "/refine estimate": "What is to be estimated",
    "/refine todo": "No estimate waits for you.",
    "/refine help": "/refine remind first thursday",
    "/sprint": "This channel has no Sprints yet.",
    "/sprint events": "This channel has no Sprints yet.",
    "/sprint goal": "This channel has no Sprints yet.",
    "/sprint away": "You have not said any days.",
    "/sprint help": "set up this channel's Sprints",
    "/seu log": "What kind",
    "/seu entries": "Nothing is in it yet.",
    "/seu search": "Words in it",
    "/seu next": "You have no credential here",
    "/seu renew": "Nothing of yours expires",
    "/seu library": "The library is empty.",
    "/seu export": "in the order of Scrum Alliance",
    "/seu import": "A CSV whose first line names its columns",
    "/seu credential": "No credential yet.",
    "/seu off": "I have not asked you yet",
    "/seu audit": "Nobody has, so far.",
    "/seu erase": "Take your data along first",
    "/seu help": "After your first meeting I ask once",
}
"""What each of them answers where nothing has happened yet."""
STARTS = ("/coffee start", "/coffee async")
"""Those that change what another answers."""
LISTENED_TO = {
    "/coffee": {"", *of_coffee.COMMANDS},
    "/refine": {*of_refinement.SUBCOMMANDS, HELP},
    "/sprint": {*of_sprint.SUBCOMMANDS, HELP},
    "/seu": {"", *of_seu.SUBCOMMANDS},
}
"""The words that the code listens to, of each command of the manifest."""
ELSEWHERE = {
    "/coffee topic": "“Propose a topic”, an id of its own",
    "/coffee mine": "“My topics”",
    "/seu": "“My SEUs”",
    **{f"{command} {word}": f"/refine {word}: one setting" for command in ("/coffee", "/sprint") for word in ("mute", "unmute")},
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One engine is enough: what a command does to its tables is tried on both where that is."""
    return sqlite_url


@pytest.fixture
def desk(store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId) -> Desk:
    return Desk(store, clock, real, workspace)


async def home_of(desk: Desk, person: str) -> Payload:
    drawn = await desk.store.read(draw_home(ROOMS_AND_FEATURES), desk.workspace, person, WORDS)
    assert isinstance(drawn, Home)
    return render_home(drawn)


async def pressed(desk: Desk, line: str, person: str = ANA) -> Told:
    """Press a command's button where it stands: on the Home, or in the form of them all."""
    if OFFERED[line].slot is not None:
        return await desk.click(person, id_of(line), line, home=True)
    return await desk.click(person, id_of(line), line, view="house:more")


async def carried_out(desk: Desk, line: str, by: str = ANA, **answers: Any) -> Told:
    told = await pressed(desk, line, by)
    if told.form["callback_id"] != "house:do":
        return told
    channel = {"channel": "C0GUILD"} if OFFERED[line].channel else {}
    return await desk.submit(by, told.form, channel | answers)


def below(form: Payload, field: str) -> str:
    """Return what stands right below a field."""
    ids = [block.get("block_id") for block in form["blocks"]]
    return text_of(form["blocks"][ids.index(field) + 1])


async def clicks(desk: Desk, form: Payload, action: str, value: str, person: str = ANA) -> Told:
    """Press what stands in a form that shows an answer."""
    return await desk.click(person, action, value, view=form["callback_id"], private=form["private_metadata"])


async def test_each_command_asks_for_what_it_needs_and_is_carried_out(desk: Desk) -> None:
    rarer = (await desk.click(ANA, "house:more", "home", home=True)).form
    for command in [*(one for one in COMMANDS if one.line not in STARTS), *(OFFERED[line] for line in STARTS)]:
        action = id_of(command.line)
        asked = (await desk.click(ANA, action, value_of(rarer, action), view="house:more")).form
        blocks = [block["block_id"] for block in asked["blocks"] if block["type"] == "input"]
        blocks = blocks if asked["callback_id"] == "house:do" else []  # a command may open a form of its own
        needs = (["channel"] if command.channel else []) + ([] if command.takes is Takes.NOTHING else [command.takes.value])
        assert blocks == needs, command.line
        channel = {"channel": "C0GUILD"} if command.channel else {}
        told = await desk.submit(ANA, asked, channel) if needs else None
        assert ANSWERED[command.line] in text_of(asked if told is None else told.form), command.line


async def test_the_channel_of_ones_only_team_is_chosen_already_and_of_several_none_is(desk: Desk) -> None:
    def chosen(told: Told) -> str | None:
        (menu,) = [block["element"] for block in told.form["blocks"] if block.get("block_id") == "channel"]
        initial: str | None = menu.get("initial_conversation")
        return initial

    assert chosen(await pressed(desk, "/refine forecast", BEN)) is None
    await desk.command(ANA, "/refine po <@U0BEN>")
    for line in ("/refine forecast", "/refine goal", "/coffee start"):
        assert chosen(await pressed(desk, line, BEN)) == "C0GUILD", line
    await desk.command(ANA, "/refine po <@U0BEN>", "C0OTHER")
    assert chosen(await pressed(desk, "/refine forecast", BEN)) is None


def test_every_word_that_a_command_listens_to_has_its_button() -> None:
    manifest = yaml.safe_load((ROOT / "app.yaml").read_text())
    assert {one["command"] for one in manifest["features"]["slash_commands"]} == {*LISTENED_TO}
    for command, words in LISTENED_TO.items():
        lines = {f"{command} {word}".strip() for word in words}
        assert lines - {*OFFERED} - {*ELSEWHERE} == set(), "each has a button on the Home"
        assert {line for line in OFFERED if line.split()[0] == command} <= lines, "and each button a command"
    assert {*ANSWERED} == {*OFFERED}


async def test_commands_stand_below_their_slot_unless_an_entry_offers_them_for_its_team(desk: Desk) -> None:
    below = {id_of(line) for line, command in OFFERED.items() if command.slot is not None}
    assert below <= {one["action_id"] for one in elements_of(await home_of(desk, ANA))}
    await desk.command(ANA, "/refine po <@U0ANA>")
    await desk.command(ANA, "/refine add Save a card")
    names = [one["text"]["text"] for one in elements_of(await home_of(desk, ANA)) if "text" in one]
    assert sorted(names) == sorted({*names}), "nothing is offered twice under one name"


async def test_the_buttons_with_ids_of_their_own_keep_them(desk: Desk) -> None:
    shown = [one["action_id"] for one in elements_of(await home_of(desk, ANA))]
    assert {"lean_coffee:home_propose", "lean_coffee:home_my_topics", "seu:open"} <= {*shown}
    heard = {*parts_of(ROOMS_AND_FEATURES).clicks, *(name for feature in ROOMS_AND_FEATURES for name in feature.clicks)}
    assert {*shown} <= heard


async def test_a_start_takes_the_words_as_they_were_typed(desk: Desk) -> None:
    told = await carried_out(desk, "/coffee start", words='"R&D <guild>" for 30m')
    assert "Done: see <#C0GUILD>." in told.text
    assert "R&amp;D" in (await desk.the("lean_coffee:board")).text
    assert "*Now:*" in text_of(await home_of(desk, ANA))


async def test_a_start_that_is_not_understood_is_shown_in_the_form_and_started_there(desk: Desk) -> None:
    shown = (await carried_out(desk, "/coffee start", words='"Quick" blurb 7')).form
    start = value_of(shown, "lean_coffee:start_now")
    assert "Done: see <#C0GUILD>." in (await clicks(desk, shown, "lean_coffee:start_now", start)).text
    assert "Quick" in (await desk.the("lean_coffee:board")).text
    again = await clicks(desk, shown, "lean_coffee:start_now", start)
    assert "was started from this preview" in text_of(again.form)


async def test_where_a_meeting_runs_its_offer_stands_in_the_form(desk: Desk) -> None:
    await desk.command(BEN, "/coffee start")
    offer = (await carried_out(desk, "/coffee start")).form
    queued = await clicks(desk, offer, "lean_coffee:queue", value_of(offer, "lean_coffee:queue"))
    assert "when the running one has ended" not in text_of(await home_of(desk, BEN)), queued.text
    assert "when the running one has ended" in text_of(await home_of(desk, ANA))


async def test_a_plan_goes_from_the_home_to_the_home(desk: Desk) -> None:
    form = (await carried_out(desk, "/coffee plan")).form
    saved = await desk.submit(ANA, (await desk.submit(ANA, form)).form)
    assert "Saved" in saved.text
    home = await home_of(desk, ANA)
    (menu,) = options_of(home, "lean_coffee:series_more")
    assert list(menu) == ["Move", "Cancel the meeting"]
    assert options_of(await home_of(desk, BEN), "lean_coffee:series_more") == []
    ended = await desk.click(ANA, "lean_coffee:series_more", menu["Cancel the meeting"], home=True)
    await desk.submit(ANA, ended.form)
    assert options_of(await home_of(desk, ANA), "lean_coffee:series_more") == []


async def test_a_list_is_changed_in_the_form_that_shows_it(desk: Desk) -> None:
    form = (await carried_out(desk, "/refine remind")).form
    await desk.submit(ANA, (await desk.submit(ANA, form)).form)
    listed = (await carried_out(desk, "/refine reminders")).form
    (menu,) = options_of(listed, "refinement:more")
    skipped = await clicks(desk, listed, "refinement:more", menu["Skip the next one"])
    assert (skipped.form["callback_id"], "Skipped: " in skipped.text) == ("house:told", True)
    (menu,) = options_of(skipped.form, "refinement:more")
    paused = await clicks(desk, skipped.form, "refinement:more", menu["Pause"])
    assert "_paused_" in paused.text
    refused = await clicks(desk, paused.form, "refinement:more", menu["Pause"], BEN)
    assert "can change it." in text_of(refused.form["blocks"][0]), "why not stands above the list"


async def test_a_product_owner_is_chosen_and_named(desk: Desk) -> None:
    desk.slack.people[BEN] = {}
    told = await carried_out(desk, "/refine po", person=BEN)
    assert f"<@{BEN}> is this team's Product Owner" in told.text
    assert f"<@{BEN}> is this team's Product Owner" in (await carried_out(desk, "/refine po")).text


async def test_minutes_are_switched_where_the_switch_was_asked_for(desk: Desk) -> None:
    switch = (await carried_out(desk, "/seu off", BEN)).form
    kept = await clicks(desk, switch, "seu:keep", value_of(switch, "seu:keep"), BEN)
    assert "Stop keeping them" in kept.text


async def test_a_private_channel_is_for_its_members_and_why_not_stands_below_its_menu(desk: Desk) -> None:
    desk.slack.private_channels["C0SECRET"] = {BEN}
    forms = {line: (await pressed(desk, line)).form for line, command in OFFERED.items() if command.channel}
    for line, form in forms.items():
        told = await desk.submit(ANA, form, {"channel": "C0SECRET"})
        assert below(told.form, "channel") == "You are not in <#C0SECRET>. Choose a channel that you are in.", line
    assert await desk.shown() == []
    for line, form in forms.items():
        assert "You are not in" not in (await desk.submit(BEN, form, {"channel": "C0SECRET"})).text, line


async def test_what_a_command_refuses_is_told_above_the_fields(desk: Desk) -> None:
    form = (await pressed(desk, "/coffee board")).form
    assert "No Lean Coffee is open in this channel." in (await desk.submit(ANA, form, {"channel": "C0GUILD"})).notice


async def test_a_guest_plans_nothing_from_the_home_either(desk: Desk) -> None:
    desk.slack.people[ANA] = {"is_restricted": True}
    form = (await pressed(desk, "/coffee start")).form
    assert "As a guest you can" in (await desk.submit(ANA, form, {"channel": "C0GUILD"})).text
    assert await desk.shown("lean_coffee:board") == []


async def test_a_press_that_is_delivered_twice_starts_one_meeting(desk: Desk) -> None:
    form = (await pressed(desk, "/coffee start")).form
    for _ in range(2):
        await desk.submit(ANA, form, {"channel": "C0GUILD"}, trigger_id="trigger.twice")
    await desk.the("lean_coffee:board")


async def test_a_command_of_an_older_version_changes_nothing(desk: Desk) -> None:
    form = (await pressed(desk, "/coffee start")).form | {"private_metadata": "/coffee brew"}
    told = await desk.submit(ANA, form, {"channel": "C0GUILD"})
    assert await desk.shown() == []
    assert told.text


def test_what_a_command_does_is_told_by_itself_and_to_you() -> None:
    """Each row stands alone, so that "it" of the row above is nobody's; "I" is the bot."""
    assert [each.line for each in COMMANDS if re.search(r"\b(I|my|me|hosts it)\b", each.told)] == []
