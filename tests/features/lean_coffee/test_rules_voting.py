"""Blind, fair votes that lose nothing."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules import apply, ballots, boxes, meeting
from bot.features.lean_coffee.rules import voting as voting_rules
from bot.features.lean_coffee.rules.changes import BallotCast
from bot.features.lean_coffee.rules.refusals import (
    HostDoesNotVote,
    NoTimeToVote,
    NoTopics,
    TooFewPeople,
    TooManyDots,
    VotingClosed,
)
from bot.features.lean_coffee.rules.stages import Column, Stage, Steering
from bot.features.lean_coffee.rules.topics import to_vote_on, withdraw
from bot.features.lean_coffee.rules.values import Ballot, Topic, TopicId, Wishes
from bot.meetings.rules import course, hosting
from bot.meetings.rules.refusals import MeetingOver, NotHere, NotNow, Stale
from bot.meetings.rules.values import Closing, Steered
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, TEN, Scene, clock, minutes, seconds, talking, topic, voted


def voting(*names: str, wishes: Wishes | None = None) -> Scene:
    scene = Scene(*(topic(name, author=BEN) for name in names), wishes=wishes)
    scene.do(voting_rules.open_vote, person=CHLOE)
    return scene


def test_whoever_is_here_may_start_the_vote_and_the_board_says_who_did() -> None:
    scene = voting("one", "two")
    assert scene.stage is Stage.VOTING
    assert scene.meeting.steered is not None
    assert (scene.meeting.steered.by, scene.meeting.steered.what) == (CHLOE, Steering.OPENED_VOTE)
    assert (scene.meeting.due, scene.meeting.dots) == (clock("10:02"), 3)


def test_somebody_who_is_not_here_does_not_steer() -> None:
    with pytest.raises(NotHere):
        Scene(topic("one")).do(voting_rules.open_vote, person=DEV)


def test_one_person_alone_does_not_open_a_vote_and_a_second_one_lets_it_open() -> None:
    scene = Scene(topic("one"), here=(ANA,))
    with pytest.raises(TooFewPeople):
        scene.do(voting_rules.open_vote, person=ANA)
    scene.do(course.check_in, person=BEN)
    scene.do(voting_rules.open_vote, person=ANA)
    assert scene.stage is Stage.VOTING


def test_a_vote_needs_a_topic() -> None:
    with pytest.raises(NoTopics):
        Scene().do(voting_rules.open_vote, person=ANA)


def test_a_stale_button_changes_nothing_and_says_where_the_meeting_is() -> None:
    scene = voting("one")
    with pytest.raises(Stale) as refused:
        scene.do(voting_rules.open_vote, person=ANA, phase=1)
    assert refused.value.stage is Stage.VOTING


def test_a_button_of_another_stage_is_refused() -> None:
    with pytest.raises(NotNow) as refused:
        voting("one").do(voting_rules.open_vote, person=ANA)
    assert refused.value.stage is Stage.VOTING


def test_a_ballot_replaces_the_one_before_as_a_whole() -> None:
    scene = voting("one", "two")
    scene.ballot(ANA, "one", "one", "two")
    scene.ballot(ANA, "two")
    assert scene.meeting.ballots == (Ballot(ANA, (TopicId("two"),), TEN, done=True),)
    assert ballots.dots_of(scene.meeting, ANA) == ("two",)
    assert ballots.dots_of(scene.meeting, BEN) == ()


def test_more_dots_than_allowed_are_refused() -> None:
    with pytest.raises(TooManyDots) as refused:
        voting("one").ballot(ANA, *["one"] * 4)
    assert (refused.value.given, refused.value.allowed) == (4, 3)


def test_a_topic_withdrawn_meanwhile_is_named_and_the_rest_of_the_ballot_kept() -> None:
    scene = voting("one", "two")
    scene.meeting = apply.applied(scene.meeting, withdraw(scene.of("one"), person=BEN, host=None))
    (cast,) = scene.do(ballots.cast_ballot, voter=ANA, dots=(TopicId("one"), TopicId("one"), TopicId("two")))
    assert isinstance(cast, BallotCast)
    assert cast.gone == ("one",)
    assert ballots.dots_of(scene.meeting, ANA) == ("two",)


def test_a_ballot_checks_its_voter_in() -> None:
    scene = voting("one")
    scene.ballot(DEV, "one")
    assert DEV in scene.meeting.here


def test_a_ballot_after_the_close_is_refused_with_the_time() -> None:
    scene = voting("one").until("10:03")
    with pytest.raises(VotingClosed) as refused:
        scene.do(ballots.cast_ballot, voter=ANA, dots=(), phase=2)
    assert refused.value.closed == clock("10:02")


def test_a_ballot_before_the_vote_or_of_another_phase_is_stale() -> None:
    with pytest.raises(Stale):
        Scene(topic("one")).ballot(ANA, "one")
    with pytest.raises(Stale):
        voting("one").do(ballots.cast_ballot, voter=ANA, dots=(), phase=1)


def test_a_ballot_in_a_meeting_that_was_cancelled_before_the_vote_ended_is_refused() -> None:
    scene = voting("one")
    scene.do(meeting.cancel, person=ANA)
    with pytest.raises(MeetingOver):
        scene.do(ballots.cast_ballot, voter=ANA, dots=())


def test_a_host_who_does_not_vote_is_refused_and_not_waited_for() -> None:
    scene = voting("one", wishes=Wishes(host_votes=False))
    with pytest.raises(HostDoesNotVote):
        scene.ballot(ANA, "one")
    scene.ballot(BEN, "one")
    scene.ballot(CHLOE, "one")
    assert meeting.next_wake(scene.meeting) == clock("10:00:10")


def test_whoever_hosts_in_place_of_a_host_who_does_not_vote_votes_like_everyone() -> None:
    scene = voting("one", wishes=Wishes(host_votes=False))
    scene.ballot(BEN, "one")
    scene.do(course.leave, person=ANA)
    scene.do(hosting.take_over_host, person=BEN)
    assert ballots.expected_voters(scene.meeting) == {BEN, CHLOE}
    scene.ballot(BEN, "one", "one")
    assert ballots.dots_of(scene.meeting, BEN) == ("one", "one")
    scene.ballot(ANA, "one")
    assert ANA in ballots.voted(scene.meeting)


@pytest.mark.parametrize("dots", [("one",), ("one", "one", "one"), ()])
def test_voting_closes_ten_seconds_after_everyone_here_has_sent_a_ballot_full_or_not(dots: tuple[str, ...]) -> None:
    scene = voting("one", "two")
    scene.ballot(ANA, "two")
    for person, at in ((BEN, "10:00:20"), (CHLOE, "10:00:30")):
        assert voting_rules.voting_may_close_at(scene.meeting) is None
        scene.until(at).ballot(person, *dots)
    assert scene.until("10:00:39").stage is Stage.VOTING
    assert scene.until("10:00:40").stage is Stage.DISCUSSING
    assert scene.meeting.voted_until == clock("10:00:40")


def test_who_changes_something_meanwhile_holds_it_up_and_so_does_who_comes() -> None:
    scene = voting("one", "two")
    for person in (ANA, BEN, CHLOE):
        scene.ballot(person, "one")
    scene.until("10:00:08").ballot(BEN, "two")
    assert meeting.next_wake(scene.meeting) == clock("10:00:18")
    scene.until("10:00:12").do(course.check_in, person=DEV)
    assert meeting.next_wake(scene.meeting) == clock("10:02")
    scene.until("10:00:30").ballot(DEV, "two")
    assert scene.until("10:00:39").stage is Stage.VOTING
    assert scene.until("10:00:40").running == "one"


def test_no_ballot_keeps_a_vote_open_past_its_deadline() -> None:
    scene = voting("one")
    for person, at in ((ANA, "10:01"), (BEN, "10:01:30"), (CHLOE, "10:01:55")):
        scene.until(at).ballot(person, "one")
    assert meeting.next_wake(scene.meeting) == clock("10:02")


def test_somebody_who_left_does_not_hold_up_the_vote() -> None:
    scene = voting("one")
    scene.ballot(ANA, "one")
    scene.ballot(BEN, "one")
    scene.until("10:01:10").do(course.leave, person=CHLOE)
    assert scene.until("10:01:19").stage is Stage.VOTING
    assert scene.until("10:01:20").stage is Stage.DISCUSSING


def test_with_nobody_here_the_vote_waits_for_its_deadline() -> None:
    scene = voting("one")
    scene.ballot(ANA, "one")
    for person in (ANA, BEN, CHLOE):
        scene.do(course.leave, person=person)
    assert scene.until("10:01:59").stage is Stage.VOTING
    assert scene.until("10:02").stage is Stage.DISCUSSING


def test_whoever_is_here_may_close_the_vote() -> None:
    scene = voting("one")
    scene.ballot(ANA, "one")
    scene.do(voting_rules.close_vote, person=BEN)
    assert scene.stage is Stage.DISCUSSING
    assert scene.meeting.steered is not None
    assert scene.meeting.steered.what is Steering.CLOSED_VOTE


def test_a_vote_opened_just_before_the_planned_end_ends_with_it() -> None:
    scene = Scene(topic("one"), wishes=Wishes(collect=minutes(44)))
    scene.until("10:43:30").do(voting_rules.open_vote, person=ANA)
    assert scene.meeting.due == clock("10:45")
    assert scene.until("10:45").stage is Stage.LAST_CALL


def withdrawn(scene: Scene, *names: str) -> Scene:
    for name in names:
        scene.meeting = apply.applied(scene.meeting, withdraw(scene.of(name), person=BEN, host=None))
    return scene


def test_a_vote_whose_topics_were_all_withdrawn_gathers_anew_and_forgets_its_ballots() -> None:
    scene = withdrawn(voting("one"), "one").until("10:02")
    assert (scene.stage, scene.meeting.phase, scene.meeting.due) == (Stage.GATHERING, 3, clock("10:05"))
    assert scene.until("10:05").stage is Stage.GATHERING
    scene.propose("two")
    assert scene.until("10:08").stage is Stage.VOTING
    assert (scene.meeting.ballots, scene.meeting.dots, scene.meeting.voted_until) == ((), 3, None)
    scene.ballot(ANA, "two")
    assert scene.until("10:10").running == "two"


def test_with_no_time_left_to_vote_and_open_a_topic_an_empty_vote_ends_in_the_last_call() -> None:
    for opened, stage in (("10:39", Stage.GATHERING), ("10:39:01", Stage.LAST_CALL)):
        scene = Scene(topic("one", author=BEN), wishes=Wishes(collect=minutes(44)))
        scene.until(opened).do(voting_rules.open_vote, person=ANA)
        assert withdrawn(scene, "one").until("10:41:01").stage is stage


def test_whoever_closes_an_empty_vote_is_named() -> None:
    scene = withdrawn(voting("one"), "one")
    scene.do(voting_rules.close_vote, person=CHLOE)
    assert scene.stage is Stage.GATHERING
    assert scene.meeting.steered == Steered(CHLOE, Steering.CLOSED_VOTE, TEN)


def test_who_has_no_dot_left_that_counts_has_not_voted_and_who_gave_none_has() -> None:
    scene = voting("one", "two")
    scene.ballot(ANA, "one", "one")
    scene.ballot(BEN, "one", "two")
    scene.ballot(CHLOE)
    assert ballots.voted(scene.meeting) == {ANA, BEN, CHLOE}
    assert ballots.voted(withdrawn(scene, "one").meeting) == {BEN, CHLOE}
    assert voting_rules.voting_may_close_at(scene.meeting) is None


def test_a_ballot_whose_topics_are_all_gone_when_it_lands_takes_the_place_of_none() -> None:
    scene = withdrawn(voting("one", "two"), "one")
    scene.ballot(ANA, "two")
    (cast,) = scene.do(ballots.cast_ballot, voter=ANA, dots=(TopicId("one"),))
    assert isinstance(cast, BallotCast)
    assert cast.gone == ("one",)
    assert scene.meeting.ballots == ()


def test_ties_go_to_more_voters_then_to_the_more_carried_then_to_the_earlier_topic() -> None:
    scene = Scene(
        topic("late", proposed=TEN + seconds(2)),
        topic("early", proposed=TEN + seconds(1)),
        topic("carried", proposed=TEN + seconds(3), carried=1),
        topic("broad", proposed=TEN + seconds(4)),
        topic("loved", proposed=TEN + seconds(5)),
        wishes=Wishes(dots=10),
    )
    scene.do(voting_rules.open_vote, person=ANA)
    scene.ballot(ANA, "late", "late", "early", "early", "carried", "carried", "broad", "loved", "loved")
    scene.ballot(BEN, "broad", "loved")
    scene.do(voting_rules.close_vote, person=ANA)
    order = sorted(scene.meeting.topics, key=lambda found: found.rank)
    assert [found.id for found in order] == ["loved", "broad", "carried", "early", "late"]
    assert (scene.of("broad").dots, scene.of("broad").voters) == (2, 2)
    assert scene.running == "loved"


NAMES = [f"t{number}" for number in range(6)]
PEOPLE = [PersonId(f"U{number}") for number in range(8)]


@given(
    carried=st.lists(st.integers(0, 2), min_size=6, max_size=6),
    proposed=st.lists(st.integers(0, 2), min_size=6, max_size=6),
    ballots=st.dictionaries(st.sampled_from(PEOPLE), st.lists(st.sampled_from(NAMES), max_size=3)),
    order=st.permutations(NAMES),
)
def test_the_ranking_is_a_total_order_whatever_the_order_of_arrival(
    carried: list[int], proposed: list[int], ballots: dict[PersonId, list[str]], order: list[str]
) -> None:
    def at(place: int) -> datetime:
        return TEN + seconds(proposed[place])

    topics = {name: topic(name, proposed=at(place), carried=carried[place]) for place, name in enumerate(NAMES)}
    straight, mixed = Scene(*topics.values()), Scene(*(topics[name] for name in order))
    for scene, voters in ((straight, list(ballots)), (mixed, list(reversed(ballots)))):
        scene.do(voting_rules.open_vote, person=ANA)
        for voter in voters:
            scene.ballot(voter, *ballots[voter])
    ranking = voting_rules.ranked(straight.meeting)
    assert ranking == voting_rules.ranked(mixed.meeting)
    assert [place.rank for place in ranking] == [1, 2, 3, 4, 5, 6]
    assert sum(place.dots for place in ranking) == sum(len(dots) for dots in ballots.values())


@given(st.lists(st.tuples(st.sampled_from(PEOPLE), st.lists(st.sampled_from(NAMES), max_size=7)), max_size=30))
def test_nobody_ever_holds_more_dots_than_allowed(attempts: list[tuple[PersonId, list[str]]]) -> None:
    scene = voting(*NAMES)
    for voter, dots in attempts:
        try:
            scene.ballot(voter, *dots)
        except TooManyDots:
            assert len(dots) > 3
    assert all(len(ballot.dots) <= 3 for ballot in scene.meeting.ballots)
    assert len({ballot.voter for ballot in scene.meeting.ballots}) == len(scene.meeting.ballots)


def test_dots_are_counted_for_the_board_only_when_voting_ends() -> None:
    scene = voting("one")
    scene.ballot(ANA, "one")
    assert scene.of("one").dots == 0
    assert talking("one", "two").of("two").rank == 2


def discussed(*waiting: str, wishes: Wishes | None = None) -> tuple[Scene, tuple[Topic, ...]]:
    """Return a meeting in its last call with these topics waiting in the channel."""
    scene = talking("one", wishes=wishes).until("10:02")
    scene.do(boxes.next_topic, person=BEN)
    return scene, tuple(topic(name, author=BEN) for name in waiting)


def test_once_all_is_discussed_whoever_is_here_may_have_the_new_topics_voted_on() -> None:
    scene, waiting = discussed("two", "three", wishes=Wishes(dots="auto"))
    assert voting_rules.new_to_vote_on(scene.meeting, 2, scene.now) == 2
    scene.do(voting_rules.vote_again, waiting=waiting, person=CHLOE)
    assert (scene.stage, scene.meeting.due, scene.meeting.dots) == (Stage.VOTING, clock("10:04"), 2)
    assert scene.meeting.steered == Steered(CHLOE, Steering.VOTED_AGAIN, clock("10:02"))
    assert [found.meeting for found in to_vote_on(scene.meeting)] == ["m1", "m1"]
    scene.ballot(BEN, "three", "one")
    scene.until("10:04")
    assert (scene.running, scene.of("three").dots, scene.of("one").dots, scene.of("one").rank) == ("three", 1, 1, 1)
    assert {found.column for found in scene.meeting.topics} == {Column.DISCUSSED, Column.DISCUSSING, Column.TO_DISCUSS}
    assert [found.id for found in to_vote_on(scene.meeting)] == ["two"]


def test_what_had_no_dot_is_voted_on_again_with_what_is_new() -> None:
    scene = voted(Scene(topic("one"), topic("left", author=BEN)), "one")
    scene.do(boxes.next_topic, person=ANA)
    scene.do(voting_rules.vote_again, waiting=(topic("new"),), person=ANA)
    scene.ballot(BEN, "left")
    scene.do(voting_rules.close_vote, person=ANA)
    assert (scene.running, scene.of("left").dots, scene.of("new").rank) == ("left", 1, 2)


def test_ballots_of_the_earlier_vote_do_not_count_again_and_come_too_late_for_the_new_one() -> None:
    scene = Scene(topic("one", author=BEN))
    scene.do(voting_rules.open_vote, person=ANA)
    phase = scene.meeting.phase
    for person in (ANA, BEN, CHLOE):
        scene.ballot(person, "one")
    scene.until("10:01").do(boxes.next_topic, person=ANA)
    scene.do(voting_rules.vote_again, waiting=(topic("two"),), person=ANA)
    assert (scene.meeting.ballots, scene.meeting.voted_until) == ((), None)
    scene.ballot(BEN, "two")
    assert scene.until("10:02:59").stage is Stage.VOTING
    with pytest.raises(Stale):
        scene.do(ballots.cast_ballot, voter=ANA, dots=(), phase=phase)
    assert scene.until("10:03").running == "two"
    with pytest.raises(VotingClosed) as refused:
        scene.do(ballots.cast_ballot, voter=ANA, dots=())
    assert refused.value.closed == clock("10:03")


def test_new_topics_are_voted_on_only_where_a_vote_and_a_topic_still_fit() -> None:
    for pressed, offered in (("10:41", 1), ("10:41:01", 0)):
        scene = talking("one")
        scene.do(boxes.pause, person=ANA)
        scene.until(pressed).do(boxes.next_topic, person=ANA)
        assert voting_rules.new_to_vote_on(scene.meeting, 1, scene.now) == offered
        if offered:
            scene.do(voting_rules.vote_again, waiting=(topic("two"),), person=ANA)
            scene.ballot(ANA, "two")
            assert scene.until("10:43").running == "two"
        else:
            with pytest.raises(NoTimeToVote) as refused:
                scene.do(voting_rules.vote_again, waiting=(topic("two"),), person=ANA)
            assert refused.value.planned_end == clock("10:45")


def test_nobody_votes_again_on_nothing_nor_while_something_is_still_to_discuss_nor_from_elsewhere() -> None:
    scene, waiting = discussed("two")
    with pytest.raises(NoTopics):
        scene.do(voting_rules.vote_again, waiting=(), person=ANA)
    with pytest.raises(NotHere):
        scene.do(voting_rules.vote_again, waiting=waiting, person=DEV)
    with pytest.raises(Stale):
        scene.do(voting_rules.vote_again, waiting=waiting, person=ANA, phase=scene.meeting.phase - 1)
    with pytest.raises(NotNow):
        talking("one").do(voting_rules.vote_again, waiting=waiting, person=ANA)
    scene.meeting = replace(scene.meeting, in_thread=True)
    assert voting_rules.new_to_vote_on(scene.meeting, 1, scene.now) == 0
    with pytest.raises(NoTopics):
        scene.do(voting_rules.vote_again, waiting=waiting, person=ANA)


def test_no_more_topics_come_on_a_board_than_it_holds() -> None:
    scene, _ = discussed()
    waiting = tuple(topic(f"new {number}") for number in range(120))
    assert voting_rules.new_to_vote_on(scene.meeting, 120, scene.now) == 99
    scene.do(voting_rules.vote_again, waiting=waiting, person=ANA)
    assert len(scene.meeting.topics) == 100


def test_where_the_new_topics_are_withdrawn_too_topics_are_gathered_again() -> None:
    scene, waiting = discussed("two")
    scene.do(voting_rules.vote_again, waiting=waiting, person=ANA)
    assert withdrawn(scene, "two").until("10:04").stage is Stage.GATHERING
    assert scene.to_the_end().meeting.how is Closing.DONE
