"""What delivery does when Slack fails in each of its ways; afterwards each wanted message stands with its last state."""

from datetime import timedelta
from itertools import pairwise

import pytest

from bot.core.ids import ChannelId, PersonId
from bot.delivery.place import Place
from bot.house.own_events import follow_channel
from tests.delivery.fake_slack import FakeSlack
from tests.delivery.scene import ANA, GUILD, HOME, Scene

EVERY_METHOD = ["chat.postMessage", "chat.update", "chat.delete", "conversations.open", "views.publish"]


@pytest.mark.parametrize(
    "kind", ["429", "500", "503", "refused", "lost", "500 after", "internal_error", "fatal_error", "odd_error"]
)
@pytest.mark.parametrize("method", EVERY_METHOD)
async def test_after_a_fault_everything_wanted_stands_once(scene: Scene, slack: FakeSlack, method: str, kind: str) -> None:
    slack.fail(method, kind, times=2)
    await scene.post("board", "0")
    await scene.post("note", to=ANA)
    await scene.post("UBEN", "home", to=Place.home(PersonId("UBEN")), kind=HOME)
    await scene.later(6)
    await scene.show("board", "1")
    await scene.later(6)
    await scene.to_bottom("board", "2")
    await scene.later(20)
    assert slack.texts("C1") == ["2"]
    assert slack.texts("DUANA") == ["note"]
    assert list(slack.homes) == ["UBEN"]
    assert slack.faults == []
    assert await scene.sender.idle()


@pytest.mark.parametrize("seconds", [1, 30])
async def test_retry_after_is_obeyed_by_the_method_in_the_whole_workspace(scene: Scene, slack: FakeSlack, seconds: int) -> None:
    slack.fail("chat.postMessage", "429", retry_after=seconds)
    await scene.post("first")
    await scene.now()
    await scene.post("second", to=Place("channel", "C2"))
    await scene.later(seconds + 3)
    first, *others = slack.made("chat.postMessage")
    assert len(others) == 2
    assert all(call.at - first.at >= timedelta(seconds=seconds) for call in others)


async def test_a_rate_limit_without_retry_after_is_waited_out(scene: Scene, slack: FakeSlack) -> None:
    slack.fail("chat.postMessage", "429", retry_after=None)
    await scene.post("first")
    await scene.later(6)
    first, second = slack.made("chat.postMessage")
    assert second.at - first.at >= timedelta(seconds=5)


async def test_a_retry_after_that_nobody_would_wait_for_holds_its_own_lane_alone(scene: Scene, slack: FakeSlack) -> None:
    slack.fail("chat.postMessage", "429", retry_after=10**9)
    await scene.post("first")
    await scene.now()
    await scene.post("elsewhere", to=Place("channel", "C2"))
    await scene.post("second")
    await scene.later(5)
    assert (slack.texts("C1"), slack.texts("C2")) == ([], ["elsewhere"])
    await scene.later(70)
    assert slack.texts("C1") == ["first", "second"]
    asked = [call.at for call in slack.made("chat.postMessage") if call.arguments["channel"] == "C1"]
    assert asked[1] - asked[0] >= timedelta(minutes=1)


async def test_a_redraw_or_a_copy_that_is_limited_so_holds_its_own_lane_too(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    await scene.post("other", "0", to=Place("channel", "C2"))
    await scene.later(3)
    slack.fail("chat.update", "429", retry_after=10**9)
    await scene.show("board", "1")
    await scene.now()
    await scene.show("other", "1")
    await scene.later(5)
    assert (slack.texts("C1"), slack.texts("C2")) == (["0"], ["1"])
    await scene.later(70)
    assert slack.texts("C1") == ["1"]
    slack.fail("chat.delete", "429", retry_after=10**9)
    await scene.to_bottom("board", "2")
    await scene.later(90)
    assert slack.texts("C1") == ["2"]


async def test_updates_go_on_while_posts_are_limited(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    await scene.later(1)
    slack.fail("chat.postMessage", "429", retry_after=30)
    await scene.post("line")
    await scene.now()
    await scene.show("board", "1")
    await scene.later(2)
    assert slack.texts("C1") == ["1"]


async def test_pauses_grow_while_slack_is_down_and_it_is_tried_for_ever(scene: Scene, slack: FakeSlack) -> None:
    slack.fail("chat.postMessage", "503", times=9)
    await scene.post("tea")
    await scene.later(200)
    times = [call.at for call in slack.made("chat.postMessage")]
    pauses = [after - before for before, after in pairwise(times)]
    assert pauses == sorted(pauses)
    assert pauses[0] <= timedelta(seconds=2)
    assert pauses[-1] <= timedelta(seconds=31)
    assert slack.texts("C1") == ["tea"]


async def test_a_post_that_is_tried_again_keeps_its_place(scene: Scene, slack: FakeSlack) -> None:
    slack.fail("chat.postMessage", "503", times=3)
    for number in range(3):
        await scene.post(f"line {number}")
    await scene.later(20)
    assert slack.texts("C1") == ["line 0", "line 1", "line 2"]


@pytest.mark.parametrize("error", ["channel_not_found", "is_archived", "not_in_channel", "restricted_action", "odd_error"])
async def test_a_permanent_error_is_told_to_the_owner_once_and_the_lane_goes_on(
    scene: Scene, slack: FakeSlack, error: str
) -> None:
    slack.fail("chat.postMessage", error, times=5 if error == "odd_error" else 1)
    await scene.post("first")
    await scene.post("second")
    await scene.later(40)
    assert scene.told == [("tale:board", "first", error)]
    assert slack.texts("C1") == ["second"]
    await scene.show("first", "again")
    await scene.later(5)
    assert slack.texts("C1") == ["second"]
    assert await scene.sender.idle()


async def test_a_board_that_was_refused_is_posted_once_somebody_asks_again(scene: Scene, slack: FakeSlack) -> None:
    slack.fail("chat.postMessage", "not_in_channel")
    await scene.post("board", "0")
    await scene.later(3)
    await scene.to_bottom("board", "1")
    await scene.later(3)
    assert slack.texts("C1") == ["1"]


async def test_an_update_in_an_archived_channel_is_told_to_the_owner(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    await scene.later(1)
    slack.archived.add("C1")
    await scene.show("board", "1")
    await scene.later(3)
    assert scene.told == [("tale:board", "board", "is_archived")]


async def test_a_dm_to_nobody_is_told_to_its_owner(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("note", to=Place.person(PersonId("UGONE")))
    await scene.later(3)
    assert scene.told == [("tale:board", "note", "user_not_found")]


async def test_a_board_that_was_deleted_in_slack_stays_away_until_it_is_asked_for(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    await scene.later(1)
    slack.messages.clear()
    await scene.show("board", "1")
    await scene.later(2)
    await scene.show("board", "2")
    await scene.later(2)
    assert (slack.texts("C1"), scene.told) == ([], [])
    await scene.to_bottom("board", "3")
    await scene.later(2)
    assert slack.texts("C1") == ["3"]


@pytest.mark.parametrize("error", ["msg_too_long", "invalid_blocks"])
async def test_what_slack_finds_flawed_is_not_sent_again_until_it_changes(scene: Scene, slack: FakeSlack, error: str) -> None:
    slack.fail("chat.postMessage", error)
    await scene.post("board", "0")
    await scene.post("line")
    await scene.later(5)
    assert slack.texts("C1") == ["line"]
    assert scene.told == []
    await scene.show("board", "1")
    await scene.later(3)
    assert slack.texts("C1") == ["line", "1"]


async def test_what_our_own_checker_finds_flawed_never_leaves_and_blocks_nobody(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "x" * 50_000)
    await scene.post("line")
    await scene.later(3)
    assert slack.texts("C1") == ["line"]
    assert await scene.sender.idle()


async def test_a_screen_that_breaks_stops_no_other(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    scene.texts["board"] = 0  # type: ignore[assignment]  # what a broken screen draws
    await scene.post("line", to=Place("channel", "C2"))
    await scene.later(3)
    assert slack.texts("C2") == ["line"]


async def test_a_token_that_is_revoked_is_waited_for(scene: Scene, slack: FakeSlack) -> None:
    slack.fail("chat.postMessage", "token_revoked", times=8)
    await scene.post("tea", to=GUILD)
    await scene.later(150)
    assert slack.texts("C1") == ["tea"]
    assert scene.told == []


async def test_an_old_copy_that_cannot_be_deleted_is_given_up(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    await scene.later(1)
    slack.fail("chat.delete", "cant_delete_message")
    await scene.to_bottom("board", "1")
    await scene.later(3)
    assert slack.texts("C1") == ["0", "1"]
    assert await scene.sender.idle()


async def test_each_call_is_observed_by_its_outcome(scene: Scene, slack: FakeSlack) -> None:
    slack.fail("chat.postMessage", "429")
    await scene.post("tea")
    await scene.later(2)
    assert scene.observed == [("chat.postMessage", "limited"), ("chat.postMessage", "ok")]


async def test_a_dm_that_slack_does_not_know_any_more_is_opened_anew(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("before", to=ANA)
    await scene.later(3)
    slack.forgets_dms()
    await scene.post("after", to=ANA)
    await scene.post("later", to=ANA)
    await scene.later(6)
    assert slack.texts("D2UANA") == ["after", "later"]
    assert scene.told == []
    await scene.show("before", "changed")  # it cannot be changed where it stood, so it is said where it is seen
    await scene.later(3)
    assert slack.texts("D2UANA") == ["after", "later", "changed"]


async def test_a_dm_that_is_not_found_twice_is_told_to_its_owner_and_tried_no_more(scene: Scene, slack: FakeSlack) -> None:
    slack.fail("chat.postMessage", "channel_not_found", times=2)
    await scene.post("note", to=ANA)
    await scene.later(6)
    assert len(slack.made("conversations.open")) == 2
    assert len(slack.made("chat.postMessage")) == 2
    assert scene.told == [("tale:board", "note", "channel_not_found")]
    await scene.post("another", to=ANA)
    await scene.later(3)
    assert slack.texts("DUANA") == ["another"]


async def test_a_channel_that_is_not_found_is_no_dm_and_is_not_opened(scene: Scene, slack: FakeSlack) -> None:
    slack.fail("chat.postMessage", "channel_not_found")
    await scene.post("board")
    await scene.later(3)
    assert slack.made("conversations.open") == []
    assert scene.told == [("tale:board", "board", "channel_not_found")]


async def test_a_board_that_was_lost_while_its_channel_got_another_id_is_shown_there(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    await scene.later(1)
    slack.renumber("C1", "C9")
    await scene.show("board", "1")
    await scene.later(3)
    assert scene.told == [("tale:board", "board", "channel_not_found")]
    await scene.store.write(follow_channel, scene.workspace, old=ChannelId("C1"), new=ChannelId("C9"))
    await scene.later(3)
    assert slack.texts("C9") == ["1"]


async def test_a_copy_that_was_not_found_while_its_channel_got_another_id_is_deleted_there(
    scene: Scene, slack: FakeSlack
) -> None:
    await scene.post("board", "0")
    await scene.later(1)
    slack.fail("chat.delete", "channel_not_found")
    await scene.to_bottom("board", "1")
    await scene.later(3)
    slack.renumber("C1", "C9")
    await scene.store.write(follow_channel, scene.workspace, old=ChannelId("C1"), new=ChannelId("C9"))
    await scene.later(3)
    assert slack.texts("C9") == ["1"]
