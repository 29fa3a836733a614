"""What delivery does when nobody knows whether a post has arrived: answers lost, processes killed, databases away."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.core.ids import WorkspaceId
from bot.delivery.claim import claim_message
from bot.delivery.live import live_message, remove_stale_copy, superseded_by
from bot.delivery.sender import Sender
from bot.delivery.settle import settle
from bot.store.errors import StoreUnavailable
from bot.store.unit import Store
from tests.delivery.fake_slack import FakeSlack, Killed
from tests.delivery.scene import BOARD, ONCE, Scene
from tests.fakes.logs import capture_logs

Act = Callable[..., Any]


class BreakingStore:
    """A store in front of another that ends the process, or is away, at one action."""

    def __init__(self, behind: Store, at: Act, fault: BaseException, *, after: bool, times: int = 1) -> None:
        self.read = behind.read
        self._behind, self._at, self._fault, self._after, self._times = behind, at, fault, after, times

    async def write(self, action: Act, workspace: WorkspaceId, key: str | None = None, /, *args: Any, **kwargs: Any) -> Any:
        breaks = action is self._at and self._times > 0
        self._times -= breaks
        if breaks and not self._after:
            raise self._fault
        answer = await self._behind.write(action, workspace, key, *args, **kwargs)
        if breaks:
            raise self._fault
        return answer


async def killed_in(scene: Scene, slack: FakeSlack, point: str) -> None:
    """Run a replica until it is killed at a point; what stands in the database is all that the next one knows."""
    points: dict[str, tuple[Act, bool]] = {
        "before the claim": (claim_message, False),
        "after the claim": (claim_message, True),
        "before storing the ts": (settle, False),
        "after storing the ts": (settle, True),
    }
    if point in points:
        action, after = points[point]
        replica = scene.replica(store=BreakingStore(scene.store, action, Killed(), after=after))
    else:
        slack.fail("chat.postMessage", {"before the post": "killed before", "after the post": "killed after"}[point])
        replica = scene.replica()
    with pytest.raises(Killed):
        await steps(replica)


async def steps(replica: Sender) -> None:
    for _ in range(5):
        await replica.step()


POINTS = [
    "before the claim",
    "after the claim",
    "before the post",
    "after the post",
    "before storing the ts",
    "after storing the ts",
]


@pytest.mark.parametrize("point", POINTS)
async def test_a_process_killed_at_a_post_leaves_one_message_within_ten_seconds(
    scene: Scene, slack: FakeSlack, point: str
) -> None:
    await scene.post("board", "0")
    await killed_in(scene, slack, point)
    await scene.show("board", "1")
    await scene.later(10)
    assert slack.texts("C1") == ["1"]
    assert await scene.sender.idle()


@pytest.mark.parametrize("point", POINTS)
async def test_a_process_killed_at_a_move_leaves_one_message_at_the_bottom(scene: Scene, slack: FakeSlack, point: str) -> None:
    await scene.post("board", "0")
    await scene.post("line")
    await scene.later(3)
    await scene.to_bottom("board", "1")
    await killed_in(scene, slack, point)
    await scene.later(10)
    assert slack.texts("C1") == ["line", "1"]


async def test_a_process_killed_at_the_deletion_of_the_old_copy_heals(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    await scene.later(1)
    await scene.to_bottom("board", "1")
    slack.fail("chat.delete", "killed after")
    with pytest.raises(Killed):
        await scene.later(3)
    await scene.later(10)
    assert slack.texts("C1") == ["1"]
    assert await scene.sender.idle()


@pytest.mark.parametrize("point", POINTS)
async def test_without_history_a_message_that_is_rather_posted_twice_is_there(scene: Scene, slack: FakeSlack, point: str) -> None:
    scene.searches = False
    await scene.post("board", "0")
    await killed_in(scene, slack, point)
    await scene.show("board", "1")
    await scene.later(12)
    assert slack.texts("C1")[-1] == "1"
    assert len(slack.texts("C1")) == (2 if point in {"after the post", "before storing the ts"} else 1)


async def test_a_message_that_is_rather_never_posted_twice_is_not(scene: Scene, slack: FakeSlack) -> None:
    scene.searches = False
    slack.fail("chat.postMessage", "lost")
    await scene.post("ask", kind=ONCE)
    await scene.later(15)
    assert slack.texts("C1") == ["ask"]
    assert len(slack.made("chat.postMessage")) == 1
    assert await scene.sender.idle()


async def test_a_message_that_is_rather_never_posted_twice_is_tried_again_when_it_surely_was_not(
    scene: Scene, slack: FakeSlack
) -> None:
    scene.searches = False
    slack.fail("chat.postMessage", "refused", times=2)
    await scene.post("ask", kind=ONCE)
    await scene.later(10)
    assert slack.texts("C1") == ["ask"]


async def test_a_history_that_cannot_be_read_after_all_leaves_the_doubt_to_the_kind(scene: Scene, slack: FakeSlack) -> None:
    slack.history_is_readable = False
    slack.fail("chat.postMessage", "lost", times=2)
    await scene.post("ask", kind=ONCE)
    await scene.post("board", "0")
    await scene.later(15)
    assert slack.texts("C1") == ["ask", "0", "0"]


async def test_a_post_is_found_among_many_others(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    await killed_in(scene, slack, "after the post")
    for number in range(250):
        await slack.chat_postMessage(channel="C1", text=f"talk {number}", metadata={})
    await scene.later(10)
    assert slack.texts("C1").count("0") == 1
    assert await scene.sender.idle()


async def test_a_message_hidden_while_nobody_knew_of_it_is_found_and_deleted(scene: Scene, slack: FakeSlack) -> None:
    slack.fail("chat.postMessage", "lost")
    await scene.post("board", "0")
    await scene.now()
    await scene.hide("board")
    await scene.later(10)
    assert slack.texts("C1") == []
    assert await scene.sender.idle()


async def test_a_click_on_a_stale_copy_finds_the_live_copy_and_removes_the_stale_copy(scene: Scene, slack: FakeSlack) -> None:
    scene.searches = False
    slack.fail("chat.postMessage", "lost")
    await scene.post("board", "0")
    await scene.later(5)
    old, new = slack.standing("C1")
    live = await scene.store.read(live_message, scene.workspace, BOARD, "board")
    assert live is not None
    assert live.ts == new.ts
    assert live.link("https://tea.slack.com/") == f"https://tea.slack.com/archives/C1/p{new.ts.replace('.', '')}"
    assert await scene.store.read(superseded_by, scene.workspace, BOARD, "board", channel="C1", ts=new.ts) is None
    assert await scene.store.write(remove_stale_copy, scene.workspace, None, BOARD, "board", channel="C1", ts=new.ts) is None
    assert await scene.store.write(remove_stale_copy, scene.workspace, None, BOARD, "board", channel="C1", ts=old.ts) == live
    await scene.later(2)
    assert [one.ts for one in slack.standing("C1")] == [new.ts]


async def test_a_click_with_the_value_of_another_message_removes_neither(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    await scene.post("other", "1")
    await scene.later(3)
    board, _ = slack.standing("C1")
    assert await scene.store.write(remove_stale_copy, scene.workspace, None, BOARD, "other", channel="C1", ts=board.ts) is None
    await scene.later(2)
    assert slack.texts("C1") == ["0", "1"]


async def test_a_click_on_a_copy_whose_ts_is_not_stored_yet_does_not_remove_it(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    await scene.later(1)
    await scene.to_bottom("board", "1")
    await killed_in(scene, slack, "after the post")
    new = slack.standing("C1")[-1].ts
    assert await scene.store.write(remove_stale_copy, scene.workspace, None, BOARD, "board", channel="C1", ts=new) is None
    await scene.later(10)
    assert slack.texts("C1") == ["1"]


@pytest.mark.parametrize("after", [False, True])
async def test_a_ts_is_kept_while_the_database_is_away(scene: Scene, slack: FakeSlack, after: bool) -> None:
    away = BreakingStore(scene.store, settle, StoreUnavailable("away", undone=not after), after=after, times=10)
    await scene.post("board", "0")
    with capture_logs() as logged:
        await scene.replica(store=away).step()
    said = [line["event"] for line in logged if line["event"] != "slow action"]
    assert said == ["delivery cannot remember", "delivery remembers"]
    await scene.later(15)
    assert slack.texts("C1") == ["0"]
    assert slack.made("conversations.history") == []


async def test_a_copy_that_arrives_after_its_lease_is_not_a_second_one(scene: Scene, slack: FakeSlack) -> None:
    """The first replica hangs in its call past its lease; a second one posts meanwhile, knowing no history."""
    scene.searches = False
    second = scene.replica()

    async def meanwhile() -> None:
        scene.real.advance(timedelta(seconds=9))
        for _ in range(3):
            await second.step()
            scene.real.advance(timedelta(seconds=2))

    slack.during["chat.postMessage"] = meanwhile
    await scene.post("board", "0")
    await scene.later(5)
    assert slack.texts("C1") == ["0"]
    assert len(slack.made("chat.postMessage")) == 2


async def test_a_copy_that_was_found_before_its_call_came_back_is_kept(scene: Scene, slack: FakeSlack) -> None:
    """The first replica hangs in its call past its lease; a second one finds the copy in the history meanwhile."""
    second = scene.replica()

    async def meanwhile() -> None:
        scene.real.advance(timedelta(seconds=9))
        await second.step()

    slack.during["chat.postMessage"] = meanwhile
    await scene.post("board", "0")
    await scene.later(5)
    assert slack.texts("C1") == ["0"]
    assert len(slack.made("chat.postMessage")) == 1
    assert slack.made("chat.delete") == []
