"""The verbs of a meeting, on real databases."""

import asyncio
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Executable, bindparam, delete, insert, select
from sqlalchemy.dialects import sqlite

from bot.core.clock import SetClock
from bot.core.facts import AttendanceCorrected, Fact, MeetingClosed
from bot.core.ids import ChannelId, MeetingId, PersonId, RandomIds, WorkspaceId
from bot.core.nobody import nobody
from bot.core.refusal import AlreadyDone, Refusal
from bot.delivery.tables import MessageRow
from bot.features.lean_coffee.actions import keeping
from bot.features.lean_coffee.actions import topics as topic_actions
from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.alarms import after_outage
from bot.features.lean_coffee.kinds import BOARD, DEADLINE, KEEP_TOPIC
from bot.features.lean_coffee.rules import meeting, series, settings
from bot.features.lean_coffee.rules.refusals import (
    HostDoesNotVote,
    NoSuchTopic,
    NoTopics,
    NotYourTopic,
    TooManyDots,
    TopicGone,
    VotingClosed,
)
from bot.features.lean_coffee.rules.stages import Choice, Column, Stage
from bot.features.lean_coffee.rules.topics import on_agenda, to_vote_on
from bot.features.lean_coffee.rules.values import Meeting, Proposal, Topic, TopicId, Wishes
from bot.features.lean_coffee.store import meetings, topics
from bot.features.lean_coffee.store import topics as topics_store
from bot.features.lean_coffee.store.agenda import _UNSEAL
from bot.features.lean_coffee.tables import BallotRow, TopicRow
from bot.meetings.rules.refusals import MeetingRunning, NoMeeting, NotHost, NotNow, Stale
from bot.meetings.rules.roster import Word
from bot.meetings.rules.values import Closing, NewMeeting
from bot.presence.store import corrections, here
from bot.presence.tables import SegmentRow
from bot.schedule.alarms import Alarm
from bot.schedule.heartbeat import Outage
from bot.schedule.tables import AlarmRow
from bot.store.base import in_workspace
from bot.store.opening import open_store
from bot.store.person_erasure import erase_person
from bot.store.transaction import Answering
from bot.store.unit import Read, RunningStore, Unit
from bot.teams.away import set_away
from bot.teams.day_range import DayRange
from tests.fakes.hints import Hints
from tests.fakes.passing import forward, walk
from tests.features.lean_coffee import verbs as actions
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD, TEN, minutes, seconds
from tests.features.lean_coffee.verbs import on_deadline

_MESSAGES = select(
    MessageRow.screen,
    MessageRow.subject,
    MessageRow.place,
    MessageRow.place_id,
    MessageRow.wanted,
    MessageRow.bottom,
    MessageRow.urgent,
    MessageRow.state,
).where(MessageRow.workspace == in_workspace())
_DEADLINE = select(AlarmRow.due).where(AlarmRow.workspace == in_workspace(), AlarmRow.kind == DEADLINE.name)
_OLD_TOPIC = insert(TopicRow).values(
    title="old", context="", seal_key=None, seal_mark=None, link="", carried=0, meeting="old", standing="discussed", revision=0
)
_TOPIC_ROWS = select(TopicRow).where(TopicRow.workspace == in_workspace())


def messages(read: Read) -> list[Any]:
    return list(read.rows(_MESSAGES))


def deadline(read: Read) -> datetime | None:
    row = read.row(_DEADLINE)
    return None if row is None else row.due


def topic_rows(read: Read) -> list[Any]:
    return list(read.rows(_TOPIC_ROWS))


@pytest.fixture
def facts() -> list[Fact]:
    return []


@pytest.fixture
def answers(facts: list[Fact]) -> Answering:
    def hear(unit: Any, fact: Fact) -> None:
        facts.append(fact)

    return {MeetingClosed: [hear], AttendanceCorrected: [hear]}


class Guild:
    """The people of a channel, acting through the store."""

    def __init__(self, store: RunningStore, workspace: WorkspaceId, clock: SetClock, real: SetClock) -> None:
        self.store = store
        self.real = real
        self.workspace = workspace
        self.clock = clock
        self.id = MeetingId("none yet")

    async def act(self, action: Any, key: str | None = None, **named: Any) -> Any:
        return await self.store.write(action, self.workspace, key, **named)

    async def propose(self, title: str, person: PersonId = BEN, *, anonymous: bool = False) -> Topic:
        proposal = Proposal(GUILD, person, title, "why", anonymous)
        return await self.act(actions.propose_topic, proposal=proposal)

    async def open(self, *here: PersonId, wishes: Wishes | None = None) -> MeetingId:
        new = NewMeeting(GUILD, "Platform guild", ANA, "Europe/Madrid", settings.settle(wishes or Wishes()))
        self.id = await self.act(actions.open_meeting, new=new)
        for person in here:
            await self.act(actions.check_in, meeting=self.id, person=person)
        return self.id

    async def steer(self, action: Any, person: PersonId = ANA, **named: Any) -> Any:
        phase = (await self.state()).phase
        return await self.act(action, meeting=self.id, phase=phase, person=person, **named)

    async def to_talk(self) -> None:
        """Have the vote opened and closed by Ana, after one dot of hers, or of Ben's where she watches, for up to three topics."""
        await self.steer(actions.open_vote)
        await self.gives_dots()
        await self.steer(actions.close_vote)

    async def gives_dots(self) -> None:
        state = await self.state()
        dots = tuple(found.id for found in to_vote_on(state)[: state.dots])
        voter = ANA if state.settings.host_votes else BEN
        await self.act(actions.cast_ballot, meeting=self.id, phase=state.phase, voter=voter, dots=dots)

    async def state(self) -> Meeting:
        found = await self.store.read(meetings.meeting, self.workspace, self.id)
        assert found is not None
        return found

    async def wait(self, span: timedelta) -> None:
        """Let time pass, ringing the meeting's alarm on the way."""
        await walk(self.clock.now() + span, next_due=self._wakes, ring=self._ring, move=lambda to: forward(self.clock, to))

    async def _wakes(self) -> datetime | None:
        return meeting.COURSE.wakes_at(await self.state())

    async def _ring(self, due: datetime) -> None:
        await self.act(on_deadline, alarm=Alarm(DEADLINE, self.id, due, timedelta()))

    async def alarm(self) -> datetime | None:
        return await self.store.read(deadline, self.workspace)

    async def messages(self, screen: str) -> list[Any]:
        return [row for row in await self.store.read(messages, self.workspace) if row.screen == screen]


@pytest.fixture
def guild(store: RunningStore, workspace: WorkspaceId, clock: SetClock, real: SetClock) -> Guild:
    clock.instant = real.instant = TEN
    return Guild(store, workspace, clock, real)


async def test_a_meeting_takes_what_was_proposed_before_and_posts_one_board(guild: Guild) -> None:
    first, second = await guild.propose("Flaky tests"), await guild.propose("Who owns it?", anonymous=True)
    assert first.meeting is None
    await guild.open(BEN)
    state = await guild.state()
    assert {found.id for found in state.topics} == {first.id, second.id}
    assert state.here == {ANA, BEN}
    (board,) = await guild.messages(BOARD.name)
    assert (board.subject, board.place, board.place_id) == (guild.id, "channel", GUILD)


async def test_a_second_start_is_refused_with_the_running_meeting(guild: Guild) -> None:
    await guild.open()
    running = guild.id
    with pytest.raises(MeetingRunning) as refused:
        await guild.open()
    assert refused.value.meeting == running


@pytest.mark.at_once
async def test_two_starts_in_the_same_instant_give_exactly_one_meeting(guild: Guild) -> None:
    new = NewMeeting(GUILD, "Platform guild", ANA, "UTC", settings.settle(Wishes()))
    starts = [guild.act(actions.open_meeting, new=new) for _ in range(6)]
    answers = await asyncio.gather(*starts, return_exceptions=True)
    opened = [one for one in answers if isinstance(one, str)]
    refused = [one for one in answers if isinstance(one, MeetingRunning)]
    assert (len(opened), len(refused)) == (1, 5)
    assert {one.meeting for one in refused} == set(opened)
    assert len(await guild.messages(BOARD.name)) == 1


async def test_a_channel_can_meet_again_after_the_close(guild: Guild) -> None:
    await guild.open()
    await guild.steer(actions.cancel_meeting)
    before = guild.id
    assert await guild.open() != before


@pytest.mark.at_once
async def test_twenty_ballots_at_once_by_one_person_leave_one_of_at_most_three_dots(guild: Guild) -> None:
    topics = [await guild.propose(f"topic {number}") for number in range(3)]
    await guild.open(BEN)
    await guild.steer(actions.open_vote)
    ballots = [
        guild.act(actions.cast_ballot, meeting=guild.id, phase=2, voter=BEN, dots=(topics[number % 3].id,) * (number % 5))
        for number in range(20)
    ]
    answers = await asyncio.gather(*ballots, return_exceptions=True)
    assert sum(isinstance(one, TooManyDots) for one in answers) == 4
    (ballot,) = (await guild.state()).ballots
    assert len(ballot.dots) <= 3


@pytest.mark.at_once
async def test_forty_people_at_once_leave_forty_ballots(guild: Guild) -> None:
    topics = [await guild.propose(f"topic {number}") for number in range(30)]
    await guild.open(BEN)
    await guild.steer(actions.open_vote)
    people = [PersonId(f"U{number:02}") for number in range(40)]
    await asyncio.gather(
        *(
            guild.act(actions.cast_ballot, meeting=guild.id, phase=2, voter=person, dots=(topics[place % 30].id,) * 3)
            for place, person in enumerate(people)
        )
    )
    state = await guild.state()
    assert {ballot.voter for ballot in state.ballots} == set(people)
    await guild.steer(actions.close_vote)
    assert sum(found.dots for found in (await guild.state()).topics) == 120


async def test_a_ballot_delivered_again_changes_nothing(guild: Guild) -> None:
    topic = await guild.propose("one")
    await guild.open(BEN)
    await guild.steer(actions.open_vote)
    ballot = {"meeting": guild.id, "phase": 2, "voter": BEN}
    await guild.act(actions.cast_ballot, "Ev1", dots=(topic.id,), **ballot)
    await guild.act(actions.cast_ballot, "Ev2", dots=(), **ballot)
    with pytest.raises(AlreadyDone):
        await guild.act(actions.cast_ballot, "Ev1", dots=(topic.id,), **ballot)
    assert (await guild.state()).ballots[0].dots == ()


async def test_a_ballot_on_a_topic_withdrawn_meanwhile_keeps_the_rest_and_names_it(guild: Guild) -> None:
    one, two = await guild.propose("one"), await guild.propose("two")
    await guild.open(BEN)
    await guild.steer(actions.open_vote)
    await guild.act(actions.withdraw_topic, topic=one.id, person=BEN)
    gone = await guild.act(actions.cast_ballot, meeting=guild.id, phase=2, voter=ANA, dots=(one.id, two.id, two.id))
    assert gone == (one.id,)
    assert (await guild.state()).ballots[0].dots == (two.id, two.id)


async def test_ten_seconds_after_the_last_ballot_the_alarm_opens_the_top_topic_and_a_change_moves_it(guild: Guild) -> None:
    one, two = await guild.propose("one"), await guild.propose("two")
    await guild.open(BEN, CHLOE)
    await guild.steer(actions.open_vote)

    async def votes(person: PersonId, *dots: TopicId) -> datetime | None:
        await guild.act(actions.cast_ballot, meeting=guild.id, phase=2, voter=person, dots=dots)
        return await guild.alarm()

    assert await votes(ANA, one.id) == TEN + minutes(2)
    await guild.wait(seconds(20))
    assert await votes(BEN, one.id) == TEN + minutes(2)
    await guild.act(actions.leave, meeting=guild.id, person=CHLOE)
    assert await guild.alarm() == TEN + seconds(30)
    await guild.wait(seconds(5))
    assert await votes(ANA, two.id) == TEN + seconds(35)
    await guild.act(actions.check_in, meeting=guild.id, person=DEV)
    assert await guild.alarm() == TEN + minutes(2)
    assert await votes(DEV, two.id, two.id) == TEN + seconds(35)
    await guild.wait(seconds(10))
    state = await guild.state()
    assert (state.stage, state.topic) == (Stage.DISCUSSING, two.id)


async def test_the_board_moves_down_when_it_asks_and_is_redrawn_in_place_when_it_tells(guild: Guild) -> None:
    await guild.propose("one")
    await guild.open(BEN)

    async def board() -> tuple[bool, bool]:
        (row,) = await guild.messages(BOARD.name)
        return row.bottom == row.wanted, row.urgent == row.wanted

    await guild.act(actions.check_in, meeting=guild.id, person=CHLOE)
    assert await board() == (False, False)
    await guild.steer(actions.open_vote)
    assert await board() == (True, True)
    await guild.gives_dots()
    await guild.steer(actions.close_vote)
    assert await board() == (False, True)
    await guild.wait(minutes(5))
    assert await board() == (True, True)
    await guild.act(actions.give_thumb, meeting=guild.id, phase=4, person=BEN, choice=Choice.MORE, ts="1.1")
    assert await board() == (False, False)
    await guild.wait(seconds(30))
    assert await board() == (False, True)


async def test_the_end_makes_the_board_the_summary_tells_the_host_and_the_house(guild: Guild, facts: list[Fact]) -> None:
    await guild.propose("one")
    await guild.propose("two")
    await guild.open(BEN)
    await guild.to_talk()
    await guild.wait(minutes(50))
    state = await guild.state()
    assert state.how is Closing.DONE
    assert facts == [
        MeetingClosed(
            session=guild.id,
            title="Platform guild",
            ceremony="Lean Coffee",
            channel=GUILD,
            host=ANA,
            began=TEN,
            ended=TEN + minutes(47),
            zone="Europe/Madrid",
        )
    ]
    (board,) = await guild.messages(BOARD.name)
    assert board.bottom == board.wanted
    (roster,) = await guild.messages(CEREMONY.kinds.roster.name)
    assert (roster.place, roster.place_id) == ("person", ANA)


async def test_a_quiet_end_tells_nobody_and_keeps_the_topics(guild: Guild, facts: list[Fact]) -> None:
    await guild.propose("one")
    await guild.open()
    await guild.wait(minutes(50))
    assert (await guild.state()).how is Closing.QUIET
    assert facts == []
    assert await guild.messages(CEREMONY.kinds.roster.name) == []
    (waiting,) = await guild.store.read(topics_store.waiting_topics, guild.workspace, GUILD)
    assert (waiting.title, waiting.carried) == ("one", 0)


async def test_a_meeting_cancelled_before_any_talk_credits_nobody_and_one_cancelled_after_does(
    guild: Guild, facts: list[Fact]
) -> None:
    await guild.propose("one")
    await guild.open(BEN)
    await guild.steer(actions.cancel_meeting)
    assert facts == []
    await guild.open(BEN)
    await guild.to_talk()
    await guild.wait(minutes(7))
    await guild.steer(actions.cancel_meeting)
    assert len(facts) == 1


async def test_what_was_not_reached_comes_back_with_its_count_and_the_record_keeps_it(guild: Guild) -> None:
    for title in ("one", "two", "three"):
        await guild.propose(title)
    await guild.open(BEN, wishes=Wishes(length=minutes(10)))
    await guild.wait(minutes(12))
    record = series.summary(await guild.state())
    waiting = await guild.store.read(topics_store.waiting_topics, guild.workspace, GUILD)
    assert {found.id for found in waiting} == {found.id for found in record.not_reached}
    assert {found.carried for found in waiting} == {1}
    before = guild.id
    await guild.open(BEN)
    assert {found.carried for found in (await guild.state()).topics} == {1}
    again = await guild.store.read(meetings.meeting, guild.workspace, before)
    assert again is not None
    assert series.summary(again) == record


async def test_the_third_carry_over_asks_the_author_and_for_an_anonymous_topic_the_host(guild: Guild) -> None:
    await guild.propose("signed", BEN)
    await guild.propose("secret", CHLOE, anonymous=True)
    for _ in range(3):
        assert await guild.messages(KEEP_TOPIC.name) == []
        await guild.open(BEN, wishes=Wishes(length=minutes(10)))
        await guild.wait(seconds(30))
        await guild.propose("talk of the day", DEV)
        await guild.steer(actions.open_vote)
        state = await guild.state()
        (today,) = (found for found in state.topics if found.title == "talk of the day")
        await guild.act(actions.cast_ballot, meeting=guild.id, phase=state.phase, voter=BEN, dots=(today.id,) * 3)
        await guild.steer(actions.close_vote)
        await guild.steer(actions.pause)
        await guild.wait(minutes(15))
    asked = {row.place_id for row in await guild.messages(KEEP_TOPIC.name)}
    assert asked == {BEN, ANA}


async def test_who_has_not_answered_reads_of_the_fourth_time_in_the_same_question(guild: Guild) -> None:
    await carried_thrice(guild)
    (asked,) = await guild.messages(KEEP_TOPIC.name)
    await carried_on(guild, 1)
    (again,) = await guild.messages(KEEP_TOPIC.name)
    assert again.wanted == asked.wanted + 1


async def test_the_host_is_asked_and_answers_in_the_place_of_an_author_who_is_away(guild: Guild) -> None:
    topic = await guild.propose("signed", BEN)
    days = DayRange(guild.clock.now().date(), guild.clock.now().date())
    await guild.act(set_away, person=BEN, days=days, set_by=BEN, today=days.first)
    await carried_on(guild, 3)
    assert [row.place_id for row in await guild.messages(KEEP_TOPIC.name)] == [ANA]
    with pytest.raises(NotYourTopic):
        await guild.act(topic_actions.let_go, topic=topic.id, person=DEV)
    await guild.act(topic_actions.let_go, topic=topic.id, person=ANA)
    with pytest.raises(TopicGone):
        await guild.act(actions.keep_topic, topic=topic.id, person=BEN)


async def carried_thrice(guild: Guild) -> TopicId:
    """Let a topic of Ben's be carried over three times, in meetings of Ana's that Chloé talks in."""
    topic = await guild.propose("signed", BEN)
    await carried_on(guild, 3)
    return topic.id


async def carried_on(guild: Guild, times: int) -> None:
    """Hold meetings of Ana's in which Chloé votes for something else than what waits."""
    for _ in range(times):
        await guild.open(CHLOE, wishes=Wishes(length=minutes(10)))
        await guild.wait(seconds(30))
        await guild.propose("talk of the day", DEV)
        await guild.steer(actions.open_vote)
        state = await guild.state()
        (today,) = (found for found in state.topics if found.title == "talk of the day")
        await guild.act(actions.cast_ballot, meeting=guild.id, phase=state.phase, voter=CHLOE, dots=(today.id,) * 3)
        await guild.steer(actions.close_vote)
        await guild.steer(actions.pause)
        await guild.wait(minutes(15))


async def test_the_host_is_asked_once_where_slack_refuses_to_ask_the_author_or_the_author_has_left(guild: Guild) -> None:
    topic = await carried_thrice(guild)

    async def whom() -> list[str]:
        return [row.place_id for row in await guild.messages(KEEP_TOPIC.name) if row.state == "live"]

    assert await guild.store.read(keeping.asked, guild.workspace) == [BEN]
    assert await whom() == [BEN]
    await guild.store.write(keeping.instead, guild.workspace, None, BOARD, str(topic))
    assert await whom() == [BEN]
    await guild.store.write(keeping.instead, guild.workspace, None, KEEP_TOPIC, str(topic))
    assert await whom() == [ANA]
    assert await guild.store.read(keeping.asked, guild.workspace) == []
    for again in (1, 2):
        await guild.store.write(keeping.ask_another, guild.workspace, None, BEN)
        await guild.store.write(keeping.instead, guild.workspace, None, KEEP_TOPIC, str(topic))
        assert (again, await whom()) == (again, [ANA])
    await guild.act(topic_actions.let_go, topic=topic, person=ANA)
    await guild.store.write(keeping.instead, guild.workspace, None, KEEP_TOPIC, str(topic))
    with pytest.raises(TopicGone):
        await guild.act(actions.keep_topic, topic=topic, person=BEN)


async def test_the_host_is_asked_in_the_place_of_an_author_who_was_erased(guild: Guild) -> None:
    await guild.propose("signed", BEN)
    await guild.act(erase_person, person=BEN, opaque=nobody("b2"))
    await carried_on(guild, 3)
    assert [row.place_id for row in await guild.messages(KEEP_TOPIC.name)] == [ANA]


async def test_keeping_a_carried_topic_takes_the_question_away_and_it_is_the_owner_s_alone(guild: Guild) -> None:
    topic = await guild.propose("signed", BEN)
    with pytest.raises(NotYourTopic):
        await guild.act(actions.keep_topic, topic=topic.id, person=ANA)
    await guild.act(actions.keep_topic, topic=topic.id, person=BEN)
    await guild.act(actions.withdraw_topic, topic=topic.id, person=BEN)
    with pytest.raises(TopicGone):
        await guild.act(actions.keep_topic, topic=topic.id, person=BEN)


async def test_nothing_in_the_rows_names_an_anonymous_author_and_the_key_is_gone_after_the_close(guild: Guild) -> None:
    topic = await guild.propose("secret", CHLOE, anonymous=True)
    (row,) = await guild.store.read(topic_rows, guild.workspace)
    assert CHLOE not in repr(row)
    assert row.seal_key is not None
    assert [found.id for found in await guild.store.read(topics_store.topics_of, guild.workspace, CHLOE)] == [topic.id]
    assert await guild.store.read(topics_store.topics_of, guild.workspace, BEN) == ()
    await guild.act(actions.edit_topic, topic=topic.id, person=CHLOE, title="still secret", context="")
    await guild.open(BEN)
    assert CHLOE not in (await guild.state()).came
    await guild.steer(actions.cancel_meeting)
    (row,) = await guild.store.read(topic_rows, guild.workspace)
    assert (row.title, row.seal_key, row.seal_mark, row.standing) == ("still secret", None, None, "waiting")
    with pytest.raises(NotYourTopic):
        await guild.act(actions.withdraw_topic, topic=topic.id, person=CHLOE)
    assert [found.id for found in await guild.store.read(topics_store.topics_of_group, guild.workspace, ANA)] == [topic.id]
    await guild.act(actions.withdraw_topic, topic=topic.id, person=ANA)


@pytest.mark.parametrize("on_board", [False, True])
async def test_an_anonymous_topic_that_was_withdrawn_leads_to_nobody(guild: Guild, on_board: bool) -> None:
    if on_board:
        await guild.open(BEN)
    topic = await guild.propose("secret", CHLOE, anonymous=True)
    await guild.act(actions.withdraw_topic, "a request's own key", topic=topic.id, person=CHLOE)
    (row,) = await guild.store.read(topic_rows, guild.workspace)
    assert (row.author, row.seal_key, row.seal_mark, row.standing) == (None, None, None, "withdrawn")
    assert await guild.store.read(topics_store.topics_of, guild.workspace, CHLOE) == ()
    for person in (CHLOE, BEN):
        with pytest.raises(TopicGone):
            await guild.act(actions.withdraw_topic, topic=topic.id, person=person)


async def test_an_anonymous_topic_that_the_host_removed_leads_to_nobody(guild: Guild) -> None:
    await guild.open(BEN)
    topic = await guild.propose("secret", CHLOE, anonymous=True)
    await guild.act(actions.remove_topic, meeting=guild.id, topic=topic.id, person=ANA)
    (row,) = await guild.store.read(topic_rows, guild.workspace)
    assert (row.seal_key, row.seal_mark, row.standing) == (None, None, "removed")


async def test_no_byte_of_a_destroyed_seal_stays_in_the_file(
    sqlite_url: str, workspace: WorkspaceId, clock: SetClock, real: SetClock
) -> None:
    store = open_store(sqlite_url, clock=clock, real=real, ids=RandomIds(), answers={}, on_commit=Hints())
    await store.start()
    guild = Guild(store, workspace, clock, real)
    withdrawn, waiting = [await guild.propose("secret", CHLOE, anonymous=True) for _ in range(2)]
    await guild.act(actions.withdraw_topic, topic=withdrawn.id, person=CHLOE)
    await store.stop()
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    written = b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))
    assert withdrawn.seal is not None
    assert waiting.seal is not None
    assert [part.encode() in written for part in (waiting.seal.key, waiting.seal.mark)] == [True, True]
    assert [part.encode() in written for part in (withdrawn.seal.key, withdrawn.seal.mark)] == [False, False]


async def test_who_signs_a_topic_for_later_on_the_form_of_a_talk_is_here_too(guild: Guild) -> None:
    await guild.propose("One")
    await guild.open(ANA, BEN)
    await guild.to_talk()
    later = Proposal(GUILD, CHLOE, "Later", anonymous=True, meeting=guild.id)
    await guild.act(actions.propose_topic, proposal=later)
    assert (await guild.state()).here == {ANA, BEN}
    signed = await guild.act(actions.propose_topic, proposal=replace(later, anonymous=False))
    assert signed.meeting is None
    assert (await guild.state()).here == {ANA, BEN, CHLOE}


async def test_a_topic_withdrawn_twice_is_refused_the_second_time_waiting_or_on_the_board(guild: Guild) -> None:
    waiting = await guild.propose("one")
    await guild.act(actions.withdraw_topic, topic=waiting.id, person=BEN)
    await guild.open(BEN)
    on_board = await guild.propose("two")
    await guild.act(actions.withdraw_topic, topic=on_board.id, person=BEN)
    for topic in (waiting, on_board):
        with pytest.raises(TopicGone):
            await guild.act(actions.withdraw_topic, topic=topic.id, person=BEN)
    assert on_agenda(await guild.state()) == ()


class Counted:
    """A snapshot that counts what is read of it."""

    def __init__(self, read: Read) -> None:
        self._read, self.read_rows = read, 0
        self.workspace, self.now, self.row, self.given = read.workspace, read.now, read.row, read.given

    def rows(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> Sequence[Any]:
        found = self._read.rows(statement, parameters)
        self.read_rows += len(found)
        return found


def counted_topics_of(read: Read, person: PersonId, channel: ChannelId | None) -> tuple[set[str], int]:
    counted = Counted(read)
    return {one.title for one in topics_store.topics_of(counted, person, channel)}, counted.read_rows


async def test_my_topics_are_found_past_any_history_and_past_other_channels(guild: Guild) -> None:
    channels = [ChannelId(f"C{number}") for number in range(4)]

    for channel in channels:
        for person, anonymous in ((CHLOE, True), (CHLOE, False), (BEN, True)):
            proposal = Proposal(channel, person, f"{person} {anonymous} {channel}", "", anonymous)
            await guild.act(actions.propose_topic, proposal=proposal)

    def live_long(unit: Unit) -> None:
        for channel in channels:
            for number in range(300):
                named = {"id": f"{channel}.{number}", "channel": channel, "author": None if number % 2 else CHLOE}
                unit.run(_OLD_TOPIC, named | {"anonymous": bool(number % 2), "proposed": unit.now})

    await guild.act(live_long)
    wanted = {f"{CHLOE} {anonymous} {channel}" for anonymous in (True, False) for channel in channels}
    assert await guild.store.read(counted_topics_of, guild.workspace, CHLOE, None) == (wanted, 12)
    here = {title for title in wanted if title.endswith(channels[0])}
    assert await guild.store.read(counted_topics_of, guild.workspace, CHLOE, channels[0]) == (here, 3)


def plans(url: str) -> list[str]:
    """Say how SQLite looks for topics, statement by statement."""
    told = []
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as raw:
        for statement in (topics._MINE_IN, topics._MINE_ANYWHERE, topics._GROUPS_IN, topics._GROUPS_ANYWHERE):
            filled = statement.params(workspace="T", by="U", of_channel="C")
            sql = str(filled.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
            steps = raw.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
            told.append("\n".join(step[3] for step in steps))
    return told


def test_no_list_of_one_s_own_topics_walks_through_all_of_them(sqlite_url: str) -> None:
    for told in plans(sqlite_url):
        assert "SCAN lean_coffee_topic" not in told
        assert "ix_lean_coffee_topic_standing (workspace=? AND channel=? AND standing=?)" in told


def test_the_seals_of_a_meeting_are_destroyed_without_walking_through_all_topics(sqlite_url: str) -> None:
    question = str(_UNSEAL.compile(dialect=sqlite.dialect()))
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as raw:
        steps = [step[3] for step in raw.execute(f"EXPLAIN QUERY PLAN {question}", [None] * question.count("?"))]
    assert steps[0] == "SEARCH lean_coffee_topic USING INDEX sqlite_autoindex_lean_coffee_topic_1 (workspace=? AND id=?)"


async def test_a_new_topic_during_talk_waits_and_is_on_the_next_board(guild: Guild) -> None:
    await guild.propose("one")
    await guild.open(BEN)
    await guild.wait(minutes(6))
    late = await guild.propose("late")
    assert late.meeting is None
    await guild.steer(actions.cancel_meeting)
    await guild.open(BEN)
    assert late.id in {found.id for found in (await guild.state()).topics}


async def test_a_takeaway_lands_also_on_the_summary(guild: Guild) -> None:
    topic = await guild.propose("one")
    await guild.open(BEN)
    await guild.to_talk()
    await guild.wait(minutes(50))
    await guild.act(actions.add_takeaway, meeting=guild.id, topic=topic.id, text="Write it down", person=DEV)
    state = await guild.state()
    assert [found.text for found in series.summary(state).discussed[0].takeaways] == ["Write it down"]
    assert DEV not in state.came


async def test_the_host_corrects_a_person_s_minutes_once_it_is_over(guild: Guild, facts: list[Fact]) -> None:
    await guild.propose("one")
    await guild.open(BEN)
    named: dict[str, Any] = {"meeting": guild.id, "word": Word({DEV: 30}, {}, "on the call only")}
    with pytest.raises(NotNow):
        await guild.act(actions.state_roster, person=ANA, **named)
    await guild.to_talk()
    await guild.wait(minutes(50))
    with pytest.raises(NotHost):
        await guild.act(actions.state_roster, person=BEN, **named)
    await guild.act(actions.state_roster, person=ANA, **named)
    assert facts[-1] == AttendanceCorrected(guild.id, DEV)
    found = await guild.store.read(corrections, guild.workspace, guild.id)
    assert (found[DEV].minutes, found[DEV].by) == (30, ANA)


async def test_the_board_is_posted_anew_on_demand_while_a_meeting_is_open(guild: Guild) -> None:
    with pytest.raises(NoMeeting):
        await guild.act(actions.move_board, channel=GUILD)
    await guild.open()
    assert await guild.act(actions.move_board, channel=GUILD) == (guild.id,)
    (board,) = await guild.messages(BOARD.name)
    assert board.bottom == board.wanted


async def test_somebody_else_hosts_after_the_host_has_left(guild: Guild) -> None:
    await guild.open(BEN)
    await guild.act(actions.leave, meeting=guild.id, person=ANA)
    await guild.act(actions.take_over_host, meeting=guild.id, person=BEN)
    assert (await guild.state()).host == BEN


async def test_a_refusal_leaves_the_state_whole(guild: Guild) -> None:
    await guild.propose("one")
    await guild.open(BEN)
    before = await guild.state()
    acts: list[tuple[Any, dict[str, Any]]] = [
        (actions.close_vote, {"phase": 1, "person": ANA}),
        (actions.open_vote, {"phase": 9, "person": ANA}),
        (actions.open_vote, {"phase": 1, "person": DEV}),
        (actions.cancel_meeting, {"phase": 1, "person": BEN}),
        (actions.remove_topic, {"topic": TopicId("none"), "person": ANA}),
        (actions.add_takeaway, {"topic": None, "text": " ", "person": DEV}),
    ]
    for action, named in acts:
        with pytest.raises(Refusal):
            await guild.act(action, meeting=guild.id, **named)
    assert await guild.state() == before


async def test_another_workspace_reaches_nothing(guild: Guild) -> None:
    topic = await guild.propose("one")
    await guild.open(BEN)
    stranger = Guild(guild.store, WorkspaceId("T0OTHER"), guild.clock, guild.real)
    assert await stranger.store.read(meetings.meeting, stranger.workspace, guild.id) is None
    assert await stranger.store.read(topics_store.topic, stranger.workspace, topic.id) is None
    assert await stranger.store.read(meetings.open_meeting_of, stranger.workspace, GUILD) is None
    on_meetings: list[tuple[Any, dict[str, Any]]] = [
        (actions.check_in, {"person": BEN}),
        (actions.leave, {"person": BEN}),
        (actions.open_vote, {"phase": 1, "person": ANA}),
        (actions.cast_ballot, {"phase": 1, "voter": ANA, "dots": ()}),
        (actions.give_thumb, {"phase": 1, "person": ANA, "choice": Choice.MORE, "ts": "1"}),
        (actions.add_takeaway, {"topic": None, "text": "t", "person": ANA}),
        (actions.take_over_host, {"person": BEN}),
        (actions.cancel_meeting, {"phase": 1, "person": ANA}),
        (actions.state_roster, {"person": ANA, "word": Word({BEN: 1}, {}, "r")}),
        (actions.remove_topic, {"topic": topic.id, "person": ANA}),
    ]
    for action, named in on_meetings:
        with pytest.raises(NoMeeting):
            await stranger.act(action, meeting=guild.id, **named)
    on_topics: list[tuple[Any, dict[str, Any]]] = [
        (actions.edit_topic, {"title": "x", "context": ""}),
        (actions.withdraw_topic, {}),
        (actions.keep_topic, {}),
    ]
    for action, named in on_topics:
        with pytest.raises(NoSuchTopic):
            await stranger.act(action, topic=topic.id, person=BEN, **named)


async def talk(guild: Guild, *here: PersonId, wishes: Wishes | None = None) -> None:
    """Hold a meeting whose first box begins now."""
    await guild.propose("one")
    await guild.propose("two")
    await guild.open(*here, wishes=wishes)
    await guild.to_talk()


async def thumb(guild: Guild, person: PersonId, choice: Choice = Choice.MORE, ts: str = "1.1") -> None:
    await guild.steer(actions.give_thumb, person, choice=choice, ts=ts)


async def test_the_question_waits_for_everybody_here_and_for_nobody_else(guild: Guild) -> None:
    await talk(guild, BEN, CHLOE)
    await guild.act(actions.leave, meeting=guild.id, person=CHLOE)
    await guild.wait(minutes(5) + seconds(12))
    await thumb(guild, ANA)
    assert (await guild.state()).stage is Stage.THUMBS
    await thumb(guild, BEN)
    state = await guild.state()
    assert (state.stage, state.box, state.due) == (Stage.DISCUSSING, 2, TEN + minutes(8) + seconds(12))


async def test_an_answer_of_everybody_in_the_first_seconds_wakes_the_meeting_after_ten(guild: Guild) -> None:
    await talk(guild, BEN)
    await guild.wait(minutes(5) + seconds(3))
    for person in (ANA, BEN):
        await thumb(guild, person)
    assert (await guild.state()).stage is Stage.THUMBS
    assert await guild.alarm() == TEN + minutes(5) + seconds(10)
    await guild.act(actions.check_in, meeting=guild.id, person=DEV)
    assert await guild.alarm() == TEN + minutes(5) + seconds(30)
    await thumb(guild, DEV)
    assert await guild.alarm() == TEN + minutes(5) + seconds(10)


async def test_an_older_thumb_that_arrives_late_does_not_count(guild: Guild) -> None:
    await talk(guild, BEN)
    await guild.wait(minutes(5))
    await thumb(guild, BEN, Choice.NEXT, ts="1795303800.000300")
    await thumb(guild, BEN, Choice.MORE, ts="1795303800.000200")
    assert [found.choice for found in (await guild.state()).thumbs] == [Choice.NEXT]


async def test_a_thumb_after_the_deadline_that_beats_the_alarm_counts_and_ends_the_question(guild: Guild) -> None:
    await talk(guild, BEN)
    await guild.wait(minutes(5))
    guild.clock.advance(seconds(31))
    await thumb(guild, BEN)
    assert (await guild.state()).stage is Stage.DISCUSSING


async def test_thumbs_are_gone_once_they_are_counted(guild: Guild) -> None:
    await talk(guild, BEN)
    await guild.wait(minutes(5))
    await thumb(guild, BEN, ts="9.9")
    await guild.wait(minutes(3.5))
    state = await guild.state()
    assert (state.stage, state.thumbs) == (Stage.THUMBS, ())
    await thumb(guild, BEN, Choice.NEXT, ts="1.1")
    assert len((await guild.state()).thumbs) == 1


async def test_the_vote_does_not_wait_for_a_host_who_does_not_vote(guild: Guild) -> None:
    one = await guild.propose("one")
    await guild.open(BEN, CHLOE, wishes=Wishes(host_votes=False))
    await guild.steer(actions.open_vote)
    guild.clock.advance(seconds(90))
    ballot: dict[str, Any] = {"meeting": guild.id, "phase": 2, "dots": (one.id,)}
    await guild.act(actions.cast_ballot, voter=BEN, **ballot)
    assert (await guild.state()).stage is Stage.VOTING
    with pytest.raises(HostDoesNotVote):
        await guild.act(actions.cast_ballot, voter=ANA, **ballot)
    await guild.act(actions.cast_ballot, voter=CHLOE, **ballot)
    await guild.wait(seconds(10))
    assert (await guild.state()).stage is Stage.DISCUSSING


async def test_a_ballot_after_the_close_is_refused_with_the_time(guild: Guild) -> None:
    await talk(guild, BEN)
    with pytest.raises(VotingClosed) as refused:
        await guild.act(actions.cast_ballot, meeting=guild.id, phase=2, voter=BEN, dots=())
    assert refused.value.closed == TEN


async def test_what_an_outage_took_is_not_counted_as_talk(guild: Guild) -> None:
    await talk(guild, BEN)
    await guild.wait(minutes(2))
    guild.clock.advance(minutes(4))
    now = guild.real.instant = guild.clock.now()
    await guild.act(after_outage, outage=Outage(now - minutes(4), now))
    await guild.wait(minutes(3))
    state = await guild.state()
    assert (state.stage, state.topics[0].boxes) == (Stage.THUMBS, (minutes(5),))


async def test_a_pause_is_not_counted_as_talk(guild: Guild) -> None:
    await talk(guild, BEN)
    await guild.wait(minutes(2))
    await guild.steer(actions.pause)
    await guild.wait(minutes(4))
    await guild.steer(actions.resume)
    await guild.steer(actions.add_minute)
    await guild.wait(minutes(4))
    state = await guild.state()
    assert (state.stage, state.topics[0].boxes) == (Stage.THUMBS, (minutes(6),))


@pytest.mark.at_once
async def test_a_topic_withdrawn_while_a_meeting_opens_never_stands_on_its_board_as_if_nothing_was(guild: Guild) -> None:
    topics = [await guild.propose(f"topic {number}") for number in range(8)]
    new = NewMeeting(GUILD, "Platform guild", ANA, "UTC", settings.settle(Wishes()))
    withdrawals = [guild.act(actions.withdraw_topic, topic=topic.id, person=BEN) for topic in topics]
    guild.id, *_ = await asyncio.gather(guild.act(actions.open_meeting, new=new), *withdrawals)
    assert on_agenda(await guild.state()) == ()
    assert await guild.store.read(topics_store.topics_of, guild.workspace, BEN) == ()


@pytest.mark.at_once
async def test_forty_starts_clicks_and_topics_at_once_leave_everything_whole(guild: Guild) -> None:
    await guild.propose("one")
    await guild.open(BEN)
    acts = [
        *(guild.act(actions.open_vote, meeting=guild.id, phase=1, person=BEN) for _ in range(5)),
        *(guild.propose(f"topic {number}") for number in range(10)),
        *(guild.act(actions.check_in, meeting=guild.id, person=PersonId(f"U{number}")) for number in range(10)),
        *(guild.act(actions.leave, meeting=guild.id, person=CHLOE) for _ in range(5)),
    ]
    answers = await asyncio.gather(*acts, return_exceptions=True)
    assert {type(one) for one in answers if isinstance(one, BaseException)} == {Stale}
    state = await guild.state()
    assert (state.stage, state.phase, len(state.topics), len(state.here)) == (Stage.VOTING, 2, 11, 12)


def _never_came(unit: Unit, *, person: PersonId) -> None:
    unit.run(_OF_PERSON, {"who": person})


async def test_what_one_person_opened_alone_waits_again_and_nobody_is_told_of_a_record(guild: Guild, facts: list[Fact]) -> None:
    for title in ("one", "two"):
        await guild.propose(title)
    await guild.open(BEN)
    await guild.to_talk()
    await guild.act(_never_came, person=BEN)  # as a vote that one person opened alone could leave it, before that was refused
    await guild.steer(actions.end_box)
    await guild.steer(actions.room_says, more=False)
    await guild.wait(timedelta(hours=1))
    state = await guild.state()
    assert (state.how, {found.column for found in state.topics}) == (Closing.QUIET, {Column.TO_DISCUSS})
    assert facts == []
    assert await guild.messages(CEREMONY.kinds.roster.name) == []
    waiting = await guild.store.read(topics_store.waiting_topics, guild.workspace, GUILD)
    assert [(found.title, found.carried, found.boxes, found.tallies) for found in waiting] == [
        ("one", 0, (), ()),
        ("two", 0, (), ()),
    ]
    await guild.open(BEN)
    assert {found.column for found in (await guild.state()).topics} == {Column.TO_DISCUSS}


async def test_whoever_hosts_in_place_of_a_host_who_watches_votes_and_is_waited_for(guild: Guild) -> None:
    topic = await guild.propose("one")
    await guild.open(BEN, CHLOE, wishes=Wishes(host_votes=False))
    await guild.act(actions.leave, meeting=guild.id, person=ANA)
    await guild.steer(actions.open_vote, BEN)
    await guild.act(actions.take_over_host, meeting=guild.id, person=BEN)
    assert (await guild.state()).settings.host_votes
    await guild.wait(minutes(1.5))
    await guild.act(actions.cast_ballot, meeting=guild.id, phase=2, voter=CHLOE, dots=(topic.id,))
    assert (await guild.state()).stage is Stage.VOTING
    await guild.act(actions.cast_ballot, meeting=guild.id, phase=2, voter=BEN, dots=(topic.id,))
    await guild.wait(seconds(10))
    assert (await guild.state()).stage is Stage.DISCUSSING


async def test_a_vote_that_lost_all_its_topics_gathers_anew_and_the_next_one_begins_without_ballots(guild: Guild) -> None:
    first, second = await guild.propose("one"), await guild.propose("two")
    await guild.open(BEN)
    await guild.steer(actions.open_vote)
    cast: dict[str, Any] = {"meeting": guild.id, "phase": 2}
    await guild.act(actions.cast_ballot, voter=ANA, dots=(first.id,), **cast)
    await guild.act(actions.cast_ballot, voter=BEN, dots=(second.id,), **cast)
    await guild.act(actions.withdraw_topic, topic=first.id, person=BEN)
    assert await guild.alarm() == TEN + minutes(2)
    assert await guild.act(actions.cast_ballot, voter=BEN, dots=(first.id, first.id), **cast) == (first.id,)
    assert [ballot.voter for ballot in (await guild.state()).ballots] == [ANA]
    await guild.act(actions.withdraw_topic, topic=second.id, person=BEN)
    await guild.wait(minutes(2))
    assert ((await guild.state()).stage, await guild.alarm()) == (Stage.GATHERING, TEN + minutes(5))
    await guild.propose("three")
    await guild.wait(minutes(3))
    state = await guild.state()
    assert (state.stage, state.ballots, state.voted_until) == (Stage.VOTING, (), None)


async def test_the_new_topics_are_taken_and_voted_on_with_fresh_ballots(guild: Guild) -> None:
    first = await guild.propose("one")
    await guild.open(BEN)
    await guild.steer(actions.open_vote)
    await guild.act(actions.cast_ballot, meeting=guild.id, phase=2, voter=ANA, dots=(first.id,) * 3)
    await guild.steer(actions.close_vote)
    before = (await guild.messages(BOARD.name))[0].wanted
    second, third = await guild.propose("two"), await guild.propose("secret", anonymous=True)
    (board,) = await guild.messages(BOARD.name)
    assert (second.meeting, third.meeting, board.wanted) == (None, None, before + 2)
    await guild.act(actions.withdraw_topic, topic=(await guild.propose("gone")).id, person=BEN)
    assert (await guild.messages(BOARD.name))[0].wanted == before + 4
    await guild.steer(actions.next_topic)
    state = await guild.state()
    assert (state.stage, await guild.store.read(topics_store.new_topics, guild.workspace, state)) == (Stage.LAST_CALL, 2)
    await guild.steer(actions.vote_again, BEN)
    state = await guild.state()
    assert (state.stage, state.ballots, state.voted_until) == (Stage.VOTING, (), None)
    assert {found.id for found in to_vote_on(state)} == {second.id, third.id}
    assert await guild.alarm() == TEN + minutes(2)
    assert await guild.store.read(topics_store.new_topics, guild.workspace, state) == 0
    cast = await guild.act(
        actions.cast_ballot, meeting=guild.id, phase=state.phase, voter=BEN, dots=(third.id, first.id, third.id)
    )
    assert cast == (first.id,)
    await guild.act(actions.edit_topic, topic=third.id, person=BEN, title="still mine", context="")
    await guild.wait(minutes(2))
    state = await guild.state()
    assert [(found.title, found.dots) for found in state.topics if found.id == state.topic] == [("still mine", 2)]
    assert (await guild.state()).topics[0].dots == 3


@pytest.mark.at_once
async def test_two_who_vote_again_in_the_same_instant_open_one_vote(guild: Guild) -> None:
    await guild.propose("one")
    await guild.open(BEN)
    await guild.to_talk()
    await guild.propose("two")
    await guild.steer(actions.next_topic)
    phase = (await guild.state()).phase
    acts = [guild.act(actions.vote_again, meeting=guild.id, phase=phase, person=person) for person in (ANA, BEN)]
    answers = await asyncio.gather(*acts, return_exceptions=True)
    assert sorted(type(one).__name__ for one in answers) == ["NoneType", "Stale"]
    assert [found.title for found in to_vote_on(await guild.state())] == ["two"]


async def test_a_meeting_in_a_thread_leaves_what_waits_to_the_channel_s_own(guild: Guild) -> None:
    new = NewMeeting(GUILD, "Beside", ANA, "UTC", settings.settle(Wishes()), in_thread=True)
    guild.id = await guild.act(actions.open_meeting, new=new)
    named = Proposal(GUILD, BEN, "one", meeting=guild.id)
    await guild.act(actions.propose_topic, proposal=named)
    await guild.act(actions.check_in, meeting=guild.id, person=BEN)
    await guild.to_talk()
    await guild.propose("two")
    await guild.steer(actions.next_topic)
    with pytest.raises(NoTopics):
        await guild.steer(actions.vote_again)


async def test_what_was_proposed_after_the_end_is_not_new_to_the_meeting(guild: Guild) -> None:
    await guild.propose("one")
    await guild.open(BEN)
    await guild.to_talk()
    await guild.propose("two")
    await guild.steer(actions.next_topic)
    await guild.steer(actions.finish_meeting)
    guild.clock.advance(minutes(1))
    await guild.propose("three")
    assert await guild.store.read(topics_store.new_topics, guild.workspace, await guild.state()) == 1


async def redrawn(guild: Guild, screen: str, action: Any, **named: Any) -> bool:
    """Say whether an act has the one message of a screen drawn anew."""
    (before,) = await guild.messages(screen)
    await guild.act(action, **named)
    (after,) = await guild.messages(screen)
    return bool(after.wanted > before.wanted)


async def test_the_summary_and_the_roster_are_drawn_anew_when_they_change(guild: Guild) -> None:
    topic = await guild.propose("one")
    await guild.open(BEN)
    await guild.to_talk()
    await guild.wait(minutes(50))
    written = {"meeting": guild.id, "topic": topic.id, "text": "Write it down", "person": DEV}
    assert await redrawn(guild, BOARD.name, actions.add_takeaway, **written)
    stated = {"meeting": guild.id, "person": ANA, "word": Word({BEN: 30}, {}, "left at half past")}
    assert await redrawn(guild, CEREMONY.kinds.roster.name, actions.state_roster, **stated)


_OF_PERSON = delete(SegmentRow).where(SegmentRow.workspace == in_workspace(), SegmentRow.person == bindparam("who"))
_BALLOT_ROWS = select(BallotRow.voter).where(BallotRow.workspace == in_workspace())


async def test_after_the_close_no_ballot_is_kept_nobody_is_here_and_what_was_discussed_is_off_the_list(guild: Guild) -> None:
    one = await guild.propose("one")
    await guild.open(BEN)
    await guild.steer(actions.open_vote)
    await guild.act(actions.cast_ballot, meeting=guild.id, phase=2, voter=BEN, dots=(one.id,))
    await guild.steer(actions.close_vote)
    await guild.wait(minutes(50))
    assert (await guild.state()).closed is not None
    assert await guild.store.read(lambda read: list(read.rows(_BALLOT_ROWS)), guild.workspace) == []
    assert await guild.store.read(here, guild.workspace, guild.id) == ()
    assert [row.standing for row in await guild.store.read(topic_rows, guild.workspace)] == ["discussed"]
