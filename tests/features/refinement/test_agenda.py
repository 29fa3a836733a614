"""The agenda of the next refinement: what people bring, who withdraws it, where it goes when the date does."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.core.ids import ChannelId
from bot.features.refinement.actions.agenda import lines_at
from bot.features.refinement.rules.agenda import LONGEST
from bot.features.refinement.rules.goals import Change, Direction
from bot.features.refinement.store.goals import lock_direction, record
from bot.series import store as kept
from bot.store.unit import Unit
from bot.teams.away_store import add_away
from bot.teams.day_range import DayRange
from tests.features.desk import ANA, BEN, CHLOE, Desk, Told, elements_of, options_of, text_of, value_of
from tests.features.refinement.scene import CARD, MORE, at, choose, plan, reminders

AGENDA, WITHDRAW, PREPARE = "refinement:agenda", "refinement:withdraw_line", "refinement:prepare"
TUESDAYS = "/refine remind every tuesday at 10:00"


@pytest.fixture
async def planned(desk: Desk) -> Desk:
    """A reminder of Ana's for Tuesdays; it is Saturday."""
    for person in (ANA, BEN, CHLOE):
        desk.slack.people[person] = {"profile": {"display_name": person.removeprefix("U0").title()}}
        await desk.command(person, "/refine help")
    await at(desk, "2026-11-21 12:00")
    await plan(desk, TUESDAYS)
    return desk


async def card(desk: Desk) -> str:
    return (await desk.the(CARD)).text


async def shortcut(desk: Desk, text: str, person: str = BEN) -> Told:
    message = {"type": "message", "user": ANA, "text": text, "ts": "1795303000.000100"}
    body = {"type": "message_action", "callback_id": "refinement:agenda_message", "team": {"id": desk.workspace}}
    place: dict[str, Any] = {"channel": {"id": "C0GUILD", "name": "guild"}, "message_ts": "1795303000.000100"}
    return await desk.send(
        {**body, **place, "user": {"id": person}, "message": message, "response_url": "https://hooks.example/2"}
    )


async def test_a_line_stands_on_the_card_and_is_withdrawn_by_its_author_and_the_owner(planned: Desk) -> None:
    assert "Nothing yet." in (await planned.command(BEN, "/refine agenda")).text
    added = await planned.command(BEN, "/refine agenda Who tells the *shops*?")
    assert "Added to the agenda of “Backlog refinement”, Tue 24 Nov 10:00." in added.text
    planned.clock.advance(timedelta(seconds=1))
    await planned.command(CHLOE, "/refine agenda Prices")
    await at(planned, "2026-11-23 10:00")
    assert "*Agenda*\n• Who tells the ∗shops∗?, by Ben\n• Prices, by Chloe" in await card(planned)
    form = (await planned.click(BEN, AGENDA, (await planned.the(CARD)).value(AGENDA))).form
    assert [one["value"] for one in elements_of(form)] == [value_of(form, WITHDRAW)]
    owners = (await planned.click(ANA, AGENDA, (await planned.the(CARD)).value(AGENDA))).form
    prices = elements_of(owners)[1]["value"]
    refused = await planned.click(BEN, WITHDRAW, prices, view=AGENDA)
    assert "Only <@U0CHLOE>, who added this line, <@U0ANA>" in refused.text
    await planned.click(BEN, WITHDRAW, value_of(form, WITHDRAW), view=AGENDA)
    left = await planned.click(ANA, WITHDRAW, prices, view=AGENDA)
    assert "*Withdrawn.*" in text_of(left.form)
    assert "withdrawn before" in (await planned.click(ANA, WITHDRAW, prices, view=AGENDA)).text
    assert "Agenda*" not in await card(planned)
    assert "*Added.*" in text_of((await planned.submit(BEN, left.form, {"agenda": "Again"})).form)
    assert "• Again, by Ben" in await card(planned)
    assert "at most" in (await planned.submit(BEN, left.form, {"agenda": "x" * (LONGEST + 1)})).errors["agenda"]


async def test_a_line_goes_with_its_date_and_to_the_next_one_when_that_is_skipped_until_it_was_held(planned: Desk) -> None:
    await planned.command(BEN, "/refine agenda Prices")
    await choose(planned, "Skip the next one")
    assert "Tue 1 Dec 10:00" in (await planned.command(BEN, "/refine agenda")).text
    await at(planned, "2026-11-30 10:00")
    assert "• Prices" in await card(planned)
    await at(planned, "2026-12-01 10:00")
    assert "• Prices" in await card(planned)
    assert "Nothing yet." in (await planned.command(BEN, "/refine agenda")).text
    (reminder,) = await reminders(planned)
    series = await planned.store.read(kept.named, planned.workspace, "refinement", reminder)
    assert series is not None
    dates = await planned.store.read(kept.not_opened, planned.workspace, series.id, planned.clock.now().replace(hour=0))
    held = await planned.store.read(lines_at, planned.workspace, series.id, dates[-1].wall)
    assert [line.text for line in held] == ["Prices"]
    await planned.command(CHLOE, "/refine agenda Later")
    assert "Prices" not in (await planned.command(BEN, "/refine agenda")).text


async def test_a_card_shows_as_many_lines_as_it_can_and_how_many_more(planned: Desk) -> None:
    for n in range(11):
        planned.clock.advance(timedelta(seconds=1))
        await planned.command(BEN, f"/refine agenda Line {n}.")
    await at(planned, "2026-11-23 10:00")
    assert "• Line 7., by Ben\nand 3 more" in await card(planned)
    assert "Line 8." not in await card(planned)


async def test_a_message_becomes_a_line_of_the_refinement_that_is_chosen(planned: Desk) -> None:
    await planned.submit(BEN, (await shortcut(planned, "Prices\nin two lines")).form)
    await plan(planned, "/refine remind every monday at 9:00 “Design”", BEN)
    asked = (await shortcut(planned, "Fonts")).form
    (choices,) = [block["element"]["options"] for block in asked["blocks"] if block.get("block_id") == "refinement"]
    assert [one["text"]["text"] for one in choices] == ["Design, Mon 23 Nov 09:00", "Backlog refinement, Tue 24 Nov 10:00"]
    told = await planned.submit(BEN, asked)
    assert "Added to the agenda of “Design”" in told.text
    listed = (await planned.command(BEN, "/refine agenda")).text
    assert "|Fonts>" in listed
    await at(planned, "2026-11-23 10:00")
    (shown,) = [one for one in await planned.shown(CARD) if "Backlog" in one.text]
    assert "|Prices in two lines>, by Ben" in shown.text


async def test_where_nothing_is_planned_an_agenda_says_how(desk: Desk) -> None:
    assert "No refinement is to come" in (await desk.command(BEN, "/refine agenda Prices")).text
    assert "No refinement is to come" in (await shortcut(desk, "Prices")).text


async def test_the_card_proposes_items_with_their_gaps_and_says_who_is_away(planned: Desk) -> None:
    for n in range(7):
        await planned.command(BEN, f"/refine add Item no {n}.")
    await planned.command(ANA, "/refine po <@U0CHLOE>")
    await away_on(planned, CHLOE, "2026-11-24")
    await at(planned, "2026-11-23 10:00")
    text = await card(planned)
    assert "*To refine next*\n1. *Item no 0.*  ·  #1  ·  no criteria  ·  no size" in text
    assert "and 2 more: `/refine queue`" in text
    assert "Away: Chloe" in text
    assert "Goal*" not in text
    await planned.store.write(_begin, planned.workspace, None)
    assert "*Product Goal*  Buyers &lt;save&gt; their cards" in await card(planned)
    await planned.click(CHLOE, "refinement:late", (await planned.the(CARD)).value("refinement:late"))
    assert "Away" not in await card(planned)
    (choices,) = options_of((await planned.command(ANA, "/refine reminders")).message, MORE)
    await planned.click(ANA, MORE, choices["Pause"])
    assert "To refine next" not in await card(planned)
    assert "No refinement is to come" in (await planned.command(BEN, "/refine agenda")).text


def _begin(unit: Unit) -> None:
    lock_direction(unit, ChannelId("C0GUILD"))
    record(unit, ChannelId("C0GUILD"), CHLOE, Change(Direction(), begun="Buyers <save> their cards"))


async def away_on(desk: Desk, person: Any, day: str) -> None:
    days = DayRange(date.fromisoformat(day), date.fromisoformat(day))
    await desk.store.write(add_away, desk.workspace, None, person, days, person)


async def test_the_product_owner_hears_a_day_ahead_what_is_theirs_to_prepare_unless_muted(planned: Desk) -> None:
    await planned.command(ANA, "/refine po <@U0CHLOE>")
    await at(planned, "2026-11-23 10:00")
    assert await planned.shown(PREPARE) == []
    await planned.command(BEN, "/refine add As a buyer I can save a card")
    assert "no direct messages" in (await planned.command(CHLOE, "/refine mute")).text
    await at(planned, "2026-11-30 10:00")
    assert await planned.shown(PREPARE) == []
    await planned.command(CHLOE, "/refine unmute")
    await away_on(planned, CHLOE, "2026-12-08")
    await at(planned, "2026-12-07 10:00")
    assert await planned.shown(PREPARE) == []
    await at(planned, "2026-12-14 10:00")
    (told,) = await planned.shown(PREPARE)
    assert told.place == CHLOE
    assert "These of its first items lack something:" in told.text
    assert "*As a buyer I can save a card*  ·  #1  ·  no criteria  ·  no size" in told.text
