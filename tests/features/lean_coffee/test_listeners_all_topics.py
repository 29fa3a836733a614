"""Every topic can be read, page by page, whatever the board folds; and no menu or form fails on a hundred of them."""

from typing import Any

from bot.features.lean_coffee.rules.values import Proposal
from tests.fakes.payloads import render_message
from tests.features.lean_coffee import verbs as actions
from tests.features.lean_coffee.desk import Desk, labels, payload_of, told_in
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD, seconds


async def many(desk: Desk, count: int) -> None:
    """Open a meeting about so many topics of Ben's, each with a sentence."""
    await desk.opens()
    for number in range(count):
        desk.clock.advance(seconds(0.1))
        await desk.act(actions.propose_topic, proposal=Proposal(GUILD, BEN, f"topic {number:03}", f"why {number:03}"))


async def everything(desk: Desk, person: Any = CHLOE) -> Any:
    return (await desk.presses("More …", await desk.board(), person)).form


async def all_of(desk: Desk, person: Any = CHLOE) -> Any:
    return (await desk.presses("All topics", await everything(desk, person), person)).form


async def test_all_topics__are_read_twenty_a_page_with_ones_own_marked(desk: Desk) -> None:
    await many(desk, 30)
    await desk.types("topic mine | of my own", CHLOE)
    form = await all_of(desk)
    assert "1 to 20 of 31." in str(payload_of(form))
    assert "1. *topic 000*" in told_in(form)[0]
    assert "why 000  ·  _Ben_" in told_in(form)[0]
    after = (await desk.presses("More", form, CHLOE)).form
    assert len(told_in(after)) == 11
    assert [told.splitlines()[0] for told in told_in(after) if "yours" in told] == ["31. *mine*  ·  *yours*"]
    before = (await desk.presses("Back", after, CHLOE)).form
    assert "1. *topic 000*" in told_in(before)[0]


async def test_all_topics__say_at_any_stage_where_each_stands(desk: Desk) -> None:
    await desk.talks("one", "two")
    form = await all_of(desk)
    assert [told.splitlines()[0] for told in told_in(form)] == [
        "1. *one*  ·  ● 1  ·  being discussed", "2. *two*  ·  ● 1",
    ]  # fmt: skip
    await desk.presses("Next topic", await desk.board(), BEN)
    assert "one*  ·  ● 1  ·  discussed" in "".join(told_in(await all_of(desk)))


async def test_all_before__of_a_meeting_without_topics_says_so(desk: Desk) -> None:
    await desk.opens("one")
    form = await everything(desk)
    await desk.presses("Withdraw", (await desk.types("mine", BEN)).form, BEN)
    assert told_in((await desk.presses("All topics", form, CHLOE)).form) == ["No topic is on the board."]
    assert "All topics" not in labels(await everything(desk))


async def test_all_after__and_each_form_hold_with_a_hundred_topics(desk: Desk) -> None:
    await many(desk, 100)
    refused = (await desk.types("topic one more", CHLOE)).text
    assert "The list is full: 100 topics." in refused
    render_message(await desk.board())
    form = await all_of(desk)
    for _ in range(4):
        form = (await desk.presses("More", form, CHLOE)).form
    assert "81 to 100 of 100." in str(payload_of(form))
    host, other = await everything(desk, ANA), await everything(desk, DEV)
    for label, shown, person in (("Merge topics", host, ANA), ("Remove a topic", host, ANA), ("Report a topic", other, DEV)):
        drawn = (await desk.presses(label, shown, person)).form
        assert len(next(block for block in drawn["blocks"] if block["type"] == "input")["element"]["options"]) == 100
    assert "1 to 20 of 100." in str((await desk.types("mine", BEN)).form)
    await desk.presses("Start voting", await desk.board())
    render_message(await desk.board())
    await desk.presses("Close voting", await desk.board())
    last_call = await desk.board()
    render_message(last_call)
    assert "Talk about one of these." in str(payload_of(last_call))
