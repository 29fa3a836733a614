"""Estimates that a channel is asked for: sealed, revealed together, agreed on; nothing hidden leaks before the reveal."""

import asyncio
import io
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot.core.ids import ChannelId, PersonId
from bot.feature import HOME
from bot.features import refinement
from bot.house.features import ANSWERED_BY, FEATURES, answers_of, screens_of
from bot.house.logs import set_up
from bot.house.metrics import Metrics
from bot.slack.surfaces import Home
from bot.store.transaction import Answering
from bot.store.unit import Read, Unit
from bot.teams import team_store
from bot.teams.away import set_away
from bot.teams.day_range import DayRange
from bot.teams.team import TeamSettings
from bot.words.words import words_for
from tests.conftest import NOON
from tests.fakes.payloads import render
from tests.features.desk import ANA, BEN, CHLOE, Desk, Told, elements_of, options_of, text_of, value_of

DEV, LEA = PersonId("U0DEV"), PersonId("U0LEA")
GUILD = ChannelId("C0GUILD")
CARDS = ("KOALA", "OTTER", "PANDA", "TIGER")
VOTE, REVEAL, UNDO = "refinement:estimate", "refinement:reveal", "refinement:undo_reveal"
AGAIN, AGREE, AGREE_ON, MORE = (f"refinement:{verb}" for verb in ("estimate_again", "agree", "agree_on", "estimate_more"))
ESTIMATE = "refinement:estimate"
ASK = "/refine estimate Save a card"


@pytest.fixture(autouse=True)
async def team(desk: Desk) -> None:
    """Ben is the Product Owner and asks; Chloé, Dev and Lea are the Developers; Ana is somebody of the channel."""
    desk.slack.people = {person: {} for person in (BEN, CHLOE, DEV, LEA)} | {"U0BOT": {"is_bot": True}}

    def name(unit: Unit) -> None:
        found = replace(team_store.lock_team(unit, GUILD), product_owner=BEN)
        team_store.keep_team(unit, found)
        team_store.keep_settings(unit, GUILD, TeamSettings(deck=CARDS))

    await desk.store.write(name, desk.workspace, None)


async def asked(desk: Desk, line: str = ASK, person: PersonId = BEN) -> str:
    """Ask, and return the value that its buttons carry."""
    told = await desk.command(person, line)
    assert told.nothing, told.text
    return (await desk.shown(ESTIMATE))[-1].value(VOTE)


async def answer(desk: Desk, person: PersonId, value: str, card: str, reason: str = "") -> Told:
    form = (await desk.click(person, VOTE, value)).form
    place = next(one["value"] for one in menu_of(form)["options"] if one["text"]["text"] == card)
    return await desk.submit(person, form, {"value": place, "because": reason})


def menu_of(form: dict[str, Any]) -> dict[str, Any]:
    (element,) = [block["element"] for block in form["blocks"] if block.get("block_id") == "value"]
    return dict(element)


async def home(desk: Desk, person: PersonId) -> str:
    draw = screens_of(FEATURES)[HOME]

    def drawn(read: Read) -> str:
        surface = draw(read, person, words_for("en-GB", "Europe/London").at(read.now))
        assert isinstance(surface, Home)
        return text_of(render(surface))

    return await desk.store.read(drawn, desk.workspace)


async def test_it_is_asked_answered_revealed_voted_on_again_and_agreed_on(desk: Desk) -> None:
    value = await asked(desk)
    shown = await desk.the(ESTIMATE)
    assert "*Save a card*: how large is it?" in shown.text
    assert "3 Developers are asked; nobody has answered yet." in shown.text
    assert "u0ben is Product Owner and is not waited for." in shown.text
    assert "Estimate: *Save a card*, in <#C0GUILD>, until Tue 3 Mar 12:00" in await home(desk, CHLOE)
    assert "Estimate: " not in await home(desk, BEN)
    assert (await answer(desk, CHLOE, value, "OTTER", "tax of eleven countries")).text == ""
    assert "1 of 3 has answered: u0chloe." in (await desk.the(ESTIMATE)).text
    assert "Save a card" not in await home(desk, CHLOE)
    own = (await desk.click(CHLOE, VOTE, value)).form
    assert menu_of(own)["initial_option"]["text"]["text"] == "OTTER"
    assert value_of((await desk.command(DEV, "/refine todo")).message, VOTE) == value
    await answer(desk, DEV, value, "TIGER")
    await answer(desk, LEA, value, "KOALA", "we did it for gift cards")
    revealed = await desk.the(ESTIMATE)
    assert "*KOALA   OTTER   TIGER*" in revealed.text
    assert "u0lea says *KOALA*: “we did it for gift cards”" in revealed.text
    assert "*Far apart.* u0dev and u0lea speak first. Then vote again, or agree on a size." in revealed.text
    assert "Nothing is averaged." in revealed.text
    assert revealed.buttons == [AGAIN, AGREE_ON, UNDO]
    assert "is revealed, so it takes no more answers" in (await desk.click(CHLOE, VOTE, value)).text
    await desk.click(LEA, AGAIN, revealed.value(AGAIN))
    second = (await desk.the(ESTIMATE)).value(VOTE)
    assert second != value
    assert "Round 1: *KOALA   OTTER   TIGER*" in (await desk.the(ESTIMATE)).text
    for person in (CHLOE, DEV, LEA):
        await answer(desk, person, second, "OTTER")
    agreed = (await desk.the(ESTIMATE)).value(AGREE)
    await desk.click(DEV, AGREE, agreed)
    assert "*Save a card*: *OTTER*" in (await desk.the(ESTIMATE)).text
    assert "A size was agreed on: OTTER." in (await desk.click(DEV, AGREE, agreed)).text
    assert "No estimate waits for you." in (await desk.command(DEV, "/refine todo")).text


async def test_the_deadline_reveals_and_a_minute_long_that_can_be_taken_back(desk: Desk) -> None:
    value = await asked(desk, f"{ASK} by tomorrow at 9")
    assert "the asked" not in (await desk.the(ESTIMATE)).text
    assert "Nobody has answered yet" in (await desk.click(BEN, REVEAL, value)).text
    await answer(desk, DEV, value, "PANDA")
    assert "Sooner only <@U0BEN> reveals" in (await desk.click(DEV, REVEAL, value)).text
    desk.clock.advance(timedelta(days=1))
    await desk.tick.run()
    shown = await desk.the(ESTIMATE)
    assert "u0dev says *PANDA*" in shown.text
    late = await desk.click(CHLOE, UNDO, shown.value(UNDO))
    assert late.nothing, late.text
    sealed = await desk.the(ESTIMATE)
    assert "PANDA" not in sealed.text
    assert "Sealed again" in sealed.text
    await answer(desk, CHLOE, value, "PANDA")
    assert "2 of 3 have answered" in (await desk.the(ESTIMATE)).text
    desk.slack.outside = {BEN}
    assert (await desk.click(DEV, REVEAL, value)).nothing
    assert "PANDA" in (await desk.the(ESTIMATE)).text
    desk.clock.advance(timedelta(seconds=61))
    await desk.tick.run()
    again = await desk.the(ESTIMATE)
    assert UNDO not in again.buttons
    assert "can be taken back for a minute" in (await desk.click(CHLOE, UNDO, shown.value(UNDO))).text
    await desk.click(DEV, AGREE_ON, _option(again.payload, "TIGER"))
    assert "*Save a card*: *TIGER*" in (await desk.the(ESTIMATE)).text


def _option(payload: dict[str, Any], text: str) -> str:
    (menu,) = [one for one in elements_of(payload) if one["action_id"] == AGREE_ON]
    return next(str(option["value"]) for option in menu["options"] if option["text"]["text"] == text)


async def test_any_developer_reveals_once_who_asked_has_left_the_channel(desk: Desk) -> None:
    value = await asked(desk)
    await answer(desk, CHLOE, value, "PANDA")
    desk.slack.people[ANA] = {}
    assert "Sooner only <@U0BEN> reveals" in (await desk.click(DEV, REVEAL, value)).text
    desk.slack.outside.add(BEN)
    assert "Sooner only <@U0BEN> reveals" in (await desk.click(ANA, REVEAL, value)).text
    assert (await desk.click(DEV, REVEAL, value)).nothing
    assert "u0chloe says *PANDA*" in (await desk.the(ESTIMATE)).text


async def test_an_item_is_named_by_its_number_and_a_number_that_none_has_is_no_new_item(desk: Desk) -> None:
    await desk.command(BEN, "/refine add Pay by invoice")
    await asked(desk, "/refine estimate 1")
    assert "*Pay by invoice*: how large is it?" in (await desk.the(ESTIMATE)).text
    assert "“Pay by invoice” is being estimated already" in (await desk.command(BEN, "/refine estimate #1")).text
    assert "`/refine queue` shows" in (await desk.command(BEN, "/refine estimate 17")).text
    assert "1 item" in (await desk.command(BEN, "/refine queue")).text


async def test_what_may_be_a_deadline_is_asked_in_the_form_and_may_be_of_the_name(desk: Desk) -> None:
    told = await desk.command(BEN, "/refine estimate Refund by EOD")
    assert "Nobody is asked yet. Is “EOD” until when?" in told.text
    assert await desk.shown(ESTIMATE) == []
    assert (await desk.submit(BEN, told.form)).errors == {}
    assert "*Refund by EOD*" in (await desk.the(ESTIMATE)).text


@pytest.mark.parametrize("typed", ["help", "?", "stop", "reveal"])
async def test_a_word_that_only_asks_opens_the_form_and_asks_nobody(desk: Desk, typed: str) -> None:
    assert (await desk.command(BEN, f"/refine estimate {typed}")).forms
    assert await desk.shown(ESTIMATE) == []
    assert (await desk.command(BEN, f"/refine add {typed}")).forms
    assert "0 items" in (await desk.command(BEN, "/refine queue x")).text


async def test_an_item_is_estimated_by_its_whole_name_whatever_that_says(desk: Desk) -> None:
    await desk.command(BEN, "/refine add Show the balance of today")
    assert not (await desk.command(BEN, "/refine estimate Show the balance of today")).forms
    assert "*Show the balance of today*" in (await desk.the(ESTIMATE)).text


async def test_who_does_not_estimate_and_what_is_no_question_is_refused_with_the_way_out(desk: Desk) -> None:
    for line, said in (
        (f"{ASK} by today at 9", "is over already"),
        (f"/refine estimate {'x' * 151}", "At most 150 characters fit"),
        (f"{ASK} by fridya 12:00", "I do not understand"),
    ):
        assert said in (await desk.command(BEN, line)).text
    form = (await desk.command(BEN, "/refine estimate")).form
    assert set((await desk.submit(BEN, form, {"estimate": " ", "until": "every friday at 9"})).errors) == {"until"}
    assert (await desk.submit(BEN, form, {"estimate": "Refund in part", "until": "friday"})).errors == {}
    shown = await desk.the(ESTIMATE)
    assert "at the latest <!date^1772816400^" in shown.text  # Friday 6 March, 17:00 in London
    value = shown.value(VOTE)
    assert "The Developers estimate" in (await desk.click(BEN, VOTE, value)).text
    taken = options_of(shown.payload, MORE)[0]["Take the question back"]
    assert "Only <@U0BEN>, who asked" in (await desk.click(DEV, MORE, taken)).text
    assert (await desk.click(BEN, MORE, taken)).nothing
    assert "the question was taken back" in (await desk.the(ESTIMATE)).text
    assert "was taken back" in (await desk.click(DEV, VOTE, value)).text
    assert "I find no such estimate." in (await desk.click(DEV, VOTE, "none:1")).text
    desk.slack.people = {BEN: {}, "U0BOT": {"is_bot": True}}
    assert "no Developers to ask" in (await desk.command(BEN, ASK)).text


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    stream = io.StringIO()
    set_up("DEBUG", stream)
    yield stream
    logging.captureWarnings(capture=False)
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


async def test_nothing_that_anybody_can_read_before_the_reveal_depends_on_what_was_said(desk: Desk, logged: io.StringIO) -> None:
    """Twice the same but for what is secret: messages, Homes, lists, exports, forms, metrics and answers are the same."""
    await desk.command(BEN, "/refine add Save a card")
    secrets = (("KOALA", "zebra one"), ("TIGER", "zebra two, and longer"))
    (public, forms), (public_too, forms_too) = [await _read_by_all(desk, secret) for secret in secrets]
    assert public == public_too
    assert forms == forms_too
    everything = "\n".join(public)
    assert "2 of 3 have answered: u0chloe, u0dev." in everything
    assert "cortado_requests_total{kind=" in everything
    for hidden in (*CARDS, "zebra"):
        assert hidden not in everything
        assert hidden not in logged.getvalue()
    assert "zebra" not in "".join(forms)


async def _read_by_all(desk: Desk, secret: tuple[str, str]) -> tuple[list[str], list[str]]:
    """Let two of three answer, and return all that the others are given, and the forms that they open; then take the question back."""
    metrics, desk.clock.instant = Metrics(), NOON
    desk.dispatch._observer = metrics
    value = await asked(desk)
    public = [(await answer(desk, person, value, *secret)).text for person in (CHLOE, DEV)]
    desk.clock.advance(timedelta(minutes=1))
    await desk.tick.run()
    shown = (await desk.shown(ESTIMATE))[-1]
    public += [str(shown.payload), *[await home(desk, person) for person in (ANA, BEN, CHLOE, DEV, LEA)]]
    told = [await desk.click(person, VOTE, value) for person in (LEA, ANA, BEN)]
    told += [await desk.click(person, REVEAL, value) for person in (LEA, ANA)]
    for line in (
        one.line for one in refinement.FEATURE.at_home(words_for("en-GB", "UTC")).commands if one.line != "/refine start"
    ):
        told += [await desk.command(person, line) for person in (ANA, LEA)]
    forms = [str(form) for one in told for _, form in one.forms]
    public += [str([one.ack, one.private]) for one in told]
    counted = [line for line in metrics.text().decode().splitlines() if not re.search(r"_(sum|bucket|created)|process_", line)]
    await desk.click(BEN, MORE, options_of(shown.payload, MORE)[0]["Take the question back"])
    return _unnumbered([*public, *counted]), _unnumbered(forms)


def _unnumbered(texts: list[str]) -> list[str]:
    return [re.sub(r"\bid\d+", "id", text) for text in texts]


def test_votes_are_read_in_one_place_alone() -> None:
    folder = Path(refinement.__file__).parent
    readers = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.py") if "VoteRow" in path.read_text("utf-8"))
    assert readers == ["store/forgetting.py", "store/sealed.py", "tables/estimates.py"]  # who forgets them reads none


@pytest.fixture
def answers() -> Answering:
    return answers_of(ANSWERED_BY)


async def is_away(desk: Desk, person: PersonId, first: str, last: str) -> None:
    days = DayRange(date.fromisoformat(first), date.fromisoformat(last))
    today = desk.clock.now().date()
    await desk.store.write(
        lambda unit: set_away(unit, person=person, days=days, set_by=person, today=today), desk.workspace, None
    )


async def named_developers(desk: Desk, *people: PersonId) -> None:
    def name(unit: Unit) -> None:
        team_store.keep_team(unit, replace(team_store.lock_team(unit, GUILD), developers=frozenset(people)))

    await desk.store.write(name, desk.workspace, None)


async def test_who_is_away_until_the_deadline_is_not_asked_and_not_waited_for(desk: Desk) -> None:
    await named_developers(desk, CHLOE, DEV, LEA)
    await is_away(desk, DEV, "2026-03-02", "2026-03-04")
    await is_away(desk, LEA, "2026-03-02", "2026-03-02")
    told = await desk.command(BEN, f"{ASK} by tomorrow at 12")
    assert told.text == "Asked. u0dev: away until then, not asked and not waited for."
    shown = await desk.the(ESTIMATE)
    assert "2 Developers are asked" in shown.text
    assert "Away, and not waited for: u0dev. u0ben is Product Owner and is not waited for." in shown.text
    assert "No estimate waits for you." in (await desk.command(DEV, "/refine todo")).text
    value = shown.value(VOTE)
    await answer(desk, CHLOE, value, "OTTER")
    await is_away(desk, LEA, "2026-03-03", "2026-03-04")
    await desk.tick.run()
    shown = await desk.the(ESTIMATE)
    assert "u0chloe says *OTTER*" in shown.text, "nobody is left to wait for"
    await desk.click(CHLOE, AGAIN, shown.value(AGAIN))
    assert "1 Developer is asked" in (await desk.the(ESTIMATE)).text
    await is_away(desk, CHLOE, "2026-03-02", "2026-03-09")
    refused = await desk.command(BEN, "/refine estimate Refund by tomorrow at 12")
    assert "All Developers of this channel are away until then. Choose a later deadline." in refused.text


@pytest.mark.at_once
async def test_of_two_who_ask_for_one_item_in_the_same_instant_one_is_told_that_it_is_asked(desk: Desk) -> None:
    await desk.command(BEN, "/refine add Save a card")
    told = await asyncio.gather(*(desk.command(person, "/refine estimate #1") for person in (BEN, CHLOE)))
    assert len(await desk.shown(ESTIMATE)) == 1
    assert [one.nothing for one in told].count(True) == 1


async def test_an_estimate_is_asked_for_from_an_items_card(desk: Desk) -> None:
    added = await desk.command(BEN, "/refine add Save a card")
    card = (await desk.click(BEN, "refinement:item", options_of(added.message, "refinement:item")[0]["More …"])).form
    form = (await desk.click(BEN, "refinement:item_estimate", value_of(card, "refinement:item_estimate"))).form
    assert "*Save a card*: how large is it?" in text_of(form)
    assert set((await desk.submit(BEN, form, {"until": "every friday at 9"})).errors) == {"until"}
    assert (await desk.submit(BEN, form, {"until": "tomorrow 9:00"})).errors == {}
    assert "*Save a card*, in <#C0GUILD>, until" in (await desk.command(DEV, "/refine todo")).text
    again = await desk.submit(BEN, form, {"until": ""})
    assert "“Save a card” is being estimated already" in str((again.text, again.errors))
