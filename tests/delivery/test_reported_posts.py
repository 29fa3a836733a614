"""Slack tells the bot of its own posts, in any order, late, twice, or what is none of ours: one copy stands, and nothing breaks."""

from datetime import timedelta
from typing import Any

import pytest

from bot.core.ids import WorkspaceId
from bot.core.kinds import WhenUnsure
from bot.delivery.settle import settle
from bot.slack.post_metadata import marked
from tests.delivery.fake_slack import FakeSlack, Killed, Posted
from tests.delivery.scene import ANA, BOARD, ONCE, Scene
from tests.delivery.test_when_unsure import BreakingStore, killed_in

assert (BOARD.when_unsure, ONCE.when_unsure) == (WhenUnsure.RATHER_TWICE, WhenUnsure.RATHER_NEVER)


@pytest.fixture
def scene(scene: Scene) -> Scene:
    """Without a history scope, and with the event."""
    scene.searches, scene.hears = False, True
    return scene


class Counting:
    """A store that counts what is written."""

    def __init__(self, scene: Scene) -> None:
        self.read, self._write = scene.store.read, scene.store.write
        self.written: list[str] = []

    async def write(self, action: Any, *given: Any, **named: Any) -> Any:
        self.written.append(action.__name__)
        return await self._write(action, *given, **named)


async def test_the_event_comes_before_the_answer_and_the_answer_changes_nothing(scene: Scene, slack: FakeSlack) -> None:
    slack.tells = scene.tell
    await scene.post("board", "0")
    await scene.later(3)
    assert slack.texts("C1") == ["0"]
    assert [len(slack.made(method)) for method in ("chat.postMessage", "chat.update", "chat.delete")] == [1, 0, 0]
    assert await scene.sender.idle()


async def test_what_is_known_is_not_written_again(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    await scene.later(1)
    counting: Any = Counting(scene)
    scene.store = counting
    await scene.tell(slack.standing("C1")[0])
    assert counting.written == []


async def test_an_answer_that_was_lost_is_told_within_seconds_and_nothing_is_posted_again(scene: Scene, slack: FakeSlack) -> None:
    slack.fail("chat.postMessage", "lost")
    await scene.post("board", "0")
    await scene.later(6)
    await scene.show("board", "1")
    (board,) = slack.standing("C1")
    await scene.tell(board)
    await scene.later(2)
    assert slack.texts("C1") == ["1"]
    assert len(slack.made("chat.postMessage")) == 1
    assert await scene.sender.idle()


async def test_a_post_of_which_nothing_is_told_is_made_again_after_eight_seconds(scene: Scene, slack: FakeSlack) -> None:
    slack.fail("chat.postMessage", "500")
    await scene.post("board", "0")
    await scene.later(7)
    assert slack.texts("C1") == []
    await scene.later(3)
    assert slack.texts("C1") == ["0"]
    first, second = slack.made("chat.postMessage")
    assert timedelta(seconds=8) <= second.at - first.at <= timedelta(seconds=9)


async def test_what_was_posted_later_in_a_channel_waits_for_the_event_too(scene: Scene, slack: FakeSlack) -> None:
    slack.fail("chat.postMessage", "500")
    await scene.post("board", "0")
    await scene.post("line")
    await scene.later(15)
    assert slack.texts("C1") == ["0", "line"]


async def test_a_copy_that_is_told_late_goes(scene: Scene, slack: FakeSlack) -> None:
    slack.fail("chat.postMessage", "lost")
    await scene.post("board", "0")
    await scene.later(10)
    first, second = slack.standing("C1")
    await scene.tell(first)
    await scene.later(2)
    assert [one.ts for one in slack.standing("C1")] == [second.ts]
    for late in (first, second, first):  # delivered again, after an hour or a day
        await scene.tell(late)
        await scene.later(3)
    assert [one.ts for one in slack.standing("C1")] == [second.ts]
    assert await scene.sender.idle()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_the_second_post_is_under_way_when_both_are_told(scene: Scene, slack: FakeSlack, order: tuple[int, int]) -> None:
    slack.fail("chat.postMessage", "lost")
    await scene.post("board", "0")
    await scene.later(7)

    async def meanwhile(posted: Posted) -> None:
        both = slack.standing("C1")
        assert len(both) == 2
        for place in order:
            await scene.tell(both[place])
        await scene.replica().step()  # another replica deletes at once what is a stale copy by now

    slack.tells = meanwhile
    await scene.later(10)
    slack.tells = None
    assert slack.texts("C1") == ["0"]
    await scene.show("board", "1")
    await scene.later(2)
    assert slack.texts("C1") == ["1"]
    assert await scene.sender.idle()


async def test_a_move_whose_answer_was_lost_is_told_and_the_old_copy_goes(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    await scene.post("line")
    await scene.later(3)
    slack.fail("chat.postMessage", "lost")
    slack.tells = scene.tell
    await scene.to_bottom("board", "1")
    await scene.later(4)
    assert slack.texts("C1") == ["line", "1"]
    assert len(slack.made("chat.postMessage")) == 3


async def test_an_old_copy_that_is_told_of_after_its_move_and_deletion_stays_away(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    await scene.later(2)
    (old,) = slack.standing("C1")
    await scene.to_bottom("board", "1")
    await scene.later(3)
    await scene.tell(old)
    await scene.later(3)
    assert slack.texts("C1") == ["1"]
    assert await scene.sender.idle()


async def test_what_a_person_deleted_in_slack_does_not_come_back(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    await scene.later(1)
    (board,) = slack.standing("C1")
    await slack.chat_delete(channel="C1", ts=board.ts)
    await scene.show("board", "1")
    await scene.later(2)
    await scene.tell(board)
    await scene.show("board", "2")
    await scene.later(10)
    assert slack.texts("C1") == []
    assert await scene.sender.idle()


async def test_a_message_hidden_while_nobody_knew_of_it_goes_when_it_is_told(scene: Scene, slack: FakeSlack) -> None:
    slack.fail("chat.postMessage", "lost")
    await scene.post("board", "0")
    await scene.now()
    (board,) = slack.standing("C1")
    await scene.hide("board")
    await scene.later(30)
    await scene.tell(board)
    await scene.later(2)
    assert slack.texts("C1") == []
    assert await scene.sender.idle()


async def test_a_post_that_was_given_up_is_kept_up_to_date_once_it_is_told(scene: Scene, slack: FakeSlack) -> None:
    slack.fail("chat.postMessage", "lost")
    await scene.post("ask", kind=ONCE)
    await scene.later(60)
    (ask,) = slack.standing("C1")
    await scene.tell(ask)
    await scene.show("ask", "answered", kind=ONCE)
    await scene.later(2)
    assert slack.texts("C1") == ["answered"]
    assert len(slack.made("chat.postMessage")) == 1


@pytest.mark.parametrize("point", ["after the post", "before storing the ts"])
async def test_a_killed_process_leaves_one_copy_where_another_one_is_told(scene: Scene, slack: FakeSlack, point: str) -> None:
    await scene.post("board", "0")
    await killed_in(scene, slack, point)
    await scene.tell(slack.standing("C1")[0])
    await scene.show("board", "1")
    await scene.later(12)
    assert slack.texts("C1") == ["1"]
    assert len(slack.made("chat.postMessage")) == 1


async def test_a_process_killed_between_the_event_and_the_answer_has_told_enough(scene: Scene, slack: FakeSlack) -> None:
    slack.tells = scene.tell
    await scene.post("board", "0")
    with pytest.raises(Killed):
        await scene.replica(store=BreakingStore(scene.store, settle, Killed(), after=False)).step()
    await scene.show("board", "1")
    await scene.later(12)
    assert slack.texts("C1") == ["1"]
    assert len(slack.made("chat.postMessage")) == 1


async def test_a_direct_message_is_told_of_as_a_channel_is(scene: Scene, slack: FakeSlack) -> None:
    slack.fail("chat.postMessage", "lost")
    await scene.post("note", to=ANA)
    await scene.later(2)
    await scene.tell(slack.standing("DUANA")[0])
    await scene.later(10)
    assert slack.texts("DUANA") == ["note"]
    assert len(slack.made("chat.postMessage")) == 1


async def test_a_copy_in_a_conversation_that_is_given_up_does_not_count(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("note", to=ANA)
    await scene.later(2)
    (old,) = slack.standing("DUANA")
    slack.forgets_dms()
    slack.during["conversations.open"] = lambda: scene.tell(old)
    await scene.show("note", "1")
    await scene.later(6)
    await scene.tell(old)
    await scene.later(2)
    assert slack.texts("D2UANA") == ["1"]
    assert await scene.sender.idle()


async def test_a_channel_with_another_id_is_told_of_by_its_old_one(scene: Scene, slack: FakeSlack) -> None:
    slack.fail("chat.postMessage", "lost")
    await scene.post("board", "0")
    await scene.later(2)
    (board,) = slack.standing("C1")
    await scene.tell(board, channel_id="C_OLD")
    await scene.show("board", "1")
    await scene.later(3)
    assert slack.texts("C1") == ["1"]


@pytest.mark.parametrize(
    "other",
    [
        {"app_id": "A_OTHER"},
        {"metadata": marked("no such message", 1)},
        {"metadata": {"event_type": "task_created", "event_payload": {"id": "TK-1"}}},
        {"metadata": None},
    ],
    ids=["of another app", "of no message", "of another kind", "of nothing"],
)
async def test_what_is_told_of_others_changes_nothing(scene: Scene, slack: FakeSlack, other: dict[str, Any]) -> None:
    await scene.post("board", "0")
    await scene.later(1)
    (board,) = slack.standing("C1")
    counting: Any = Counting(scene)
    scene.store = counting
    await scene.tell(Posted("C1", "1.000001", "", board.metadata), **other)
    assert counting.written == []


async def test_another_workspace_does_not_touch_a_message_by_its_id(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    await scene.later(1)
    (board,) = slack.standing("C1")
    from_elsewhere = Posted("C1", "1.000001", "", board.metadata)
    here, scene.workspace = scene.workspace, WorkspaceId("T_OTHER")
    counting: Any = Counting(scene)
    store, scene.store = scene.store, counting
    await scene.tell(from_elsewhere)
    scene.workspace, scene.store = here, store
    assert counting.written == []


async def test_a_shared_channel_tells_one_workspace_of_what_another_has_posted(scene: Scene, slack: FakeSlack) -> None:
    slack.fail("chat.postMessage", "lost")
    await scene.post("board", "0")
    await scene.now()
    here = scene.workspace
    (board,) = slack.standing("C1")
    scene.workspace = WorkspaceId("T_OTHER")  # by whose installation it comes
    await scene.tell(board, team_id=here)
    scene.workspace = here
    await scene.later(12)
    assert slack.texts("C1") == ["0"]
    assert len(slack.made("chat.postMessage")) == 1


async def test_a_restored_database_does_not_believe_a_revision_that_it_never_wanted(scene: Scene, slack: FakeSlack) -> None:
    slack.fail("chat.postMessage", "lost")
    await scene.post("board", "0")
    await scene.now()
    (board,) = slack.standing("C1")
    id_of = board.metadata["event_payload"]["id"]
    await scene.tell(Posted("C1", board.ts, "", marked(id_of, 999)))
    await scene.post("line")
    await scene.later(2)
    await scene.to_bottom("board", "1")
    await scene.later(3)
    assert slack.texts("C1") == ["line", "1"]
