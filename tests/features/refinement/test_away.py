"""Days away: by a form, by one's status in Slack, taken back; never why."""

from datetime import date
from typing import Any

import pytest

from bot.core.ids import PersonId
from bot.feature import Slot
from bot.features.refinement.screens import home_rows
from bot.house.features import ANSWERED_BY, answers_of
from bot.store.transaction import Answering
from bot.store.unit import Read
from bot.teams.away_store import away
from bot.teams.store import person as person_named
from bot.words.words import words_for
from tests.features.desk import ANA, BEN, Desk, elements_of, text_of
from tests.features.lean_coffee.scene import GUILD
from tests.features.refinement.scene import CARD, at, london, plan, wanted


@pytest.fixture
def answers() -> Answering:
    return answers_of(ANSWERED_BY)


async def away_days(desk: Desk, person: PersonId = ANA) -> list[tuple[str, str]]:
    def found(read: Read) -> list[tuple[str, str]]:
        days = away(read, [ANA, BEN], date(2026, 12, 1), date(2027, 12, 31), GUILD).get(person, ())
        return [(each.first.isoformat(), each.last.isoformat()) for each in days]

    return await desk.store.read(found, desk.workspace)


async def status(desk: Desk, person: str, text: str, until: str = "") -> None:
    """Have Slack tell that somebody's status has changed."""
    ends = int(london(until).timestamp()) if until else 0
    profile: dict[str, Any] = {"status_text": text, "status_emoji": "", "status_expiration": ends}
    user = {"id": person, "team_id": desk.workspace, "profile": profile}
    event = {"type": "user_status_changed", "user": user}
    await desk.send({"type": "event_callback", "event_id": f"Ev{text}{until}", "team_id": desk.workspace, "event": event})


async def test_a_status_with_one_of_the_words_is_followed_of_whom_the_bot_knows(desk: Desk) -> None:
    desk.clock.instant = london("2026-12-20 09:00")
    await status(desk, ANA, "Vacationing", "2026-12-27 00:00")
    assert await away_days(desk) == []
    await desk.command(ANA, "/refine help")
    await status(desk, ANA, "On leave", "2026-12-27 00:00")
    assert await away_days(desk) == [("2026-12-20", "2026-12-26")]
    form = (await desk.click(ANA, "refinement:away", "home", home=True)).form
    assert "By your status in Slack: Sun 20 Dec – Sat 26 Dec" in text_of(form)
    assert "On leave" not in text_of(form)
    await status(desk, ANA, "Back")
    assert await away_days(desk) == []
    desk.slack.people[BEN] = {"profile": {"status_text": "ooo", "status_expiration": int(london("2026-12-22 18:00").timestamp())}}
    await desk.command(BEN, "/refine help")
    assert await away_days(desk, BEN) == [("2026-12-20", "2026-12-22")]


async def test_a_teams_new_words_count_at_once_for_those_of_its_channel(desk: Desk) -> None:
    desk.clock.instant = london("2026-12-20 09:00")
    ends = int(london("2026-12-22 18:00").timestamp())
    for person, text in ((ANA, ""), (BEN, "Im Urlaub")):
        desk.slack.people[person] = {"profile": {"status_text": text, "status_expiration": ends}}
        await desk.command(person, "/refine help")
    desk.slack.people["U0STRANGER"] = {"profile": {"status_text": "Urlaub"}}
    assert await away_days(desk, BEN) == []
    form = (await desk.click(ANA, "refinement:calendar", GUILD)).form
    await desk.submit(ANA, form, {"away": "Urlaub"})
    await desk.settled()
    assert await away_days(desk, BEN) == [("2026-12-20", "2026-12-22")]
    assert await away_days(desk, ANA) == []
    assert await desk.store.read(lambda read: person_named(read, PersonId("U0STRANGER")), desk.workspace) is None
    await desk.submit(ANA, form, {"away": "Ferien"})
    await desk.settled()
    assert await away_days(desk, BEN) == []


async def test_days_away_are_chosen_in_a_form_shown_and_taken_back(desk: Desk) -> None:
    desk.clock.instant = london("2026-12-01 09:00")
    form = (await desk.click(ANA, "refinement:away", "home", home=True)).form
    assert "never why" in text_of(form)
    for first, last, field in ((None, "2026-12-20", "first"), ("2026-12-20", "2026-12-19", "last"), ("2026-11-01", None, "last")):
        assert set((await desk.submit(ANA, form, {"first": first, "last": last})).errors) == {field}
    too_long = await desk.submit(ANA, form, {"first": "2026-12-20", "last": "2028-01-01"})
    assert too_long.errors == {"last": "At most 366 days in a row fit."}
    told = await desk.submit(ANA, form, {"first": "2026-12-20", "last": "2026-12-31"})
    assert "You are away: Sun 20 Dec – Thu 31 Dec." in text_of(told.form)
    await desk.submit(ANA, form, {"first": "2027-02-01", "last": None})
    assert await away_days(desk) == [("2026-12-20", "2026-12-31"), ("2027-02-01", "2027-02-01")]
    shown = (await desk.click(ANA, "refinement:away", "home", home=True)).form
    back = elements_of(shown)[0]["value"]
    told = await desk.click(ANA, "refinement:back", back, view="refinement:away_form")
    assert "Taken back." in text_of(told.form)
    assert await away_days(desk) == [("2027-02-01", "2027-02-01")]
    again = await desk.click(ANA, "refinement:back", back, view="refinement:away_form")
    assert "took it back already" in again.text
    other = await desk.click(BEN, "refinement:back", elements_of(told.form)[0]["value"], view="refinement:away_form")
    assert "took it back already" in other.text


async def test_the_home_shows_ones_teams_and_days_away(desk: Desk) -> None:
    desk.clock.instant = london("2026-12-01 09:00")
    desk.slack.people |= {ANA: {}, BEN: {}}
    await desk.command(ANA, "/refine po <@U0ANA|ana>")
    form = (await desk.click(ANA, "refinement:away", "home", home=True)).form
    await desk.submit(ANA, form, {"first": "2026-12-20", "last": "2026-12-31"})
    rows = await desk.store.read(lambda read: home_rows(read, ANA, words_for("en-GB", "Europe/London")), desk.workspace)
    told = [(row.slot, row.text) for row in rows]
    assert (Slot.TEAM, "Product Owner: <@U0ANA>") in told
    assert (Slot.MINE, "Away: Sun 20 Dec – Thu 31 Dec") in told
    assert not await desk.store.read(lambda read: home_rows(read, BEN, words_for("en-GB", "Europe/London")), desk.workspace)


async def test_the_holidays_of_ones_own_country_are_days_away_for_every_team(desk: Desk) -> None:
    desk.clock.instant = london("2026-12-01 09:00")
    desk.slack.people |= {ANA: {}, BEN: {}}
    await desk.command(ANA, "/refine po <@U0BEN|ben>")
    form = (await desk.click(BEN, "refinement:away", "home", home=True)).form
    assert "Public holidays: those of your team" in text_of(form)
    asked = (await desk.click(BEN, "refinement:holidays", "home", view="refinement:away_form")).form
    state = {"values": {"country": {"refinement:own_country": {"selected_option": {"value": "DE"}}}}}
    asked = (await desk.click(BEN, "refinement:own_country", "DE", view="refinement:holidays_form", state=state)).form
    told = await desk.submit(BEN, asked, {"region_DE": "BY"})
    assert "Public holidays: Germany, Bayern (BY)" in text_of(told.form)
    assert ("2027-01-06", "2027-01-06") in await away_days(desk, BEN)  # Epiphany: in Bayern, not in all of Germany
    assert await away_days(desk, ANA) == []
    rows = await desk.store.read(lambda read: home_rows(read, BEN, words_for("en-GB", "Europe/London")), desk.workspace)
    (row,) = [row for row in rows if row.slot is Slot.MINE]
    assert row.text == "Away: Fri 25 Dec, Christmas Day (Germany, Bayern (BY))"
    assert [each.action for each in row.buttons] == ["refinement:holidays"]

    await plan(desk, "/refine remind every wednesday at 10:00")
    await at(desk, "2027-01-05 10:00")
    assert "Away: " in (await desk.shown(CARD))[-1].text
    again = (await desk.click(BEN, "refinement:holidays", "home", home=True)).form
    await desk.submit(BEN, again, {"country": "none"})
    assert await away_days(desk, BEN) == []
    assert "Away: " not in (await desk.shown(CARD))[-1].text


async def test_a_card_that_stands_is_drawn_anew_when_somebody_of_the_team_is_away(desk: Desk) -> None:
    desk.clock.instant = london("2026-11-30 09:00")
    desk.slack.people |= {ANA: {}, BEN: {}}
    await plan(desk, "/refine remind every tuesday at 10:00")
    await desk.command(ANA, "/refine po <@U0BEN|ben>")
    await at(desk, "2026-11-30 10:00")
    before = await wanted(desk, CARD)
    form = (await desk.click(BEN, "refinement:away", "home", home=True)).form
    await desk.submit(BEN, form, {"first": "2026-12-01"})
    assert await wanted(desk, CARD) == before + 1
    assert "Away: " in (await desk.the(CARD)).text
    await status(desk, ANA, "ooo")
    assert await wanted(desk, CARD) == before + 1
