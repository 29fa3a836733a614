"""A message in a thread: it moves inside, it is linked to where it stands, it outlives the head of its thread."""

import pytest

from bot.core.clock import SetClock
from bot.core.ids import ChannelId
from bot.delivery.live import Live, live_message
from bot.delivery.place import Place
from tests.delivery.fake_slack import FakeSlack
from tests.delivery.scene import BOARD, GUILD, Scene

BELOW = Place.thread(ChannelId("C1"), BOARD, "head")


@pytest.fixture
async def thread(scene: Scene) -> Scene:
    await scene.post("head")
    await scene.post("reply", to=BELOW)
    await scene.later(3)
    return scene


async def test_a_reply_moves_to_the_bottom_of_its_thread_and_leaves_no_copy(thread: Scene, slack: FakeSlack) -> None:
    await thread.post("tea", to=BELOW)
    await thread.later(2)
    await thread.to_bottom("reply", "Time's up")
    await thread.later(3)
    head, *replies = slack.standing("C1")
    assert [(one.text, one.thread_ts) for one in replies] == [("tea", head.ts), ("Time's up", head.ts)]


async def test_a_move_in_a_thread_whose_outcome_is_lost_is_found_in_the_thread(thread: Scene, slack: FakeSlack) -> None:
    slack.fail("chat.postMessage", "500 after")
    await thread.to_bottom("reply", "Time's up")
    await thread.later(60)
    head, reply = slack.standing("C1")
    assert (reply.text, reply.thread_ts) == ("Time's up", head.ts)
    assert slack.made("conversations.replies")


async def test_the_link_of_a_reply_opens_its_thread(thread: Scene, slack: FakeSlack) -> None:
    head, reply = slack.standing("C1")
    live = await thread.store.read(live_message, thread.workspace, BOARD, "reply")
    assert live == Live("C1", reply.ts, head.ts)
    assert live.link("https://guild.slack.com/") == (
        f"https://guild.slack.com/archives/C1/p{reply.ts.replace('.', '')}?thread_ts={head.ts}&cid=C1"
    )


async def test_a_reply_whose_head_was_deleted_goes_on_in_the_channel(thread: Scene, slack: FakeSlack) -> None:
    head, _ = slack.standing("C1")
    del slack.messages["C1", head.ts]
    await thread.to_bottom("reply", "Time's up")
    await thread.later(10)
    assert [(one.text, one.thread_ts) for one in slack.standing("C1")] == [("Time's up", None)]
    assert thread.told == []


async def test_a_head_that_is_posted_anew_takes_its_reply_back(thread: Scene, slack: FakeSlack) -> None:
    head, reply = slack.standing("C1")
    del slack.messages["C1", head.ts]
    await thread.to_bottom("reply")
    await thread.later(10)
    await thread.post("head", to=GUILD)
    await thread.to_bottom("reply")
    await thread.later(10)
    head, reply = slack.standing("C1")
    assert (head.text, reply.text, reply.thread_ts) == ("head", "reply", head.ts)


async def test_the_head_of_another_thread_stays(thread: Scene, slack: FakeSlack, real: SetClock) -> None:
    await thread.post("other")
    await thread.later(2)
    head, *_ = slack.standing("C1")
    del slack.messages["C1", head.ts]
    await thread.to_bottom("reply")
    await thread.later(10)
    await thread.show("other", "still here")
    await thread.later(3)
    assert "still here" in [one.text for one in slack.standing("C1")]
