"""What Slack will never take: the owner hears of it once, in a direct message, with the way out."""

import pytest

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.core.nobody import nobody
from bot.house.features import ROOMS_AND_FEATURES, screens_of
from bot.house.undeliverable import UNDELIVERABLE, owners_of, undeliverable_of
from bot.store.person_erasure import erase_person
from bot.store.unit import RunningStore
from tests.fakes.until import until
from tests.features.desk import ANA, BEN, Desk, Shown, options_of, value_of
from tests.house.stand_ins import scene


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One engine is enough: what is written here is tried on both in the rooms that do it."""
    return sqlite_url


@pytest.fixture
def desk(store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId) -> Desk:
    return Desk(store, clock, real, workspace)


@pytest.mark.parametrize("error", ["is_archived", "channel_not_found"])
async def test_the_host_hears_that_a_board_cannot_be_posted_and_what_to_do(sqlite_url: str, error: str) -> None:
    async with scene(sqlite_url, "socket", ROOMS_AND_FEATURES) as stage:
        fault = {"method": "chat.postMessage", "kind": "error", "error": error, "times": 1}
        await stage.http.post(f"{stage.room.base_url}/room/faults", json=[fault])
        await stage.type('start "Platform guild"')

        async def told() -> bool:
            return any(text.startswith("I cannot post “Platform guild” in <#C0GUILD>.") for text in await stage.texts())

        await until(told)
        assert not any("I cannot post" in text for text in await stage.texts("U0BEN"))


SERIES, REMINDER = "/coffee every first thursday 15:00 Europe/Madrid for 45m", "/refine remind every other tuesday at 10:00"
LISTING = {"lean_coffee:series_more": "/coffee series", "refinement:more": "/refine reminders"}
ENDING = [
    (SERIES, "lean_coffee:save_plan", "lean_coffee:announcement", "lean_coffee:series_more"),
    (REMINDER, "refinement:save_plan", "refinement:card", "refinement:more"),
]


async def cannot_be_posted(desk: Desk, screen: str, error: str) -> Shown:
    """Let Slack refuse a message that stands for good, and return what its owner is told."""
    message = await desk.the(screen)
    kind = next(kind for kind in screens_of(ROOMS_AND_FEATURES) if kind.name == screen)
    tell = undeliverable_of(ROOMS_AND_FEATURES, lambda workspace, channel: None)
    await desk.store.write(tell, desk.workspace, None, kind, message.subject, error)
    return await desk.the(UNDELIVERABLE.name)


async def planned(desk: Desk, line: str, save: str, screen: str) -> None:
    """Plan what comes again, and let the time come when it is announced."""
    await desk.click(ANA, save, value_of((await desk.command(ANA, line)).message, save))
    while not await desk.shown(screen):
        due = await desk.tick.next_due()
        assert due is not None
        desk.clock.instant = max(due, desk.clock.instant)
        await desk.tick.run()


@pytest.mark.parametrize(("line", "save", "screen", "more"), ENDING)
async def test_what_comes_again_is_ended_from_the_direct_message_for_in_an_archived_channel_nothing_can_be_typed(
    desk: Desk, line: str, save: str, screen: str, more: str
) -> None:
    await planned(desk, line, save, screen)
    told = await cannot_be_posted(desk, screen, "is_archived")
    assert told.place == ANA
    assert "The channel is archived. Open its details in Slack and unarchive it; what is planned goes on." in told.text
    assert "You can also end it here:" in told.text
    asked = await desk.click(ANA, more, told.value(more), channel={"id": "D0ANA"})
    await desk.submit(ANA, asked.form)
    assert (await desk.command(ANA, LISTING[more])).text.startswith(("No reminders in", "Nothing is planned in"))
    again = await desk.click(ANA, more, told.value(more), channel={"id": "D0ANA"})
    assert "ended" in again.text


@pytest.mark.parametrize(
    ("error", "way"),
    [
        ("not_in_channel", "Type `/invite @Cortado` there; what is planned goes on."),
        ("channel_not_found", "Type `/invite @Cortado` there; what is planned goes on."),
        ("restricted_action", "Slack says `restricted_action`."),
    ],
)
async def test_whatever_keeps_it_from_its_channel_there_is_a_way_out(desk: Desk, error: str, way: str) -> None:
    line, save, screen, more = ENDING[0]
    await planned(desk, line, save, screen)
    told = await cannot_be_posted(desk, screen, error)
    assert way in told.text
    assert more in told.buttons


async def test_a_meeting_that_does_not_come_again_has_nothing_to_end(desk: Desk) -> None:
    await desk.command(ANA, "/coffee start")
    told = await cannot_be_posted(desk, "lean_coffee:board", "is_archived")
    assert ("unarchive it" in told.text, "end it here" in told.text, told.buttons) == (True, False, [])


async def test_a_meeting_of_a_series_ends_the_series_and_only_as_long_as_it_runs(desk: Desk) -> None:
    line, save, _, more = ENDING[0]
    await planned(desk, line, save, "lean_coffee:board")
    told = await cannot_be_posted(desk, "lean_coffee:board", "is_archived")
    await desk.submit(ANA, (await desk.click(ANA, more, told.value(more))).form)
    assert (await desk.the(UNDELIVERABLE.name)).buttons == []


def test_screens_of_a_channel_have_an_owner_and_direct_messages_have_none() -> None:
    owned = owners_of(ROOMS_AND_FEATURES)
    assert {"lean_coffee:board", "lean_coffee:announcement", "refinement:card"} <= set(owned)
    assert not any(name.startswith("seu:") for name in owned)


async def test_who_took_a_meeting_over_is_told_and_is_not_offered_to_end_a_series_of_somebody_else(desk: Desk) -> None:
    line, save, _, more = ENDING[0]
    await planned(desk, line, save, "lean_coffee:board")
    board = await desk.the("lean_coffee:board")
    await desk.click(BEN, "lean_coffee:check_in", board.value("lean_coffee:check_in"))
    (choices,) = options_of((await desk.the("lean_coffee:board")).payload, "lean_coffee:more")
    await desk.click(BEN, "lean_coffee:more", choices["I'll host"])
    told = await cannot_be_posted(desk, "lean_coffee:board", "is_archived")
    assert told.place == BEN
    assert more not in told.buttons


async def refused(desk: Desk, screen: str, subject: str, error: str = "is_archived") -> list[tuple[str, str]]:
    """Let Slack refuse a message, and return to whom what is said of it."""
    kind = next(kind for kind in (*screens_of(ROOMS_AND_FEATURES), UNDELIVERABLE) if kind.name == screen)
    tell = undeliverable_of(ROOMS_AND_FEATURES, lambda workspace, channel: None)
    await desk.store.write(tell, desk.workspace, None, kind, subject, error)
    return [(one.place, one.text) for one in await desk.shown(UNDELIVERABLE.name)]


async def asked_weekly(desk: Desk) -> None:
    """Let Ana ask for the weekly list of a channel; Ben is an admin."""
    for person in (ANA, BEN):
        desk.slack.people[person] = {"real_name": person, "is_admin": person == BEN}
        await desk.command(person, "/seu help")
    await desk.settled()
    await desk.command(ANA, "/coffee actions weekly friday 14:00")


async def test_who_asked_for_the_weekly_list_hears_once_that_it_cannot_be_posted_and_else_the_admins(desk: Desk) -> None:
    await asked_weekly(desk)
    told = "I cannot post the weekly list of action items in <#C0GUILD>. The channel is archived."
    for day in ("2026-12-04", "2026-12-11"):
        ((place, text),) = await refused(desk, "action_items:digest", f"C0GUILD/{day}")
        assert (place, text.startswith(told)) == (ANA, True)
    about = "action_items:digest|C0GUILD|is_archived"
    for _ in range(2):
        assert [place for place, _ in await refused(desk, UNDELIVERABLE.name, about, "user_disabled")] == [ANA, BEN]
    assert await refused(desk, UNDELIVERABLE.name, "lean_coffee:board|m1|is_archived", "user_disabled")


async def test_the_admins_hear_of_a_list_that_somebody_asked_for_who_was_erased(desk: Desk) -> None:
    await asked_weekly(desk)
    await desk.store.write(erase_person, desk.workspace, None, ANA, nobody("a1"))
    assert [place for place, _ in await refused(desk, "action_items:digest", "C0GUILD/2026-12-04")] == [BEN]
