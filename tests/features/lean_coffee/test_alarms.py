"""What falls due in Lean Coffee, rung by the real tick on real databases."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import select

from bot.core.clock import SetClock
from bot.core.ids import MeetingId, OccurrenceId, PersonId, SeriesId, WorkspaceId
from bot.delivery.tables import MessageRow
from bot.features.lean_coffee import FEATURE, alarms
from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.kinds import BOARD, DEADLINE
from bot.features.lean_coffee.rules import settings, topics
from bot.features.lean_coffee.rules.stages import Choice, Column, Stage
from bot.features.lean_coffee.rules.values import Meeting, Proposal, Settings, Wishes
from bot.features.lean_coffee.store import meetings
from bot.meetings.rules import values
from bot.meetings.rules.refusals import Stale
from bot.meetings.rules.values import Closing, NewMeeting
from bot.meetings.store.meetings import lock
from bot.meetings.tables import MeetingRow
from bot.schedule.alarms import Alarm
from bot.schedule.heartbeat import Outage
from bot.schedule.recurrence import Recurrence
from bot.schedule.tick import Tick
from bot.series import store as series_store
from bot.series.rules import NoSuchOccurrence, NoSuchSeries, NotHeld, NotOwner, SeriesEnded, SeriesState
from bot.store.base import in_workspace
from bot.store.unit import Read, RunningStore, Unit
from tests.fakes.passing import move_to, pass_until
from tests.fakes.until import until
from tests.features.lean_coffee import recurring
from tests.features.lean_coffee import verbs as actions
from tests.features.lean_coffee.recurring import ANNOUNCEMENT, MISSED, REMINDER
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD, TEN, minutes, seconds
from tests.features.tables import alarms_anew

_MESSAGES = select(
    MessageRow.screen, MessageRow.subject, MessageRow.place_id, MessageRow.wanted, MessageRow.bottom, MessageRow.state
).where(MessageRow.workspace == in_workspace())
_REVISION = select(MeetingRow.revision).where(MeetingRow.workspace == in_workspace())
LOCKS_WAITED_FOR = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
THURSDAYS = Recurrence("FREQ=MONTHLY;BYDAY=1TH", datetime(2026, 12, 3, 15), "Europe/Madrid")
FIRST = datetime(2026, 12, 3, 14, tzinfo=UTC)
SECOND = datetime(2027, 1, 7, 14, tzinfo=UTC)


def messages(read: Read) -> list[Any]:
    return list(read.rows(_MESSAGES))


class Guild:
    """A channel whose alarms ring while time passes."""

    def __init__(self, store: RunningStore, workspace: WorkspaceId, clock: SetClock, real: SetClock) -> None:
        self.store = store
        self.workspace = workspace
        self.clock = clock
        self.real = real
        self.tick = Tick(store, alarms_anew([FEATURE]), clock=clock, real=real)

    async def act(self, action: Any, **named: Any) -> Any:
        return await self.store.write(action, self.workspace, None, **named)

    async def open(self, *here: PersonId, wishes: Wishes | None = None) -> MeetingId:
        new = NewMeeting(GUILD, "Platform guild", ANA, "Europe/Madrid", settings.settle(wishes or Wishes()))
        meeting: MeetingId = await self.act(actions.open_meeting, new=new)
        for person in here:
            await self.act(actions.check_in, meeting=meeting, person=person)
        return meeting

    async def propose(self, title: str) -> None:
        await self.act(actions.propose_topic, proposal=Proposal(GUILD, BEN, title))

    async def gives_dots(self, meeting: MeetingId) -> None:
        """Give one dot of Ben's to each of the first topics; the others here are still waited for."""
        state = await self.state(meeting)
        dots = tuple(found.id for found in topics.to_vote_on(state)[: state.dots])
        await self.act(actions.cast_ballot, meeting=meeting, phase=state.phase, voter=BEN, dots=dots)

    async def state(self, meeting: MeetingId) -> Meeting:
        found = await self.store.read(meetings.meeting, self.workspace, meeting)
        assert found is not None
        return found

    async def running(self) -> Meeting:
        found = await self.store.read(meetings.open_meeting_of, self.workspace, GUILD)
        assert found is not None
        return await self.state(found)

    async def messages(self, screen: str) -> list[Any]:
        return [row for row in await self.store.read(messages, self.workspace) if row.screen == screen and row.state == "live"]

    async def save_series(self, recurrence: Recurrence = THURSDAYS) -> SeriesId:
        named: dict[str, Any] = {
            "channel": GUILD,
            "host": ANA,
            "title": "Guild",
            "settings": Settings(),
            "recurrence": recurrence,
        }
        series: SeriesId = await self.act(recurring.save_series, **named)
        return series


@pytest.fixture
def guild(store: RunningStore, workspace: WorkspaceId, clock: SetClock, real: SetClock) -> Guild:
    clock.instant = real.instant = TEN
    return Guild(store, workspace, clock, real)


async def test_a_meeting_runs_from_the_first_topic_to_its_record_without_a_click(guild: Guild) -> None:
    for title in ("one", "two"):
        await guild.propose(title)
    meeting = await guild.open(BEN)
    await pass_until(guild, TEN + minutes(3))
    assert (await guild.state(meeting)).stage is Stage.VOTING
    await guild.gives_dots(meeting)
    await pass_until(guild, TEN + minutes(10))
    assert (await guild.state(meeting)).stage is Stage.THUMBS
    await pass_until(guild, TEN + minutes(60))
    state = await guild.state(meeting)
    assert (state.how, state.closed) == (Closing.DONE, TEN + minutes(47))


async def test_a_meeting_of_seconds_is_a_whole_meeting(guild: Guild) -> None:
    for title in ("one", "two"):
        await guild.propose(title)
    wishes = Wishes(length=minutes(3), collect=seconds(5), vote=seconds(15), box=seconds(20), thumbs=seconds(5))
    meeting = await guild.open(BEN, CHLOE, wishes=wishes)
    await pass_until(guild, TEN + seconds(5))
    await guild.gives_dots(meeting)
    await pass_until(guild, TEN + seconds(40))
    state = await guild.state(meeting)
    assert (state.stage, state.due) == (Stage.THUMBS, TEN + seconds(45))
    for person in (ANA, BEN):
        named = {"phase": state.phase, "person": person, "choice": Choice.MORE, "ts": "1.1"}
        await guild.act(actions.give_thumb, meeting=meeting, **named)
    await pass_until(guild, TEN + seconds(45))
    state = await guild.state(meeting)
    assert (state.stage, state.due) == (Stage.DISCUSSING, TEN + seconds(57))
    await pass_until(guild, TEN + minutes(5))
    assert (await guild.state(meeting)).how is Closing.DONE


async def test_the_remaining_minutes_are_redrawn_once_a_minute_and_nothing_ticks_by_the_second(guild: Guild) -> None:
    await guild.open(BEN)
    (before,) = await guild.messages(BOARD.name)
    await pass_until(guild, TEN + seconds(179))
    (after,) = await guild.messages(BOARD.name)
    assert after.wanted - before.wanted == 2
    assert after.bottom == before.bottom


async def test_an_alarm_that_rings_twice_or_early_changes_nothing(guild: Guild) -> None:
    await guild.propose("one")
    meeting = await guild.open(BEN)
    await pass_until(guild, TEN + minutes(3))
    before = await guild.state(meeting)
    for _ in range(2):
        await guild.act(actions.on_deadline, alarm=Alarm(DEADLINE, meeting, TEN, timedelta()))
    assert await guild.state(meeting) == before
    await guild.gives_dots(meeting)
    await pass_until(guild, TEN + minutes(5))
    assert (await guild.state(meeting)).stage is Stage.DISCUSSING


@pytest.mark.at_once
async def test_next_pressed_in_the_second_the_timer_fires_advances_one_topic(guild: Guild) -> None:
    for title in ("one", "two", "three"):
        await guild.propose(title)
    meeting = await guild.open(BEN)
    await pass_until(guild, TEN + minutes(3))
    await guild.gives_dots(meeting)
    await pass_until(guild, TEN + minutes(5))
    phase = (await guild.state(meeting)).phase
    move_to(guild, TEN + minutes(10))
    press = guild.act(actions.next_topic, meeting=meeting, phase=phase, person=BEN)
    answers = await asyncio.gather(press, guild.tick.run(), return_exceptions=True)
    state = await guild.state(meeting)
    discussed = [found for found in state.topics if found.column is Column.DISCUSSED]
    if isinstance(answers[0], Stale):
        assert (state.stage, discussed) == (Stage.THUMBS, [])
    else:
        assert (state.stage, len(discussed)) == (Stage.DISCUSSING, 1)


@pytest.mark.at_once
async def test_two_replicas_that_ring_the_same_alarm_advance_once(guild: Guild) -> None:
    await guild.propose("one")
    meeting = await guild.open(BEN)
    other = Tick(guild.store, alarms_anew([FEATURE]), clock=guild.clock, real=guild.real)
    move_to(guild, TEN + minutes(3))
    await asyncio.gather(guild.tick.run(), other.run())
    state = await guild.state(meeting)
    assert (state.stage, state.phase) == (Stage.VOTING, 2)


async def revision(guild: Guild) -> int:
    row = await guild.store.read(lambda read: read.row(_REVISION), guild.workspace)
    assert row is not None
    return int(row.revision)


@pytest.mark.parametrize("after", [minutes(1), minutes(3)])
async def test_an_alarm_locks_its_meeting_once(guild: Guild, after: timedelta) -> None:
    await guild.propose("one")
    await guild.open(BEN)
    before = await revision(guild)
    move_to(guild, TEN + after)
    rung = await guild.tick.run()
    assert (rung > 0, await revision(guild) - before) == (True, rung)


@pytest.mark.at_once
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_an_alarm_that_had_to_wait_for_its_meeting_sees_what_was_committed_meanwhile(
    guild: Guild, database_url: str
) -> None:
    await guild.propose("one")
    meeting = await guild.open()
    move_to(guild, TEN + minutes(3))
    held, goes_on = threading.Event(), threading.Event()

    def come(unit: Unit) -> None:
        lock(unit, meeting)
        held.set()
        assert goes_on.wait(30)
        actions.check_in(unit, meeting=meeting, person=BEN)

    with psycopg.connect(database_url, autocommit=True) as raw:
        coming = asyncio.create_task(guild.act(come))
        await until(held.is_set)
        ringing = asyncio.create_task(guild.tick.run())
        await until(lambda: raw.execute(LOCKS_WAITED_FOR).fetchone() != (0,))
        goes_on.set()
        await asyncio.gather(coming, ringing)
    assert (await guild.state(meeting)).stage is Stage.VOTING


async def test_an_outage_is_given_back_and_the_alarm_moves(guild: Guild) -> None:
    await guild.propose("one")
    meeting = await guild.open(BEN)
    await pass_until(guild, TEN + minutes(3))
    await guild.gives_dots(meeting)
    await pass_until(guild, TEN + minutes(9))
    move_to(guild, TEN + minutes(12))
    outage = Outage(guild.real.now() - minutes(3), guild.real.now())
    await guild.act(alarms.after_outage, outage=outage)
    await guild.tick.run()
    state = await guild.state(meeting)
    assert (state.stage, state.due) == (Stage.DISCUSSING, TEN + minutes(13))
    await pass_until(guild, TEN + minutes(13))
    assert (await guild.state(meeting)).stage is Stage.THUMBS


async def test_an_outage_is_told_in_real_time_and_counted_in_business_time(guild: Guild) -> None:
    await guild.propose("one")
    meeting = await guild.open(BEN)
    await pass_until(guild, TEN + minutes(9))
    guild.real.instant = datetime(2026, 6, 1, tzinfo=UTC)
    move_to(guild, TEN + minutes(12))
    await guild.act(alarms.after_outage, outage=Outage(guild.real.now() - minutes(3), guild.real.now()))
    state = await guild.state(meeting)
    assert state.outage == values.Outage(TEN + minutes(9), TEN + minutes(12), minutes(3))


async def test_away_past_the_planned_end_the_meeting_is_closed_and_says_so(guild: Guild) -> None:
    await guild.propose("one")
    meeting = await guild.open(BEN)
    await pass_until(guild, TEN + minutes(3))
    await guild.gives_dots(meeting)
    await pass_until(guild, TEN + minutes(9))
    move_to(guild, TEN + minutes(200))
    await guild.act(alarms.after_outage, outage=Outage(guild.real.now() - minutes(191), guild.real.now()))
    state = await guild.state(meeting)
    assert (state.how, state.closed) == (Closing.AFTER_OUTAGE, TEN + minutes(45))
    assert await guild.tick.next_due() is None


async def test_a_meeting_whose_alarm_failed_for_good_is_not_abandoned(guild: Guild) -> None:
    meeting = await guild.open(BEN)
    await pass_until(guild, TEN + minutes(1))
    await guild.act(actions.on_deadline_failed, alarm=Alarm(DEADLINE, meeting, TEN, timedelta()))
    assert await guild.tick.next_due(without=[CEREMONY.kinds.redraw]) == TEN + minutes(6)


async def test_a_series_announces_opens_closes_and_announces_the_next(guild: Guild) -> None:
    series = await guild.save_series()
    await guild.propose("waits for Thursday")
    await pass_until(guild, FIRST - timedelta(days=1))
    (announcement,) = await guild.messages(ANNOUNCEMENT.name)
    occurrence = OccurrenceId(announcement.subject)
    for person in (BEN, CHLOE):
        await guild.act(recurring.coming, occurrence=occurrence, person=person)
    await guild.act(recurring.coming, occurrence=occurrence, person=CHLOE)  # pressed again: not coming
    assert [one.id for one in await guild.store.read(recurring.coming_to, guild.workspace, BEN)] == [occurrence]
    await pass_until(guild, FIRST - minutes(10))
    assert sorted(row.place_id for row in await guild.messages(REMINDER.name)) == [ANA, BEN]
    await pass_until(guild, FIRST)
    meeting = await guild.running()
    assert [found.title for found in meeting.topics] == ["waits for Thursday"]
    assert (meeting.series, meeting.host, meeting.here, meeting.planned_end) == (series, ANA, frozenset(), FIRST + minutes(45))
    for person in (BEN, DEV):
        await guild.act(actions.check_in, meeting=meeting.id, person=person)
    await pass_until(guild, FIRST + minutes(60))
    assert (await guild.state(meeting.id)).how is Closing.DONE
    await pass_until(guild, SECOND - timedelta(days=1))
    assert len(await guild.messages(ANNOUNCEMENT.name)) == 2
    await pass_until(guild, SECOND)
    assert (await guild.running()).opened == SECOND


async def test_nobody_comes_to_what_has_begun_or_was_skipped(guild: Guild) -> None:
    series = await guild.save_series()
    await pass_until(guild, FIRST - minutes(20))
    (announcement,) = await guild.messages(ANNOUNCEMENT.name)
    occurrence = OccurrenceId(announcement.subject)
    await guild.act(recurring.skip_next, series=series, starts=FIRST, person=ANA)
    found = await guild.store.read(series_store.occurrence_named, guild.workspace, occurrence)
    assert found is not None
    assert found.skipped
    with pytest.raises(NotHeld):
        await guild.act(recurring.coming, occurrence=occurrence, person=BEN)
    await pass_until(guild, FIRST + minutes(1))
    assert await guild.store.read(meetings.open_meeting_of, guild.workspace, GUILD) is None
    await pass_until(guild, SECOND)
    assert (await guild.running()).series == series


async def test_a_paused_series_opens_nothing_until_it_is_resumed(guild: Guild) -> None:
    series = await guild.save_series()
    await pass_until(guild, FIRST - minutes(20))
    await guild.act(recurring.pause_series, series=series, person=ANA)
    (found,) = await guild.store.read(recurring.series_of, guild.workspace, GUILD)
    assert found.state is SeriesState.PAUSED
    (announcement,) = await guild.messages(ANNOUNCEMENT.name)
    called_off = await guild.store.read(series_store.occurrence_named, guild.workspace, OccurrenceId(announcement.subject))
    assert called_off is not None
    assert called_off.skipped
    await pass_until(guild, FIRST + minutes(1))
    assert await guild.store.read(meetings.open_meeting_of, guild.workspace, GUILD) is None
    await guild.act(recurring.resume_series, series=series, person=ANA)
    await pass_until(guild, SECOND)
    assert (await guild.running()).series == series


async def test_a_series_that_is_paused_and_resumed_before_its_hour_opens_all_the_same(guild: Guild) -> None:
    series = await guild.save_series()
    await pass_until(guild, FIRST - minutes(20))
    await guild.act(recurring.pause_series, series=series, person=ANA)
    await guild.act(recurring.resume_series, series=series, person=ANA)
    await pass_until(guild, FIRST)
    assert (await guild.running()).series == series


async def test_an_ended_series_is_gone_and_only_its_host_ends_it(guild: Guild) -> None:
    series = await guild.save_series()
    with pytest.raises(NotOwner):
        await guild.act(recurring.end_series, series=series, person=BEN)
    await guild.act(recurring.end_series, series=series, person=ANA)
    assert await guild.store.read(recurring.series_of, guild.workspace, GUILD) == ()
    with pytest.raises(SeriesEnded):
        await guild.act(recurring.resume_series, series=series, person=ANA)
    assert await guild.tick.next_due() is None


async def test_where_a_meeting_is_running_at_the_hour_the_series_waits_for_it(guild: Guild) -> None:
    series = await guild.save_series()
    await pass_until(guild, FIRST - minutes(2))
    running = await guild.open(BEN)
    await pass_until(guild, FIRST + minutes(3))
    assert (await guild.running()).id == running
    phase = (await guild.state(running)).phase
    await guild.act(actions.cancel_meeting, meeting=running, phase=phase, person=ANA)
    await pass_until(guild, FIRST + minutes(4))
    meeting = await guild.running()
    assert (meeting.series, meeting.planned_end) == (series, FIRST + minutes(45))


async def test_a_meeting_that_could_not_open_in_time_is_told_to_the_host(guild: Guild) -> None:
    await guild.save_series()
    await pass_until(guild, FIRST - minutes(2))
    await guild.open(BEN, wishes=Wishes(length=minutes(120)))
    await pass_until(guild, FIRST + minutes(42))
    assert await guild.messages(MISSED.name) == []
    await pass_until(guild, FIRST + minutes(45))
    (missed,) = await guild.messages(MISSED.name)
    assert missed.place_id == ANA


@pytest.mark.parametrize("stop", [recurring.pause_series, recurring.end_series])
async def test_a_series_that_is_stopped_while_it_waits_for_the_channel_does_not_open(guild: Guild, stop: Any) -> None:
    series = await guild.save_series()
    await pass_until(guild, FIRST - minutes(2))
    running = await guild.open(BEN)
    await pass_until(guild, FIRST + minutes(3))
    await guild.act(stop, series=series, person=ANA)
    await guild.act(actions.cancel_meeting, meeting=running, phase=(await guild.state(running)).phase, person=ANA)
    await pass_until(guild, FIRST + minutes(10))
    assert await guild.store.read(meetings.open_meeting_of, guild.workspace, GUILD) is None


async def test_an_outage_over_the_whole_hour_is_told_to_the_host_too(guild: Guild) -> None:
    await guild.save_series()
    await pass_until(guild, FIRST - minutes(20))
    move_to(guild, FIRST + timedelta(hours=9))
    await guild.tick.run()
    assert await guild.store.read(meetings.open_meeting_of, guild.workspace, GUILD) is None
    (missed,) = await guild.messages(MISSED.name)
    assert missed.place_id == ANA


async def test_a_series_that_opens_late_still_ends_on_time(guild: Guild) -> None:
    await guild.save_series()
    await pass_until(guild, FIRST - minutes(20))
    move_to(guild, FIRST + minutes(40))
    await guild.tick.run()
    late = await guild.running()
    assert (late.opened, late.planned_end) == (FIRST + minutes(40), FIRST + minutes(45))


async def test_another_workspace_reaches_no_series(guild: Guild) -> None:
    series = await guild.save_series()
    await pass_until(guild, FIRST - minutes(20))
    (announcement,) = await guild.messages(ANNOUNCEMENT.name)
    stranger = Guild(guild.store, WorkspaceId("T0OTHER"), guild.clock, guild.real)
    for action in (recurring.pause_series, recurring.resume_series, recurring.end_series):
        with pytest.raises(NoSuchSeries):
            await stranger.act(action, series=series, person=ANA)
    with pytest.raises(NoSuchSeries):
        await stranger.act(recurring.skip_next, series=series, starts=FIRST, person=ANA)
    with pytest.raises(NoSuchOccurrence):
        await stranger.act(recurring.coming, occurrence=OccurrenceId(announcement.subject), person=BEN)
    assert await stranger.store.read(recurring.series_of, stranger.workspace, GUILD) == ()


async def test_the_announcement_is_drawn_anew_when_its_meeting_opens(guild: Guild) -> None:
    await guild.save_series()
    await pass_until(guild, FIRST - minutes(1))
    (before,) = await guild.messages(ANNOUNCEMENT.name)
    await pass_until(guild, FIRST)
    (after,) = await guild.messages(ANNOUNCEMENT.name)
    assert after.wanted > before.wanted


async def test_it_is_the_deadline_itself_that_is_set_again_when_its_last_try_has_failed(guild: Guild) -> None:
    meeting = await guild.open(BEN)
    await pass_until(guild, TEN + minutes(1))
    await guild.act(alarms_anew([FEATURE])[DEADLINE].failed, alarm=Alarm(DEADLINE, meeting, TEN, timedelta()))
    assert await guild.tick.next_due(without=[CEREMONY.kinds.redraw]) == TEN + minutes(6)


async def test_an_outage_is_given_back_in_each_workspace_by_itself(guild: Guild) -> None:
    stranger = Guild(guild.store, WorkspaceId("T0OTHER"), guild.clock, guild.real)
    for one in (guild, stranger):
        await one.propose("one")
        await one.open(BEN)
    await pass_until(guild, TEN + minutes(9))
    move_to(guild, TEN + minutes(12))
    outage = Outage(guild.real.now() - minutes(3), guild.real.now())
    for one in (guild, stranger):
        await one.act(alarms.after_outage, outage=outage)
        assert (await one.running()).due == TEN + minutes(13)
