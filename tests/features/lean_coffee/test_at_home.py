"""Lean Coffee's part of a person's Home: what they are in, what they have queued, what comes next; drawn anew when that changes."""

from collections.abc import Awaitable, Callable
from functools import partial

import pytest
from sqlalchemy import bindparam, select

from bot.core.ids import ChannelId, PersonId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.delivery.tables import MessageRow
from bot.feature import HOME
from bot.features.lean_coffee.screens import home_rows
from bot.meetings.store.queued import next_in_queue
from bot.store.base import in_workspace
from bot.store.unit import Read
from bot.words.words import words_for
from tests.features.desk import STRANGERS, text_of
from tests.features.lean_coffee import verbs as actions
from tests.features.lean_coffee.desk import Desk, labels, payload_of
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD, minutes

OTHER = ChannelId("C0OTHER")
NOTHING = "No Lean Coffee yet that you host or said you would come to."
_WANTED = select(MessageRow.wanted).where(
    MessageRow.workspace == in_workspace(), MessageRow.screen == HOME.name, MessageRow.subject == bindparam("whose")
)


async def told(desk: Desk, person: PersonId) -> str:
    return text_of(payload_of(await desk.home(person)))


async def redrawn(desk: Desk, act: Callable[[], Awaitable[object]]) -> set[PersonId]:
    """Return whose Homes an act changes, of all but Dev, who never looked at theirs."""

    def wanted(read: Read) -> dict[PersonId, int]:
        rows = {person: read.row(_WANTED, {"whose": person}) for person in (ANA, BEN, CHLOE, DEV)}
        return {person: row.wanted for person, row in rows.items() if row is not None}

    for person in (ANA, BEN, CHLOE):
        await desk.act(messages.post, screen=HOME, subject=person, to=Place.home(person))
    before = await desk.read(wanted)
    await act()
    after = await desk.read(wanted)
    return {person for person in after if after[person] > before[person]}


async def test_who_hosts_two_running_meetings_is_told_of_both_and_not_that_there_is_none(desk: Desk) -> None:
    await desk.opens(here=(BEN,))
    await desk.types('start "Retro" for 30m', channel=OTHER)
    said = await told(desk, ANA)
    assert "*Now:* Platform guild, in <#C0GUILD>, until <!date^" in said
    assert "|11:45>" not in said, "the time stands in the reader's own zone"
    assert "*Now:* Retro, in <#C0OTHER>, until <!date^" in said
    assert NOTHING not in said
    assert "Platform guild" in await told(desk, BEN)
    assert "Retro" not in await told(desk, BEN)
    assert NOTHING in await told(desk, DEV)
    assert await desk.store.read(home_rows, STRANGERS, ANA, words_for("en", "UTC")) == []


async def test_the_board_is_linked_to_once_it_stands(desk: Desk) -> None:
    await desk.opens(here=())
    assert "Go to the board" not in await told(desk, ANA)
    await desk.posted("1795303200.000100")
    assert "<https://guild.slack.com/archives/C0GUILD/p1795303200000100|Go to the board>" in await told(desk, ANA)


async def test_an_open_vote_stands_first_with_its_button_which_opens_the_ballot(desk: Desk) -> None:
    await desk.types('start "Retro" for 30m', channel=OTHER)
    await desk.presses("I'm here", await desk.votes("one"), ANA)
    home = await desk.home(ANA)
    assert "*Waiting for you*\nVote\n*Platform guild*, in <#C0GUILD>: voting is open." in text_of(payload_of(home)[:2])
    assert labels(home).count("Vote") == 1
    ballot = await desk.presses("Vote", home, ANA, channel=None)
    assert "*3 of 3 dots left.*" in text_of(ballot.form)
    await desk.presses("Close voting", await desk.board())
    assert "Vote" not in labels(await desk.home(ANA))
    assert "Voting closed" in (await desk.presses("Vote", home, ANA, channel=None)).text


async def test_a_host_who_watches_is_not_asked_to_vote(desk: Desk) -> None:
    await desk.votes("one", wishes="host watches")
    assert "Vote" not in labels(await desk.home(ANA))
    assert "Vote" in labels(await desk.home(BEN))


async def test_who_left_or_whose_meeting_ended_is_told_of_it_no_more(desk: Desk) -> None:
    board = await desk.opens()
    await desk.presses("I have to leave", board, BEN)
    assert NOTHING in await told(desk, BEN)
    assert "Platform guild" in await told(desk, CHLOE)
    await desk.cancels()
    for person in (ANA, CHLOE):
        assert NOTHING in await told(desk, person)


async def test_what_somebody_has_queued_is_told_until_it_opens(desk: Desk) -> None:
    await desk.opens()
    offer = await desk.types('start "Retro" for 30m', DEV)
    assert NOTHING in await told(desk, DEV)
    await desk.presses("Queue as next", offer.ack, DEV)
    assert "*Next*\nRetro  <#C0GUILD>, when the running one has ended" in await told(desk, DEV)
    await desk.cancels()
    await desk.tick.run()
    assert "*Now:* Retro, in <#C0GUILD>" in await told(desk, DEV)
    assert "when the running one has ended" not in await told(desk, DEV)


async def test_homes_follow_a_meeting_from_its_start_to_its_end(desk: Desk) -> None:
    await desk.types("topic one")

    async def pressed(label: str, person: PersonId) -> None:
        await desk.presses(label, await desk.board(), person)

    async def ballot() -> None:
        await desk.sends((await desk.presses("Vote", await desk.board(), CHLOE)).form, CHLOE)

    for act, whose in (
        (partial(desk.types, 'start "Platform guild"'), {ANA}),
        (partial(pressed, "I'm here", BEN), {BEN}),
        (partial(pressed, "I'm here", DEV), set[PersonId]()),
        (partial(pressed, "Start voting", BEN), {ANA, BEN}),
        (ballot, {CHLOE}),
        (ballot, set[PersonId]()),
        (partial(pressed, "Close voting", BEN), {ANA, BEN, CHLOE}),
        (partial(pressed, "I have to leave", ANA), {ANA}),
        (partial(pressed, "I'll host", BEN), {ANA, BEN}),
        (partial(pressed, "I have to leave", CHLOE), {CHLOE}),
        (partial(desk.waits, minutes(70)), {BEN}),
    ):
        assert await redrawn(desk, act) == whose, act


async def test_homes_follow_a_queued_meeting(desk: Desk) -> None:
    await desk.opens(here=())
    offer = await desk.types('start "Retro" for 30m', CHLOE)
    assert await redrawn(desk, lambda: desk.presses("Queue as next", offer.ack, CHLOE)) == {CHLOE}
    assert await redrawn(desk, desk.cancels) == {ANA}
    assert await redrawn(desk, desk.tick.run) == {CHLOE}


async def test_homes_follow_a_queued_meeting_that_is_given_up(desk: Desk) -> None:
    await desk.opens(here=())
    await desk.presses("Queue as next", (await desk.types('start "Retro" for 30m', CHLOE)).ack, CHLOE)
    waiting = await desk.read(next_in_queue, GUILD)
    assert waiting is not None
    desk.clock.advance(minutes(8 * 60))
    assert await redrawn(desk, partial(desk.act, actions.take_turn, queued_meeting=waiting.id)) == {CHLOE}
    assert NOTHING in await told(desk, CHLOE)


@pytest.mark.parametrize("person", [ANA, BEN])
async def test_a_meeting_in_a_thread_is_linked_to_there(desk: Desk, person: PersonId) -> None:
    await desk.opens(here=())
    await desk.presses("Run in a thread", (await desk.types('start "Retro" for 30m', BEN)).ack, BEN)
    await desk.posted("1795303200.000100")
    linked = "?thread_ts=1795303200.000100&cid=C0GUILD|Go to the board>" in await told(desk, person)
    assert linked == (person == BEN)
