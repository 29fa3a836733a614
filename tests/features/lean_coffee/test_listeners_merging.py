"""A host merges topics on the board, takes them apart, and anyone here takes a merge back; on both engines."""

from typing import Any

from bot.features.lean_coffee.rules.stages import Column, Stage
from bot.features.lean_coffee.rules.topics import to_vote_on
from bot.features.lean_coffee.rules.values import Topic
from bot.features.lean_coffee.store.topics import waiting_topics
from tests.features.lean_coffee.desk import Desk, labels, payload_of
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD, minutes, seconds


async def more(desk: Desk, person: Any = ANA) -> Any:
    return (await desk.presses("More …", await desk.board(), person)).form


async def form_to(desk: Desk, label: str, person: Any = ANA) -> Any:
    return (await desk.presses(label, await more(desk, person), person)).form


async def on_board(desk: Desk) -> dict[str, Topic]:
    return {topic.title: topic for topic in to_vote_on(await desk.meeting())}


async def merges(desk: Desk, first: str = "one", second: str = "two") -> Any:
    form, there = await form_to(desk, "Merge topics"), await on_board(desk)
    return form, await desk.sends(form, ANA, first=there[first].id, second=there[second].id)


async def test_merge_topics__makes_one_of_two_and_says_who_did_it(desk: Desk) -> None:
    await desk.opens("one | why one", "three")
    await desk.types("topic two | why two", CHLOE)
    _, sent = await merges(desk)
    assert sent.ack == {"response_action": "clear"}
    board = str(payload_of(await desk.board()))
    assert "*2. one + two*" in board or "*1. one + two*" in board
    assert "• one: why one  ·  _Ben_" in board
    assert "• two: why two  ·  _Chloé_" in board
    assert "Ana merged “one + two”. Until <!date^" in board
    assert set(await on_board(desk)) == {"three", "one + two"}
    desk.clock.advance(seconds(61))
    board = str(payload_of(await desk.board()))
    assert "take that back" not in board
    assert "Ana merged two topics." in board


async def test_merge_topics__is_a_hosts_and_is_offered_while_there_are_two(desk: Desk) -> None:
    await desk.opens("one")
    assert "Merge topics" not in labels(await more(desk))
    await desk.types("topic two", CHLOE)
    form = await more(desk)
    assert "Merge topics" in labels(form)
    assert "Merge topics" not in labels(await more(desk, BEN))
    assert "Only the host" in (await desk.presses("Merge topics", form, BEN)).text
    await desk.presses("Withdraw", (await desk.types("mine", CHLOE)).form, CHLOE)
    assert "once there are two on the board" in (await desk.presses("Merge topics", form, ANA)).text


async def test_merge_topics__says_beside_the_field_what_is_wrong(desk: Desk) -> None:
    await desk.opens("one", "two")
    form, one = await form_to(desk, "Merge topics"), (await on_board(desk))["one"].id
    assert (await desk.sends(form, ANA, first=one, second=one)).errors == {
        "second": "These are the same topic. Choose two different ones."
    }
    await merges(desk)
    assert "part of “one + two” by now" in (await desk.sends(form, ANA, first=one, second="two")).notice


async def test_merge_topics__and_a_vote_that_opens_meanwhile_give_exactly_one(desk: Desk) -> None:
    await desk.opens("one", "two")
    form, there = await form_to(desk, "Merge topics"), await on_board(desk)
    await desk.waits(minutes(3))
    assert (await desk.meeting()).stage is Stage.VOTING
    assert "has moved on" in (await desk.sends(form, ANA, first=there["one"].id, second=there["two"].id)).notice
    assert set(await on_board(desk)) == {"one", "two"}


async def test_undo_merge__is_anybodys_who_is_here_for_a_minute(desk: Desk) -> None:
    await desk.opens("one", "two")
    await merges(desk)
    board = await desk.board()
    assert "Press “I'm here” on the board first." in (await desk.presses("Undo", board, DEV)).text
    form = await more(desk, BEN)
    assert (await desk.presses("Undo", form, BEN)).form is not None
    assert set(await on_board(desk)) == {"one", "two"}
    assert "Ben took a merged topic apart." in str(payload_of(await desk.board()))
    assert "There is nothing to take back" in (await desk.presses("Undo", board, CHLOE)).text


async def test_take_apart__is_the_hosts_while_topics_are_gathered(desk: Desk) -> None:
    await desk.opens("one", "two")
    await merges(desk)
    form = await more(desk)
    parting = (await desk.presses("Take apart", form, ANA)).form
    assert "Only the host" in (await desk.presses("Take apart", form, BEN)).text
    assert (await desk.sends(parting, ANA)).ack == {"response_action": "clear"}
    assert set(await on_board(desk)) == {"one", "two"}
    assert "not a merged one any more" in (await desk.presses("Take apart", form, ANA)).text


async def test_my_topics__shows_each_author_their_own_half_to_edit_and_withdraw(desk: Desk) -> None:
    await desk.opens("one")
    form = (await desk.types("topic", CHLOE)).form
    await desk.sends(form, CHLOE, title="two", anonymous=["anonymous"])
    await merges(desk)
    mine = (await desk.types("mine", CHLOE)).form
    assert "*two*\nanonymous  ·  part of “one + two”" in str(payload_of(mine)).replace("\\n", "\n")
    assert "*two*" not in str((await desk.types("mine", ANA)).form)
    edit = (await desk.presses("Edit", mine, CHLOE)).form
    await desk.sends(edit, CHLOE, title="Zwei", context="weil")
    assert set(await on_board(desk)) == {"one + Zwei"}
    assert "• Zwei: weil  ·  _anonymous_" in str(payload_of(await desk.board()))
    await desk.presses("Withdraw", (await desk.types("mine", BEN)).form, BEN)
    assert set(await on_board(desk)) == {"Zwei"}
    assert "_anonymous_" in str(payload_of(await desk.board()))
    await desk.presses("Withdraw", (await desk.types("mine", CHLOE)).form, CHLOE)
    assert await on_board(desk) == {}


async def test_a_merged_topic_is_talked_about_and_recorded_as_one(desk: Desk) -> None:
    await desk.opens("one", "two")
    await merges(desk)
    await desk.presses("Start voting", await desk.board())
    await desk.gives_dots()
    await desk.presses("Close voting", await desk.board())
    assert "*one + two*" in str(payload_of(await desk.board()))
    await desk.waits(minutes(60))
    found = await desk.meeting()
    assert [topic.column for topic in found.topics] == [Column.DISCUSSED]
    assert "*1. one + two*" in str(payload_of(await desk.board()))
    assert "no topic here" in str((await desk.types("mine", BEN)).form)


async def test_a_merged_topic_that_was_not_reached_comes_back_whole_and_can_be_taken_apart(desk: Desk) -> None:
    await desk.opens("one")
    form = (await desk.types("topic", CHLOE)).form
    await desk.sends(form, CHLOE, title="two", anonymous=["anonymous"])
    await merges(desk)
    await desk.cancels()
    (waits,) = await desk.read(waiting_topics, GUILD)
    assert (waits.title, len(waits.halves), {half.seal for half in waits.halves}) == ("one + two", 2, {None})
    edit = (await desk.presses("Edit", (await desk.types("mine", BEN)).form, BEN)).form
    await desk.sends(edit, BEN, title="Uno")
    await desk.opens()
    assert set(await on_board(desk)) == {"Uno + two"}
    await desk.sends(await form_to(desk, "Take apart"), ANA)
    assert set(await on_board(desk)) == {"Uno", "two"}
    await merges(desk, "Uno")
    assert set(await on_board(desk)) == {"Uno + two"}
