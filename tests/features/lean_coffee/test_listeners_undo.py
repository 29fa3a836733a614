"""Undo on the board: what somebody did to the course is taken back by anyone here, for a minute."""

from datetime import datetime

from sqlalchemy import select

from bot.features.lean_coffee.alarms import ALARM_HANDLERS
from bot.features.lean_coffee.kinds import MEETINGS
from bot.features.lean_coffee.rules.stages import Stage
from bot.schedule.alarms import Alarm
from bot.schedule.tables import AlarmRow
from bot.store.base import in_workspace
from bot.store.unit import Read
from tests.features.lean_coffee.desk import Desk, labels
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, minutes, seconds

_REDRAWS = select(AlarmRow.due).where(AlarmRow.workspace == in_workspace(), AlarmRow.kind == MEETINGS.redraw.name)


def redraws(read: Read) -> list[datetime]:
    return [row.due for row in read.rows(_REDRAWS)]


async def test_undo__brings_the_topic_and_its_time_back_and_says_who_did_what(desk: Desk) -> None:
    await desk.talks("one", "two")
    before = await desk.meeting()
    desk.clock.advance(minutes(2))
    await desk.presses("Next topic", await desk.board(), BEN)
    board = str(await desk.board())
    assert "Ben went on to the next. Until <!date^" in board
    desk.clock.advance(seconds(20))
    assert (await desk.presses("Undo", await desk.board(), CHLOE)).nothing
    after = await desk.meeting()
    assert (after.stage, after.topic, after.phase) == (Stage.DISCUSSING, before.topic, before.phase + 2)
    assert after.due is not None
    assert after.due - desk.clock.now() == minutes(3)
    board = str(await desk.board())
    assert "Ben went on to the next. Chloé took that back." in board
    assert "Undo" not in labels(await desk.board())


async def test_undo__of_who_is_not_here_or_comes_too_late_says_so(desk: Desk) -> None:
    await desk.talks("one", "two")
    await desk.presses("Pause", await desk.board(), BEN)
    board = await desk.board()
    assert "Press “I'm here” on the board first." in (await desk.presses("Undo", board, DEV)).text
    desk.clock.advance(seconds(60))
    assert "That could be taken back until 11:01:00." in (await desk.presses("Undo", board, ANA)).text
    assert "Undo" not in labels(await desk.board())
    assert (await desk.meeting()).stage is Stage.PAUSED


async def test_undo__answers_a_press_of_the_phase_that_is_gone(desk: Desk) -> None:
    await desk.talks("one", "two")
    await desk.presses("Next topic", await desk.board(), BEN)
    gone = await desk.board()
    await desk.presses("Undo", gone, BEN)
    for label in ("Undo", "Pause", "Next topic"):
        assert "The meeting has moved on: a topic is being discussed." in (await desk.presses(label, gone, CHLOE)).text
    assert (await desk.meeting()).stage is Stage.DISCUSSING


async def test_undo__of_a_close_opens_the_vote_with_the_dots_that_were_given(desk: Desk) -> None:
    await desk.votes("one", "two")
    await desk.gives_dots(BEN)
    await desk.presses("Close voting", await desk.board(), CHLOE)
    await desk.presses("Undo", await desk.board(), ANA)
    found = await desk.meeting()
    assert (found.stage, [ballot.voter for ballot in found.ballots]) == (Stage.VOTING, [BEN])
    assert "●" not in str(await desk.board())
    form = (await desk.presses("Vote", await desk.board(), BEN)).form
    assert "one" in str(form)
    await desk.gives_dots(CHLOE)
    assert len((await desk.meeting()).ballots) == 2


async def test_undo__brings_thumbs_back_that_were_decided_over(desk: Desk) -> None:
    await desk.talks("one", "two")
    await desk.waits(minutes(5))
    await desk.presses("👍 More", await desk.board(), CHLOE)
    await desk.presses("The room says: next", await desk.board(), BEN)
    assert (await desk.meeting()).stage is Stage.DISCUSSING
    await desk.presses("Undo", await desk.board(), CHLOE)
    found = await desk.meeting()
    assert (found.stage, [thumb.person for thumb in found.thumbs]) == (Stage.THUMBS, [CHLOE])
    assert "1 of 3 has answered" in str(await desk.board())


async def test_undo__of_a_second_vote_gives_the_new_topics_back_to_the_channel(desk: Desk) -> None:
    await desk.talks("one")
    await desk.types("topic Naming", BEN)
    await desk.presses("Next topic", await desk.board(), BEN)
    await desk.presses("Vote on the new topic", await desk.board(), BEN)
    assert len((await desk.meeting()).topics) == 2
    await desk.presses("Undo", await desk.board(), CHLOE)
    assert [topic.title for topic in (await desk.meeting()).topics] == ["one"]
    assert "Vote on the new topic" in labels(await desk.board())
    await desk.presses("Vote on the new topic", await desk.board(), BEN)
    assert (await desk.meeting()).stage is Stage.VOTING


async def test_undo__stands_in_the_form_of_all_that_one_may_do(desk: Desk) -> None:
    await desk.talks("one", "two")
    desk.clock.advance(minutes(2))
    await desk.presses("Pause", await desk.board(), BEN)
    form = (await desk.presses("More …", await desk.board(), CHLOE)).form
    after = (await desk.presses("Undo", form, CHLOE)).form
    assert "Pause" in labels(after)
    assert "Undo" not in labels(after)


async def test_the_board_is_drawn_anew_when_the_minute_is_over(desk: Desk) -> None:
    await desk.talks("one", "two")
    await desk.presses("Pause", await desk.board(), BEN)
    found = await desk.meeting()
    due = desk.clock.now() + seconds(60)
    alarms = await desk.read(redraws)
    assert alarms == [due]
    desk.clock.instant = due
    await desk.act(ALARM_HANDLERS[MEETINGS.redraw].ring, alarm=Alarm(MEETINGS.redraw, found.id, due, seconds(0)))
    assert await desk.read(redraws) == []
