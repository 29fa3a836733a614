"""What a channel would not have while it was archived is taken up again when it is back; on both engines."""

from datetime import timedelta

import pytest

from bot.core.ids import ChannelId
from bot.delivery.failures import PASSING
from bot.delivery.messages import take_up_again
from tests.delivery.fake_slack import FakeSlack
from tests.delivery.scene import Scene


async def is_back(scene: Scene) -> None:
    await scene.store.write(lambda unit: take_up_again(unit, ChannelId("C1")), scene.workspace, None)


@pytest.mark.parametrize("error", PASSING)
async def test_a_message_that_was_refused_shows_what_is_true_by_then(scene: Scene, slack: FakeSlack, error: str) -> None:
    await scene.post("board", "0")
    await scene.now()
    slack.fail("chat.update", error)
    await scene.show("board", "1")
    await scene.later(5)
    assert slack.texts("C1") == ["0"]
    await is_back(scene)
    await scene.later(5)
    assert slack.texts("C1") == ["1"]
    await is_back(scene)
    assert await scene.sender.idle()


@pytest.mark.parametrize("error", PASSING)
async def test_a_copy_that_could_not_be_deleted_goes_when_the_channel_is_back(scene: Scene, slack: FakeSlack, error: str) -> None:
    await scene.post("board", "0")
    await scene.now()
    slack.fail("chat.delete", error)
    await scene.to_bottom("board", "1")
    await scene.later(5)
    assert slack.texts("C1") == ["0", "1"]
    await is_back(scene)
    await scene.later(5)
    assert slack.texts("C1") == ["1"]


async def test_what_was_refused_days_ago_is_not_said_any_more(scene: Scene, slack: FakeSlack) -> None:
    slack.fail("chat.postMessage", "is_archived")
    await scene.post("reminder", "now")
    await scene.later(5)
    scene.real.instant += timedelta(days=2)
    await is_back(scene)
    await scene.later(5)
    assert slack.texts("C1") == []
