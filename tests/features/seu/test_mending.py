"""What a correction leaves to be mended at a body: told where the correction is, by what the person said they logged."""

from datetime import date
from typing import Any

import pytest

from bot.features.seu.actions import at_body, mending
from bot.features.seu.rules.at_body import Spoken
from bot.features.seu.rules.held import Claim
from bot.features.seu.rules.mending import Mending
from bot.features.seu.rules.mending import mending as to_be_mended
from tests.features.desk import ANA, BEN, Desk
from tests.features.seu.learning import SA, line
from tests.features.seu.scene import hold, say

THIRD = date(2026, 12, 3)
AT_SA = "at Scrum Alliance on 3 December 2026"


@pytest.fixture
async def kept(desk: Desk) -> Desk:
    """Ben keeps the hour that he was there."""
    await hold(desk, {BEN: [(0, 60)]})
    await desk.click(BEN, "seu:keep", "s1")
    return desk


async def logs(desk: Desk, programme: str = "scrum_alliance", category: str = "") -> None:
    entry = (await desk.the("seu:ask")).value("seu:correct")
    said: dict[str, Any] = {
        "person": BEN,
        "programme": programme,
        "entry": entry,
        "category": category,
        "day": THIRD,
        "today": THIRD,
    }
    await desk.store.write(at_body.say_logged, desk.workspace, None, **said)


async def corrects(desk: Desk, minutes: int) -> str:
    """Let Ben correct his entry, and return what his one message says then."""
    form = (await desk.click(BEN, "seu:correct", (await desk.the("seu:ask")).value("seu:correct"))).form
    sent = await desk.submit(BEN, form, {"hours": str(minutes // 60), "minutes": str(minutes % 60), "reason": "my clock"})
    assert not sent.errors
    return (await desk.the("seu:ask")).text


@pytest.mark.parametrize(("minutes", "told"), [(30, "change it there to 0 h 30 min."), (0, "take it off there.")])
async def test_case_8_a_hosts_correction_of_what_was_logged_says_what_to_mend_there(kept: Desk, minutes: int, told: str) -> None:
    await logs(kept)
    await say(kept, BEN, minutes, "left at half past")
    (correction,) = await kept.shown("seu:correction")
    assert f"You logged 1 h 0 min {AT_SA}: {told}" in correction.text
    assert "If you logged" not in correction.text
    assert "Reason: left at half past" in correction.text


async def test_where_nobody_said_that_it_was_logged_the_correction_does_not_know(kept: Desk) -> None:
    await say(kept, BEN, 30, "left at half past")
    assert "If you logged it at Scrum Alliance already, change it there to 0 h 30 min." in (await kept.the("seu:correction")).text


async def test_what_reads_the_same_at_the_body_is_not_to_be_mended(kept: Desk) -> None:
    await logs(kept, "pmi", "ways_of_working")
    await say(kept, BEN, 59, "checked")
    await say(kept, BEN, 60, "checked again")
    assert all("logged" not in one.text for one in (await kept.shown("seu:correction"))[1:])


@pytest.mark.parametrize(("minutes", "told"), [(45, "change it there to 0 h 45 min."), (0, "take it off there.")])
async def test_case_10_a_persons_own_correction_says_it_in_the_one_message_that_there_is(
    kept: Desk, minutes: int, told: str
) -> None:
    await logs(kept)
    before = len(await kept.shown())
    assert f"You logged 1 h 0 min {AT_SA}: {told}" in await corrects(kept, minutes)
    assert len(await kept.shown()) == before


async def test_a_correction_in_the_list_of_all_entries_says_it_above_the_list(kept: Desk) -> None:
    await logs(kept)
    listed = (await kept.click(BEN, "seu:entries", "all")).form
    entry = (await kept.the("seu:ask")).value("seu:correct")
    form = (await kept.click(BEN, "seu:correct", entry, view=listed["callback_id"], private=listed["private_metadata"])).form
    sent = await kept.submit(BEN, form, {"hours": "0", "minutes": "20", "reason": "my clock"})
    assert f"You logged 1 h 0 min {AT_SA}: change it there to 0 h 20 min." in sent.text


async def test_once_it_is_mended_there_nothing_is_told_any_more(kept: Desk) -> None:
    await logs(kept)
    await corrects(kept, 45)
    await logs(kept)
    assert "change it there" not in (await kept.the("seu:ask")).text
    assert await kept.store.read(mending.to_mend, kept.workspace, BEN, "s1") is None
    assert await kept.store.read(mending.to_mend, kept.workspace, ANA, "s1") is None


def test_what_a_renewal_has_used_up_is_not_mended() -> None:
    old, new = line(1, entry="old", activity="s1"), line(0.5, entry="new", activity="s1")
    claims = {"old": Claim("old", SA.key, None, THIRD)}
    spoken = Spoken((new,), claims, (old,))
    assert to_be_mended(SA, spoken, "s1") == Mending("Scrum Alliance", 60, THIRD, 30)
    assert to_be_mended(SA, Spoken((new,), claims, (old,), frozenset({"s1"})), "s1") is None
    assert to_be_mended(SA, spoken, "s2") is None
    assert to_be_mended(SA, Spoken((line(1, entry="new", activity="s1"),), claims | {"new": claims["old"]}, (old,)), "s1") is None
