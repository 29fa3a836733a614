"""What a host has after a meeting: the totals of its series, and the claim link, from summary and roster."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.ids import PersonId
from bot.features.lean_coffee.kinds import BOARD
from bot.house.features import ANSWERED_BY, answers_of
from bot.meetings.rules.roster import Word
from bot.meetings.rules.totals import Attended, Totals, totals
from bot.store.transaction import Answering
from tests.features.desk import text_of
from tests.features.lean_coffee import verbs
from tests.features.lean_coffee.desk import Desk, labels, payload_of
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, TEN, minutes

WEEKLY = "every tuesday 11:30 Europe/Madrid for 45m “Platform guild”"
CORRECT, SIGN, CLAIM, TOTALS = OF_HOST = [
    *("Correct attendance (host)", "Roster to sign (host, PDF)", "Add the claim link (host)", "Totals of the series (host)"),
]


@pytest.fixture
def answers() -> Answering:
    return answers_of(ANSWERED_BY)


async def held(desk: Desk, week: int, *here: PersonId) -> None:
    """Hold the meeting of a week: these people come when it opens, and stay."""
    desk.clock.instant = TEN + timedelta(weeks=week, minutes=31)
    await desk.tick.run()
    for person in here:
        await desk.presses("I'm here", await desk.board(), person)
    await desk.waits(minutes(60))
    await desk.tick.run()


@pytest.fixture
async def series(desk: Desk) -> Desk:
    """Three dates of Ana's series: two people, then three, of which one was there before; the last time one person alone."""
    await desk.presses("Save", (await desk.types(WEEKLY)).ack, ANA)
    await held(desk, 0, BEN, CHLOE)
    await held(desk, 1, ANA, BEN, DEV)
    return desk


async def test_totals__says_how_many_met_and_for_how_long_and_names_nobody(series: Desk) -> None:
    summary = await series.board()
    assert labels(summary)[-4:] == OF_HOST
    told = (await series.presses(TOTALS, summary, ANA)).text
    assert "*Platform guild*  ·  2 dates met  ·  4 people  ·  3 h 40 min of attendance in all" in told
    assert told.splitlines()[2:4] == [
        "8 December 2026  ·  3 people  ·  2 h 12 min",
        "1 December 2026  ·  2 people  ·  1 h 28 min",
    ]
    assert not any(name in told for name in ("Ana", "Ben", "Chloé", "Dev"))


async def test_totals__counts_by_the_hosts_word(series: Desk) -> None:
    meeting = await series.meeting()
    await series.act(verbs.state_roster, meeting=meeting.id, person=ANA, word=Word({DEV: 0, CHLOE: 10}, {}, "on the call"))
    told = (await series.presses(TOTALS, await series.board(), ANA)).text
    assert "2 dates met  ·  3 people  ·  3 h 6 min of attendance in all" in told
    assert "8 December 2026  ·  3 people  ·  1 h 38 min" in told


async def test_totals__are_the_hosts_alone_from_the_roster_too(series: Desk) -> None:
    assert "Only the host" in (await series.presses(TOTALS, await series.board(), BEN)).text
    roster = [one for one in await series.shown("lean_coffee:roster") if one.place == ANA][-1]
    assert labels(roster.payload) == ["Correct", "To sign (PDF)", "Claim link …", "Totals of the series"]
    assert "2 dates met" in (await series.presses("Totals of the series", roster.payload, ANA)).text


async def test_a_meeting_of_no_series_has_no_totals(desk: Desk) -> None:
    await desk.talks("one")
    await desk.waits(minutes(60))
    await desk.tick.run()
    meeting = await desk.meeting()
    assert labels(await desk.shows(BOARD, meeting.id)) == [
        "Add a takeaway",
        "Add an action",
        "Not right?",
        "Export",
        *OF_HOST[:3],
    ]
    (roster,) = await desk.shown("lean_coffee:roster")
    assert labels(roster.payload) == ["Correct", "To sign (PDF)", "Claim link …"]
    forged = payload_of(await desk.board())
    option = next(one for one in _options(forged) if one["value"].startswith("roster:"))
    option["value"] = option["value"].replace("roster:", "totals:")
    assert "No Lean Coffee is open" in (await desk.presses(CORRECT, forged, ANA)).text


def _options(payload: dict[str, Any]) -> list[dict[str, Any]]:
    found = [element for block in payload["blocks"] for element in block.get("elements", []) if "options" in element]
    return [option for element in found for option in element["options"]]


async def test_the_claim_link_is_given_from_the_summarys_menu(series: Desk) -> None:
    form = (await series.presses(CLAIM, await series.board(), ANA)).form
    assert form["callback_id"] == "seu:claim_link"
    told = await series.sends(form, ANA, link="https://www.scrumalliance.org/claim/abc")
    assert "The claim link is with the minutes of who was there." in told.text
    assert "Only the host of this meeting" in (await series.presses(CLAIM, await series.board(), BEN)).text
    asked = next(one for one in await series.shown("seu:ask") if one.place == BEN)
    await series.click(BEN, "seu:keep", asked.value("seu:keep"))
    kept = next(one for one in await series.shown("seu:ask") if one.place == BEN)
    assert "Its host gave a <https://www.scrumalliance.org/claim/abc|claim link>" in text_of(kept.payload)


async def test_a_request_to_mend_the_roster_leads_its_host_to_the_form_and_is_answered_by_it(series: Desk) -> None:
    meeting = await series.meeting()
    form = (await series.click(BEN, "seu:roster_wish", meeting.id)).form
    await series.sends(form, BEN, hours="0", minutes="40", reason="I went early")
    (request,) = await series.shown("seu:roster_request")
    assert labels(request.payload) == ["Correct the roster", "Leave as it is"]
    roster = (await series.presses("Correct the roster", request.payload, ANA)).form
    assert roster["callback_id"] == "lean_coffee:roster"
    await series.sends(roster, ANA, person=BEN, minutes="40", reason="so he did")
    await series.tick.run()
    assert await series.shown("seu:roster_request") == []


PEOPLE = st.sampled_from([ANA, BEN, CHLOE, DEV])


@given(st.lists(st.tuples(st.integers(0, 50), st.dictionaries(PEOPLE, st.integers(1, 90))), max_size=8))
def test_totals_add_up_over_dates_and_over_people(held: list[tuple[int, dict[PersonId, int]]]) -> None:
    found = totals(Attended(TEN + timedelta(weeks=week), there) for week, there in held)
    assert found.minutes == sum(date.minutes for date in found.dates) == sum(sum(there.values()) for _, there in held)
    assert found.people == len({person for _, there in held for person in there})
    assert [date.began for date in found.dates] == sorted((date.began for date in found.dates), reverse=True)
    assert len(found.dates) == len(held)
    assert totals(()) == Totals((), 0, 0)


async def test_a_co_host_gives_the_claim_link_too_and_adds_what_they_prepared(desk: Desk) -> None:
    await desk.opens("one", here=(BEN, CHLOE))
    meeting = (await desk.meeting()).id
    await desk.act(verbs.name_cohosts, meeting=meeting, person=ANA, cohosts=frozenset({CHLOE}))
    await desk.waits(minutes(60))
    await desk.tick.run()
    assert (await desk.presses(CLAIM, await desk.board(), CHLOE)).form["callback_id"] == "seu:claim_link"
    await desk.click(CHLOE, "seu:keep", meeting)
    kept = next(one for one in await desk.shown("seu:ask") if one.place == CHLOE)
    assert (await desk.presses("Add my preparation", kept.payload, CHLOE)).form["callback_id"] == "seu:prepared"
    assert "Only the host of this meeting" in (await desk.click(BEN, "seu:prepare", meeting)).text
