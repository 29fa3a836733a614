"""What came out of a meeting whose channel takes no message any more goes to its host, in a direct message; on both engines."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.delivery.tables import MessageRow
from bot.features.lean_coffee.kinds import BOARD, SUMMARY
from bot.house.features import ROOMS_AND_FEATURES
from bot.house.undeliverable import undeliverable_of
from bot.store.base import in_workspace
from bot.store.unit import Unit
from bot.teams.people import Person
from bot.teams.store import keep_person
from tests.features.lean_coffee.desk import Desk
from tests.features.lean_coffee.scene import ANA

_REFUSE = update(MessageRow).where(MessageRow.workspace == in_workspace(), MessageRow.screen == BOARD.name).values(state="failed")


async def archived(desk: Desk) -> None:
    """Let Slack refuse the board for good."""

    def refuse(unit: Unit, subject: str) -> None:
        unit.run(_REFUSE)
        undeliverable_of(ROOMS_AND_FEATURES, lambda workspace, channel: None)(unit, BOARD, subject, "is_archived")

    await desk.store.write(refuse, desk.workspace, None, subject=(await desk.meeting()).id)


async def walk(desk: Desk, *, refused: bool = False) -> None:
    """Let the meeting run to its end; `refused`: Slack refuses its board each time that it is posted anew."""
    while (due := await desk.tick.next_due()) is not None and due < desk.clock.now() + timedelta(hours=2):
        desk.clock.instant = max(due, desk.clock.now())
        await desk.tick.run()
        if refused:
            await archived(desk)


@pytest.mark.parametrize("before_the_end", [True, False])
async def test_what_came_out_of_a_meeting_whose_channel_was_archived_goes_to_its_host(desk: Desk, before_the_end: bool) -> None:
    await desk.talks("Green builds")
    if before_the_end:
        await archived(desk)
        assert await desk.shown(SUMMARY.name) == []
    await walk(desk, refused=before_the_end)
    if not before_the_end:
        await archived(desk)
    summary = await desk.the(SUMMARY.name)
    assert summary.place == ANA
    assert "I could not post this in <#C0GUILD>, so you have it here, to pass it on." in str(summary.payload)
    assert "Green builds" in str(summary.payload)


async def test_a_cancelled_meeting_that_has_talked_is_told_too(desk: Desk) -> None:
    await desk.talks("Green builds")
    await archived(desk)
    await desk.cancels()
    assert "Green builds" in str((await desk.the(SUMMARY.name)).payload)


async def test_a_meeting_to_which_nobody_came_sends_no_summary(desk: Desk) -> None:
    await desk.opens(here=())
    await archived(desk)
    await walk(desk, refused=True)
    assert await desk.shown(SUMMARY.name) == []


async def test_the_host_reads_it_in_their_own_zone_wherever_the_meeting_was(desk: Desk) -> None:
    await desk.talks("Green builds")
    await archived(desk)
    await desk.act(keep_person, person=Person(ANA, "Ana", "Asia/Tokyo", "en-GB"))
    await walk(desk, refused=True)
    assert "Tue 1 Dec 19:00 to <!date^" in str((await desk.the(SUMMARY.name)).payload)
