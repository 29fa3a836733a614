"""Taking a step: exactly one wins, and nothing is taken that is not free."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import bindparam

from bot.core.ids import ChannelId
from bot.core.kinds import WhenUnsure
from bot.delivery.claim import Claim, NotNow, claim_message, claim_stale_copy
from bot.delivery.due import agenda, pending
from bot.delivery.execute import execute
from bot.delivery.failures import Limited, NotDone, Unknown
from bot.delivery.place import Place
from bot.delivery.rate_limits import LANE, LEASE
from bot.delivery.results import Copy, Failed, Found, Shown
from bot.delivery.settle import settle
from bot.delivery.steps import PendingMessage, StaleCopy, Step
from bot.delivery.tables import MessageRow
from bot.slack.post_metadata import marked
from bot.store.base import in_workspace
from bot.store.unit import Read
from tests.delivery.fake_slack import FakeSlack
from tests.delivery.scene import Scene

_BY_SUBJECT = pending(MessageRow.workspace == in_workspace()).where(MessageRow.subject == bindparam("of_subject"))


async def waiting(scene: Scene) -> list[PendingMessage]:
    found = await scene.store.read(agenda, scene.workspace, scene.real.now())
    return [work for work in found.ready if isinstance(work, PendingMessage)]


async def claim(scene: Scene, message: PendingMessage) -> Claim:
    return await scene.store.write(claim_message, scene.workspace, None, message=message)


async def test_of_many_claims_at_once_exactly_one_wins(scene: Scene) -> None:
    await scene.post("tea")
    (message,) = await waiting(scene)
    outcomes = await asyncio.gather(*(claim(scene, message) for _ in range(10)), return_exceptions=True)
    assert sum(isinstance(outcome, Claim) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, NotNow) for outcome in outcomes) == 9


async def test_a_lease_that_is_over_lets_another_look_for_the_post(scene: Scene) -> None:
    await scene.post("tea")
    (message,) = await waiting(scene)
    await claim(scene, message)
    assert await waiting(scene) == []
    scene.real.advance(LEASE)
    (again,) = await waiting(scene)
    assert again.step is Step.SEARCH
    assert (await claim(scene, again)).step is Step.SEARCH


async def test_what_has_become_another_step_is_not_claimed(scene: Scene) -> None:
    await scene.post("tea")
    (message,) = await waiting(scene)
    await scene.hide("tea")
    with pytest.raises(NotNow):
        await claim(scene, message)


async def test_a_post_is_not_claimed_while_one_that_was_made_earlier_is_under_way(scene: Scene) -> None:
    await scene.post("first")
    await scene.post("second")
    (first,) = await waiting(scene)
    await claim(scene, first)
    scene.real.advance(timedelta(seconds=2))
    assert await waiting(scene) == []
    second = await scene.store.read(by_subject, scene.workspace, "second")
    with pytest.raises(NotNow):
        await claim(scene, second)


def by_subject(read: Read, subject: str) -> PendingMessage:
    """Read a message as a replica sees it that has not looked at the earlier ones."""
    return PendingMessage(**read.rows(_BY_SUBJECT, {"of_subject": subject})[0]._asdict())


async def test_a_claim_that_loses_takes_neither_lane_nor_budget(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "0")
    await scene.later(2)
    await scene.show("board", "1")
    (message,) = await waiting(scene)
    await claim(scene, message)
    for _ in range(20):
        with pytest.raises(NotNow):
            await claim(scene, message)
    scene.real.advance(LEASE)
    await scene.later(1)
    assert slack.texts("C1") == ["1"]


async def test_a_stale_copy_is_claimed_once(scene: Scene) -> None:
    await scene.post("board", "0")
    await scene.now()
    await scene.hide("board")
    found = await scene.store.read(agenda, scene.workspace, scene.real.now())
    (stale_copy,) = [work for work in found.ready if isinstance(work, StaleCopy)]
    await scene.store.write(claim_stale_copy, scene.workspace, None, stale_copy=stale_copy)
    with pytest.raises(NotNow):
        await scene.store.write(claim_stale_copy, scene.workspace, None, stale_copy=stale_copy)


async def fails(scene: Scene, claim: Claim, fault: Limited | NotDone) -> None:
    await scene.store.write(settle, scene.workspace, None, claim=claim, result=Failed(fault), when_unsure=WhenUnsure.RATHER_TWICE)


async def test_what_was_read_before_slack_asked_for_patience_is_not_claimed_after_it(scene: Scene) -> None:
    await scene.post("tea")
    await scene.post("coffee", to=Place.channel(ChannelId("C2")))
    first, second = await waiting(scene)
    await fails(scene, await claim(scene, first), Limited(timedelta(seconds=30)))
    with pytest.raises(NotNow):
        await claim(scene, second)


async def test_who_comes_back_after_their_lease_takes_nothing_from_who_has_it_now(scene: Scene) -> None:
    await scene.post("board", "0")
    await scene.later(2)
    await scene.show("board", "1")
    (message,) = await waiting(scene)
    late = await claim(scene, message)
    scene.real.advance(LEASE)
    await claim(scene, message)
    await fails(scene, late, NotDone("internal_error"))
    scene.real.advance(2 * LANE)
    assert await waiting(scene) == []


@pytest.mark.parametrize("changed", [False, True])
async def test_a_post_of_who_comes_back_after_their_lease_and_hears_nothing_is_looked_for(
    scene: Scene, slack: FakeSlack, changed: bool
) -> None:
    await scene.post("board", "first")
    (message,) = await waiting(scene)
    late = await claim(scene, message)
    scene.real.advance(LEASE)
    if changed:
        await scene.show("board", "second")
    await scene.later(2)
    await slack.chat_postMessage(channel="C1", text="first", metadata=marked(message.id, message.wanted))
    result = Failed(Unknown("TimeoutError"), message.wanted)
    await scene.store.write(settle, scene.workspace, None, claim=late, result=result, when_unsure=WhenUnsure.RATHER_TWICE)
    await scene.later(12)
    assert slack.texts("C1") == ["second" if changed else "first"]
    assert await scene.sender.idle()


async def test_who_posts_meanwhile_leaves_one_copy_beside_one_that_came_late_and_unheard(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board")
    (message,) = await waiting(scene)
    late = await claim(scene, message)
    scene.real.advance(LEASE)
    looked = await claim(scene, *await waiting(scene))
    await scene.store.write(settle, scene.workspace, None, claim=looked, result=Found(()), when_unsure=WhenUnsure.RATHER_TWICE)
    scene.real.advance(LANE)
    mine = await claim(scene, *await waiting(scene))
    await slack.chat_postMessage(channel="C1", text="board", metadata=marked(message.id, message.wanted))
    result = Failed(Unknown("TimeoutError"), message.wanted)
    await scene.store.write(settle, scene.workspace, None, claim=late, result=result, when_unsure=WhenUnsure.RATHER_TWICE)
    reply = await slack.chat_postMessage(channel="C1", text="board", metadata=marked(message.id, message.wanted))
    copy = Copy("C1", str(reply["ts"]), message.wanted)
    await scene.store.write(settle, scene.workspace, None, claim=mine, result=copy, when_unsure=WhenUnsure.RATHER_TWICE)
    await scene.later(12)
    assert slack.texts("C1") == ["board"]


async def test_a_post_that_was_hidden_meanwhile_is_looked_for_where_it_came_late_and_unheard(
    scene: Scene, slack: FakeSlack
) -> None:
    await scene.post("board")
    (message,) = await waiting(scene)
    late = await claim(scene, message)
    scene.real.advance(LEASE)
    await scene.hide("board")
    await scene.later(2)
    await slack.chat_postMessage(channel="C1", text="board", metadata=marked(message.id, message.wanted))
    result = Failed(Unknown("TimeoutError"), message.wanted)
    await scene.store.write(settle, scene.workspace, None, claim=late, result=result, when_unsure=WhenUnsure.RATHER_TWICE)
    await scene.later(12)
    assert slack.texts("C1") == []


async def test_a_redraw_that_overtakes_a_newer_one_after_its_lease_does_not_stay(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("board", "first")
    await scene.later(2)
    await scene.show("board", "second")
    (message,) = await waiting(scene)
    late = await claim(scene, message)
    scene.real.advance(LEASE)
    await scene.show("board", "third")
    await scene.later(2)
    assert slack.texts("C1") == ["third"]
    (posted,) = slack.standing("C1")
    await slack.chat_update(channel="C1", ts=posted.ts, text="second", blocks=[])
    result = Shown(late.work.wanted if isinstance(late.work, PendingMessage) else 0)
    await scene.store.write(settle, scene.workspace, None, claim=late, result=result, when_unsure=WhenUnsure.RATHER_TWICE)
    await scene.later(2)
    assert slack.texts("C1") == ["third"]


async def test_an_owner_is_told_once_also_where_nobody_lived_to_remember_it(scene: Scene, slack: FakeSlack) -> None:
    slack.fail("chat.postMessage", "is_archived")
    await scene.post("board")
    (message,) = await waiting(scene)
    posting = await claim(scene, message)
    failed = await execute(scene.sender._deps, scene.workspace, posting)
    await scene.store.write(settle, scene.workspace, None, claim=posting, result=failed, when_unsure=WhenUnsure.RATHER_TWICE)
    (message,) = await waiting(scene)
    telling = await claim(scene, message)
    for _ in range(2):
        await execute(scene.sender._deps, scene.workspace, telling)
    assert scene.told == [("tale:board", "board", "is_archived")]
