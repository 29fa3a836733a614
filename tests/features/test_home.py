"""The App Home while somebody looks: what changes in it is wanted anew, for them alone."""

from collections.abc import Awaitable, Callable
from functools import partial

import pytest

from bot.core.clock import SetClock
from bot.core.ids import PersonId, WorkspaceId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.feature import HOME, Feature, HomeRow, Slot
from bot.features.seu.actions import settling
from bot.house.home import draw_home
from bot.schedule.recurrence import UnknownZone
from bot.slack.surfaces import Home
from bot.store.unit import Read, RunningStore
from bot.words.words import Words, words_for
from tests.features.desk import ANA, BEN, CHLOE, Desk, options_of, value_of

SERIES = "/coffee every first thursday 15:00 Europe/Madrid for 45m"
REMINDER = "/refine remind every other tuesday at 10:00"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One engine is enough: what is wanted anew is tried on both in the delivery room."""
    return sqlite_url


@pytest.fixture
async def desk(store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId) -> Desk:
    """Ana and Ben look at their Homes; Chloé never did."""
    for person in (ANA, BEN):
        await store.write(messages.post, workspace, None, HOME, person, Place.home(person))
    return Desk(store, clock, real, workspace)


async def redrawn(desk: Desk, act: Callable[[], Awaitable[object]]) -> set[PersonId]:
    """Return whose Homes an act changes."""
    people = (ANA, BEN, CHLOE)
    before = {person: await desk.home_wanted(person) for person in people}
    await act()
    return {person for person in people if await desk.home_wanted(person) > before[person]}


async def planned(desk: Desk, line: str, save: str) -> object:
    return await desk.click(ANA, save, value_of((await desk.command(ANA, line)).message, save))


async def announced(desk: Desk) -> str:
    """Save a series and ring its announcement; return the value of "I'm coming"."""
    await planned(desk, SERIES, "lean_coffee:save_plan")
    desk.clock.instant = desk.clock.instant.replace(month=4, day=1, hour=14)
    await desk.tick.run()
    return (await desk.the("lean_coffee:announcement")).value("lean_coffee:coming")


async def listed(desk: Desk, command: str, menu: str, choice: str) -> object:
    """Choose from the ⋮ menu of what is listed, and say it once more where that is asked."""
    (choices,) = options_of((await desk.command(ANA, command)).message, menu)
    told = await desk.click(ANA, menu, choices[choice])
    return await desk.submit(ANA, told.form) if told.forms else told


async def test_a_saved_series_shows_in_its_hosts_home_at_once(desk: Desk) -> None:
    assert await redrawn(desk, lambda: planned(desk, SERIES, "lean_coffee:save_plan")) == {ANA}


async def test_who_is_coming_sees_it_in_their_own_home_and_nobody_else_does(desk: Desk) -> None:
    coming = await announced(desk)
    assert await redrawn(desk, lambda: desk.click(BEN, "lean_coffee:coming", coming)) == {BEN}
    assert await redrawn(desk, lambda: desk.click(CHLOE, "lean_coffee:coming", coming)) == set()


@pytest.mark.parametrize("choice", ["Skip the next one", "Pause", "End the series"])
async def test_what_the_host_does_to_a_series_shows_in_the_homes_of_all_who_come(desk: Desk, choice: str) -> None:
    await desk.click(BEN, "lean_coffee:coming", await announced(desk))
    assert await redrawn(desk, lambda: listed(desk, "/coffee series", "lean_coffee:series_more", choice)) == {ANA, BEN}


async def test_a_meeting_that_opens_leaves_the_next_moments(desk: Desk) -> None:
    await desk.click(BEN, "lean_coffee:coming", await announced(desk))
    desk.clock.instant = desk.clock.instant.replace(day=2)
    assert await redrawn(desk, desk.tick.run) == {ANA, BEN}


async def test_a_reminder_shows_in_its_owners_home_from_saving_to_its_end(desk: Desk) -> None:
    assert await redrawn(desk, lambda: planned(desk, REMINDER, "refinement:save_plan")) == {ANA}
    for choice in ("Skip the next one", "Pause", "Go on", "End"):
        assert await redrawn(desk, partial(listed, desk, "/refine reminders", "refinement:more", choice)) == {ANA}


async def test_a_refinement_that_begins_leaves_the_next_moments(desk: Desk) -> None:
    await planned(desk, REMINDER, "refinement:save_plan")
    await desk.tick.run()
    desk.clock.instant = desk.clock.instant.replace(day=3, hour=10)
    assert await redrawn(desk, desk.tick.run) == {ANA}


async def test_the_total_in_the_home_follows_the_ledger(desk: Desk) -> None:
    async def decide(action: Callable[..., None]) -> None:
        await desk.store.write(action, desk.workspace, None, person=BEN)

    assert await redrawn(desk, lambda: decide(settling.keep)) == {BEN}
    assert await redrawn(desk, lambda: decide(settling.decline)) == {BEN}


async def test_a_series_that_goes_on_shows_in_the_homes_of_all_who_come_again(desk: Desk) -> None:
    await desk.click(BEN, "lean_coffee:coming", await announced(desk))
    await listed(desk, "/coffee series", "lean_coffee:series_more", "Pause")
    assert await redrawn(desk, lambda: listed(desk, "/coffee series", "lean_coffee:series_more", "Go on")) == {ANA, BEN}


@pytest.mark.parametrize("fault", [UnknownZone("Atlantis/Gone"), ValueError("no time"), KeyError("x")])
async def test_a_part_that_cannot_be_read_keeps_no_other_from_being_seen(desk: Desk, fault: Exception) -> None:
    def breaks(read: Read, person: PersonId, words: Words) -> list[HomeRow]:
        raise fault

    def stands(read: Read, person: PersonId, words: Words) -> list[HomeRow]:
        return [HomeRow(Slot.MINE, read.now, "Here it is.")]

    draw = draw_home((Feature("broken", home=breaks), Feature("sound", home=stands)))
    drawn = await desk.store.read(draw, desk.workspace, ANA, words_for("en", "UTC"))
    assert isinstance(drawn, Home)
    told = str([block.to_dict() for block in drawn.blocks])
    assert "A part of this page cannot be shown right now." in told
    assert "Here it is." in told
