"""The rules and the database never disagree, after any sequence of acts; and a meeting always ends."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from inspect import signature
from itertools import count
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from bot.core.clock import SetClock
from bot.core.ids import MeetingId, PersonId, WorkspaceId
from bot.core.refusal import Refusal
from bot.features.lean_coffee import alarms
from bot.features.lean_coffee.kinds import DEADLINE
from bot.features.lean_coffee.rules import apply, ballots, boxes, merging, pitch, reports, run_off, series, silence, voting
from bot.features.lean_coffee.rules import meeting as meeting_rules
from bot.features.lean_coffee.rules import topics as topics_rules
from bot.features.lean_coffee.rules.changes import Change, MeetingEnded
from bot.features.lean_coffee.rules.meeting import COURSE
from bot.features.lean_coffee.rules.parts import tree
from bot.features.lean_coffee.rules.settings import settle
from bot.features.lean_coffee.rules.stages import Choice, Column, Stage, VerdictOutcome
from bot.features.lean_coffee.rules.values import Meeting, Proposal, Seal, TakeawayId, TopicId, Wishes
from bot.features.lean_coffee.store import meetings
from bot.features.lean_coffee.store.reports import reports_of
from bot.features.lean_coffee.store.topics import waiting_topics
from bot.meetings.rules import course, hosting, undo
from bot.meetings.rules.acted import acted
from bot.meetings.rules.hosting import signs_of_host
from bot.meetings.rules.values import RECORDED, Closing, NewMeeting
from bot.presence.rules import minutes_present
from bot.presence.store import segments
from bot.schedule.alarms import Alarm
from bot.schedule.heartbeat import Outage
from bot.schedule.tables import AlarmRow
from bot.store.base import in_workspace
from bot.store.unit import Read, RunningStore
from tests.features.lean_coffee import verbs as actions
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD, TEN
from tests.plugins.repeatable import examples

PEOPLE = st.sampled_from([ANA, BEN, CHLOE, DEV])
_WORKSPACES = count(1)
_ALARMS = select(AlarmRow.due).where(AlarmRow.workspace == in_workspace(), AlarmRow.kind == DEADLINE.name)
STEERING = {
    actions.open_vote: pitch.open_vote,
    actions.next_pitch: pitch.next_pitch,
    actions.skip_pitches: pitch.skip_pitches,
    actions.run_off: run_off.open_run_off,
    actions.close_vote: voting.close_vote,
    actions.pause: boxes.pause,
    actions.resume: boxes.resume,
    actions.add_minute: boxes.add_minute,
    actions.end_box: boxes.end_box,
    actions.next_topic: boxes.next_topic,
    actions.carry_on: boxes.carry_on,
    actions.finish_meeting: meeting_rules.finish,
    actions.take_back: silence.take_back,
}


def in_order(meeting: Meeting | None) -> Meeting | None:
    """Sort what has no order of its own."""
    if meeting is None:
        return None
    kept = ((step, sorted(step.kept.ways, key=lambda way: way.topic)) for step in meeting.steps)
    return replace(
        meeting,
        steps=tuple(replace(step, kept=replace(step.kept, ways=tuple(ways))) for step, ways in kept),
        topics=tuple(sorted(meeting.topics, key=lambda found: found.id)),
        takeaways=tuple(sorted(meeting.takeaways, key=lambda found: found.id)),
    )


def due_alarms(read: Read) -> list[Any]:
    return [row.due for row in read.rows(_ALARMS)]


def answer(act: Callable[[], Any]) -> Any:
    """Return what an act answers, or the reason why it was refused."""
    try:
        return act()
    except Refusal as reason:
        return reason


class MeetingMachine(RuleBasedStateMachine):
    """One meeting held twice: in the rules alone, and through the actions."""

    store: RunningStore
    clock: SetClock
    real: SetClock
    loop: asyncio.Runner
    id: MeetingId
    model: Meeting

    @initialize(
        length=st.integers(2, 12),
        waiting=st.integers(0, 3),
        host_votes=st.booleans(),
        begun=st.sampled_from(["gathering", "vote", "talk"]),
        alone=st.booleans(),
        pitched=st.booleans(),
    )
    def open(self, length: int, waiting: int, host_votes: bool, begun: str, alone: bool, pitched: bool) -> None:
        self.workspace = WorkspaceId(f"T{next(_WORKSPACES)}")
        self._at(timedelta(), start=True)
        wishes = Wishes(length=timedelta(minutes=length), box=timedelta(seconds=30), host_votes=host_votes)
        wishes = replace(wishes, pitch=timedelta(seconds=15) if pitched else None, votes="named" if pitched else "blind")
        proposals = [Proposal(GUILD, BEN, f"waiting {number}") for number in range(waiting)]
        topics = [self._write(actions.propose_topic, proposal=proposal) for proposal in proposals]
        new = NewMeeting(GUILD, "Guild", ANA, "UTC", settle(wishes))
        self.id = self._write(actions.open_meeting, new=new)
        (opened,) = meeting_rules.open_meeting(new, meeting=self.id, waiting=tuple(topics), at=self.clock.now())
        self.model = opened.meeting
        self._apply(course.check_in(self.model, person=ANA, at=self.clock.now()))
        self.names = 0
        if not alone:
            self.come(BEN)
        if begun != "gathering" and waiting:
            self.steer(ANA, actions.open_vote, 0)
        if begun == "talk" and self.model.stage is Stage.PITCH:
            self.steer(ANA, actions.skip_pitches, 0)
        if begun == "talk" and waiting and not alone:
            voter, dots = (ANA if host_votes else BEN), tuple(found.id for found in topics)
            named = {"phase": self.model.phase, "voter": voter, "dots": dots}
            self._both(actions.cast_ballot, ballots.cast_ballot, meeting=self.id, **named)
            self.steer(ANA, actions.close_vote, 0)

    @rule(person=PEOPLE, anonymous=st.booleans())
    def propose(self, person: PersonId, anonymous: bool) -> None:
        if self.model.stage is Stage.CLOSED:
            return
        self.names += 1
        proposal = Proposal(GUILD, person, f"topic {self.names}", anonymous=anonymous)
        made = self._write(actions.propose_topic, proposal=proposal)
        key = made.seal.key if isinstance(made.seal, Seal) else None
        self._apply(topics_rules.propose(self.model, proposal, waiting=0, topic=made.id, at=self.clock.now(), key=key))

    @precondition(lambda self: self.model.topics)
    @rule(person=PEOPLE, pick=st.integers(0, 20), remove=st.booleans())
    def take_away(self, person: PersonId, pick: int, remove: bool) -> None:
        everything = sorted(
            (one for topic in self.model.topics for one in tree(topic)), key=lambda one: (one.title, one.proposed)
        )
        found = everything[pick % len(everything)]
        if self.model.stage is Stage.CLOSED:
            return
        if remove:
            named = {"topic": found.id, "person": person}
            self._both(
                actions.remove_topic, lambda m: topics_rules.remove(m, topic=found.id, person=person), meeting=self.id, **named
            )
        else:
            host = self.model.host if topics_rules.of_group(found) else None
            top = next(one for one in self.model.topics if found in tree(one))
            whole = None if top == found else top
            self._both(
                actions.withdraw_topic,
                lambda m: topics_rules.withdraw(found, person=person, host=host, whole=whole),
                topic=found.id,
                person=person,
            )

    @precondition(lambda self: self.model.stage is Stage.GATHERING and self.model.topics)
    @rule(
        person=st.sampled_from([ANA, ANA, BEN]), one=st.integers(0, 20), other=st.integers(0, 20), late=st.sampled_from([0, 0, 1])
    )
    def merge(self, person: PersonId, one: int, other: int, late: int) -> None:
        first, second = (self.model.topics[pick % len(self.model.topics)].id for pick in (one, other))
        named: dict[str, Any] = {"first": first, "second": second, "person": person, "phase": self.model.phase - late}
        made = answer(lambda: self._write(actions.merge_topics, meeting=self.id, **named))
        merged = made if not isinstance(made, Refusal) else TopicId("refused")
        mine = answer(lambda: merging.merge(self.model, merged=merged, at=self.clock.now(), **named))
        assert (type(mine) if isinstance(mine, Refusal) else None) is (type(made) if isinstance(made, Refusal) else None)
        if not isinstance(mine, Refusal):
            self._apply(mine)

    @precondition(lambda self: any(topic.merge for topic in self.model.topics))
    @rule(person=PEOPLE, pick=st.integers(0, 20), by_host=st.booleans(), late=st.sampled_from([0, 0, 1]))
    def part(self, person: PersonId, pick: int, by_host: bool, late: int) -> None:
        found = [topic.id for topic in self.model.topics if topic.merge]
        named = {"topic": found[pick % len(found)], "person": person, "phase": self.model.phase - late}
        action, says = (actions.take_apart, merging.take_apart) if by_host else (actions.undo_merge, merging.undo_merge)
        self._both(action, says, meeting=self.id, **named)

    @precondition(lambda self: bool(self.model.topics) and self.model.closed is None)
    @rule(people=st.permutations([ANA, BEN, CHLOE, DEV]), pick=st.integers(0, 20))
    def report(self, people: list[PersonId], pick: int) -> None:
        named: dict[str, Any] = {"topic": self.model.topics[pick % len(self.model.topics)].id}
        for person in people:
            known = self._write(reports_of, topic=named["topic"])
            made = answer(lambda: self._write(actions.report_topic, meeting=self.id, person=person, **named))  # noqa: B023
            mine = answer(lambda: reports.report(self.model, person=person, reports=known, **named))  # noqa: B023
            assert (type(mine) if isinstance(mine, Refusal) else None) is (type(made) if isinstance(made, Refusal) else None)
            if not isinstance(mine, Refusal):
                self._apply(mine)

    @precondition(lambda self: bool(reports.hidden(self.model)) and self.model.closed is None)
    @rule(person=PEOPLE, pick=st.integers(0, 20), keep=st.booleans())
    def decide_about_what_is_hidden(self, person: PersonId, pick: int, keep: bool) -> None:
        hidden = reports.hidden(self.model)
        topic = hidden[pick % len(hidden)].id
        action = actions.restore_topic if keep else actions.remove_hidden
        says = reports.restore if keep else topics_rules.remove
        self._both(action, partial(says, topic=topic), meeting=self.id, topic=topic, person=person)

    @rule(person=PEOPLE)
    def come(self, person: PersonId) -> None:
        self._both(actions.check_in, course.check_in, meeting=self.id, person=person)

    @rule(person=PEOPLE)
    def go(self, person: PersonId) -> None:
        self._both(actions.leave, course.leave, meeting=self.id, person=person)

    @rule(person=PEOPLE, act=st.sampled_from(list(STEERING)), late=st.sampled_from([0, 0, 0, 1]))
    def steer(self, person: PersonId, act: Callable[..., Any], late: int) -> None:
        self._both(act, STEERING[act], meeting=self.id, person=person, phase=self.model.phase - late)

    @precondition(lambda self: self.model.steps)
    @rule(person=PEOPLE, late=st.sampled_from([0, 0, 0, 1]))
    def take_it_back(self, person: PersonId, late: int) -> None:
        before, then = self.model, self.clock.now()
        phase = self.model.phase - late
        says = partial(undo.undo, COURSE)
        if self._both(actions.undo, says, meeting=self.id, person=person, phase=phase):
            step = before.steps[-1]
            assert self.model.phase > before.phase
            assert self.model.stage is step.stage or self.model.due is None or self.model.due >= then
            assert then < step.act.at + timedelta(seconds=60)

    @precondition(lambda self: run_off.is_offered(self.model, self.clock.now()))
    @rule(person=PEOPLE)
    def vote_once_more(self, person: PersonId) -> None:
        self.steer(person, actions.run_off, 0)

    @rule(person=PEOPLE, more=st.booleans())
    def speak_for_the_room(self, person: PersonId, more: bool) -> None:
        self._both(actions.room_says, boxes.room_says, meeting=self.id, person=person, phase=self.model.phase, more=more)

    @precondition(lambda self: self.model.stage is Stage.LAST_CALL)
    @rule(person=PEOPLE, late=st.sampled_from([0, 0, 0, 1]))
    def vote_on_what_is_new(self, person: PersonId, late: int) -> None:
        says = partial(voting.vote_again, waiting=self._read(waiting_topics, GUILD))
        self._both(actions.vote_again, says, meeting=self.id, person=person, phase=self.model.phase - late)

    @precondition(lambda self: self.model.stage is Stage.LAST_CALL and self.model.topics)
    @rule(person=PEOPLE, pick=st.integers(0, 20), late=st.sampled_from([0, 0, 0, 1]))
    def talk_about_one_without_dots(self, person: PersonId, pick: int, late: int) -> None:
        named = {"topic": self.model.topics[pick % len(self.model.topics)].id, "phase": self.model.phase - late}
        self._both(actions.talk_about, voting.talk_about, meeting=self.id, person=person, **named)

    @precondition(lambda self: self.model.verdict is not None and self.model.verdict.outcome is VerdictOutcome.SILENCE)
    @rule(person=PEOPLE)
    def take_back_what_silence_did(self, person: PersonId) -> None:
        self._both(actions.take_back, silence.take_back, meeting=self.id, person=person, phase=self.model.phase)

    @precondition(lambda self: self.model.stage in (Stage.DISCUSSING, Stage.THUMBS, Stage.CARRY_ON))
    @rule()
    def nobody_looks(self) -> None:
        self.wait(200)

    @precondition(lambda self: self.model.stage is Stage.VOTING)
    @rule(person=PEOPLE, picks=st.lists(st.integers(0, 20), max_size=5))
    def vote(self, person: PersonId, picks: list[int]) -> None:
        topics = [found.id for found in self.model.topics] or [TopicId("nowhere")]
        dots = tuple(topics[pick % len(topics)] for pick in picks)
        self._both(actions.cast_ballot, ballots.cast_ballot, meeting=self.id, phase=self.model.phase, voter=person, dots=dots)

    @precondition(lambda self: self.model.stage is Stage.VOTING)
    @rule(person=PEOPLE, picks=st.lists(st.integers(-4, 20), min_size=1, max_size=6), late=st.sampled_from([0, 0, 0, 1]))
    def press_in_a_ballot(self, person: PersonId, picks: list[int], late: int) -> None:
        """Give dots, take some back (negative), each press a transaction of its own."""
        topics = [found.id for found in self.model.topics] or [TopicId("nowhere")]
        for pick in picks:
            rule_of, action = (ballots.give_dot, actions.give_dot) if pick >= 0 else (ballots.take_dot, actions.take_dot)
            named = {"topic": topics[pick % len(topics)], "phase": self.model.phase - late}
            self._both(action, rule_of, meeting=self.id, voter=person, **named)

    @precondition(lambda self: self.model.stage is Stage.VOTING)
    @rule(person=PEOPLE)
    def say_done(self, person: PersonId) -> None:
        self._both(actions.say_done, ballots.say_done, meeting=self.id, phase=self.model.phase, voter=person)

    @precondition(lambda self: self.model.stage is Stage.THUMBS)
    @rule(person=PEOPLE, choice=st.sampled_from(Choice), ts=st.integers(1, 9))
    def show_thumb(self, person: PersonId, choice: Choice, ts: int) -> None:
        named = {"phase": self.model.phase, "person": person, "choice": choice, "ts": f"17.{ts}"}
        self._both(actions.give_thumb, boxes.give_thumb, meeting=self.id, **named)

    @rule(person=PEOPLE, pick=st.none() | st.integers(0, 20))
    def take_home(self, person: PersonId, pick: int | None) -> None:
        topic = self.model.topics[pick % len(self.model.topics)].id if pick is not None and self.model.topics else None
        made = self._write(actions.add_takeaway, meeting=self.id, topic=topic, text="word", person=person)
        takeaway = TakeawayId(made)
        self._apply(
            meeting_rules.add_takeaway(
                self.model, takeaway=takeaway, topic=topic, text="word", person=person, at=self.clock.now()
            )
        )

    @rule(person=PEOPLE)
    def host_instead(self, person: PersonId) -> None:
        self._both(actions.take_over_host, hosting.take_over_host, meeting=self.id, person=person)

    @rule(person=PEOPLE, to=PEOPLE)
    def hand_over(self, person: PersonId, to: PersonId) -> None:
        self._both(actions.hand_over, hosting.hand_over, meeting=self.id, person=person, to=to)

    @rule(person=PEOPLE, cohosts=st.frozensets(PEOPLE, max_size=2))
    def name_cohosts(self, person: PersonId, cohosts: frozenset[PersonId]) -> None:
        self._both(actions.name_cohosts, hosting.name_cohosts, meeting=self.id, person=person, cohosts=cohosts)

    @precondition(lambda self: self.model.claim is not None)
    @rule(person=PEOPLE)
    def keep_hosting(self, person: PersonId) -> None:
        self._both(actions.keep_hosting, hosting.keep_hosting, meeting=self.id, person=person)

    @precondition(lambda self: self.model.phase > 4)
    @rule(person=PEOPLE)
    def call_off(self, person: PersonId) -> None:
        self._both(actions.cancel_meeting, meeting_rules.cancel, meeting=self.id, person=person, phase=self.model.phase)

    @rule(span=st.sampled_from([1, 6, 12, 30, 70, 200]))
    def wait(self, span: int) -> None:
        target = self.clock.now() + timedelta(seconds=span)
        while (wake := COURSE.wakes_at(self.model)) is not None and wake <= target:
            self._at(wake - self.clock.now())
            self._ring(wake)
        self._at(target - self.clock.now())

    @rule(span=st.sampled_from([12, 60, 1200]), told=st.integers(1, 2))
    def pull_the_plug(self, span: int, told: int) -> None:
        began = self.clock.now()
        self._at(timedelta(seconds=span))
        for _ in range(told):
            self._write(alarms.after_outage, outage=Outage(self.real.now() - timedelta(seconds=span), self.real.now()))
            self._apply(meeting_rules.bridge(self.model, began=began, ended=self.clock.now()))

    @invariant()
    def the_database_says_what_the_rules_say(self) -> None:
        assert in_order(self._read(meetings.meeting, self.id)) == in_order(self.model)

    @invariant()
    def the_alarm_is_set_for_the_next_moment(self) -> None:
        wake = COURSE.wakes_at(self.model)
        assert self._read(due_alarms) == ([] if wake is None else [wake])

    @invariant()
    def the_role_of_the_host_moves_only_by_what_people_press(self) -> None:
        assert self.model.host not in self.model.cohosts
        assert self.model.claim is None or (self.model.claim.by != self.model.host and self.model.claim.by in self.model.here)

    @invariant()
    def nobody_holds_more_dots_than_allowed(self) -> None:
        assert all(len(ballot.dots) <= self.model.dots for ballot in self.model.ballots)

    def teardown(self) -> None:
        if not hasattr(self, "model"):
            return
        for _ in range(1_000):
            wake = COURSE.wakes_at(self.model)
            if wake is None:
                break
            self._at(max(wake - self.clock.now(), timedelta()))
            self._ring(wake)
        assert self.model.closed is not None
        assert self.model.closed <= self.model.planned_end + timedelta(minutes=15)
        ran = (self.model.opened, self.model.closed)
        for stretches in self._read(segments, self.id).values():
            assert minutes_present(stretches, *ran) <= (ran[1] - ran[0]) // timedelta(minutes=1)
        self.the_database_says_what_the_rules_say()
        self._what_waits_is_what_was_carried_over()

    def _what_waits_is_what_was_carried_over(self) -> None:
        left = tuple(found.id for found in self.model.topics if found.column is Column.TO_DISCUSS)
        counts = self.model.how in RECORDED
        end = MeetingEnded(self.clock.now(), self.model.how or Closing.DONE, left, counts)
        back = {found.id: found for found in series.carried_over(self.model, end)}
        waiting = {found.id: found for found in self._read(waiting_topics, GUILD)}
        assert {topic: waiting[topic] for topic in back} == back

    def _ring(self, due: Any) -> None:
        self._write(actions.on_deadline, alarm=Alarm(DEADLINE, self.id, due, self.clock.now() - due))
        self._apply(())

    def _both(self, action: Callable[..., Any], says: Callable[..., tuple[Change, ...]], **named: Any) -> bool:
        """Act on both sides; they do the same, or refuse for the same reason; return whether they did it."""
        known = set(signature(says).parameters) - {"meeting"}
        values = {name: value for name, value in {**named, "at": self.clock.now()}.items() if name in known}
        mine = answer(lambda: says(self.model, **values))
        theirs = answer(lambda: self._write(action, **named))
        assert (type(mine) if isinstance(mine, Refusal) else None) is (type(theirs) if isinstance(theirs, Refusal) else None)
        if not isinstance(mine, Refusal):
            self._apply(mine, named.get("voter") or (named.get("person") if action is actions.give_thumb else None))
        return not isinstance(mine, Refusal)

    def _apply(self, changes: tuple[Change, ...], by: PersonId | None = None) -> None:
        self.model = apply.applied(self.model, (*acted(COURSE, self.model, changes), *signs_of_host(self.model, changes, by)))
        self.model = apply.applied(self.model, meeting_rules.fall_due(self.model, self.clock.now()))

    def _at(self, step: timedelta, *, start: bool = False) -> None:
        # Business time is an hour ahead of real time, as it is after a journey in the rehearsal room.
        self.clock.instant = TEN if start else self.clock.instant + step
        self.real.instant = self.clock.instant - timedelta(hours=1)

    def _write(self, action: Callable[..., Any], **named: Any) -> Any:
        return self.loop.run(self.store.write(action, self.workspace, None, **named))

    def _read(self, query: Callable[..., Any], *named: Any) -> Any:
        return self.loop.run(self.store.read(query, self.workspace, *named))


@pytest.mark.parametrize("part", range(3))
def test_the_rules_and_the_database_never_disagree(
    make_store: Callable[[], RunningStore], clock: SetClock, real: SetClock, part: int
) -> None:
    with asyncio.Runner() as loop:
        store = make_store()
        loop.run(store.start())
        # Hypothesis, where it repeats itself, takes its seed from the name: each part has examples of its own
        held = type(f"HeldMeeting{part}", (MeetingMachine,), {"store": store, "clock": clock, "real": real, "loop": loop})
        try:
            run_state_machine_as_test(held, settings=settings(max_examples=examples(10), stateful_step_count=30))
        finally:
            loop.run(store.stop())
