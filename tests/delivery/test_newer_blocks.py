"""Where Slack refuses a newer block, the plainer twin of the message stands in its place, once, and for a week at once."""

from contextlib import suppress
from datetime import timedelta

import pytest

from bot.core.clock import SetClock
from bot.delivery.cleanup import forget_old
from bot.delivery.lacking import REMEMBERED
from tests.delivery.fake_slack import FakeSlack, Killed
from tests.delivery.scene import ANA, Scene

CHART = "data_visualization"


def shown(slack: FakeSlack, channel: str = "C1") -> list[tuple[str, list[str]]]:
    return [(one.text, [block["type"] for block in one.blocks]) for one in slack.standing(channel)]


@pytest.fixture
def lacking(slack: FakeSlack) -> FakeSlack:
    slack.lacks = {CHART}
    return slack


async def test_where_slack_takes_it_the_richer_drawing_stands(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("chart", "20 items")
    await scene.later(2)
    assert shown(slack) == [("20 items", ["header", CHART])]


async def test_where_slack_lacks_it_the_twin_stands_once(scene: Scene, lacking: FakeSlack) -> None:
    await scene.post("chart", "20 items")
    await scene.post("line")
    await scene.later(5)
    assert shown(lacking) == [("20 items", ["header", "section"]), ("line", [])]
    assert scene.observed.count(("chat.postMessage", "lacking")) == 1
    assert await scene.sender.idle()


async def test_an_update_that_slack_refuses_is_made_with_the_twin(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("chart", "20 items")
    await scene.later(2)
    slack.lacks = {CHART}
    await scene.show("chart", "19 items")
    await scene.later(5)
    assert shown(slack) == [("19 items", ["header", "section"])]


async def test_what_was_refused_once_is_not_tried_in_that_workspace_for_a_week(
    scene: Scene, lacking: FakeSlack, real: SetClock
) -> None:
    await scene.post("chart", "20 items")
    await scene.later(5)
    real.advance(REMEMBERED - timedelta(minutes=1))
    await scene.post("another chart", to=ANA)
    await scene.later(5)
    assert len(lacking.made("chat.postMessage")) == 3
    lacking.lacks = set()
    real.advance(timedelta(minutes=2))
    await scene.show("chart", "18 items")
    await scene.later(5)
    assert shown(lacking) == [("18 items", ["header", CHART])]


async def test_another_replica_knows_it_too(scene: Scene, lacking: FakeSlack) -> None:
    await scene.post("chart", "20 items")
    await scene.later(5)
    await scene.post("another chart")
    scene.sender = scene.replica()
    await scene.later(5)
    assert len(lacking.made("chat.postMessage")) == 3


async def test_a_clock_that_was_set_back_keeps_nobody_from_the_richer_drawing(
    scene: Scene, slack: FakeSlack, real: SetClock
) -> None:
    slack.lacks = {CHART}
    await scene.post("chart", "20 items")
    await scene.later(5)
    slack.lacks = set()
    real.advance(timedelta(days=-30))
    await scene.post("another chart", to=ANA)
    await scene.later(5)
    assert shown(slack, "DUANA") == [("another chart", ["header", CHART])]


@pytest.mark.parametrize("fault", ["lost", "killed after", "500 after"])
async def test_a_twin_whose_outcome_nobody_knows_is_neither_lost_nor_doubled(
    scene: Scene, lacking: FakeSlack, fault: str
) -> None:
    await scene.post("chart", "20 items")
    await scene.now()
    lacking.fail("chat.postMessage", fault)
    with suppress(Killed):
        await scene.later(5)
    scene.sender = scene.replica()
    await scene.later(60)
    assert shown(lacking) == [("20 items", ["header", "section"])]


async def test_a_twin_that_slack_refuses_too_is_our_own_mistake_and_blocks_nobody(scene: Scene, lacking: FakeSlack) -> None:
    lacking.lacks = {CHART, "section"}
    await scene.post("chart", "20 items")
    await scene.post("line")
    await scene.later(10)
    assert shown(lacking) == [("line", [])]
    assert len(lacking.made("chat.postMessage")) == 3


async def test_a_message_that_nobody_wants_any_more_is_not_sent_as_its_twin(scene: Scene, lacking: FakeSlack) -> None:
    await scene.post("chart", "20 items")
    await scene.now()
    await scene.hide("chart")
    await scene.later(5)
    assert shown(lacking) == []
    assert await scene.sender.idle()


async def test_what_slack_lacked_longer_ago_than_a_week_is_forgotten(scene: Scene, lacking: FakeSlack, real: SetClock) -> None:
    await scene.post("chart", "20 items")
    await scene.later(5)
    real.advance(REMEMBERED + timedelta(days=1))
    await scene.store.write(forget_old, scene.workspace)
    real.advance(-timedelta(days=2))
    await scene.show("chart", "19 items")
    await scene.later(5)
    assert len([call for call in lacking.made("chat.update") if CHART in str(call.arguments["blocks"])]) == 1
