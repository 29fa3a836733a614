"""The ceremony that a document builds is held in this room: it opens, falls due, is steered, waits beside others, and earns minutes."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.core.clock import SetClock
from bot.core.facts import AttendanceCorrected, MeetingClosed
from bot.core.ids import MeetingId, PersonId, WorkspaceId
from bot.features.lean_coffee.actions.course import CEREMONY as COFFEE
from bot.meetings import actions, alarms, hosting, queue, screens
from bot.meetings.ceremony import Ceremony
from bot.meetings.rules.refusals import MeetingRunning, NoMeeting, NotHere, NotHost, NotNow, QueuedMeetingGone, Stale
from bot.meetings.rules.roster import Word
from bot.meetings.rules.values import Closing, Meeting, NewMeeting, Settings, Steered
from bot.meetings.store import meetings as kept
from bot.meetings.store import queued
from bot.presence.store import attended
from bot.schedule.heartbeat import Outage
from bot.schedule.tick import Tick
from bot.slack.surfaces import Message
from bot.store.transaction import Answering
from bot.store.unit import RunningStore, Unit
from bot.words.words import words_for
from tests.adding_a_ceremony.assembled import roll_call
from tests.fakes.payloads import render
from tests.features.desk import elements_of, text_of
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, GUILD, TEN, minutes, seconds
from tests.meetings.queued_meetings import alarms_set, messages, new_meeting

PLAN = NewMeeting(GUILD, "Monday", ANA, "Europe/Madrid", Settings(minutes(15)))
CEREMONY: Ceremony[Any] = roll_call("actions").CEREMONY
NAMING, Stage = CEREMONY.naming, roll_call("rules").Stage
SCREENS = roll_call("screens").SCREENS
ENGLISH = words_for("en-GB", "UTC").to_all()


@pytest.fixture
def told() -> list[Any]:
    return []


@pytest.fixture
def answers(told: list[Any]) -> Answering:
    def hear(unit: Unit, fact: Any) -> None:
        told.append(fact)

    return {MeetingClosed: [hear], AttendanceCorrected: [hear]}


class Hall:
    """A channel in which rolls are called."""

    def __init__(self, store: RunningStore, workspace: WorkspaceId, clock: SetClock, real: SetClock) -> None:
        clock.instant = real.instant = TEN
        self.store, self.workspace, self.clock, self.real = store, workspace, clock, real
        self.tick = Tick(store, {**alarms.alarms(CEREMONY), **alarms.alarms(COFFEE)}, clock=clock, real=real)

    async def act(self, action: Any, **named: Any) -> Any:
        return await self.store.write(action, self.workspace, None, **named)

    async def does(self, action: Any, **named: Any) -> Any:
        return await self.act(action, ceremony=CEREMONY, **named)

    async def open(self, *people: PersonId, **more: Any) -> MeetingId:
        meeting: MeetingId = await self.does(actions.open_meeting, new=PLAN, **more)
        for person in people:
            await self.does(actions.check_in, meeting=meeting, person=person)
        return meeting

    async def state(self, meeting: MeetingId) -> Meeting:
        found = await self.store.read(CEREMONY.find, self.workspace, meeting)
        assert found is not None
        return found

    async def at(self, moment: datetime) -> None:
        self.clock.instant = self.real.instant = moment
        await self.tick.run()

    async def alarms(self) -> dict[str, datetime]:
        return {row.kind: row.due for row in await self.store.read(alarms_set, self.workspace)}

    async def shows(self, screen: Any, subject: str) -> Message:
        found = await self.store.read(SCREENS[screen], self.workspace, subject, ENGLISH)
        assert isinstance(found, Message)
        return found

    async def posted(self) -> set[str]:
        return {row.screen for row in await self.store.read(messages, self.workspace)}


@pytest.fixture
def hall(store: RunningStore, workspace: WorkspaceId, clock: SetClock, real: SetClock) -> Hall:
    return Hall(store, workspace, clock, real)


async def test_it_opens_falls_due_and_ends_with_minutes_for_who_was_there(hall: Hall, told: list[Any]) -> None:
    meeting = await hall.open(BEN)
    opened = await hall.state(meeting)
    assert (opened.stage, opened.phase, opened.due, opened.here) == (Stage.CALLING, 1, TEN + minutes(2), frozenset([ANA, BEN]))
    assert await hall.alarms() == {"roll_call:deadline": TEN + minutes(2), "roll_call:redraw": TEN + minutes(1)}
    await hall.at(TEN + minutes(2))
    assert (await hall.state(meeting)).stage is Stage.COUNTED
    await hall.at(TEN + minutes(15))
    closed = await hall.state(meeting)
    assert (closed.stage, closed.phase, closed.how, closed.closed) == (Stage.CLOSED, 3, Closing.DONE, TEN + minutes(15))
    assert (closed.here, closed.came) == (frozenset[PersonId](), frozenset([ANA, BEN]))
    fact = MeetingClosed(meeting, "Monday", "Roll call", GUILD, ANA, TEN, TEN + minutes(15), "Europe/Madrid")
    assert told == [fact]
    assert await hall.posted() == {"roll_call:board", "roll_call:roster"}
    assert await hall.alarms() == {}


async def test_it_closes_quietly_where_one_person_came(hall: Hall, told: list[Any]) -> None:
    meeting = await hall.open()
    await hall.at(TEN + minutes(15))
    assert (await hall.state(meeting)).how is Closing.QUIET
    assert told == []


async def test_its_verb_is_for_who_is_here_in_the_phase_and_the_stage(hall: Hall) -> None:
    meeting = await hall.open(BEN)
    verb = {"verb": "count", "meeting": meeting}
    with pytest.raises(NotHere):
        await hall.does(actions.steer, **verb, phase=1, person=CHLOE)
    await hall.does(actions.steer, **verb, phase=1, person=BEN)
    counted = await hall.state(meeting)
    assert (counted.stage, counted.steered) == (Stage.COUNTED, Steered(BEN, "counted", TEN))
    with pytest.raises(Stale):
        await hall.does(actions.steer, **verb, phase=1, person=BEN)
    with pytest.raises(NotNow):
        await hall.does(actions.steer, **verb, phase=2, person=BEN)


async def test_people_come_and_go_and_the_host_is_followed(hall: Hall) -> None:
    meeting = await hall.open(BEN)
    assert not await hall.does(actions.check_in, meeting=meeting, person=BEN)
    assert await hall.does(actions.leave, meeting=meeting, person=ANA)
    hall.clock.advance(seconds(30))
    await hall.does(hosting.take_over_host, meeting=meeting, person=BEN)
    found = await hall.state(meeting)
    assert (found.host, found.here, found.regrouped) == (BEN, frozenset([BEN]), TEN + seconds(30))
    assert "somebody hosts now." in text_of(render(await hall.shows(CEREMONY.kinds.board, meeting)))
    with pytest.raises(NotHost):
        await hall.does(actions.cancel_meeting, meeting=meeting, phase=1, person=ANA)
    await hall.does(actions.cancel_meeting, meeting=meeting, phase=1, person=BEN)
    assert (await hall.state(meeting)).how is Closing.CANCELLED


async def test_of_a_lane_one_meeting_is_open_whatever_the_ceremony(hall: Hall) -> None:
    coffee = await hall.act(actions.open_meeting, ceremony=COFFEE, new=new_meeting("Platform guild", ANA))
    with pytest.raises(MeetingRunning) as refused:
        await hall.open()
    assert refused.value.meeting == coffee
    assert await hall.store.read(kept.open_meetings_in, hall.workspace, GUILD, "roll_call") == ()
    with pytest.raises(NoMeeting):
        await hall.does(actions.check_in, meeting=coffee, person=BEN)
    with pytest.raises(NoMeeting):
        await hall.does(actions.move_board, channel=GUILD)


async def test_it_waits_for_the_end_of_another_ceremonys_meeting_and_that_for_its_own(hall: Hall) -> None:
    coffee = await hall.act(actions.open_meeting, ceremony=COFFEE, new=new_meeting("Platform guild", ANA))
    mine = await hall.does(queue.offer_second_meeting, new=PLAN)
    assert await hall.does(queue.queue_meeting, queued_meeting=mine, person=ANA) == "Platform guild"
    later = await hall.act(queue.offer_second_meeting, ceremony=COFFEE, new=new_meeting("Retro", BEN))
    assert await hall.act(queue.queue_meeting, ceremony=COFFEE, queued_meeting=later, person=BEN) == "Platform guild"
    with pytest.raises(QueuedMeetingGone):
        await hall.act(queue.queue_meeting, ceremony=COFFEE, queued_meeting=mine, person=ANA)
    assert [one.id for one in await hall.store.read(queued.queued_by, hall.workspace, CEREMONY, ANA)] == [mine]
    await hall.act(actions.cancel_meeting, ceremony=COFFEE, meeting=coffee, phase=1, person=ANA)
    await hall.at(TEN)
    running = await hall.store.read(kept.open_meeting_of, hall.workspace, GUILD)
    assert running is not None
    called = await hall.state(running)
    assert (called.title, called.host, called.planned_end, called.here) == ("Monday", ANA, TEN + minutes(15), frozenset())
    await hall.does(actions.cancel_meeting, meeting=running, phase=1, person=ANA)
    await hall.at(TEN)
    last = await hall.store.read(kept.open_meeting_of, hall.workspace, GUILD)
    assert last is not None
    assert await hall.store.read(kept.head, hall.workspace, last) == kept.Head(last, "lean_coffee", "Retro", is_open=True)


async def test_beside_another_it_runs_in_a_thread(hall: Hall) -> None:
    await hall.act(actions.open_meeting, ceremony=COFFEE, new=new_meeting("Platform guild", ANA))
    mine = await hall.does(queue.offer_second_meeting, new=PLAN)
    meeting = await hall.does(queue.open_in_thread, queued_meeting=mine, person=ANA)
    assert (await hall.state(meeting)).in_thread
    anchor = text_of(render(await hall.shows(CEREMONY.kinds.anchor, meeting)))
    assert anchor.startswith("📋 *Monday*: a roll call in this thread, host")
    assert await hall.store.read(kept.open_meetings_in, hall.workspace, GUILD, "roll_call") == (meeting,)
    assert await hall.does(actions.move_board, channel=GUILD) == (meeting,)


async def test_an_outage_gives_its_time_back_and_a_clock_that_is_set_moves_it(hall: Hall) -> None:
    meeting = await hall.open(BEN)
    hall.clock.instant = hall.real.instant = TEN + minutes(3)
    await hall.act(alarms.after_outage(CEREMONY), outage=Outage(TEN + minutes(1), TEN + minutes(3)))
    bridged = await hall.state(meeting)
    assert (bridged.due, bridged.planned_end) == (TEN + minutes(4), TEN + minutes(15))
    await hall.act(alarms.after_jump(CEREMONY), by=timedelta(hours=1))
    moved = await hall.state(meeting)
    assert (moved.opened, moved.due, moved.planned_end) == tuple(TEN + minutes(60 + at) for at in (0, 4, 15))
    assert moved.outage is not None
    assert moved.outage.ended == TEN + minutes(63)


async def test_one_that_nobody_ends_closes_by_itself_and_counts_until_its_planned_end(hall: Hall, told: list[Any]) -> None:
    meeting = await hall.open(BEN)
    await hall.at(TEN + minutes(40))
    closed = await hall.state(meeting)
    assert (closed.how, closed.closed, closed.began) == (Closing.LEFT_OPEN, TEN + minutes(15), TEN + minutes(40))
    assert [fact.ended for fact in told] == [TEN + minutes(15)]


async def test_away_past_its_end_it_closes_with_what_was_until_then(hall: Hall, told: list[Any]) -> None:
    meeting = await hall.open(BEN)
    hall.clock.instant = hall.real.instant = TEN + minutes(40)
    await hall.act(alarms.after_outage(CEREMONY), outage=Outage(TEN + minutes(1), TEN + minutes(40)))
    closed = await hall.state(meeting)
    assert (closed.how, closed.closed) == (Closing.AFTER_OUTAGE, TEN + minutes(15))
    assert [fact.ended for fact in told] == [TEN + minutes(15)]


async def test_its_host_corrects_who_was_there(hall: Hall, told: list[Any]) -> None:
    meeting = await hall.open(BEN)
    stated = {"meeting": meeting, "word": Word({CHLOE: 15}, {}, "was on the call")}
    with pytest.raises(NotNow):
        await hall.does(actions.state_roster, person=ANA, **stated)
    await hall.at(TEN + minutes(2))
    await hall.at(TEN + minutes(15))
    await hall.does(actions.state_roster, person=ANA, **stated)
    assert told[-1] == AttendanceCorrected(meeting, CHLOE)
    assert await hall.store.read(attended, hall.workspace, meeting) == {ANA, BEN, CHLOE}
    assert "15 min  ·  _corrected_" in text_of(render(await hall.shows(CEREMONY.kinds.roster, meeting)))


async def test_all_that_its_board_draws_is_listened_to(hall: Hall) -> None:
    meeting = await hall.open(BEN)
    heard = {*roll_call("listeners").CLICKS, *roll_call("listeners").FORMS}
    for moment in (TEN, TEN + minutes(2)):
        await hall.at(moment)
        drawn = elements_of(render(await hall.shows(CEREMONY.kinds.board, meeting)))
        assert {element["action_id"] for element in drawn} <= heard
    assert {name.partition(":")[0] for name in heard} == {NAMING.name}


async def test_where_its_channel_takes_no_message_its_host_is_told(hall: Hall, workspace: WorkspaceId) -> None:
    meeting = await hall.open(BEN)
    owned = await hall.store.read(lambda read: screens.owner(CEREMONY)(read, CEREMONY.kinds.board, meeting), workspace)
    assert owned is not None
    assert (owned.person, owned.channel, owned.title) == (ANA, GUILD, "Monday")
    await hall.at(TEN + minutes(2))
    await hall.at(TEN + minutes(15))
    drawn = text_of(render(await hall.shows(CEREMONY.kinds.summary, meeting)))
    assert f"I could not post this in <#{GUILD}>" in drawn
