"""A session by values alone: the order of the moment, a timebox that asks, an end with overtime; and a machine of all that interleaves."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count as counted
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from bot.core.ids import ChannelId, ItemId, MeetingId, PersonId
from bot.core.limits import EmptyText
from bot.core.refusal import Refusal
from bot.features.refinement.rules import estimates, notes
from bot.features.refinement.rules import session as rules
from bot.features.refinement.rules.estimation import (
    FIBONACCI,
    Estimation,
    EstimationId,
    Revealed,
    RevealUndone,
    Round,
    TakenBack,
    Vote,
)
from bot.features.refinement.rules.estimation import apply as estimated
from bot.features.refinement.rules.items import ItemState
from bot.features.refinement.rules.notes import Kind, Note, NoteId
from bot.features.refinement.rules.session_values import Kept, Left, Session, SessionSettings, Stage
from bot.meetings.rules import course, hosting, outages, undo
from bot.meetings.rules.acted import acted
from bot.meetings.rules.changes import ClockFollowed
from bot.meetings.rules.refusals import MeetingOver, NotHere, NothingToUndo, NotHost, NotNow, Stale
from bot.meetings.rules.values import Closing, NewMeeting
from tests.plugins.repeatable import examples

ANA, BEN, CHLOE, DEV = map(PersonId, ("U0ANA", "U0BEN", "U0CHLOE", "U0DEV"))
TEN = datetime(2026, 12, 1, 10, tzinfo=UTC)
PLAN = NewMeeting(ChannelId("C0GUILD"), "Checkout", ANA, "UTC", SessionSettings(timedelta(hours=1), timedelta(minutes=10)))
A, B, C = map(ItemId, "abc")


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def opened(*queue: ItemId, here: tuple[PersonId, ...] = (ANA, BEN), plan: NewMeeting[SessionSettings] = PLAN) -> Session:
    session = rules.begin(plan, meeting=MeetingId("m1"), queue=queue or (A, B, C), at=TEN)
    for person in here:
        session = after(session, course.check_in(session, person=person, at=TEN))
    return session


def after(session: Session, changes: Any) -> Session:
    return course.applied(rules.COURSE, session, changes)


def go_on(session: Session, left: Left = Left.NEXT, queue: tuple[ItemId, ...] = (A, B, C), at: datetime = TEN) -> Session:
    return after(session, rules.go_on(session, person=BEN, phase=session.phase, left=left, queue=queue, at=at))


def due(session: Session, at: datetime) -> Session:
    return after(session, course.fall_due(rules.COURSE, session, at))


def test_it_begins_with_the_first_item_and_needs_one() -> None:
    session = opened()
    assert (session.current, session.stage, session.due) == (A, Stage.REFINING, TEN + minutes(10))
    with pytest.raises(rules.NothingToRefine):
        rules.begin(PLAN, meeting=MeetingId("m1"), queue=(), at=TEN)


def test_the_next_one_is_the_first_of_the_order_as_it_is_now_that_it_has_not_had() -> None:
    second = go_on(opened(), queue=(C, A, B), at=TEN + minutes(3))
    assert (second.current, second.visits[0].left, second.visits[0].ran) == (C, Left.NEXT, minutes(3))
    third = go_on(second, Left.READY, queue=(A, B))
    through = go_on(third, Left.PARKED, queue=(A,))
    assert (through.stage, through.current, through.due) == (Stage.LOOKED_THROUGH, None, TEN + rules.LAST_CALL)
    assert [visit.left for visit in through.visits] == [Left.NEXT, Left.READY, Left.PARKED]
    with pytest.raises(rules.NothingMore):
        go_on(through, queue=(A,))
    assert go_on(through, queue=(A, ItemId("new"))).current == "new"
    assert due(through, TEN + rules.LAST_CALL).how is Closing.DONE


def test_the_time_for_an_item_asks_and_the_planned_end_asks_once_more() -> None:
    over = due(opened(), TEN + minutes(10))
    assert (over.stage, over.due, over.current) == (Stage.CARRY_ON, None, A)
    on = after(over, rules.carry_on(over, person=BEN, phase=over.phase, at=TEN + minutes(12)))
    assert (on.stage, on.due, on.current) == (Stage.REFINING, TEN + minutes(17), A)
    late = due(over, TEN + minutes(60))
    assert (late.stage, late.due) == (Stage.CARRY_ON, TEN + minutes(70))
    assert after(late, rules.carry_on(late, person=BEN, phase=late.phase, at=TEN + minutes(68))).due == TEN + minutes(70)
    closed = due(late, TEN + minutes(70))
    assert (closed.how, closed.visits[-1].left, closed.current) == (Closing.LEFT_OPEN, Left.NEXT, None)
    assert due(opened(), TEN + minutes(71)).how is Closing.LEFT_OPEN
    assert due(opened(), TEN + minutes(90)).how is Closing.LEFT_OPEN


def test_whoever_is_here_steers_and_a_press_counts_once() -> None:
    session = opened()
    with pytest.raises(NotHere):
        rules.go_on(session, person=DEV, phase=session.phase, left=Left.NEXT, queue=(B,), at=TEN)
    with pytest.raises(Stale):
        rules.go_on(go_on(session), person=BEN, phase=session.phase, left=Left.NEXT, queue=(B,), at=TEN)
    with pytest.raises(NotNow):
        rules.carry_on(session, person=BEN, phase=session.phase, at=TEN)
    done = after(session, rules.finish(session, person=BEN, phase=session.phase, at=TEN + minutes(5)))
    assert (done.how, done.visits[-1].ran) == (Closing.DONE, minutes(5))
    with pytest.raises(MeetingOver):
        rules.on_table(done, person=BEN)


def test_an_estimate_is_asked_of_the_item_on_the_table_by_who_is_here() -> None:
    assert rules.on_table(opened(), person=ANA) == A
    with pytest.raises(NotHere):
        rules.on_table(opened(), person=DEV)
    with pytest.raises(rules.NoItem):
        rules.on_table(go_on(opened(A), queue=(A,)), person=ANA)


def test_the_host_says_whether_it_is_learning() -> None:
    learning = after(opened(), rules.mark_learning(opened(), person=ANA))
    assert learning.is_learning
    assert not after(learning, rules.mark_learning(learning, person=ANA)).is_learning
    with pytest.raises(NotHost):
        rules.mark_learning(opened(), person=BEN)


def test_a_clock_that_is_set_moves_what_was_on_the_table_too() -> None:
    moved = after(opened(), (ClockFollowed(minutes(30)),))
    assert (moved.visits[0].opened, moved.due) == (TEN + minutes(30), TEN + minutes(40))


def test_a_question_stands_open_until_it_is_answered_and_an_item_takes_so_many() -> None:
    asked = Note(NoteId("n"), A, Kind.QUESTION, " Which\ncountries first? ", ANA, TEN)
    assert notes.noted(asked, ()) == "Which countries first?"
    full = [asked] * notes.MOST_NOTES
    with pytest.raises(notes.TooManyNotes):
        notes.noted(asked, full)
    assert notes.noted(replace(asked, kind=Kind.DECISION), full)
    assert notes.noted(asked, [replace(asked, settled=TEN)] * notes.MOST_NOTES)
    with pytest.raises(EmptyText):
        notes.noted(replace(asked, text=" "), ())


def test_of_two_who_tick_at_once_each_changes_what_they_changed() -> None:
    points = ("Valuable", "Small")
    shown, chosen = frozenset(["Small"]), frozenset(["Valuable", "Gone"])
    assert notes.ticked(points, shown=shown, chosen=chosen) == (frozenset(["Valuable"]), frozenset(["Small"]))
    assert notes.ticked(points, shown=shown, chosen=shown) == (frozenset[str](), frozenset[str]())


PEOPLE = st.sampled_from([ANA, BEN, CHLOE, DEV])
DEVELOPERS = frozenset([ANA, CHLOE, DEV])
SECRETS = st.sampled_from(FIBONACCI)


def is_open(machine: "Refining") -> bool:
    return machine.session.closed is None


def is_asked(machine: "Refining") -> bool:
    return machine.estimate is not None and not machine.estimate.is_over


class Refining(RuleBasedStateMachine):
    """People, the Product Owner, timers, the host and restarts interleave; what people say stays in a drawer of its own."""

    @initialize(count=st.integers(3, 5), lasts=st.sampled_from([6, 6, 1]))
    def begin(self, count: int, lasts: int) -> None:
        self.at, self.made = TEN, count
        self.queue = [ItemId(f"i{number}") for number in range(count)]
        long = replace(PLAN, settings=SessionSettings(timedelta(hours=lasts), timedelta(minutes=10)))
        self.session = opened(*self.queue, here=(ANA, BEN, CHLOE, DEV), plan=long)
        self.aside: list[ItemId] = []
        self.estimate: Estimation | None = None
        self.drawer: dict[tuple[str, int, PersonId], str] = {}
        self.reveals: dict[tuple[str, int], int] = {}
        self.phases = [self.session.phase]
        self.numbers = counted(1)

    def happen(self, changes: Any) -> None:
        """Apply changes as the actions do, with what they do to the estimate that is open."""
        for change in changes:
            waits = [item for item in self.queue if item not in self.session.looked_at]
            if (item := getattr(change, "item", None)) and type(change).__name__ == "ItemOpened":
                assert item == waits[0], "it is the first of the order as it is now"
            self.follow(change)
            self.session = after(self.session, (change,))
        self.phases.append(self.session.phase)

    def follow(self, change: Any) -> None:
        if self.estimate is not None and not self.estimate.is_over:
            comes = getattr(change, "person", None) in DEVELOPERS
            self.say(rules.follows(self.estimate, change, is_developer=comes, at=self.at))

    def say(self, changes: Any) -> None:
        for change in changes:
            assert self.estimate is not None
            named = (self.estimate.id, self.estimate.round.number)
            step = {Revealed: 1, RevealUndone: -1}.get(type(change), 0)
            self.reveals[named] = self.reveals.get(named, 0) + step
            self.estimate = estimated(self.estimate, change)

    def attempt(self, act: Any) -> None:
        before = (self.session, self.estimate)
        try:
            act()
        except Refusal:
            assert (self.session, self.estimate) == before, "what is refused changes nothing"

    @rule(person=PEOPLE)
    def come(self, person: PersonId) -> None:
        self.attempt(lambda: self.happen(course.check_in(self.session, person=person, at=self.at)))

    @precondition(is_open)
    @rule(person=PEOPLE)
    def leave(self, person: PersonId) -> None:
        self.attempt(lambda: self.happen(course.leave(self.session, person=person, at=self.at)))

    @precondition(is_open)
    @rule(person=PEOPLE)
    def host(self, person: PersonId) -> None:
        self.attempt(lambda: self.happen(hosting.take_over_host(self.session, person=person, at=self.at)))

    @precondition(is_open)
    @rule(person=PEOPLE, left=st.sampled_from(Left), stale=st.sampled_from([False, False, True]))
    def go_on(self, person: PersonId, left: Left, stale: bool) -> None:
        on_table, phase = self.session.current, self.session.phase - stale

        def act() -> None:
            changes = rules.go_on(self.session, person=person, phase=phase, left=left, queue=self.queue, at=self.at)
            assert not stale
            if left is not Left.NEXT and on_table in self.queue:
                self.queue.remove(on_table)
                self.aside.append(on_table)
            self.happen(changes)

        self.attempt(act)

    @precondition(lambda self: self.session.stage is Stage.CARRY_ON)
    @rule(person=PEOPLE)
    def carry_on(self, person: PersonId) -> None:
        self.attempt(lambda: self.happen(rules.carry_on(self.session, person=person, phase=self.session.phase, at=self.at)))

    @rule(order=st.randoms(use_true_random=False))
    def reorder(self, order: Any) -> None:
        order.shuffle(self.queue)

    @precondition(lambda self: self.made < 8)
    @rule()
    def split(self) -> None:
        part = ItemId(f"i{self.made}")
        self.made += 1
        place = self.queue.index(self.session.current) + 1 if self.session.current in self.queue else len(self.queue)
        self.queue.insert(place, part)

    @precondition(lambda self: self.session.current is not None and (self.estimate is None or self.estimate.is_over))
    @rule(person=PEOPLE)
    def ask(self, person: PersonId) -> None:
        def act() -> None:
            item = rules.on_table(self.session, person=person)
            first = Round(1, self.at, None, self.session.here & DEVELOPERS)
            named = EstimationId(f"e{next(self.numbers)}")
            new = Estimation(named, PLAN.channel, item, "It", self.session.host, "UTC", FIBONACCI, self.at, first)
            self.estimate = estimates.begin(replace(new, session=self.session.id))

        self.attempt(act)

    @precondition(is_asked)
    @rule(person=PEOPLE, card=SECRETS)
    def vote(self, person: PersonId, card: str) -> None:
        def act() -> None:
            assert self.estimate is not None
            number, comes = self.estimate.round.number, person in DEVELOPERS
            given = Vote(person, card, "because")
            self.say(estimates.vote(self.estimate, given, number=number, is_developer=comes, at=self.at))
            self.drawer[(self.estimate.id, number, person)] = card

        self.attempt(act)

    @precondition(is_asked)
    @rule(card=SECRETS)
    def all_vote(self, card: str) -> None:
        assert self.estimate is not None
        for person in sorted(self.estimate.round.asked):
            self.vote(person, card)

    @precondition(is_open)
    @rule(person=PEOPLE)
    def host_leaves(self, person: PersonId) -> None:
        self.leave(self.session.host)
        self.host(person)

    @precondition(is_asked)
    @rule(person=PEOPLE, verb=st.sampled_from(["reveal", "undo", "again", "agree"]))
    def decide(self, person: PersonId, verb: str) -> None:
        def act() -> None:
            assert self.estimate is not None
            self.say(self.decision(self.estimate, person, verb))

        self.attempt(act)

    def decision(self, asked: Estimation, person: PersonId, verb: str) -> Any:
        named = {"person": person, "number": asked.round.number, "at": self.at}
        match verb:
            case "reveal":
                return estimates.reveal(asked, **named, host_is_gone=asked.host not in self.session.here)  # type: ignore[arg-type]
            case "undo":
                return estimates.undo(asked, **named)  # type: ignore[arg-type]
            case "again":
                return estimates.again(asked, **named, asked=asked.round.asked)  # type: ignore[arg-type]
            case _:
                return estimates.agree(asked, **named, size="3")  # type: ignore[arg-type]

    @rule(seconds=st.integers(1, 400))
    def wait(self, seconds: int) -> None:
        self.at += timedelta(seconds=seconds)
        self.happen(course.fall_due(rules.COURSE, self.session, self.at))

    @precondition(is_open)
    @rule(seconds=st.integers(1, 600))
    def restart(self, seconds: int) -> None:
        began = self.at
        self.at += timedelta(seconds=seconds)
        self.happen(outages.bridge(rules.COURSE, self.session, began=began, ended=self.at))
        self.happen(course.fall_due(rules.COURSE, self.session, self.at))

    @invariant()
    def every_item_is_in_exactly_one_place(self) -> None:
        visited = [visit.item for visit in self.session.visits]
        assert len(visited) == len(set(visited)), "no item comes on the table twice"
        assert all(visit.left is not None for visit in self.session.visits[:-1])
        assert len({*self.queue, *self.aside}) == len(self.queue) + len(self.aside) == self.made
        assert (self.session.current is not None) == (self.session.stage in (Stage.REFINING, Stage.CARRY_ON))

    @invariant()
    def nobody_sees_what_was_said_before_the_one_reveal(self) -> None:
        assert all(count in (0, 1) for count in self.reveals.values())
        if self.estimate is None:
            return
        assert "because" not in repr((self.session, self.estimate))
        said = {who for named, number, who in self.drawer if (named, number) == (self.estimate.id, self.estimate.round.number)}
        assert said == self.estimate.round.answered
        assert said <= self.estimate.round.asked
        if not self.estimate.is_over:
            assert self.estimate.item == self.session.current, "an estimate ends with its item"
            assert self.estimate.host == self.session.host

    @invariant()
    def phases_only_grow(self) -> None:
        assert self.phases == sorted(self.phases)

    def teardown(self) -> None:
        """Whatever happened, it ends."""
        if hasattr(self, "session"):
            self.at += timedelta(hours=7)
            self.happen(course.fall_due(rules.COURSE, self.session, self.at))
            assert self.session.closed is not None
            assert self.session.current is None
            assert self.estimate is None or self.estimate.is_over


def test_people_timers_host_and_restarts_interleave() -> None:
    run_state_machine_as_test(Refining, settings=settings(max_examples=examples(40), stateful_step_count=30, deadline=None))


def test_an_item_that_was_started_done_or_parked_meanwhile_leaves_as_it_is() -> None:
    moves = {(left, state): rules.leaves_as(left, state) for left in Left for state in ItemState}
    changed = {each: becomes for each, (_, becomes) in moves.items() if becomes is not None}
    assert changed == {
        (Left.READY, ItemState.TO_REFINE): ItemState.READY,
        (Left.PARKED, ItemState.TO_REFINE): ItemState.PARKED,
        (Left.PARKED, ItemState.READY): ItemState.PARKED,
    }
    said = {each for each, (left, _) in moves.items() if left is not Left.NEXT}
    assert said == {*changed, (Left.READY, ItemState.READY), (Left.PARKED, ItemState.PARKED)}


def undone(session: Session, at: datetime) -> Session:
    return after(session, undo.undo(rules.COURSE, session, person=BEN, phase=session.phase, at=at))


def acted_on(session: Session, left: Left, at: datetime, was: ItemState | None = None) -> Session:
    changes = rules.go_on(session, person=BEN, phase=session.phase, left=left, queue=(A, B, C), at=at, was=was)
    return after(session, acted(rules.COURSE, session, changes))


def test_what_somebody_did_to_the_course_is_taken_back_with_the_item_and_its_time() -> None:
    before = opened()
    gone = acted_on(before, Left.READY, TEN + minutes(3), ItemState.TO_REFINE)
    assert gone.steps[-1].kept == Kept(left=True, opened=True, was=ItemState.TO_REFINE)
    back = undone(gone, TEN + minutes(3.5))
    assert (back.current, back.visits, back.stage) == (A, before.visits, Stage.REFINING)
    assert back.due == TEN + minutes(10.5)
    with pytest.raises(NothingToUndo):
        undone(back, TEN + minutes(3.6))


def test_several_acts_are_taken_back_one_after_the_other_and_the_walk_through_too() -> None:
    first = acted_on(opened(), Left.NEXT, TEN + minutes(1))
    second = acted_on(first, Left.PARKED, TEN + minutes(1.2))
    through = acted_on(second, Left.NEXT, TEN + minutes(1.4))
    assert through.steps[-1].kept == Kept(left=True)
    assert undone(through, TEN + minutes(1.5)).current == C
    assert undone(undone(through, TEN + minutes(1.5)), TEN + minutes(1.6)).current == B


def test_a_choice_to_carry_on_is_taken_back_and_nothing_of_the_items_changes() -> None:
    over = due(opened(), TEN + minutes(10))
    changes = rules.carry_on(over, person=BEN, phase=over.phase, at=TEN + minutes(11))
    on = after(over, acted(rules.COURSE, over, changes))
    back = undone(on, TEN + minutes(11.5))
    assert (back.stage, back.due, back.visits) == (Stage.CARRY_ON, None, over.visits)


def test_an_estimate_of_an_item_that_came_too_early_ends_with_that() -> None:
    gone = acted_on(opened(), Left.NEXT, TEN + minutes(1))
    (change,) = undo.undo(rules.COURSE, gone, person=BEN, phase=gone.phase, at=TEN + minutes(1.5))
    estimation = estimates.begin(
        Estimation(
            EstimationId("e1"),
            PLAN.channel,
            B,
            "b",
            ANA,
            "UTC",
            FIBONACCI,
            TEN,
            Round(1, TEN, None, frozenset([BEN])),
            session=gone.id,
        )
    )
    assert rules.follows(estimation, change, is_developer=False, at=TEN) == (TakenBack(TEN),)
    kept = replace(change, step=replace(change.step, kept=Kept()))
    assert rules.follows(estimation, kept, is_developer=False, at=TEN) == ()
