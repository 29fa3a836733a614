"""The claim link of a session: given by its host, corrected, shown to who keeps minutes, and never anything but https."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.core.refusal import Refusal
from bot.delivery.tables import MessageRow
from bot.features.seu.kinds import ASK, CONFIRMATION
from bot.features.seu.rules.claim_links import read_claim_link
from bot.features.seu.rules.host_refusals import BadClaimLink, ClaimLinkTooLong
from bot.store.base import in_workspace
from bot.store.unit import Read
from tests.features.desk import ANA, BEN, CHLOE, Desk, Told, elements_of
from tests.features.seu.scene import hold

_WANTED = select(MessageRow.place_id, MessageRow.wanted).where(
    MessageRow.workspace == in_workspace(), MessageRow.screen.in_([ASK.name, CONFIRMATION.name])
)
LINK = "https://www.scrumalliance.org/claim/abc?group=1&session=2"
CLAIM = "seu:claim_link"


@pytest.fixture
async def kept(desk: Desk) -> Desk:
    """Ana's hour with Ben, who keeps it, and Chloé, who has not answered."""
    await hold(desk, {ANA: [(0, 60)], BEN: [(0, 60)], CHLOE: [(0, 30)]})
    await desk.click(BEN, "seu:keep", "s1")
    return desk


async def gives(desk: Desk, link: str) -> Told:
    return await desk.submit(ANA, (await desk.click(ANA, CLAIM, "s1")).form, {"link": link})


async def of_ben(desk: Desk) -> Any:
    return next(one for one in await desk.shown() if one.place == BEN)


def opens(payload: dict[str, Any]) -> list[str]:
    return [element["url"] for element in elements_of(payload) if "url" in element]


async def test_who_keeps_the_minutes_sees_the_link_with_them_and_in_how_to_log_it(kept: Desk) -> None:
    assert opens((await of_ben(kept)).payload) == []
    assert "The claim link is with the minutes of who was there." in (await gives(kept, LINK)).text
    mine = await of_ben(kept)
    there = f"<{LINK.replace('&', '&amp;')}|claim link>"
    assert f"Its host gave a {there}: it logs this at Scrum Alliance without typing." in mine.text
    assert opens(mine.payload) == [LINK]
    assert len([one for one in await kept.shown() if one.place == BEN]) == 1
    form = (await kept.click(BEN, "seu:how_to_log", mine.value("seu:how_to_log"))).form
    assert "u0ana gave a claim link" in str(form)
    assert LINK.replace("&", "&amp;") in str(form)
    assert LINK in str(form)
    assert (await kept.click(BEN, "seu:claim_opened", "")).nothing


async def test_the_message_of_everybody_who_was_there_is_drawn_anew_by_a_link(kept: Desk) -> None:
    def wanted(read: Read) -> dict[str, int]:
        return {row.place_id: row.wanted for row in read.rows(_WANTED)}

    before = await kept.store.read(wanted, kept.workspace)
    assert {BEN, CHLOE} <= set(before)
    await gives(kept, LINK)
    after = await kept.store.read(wanted, kept.workspace)
    assert [person for person in before if after[person] == before[person]] == []


async def test_a_question_that_is_open_asks_and_offers_no_link_yet(kept: Desk) -> None:
    await gives(kept, LINK)
    asked = next(one for one in await kept.shown() if one.place == CHLOE)
    assert opens(asked.payload) == []
    await kept.click(CHLOE, "seu:keep", "s1")
    assert opens(next(one for one in await kept.shown() if one.place == CHLOE).payload) == [LINK]


async def test_a_link_is_corrected_and_taken_away(kept: Desk) -> None:
    await gives(kept, LINK)
    form = (await kept.click(ANA, CLAIM, "s1")).form
    assert LINK in str(form)
    await kept.submit(ANA, form, {"link": f" <{LINK}2|the link> "})
    assert opens((await of_ben(kept)).payload) == [LINK + "2"]
    assert "No claim link is given." in (await gives(kept, " ")).text
    assert opens((await of_ben(kept)).payload) == []


async def test_only_the_host_gives_it_for_a_session_that_there_is(kept: Desk) -> None:
    form = (await kept.click(ANA, CLAIM, "s1")).form
    assert "Only the host of this meeting, <@U0ANA>, can do this." in (await kept.click(BEN, CLAIM, "s1")).text
    assert "Only the host" in (await kept.submit(BEN, form, {"link": LINK})).text
    assert "There are no minutes to add" in (await kept.click(ANA, CLAIM, "s9")).text
    assert opens((await of_ben(kept)).payload) == []


@pytest.mark.parametrize(
    "text",
    [
        *(
            "http://www.scrumalliance.org/claim",
            "www.scrumalliance.org/claim",
            "javascript:alert(1)",
            "https://",
            "https://localhost",
        ),
        *(
            "https://a b.org",
            "https://user:secret@example.org/x",
            "https://exa<mple.org",
            "https://example.org:port",
            "https://[::1",
        ),
    ],
)
async def test_what_is_no_https_address_is_refused_beside_its_field(kept: Desk, text: str) -> None:
    assert "A claim link begins with https://" in (await gives(kept, text)).errors["link"]
    assert opens((await of_ben(kept)).payload) == []


@pytest.mark.parametrize("text", ["https://localhost.", "https://.localhost/x", "https://./x"])
def test_a_host_of_one_name_is_none_whatever_dots_stand_around_it(text: str) -> None:
    with pytest.raises(BadClaimLink):
        read_claim_link(text)


@pytest.mark.parametrize(("text", "refusal"), [("x", BadClaimLink), ("https://example.org/" + "a" * 500, ClaimLinkTooLong)])
def test_a_link_that_is_none_or_too_long_is_refused(text: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        read_claim_link(text)


async def test_one_that_is_too_long_says_how_long(kept: Desk) -> None:
    form = (await kept.click(ANA, CLAIM, "s1")).form
    assert "at most 500 fit" in (await kept.submit(ANA, form, {"link": "https://example.org/" + "a" * 500})).errors["link"]
