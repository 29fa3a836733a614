"""A meeting in a thread on real databases: beside the channel's own, with a board and topics of its own."""

from datetime import timedelta

import pytest

from bot.core.clock import SetClock
from bot.core.ids import ChannelId, MeetingId, WorkspaceId
from bot.features.lean_coffee import alarms
from bot.features.lean_coffee.kinds import ANCHOR, BOARD, NEXT_IN_QUEUE
from bot.features.lean_coffee.rules.stages import Stage
from bot.features.lean_coffee.rules.values import Proposal
from bot.features.lean_coffee.store import topics
from bot.meetings.rules.refusals import MeetingRunning, NoMeeting
from bot.meetings.rules.values import Closing
from bot.schedule.heartbeat import Outage
from bot.store.unit import RunningStore
from tests.fakes.passing import pass_until
from tests.features.lean_coffee import verbs as actions
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD, TEN, minutes
from tests.meetings.queued_meetings import Guild, new_meeting

HOUR = timedelta(hours=1)
ELSEWHERE = ChannelId("C0ELSE")


@pytest.fixture
def guild(store: RunningStore, workspace: WorkspaceId, clock: SetClock, real: SetClock) -> Guild:
    clock.instant = real.instant = TEN
    return Guild(store, workspace, clock, real)


async def test_a_meeting_in_a_thread_runs_beside_the_channels_own(guild: Guild) -> None:
    own = await guild.open()
    beside = await guild.thread()
    third = await guild.thread("Demo", CHLOE)
    assert await guild.title() == "Platform guild"
    assert [(await guild.state(meeting)).in_thread for meeting in (own, beside, third)] == [False, True, True]
    assert (await guild.state(beside)).here == {BEN}
    anchors = await guild.messages(ANCHOR.name)
    assert [(row.subject, row.place_id, row.thread_subject) for row in anchors] == [(beside, GUILD, None), (third, GUILD, None)]
    boards = {row.subject: (row.thread_screen, row.thread_subject) for row in await guild.messages(BOARD.name)}
    assert boards == {own: (None, None), beside: (ANCHOR.name, beside), third: (ANCHOR.name, third)}


async def test_the_channels_own_meeting_stays_the_only_one_of_its_lane(guild: Guild) -> None:
    await guild.thread()
    await guild.open()
    with pytest.raises(MeetingRunning):
        await guild.open("Demo", CHLOE)


async def test_a_meeting_in_a_thread_leaves_the_channels_waiting_topics_alone(guild: Guild) -> None:
    waiting = await guild.act(actions.propose_topic, proposal=Proposal(GUILD, DEV, "Waits"))
    beside = await guild.thread()
    assert (await guild.state(beside)).topics == ()
    own = await guild.open()
    assert [topic.id for topic in (await guild.state(own)).topics] == [waiting.id]


async def test_a_topic_lands_on_the_board_it_was_proposed_on_and_otherwise_on_the_channels_own(guild: Guild) -> None:
    own, beside = await guild.open(), await guild.thread()
    for title, board in (("Beside", beside), ("Own", own), ("Typed", None), ("Nobody's", MeetingId("nobody's"))):
        await guild.act(actions.propose_topic, proposal=Proposal(GUILD, CHLOE, title, meeting=board))
    assert [topic.title for topic in (await guild.state(beside)).topics] == ["Beside"]
    assert [topic.title for topic in (await guild.state(own)).topics] == ["Own", "Typed", "Nobody's"]


async def test_whoever_signs_a_topic_on_the_form_of_a_board_is_here(guild: Guild) -> None:
    own, beside = await guild.open(), await guild.thread()
    before = (await guild.state(own)).here
    for proposal in (
        Proposal(GUILD, CHLOE, "Typed"),
        Proposal(GUILD, CHLOE, "Hidden", anonymous=True, meeting=own),
        Proposal(GUILD, CHLOE, "Beside", meeting=beside),
        Proposal(GUILD, CHLOE, "Somewhere", meeting=MeetingId("nobody's")),
    ):
        await guild.act(actions.propose_topic, proposal=proposal)
    assert (await guild.state(own)).here == before
    assert CHLOE in (await guild.state(beside)).here
    await guild.act(actions.propose_topic, proposal=Proposal(GUILD, CHLOE, "Signed", meeting=own))
    assert (await guild.state(own)).here == before | {CHLOE}


async def test_a_topic_for_a_board_that_is_over_goes_to_the_channel(guild: Guild) -> None:
    beside = await guild.thread()
    await guild.end(beside)
    late = await guild.act(actions.propose_topic, proposal=Proposal(GUILD, CHLOE, "Late", meeting=beside))
    assert late.meeting is None
    own = await guild.open()
    assert [topic.title for topic in (await guild.state(own)).topics] == ["Late"]


async def test_a_board_of_another_channel_takes_no_topic_of_this_one(guild: Guild) -> None:
    elsewhere = await guild.act(actions.open_meeting, new=new_meeting("Other", ANA, ELSEWHERE))
    topic = await guild.act(actions.propose_topic, proposal=Proposal(GUILD, CHLOE, "Here", meeting=elsewhere))
    assert topic.meeting is None


async def test_what_a_thread_leaves_over_waits_for_the_channels_next_meeting(guild: Guild) -> None:
    beside = await guild.thread()
    await guild.act(actions.propose_topic, proposal=Proposal(GUILD, CHLOE, "Left over", meeting=beside))
    await guild.end(beside)
    own = await guild.open()
    assert [topic.title for topic in (await guild.state(own)).topics] == ["Left over"]


async def test_the_end_of_a_thread_lets_no_queued_plan_open(guild: Guild) -> None:
    await guild.open()
    beside = await guild.thread()
    await guild.queue("Demo", CHLOE)
    await guild.end(beside)
    assert await guild.alarms(NEXT_IN_QUEUE.name) == []


async def test_a_thread_moves_its_board_inside_and_keeps_its_head_up_to_date(guild: Guild) -> None:
    beside = await guild.thread()
    for person in (CHLOE, DEV):
        await guild.act(actions.check_in, meeting=beside, person=person)
    await guild.act(actions.propose_topic, proposal=Proposal(GUILD, CHLOE, "One", meeting=beside))
    (head,) = await guild.messages(ANCHOR.name)
    assert head.wanted == 1
    await guild.act(actions.leave, meeting=beside, person=BEN)
    await guild.act(actions.take_over_host, meeting=beside, person=CHLOE)
    (head,) = await guild.messages(ANCHOR.name)
    assert head.wanted == 2
    await guild.act(actions.open_vote, meeting=beside, phase=1, person=CHLOE)
    (board,) = await guild.messages(BOARD.name)
    assert (board.bottom > 1, board.thread_subject) == (True, beside)
    await pass_until(guild, TEN + HOUR)
    state = await guild.state(beside)
    assert (state.stage, state.how) == (Stage.CLOSED, Closing.DONE)
    (head,) = await guild.messages(ANCHOR.name)
    assert (head.wanted, head.bottom) == (3, 1)


async def test_every_open_board_of_a_channel_is_posted_anew_on_demand(guild: Guild) -> None:
    beside = await guild.thread()
    assert await guild.act(actions.move_board, channel=GUILD) == (beside,)
    own = await guild.open()
    assert set(await guild.act(actions.move_board, channel=GUILD)) == {own, beside}
    for board in await guild.messages(BOARD.name):
        assert board.bottom == board.wanted > 1
    for meeting in (own, beside):
        await guild.end(meeting)
    with pytest.raises(NoMeeting):
        await guild.act(actions.move_board, channel=GUILD)


async def test_the_host_of_a_thread_does_not_decide_for_the_channel(guild: Guild) -> None:
    await guild.open()
    guild.clock.advance(minutes(1))
    await guild.thread()
    assert await guild.store.read(topics.host_of, guild.workspace, GUILD) == ANA


async def test_an_outage_is_given_back_to_a_thread_too(guild: Guild) -> None:
    own, beside = await guild.open(), await guild.thread()
    before = {meeting: (await guild.state(meeting)).due for meeting in (own, beside)}
    guild.clock.advance(minutes(1))
    guild.real.instant = guild.clock.now()
    await guild.act(alarms.after_outage, outage=Outage(TEN + minutes(0.5), TEN + minutes(1)))
    for meeting, due in before.items():
        assert due is not None
        assert (await guild.state(meeting)).due == due + minutes(0.5)


async def test_a_topic_for_a_board_that_is_over_goes_to_the_board_that_gathers_now(guild: Guild) -> None:
    own, beside = await guild.open(), await guild.thread()
    await guild.end(beside)
    await guild.act(actions.propose_topic, proposal=Proposal(GUILD, CHLOE, "Late", meeting=beside))
    assert [topic.title for topic in (await guild.state(own)).topics] == ["Late"]
