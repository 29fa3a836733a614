"""What is wrong with a form is told all at once, beside each field, in plain text: in every form that people type in."""

from typing import Any

import pytest

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.features.seu.actions import settling
from bot.house.features import ANSWERED_BY, answers_of
from bot.store.transaction import Answering
from bot.store.unit import RunningStore
from tests.features.desk import ANA, BEN, Desk, Told, value_of
from tests.features.seu.scene import hold

PLAN = {
    "rhythm": "week:1",
    "days": [],
    "time": "",
    "zone": "Europe/Madird",
    "length": "half an eternity",
    "link": "meet.example",
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One engine is enough: nothing is kept of what is refused."""
    return sqlite_url


@pytest.fixture
def answers() -> Answering:
    return answers_of(ANSWERED_BY)


@pytest.fixture
def desk(store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId) -> Desk:
    return Desk(store, clock, real, workspace)


async def planned(desk: Desk, line: str, purpose: str, **wrong: Any) -> Told:
    preview = (await desk.command(ANA, line)).message
    form = (await desk.click(ANA, f"{purpose}:edit_plan", value_of(preview, f"{purpose}:edit_plan"))).form
    return await desk.submit(ANA, form, wrong)


async def test_the_form_of_a_series(desk: Desk) -> None:
    told = await planned(desk, "/coffee every tuesday at 10:00", "lean_coffee", **PLAN, meeting="  ")
    assert set(told.errors) == {"meeting", "days", "time", "zone", "length", "link"}
    assert told.errors["zone"].endswith("Did you mean “Europe/Madrid”?")
    assert told.errors["time"] == "At what time? For example “at 10:00”, “2pm” or “noon”."


async def test_the_form_of_a_series_whose_length_is_out_of_bounds_while_its_time_is_missing(desk: Desk) -> None:
    told = await planned(desk, "/coffee every tuesday at 10:00", "lean_coffee", time="", length="10h")
    assert set(told.errors) == {"time", "length"}
    assert told.errors["length"].startswith("“for” can be from")


async def test_the_form_of_a_reminder(desk: Desk) -> None:
    told = await planned(desk, "/refine remind every tuesday at 10:00", "refinement", **PLAN, title="x" * 101)
    assert set(told.errors) == {"title", "days", "time", "zone", "length", "link"}


async def test_the_form_of_a_reminder_whose_length_is_out_of_bounds(desk: Desk) -> None:
    told = await planned(desk, "/refine remind every tuesday at 10:00", "refinement", title="x" * 101, length="20h", days=[])
    assert set(told.errors) == {"title", "days", "length"}


async def test_the_form_of_a_topic(desk: Desk) -> None:
    form = (await desk.command(BEN, "/coffee topic")).form
    told = await desk.submit(BEN, form, {"title": " ", "context": "x" * 501})
    assert told.errors == {
        "title": "A topic needs a few words: “/coffee topic Flaky tests | third week in a row”.",
        "context": "The sentences about the topic have 501 characters; at most 500 fit. Please shorten them.",
    }


async def test_the_form_of_ones_own_correction(desk: Desk) -> None:
    await desk.store.write(settling.keep, desk.workspace, None, person=BEN)
    await hold(desk, {BEN: [(0, 60)]})
    form = (await desk.click(BEN, "seu:correct", (await desk.the("seu:confirmation")).value("seu:correct"))).form
    told = await desk.submit(BEN, form, {"hours": "25", "minutes": "75", "reason": " "})
    assert set(told.errors) == {"hours", "minutes", "reason"}
    assert set((await desk.submit(BEN, form, {"reason": " "})).errors) == {"minutes", "reason"}


async def test_the_form_that_asks_a_host(desk: Desk) -> None:
    await hold(desk, {BEN: [(0, 40)]})
    form = (await desk.click(BEN, "seu:roster_wish", "s1")).form
    assert set((await desk.submit(BEN, form, {"hours": "x", "minutes": "75", "reason": ""})).errors) == {
        "hours",
        "minutes",
        "reason",
    }
    assert set((await desk.submit(BEN, form, {"hours": "3", "reason": ""})).errors) == {"minutes", "reason"}
