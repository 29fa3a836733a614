"""What delivery promises while Slack is well."""

import asyncio
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from bot.core.ids import PersonId, WorkspaceId
from bot.delivery.due import agenda
from bot.delivery.messages import post
from bot.delivery.place import Place
from bot.delivery.settle import settle
from bot.store.errors import StoreUnavailable
from bot.store.unit import Store
from tests.delivery.fake_slack import FakeSlack
from tests.delivery.scene import ANA, BOARD, GUILD, HOME, Scene
from tests.delivery.test_when_unsure import BreakingStore
from tests.fakes.logs import capture_logs
from tests.fakes.until import until


async def test_a_message_is_posted_once_with_its_id_in_the_metadata(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("tea", "Tea")
    await scene.later(3)
    assert slack.texts("C1") == ["Tea"]
    metadata = slack.standing("C1")[0].metadata
    assert metadata["event_type"] == "cortado_message"
    assert set(metadata["event_payload"]) == {"id", "revision"}


async def test_posting_the_same_again_shows_it_anew(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("tea", "Tea")
    await scene.now()
    await scene.post("tea", "Green tea")
    await scene.later(2)
    assert slack.texts("C1") == ["Green tea"]
    assert len(slack.made("chat.postMessage")) == 1


async def test_a_change_before_the_post_needs_no_update(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("tea", "Tea")
    await scene.show("tea", "Green tea")
    await scene.later(2)
    assert slack.texts("C1") == ["Green tea"]
    assert slack.made("chat.update") == []


async def test_showing_what_nobody_posted_does_nothing(scene: Scene, slack: FakeSlack) -> None:
    await scene.show("tea", "Tea")
    await scene.later(2)
    assert slack.calls == []


async def test_forty_changes_are_one_or_two_updates_and_the_last_is_shown(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    await scene.later(1)
    for ballot in range(40):
        await scene.show("board", str(ballot))
        if ballot == 20:
            await scene.now()
    await scene.later(1)
    assert slack.texts("C1") == ["39"]
    assert len(slack.made("chat.update")) <= 2


async def test_counts_are_redrawn_at_most_once_a_second(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    for ballot in range(40):
        await scene.show("board", str(ballot))
        await scene.later(0.25)
    await scene.later(1.5)
    assert slack.texts("C1") == ["39"]
    times = [call.at for call in slack.made("chat.update")]
    assert all(after - before >= timedelta(seconds=1) for before, after in pairwise(times))
    assert len(times) <= 11


async def test_small_changes_wait_for_one_another_and_are_shown_within_their_span(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    await scene.later(2)
    for answers in ("1", "2", "3"):
        await scene.show_within("board", answers, 5)
        await scene.later(1)
    assert slack.texts("C1") == ["0"]
    await scene.later(2)
    assert slack.texts("C1") == ["3"]
    assert len(slack.made("chat.update")) == 1


@pytest.mark.parametrize("urgent", [False, True])
async def test_what_is_to_be_seen_now_takes_along_what_could_have_waited(scene: Scene, slack: FakeSlack, urgent: bool) -> None:
    await scene.post("board", "0")
    await scene.later(2)
    await scene.show_within("board", "1", 5)
    await scene.later(1)
    await scene.show("board", "2", urgent=urgent)
    await scene.now()
    assert slack.texts("C1") == ["2"]
    await scene.later(6)
    assert len(slack.made("chat.update")) == 1


async def test_a_move_does_not_wait_for_what_could_have_waited(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    await scene.later(2)
    await scene.show_within("board", "1", 5)
    await scene.to_bottom("board", "2")
    await scene.now()
    assert "2" in slack.texts("C1")


async def test_a_pause_after_a_fault_is_kept_by_what_comes_meanwhile(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    await scene.later(2)
    slack.fail("chat.update", "fatal_error")
    await scene.show("board", "1")
    await scene.now()
    tries = len(slack.made("chat.update"))
    await scene.show("board", "2", urgent=True)
    await scene.now()
    assert len(slack.made("chat.update")) == tries


async def test_a_change_of_phase_does_not_wait_for_the_lane(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    await scene.now()
    await scene.show("board", "vote", urgent=True)
    await scene.now()
    assert slack.texts("C1") == ["vote"]


async def test_a_change_during_the_call_is_drawn_again(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    await scene.later(1)
    slack.during["chat.update"] = lambda: scene.show("board", "2")
    await scene.show("board", "1")
    await scene.later(2)
    assert slack.texts("C1") == ["2"]


async def test_posts_keep_the_order_in_which_they_were_made_one_a_second(scene: Scene, slack: FakeSlack) -> None:
    for number in range(5):
        await scene.post(f"line {number}")
    await scene.later(5)
    assert slack.texts("C1") == [f"line {number}" for number in range(5)]
    times = [call.at for call in slack.made("chat.postMessage")]
    assert all(after - before >= timedelta(seconds=1) for before, after in pairwise(times))


async def test_posts_go_before_updates_in_a_lane(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    await scene.now()
    await scene.show("board", "1")
    await scene.post("line")
    scene.real.advance(timedelta(seconds=1))
    await scene.now()
    assert [call.method for call in slack.calls] == ["chat.postMessage", "chat.postMessage"]


async def test_channels_do_not_wait_for_one_another(scene: Scene, slack: FakeSlack) -> None:
    slack.channels |= {f"C{number}" for number in range(6)}
    for number in range(6):
        await scene.post(f"line {number}", to=Place("channel", f"C{number}"))
    await scene.now()
    assert [slack.texts(f"C{number}") for number in range(6)] == [[f"line {number}"] for number in range(6)]


async def test_a_dm_is_opened_once(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("first", to=ANA)
    await scene.post("second", to=ANA)
    await scene.later(3)
    assert slack.texts("DUANA") == ["first", "second"]
    assert len(slack.made("conversations.open")) == 1


async def test_a_subject_at_two_places_is_redrawn_at_both(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("tea", "Tea")
    await scene.post("tea", "Tea", to=ANA)
    await scene.show("tea", "Green tea")
    await scene.later(3)
    assert (slack.texts("C1"), slack.texts("DUANA")) == (["Green tea"], ["Green tea"])


async def test_a_home_is_published_for_who_has_looked(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("UANA", "My moments", to=Place.home(PersonId("UANA")), kind=HOME)
    await scene.show("UBEN", "Nobody looks", kind=HOME)
    await scene.later(2)
    assert list(slack.homes) == ["UANA"]
    assert slack.made("chat.postMessage") == []
    await scene.show("UANA", "My minutes", kind=HOME)
    await scene.later(2)
    assert slack.homes["UANA"]["blocks"][0]["text"]["text"] == "My minutes"


async def test_a_reply_waits_for_the_head_of_its_thread(scene: Scene, slack: FakeSlack) -> None:
    slack.fail("chat.postMessage", "503", times=6)
    await scene.post("head")
    await scene.post("reply", to=Place("channel", "C1", thread_of=(BOARD, "head"), broadcast=True))
    await scene.later(120)
    head, reply = slack.standing("C1")
    assert (head.text, reply.text, reply.thread_ts) == ("head", "reply", head.ts)
    assert slack.made("chat.postMessage")[-1].arguments["reply_broadcast"] is True


async def test_a_reply_to_a_message_that_is_nowhere_is_posted_in_the_channel(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("reply", to=Place("channel", "C1", thread_of=(BOARD, "never posted")))
    await scene.later(2)
    assert [(one.text, one.thread_ts) for one in slack.standing("C1")] == [("reply", None)]


async def test_a_message_whose_screen_has_nothing_left_to_show_goes(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("tea", "Tea")
    await scene.now()
    await scene.show("tea", None)
    await scene.later(3)
    assert slack.texts("C1") == []
    assert await scene.sender.idle()


async def test_a_hidden_message_is_deleted_and_one_not_yet_posted_never_appears(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("tea", "Tea")
    await scene.now()
    await scene.post("coffee", "Coffee")
    await scene.hide("tea")
    await scene.hide("coffee")
    await scene.later(3)
    assert slack.texts("C1") == []
    assert len(slack.made("chat.postMessage")) == 1


async def test_a_message_hidden_while_it_is_posted_is_deleted(scene: Scene, slack: FakeSlack) -> None:
    slack.during["chat.postMessage"] = lambda: scene.hide("tea")
    await scene.post("tea", "Tea")
    await scene.later(3)
    assert slack.texts("C1") == []
    assert len(slack.made("chat.postMessage")) == 1


async def test_what_was_hidden_can_be_posted_anew(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("tea", "Tea")
    await scene.now()
    await scene.hide("tea")
    await scene.post("tea", "Green tea")
    await scene.later(3)
    assert slack.texts("C1") == ["Green tea"]


async def test_moving_to_the_bottom_posts_anew_and_deletes_the_old(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    await scene.post("line")
    await scene.later(2)
    await scene.to_bottom("board", "1")
    await scene.later(2)
    assert slack.texts("C1") == ["line", "1"]
    posted = [call.method for call in slack.calls].index("chat.delete")
    assert [call.method for call in slack.calls[:posted]].count("chat.postMessage") == 3


async def test_a_move_asked_for_during_a_move_is_carried_out_too(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    await scene.later(1)
    slack.during["chat.postMessage"] = lambda: scene.to_bottom("board", "2")
    await scene.to_bottom("board", "1")
    await scene.later(4)
    assert slack.texts("C1") == ["2"]
    assert len(slack.made("chat.postMessage")) == 3


async def test_a_moved_message_comes_below_what_was_posted_in_the_same_breath(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    await scene.later(1)
    await scene.post("line")
    await scene.to_bottom("board")
    await scene.later(3)
    assert slack.texts("C1") == ["line", "0"]


async def test_a_third_of_the_budget_is_kept_for_changes_of_phase(scene: Scene, slack: FakeSlack) -> None:
    slack.channels |= {f"C{number}" for number in range(20)}
    for number in range(20):
        await scene.post(f"board {number}", to=Place("channel", f"C{number}"))
    await scene.later(2)
    for number in range(20):
        await scene.show(f"board {number}", "count")
    await scene.now()
    assert len(slack.made("chat.update")) == 6
    for number in range(20):
        await scene.show(f"board {number}", "vote", urgent=True)
    await scene.now()
    assert len(slack.made("chat.update")) == 9


async def test_no_minute_sees_more_than_fifty_updates_and_all_boards_are_right_in_the_end(scene: Scene, slack: FakeSlack) -> None:
    slack.channels |= {f"C{number}" for number in range(6)}
    for number in range(6):
        await scene.post(f"board {number}", to=Place("channel", f"C{number}"))
    await scene.later(1)
    for second in range(90):
        for number in range(6):
            await scene.show(f"board {number}", str(second), urgent=second % 10 == 0)
        await scene.later(1)
    times = [call.at for call in slack.made("chat.update")]
    assert max(sum(begin <= at < begin + timedelta(minutes=1) for at in times) for begin in times) <= 50
    await scene.later(10)
    assert [slack.texts(f"C{number}") for number in range(6)] == [["89"]] * 6


async def test_idle_says_whether_anything_waits(scene: Scene, slack: FakeSlack) -> None:
    assert await scene.sender.idle()
    await scene.post("tea")
    assert not await scene.sender.idle()
    await scene.now()
    assert await scene.sender.idle()


async def test_workspaces_do_not_see_one_another(scene: Scene, slack: FakeSlack) -> None:
    other = Scene(scene.store, scene.real, FakeSlack(scene.real), type(scene.workspace)("T0OTHER"))
    await scene.post("tea", "Tea", to=GUILD)
    await other.show("tea", "Stolen")
    await other.hide("tea")
    found = await scene.store.read(agenda, other.workspace, scene.real.now())
    assert found.ready == ()
    scene.texts["tea"] = "Tea"
    await scene.now()
    assert slack.texts("C1") == ["Tea"]


async def test_a_clock_set_back_an_hour_stops_nothing(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    await scene.now()
    await scene.show("board", "1")
    await scene.post("line")
    scene.real.advance(timedelta(hours=-1))
    await scene.later(3)
    assert sorted(slack.texts("C1")) == ["1", "line"]


class AwayStore(Store):
    """A store in front of another that can be away for a while."""

    def __init__(self, inner: Store) -> None:
        self.inner = inner
        self.is_away = True
        self.asked = 0

    async def write(self, *args: Any, **kwargs: Any) -> Any:
        return await self.inner.write(*args, **kwargs)

    async def read(self, *args: Any, **kwargs: Any) -> Any:
        self.asked += 1
        if self.is_away:
            raise StoreUnavailable("away")
        return await self.inner.read(*args, **kwargs)


async def test_that_the_database_is_away_is_said_once_and_that_it_is_back_too(scene: Scene) -> None:
    store = AwayStore(scene.store)
    sender = scene.replica(store=store)

    async def looked(times: int) -> None:
        until, before = store.asked + times, store.asked
        while store.asked < until:
            sender.wake()
            await asyncio.sleep(0)
        assert store.asked > before

    with capture_logs() as logged:
        await sender.start()
        await looked(5)
        store.is_away = False
        await looked(5)
        await sender.stop()
    assert [line["event"] for line in logged] == ["delivery cannot look", "delivery looks again"]


async def test_a_workspace_whose_rows_cannot_be_read_keeps_no_other_one_waiting(scene: Scene, slack: FakeSlack) -> None:
    class OddRows(AwayStore):
        async def read(self, *args: Any, **kwargs: Any) -> Any:
            if args[:2] == (agenda, "T0AAA"):
                raise ValueError("an odd row")
            return await self.inner.read(*args, **kwargs)

    await scene.post("board", "0")
    await scene.store.write(post, WorkspaceId("T0AAA"), None, BOARD, "board", GUILD)
    sender = scene.replica(store=OddRows(scene.store))
    with capture_logs() as logged:
        await sender.start()
        await until(lambda: slack.texts("C1") == ["0"] and not sender.is_well)
        await sender.stop()
    assert [(line["event"], line["reason"]) for line in logged] == [("delivery cannot look", "ValueError")]


class ReadOnlyStore(Store):
    """A store in front of another that takes no writes of these actions any more, as after a failover."""

    def __init__(self, inner: Store, *refuses: str) -> None:
        self.inner = inner
        self.refuses = refuses

    async def write(self, *args: Any, **kwargs: Any) -> Any:
        if args[0].__name__ in self.refuses:
            raise StoreUnavailable("The database only reads now.")
        return await self.inner.write(*args, **kwargs)

    async def read(self, *args: Any, **kwargs: Any) -> Any:
        return await self.inner.read(*args, **kwargs)


async def test_steps_that_the_database_refuses_are_said_once_and_not_tried_in_a_rush(scene: Scene, slack: FakeSlack) -> None:
    store = ReadOnlyStore(scene.store, "claim_message")
    sender = scene.replica(store=store)
    await scene.post("board", "0")
    await scene.post("line", to=ANA)
    with capture_logs() as logged:
        for _ in range(3):
            sender._woken.clear()
            with pytest.raises(StoreUnavailable):
                await sender.step()
            await asyncio.sleep(0)
            assert not sender._woken.is_set()
        store.refuses = ()
        assert await sender.step()
        await asyncio.sleep(0)
    assert [line["event"] for line in logged] == ["delivery step broke", "delivery steps are done again"]
    assert sender._woken.is_set()
    assert slack.texts("C1") == ["0"]


async def test_a_result_that_cannot_be_remembered_for_ten_minutes_is_said_to_be_lost_and_then_looked_for(
    scene: Scene, slack: FakeSlack
) -> None:
    store = ReadOnlyStore(scene.store, "settle")
    sender = scene.replica(store=store)
    await scene.post("board", "0")
    began = scene.real.now()
    with capture_logs() as logged:
        assert await sender.step()
    assert scene.real.now() - began >= timedelta(minutes=10)
    assert [(line["event"], line["method"], line["screen"], line["result"]) for line in logged] == [
        ("delivery cannot remember", "chat.postMessage", "tale:board", "Copy"),
        ("a result is lost", "chat.postMessage", "tale:board", "Copy"),
    ]
    await scene.later(2)
    assert slack.texts("C1") == ["0"]


async def test_who_stops_tries_once_more_to_remember_what_a_step_came_to(scene: Scene, slack: FakeSlack) -> None:
    sender = scene.replica(store=BreakingStore(scene.store, settle, StoreUnavailable("away"), after=False))
    await scene.post("board", "0")
    sender._stopping = True
    with capture_logs() as logged:
        await sender.step()
    assert [line["event"] for line in logged] == ["delivery cannot remember", "delivery remembers"]


async def test_who_stops_waits_no_ten_minutes_for_a_database_that_is_away(scene: Scene, slack: FakeSlack) -> None:
    sender = scene.replica(store=ReadOnlyStore(scene.store, "settle"))
    await scene.post("board", "0")
    sender._stopping, began = True, scene.real.now()
    with capture_logs() as logged:
        await sender.step()
    assert [line["event"] for line in logged] == ["delivery cannot remember", "a result is lost"]
    assert scene.real.now() - began < timedelta(seconds=5)


async def test_a_sender_is_well_once_it_looks_and_ill_while_it_cannot(scene: Scene) -> None:
    store = AwayStore(scene.store)
    store.is_away = False
    sender = scene.replica(store=store)
    assert not sender.is_well
    await sender.start()
    await until(lambda: store.asked)
    assert sender.is_well
    store.is_away = True
    sender.wake()
    await until(lambda: not sender.is_well)
    store.is_away = False
    sender.wake()
    await until(lambda: sender.is_well)
    sender._looked -= 31
    assert not sender.is_well
    await sender.stop()
    assert not sender.is_well


async def test_each_screen_is_drawn_by_a_query_of_its_own_name(scene: Scene) -> None:
    asked: list[object] = []

    class Listening(AwayStore):
        async def read(self, *args: Any, **kwargs: Any) -> Any:
            asked.append(getattr(args[0], "timed_as", None))
            return await self.inner.read(*args, **kwargs)

    store = Listening(scene.store)
    sender = scene.replica(store=store)
    await scene.post("board")
    await scene.post("UANA", to=Place.home(PersonId("UANA")), kind=HOME)
    await sender.step()
    assert {name for name in asked if name} == {"sketch tale:board", "sketch tale:home"}
