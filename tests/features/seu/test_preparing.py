"""What a host prepared, added to their own ledger from the confirmation of their meeting."""

from dataclasses import replace
from typing import Any

import pytest

from bot.features.seu.rules.values import Category, Entry, Source
from bot.features.seu.store import entries as entries_store
from tests.features.desk import ANA, BEN, Desk, Told
from tests.features.seu.scene import HOUR, SESSION, SIX, hold, total

PREPARE = "seu:prepare"
"""The button, whose meeting is `s1` of 1 December 2026, an hour of Ana's."""


@pytest.fixture
async def kept(desk: Desk) -> Desk:
    """Ana and Ben were there for an hour, and keep it."""
    await hold(desk, {ANA: [(0, 60)], BEN: [(0, 60)]})
    for person in (ANA, BEN):
        await desk.click(person, "seu:keep", "s1")
    return desk


async def of_host(desk: Desk) -> Any:
    return next(one for one in await desk.shown() if one.place == ANA and one.screen in ("seu:ask", "seu:confirmation"))


async def adds(desk: Desk, **typed: object) -> Told:
    """Press the button and send its form: an hour and a half, unless something else is typed."""
    form = (await desk.click(ANA, PREPARE, "s1")).form
    return await desk.submit(ANA, form, {"hours": "1", "minutes": "30"} | typed)


async def prepared(desk: Desk) -> list[Entry]:
    return await desk.store.read(entries_store.entries_of, desk.workspace, ANA, "prepared:s1")


async def test_the_host_adds_what_they_prepared_as_an_entry_of_its_own(kept: Desk) -> None:
    assert PREPARE in (await of_host(kept)).buttons
    told = await adds(kept, what="Slides about flow")
    assert "*1 h 30 min* kept: “Slides about flow”, 1 December 2026." in told.text
    assert "To log so far: *2 h 30 min*." in told.text
    (entry,) = await prepared(kept)
    assert (entry.minutes, entry.category, entry.source, str(entry.day)) == (90, Category.PREPARING, Source.SELF, "2026-12-01")
    assert entry.activity == "prepared:s1"
    assert await total(kept, ANA) == 150
    assert "Slides about flow" in (await kept.command(ANA, "/seu")).text


async def test_what_was_prepared_may_be_left_out_and_the_day_another(kept: Desk) -> None:
    await adds(kept, what=" ", day="2026-11-30", hours="0", minutes="20")
    (entry,) = await prepared(kept)
    assert (entry.description, entry.minutes, str(entry.day)) == ("Preparing “Platform guild”", 20, "2026-11-30")


async def test_it_is_offered_until_it_is_added_and_never_again(kept: Desk) -> None:
    form = (await kept.click(ANA, PREPARE, "s1")).form
    await adds(kept)
    assert PREPARE not in (await of_host(kept)).buttons
    again = await kept.click(ANA, PREPARE, "s1")
    assert "Your preparation of this meeting stands in your ledger already." in again.text
    assert "stands in your ledger already" in (await kept.submit(ANA, form, {"hours": "1"})).text
    assert len(await prepared(kept)) == 1


async def test_a_form_that_is_delivered_twice_adds_once(kept: Desk) -> None:
    form = (await kept.click(ANA, PREPARE, "s1")).form
    assert form["callback_id"] == "seu:prepared"
    for _ in range(2):
        await kept.submit(ANA, form, {"hours": "1"}, trigger_id="same")
    assert len(await prepared(kept)) == 1


async def test_only_the_host_is_offered_it(kept: Desk) -> None:
    (mine,) = [one for one in await kept.shown() if one.place == BEN]
    assert PREPARE not in mine.buttons
    assert "Only the host of this meeting, <@U0ANA>, can do this." in (await kept.click(BEN, PREPARE, "s1")).text
    assert "There are no minutes to add" in (await kept.click(ANA, PREPARE, "s9")).text


async def test_all_that_is_wrong_in_the_form_is_told_beside_its_fields(kept: Desk) -> None:
    wrong = await adds(kept, hours="x", minutes="75", what="x" * 201, day="2027-01-01")
    assert wrong.errors.keys() == {"hours", "minutes", "what", "day"}
    wrong = await adds(kept, hours="0", minutes="0", what="x" * 201, day="2027-01-01")
    assert wrong.errors.keys() == {"minutes", "what", "day"}
    assert "at most 200 fit" in wrong.errors["what"]
    assert "1 January 2027 has not come yet" in wrong.errors["day"]
    assert await prepared(kept) == []


async def test_what_looks_like_it_is_shown_first_but_not_the_meeting_that_it_is_for(kept: Desk) -> None:
    await adds(kept, hours="1", minutes="0")
    assert len(await prepared(kept)) == 1


async def test_case_22_what_looks_like_it_is_shown_first(kept: Desk) -> None:
    later = replace(SESSION, id="s2", title="Slides about flow", began=SIX + 2 * HOUR, ended=SIX + 3 * HOUR)
    await hold(kept, {ANA: [(0, 60)]}, later)
    shown = await adds(kept, what="slides about flow", hours="1", minutes="0")
    assert "Your ledger has *1 h 0 min* of “Slides about flow” on 1 December 2026 already." in shown.text
    assert await prepared(kept) == []
    await kept.submit(ANA, shown.form)
    assert [entry.minutes for entry in await prepared(kept)] == [60]
