"""Tables, timers, people who change tables, undo and outages in any order: what holds at every moment."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from itertools import count
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from bot.core.clock import SetClock
from bot.core.ids import MeetingId, PersonId, WorkspaceId
from bot.core.refusal import Refusal
from bot.features.lean_coffee import alarms
from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.actions.reports import remove_hidden, report_topic, restore_topic
from bot.features.lean_coffee.actions.tables import host_table, sit_down
from bot.features.lean_coffee.kinds import DEADLINE
from bot.features.lean_coffee.rules.meeting import COURSE
from bot.features.lean_coffee.rules.series import summary
from bot.features.lean_coffee.rules.settings import settle
from bot.features.lean_coffee.rules.stages import GONE, Choice, Column, Stage
from bot.features.lean_coffee.rules.tables import still_open
from bot.features.lean_coffee.rules.topics import to_vote_on
from bot.features.lean_coffee.rules.values import Meeting, Proposal, Wishes
from bot.features.lean_coffee.store import meetings
from bot.features.lean_coffee.store.topics import waiting_topics
from bot.meetings import actions as of_any
from bot.meetings.rules.values import NewMeeting
from bot.presence.store import segments
from bot.schedule.alarms import Alarm, cancel_alarm
from bot.schedule.heartbeat import Outage
from bot.schedule.tables import AlarmRow
from bot.store.base import in_workspace
from bot.store.unit import Read, RunningStore, Unit
from tests.features.lean_coffee import verbs as actions
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD, TEN
from tests.plugins.repeatable import examples

FEW = [ANA, BEN, CHLOE, DEV]
CROWD = [PersonId(f"U0P{number}") for number in range(10)]
PEOPLE, PLACE = st.sampled_from([*FEW, CROWD[0]]), st.integers(0, 4)
LATE = st.sampled_from([0, 0, 0, 1])
_WORKSPACES = count(1)
_ALARMS = select(AlarmRow.subject, AlarmRow.due).where(AlarmRow.workspace == in_workspace(), AlarmRow.kind == DEADLINE.name)
AT_A_TABLE = ("pause", "resume", "end_box", "next", "carry_on", "take_back", "room_more", "room_next", "finish", "add_minute")


def wakes(read: Read) -> dict[str, Any]:
    """Return when what rings next, as it stands in the database."""
    return {row.subject: row.due for row in read.rows(_ALARMS)}


def ring(unit: Unit, *, subject: str) -> None:
    """Ring an alarm as the clockwork does: it is gone, the meeting is locked, and the rules decide."""
    cancel_alarm(unit, DEADLINE, subject)
    handler = alarms.ALARM_HANDLERS[DEADLINE]
    handler.lock(unit, subject)
    handler.ring(unit, Alarm(DEADLINE, subject, unit.now, timedelta()))


class TablesMachine(RuleBasedStateMachine):
    """A large meeting that has voted, and all that people do at its tables."""

    store: RunningStore
    clock: SetClock
    real: SetClock
    loop: asyncio.Runner
    id: MeetingId

    @initialize(topics=st.integers(2, 7), length=st.integers(6, 15), begun=st.sampled_from([True, True, False]))
    def open(self, topics: int, length: int, begun: bool) -> None:
        self.workspace = WorkspaceId(f"T{next(_WORKSPACES)}")
        self._at(timedelta(), start=True)
        for number in range(topics):
            author = FEW[number % 3]
            self._write(actions.propose_topic, proposal=Proposal(GUILD, author, f"t{number}", anonymous=number == 1))
        wishes = Wishes(length=timedelta(minutes=length), box=timedelta(seconds=30))
        self.id = self._write(actions.open_meeting, new=NewMeeting(GUILD, "Guild", ANA, "UTC", settle(wishes)))
        for person in (BEN, CHLOE, *CROWD):
            self._write(actions.check_in, meeting=self.id, person=person)
        self._write(actions.open_vote, meeting=self.id, phase=1, person=ANA)
        found = [topic.id for topic in self.whole.topics]
        for start in range(0, topics - 1, 3):
            dots = tuple(found[start : start + 3])
            self._write(actions.cast_ballot, meeting=self.id, phase=2, voter=CROWD[start], dots=dots)
        self._write(actions.close_vote, meeting=self.id, phase=2, person=ANA)
        self.phases: dict[str, int] = {}
        if begun:
            self.split(BEN, 0)
            self.sit(DEV, 1, hosts=False)

    @property
    def whole(self) -> Meeting:
        found = self._read(meetings.meeting, self.id)
        assert found is not None
        return found

    @property
    def open_now(self) -> bool:
        return self.whole.closed is None

    def _table(self, pick: int) -> Meeting | None:
        """Return one of the tables, also one that is over."""
        all_of = self.whole.tables
        return self._read(meetings.meeting, all_of[pick % len(all_of)].id) if all_of else None

    @rule(person=PEOPLE, late=LATE)
    def split(self, person: PersonId, late: int) -> None:
        self._try(of_any.steer, ceremony=CEREMONY, verb="split", meeting=self.id, phase=self.whole.phase - late, person=person)

    @rule(person=PEOPLE, late=LATE)
    def back(self, person: PersonId, late: int) -> None:
        self._try(
            of_any.steer, ceremony=CEREMONY, verb="one_table", meeting=self.id, phase=self.whole.phase - late, person=person
        )

    @rule(person=PEOPLE)
    def undo_of_all(self, person: PersonId) -> None:
        self._try(actions.undo, meeting=self.id, phase=self.whole.phase, person=person)

    @rule(person=PEOPLE, pick=PLACE, hosts=st.booleans())
    def sit(self, person: PersonId, pick: int, hosts: bool) -> None:
        if table := self._table(pick):
            self._try(host_table if hosts else sit_down, ceremony=CEREMONY, table=table.id, person=person)

    @rule(person=PEOPLE, pick=st.none() | PLACE)
    def leave(self, person: PersonId, pick: int | None) -> None:
        table = None if pick is None else self._table(pick)
        self._try(actions.leave, meeting=self.id if table is None else table.id, person=person)

    @rule(person=PEOPLE)
    def come(self, person: PersonId) -> None:
        self._try(actions.check_in, meeting=self.id, person=person)

    @rule(person=PEOPLE, pick=PLACE, verb=st.sampled_from(AT_A_TABLE), late=LATE)
    def steer(self, person: PersonId, pick: int, verb: str, late: int) -> None:
        if table := self._table(pick):
            named = {"meeting": table.id, "phase": table.phase - late, "person": person}
            self._try(of_any.steer, ceremony=CEREMONY, verb=verb, **named)

    @rule(person=PEOPLE, pick=PLACE)
    def undo_at_a_table(self, person: PersonId, pick: int) -> None:
        if table := self._table(pick):
            self._try(actions.undo, meeting=table.id, phase=table.phase, person=person)

    @rule(people=st.lists(PEOPLE, min_size=1, max_size=3), pick=PLACE, choice=st.sampled_from(Choice), ts=st.integers(1, 9))
    def thumbs(self, people: list[PersonId], pick: int, choice: Choice, ts: int) -> None:
        if table := self._table(pick):
            for person in people:
                named = {"meeting": table.id, "phase": table.phase, "person": person, "choice": choice}
                self._try(actions.give_thumb, **named, ts=f"17.{ts}")

    @rule(person=PEOPLE, pick=PLACE, of_topic=st.booleans())
    def write(self, person: PersonId, pick: int, of_topic: bool) -> None:
        if table := self._table(pick):
            topic = table.topic if of_topic else None
            self._try(actions.add_takeaway, meeting=table.id, topic=topic, text="word", person=person)

    @precondition(lambda self: self.open_now)
    @rule(person=PEOPLE, pick=st.integers(0, 6))
    def withdraw(self, person: PersonId, pick: int) -> None:
        topics = self.whole.topics
        self._try(actions.withdraw_topic, topic=topics[pick % len(topics)].id, person=person)

    @precondition(lambda self: self.open_now)
    @rule(pick=st.integers(0, 6))
    def hide(self, pick: int) -> None:
        topics = self.whole.topics
        for person in CROWD[:3]:
            self._try(report_topic, meeting=self.id, topic=topics[pick % len(topics)].id, person=person)

    @rule(pick=st.integers(0, 6), verb=st.sampled_from([restore_topic, remove_hidden]))
    def decide(self, pick: int, verb: Callable[..., None]) -> None:
        topics = self.whole.topics
        self._try(verb, meeting=self.id, topic=topics[pick % len(topics)].id, person=ANA)

    @rule(person=PEOPLE)
    def run_off(self, person: PersonId) -> None:
        self._try(of_any.steer, ceremony=CEREMONY, verb="run_off", meeting=self.id, phase=self.whole.phase, person=person)

    @precondition(lambda self: self.whole.stage is Stage.VOTING)
    @rule(person=PEOPLE, pick=st.integers(0, 2), closes=st.booleans())
    def vote(self, person: PersonId, pick: int, closes: bool) -> None:
        among = to_vote_on(self.whole)
        if among:
            named = {"meeting": self.id, "phase": self.whole.phase}
            self._try(actions.cast_ballot, voter=person, dots=(among[pick % len(among)].id,), **named)
        if closes:
            self._try(actions.close_vote, meeting=self.id, phase=self.whole.phase, person=person)

    @rule(span=st.sampled_from([1, 12, 31, 61, 120]))
    def wait(self, span: int) -> None:
        self._pass(self.clock.now() + timedelta(seconds=span))

    @rule(span=st.sampled_from([20, 90, 1500]))
    def pull_the_plug(self, span: int) -> None:
        self._at(timedelta(seconds=span))
        began = self.real.now() - timedelta(seconds=span)
        self._write(alarms.after_outage, outage=Outage(began, self.real.now()))

    @rule(by=st.sampled_from([-600, 600]))
    def set_the_clock(self, by: int) -> None:
        left = {subject: due - self.clock.now() for subject, due in self._read(wakes).items()}
        self._at(timedelta(seconds=by))
        self._write(alarms.after_jump, by=timedelta(seconds=by))
        after = {subject: due - self.clock.now() for subject, due in self._read(wakes).items()}
        assert after.keys() == left.keys()
        assert all(after[subject] == span for subject, span in left.items() if span)  # one that rings now may decide nothing

    @precondition(lambda self: self.clock.now() - TEN > timedelta(minutes=3))
    @rule(person=st.sampled_from([ANA, BEN]))
    def cancel(self, person: PersonId) -> None:
        self._try(actions.cancel_meeting, meeting=self.id, phase=self.whole.phase, person=person)

    @invariant()
    def who_sits_at_a_table_is_here_and_sits_at_no_other(self) -> None:
        whole = self.whole
        seated = [person for table in still_open(whole) for person in table.here]
        assert len(seated) == len({*seated})
        assert {*seated} <= whole.here
        for stretches in self._read(segments, self.id).values():
            assert sum(one.until is None for one in stretches) <= 1

    @invariant()
    def no_two_tables_talk_about_one_topic_and_each_topic_stands_once(self) -> None:
        whole = self.whole
        talked = [table.topic for table in still_open(whole) if table.topic] + ([whole.topic] if whole.topic else [])
        assert len(talked) == len({*talked})
        assert {topic.id for topic in whole.topics if topic.column is Column.DISCUSSING} == {*talked}
        for table in still_open(whole):
            assert all(topic.at_table == table.id for topic in whole.topics if topic.id == table.topic)

    @invariant()
    def tables_are_open_only_while_the_meeting_is_split(self) -> None:
        whole = self.whole
        assert not still_open(whole) or (whole.stage is Stage.TABLES and whole.closed is None)

    @invariant()
    def each_open_one_rings_at_its_next_moment_and_no_closed_one_does(self) -> None:
        whole = self.whole
        open_ones = [whole] * (whole.closed is None) + [self._read(meetings.meeting, one.id) for one in still_open(whole)]
        set_for = self._read(wakes)
        assert {*set_for} == {one.id for one in open_ones}
        for one in open_ones:
            wakes_at = COURSE.wakes_at(one)
            assert wakes_at is not None
            assert set_for[one.id] <= max(wakes_at, self.clock.now())  # what was due while nobody was alive rings now

    @invariant()
    def phases_only_grow(self) -> None:
        whole = self.whole
        for one in (whole, *(self._read(meetings.meeting, table.id) for table in whole.tables)):
            assert one.phase >= self.phases.get(one.id, 0)
            self.phases[one.id] = one.phase

    def teardown(self) -> None:
        if not hasattr(self, "phases"):
            return
        self._pass(self.whole.planned_end + timedelta(minutes=16))
        whole = self.whole
        assert whole.closed is not None
        assert whole.closed <= whole.planned_end + timedelta(minutes=15)
        assert self._read(wakes) == {}
        record = summary(whole)
        gone = [topic.id for topic in whole.topics if topic.column in GONE]
        told = [one.topic.id for one in record.discussed] + [topic.id for topic in record.not_reached] + gone
        assert sorted(told) == sorted(topic.id for topic in whole.topics)
        left, waiting = {topic.id for topic in record.not_reached}, {topic.id for topic in self._read(waiting_topics, GUILD)}
        assert left <= waiting
        assert waiting - left <= {*gone}  # what its host put back after the end waits as well
        assert {one.place for one in record.discussed} - {0} == {one.place for one in record.tables}

    def _pass(self, target: Any) -> None:
        """Let time pass, ringing what is due on the way, each in a transaction of its own."""
        for _ in range(2_000):
            due = min(((at, subject) for subject, at in self._read(wakes).items()), default=None)
            if due is None or due[0] > target:
                break
            self._at(max(due[0] - self.clock.now(), timedelta()))
            self._write(ring, subject=due[1])
        self._at(max(target - self.clock.now(), timedelta()))

    def _try(self, action: Callable[..., Any], **named: Any) -> None:
        with suppress(Refusal):
            self._write(action, **named)

    def _at(self, step: timedelta, *, start: bool = False) -> None:
        self.clock.instant = TEN if start else self.clock.instant + step
        self.real.instant = self.clock.instant - timedelta(hours=1)

    def _write(self, action: Callable[..., Any], **named: Any) -> Any:
        return self.loop.run(self.store.write(action, self.workspace, None, **named))

    def _read(self, query: Callable[..., Any], *named: Any) -> Any:
        return self.loop.run(self.store.read(query, self.workspace, *named))


def test_whatever_happens_at_tables_all_of_it_comes_to_one_record(
    make_store: Callable[[], RunningStore], clock: SetClock, real: SetClock
) -> None:
    with asyncio.Runner() as loop:
        store = make_store()
        loop.run(store.start())
        held = type("HeldTables", (TablesMachine,), {"store": store, "clock": clock, "real": real, "loop": loop})
        try:
            run_state_machine_as_test(held, settings=settings(max_examples=examples(12), stateful_step_count=30, deadline=None))
        finally:
            loop.run(store.stop())
