"""The rules of an asynchronous Lean Coffee: windows that end by themselves, thumbs that decide, reminders."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from inspect import signature
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.core.ids import MeetingId, PersonId
from bot.core.refusal import Refusal
from bot.features.lean_coffee.rules import ballots, topics
from bot.features.lean_coffee.rules import meeting as live
from bot.features.lean_coffee.rules.changes import MeetingEnded, TopicRemoved, TopicReworded
from bot.features.lean_coffee.rules.refusals import DotsOutOfBounds, NoTopics, TopicGone, TopicTaken, VotingClosed
from bot.features.lean_coffee.rules.stages import Choice, Column
from bot.features.lean_coffee.rules.values import Proposal, TakeawayId, Tally, Topic, TopicId
from bot.features.lean_coffee.rules.windows import answers, course, lengths, reminders
from bot.features.lean_coffee.rules.windows.apply import apply_own
from bot.features.lean_coffee.rules.windows.course import COURSE
from bot.features.lean_coffee.rules.windows.refusals import HostIsIn, LastWindow, NotIn, WindowOutOfBounds
from bot.features.lean_coffee.rules.windows.values import AsyncCoffee, Stage, Wishes, goes_on, talked_about, tally_of
from bot.meetings.rules import course as of_any
from bot.meetings.rules import outages, undo
from bot.meetings.rules.acted import acted
from bot.meetings.rules.changes import PersonCheckedIn
from bot.meetings.rules.refusals import AlreadyHost, MeetingOver, NotHost, NotNow, Stale
from bot.meetings.rules.values import Closing, NewMeeting
from bot.schedule.working_days import USUAL_DAYS, WorkingDays
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD, TEN, topic

UNDO = partial(undo.undo, COURSE)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MADRID = "Europe/Madrid"


class Windows:
    """One of Ana's that begins on a Tuesday at ten, UTC."""

    def __init__(
        self, *names: str, wishes: Wishes | None = None, here: Iterable[PersonId] = (ANA, BEN), at: datetime = TEN
    ) -> None:
        self.now = at
        new = NewMeeting(GUILD, "Platform guild", ANA, MADRID, lengths.settle(wishes or Wishes()))
        self.meeting = course.open_async(new, meeting=MeetingId("m1"), days=USUAL_DAYS, at=at)
        self.happened: list[Any] = []
        for person in here:
            self.do(of_any.check_in, person=person)
        for name in names:
            self.propose(name)

    def do(self, act: Callable[..., tuple[Any, ...]], **named: Any) -> tuple[Any, ...]:
        if "phase" in signature(act).parameters:
            named.setdefault("phase", self.meeting.phase)
        at = {"at": self.now} if "at" in signature(act).parameters else {}
        changes = act(self.meeting, **at, **named)
        self._apply(acted(COURSE, self.meeting, changes))
        return changes

    def propose(self, name: str, person: PersonId = BEN, **named: Any) -> None:
        self.do(topics.propose, proposal=Proposal(GUILD, person, name), waiting=0, topic=TopicId(name), **named)

    def vote(self, person: PersonId, *names: str) -> None:
        self.do(ballots.cast_ballot, voter=person, dots=tuple(TopicId(name) for name in names))

    def thumb(self, person: PersonId, name: str, choice: Choice, ts: str | None = None) -> tuple[Any, ...]:
        return self.do(answers.give_thumb, person=person, topic=TopicId(name), choice=choice, ts=ts or str(self.now.timestamp()))

    def passes(self, span: timedelta) -> "Windows":
        target = self.now + span
        while (wake := COURSE.wakes_at(self.meeting)) is not None and wake <= target:
            self.now = wake
            self._apply(of_any.fall_due(COURSE, self.meeting, wake))
        self.now = target
        return self

    def of(self, name: str) -> Topic:
        return next(one for one in self.meeting.topics if one.id == name)

    def _apply(self, changes: tuple[Any, ...]) -> None:
        self.happened += changes
        self.meeting = of_any.applied(COURSE, self.meeting, changes)


def voting(*names: str, **named: Any) -> Windows:
    return Windows(*names, **named).passes(DAY)


def talking(*names: str) -> Windows:
    scene = voting(*names)
    for place, name in enumerate(names):
        scene.vote((ANA, BEN, CHLOE, DEV)[place % 4], *[name] * (3 - place % 3))
    return scene.passes(DAY)


def test_the_windows_follow_one_another_by_themselves_to_the_end() -> None:
    scene = talking("a", "b", "c", "d")
    assert scene.meeting.stage is Stage.TALKING
    assert [one.id for one in talked_about(scene.meeting)] == ["a", "d", "b"]
    scene.thumb(ANA, "a", Choice.MORE)
    scene.passes(DAY)
    assert [one.id for one in talked_about(scene.meeting)] == ["a"]
    assert goes_on(scene.of("a"))
    scene.passes(3 * DAY)
    assert (scene.meeting.how, scene.meeting.stage) == (Closing.DONE, Stage.CLOSED)
    assert scene.of("a").boxes == (DAY, 3 * DAY)
    assert scene.of("a").tallies == (Tally(more=1),)
    (end,) = [one for one in scene.happened if isinstance(one, MeetingEnded)]
    assert (end.carried, end.counts) == (("c",), True)


@pytest.mark.parametrize(
    ("choices", "more"),
    [
        ((), False),
        ((Choice.MORE,), True),
        ((Choice.NEXT,), False),
        ((Choice.NEUTRAL,), False),
        ((Choice.MORE, Choice.NEXT), False),
        ((Choice.MORE, Choice.NEXT, Choice.MORE), True),
        ((Choice.MORE, Choice.NEUTRAL), True),
    ],
)
def test_more_thumbs_up_than_down_give_one_more_window_and_a_tie_or_silence_none(choices: tuple[Choice, ...], more: bool) -> None:
    scene = talking("a")
    for person, choice in zip((ANA, BEN, CHLOE), choices, strict=False):
        scene.thumb(person, "a", choice)
    scene.passes(DAY)
    assert (scene.meeting.stage is Stage.TALKING) is more


def test_there_is_no_third_window() -> None:
    scene = talking("a")
    scene.thumb(ANA, "a", Choice.MORE)
    scene.passes(DAY)
    with pytest.raises(LastWindow):
        scene.thumb(BEN, "a", Choice.MORE)
    assert scene.passes(3 * DAY).meeting.how is Closing.DONE


def test_the_last_thumb_of_a_person_counts_whatever_the_order_of_arrival() -> None:
    scene = talking("a", "b")
    scene.thumb(ANA, "a", Choice.MORE, "2.0")
    assert scene.thumb(ANA, "a", Choice.NEXT, "1.0") == ()
    assert scene.thumb(ANA, "a", Choice.NEXT, "no time") == ()
    scene.thumb(ANA, "b", Choice.NEXT, "no time")
    assert tally_of(scene.meeting, TopicId("a")) == Tally(more=1)
    scene.thumb(DEV, "a", Choice.NEUTRAL)
    assert tally_of(scene.meeting, TopicId("a")) == Tally(more=1, neutral=1)
    assert DEV in scene.meeting.here


def test_a_thumb_needs_a_talk_and_a_topic_that_is_talked_about() -> None:
    with pytest.raises(NotNow):
        Windows("a").thumb(ANA, "a", Choice.MORE)
    scene = talking("a", "b", "c", "d")
    with pytest.raises(TopicTaken):
        scene.thumb(ANA, "c", Choice.MORE)
    scene.meeting = apply_own(scene.meeting, TopicRemoved(TopicId("c")))
    with pytest.raises(TopicGone):
        scene.thumb(ANA, "c", Choice.MORE)
    with pytest.raises(Stale):
        scene.do(answers.give_thumb, person=ANA, topic=TopicId("a"), choice=Choice.MORE, ts="1.0", phase=1)
    scene.passes(DAY)
    with pytest.raises(MeetingOver):
        scene.thumb(ANA, "a", Choice.MORE)


def test_nobody_proposes_and_it_closes_quietly() -> None:
    assert Windows().passes(DAY).meeting.how is Closing.QUIET


def test_one_person_alone_has_discussed_nothing() -> None:
    scene = Windows("a", here=(ANA,)).passes(DAY)
    scene.vote(ANA, "a")
    scene.passes(DAY).passes(DAY)
    assert (scene.meeting.how, scene.of("a").column) == (Closing.QUIET, Column.TO_DISCUSS)


def test_nobody_votes_and_no_topic_counts_as_passed_over() -> None:
    scene = voting("a").passes(DAY)
    (end,) = [one for one in scene.happened if isinstance(one, MeetingEnded)]
    assert (end.how, end.carried, end.counts) == (Closing.QUIET, ("a",), False)
    with pytest.raises(VotingClosed):
        scene.vote(ANA, "a")


def test_a_meeting_that_is_cancelled_in_the_talk_keeps_what_was_discussed() -> None:
    scene = talking("a", "b", "c", "d")
    changes = of_any.cancel(COURSE, scene.meeting, person=ANA, phase=scene.meeting.phase, at=scene.now + HOUR)
    after = of_any.applied(COURSE, scene.meeting, changes)
    assert (after.how, [one.column for one in after.topics].count(Column.DISCUSSED)) == (Closing.CANCELLED, 3)


def test_waiting_topics_are_taken_by_explicit_choice_while_topics_are_proposed() -> None:
    scene = Windows()
    with pytest.raises(NoTopics):
        scene.do(course.take_waiting, waiting=(), person=DEV)
    scene.do(course.take_waiting, waiting=(topic("w"),), person=DEV)
    assert (scene.of("w").meeting, DEV in scene.meeting.here) == ("m1", True)
    scene.passes(DAY)
    with pytest.raises(NotNow) as refused:
        scene.do(course.take_waiting, waiting=(topic("x"),), person=DEV)
    assert refused.value.stage is Stage.VOTING


def test_who_proposes_is_in_it_from_the_first_time_on_and_is_noted_once() -> None:
    scene = Windows("a", here=(ANA,))
    assert (answers.comes(scene.meeting, DEV, scene.now), answers.comes(scene.meeting, ANA, scene.now)) == (
        (PersonCheckedIn(DEV, scene.now),),
        (),
    )


def test_where_dots_follow_the_topics_more_of_those_give_more() -> None:
    few, many = (Windows(*names, wishes=Wishes(dots="auto")).passes(DAY).meeting.dots for names in ("a", "abcdefghij"))
    assert (few, many) == (2, 4)


def test_a_window_is_ended_early_by_its_host_alone_and_that_is_taken_back_within_a_minute() -> None:
    scene = Windows("a")
    with pytest.raises(NotHost):
        scene.do(course.end_window, person=BEN)
    with pytest.raises(NoTopics):
        Windows().do(course.end_window, person=ANA)
    due = scene.meeting.due
    for _ in range(2):
        scene.do(course.end_window, person=ANA)
        assert scene.meeting.stage is Stage.VOTING
        scene.vote(BEN, "a")
        scene.do(UNDO, person=BEN)
        assert (scene.meeting.stage, scene.meeting.due, scene.meeting.ballots) == (Stage.PROPOSING, due, ())


def test_a_talk_that_is_taken_back_is_a_vote_again_with_the_ballots_that_were_given() -> None:
    scene = voting("a", "b")
    scene.vote(BEN, "a")
    before = scene.meeting
    scene.do(course.end_window, person=ANA)
    scene.thumb(BEN, "a", Choice.MORE)
    scene.do(UNDO, person=ANA)
    after = scene.meeting
    assert (after.topics, after.ballots, after.thumbs, after.voted_until) == (before.topics, before.ballots, (), None)


def test_a_second_window_that_is_taken_back_is_a_first_one_again_with_its_thumbs() -> None:
    scene = talking("a", "b")
    scene.thumb(BEN, "a", Choice.MORE)
    before = scene.meeting
    scene.do(course.end_window, person=ANA)
    assert [one.id for one in talked_about(scene.meeting)] == ["a"]
    scene.do(UNDO, person=ANA)
    assert (scene.meeting.topics, scene.meeting.thumbs) == (before.topics, before.thumbs)


def test_a_host_is_replaced_once_out_of_it_or_gone_for_good_and_nobody_has_to_answer_within_a_minute() -> None:
    scene = Windows("a")
    with pytest.raises(AlreadyHost):
        scene.do(course.take_over, person=ANA, is_gone=False)
    with pytest.raises(NotIn):
        scene.do(course.take_over, person=CHLOE, is_gone=False)
    with pytest.raises(HostIsIn):
        scene.do(course.take_over, person=BEN, is_gone=False)
    scene.do(course.take_over, person=BEN, is_gone=True)
    scene.do(of_any.leave, person=BEN)
    scene.do(course.take_over, person=ANA, is_gone=False)
    assert scene.meeting.host == ANA


@pytest.mark.parametrize(
    ("began", "ends"),
    [
        (datetime(2026, 12, 1, 10, tzinfo=UTC), datetime(2026, 12, 2, 10, tzinfo=UTC)),
        (datetime(2026, 12, 4, 10, tzinfo=UTC), datetime(2026, 12, 7, 10, tzinfo=UTC)),
        (datetime(2026, 12, 5, 10, tzinfo=UTC), datetime(2026, 12, 7, 10, tzinfo=UTC)),
        # Thursday 23:30 UTC is Friday half past midnight in Madrid, so a day later it is Saturday there; and the clock goes back.
        (datetime(2026, 10, 22, 22, 30, tzinfo=UTC), datetime(2026, 10, 25, 23, 30, tzinfo=UTC)),
    ],
)
def test_a_window_that_would_end_on_a_free_day_ends_at_the_same_hour_of_the_next_working_day(
    began: datetime, ends: datetime
) -> None:
    assert Windows(at=began).meeting.due == ends


@pytest.mark.parametrize(("lost", "given_back"), [(timedelta(seconds=10), False), (59 * HOUR / 60, False), (HOUR, True)])
def test_an_outage_gives_back_only_what_is_felt(lost: timedelta, given_back: bool) -> None:
    scene = Windows("a").passes(5 * HOUR)
    due = scene.meeting.due
    assert due is not None
    after = of_any.applied(COURSE, scene.meeting, outages.bridge(COURSE, scene.meeting, began=scene.now - lost, ended=scene.now))
    assert after.due == (due + lost if given_back else due)


def test_it_follows_a_clock_that_was_set_as_a_whole() -> None:
    scene = talking("a")
    scene.thumb(BEN, "a", Choice.MORE)
    scene.do(course.end_window, person=ANA)
    before, moved = scene.meeting, of_any.applied(COURSE, scene.meeting, outages.follow_clock(scene.meeting, by=DAY))
    assert before.due is not None
    assert (moved.due, moved.thumbs[0].at) == (before.due + DAY, before.thumbs[0].at + DAY)
    assert moved.steps[-1].kept.ways[0].opened == before.steps[-1].kept.ways[0].opened + DAY
    assert outages.follow_clock(replace(moved, closed=TEN), by=DAY) == ()


@pytest.mark.parametrize("window", [0 * HOUR, 3 * HOUR, 8 * DAY])
def test_a_window_is_from_four_hours_to_seven_days(window: timedelta) -> None:
    with pytest.raises(WindowOutOfBounds):
        lengths.settle(Wishes(window=window))
    with pytest.raises(DotsOutOfBounds):
        lengths.settle(Wishes(dots=11))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("began", "window", "moment", "why"),
    [
        ("2026-12-01T14:00", DAY, "2026-12-02T10:00", "four hours before, at work"),
        ("2026-12-01T10:00", DAY, "2026-12-02T08:00", "seven in Madrid is too early: at nine"),
        ("2026-12-01T21:00", DAY, "2026-12-02T15:00", "six in the evening is too late: the afternoon before it"),
        ("2026-12-01T08:30", DAY, "2026-12-02T04:30", "at night, where neither morning nor afternoon is left"),
        ("2026-12-01T20:00", 4 * HOUR, "2026-12-01T23:00", "a night's window"),
        ("2026-12-01T10:00", 5 * DAY, "2026-12-07T08:00", "on the Monday on which it ends, after a weekend"),
        ("2026-11-30T08:30", 7 * DAY, "2026-12-04T15:00", "before a weekend, where it ends early on a Monday"),
    ],
)
def test_who_has_not_answered_is_reminded_at_work_where_that_is_possible(
    began: str, window: timedelta, moment: str, why: str
) -> None:
    scene = Windows(wishes=Wishes(window=window), at=at(began))
    assert reminders.reminded_at(scene.meeting, USUAL_DAYS, MADRID) == at(moment), why


def test_nobody_is_reminded_who_has_answered_or_is_not_in_it() -> None:
    scene = Windows("a", here=(ANA, BEN, CHLOE))
    assert reminders.to_remind(scene.meeting) == (ANA, CHLOE)
    scene.passes(DAY)
    scene.vote(ANA, "a")
    scene.do(of_any.leave, person=CHLOE)
    assert reminders.to_remind(scene.meeting) == (BEN,)
    scene.passes(DAY)
    scene.thumb(ANA, "a", Choice.MORE)
    scene.do(live.add_takeaway, takeaway=TakeawayId("t"), topic=TopicId("a"), text="once", person=BEN)
    assert reminders.to_remind(scene.meeting) == ()
    scene.passes(DAY)
    assert reminders.to_remind(scene.meeting) == (ANA, BEN)


def test_a_merged_topic_says_what_its_halves_say_by_now() -> None:
    after = apply_own(Windows("a").meeting, TopicReworded(TopicId("a"), "b", "told", ""))
    assert [(one.title, one.context) for one in after.topics] == [("b", "told")]


def test_a_closed_one_looks_for_nobody() -> None:
    assert reminders.looks_first_at(Windows().passes(DAY).meeting) is None


@given(
    began=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda when: when.replace(tzinfo=UTC)),
    window=st.integers(4, 168),
    zone=st.sampled_from(["UTC", MADRID, "Pacific/Auckland", "America/Los_Angeles", "Asia/Kathmandu"]),
    free=st.sets(st.integers(0, 6), max_size=6),
)
def test_a_reminder_comes_within_its_window_after_its_half_and_an_hour_before_its_end(
    began: datetime, window: int, zone: str, free: set[int]
) -> None:
    days = WorkingDays(frozenset(range(7)) - frozenset(free))
    new = NewMeeting(GUILD, "x", ANA, zone, lengths.settle(Wishes(window=window * HOUR)))
    meeting = course.open_async(new, meeting=MeetingId("m"), days=days, at=began)
    assert meeting.due is not None
    moment = reminders.reminded_at(meeting, days, zone)
    assert began + window * HOUR <= meeting.due <= meeting.planned_end
    assert reminders.looks_first_at(meeting) <= moment <= meeting.due - HOUR  # type: ignore[operator]


class Played(RuleBasedStateMachine):
    """Anybody does anything, time passes in any steps: whatever comes, it holds to its rules."""

    @initialize()
    def begin(self) -> None:
        self.scene = Windows(here=())
        self.given = 0

    def tries(self, act: Callable[..., tuple[Any, ...]], **named: Any) -> None:
        try:
            self.scene.do(act, **named)
        except Refusal:
            return

    @precondition(lambda self: self.scene.meeting.takes_topics)
    @rule(person=st.sampled_from([ANA, BEN, CHLOE]), anonymous=st.booleans())
    def proposes(self, person: PersonId, anonymous: bool) -> None:
        self.given += 1
        name = f"t{self.given}"
        key = {"key": "k"} if anonymous else {}
        self.tries(topics.propose, proposal=Proposal(GUILD, person, name), waiting=0, topic=TopicId(name), **key)

    @rule(person=st.sampled_from([ANA, BEN, CHLOE]), picks=st.lists(st.integers(1, 5), max_size=4))
    def votes(self, person: PersonId, picks: list[int]) -> None:
        self.tries(ballots.cast_ballot, voter=person, dots=tuple(TopicId(f"t{pick}") for pick in picks))

    @rule(
        person=st.sampled_from([ANA, BEN, CHLOE]), pick=st.integers(1, 5), choice=st.sampled_from(Choice), ts=st.integers(1, 99)
    )
    def thumbs(self, person: PersonId, pick: int, choice: Choice, ts: int) -> None:
        self.tries(answers.give_thumb, person=person, topic=TopicId(f"t{pick}"), choice=choice, ts=f"{ts}.0")

    @rule(person=st.sampled_from([ANA, BEN]))
    def ends(self, person: PersonId) -> None:
        self.tries(course.end_window, person=person)

    @rule(person=st.sampled_from([ANA, BEN]))
    def undoes(self, person: PersonId) -> None:
        self.tries(UNDO, person=person)

    @rule(person=st.sampled_from([ANA, BEN, CHLOE]), comes=st.booleans())
    def comes_and_goes(self, person: PersonId, comes: bool) -> None:
        self.tries(of_any.check_in if comes else of_any.leave, person=person)

    @rule(hours=st.integers(0, 30))
    def time_passes(self, hours: int) -> None:
        self.scene.passes(hours * HOUR + timedelta(seconds=7))

    @rule(hours=st.integers(0, 30))
    def is_away(self, hours: int) -> None:
        began = self.scene.now
        self.scene.now += hours * HOUR
        meeting = self.scene.meeting
        self.scene._apply(outages.bridge(COURSE, meeting, began=began, ended=self.scene.now))
        self.scene._apply(of_any.fall_due(COURSE, self.scene.meeting, self.scene.now))

    @invariant()
    def holds(self) -> None:
        meeting: AsyncCoffee = self.scene.meeting
        running = talked_about(meeting)
        assert len(running) <= 3
        assert all(len(one.boxes) <= 2 for one in meeting.topics)
        assert all(len(ballot.dots) <= meeting.dots for ballot in meeting.ballots)
        assert bool(running) == (meeting.stage is Stage.TALKING)
        if meeting.closed is None:
            assert meeting.due is not None
            assert self.scene.now <= meeting.due <= meeting.planned_end
        else:
            assert (meeting.ballots, meeting.thumbs, meeting.due) == ((), (), None)
            assert all(one.seal is None for one in meeting.topics)

    def teardown(self) -> None:
        self.scene.passes(60 * DAY)
        assert self.scene.meeting.closed is not None


TestPlayed = Played.TestCase
