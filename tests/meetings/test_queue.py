"""A queued meeting on real databases: offered, queued, opened in turn, dropped."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.core.clock import SetClock
from bot.core.ids import MeetingId, PersonId, WorkspaceId
from bot.core.refusal import Refusal
from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.kinds import BOARD, WAITED_TOO_LONG
from bot.features.lean_coffee.rules.values import Proposal, Settings
from bot.meetings.rules.refusals import MeetingRunning, QueuedMeetingGone
from bot.meetings.rules.second_start import QueuedMeeting, QueuedMeetingId, QueuedMeetingState
from bot.meetings.rules.values import Closing
from bot.schedule.recurrence import Recurrence
from bot.store.unit import RunningStore, Unit
from tests.fakes.passing import pass_until
from tests.features.lean_coffee import recurring
from tests.features.lean_coffee import verbs as actions
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD, TEN, minutes
from tests.meetings.queued_meetings import Guild, Late, messages, new_meeting, plans

HOUR = timedelta(hours=1)


@pytest.fixture
def guild(store: RunningStore, workspace: WorkspaceId, clock: SetClock, real: SetClock) -> Guild:
    clock.instant = real.instant = TEN
    return Guild(store, workspace, clock, real)


async def test_an_offer_keeps_the_plan_and_changes_nothing_else(guild: Guild) -> None:
    running = await guild.open()
    second = await guild.offer()
    assert await guild.second(second) == QueuedMeeting(second, new_meeting("Retro", BEN), TEN)
    await guild.end(running)
    await pass_until(guild, TEN + HOUR)
    assert await guild.running() is None


async def test_a_queued_plan_opens_when_the_running_meeting_has_ended_as_it_was_asked_for(guild: Guild) -> None:
    running, second = await guild.open(), await guild.offer()
    assert await guild.act(actions.queue_meeting, queued_meeting=second, person=BEN) == "Platform guild"
    assert await guild.title() == "Platform guild"
    await guild.end(running)
    assert await guild.running() is None
    await guild.tick.run()
    opened = await guild.running()
    assert opened is not None
    wanted = new_meeting("Retro", BEN)
    assert (opened.title, opened.host, opened.zone, opened.settings, opened.link) == (
        wanted.title,
        BEN,
        wanted.zone,
        wanted.settings,
        wanted.link,
    )
    assert (opened.opened, opened.planned_end) == (TEN, TEN + minutes(30))
    assert opened.here == frozenset()
    assert (await guild.second(second)).state is QueuedMeetingState.OPENED
    assert await guild.alarms(WAITED_TOO_LONG.name) == []
    assert len(await guild.messages(BOARD.name)) == 2


async def test_the_topics_left_over_are_taken_by_the_one_that_was_queued(guild: Guild) -> None:
    running = await guild.open()
    await guild.act(actions.propose_topic, proposal=Proposal(GUILD, CHLOE, "Flaky tests"))
    await guild.queue()
    await guild.end(running)
    await guild.tick.run()
    opened = await guild.running()
    assert opened is not None
    assert [topic.title for topic in opened.topics] == ["Flaky tests"]


@pytest.mark.parametrize("how", [Closing.QUIET, Closing.CANCELLED, Closing.DONE])
async def test_however_a_meeting_ends_the_next_one_opens(guild: Guild, how: Closing) -> None:
    running = await guild.open()
    if how is Closing.DONE:
        await guild.act(actions.check_in, meeting=running, person=CHLOE)
        await guild.act(actions.propose_topic, proposal=Proposal(GUILD, CHLOE, "Flaky tests"))
    second = await guild.queue()
    if how is Closing.CANCELLED:
        await guild.end(running)
    await pass_until(guild, TEN + HOUR)
    assert (await guild.state(running)).how is how
    assert (await guild.second(second)).state is QueuedMeetingState.OPENED
    (_, board) = await guild.messages(BOARD.name)
    assert (await guild.state(board.subject)).opened == (await guild.state(running)).closed


async def test_plans_open_one_after_the_other_in_the_order_of_queueing(guild: Guild) -> None:
    running = await guild.open()
    offered_first = await guild.offer("Retro", BEN)
    await guild.queue("Demo", CHLOE)
    guild.clock.advance(minutes(1))
    await guild.act(actions.queue_meeting, queued_meeting=offered_first, person=BEN)
    seen = []
    for _ in range(3):
        await guild.end(running)
        await guild.tick.run()
        found = await guild.running()
        seen.append(found and found.title)
        running = found.id if found else running
        if found is None:
            break
    assert seen == ["Demo", "Retro", None]


async def test_a_plan_queued_when_the_running_one_has_just_ended_opens_at_once_with_its_host(guild: Guild) -> None:
    running, second = await guild.open(), await guild.offer()
    await guild.end(running)
    assert await guild.act(actions.queue_meeting, queued_meeting=second, person=BEN) is None
    opened = await guild.running()
    assert opened is not None
    assert (opened.title, opened.here) == ("Retro", frozenset({BEN}))
    assert await guild.alarms(WAITED_TOO_LONG.name) == []


async def test_who_queues_while_an_older_plan_is_about_to_open_waits_for_that_one(guild: Guild) -> None:
    running = await guild.open()
    await guild.queue("Retro", BEN)
    later = await guild.offer("Demo", CHLOE)
    await guild.end(running)
    assert await guild.act(actions.queue_meeting, queued_meeting=later, person=CHLOE) == "Retro"
    await guild.tick.run()
    assert await guild.title() == "Retro"


async def test_queueing_twice_keeps_the_place_and_answers_the_same(guild: Guild) -> None:
    await guild.open()
    second = await guild.queue()
    guild.clock.advance(HOUR)
    assert await guild.act(actions.queue_meeting, queued_meeting=second, person=BEN) == "Platform guild"
    assert (await guild.second(second)).at == TEN
    assert await guild.alarms(WAITED_TOO_LONG.name) == [(second, TEN + 8 * HOUR)]


async def test_a_plan_that_waits_already_opens_at_once_when_its_host_presses_again_in_an_empty_channel(guild: Guild) -> None:
    running = await guild.open()
    second = await guild.queue()
    await guild.end(running)
    assert await guild.act(actions.queue_meeting, queued_meeting=second, person=BEN) is None
    await pass_until(guild, TEN + minutes(1))
    assert await guild.title() == "Retro"
    assert len(await guild.messages(BOARD.name)) == 2


async def test_a_plan_that_waits_for_eight_hours_is_dropped_and_its_host_told(guild: Guild) -> None:
    running = await guild.open()
    second = await guild.queue()
    with_nobody = await guild.state(running)
    guild.clock.instant = with_nobody.opened + 8 * HOUR  # asleep all the time: nothing has ended that meeting
    await guild.act(actions.take_turn, queued_meeting=second)
    assert (await guild.second(second)).state is QueuedMeetingState.DROPPED
    (told,) = await guild.messages(CEREMONY.kinds.plan_dropped.name)
    assert (told.subject, told.place_id) == (second, BEN)
    await guild.end(running)
    await guild.tick.run()
    assert await guild.running() is None


async def test_after_an_outage_of_a_night_every_queued_plan_is_dropped_in_its_turn(guild: Guild) -> None:
    await guild.open()
    stale = [await guild.queue("Retro", BEN), await guild.queue("Demo", CHLOE)]
    guild.clock.advance(12 * HOUR)
    await guild.tick.run()
    assert [(await guild.second(second)).state for second in stale] == [QueuedMeetingState.DROPPED] * 2
    assert {row.place_id for row in await guild.messages(CEREMONY.kinds.plan_dropped.name)} == {BEN, CHLOE}
    assert await guild.running() is None


async def test_the_turn_of_a_dropped_plan_goes_to_the_next(guild: Guild) -> None:
    running = await guild.open()
    stale = await guild.queue("Retro", BEN)
    guild.clock.advance(7 * HOUR)
    await guild.queue("Demo", CHLOE)
    guild.clock.advance(HOUR)
    await guild.end(running)
    await guild.tick.run()
    assert (await guild.second(stale)).state is QueuedMeetingState.DROPPED
    assert await guild.title() == "Demo"


async def test_the_turn_of_a_plan_that_was_opened_in_a_thread_meanwhile_goes_to_the_next(guild: Guild) -> None:
    running = await guild.open()
    first = await guild.queue("Retro", BEN)
    await guild.queue("Demo", CHLOE)
    await guild.end(running)
    await guild.act(actions.open_in_thread, queued_meeting=first, person=BEN)
    await guild.tick.run()
    assert await guild.title() == "Demo"
    await pass_until(guild, TEN + 9 * HOUR)
    assert await guild.messages(CEREMONY.kinds.plan_dropped.name) == []


async def test_a_start_by_hand_that_comes_first_is_waited_for(guild: Guild) -> None:
    running = await guild.open()
    second = await guild.queue()
    await guild.end(running)
    by_hand = await guild.open("Quick", DEV)
    await guild.tick.run()
    assert (await guild.second(second)).state is QueuedMeetingState.QUEUED
    await guild.end(by_hand)
    await guild.tick.run()
    assert await guild.title() == "Retro"


async def test_an_alarm_of_a_plan_that_is_gone_does_nothing(guild: Guild) -> None:
    await guild.open()
    second = await guild.queue()
    await guild.act(actions.open_in_thread, queued_meeting=second, person=BEN)
    before = await guild.store.read(messages, guild.workspace)
    await guild.act(actions.take_turn, queued_meeting=second)
    await guild.act(actions.take_turn, queued_meeting=QueuedMeetingId("nobody's"))
    await guild.act(actions.lock_turn, queued_meeting=QueuedMeetingId("nobody's"))
    assert await guild.store.read(messages, guild.workspace) == before


@pytest.mark.parametrize("action", [actions.queue_meeting, actions.open_in_thread])
async def test_an_offer_is_its_authors_for_a_day_and_of_its_workspace(guild: Guild, action: Any) -> None:
    await guild.open()
    second = await guild.offer()
    with pytest.raises(QueuedMeetingGone):
        await guild.act(action, queued_meeting=second, person=ANA)
    with pytest.raises(QueuedMeetingGone):
        await guild.store.write(action, WorkspaceId("T0OTHER"), None, queued_meeting=second, person=BEN)
    guild.clock.advance(24 * HOUR)
    with pytest.raises(QueuedMeetingGone):
        await guild.act(action, queued_meeting=second, person=BEN)
    with pytest.raises(QueuedMeetingGone):
        await guild.act(action, queued_meeting=QueuedMeetingId("nobody's"), person=BEN)
    assert (await guild.second(second)).state is QueuedMeetingState.OFFERED


async def test_old_plans_of_a_channel_are_forgotten_by_its_next_offer_unless_they_wait(guild: Guild) -> None:
    await guild.open()
    await guild.offer()
    waits = await guild.queue("Demo", CHLOE)
    guild.clock.advance(timedelta(days=31))
    await guild.offer()
    assert await guild.store.read(plans, guild.workspace) == 2
    assert (await guild.second(waits)).state is QueuedMeetingState.QUEUED


@pytest.mark.at_once
async def test_of_two_starts_in_the_same_instant_one_meeting_comes(guild: Guild) -> None:
    people = [ANA, BEN, CHLOE, DEV] * 2
    starts = [guild.act(actions.open_meeting, new=new_meeting(f"by {person}", person)) for person in people]
    ends = await asyncio.gather(*starts, return_exceptions=True)
    opened = [end for end in ends if isinstance(end, str)]
    refused = [end.meeting for end in ends if isinstance(end, MeetingRunning)]
    assert len(opened) == 1
    assert refused == opened * (len(people) - 1)
    assert len(await guild.messages(BOARD.name)) == 1


@pytest.mark.at_once
async def test_of_many_that_queue_in_the_instant_of_the_end_each_opens_once_and_all_in_turn(guild: Guild) -> None:
    people = [PersonId(f"U0{number}") for number in range(6)]
    seconds = [await guild.offer(person, person) for person in people]
    running = await guild.open()
    queueing = [
        guild.act(actions.queue_meeting, queued_meeting=second, person=who) for second, who in zip(seconds, people, strict=True)
    ]
    await asyncio.gather(*queueing[:3], guild.end(running), guild.tick.run(), *queueing[3:])
    opened = []
    for _ in people:
        await guild.tick.run()
        found = await guild.running()
        assert found is not None
        opened.append(found.title)
        await guild.end(found.id)
    await guild.tick.run()
    assert sorted(opened) == sorted(people)
    assert await guild.running() is None


async def test_a_series_and_a_queued_meeting_of_the_same_instant_open_one_meeting_and_then_the_other(guild: Guild) -> None:
    daily = Recurrence("FREQ=DAILY;COUNT=1", datetime(2026, 12, 1, 11, 10), "Europe/Madrid")
    named = {"title": "Series", "settings": Settings(), "recurrence": daily}
    await guild.act(recurring.save_series, channel=GUILD, host=ANA, **named)
    running = await guild.open()
    second = await guild.queue()
    guild.clock.advance(minutes(10))
    await guild.end(running)
    await guild.tick.run()
    assert len(await guild.messages(BOARD.name)) == 2
    first = await guild.running()
    assert first is not None
    await guild.end(first.id)
    await pass_until(guild, TEN + minutes(12))
    last = await guild.running()
    assert last is not None
    assert {first.title, last.title} == {"Retro", "Series"}
    assert (await guild.second(second)).state is QueuedMeetingState.OPENED


async def test_a_start_that_comes_between_the_look_and_the_opening_is_waited_for(guild: Guild) -> None:
    second = await guild.offer()
    await guild.open("Quick", DEV)

    def queue_late(unit: Unit) -> str | None:
        return actions.queue_meeting(Late(unit), queued_meeting=second, person=BEN)

    assert await guild.act(queue_late) == "Quick"
    assert (await guild.second(second)).state is QueuedMeetingState.QUEUED
    await guild.tick.run()
    assert await guild.title() == "Quick"
    assert [subject for subject, _ in await guild.alarms(WAITED_TOO_LONG.name)] == [second]


async def test_a_start_that_meets_a_meeting_which_has_just_ended_tries_again(guild: Guild) -> None:
    running = await guild.open()

    def open_late(unit: Unit) -> MeetingId:
        return actions.open_meeting(Late(unit), new=new_meeting("Retro", BEN))

    with pytest.raises(MeetingRunning) as refused:
        await guild.act(open_late)
    assert refused.value.meeting == running


async def test_a_turn_into_which_a_start_comes_is_left_to_that_ones_end(guild: Guild) -> None:
    running = await guild.open()
    second = await guild.queue()

    def turn_late(unit: Unit) -> None:
        actions.take_turn(Late(unit), queued_meeting=second)

    await guild.act(turn_late)
    assert (await guild.second(second)).state is QueuedMeetingState.QUEUED
    await guild.end(running)
    await guild.tick.run()
    assert await guild.title() == "Retro"


async def test_a_refused_title_is_not_kept(guild: Guild) -> None:
    with pytest.raises(Refusal):
        await guild.offer("")
    assert await guild.store.read(plans, guild.workspace) == 0


async def test_the_turn_of_a_plan_that_was_dropped_after_an_outage_goes_to_the_next(guild: Guild) -> None:
    running = await guild.open()
    stale = await guild.queue("Retro", BEN)
    guild.clock.advance(7 * HOUR)
    await guild.queue("Demo", CHLOE)
    await guild.end(running)
    guild.clock.advance(2 * HOUR)  # nobody was alive to ring the turn
    await guild.tick.run()
    assert (await guild.second(stale)).state is QueuedMeetingState.DROPPED
    assert await guild.title() == "Demo"
