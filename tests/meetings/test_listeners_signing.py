"""The roster to sign: as a PDF, for the host alone; before a date with those who come, after it with everybody's minutes."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from bot.features.lean_coffee.actions.course import CEREMONY
from bot.house.features import ANSWERED_BY, answers_of
from bot.store.transaction import Answering
from tests.fakes.passing import pass_until
from tests.features.desk import Told, text_of
from tests.features.lean_coffee import recurring
from tests.features.lean_coffee.desk import Desk, labels
from tests.features.lean_coffee.recurring import ANNOUNCEMENT
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, GUILD, minutes
from tests.meetings.test_roster import ended, states
from tests.series.test_changing import THURSDAY, change_form, saved


@pytest.fixture
def answers() -> Answering:
    """Facts are answered as in the house."""
    return answers_of(ANSWERED_BY)


def pages_of(desk: Desk, person: str = ANA) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(desk.slack.sent[f"D{person}"])).pages)


def named(desk: Desk) -> None:
    """Let two people have the same name, and may files be sent."""
    desk.slack.scopes = {"files:write"}
    for person, whole in ((ANA, "Ana López"), (BEN, "Sam Weiß"), (CHLOE, "Sam Ångström")):
        profile: dict[str, Any] = {"display_name": "Sam" if person != ANA else "Ana", "real_name": whole}
        desk.slack.people[person] = {**desk.slack.people[person], "real_name": whole, "profile": profile}


async def heard_anew(desk: Desk) -> None:
    """Let Slack be asked again what people are called."""
    desk.real.advance(timedelta(days=2))
    for person in (ANA, BEN, CHLOE):
        await desk.types("help", person)
    await desk.settled()


async def test_sheet_of_a_closed_meeting_tells_its_host_who_was_there_by_whole_names_for_how_long(desk: Desk) -> None:
    named(desk)
    await heard_anew(desk)
    await ended(desk)
    await states(desk, CHLOE, 20)
    said = await desk.presses("Roster to sign (host, PDF)", await desk.board(), ANA)
    assert "The roster is on its way to you, as a PDF in our direct messages." in said.text
    pages = pages_of(desk)
    for text in (
        "Lean Coffee",
        "Ana López",
        "Sam Weiß",
        "Sam Ångström",
        "Signature",
        "Minutes",
        "exact minutes",
        "Europe/Madrid, 47 min",
    ):
        assert text in pages, text
    assert "Sam Ångström\n 20\n" in pages


async def test_sheet_stands_beside_the_minutes_that_the_host_reads_too_and_leaves_out_who_was_taken_off(desk: Desk) -> None:
    named(desk)
    await ended(desk)
    await states(desk, CHLOE, 0)
    message = await desk.shows(CEREMONY.kinds.roster, (await desk.meeting()).id)
    assert "To sign (PDF)" in labels(message)
    await desk.presses("To sign (PDF)", message, ANA)
    assert "Ben" in pages_of(desk)
    assert "Chloé" not in pages_of(desk)


async def test_sheet_is_for_the_host_alone_and_says_why_it_does_not_come(desk: Desk) -> None:
    named(desk)
    await ended(desk)
    refused = await desk.presses("Roster to sign (host, PDF)", await desk.board(), BEN)
    assert "U0ANA" in refused.text
    assert desk.slack.sent == {}
    desk.slack.scopes = set()
    refused = await desk.presses("Roster to sign (host, PDF)", await desk.board(), ANA)
    assert "To send a file, the app needs the scope `files:write`" in refused.text


async def test_whoever_was_there_can_see_that_the_host_took_their_minutes_out(desk: Desk) -> None:
    named(desk)
    await ended(desk)
    await desk.presses("Roster to sign (host, PDF)", await desk.board(), ANA)
    assert "a roster or record with your minutes taken out" in (await desk.command(BEN, "/seu audit")).text
    assert "taken out" not in (await desk.command(ANA, "/seu audit")).text


async def chosen(desk: Desk, by: Any = ANA) -> Told:
    return await desk.presses("Roster to sign (PDF)", await change_form(desk), by)


async def test_sheet_of_a_date_to_come_names_who_comes_and_has_room_for_others(desk: Desk) -> None:
    named(desk)
    await heard_anew(desk)
    desk.clock.advance(-timedelta(days=2))
    await saved(desk, "every thursday 15:00 Europe/Madrid “Platform guild” for 45m credit full from 80%")
    await pass_until(desk, THURSDAY - minutes(120))
    await desk.presses("I'm coming", (await desk.the(ANNOUNCEMENT.name)).payload, BEN)
    said = await chosen(desk)
    assert "The roster is on its way to you" in text_of(said.form)
    pages = pages_of(desk)
    for text in ("Platform guild", "3 December 2026", "15:00 Europe/Madrid", "Sam Weiß", "full credit from 80 %"):
        assert text in pages
    assert "Minutes" not in pages
    assert "\n13\n" in pages.replace(" ", "")
    assert len(await desk.read(recurring.series_of, GUILD)) == 1


async def test_sheet_of_a_date_is_for_who_may_change_it(desk: Desk) -> None:
    named(desk)
    await saved(desk)
    form = await change_form(desk)
    assert (
        "Only <@U0ANA>, who hosts it, or an admin can change it." in (await desk.presses("Roster to sign (PDF)", form, BEN)).text
    )
    await chosen(desk)
    assert "Platform guild" in pages_of(desk)
