"""What stands in people's direct messages is drawn anew when the ledger changes: nothing that was answered keeps its buttons."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.core.ids import PersonId
from bot.delivery.messages import post
from bot.delivery.place import Place
from bot.delivery.tables import MessageRow
from bot.feature import HOME
from bot.features.seu.actions import disputes, own, settling
from bot.features.seu.store import entries
from bot.store.base import in_workspace
from bot.store.unit import Read
from tests.features.desk import ANA, BEN, Desk
from tests.features.seu.scene import HOUR, SESSION, SIX, hold, say, total

_MESSAGES = select(
    MessageRow.screen, MessageRow.place_id, MessageRow.subject, MessageRow.wanted, MessageRow.bottom, MessageRow.state
).where(MessageRow.workspace == in_workspace())
SECOND = replace(SESSION, id="s2", title="Testing guild", began=SIX + 2 * HOUR, ended=SIX + 3 * HOUR)
HOUR_THERE = {BEN: [(0, 60)]}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One engine is enough: what is wanted anew is tried on both in the delivery room."""
    return sqlite_url


def messages(read: Read) -> dict[tuple[str, str, str], tuple[int, int, str]]:
    return {(row.screen, row.place_id, row.subject): (row.wanted, row.bottom, row.state) for row in read.rows(_MESSAGES)}


async def changed(desk: Desk, act: Awaitable[object]) -> dict[tuple[str, str], str]:
    """Return which messages an act has posted, redrawn, moved or hidden: (screen, whose) -> what."""
    before = await desk.store.read(messages, desk.workspace)
    await act
    found: dict[tuple[str, str], str] = {}
    for name, (wanted, bottom, state) in (await desk.store.read(messages, desk.workspace)).items():
        old_wanted, old_bottom, old_state = before.get(name, (0, 0, ""))
        if state != old_state:
            found[name[:2]] = "posted" if state == "live" else state
        elif wanted > old_wanted:
            found[name[:2]] = "moved" if bottom > old_bottom else "redrawn"
    return found


def write(desk: Desk, action: Callable[..., None], **named: object) -> Awaitable[None]:
    return desk.store.write(action, desk.workspace, None, person=PersonId(BEN), **named)


@pytest.mark.parametrize("answer", [settling.keep, settling.decline])
async def test_the_question_loses_its_buttons_by_its_answer(desk: Desk, answer: Callable[..., None]) -> None:
    await hold(desk, HOUR_THERE)
    assert await changed(desk, write(desk, answer)) == {("seu:ask", BEN): "redrawn"}


async def test_the_question_follows_a_change_of_mind(desk: Desk) -> None:
    await hold(desk, HOUR_THERE)
    await write(desk, settling.decline)
    assert await changed(desk, write(desk, settling.keep)) == {("seu:ask", BEN): "redrawn"}


async def test_the_question_comes_to_the_bottom_for_news_and_not_for_a_correction(desk: Desk) -> None:
    await hold(desk, HOUR_THERE)
    assert await changed(desk, hold(desk, HOUR_THERE, SECOND)) == {("seu:ask", BEN): "moved"}
    assert await changed(desk, say(desk, BEN, 30)) == {("seu:ask", BEN): "redrawn"}


async def test_a_confirmation_follows_what_its_person_corrects(desk: Desk) -> None:
    await write(desk, settling.keep)
    await hold(desk, HOUR_THERE)
    (entry,) = await desk.store.read(entries.latest, desk.workspace, BEN, 5)
    correcting = write(desk, own.correct_entry, entry=entry.id, minutes=45, reason="my clock")
    assert await changed(desk, correcting) == {("seu:confirmation", BEN): "redrawn"}


async def test_the_answered_question_follows_what_the_host_corrects(desk: Desk) -> None:
    await hold(desk, HOUR_THERE)
    await write(desk, settling.keep)
    assert await changed(desk, say(desk, BEN, 30)) == {("seu:ask", BEN): "redrawn", ("seu:correction", BEN): "posted"}


async def dms(desk: Desk) -> dict[str, str]:
    """Return what each confirmation of Ben's says, by its session."""
    return {one.subject.partition("/")[0]: one.text for one in await desk.shown("seu:confirmation")}


async def test_the_total_stands_in_the_newest_message_alone_and_is_true_there(desk: Desk) -> None:
    await write(desk, settling.keep)
    third = replace(SESSION, id="s3", title="Ops guild", began=SIX + 4 * HOUR, ended=SIX + 5 * HOUR)
    for session in (SESSION, SECOND, third):
        await hold(desk, HOUR_THERE, session)
    there = await changed(desk, say(desk, BEN, 30))
    assert there == {("seu:confirmation", BEN): "redrawn", ("seu:correction", BEN): "posted"}
    told = await dms(desk)
    assert "To log so far" not in told["s1"]
    assert "To log so far" not in told["s2"]
    assert "To log so far: *2 h 30 min*." in told["s3"]
    assert await total(desk, BEN) == 150


async def test_an_older_message_is_drawn_anew_with_the_newest_and_nothing_in_between(desk: Desk) -> None:
    await write(desk, settling.keep)
    third = replace(SESSION, id="s3", title="Ops guild", began=SIX + 4 * HOUR, ended=SIX + 5 * HOUR)
    for session in (SESSION, SECOND, third):
        await hold(desk, HOUR_THERE, session)
    before = await desk.store.read(messages, desk.workspace)
    await say(desk, BEN, 30)
    after = await desk.store.read(messages, desk.workspace)
    assert {one[2] for one, now in after.items() if now != before.get(one, now)} == {f"s1/{BEN}", f"s3/{BEN}"}


async def test_the_answered_question_is_left_alone_by_later_meetings(desk: Desk) -> None:
    await hold(desk, HOUR_THERE)
    await write(desk, settling.keep)
    assert "To log so far: *1 h 0 min*." in (await desk.the("seu:ask")).text
    assert await changed(desk, hold(desk, HOUR_THERE, SECOND)) == {("seu:confirmation", BEN): "posted"}
    assert "To log so far: *2 h 0 min*." in (await desk.the("seu:confirmation")).text
    assert "To log so far" not in (await desk.the("seu:ask")).text


async def test_the_home_tells_of_a_question_that_is_open(desk: Desk) -> None:
    await desk.store.write(post, desk.workspace, None, HOME, BEN, Place.home(BEN))
    assert (await changed(desk, hold(desk, HOUR_THERE)))[HOME.name, BEN] == "redrawn"


async def test_the_request_goes_away_when_the_host_has_answered(desk: Desk) -> None:
    await write(desk, settling.keep)
    await hold(desk, HOUR_THERE)
    wish = write(desk, disputes.ask_host_to_correct, session="s1", minutes=50, reason="I came at six")
    assert await changed(desk, wish) == {("seu:roster_request", ANA): "posted"}
    assert (await changed(desk, say(desk, BEN, 60)))["seu:roster_request", ANA] == "hidden"


async def test_minutes_that_a_person_took_back_elsewhere_count_here(desk: Desk) -> None:
    await write(desk, settling.keep)
    beside = replace(SESSION, id="s2", title="Testing guild", began=SIX + HOUR / 2, ended=SIX + HOUR * 1.5)
    await hold(desk, HOUR_THERE)
    (entry,) = await desk.store.read(entries.latest, desk.workspace, BEN, 5)
    await write(desk, own.correct_entry, entry=entry.id, minutes=0, reason="that was somebody else")
    await hold(desk, HOUR_THERE, beside)
    assert await total(desk, BEN) == 60


async def test_the_home_of_who_keeps_minutes_follows_each_meeting_and_each_correction(desk: Desk) -> None:
    await write(desk, settling.keep)
    await desk.store.write(post, desk.workspace, None, HOME, BEN, Place.home(BEN))
    assert (await changed(desk, hold(desk, HOUR_THERE)))[HOME.name, BEN] == "redrawn"
    assert (await changed(desk, say(desk, BEN, 30)))[HOME.name, BEN] == "redrawn"


async def test_minutes_that_were_declined_elsewhere_count_here(desk: Desk) -> None:
    beside = replace(SESSION, id="s2", title="Testing guild", began=SIX + HOUR / 2, ended=SIX + HOUR * 1.5)
    await hold(desk, HOUR_THERE)
    await write(desk, settling.decline)
    await write(desk, settling.keep)
    await hold(desk, HOUR_THERE, beside)
    assert await total(desk, BEN) == 60


async def test_the_latest_activity_comes_first_also_after_an_older_one_was_corrected(desk: Desk) -> None:
    await write(desk, settling.keep)
    await hold(desk, HOUR_THERE)
    later = replace(SESSION, id="s2", title="Testing guild", began=SIX + 24 * HOUR, ended=SIX + 25 * HOUR)
    await hold(desk, HOUR_THERE, later)
    _, older = await desk.store.read(entries.latest, desk.workspace, BEN, 5)
    desk.clock.advance(HOUR)
    await write(desk, own.correct_entry, entry=older.id, minutes=45, reason="my clock")
    assert [one.activity for one in await desk.store.read(entries.latest, desk.workspace, BEN, 5)] == ["s2", "s1"]
