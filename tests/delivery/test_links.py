"""A message that leads to another by a link is shown anew once that one stands elsewhere."""

from tests.delivery.fake_slack import FakeSlack
from tests.delivery.scene import ANA, BEN, WAY, Scene


async def test_what_leads_to_a_message_is_shown_anew_once_that_stands_elsewhere(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board")
    await scene.post("board/ana", to=ANA, kind=WAY)
    await scene.post("other/ben", to=BEN, kind=WAY)
    await scene.later(3)
    scene.texts["board/ana"] = "it is down there now"
    await scene.to_bottom("board")
    await scene.later(5)
    assert [slack.texts(channel) for channel in ("C1", "DUANA", "DUBEN")] == [["board"], ["it is down there now"], ["other/ben"]]
    assert len(slack.made("chat.update")) == 1


async def test_what_leads_to_a_message_is_left_alone_while_that_stands_where_it_stood(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board")
    await scene.post("board/ana", to=ANA, kind=WAY)
    await scene.later(3)
    await scene.show("board", "more")
    await scene.later(5)
    assert (slack.texts("C1"), len(slack.made("chat.update"))) == (["more"], 1)


async def test_what_leads_to_a_message_is_shown_anew_where_an_event_tells_that_it_stands_elsewhere(
    scene: Scene, slack: FakeSlack
) -> None:
    scene.searches, scene.hears = False, True
    await scene.post("board")
    await scene.post("board/ana", to=ANA, kind=WAY)
    await scene.later(3)
    slack.fail("chat.postMessage", "lost")
    await scene.to_bottom("board")
    await scene.now()
    scene.texts["board/ana"] = "it is down there now"
    await scene.tell(slack.standing("C1")[-1])
    await scene.later(5)
    assert slack.texts("DUANA") == ["it is down there now"]
