"""What delivery draws: read from the database, in the meeting's zone, with everybody's plain name."""

from datetime import timedelta

import pytest

from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.kinds import BOARD
from bot.features.lean_coffee.screens import SCREENS
from bot.words.words import words_for
from tests.features.lean_coffee.desk import Desk
from tests.features.lean_coffee.drawing import hold_message, told
from tests.features.lean_coffee.scene import BEN, CHLOE, DEV, minutes


@pytest.mark.parametrize("kind", list(SCREENS), ids=lambda kind: kind.name)
async def test_a_screen_of_what_is_not_there_shows_nothing(desk: Desk, kind: object) -> None:
    draw = SCREENS[kind]  # type: ignore[index]
    assert await desk.read(draw, "nothing of this id", words_for("en", "UTC")) is None


async def test_a_board_is_drawn_in_the_meeting_s_zone_with_plain_names(desk: Desk) -> None:
    board = await desk.opens("one", here=(BEN, CHLOE, DEV))
    hold_message(board)
    assert "|11:45>" in told(board)
    assert "Here (4): Ana, Ben, Chloé, Dev" in told(board)


async def test_who_proposed_or_voted_and_left_is_named_too(desk: Desk) -> None:
    await desk.types("topic from afar", DEV)
    board = await desk.votes("one")
    await desk.sends((await desk.presses("Vote", board, CHLOE)).form, CHLOE)
    await desk.presses("I have to leave", board, CHLOE)
    assert "Voted (0 of 2 here): Chloé" in told(await desk.board())
    await desk.gives_dots()
    await desk.presses("Close voting", await desk.board())
    assert "_Dev_" in told(await desk.board())


async def test_the_board_becomes_the_summary_and_the_host_gets_a_roster(desk: Desk) -> None:
    await desk.talks("one")
    found = await desk.meeting()
    assert await desk.read(SCREENS[CEREMONY.kinds.roster], found.id, words_for("en", "UTC")) is None
    await desk.waits(timedelta(hours=1))
    record = await desk.shows(BOARD, found.id)
    hold_message(record)
    assert record.text == "Platform guild: what came out"
    roster = await desk.shows(CEREMONY.kinds.roster, found.id)
    hold_message(roster)
    assert "Ben  47 min" in told(roster)


async def test_a_meeting_that_hardly_anybody_came_to_leaves_one_line(desk: Desk) -> None:
    await desk.opens("one", here=())
    await desk.waits(timedelta(hours=1))
    assert told(await desk.board()) == "☕ *Platform guild*  Closed quietly: only Ana came. 1 topic waits for the next one."


async def test_a_meeting_that_was_cancelled_before_the_talk_leaves_one_line(desk: Desk) -> None:
    await desk.opens("one")
    await desk.cancels()
    assert told(await desk.board()) == "☕ *Platform guild*  Cancelled by Ana. 1 topic waits for the next one."


async def test_a_meeting_that_was_cancelled_in_the_talk_keeps_its_record(desk: Desk) -> None:
    await desk.presses("Next topic", await desk.talks("one", "two"))
    await desk.cancels()
    said = told(await desk.board())
    assert "Cancelled by Ana." in said
    assert "*1. one*" in said


async def test_the_minutes_left_are_drawn_as_of_the_moment_of_drawing(desk: Desk) -> None:
    await desk.talks("one")
    assert "*About 5 min left*" in told(await desk.board())
    desk.clock.advance(minutes(3.5))
    assert "*About 2 min left*" in told(await desk.board())
    desk.clock.advance(minutes(1))
    assert "*Less than a minute left*" in told(await desk.board())
