"""The machine's time is set by an hour while a meeting runs: it goes on as it was, and nobody is credited for the hour."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import bindparam, select

from bot.core.clock import MovableClock, SetClock
from bot.core.ids import CountedIds, MeetingId, WorkspaceId
from bot.core.monotonic import HeldClock
from bot.delivery.tables import MessageRow
from bot.features.lean_coffee import FEATURE, alarms
from bot.features.lean_coffee.kinds import BOARD
from bot.features.lean_coffee.rules import apply, settings
from bot.features.lean_coffee.rules.agenda import set_by
from bot.features.lean_coffee.rules.meeting import COURSE
from bot.features.lean_coffee.rules.stages import Stage, VerdictOutcome
from bot.features.lean_coffee.rules.values import Ballot, Meeting, Merge, Proposal, Settings, Tally, Verdict, Wishes
from bot.features.lean_coffee.store import meetings
from bot.features.lean_coffee.store.record import MOVES_WITH_THE_CLOCK as OWN
from bot.features.lean_coffee.tables import CourseRow
from bot.meetings.rules import outages
from bot.meetings.rules.values import Closing, NewMeeting
from bot.meetings.store.record import MOVES_WITH_THE_CLOCK as OF_ANY
from bot.meetings.tables import MeetingRow
from bot.presence.rules import minutes_present
from bot.presence.store import segments
from bot.schedule.clockwork import Clockwork
from bot.schedule.heartbeat import Heartbeat
from bot.schedule.recurrence import Recurrence
from bot.schedule.tick import Tick
from bot.series import store as series_store
from bot.store.base import Instant, in_workspace
from bot.store.errors import StoreUnavailable
from bot.store.opening import open_store
from bot.store.unit import Read, RunningStore
from bot.teams import store as teams
from tests.fakes.logs import capture_logs
from tests.fakes.passing import walk
from tests.features.lean_coffee import recurring
from tests.features.lean_coffee import verbs as actions
from tests.features.lean_coffee.scene import ANA, BEN, GUILD, TEN, minutes, topic
from tests.features.lean_coffee.scene import talking as talks
from tests.features.tables import alarms_anew

HOUR = timedelta(hours=1)
_WANTED = select(MessageRow.wanted).where(
    MessageRow.workspace == in_workspace(), MessageRow.screen == BOARD.name, MessageRow.subject == bindparam("subject")
)
BOTH = pytest.mark.parametrize("by", [HOUR, -HOUR, timedelta(days=2)])


class Machine:
    """One replica on a machine whose clock somebody sets."""

    def __init__(self, url: str, workspace: WorkspaceId) -> None:
        self.real, self.seconds, self.workspace = SetClock(TEN), 0.0, workspace
        self.held = HeldClock(self.real, lambda: self.seconds)
        self.clock = MovableClock(self.held)
        self.store: RunningStore = open_store(
            url, clock=self.clock, real=self.real, ids=CountedIds(), answers={}, on_commit=lambda rooms: None, connections=2
        )
        self.heard: list[timedelta] = []
        heartbeat = Heartbeat(
            self.store,
            "only",
            real=self.real,
            monotonic=lambda: self.seconds,
            workspaces=teams.served,
            told={"lean_coffee": alarms.after_outage},
            moved={"lean_coffee": alarms.after_jump},
        )
        self.tick = Tick(self.store, alarms_anew([FEATURE]), clock=self.clock, real=self.real)
        self.clockwork = Clockwork(self.tick, heartbeat, _nothing, real=self.real, held=self.held, jumped=self.heard.append)

    async def act(self, action: Any, **named: Any) -> Any:
        return await self.store.write(action, self.workspace, None, **named)

    async def passes(self, span: timedelta) -> None:
        """Let time pass with a look and a pulse every few seconds."""
        end = self.seconds + span.total_seconds()
        while self.seconds < end:
            step = min(8.0, end - self.seconds)
            self._advance(timedelta(seconds=step))
            await self.looks()

    async def walks(self, span: timedelta) -> None:
        """Let time pass from alarm to alarm, without a pulse."""
        await walk(
            self.clock.now() + span,
            next_due=self.tick.next_due,
            ring=lambda due: self.tick.run(),
            move=lambda to: self._advance(to - self.clock.now()),
        )
        await self.tick.run()

    def _advance(self, span: timedelta) -> None:
        self.seconds += span.total_seconds()
        self.real.advance(span)

    async def looks(self) -> None:
        await self.clockwork._look()
        await self.clockwork._beat()

    async def meeting(self, meeting: MeetingId) -> Meeting:
        found = await self.store.read(meetings.meeting, self.workspace, meeting)
        assert found is not None
        return found


async def _nothing() -> None:
    """Clean nothing."""


@pytest.fixture
async def machine(database_url: str, workspace: WorkspaceId) -> AsyncIterator[Machine]:
    it = Machine(database_url, workspace)
    await it.store.start()
    await it.act(teams.keep_workspace, name="Guild", domain="guild", bot_user=ANA)
    await it.clockwork._beat()
    yield it
    await it.store.stop()


async def voting(machine: Machine) -> MeetingId:
    """Have Ana and Ben vote; both have sent a ballot."""
    await machine.act(actions.propose_topic, proposal=Proposal(GUILD, BEN, "one"))
    await machine.act(actions.propose_topic, proposal=Proposal(GUILD, BEN, "two"))
    new = NewMeeting(GUILD, "Guild", ANA, "Europe/Madrid", settings.settle(Wishes()))
    meeting: MeetingId = await machine.act(actions.open_meeting, new=new)
    await machine.act(actions.check_in, meeting=meeting, person=BEN)
    await machine.act(actions.open_vote, meeting=meeting, phase=1, person=ANA)
    state = await machine.meeting(meeting)
    dots = (state.topics[0].id, state.topics[1].id)
    for voter in (ANA, BEN):
        await machine.act(actions.cast_ballot, meeting=meeting, phase=state.phase, voter=voter, dots=dots)
    return meeting


async def talking(machine: Machine) -> MeetingId:
    """Have Ana and Ben talk for two minutes of a box of five, with a vote behind them."""
    meeting = await voting(machine)
    phase = (await machine.meeting(meeting)).phase
    await machine.act(actions.close_vote, meeting=meeting, phase=phase, person=ANA)
    await machine.passes(minutes(2))
    assert (await machine.meeting(meeting)).stage is Stage.DISCUSSING
    return meeting


def times_wanted(read: Read, meeting: MeetingId) -> int:
    """Return how often the board of a meeting was to be drawn."""
    row = read.row(_WANTED, {"subject": meeting})
    assert row is not None
    return int(row.wanted)


def rest(meeting: Meeting, now: datetime) -> tuple[timedelta, timedelta]:
    """Return what is left of the box and of the meeting."""
    assert meeting.due is not None
    return meeting.due - now, meeting.planned_end - now


@BOTH
async def test_a_meeting_has_as_much_time_left_as_before_and_is_not_called_an_outage(machine: Machine, by: timedelta) -> None:
    meeting = await talking(machine)
    left = rest(await machine.meeting(meeting), machine.clock.now())
    machine.real.advance(by)
    with capture_logs() as logged:
        await machine.looks()
    state = await machine.meeting(meeting)
    assert (rest(state, machine.clock.now()), state.outage, machine.clock.now()) == (left, None, machine.real.now())
    said = [line for line in logged if line["event"] == "the machine's time was set"]
    assert [line["seconds"] for line in said] == [by.total_seconds()]
    assert machine.heard == [by]
    await machine.walks(minutes(60))
    closed = await machine.meeting(meeting)
    assert closed.closed is not None
    assert closed.how is not Closing.AFTER_OUTAGE
    assert closed.closed - closed.opened <= minutes(60)


@BOTH
async def test_a_vote_closes_as_long_after_its_last_ballot_as_before(machine: Machine, by: timedelta) -> None:
    meeting = await voting(machine)
    at = [ballot.at + by for ballot in (await machine.meeting(meeting)).ballots]
    wake = COURSE.wakes_at(await machine.meeting(meeting))
    machine.real.advance(by)
    await machine.looks()
    state = await machine.meeting(meeting)
    assert wake is not None
    assert (state.stage, [ballot.at for ballot in state.ballots]) == (Stage.VOTING, at)
    assert COURSE.wakes_at(state) == wake + by


@BOTH
async def test_who_was_there_has_the_minutes_that_really_passed(machine: Machine, by: timedelta) -> None:
    meeting = await talking(machine)
    machine.real.advance(by)
    await machine.looks()
    await machine.walks(minutes(60))
    closed = await machine.meeting(meeting)
    assert closed.closed is not None
    there = await machine.store.read(segments, machine.workspace, meeting)
    assert minutes_present(there[BEN], closed.opened, closed.closed) == (closed.closed - closed.opened) // minutes(1)
    assert closed.closed - closed.opened < HOUR


async def test_who_presses_before_the_bot_has_noticed_closes_nothing(machine: Machine) -> None:
    meeting = await talking(machine)
    machine.real.advance(HOUR)
    await machine.act(actions.check_in, meeting=meeting, person=ANA)
    state = await machine.meeting(meeting)
    assert (state.stage, machine.clock.now()) == (Stage.DISCUSSING, machine.real.now() - HOUR)


async def test_the_board_is_drawn_once_more_when_the_clock_is_followed(machine: Machine) -> None:
    """What was drawn while its instants moved ahead of a clock that was to follow told a time left that is an hour off."""
    meeting = await talking(machine)
    before = await machine.store.read(times_wanted, machine.workspace, meeting)
    machine.real.advance(HOUR)
    await machine.looks()
    assert await machine.store.read(times_wanted, machine.workspace, meeting) == before + 2


async def test_forward_and_back_again_leaves_all_as_it_was(machine: Machine) -> None:
    meeting = await talking(machine)
    before = await machine.meeting(meeting)
    for by in (HOUR, -HOUR):
        machine.real.advance(by)
        await machine.looks()
    after = await machine.meeting(meeting)
    assert (after.opened, after.planned_end, after.due) == (before.opened, before.planned_end, before.due)


@pytest.mark.parametrize("by", [HOUR, -HOUR])
async def test_a_database_that_is_away_meanwhile_is_told_when_it_is_back_and_once(machine: Machine, by: timedelta) -> None:
    meeting = await talking(machine)
    left = rest(await machine.meeting(meeting), machine.clock.now())
    machine.real.advance(by)
    write, tries = machine.store.write, iter(range(9))

    async def away(*args: Any, **named: Any) -> Any:
        if next(tries):  # whose it is has been asked; nothing is moved
            raise StoreUnavailable("away")
        return await write(*args, **named)

    machine.store.write = away  # type: ignore[method-assign]
    await machine.clockwork._look()
    machine.store.write = write  # type: ignore[method-assign]
    await machine.looks()
    await machine.looks()
    assert rest(await machine.meeting(meeting), machine.clock.now()) == left


async def test_what_waits_for_a_channel_looks_again_when_the_clock_is_set_back(machine: Machine) -> None:
    new = NewMeeting(GUILD, "Longer", ANA, "Europe/Madrid", settings.settle(Wishes()))
    daily = Recurrence("FREQ=DAILY", datetime(2026, 12, 1, 11, 2), "Europe/Madrid")
    named: dict[str, Any] = {"channel": GUILD, "host": ANA, "title": "Guild", "settings": Settings(), "recurrence": daily}
    series = await machine.act(recurring.save_series, **named)
    running = await machine.act(actions.open_meeting, new=new)
    await machine.passes(minutes(2.5))
    machine.real.advance(-HOUR)
    await machine.looks()
    await machine.act(actions.cancel_meeting, meeting=running, phase=(await machine.meeting(running)).phase, person=ANA)
    await machine.walks(HOUR - minutes(1))
    assert await machine.store.read(series_store.last_meeting_of, machine.workspace, series) is None
    await machine.walks(minutes(2))
    assert await machine.store.read(series_store.last_meeting_of, machine.workspace, series) is not None


@BOTH
def test_every_instant_of_a_meeting_moves_and_no_span(by: timedelta) -> None:
    scene = talks("one", "two")
    before = scene.meeting
    moved = apply.applied(before, outages.follow_clock(before, by=by))
    assert (moved.opened, moved.planned_end, moved.began) == (before.opened + by, before.planned_end + by, before.began + by)
    assert [one.opened and one.opened - by for one in moved.topics] == [one.opened for one in before.topics]
    assert outages.follow_clock(scene.to_the_end().meeting, by=by) == ()


def test_when_two_topics_became_one_moves_along() -> None:
    merged = replace(topic("one"), merge=Merge(ANA, TEN))
    assert set_by(merged, timedelta(hours=1)).merge == Merge(ANA, TEN + timedelta(hours=1))
    assert set_by(topic("one"), timedelta(hours=1)).merge is None


def test_no_instant_of_an_open_meeting_is_left_behind() -> None:
    """Whoever adds a column, or keeps a value with an instant, has it moved, too."""
    for table, moves in ((MeetingRow, OF_ANY), (CourseRow, OWN)):
        written = {column.name for column in table.__table__.c if isinstance(column.type, Instant)} - {"closed"}
        assert {column.key for column in moves} == written
    scene, by = talks("one", "two"), timedelta(hours=1)
    moved = apply.applied(scene.meeting, outages.follow_clock(scene.meeting, by=by))
    for name, value in vars(scene.meeting).items():
        if isinstance(value, datetime):
            assert getattr(moved, name) == value + by, name
    verdict = Verdict(scene.meeting.topics[0].id, Tally(), VerdictOutcome.NEXT, TEN)
    voted = replace(scene.meeting, ballots=(Ballot(BEN, (), TEN),), verdict=verdict)
    moved = apply.applied(voted, outages.follow_clock(voted, by=by))
    assert (moved.ballots[0].at, moved.verdict and moved.verdict.at) == (TEN + by, TEN + by)
