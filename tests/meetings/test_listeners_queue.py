"""A queued meeting through the dispatch: the offer, its two buttons, and what the board in a thread takes."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import bindparam, update

from bot.core.clock import SetClock
from bot.core.ids import MeetingId, WorkspaceId
from bot.delivery.tables import MessageRow
from bot.features.lean_coffee.rules.values import Meeting
from bot.features.lean_coffee.store import meetings
from bot.store.base import in_workspace
from bot.store.unit import RunningStore, Unit
from bot.teams import store as teams
from tests.features.desk import ANA, BEN, CHLOE, Desk, Told, elements_of, value_of
from tests.features.lean_coffee import verbs as actions
from tests.features.lean_coffee.scene import GUILD

BOARD, ANCHOR = "lean_coffee:board", "lean_coffee:anchor"
QUEUE, IN_THREAD = "lean_coffee:queue", "lean_coffee:in_thread"
_STAND = (
    update(MessageRow)
    .where(MessageRow.workspace == in_workspace(), MessageRow.screen == bindparam("of_screen"))
    .values(ts=bindparam("at_ts"), channel="C0GUILD")
)


@pytest.fixture
async def desk(store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId) -> Desk:
    desk = Desk(store, clock, real, workspace)
    await store.write(teams.keep_workspace, workspace, None, name="Guild", domain="guild", bot_user=BEN)
    return desk


async def second_start(desk: Desk) -> Told:
    """Let Ana's meeting run and Ben start another one."""
    await desk.command(ANA, '/coffee start "Platform guild"')
    return await desk.command(BEN, '/coffee start "Retro" box 4 for 30m')


async def end(desk: Desk, meeting: MeetingId) -> None:
    found = await desk.store.read(meetings.meeting, desk.workspace, meeting)
    assert found is not None
    await desk.store.write(actions.cancel_meeting, desk.workspace, None, meeting=meeting, phase=found.phase, person=found.host)


async def running(desk: Desk) -> Meeting | None:
    found = await desk.store.read(meetings.open_meeting_of, desk.workspace, GUILD)
    return None if found is None else await desk.store.read(meetings.meeting, desk.workspace, found)


async def topics(desk: Desk, meeting: str) -> list[str]:
    found = await desk.store.read(meetings.meeting, desk.workspace, MeetingId(meeting))
    assert found is not None
    return [topic.title for topic in found.topics]


async def test_a_second_start_is_offered_two_ways_and_opens_nothing(desk: Desk) -> None:
    offer = await second_start(desk)
    assert "“Platform guild” is running in this channel." in offer.text
    assert [element["text"]["text"] for element in elements_of(offer.message)] == ["Queue as next", "Run in a thread"]
    assert len(await desk.shown(BOARD)) == 1


async def test_the_offer_says_that_a_topic_joins_only_while_it_would(desk: Desk) -> None:
    await desk.command(ANA, "/coffee topic one")
    offer = await second_start(desk)
    joins, waits = "A topic can join the running one", "A topic waits for the next Lean Coffee here, or takes part if"
    assert joins in offer.text
    assert waits not in offer.text
    found = await running(desk)
    assert found is not None
    await desk.store.write(actions.check_in, desk.workspace, None, meeting=found.id, person=BEN)
    for verb in (actions.open_vote, actions.close_vote):
        found = await running(desk)
        assert found is not None
        await desk.store.write(verb, desk.workspace, None, meeting=found.id, phase=found.phase, person=ANA)
    offer = await desk.command(BEN, '/coffee start "Retro"')
    assert joins not in offer.text
    assert waits in offer.text
    bare = (await desk.command(BEN, "/coffee")).text
    assert waits in bare
    assert joins not in bare
    assert "is new: it waits for the next Lean Coffee" in (await desk.command(BEN, "/coffee topic two")).text


async def test_the_offer_links_to_the_board_that_stands(desk: Desk) -> None:
    await desk.command(ANA, '/coffee start "Platform guild"')

    def stand(unit: Unit) -> None:
        unit.run(_STAND, {"of_screen": BOARD, "at_ts": "1795303200.000100"})

    await desk.store.write(stand, desk.workspace)
    offer = await desk.command(BEN, '/coffee start "Retro"')
    assert "<https://guild.slack.com/archives/C0GUILD/p1795303200000100|Go to the board>" in offer.text


async def test_the_start_button_of_an_old_offer_gets_the_same_two_ways(desk: Desk) -> None:
    await desk.command(ANA, '/coffee start "Platform guild"')
    offer = await desk.click(BEN, "lean_coffee:start", "start")
    assert {QUEUE, IN_THREAD} == {element["action_id"] for element in elements_of(offer.message)}


async def test_queue_as_next_says_when_it_opens_in_the_place_of_the_offer(desk: Desk) -> None:
    offer = await second_start(desk)
    told = await desk.click(BEN, QUEUE, value_of(offer.message, QUEUE))
    assert told.text == "“Retro” opens here when “Platform guild” has ended."
    assert told.message["replace_original"] is True
    assert elements_of(told.message) == []
    own = await running(desk)
    assert own is not None
    await end(desk, own.id)
    await desk.tick.run()
    opened = await running(desk)
    assert opened is not None
    assert (opened.title, opened.host, opened.zone) == ("Retro", BEN, "Europe/London")
    assert (opened.settings.length, opened.settings.boxes[0]) == (timedelta(minutes=30), timedelta(minutes=4))


async def test_queueing_after_the_end_opens_the_board_and_the_offer_goes(desk: Desk) -> None:
    offer = await second_start(desk)
    own = await running(desk)
    assert own is not None
    await end(desk, own.id)
    told = await desk.click(BEN, QUEUE, value_of(offer.message, QUEUE))
    assert told.message["delete_original"] is True
    opened = await running(desk)
    assert opened is not None
    assert opened.title == "Retro"


async def test_a_plan_that_waited_for_eight_hours_is_put_to_its_host_in_a_direct_message(desk: Desk) -> None:
    offer = await second_start(desk)
    await desk.click(BEN, QUEUE, value_of(offer.message, QUEUE))
    desk.clock.advance(timedelta(hours=8))
    await desk.tick.run()
    told = await desk.the("lean_coffee:plan_dropped")
    assert told.place == BEN
    assert told.text.startswith("“Retro” was queued in <#C0GUILD> and could not open within 8 hours")


async def test_run_in_a_thread_posts_a_head_and_the_board_below_it(desk: Desk) -> None:
    offer = await second_start(desk)
    told = await desk.click(BEN, IN_THREAD, value_of(offer.message, IN_THREAD))
    assert told.message["delete_original"] is True
    head = await desk.the(ANCHOR)
    assert "*Retro*: a Lean Coffee in this thread, host" in head.text
    own, beside = await desk.shown(BOARD)
    assert (own.in_thread, beside.in_thread, beside.subject) == (False, True, head.subject)
    await end(desk, MeetingId(beside.subject))
    assert "over since" in (await desk.the(ANCHOR)).text


async def test_propose_a_topic_lands_on_the_board_it_was_pressed_on(desk: Desk) -> None:
    offer = await second_start(desk)
    await desk.click(BEN, IN_THREAD, value_of(offer.message, IN_THREAD))
    boards = await desk.shown(BOARD)
    for board, title in zip(boards, ("Own", "Beside"), strict=True):
        form = (await desk.click(CHLOE, "lean_coffee:propose", board.value("lean_coffee:propose"))).form
        await desk.submit(CHLOE, form, {"title": title})
    await desk.command(CHLOE, "/coffee topic Typed")
    assert await topics(desk, boards[0].subject) == ["Own", "Typed"]
    assert await topics(desk, boards[1].subject) == ["Beside"]


@pytest.mark.parametrize("action", [QUEUE, IN_THREAD])
async def test_an_offer_that_is_used_old_or_somebody_elses_says_so(desk: Desk, action: str) -> None:
    offer = await second_start(desk)
    value = value_of(offer.message, action)
    over = "This offer is over: it was used, or it is older than 24 hours. `/coffee start` makes a new one."
    assert (await desk.click(CHLOE, action, value)).text == over
    await desk.click(BEN, IN_THREAD, value)
    assert (await desk.click(BEN, action, value)).text == over
    old = await desk.command(CHLOE, '/coffee start "Demo"')
    desk.clock.advance(timedelta(hours=24))
    assert (await desk.click(CHLOE, action, value_of(old.message, action))).text == over
    assert len(await desk.shown(BOARD)) == 2


@pytest.mark.parametrize("action", [QUEUE, IN_THREAD])
async def test_in_a_channel_that_the_bot_has_left_the_offer_says_how_to_invite_it(desk: Desk, action: str) -> None:
    offer = await second_start(desk)
    desk.loses("C0GUILD")
    told = await desk.click(BEN, action, value_of(offer.message, action))
    assert "/invite" in told.text
    assert len(await desk.shown(BOARD)) == 1


async def test_a_second_start_that_slack_delivers_twice_is_offered_once(desk: Desk) -> None:
    await desk.command(ANA, '/coffee start "Platform guild"')
    told = [await desk.command(BEN, '/coffee start "Retro"', trigger_id="trigger.same") for _ in range(2)]
    assert [one.nothing for one in told] == [False, True]


@pytest.mark.at_once
async def test_of_two_starts_in_the_same_instant_one_opens_and_the_other_gets_the_offer(desk: Desk) -> None:
    starts = [('/coffee start "Platform guild"', ANA), ('/coffee start "Retro"', BEN)]
    bodies = [
        {
            "team_id": desk.workspace,
            "command": "/coffee",
            "text": line.removeprefix("/coffee "),
            "user_id": who,
            "channel_id": "C0GUILD",
            "response_url": "https://hooks.example/1",
            "trigger_id": f"trigger.{who}",
        }
        for line, who in starts
    ]
    told = await asyncio.gather(*(desk.send(body) for body in bodies))
    offers = [one.ack for one in told if one.ack]
    assert len(offers) == 1
    assert {QUEUE, IN_THREAD} == {element["action_id"] for element in elements_of(offers[0])}
    assert len(await desk.shown(BOARD)) == 1
