"""One voter's ballot: presses within the budget, what a withdrawn topic gives back, and when nobody waits any more."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.ids import PersonId
from bot.core.refusal import Refusal
from bot.features.lean_coffee.rules import apply, ballots, meeting
from bot.features.lean_coffee.rules import voting as voting_rules
from bot.features.lean_coffee.rules.refusals import HostDoesNotVote, NoDotsLeft, NoDotThere, TopicGone, VotingClosed
from bot.features.lean_coffee.rules.topics import withdraw
from bot.features.lean_coffee.rules.values import TopicId, Wishes
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, Scene, seconds, topic

PEOPLE = (ANA, BEN, CHLOE)


def voting(*names: str, wishes: Wishes | None = None) -> Scene:
    scene = Scene(*[topic(name) for name in names], wishes=wishes)
    scene.do(voting_rules.open_vote, person=BEN)
    return scene


def gives(scene: Scene, person: PersonId, name: str) -> None:
    scene.do(ballots.give_dot, voter=person, topic=TopicId(name))


def takes(scene: Scene, person: PersonId, name: str) -> None:
    scene.do(ballots.take_dot, voter=person, topic=TopicId(name))


def done(scene: Scene, person: PersonId) -> None:
    scene.do(ballots.say_done, voter=person)


def withdrawn(scene: Scene, name: str) -> None:
    scene.meeting = apply.applied(scene.meeting, withdraw(scene.of(name), person=ANA, host=None))


def dots(scene: Scene, person: PersonId) -> tuple[str, ...]:
    return ballots.dots_of(scene.meeting, person)


def test_presses_add_up_to_the_budget_and_no_further() -> None:
    scene = voting("one", "two")
    for name in ("one", "two", "one"):
        gives(scene, ANA, name)
    with pytest.raises(NoDotsLeft) as refused:
        gives(scene, ANA, "two")
    assert refused.value.allowed == 3
    assert dots(scene, ANA) == ("one", "two", "one")


def test_a_dot_is_taken_back_from_where_it_is_and_nowhere_else() -> None:
    scene = voting("one", "two")
    gives(scene, ANA, "one")
    takes(scene, ANA, "one")
    for name in ("one", "two"):
        with pytest.raises(NoDotThere):
            takes(scene, ANA, name)
    assert dots(scene, ANA) == ()


def test_a_withdrawn_topic_takes_no_press_and_gives_its_dots_back() -> None:
    scene = voting("one", "two")
    for _ in range(3):
        gives(scene, ANA, "one")
    withdrawn(scene, "one")
    for press in (gives, takes):
        with pytest.raises(TopicGone):
            press(scene, ANA, "one")
    for _ in range(3):
        gives(scene, ANA, "two")
    assert dots(scene, ANA) == ("two",) * 3


def test_presses_after_the_close_and_of_a_host_who_watches_do_not_count() -> None:
    scene = voting("one", wishes=Wishes(host_votes=False))
    for press in (gives, takes):
        with pytest.raises(HostDoesNotVote):
            press(scene, ANA, "one")
    scene.do(voting_rules.close_vote, person=BEN)
    scene.now += seconds(7)
    with pytest.raises(VotingClosed):
        done(scene, BEN)


def test_a_press_checks_its_voter_in() -> None:
    scene = voting("one")
    gives(scene, DEV, "one")
    assert DEV in scene.meeting.here


def test_nobody_waits_for_who_has_given_all_dots_or_is_done() -> None:
    scene = voting("one")
    for _ in range(3):
        gives(scene, ANA, "one")
    gives(scene, BEN, "one")
    done(scene, CHLOE)
    assert ballots.voted(scene.meeting) == {ANA, CHLOE}
    done(scene, BEN)
    assert ballots.voted(scene.meeting) == {ANA, BEN, CHLOE}


def test_any_press_takes_back_that_one_is_done() -> None:
    scene = voting("one")
    done(scene, ANA)
    gives(scene, ANA, "one")
    assert ballots.voted(scene.meeting) == frozenset()


def test_who_has_chosen_already_holds_nobody_up_by_saying_so() -> None:
    scene = voting("one")
    for _ in range(3):
        gives(scene, ANA, "one")
    for person in (BEN, CHLOE):
        done(scene, person)
    closes = voting_rules.voting_may_close_at(scene.meeting)
    scene.now += seconds(5)
    for person in PEOPLE:
        done(scene, person)
    assert voting_rules.voting_may_close_at(scene.meeting) == closes == meeting.next_wake(scene.meeting)


def test_who_lost_dots_is_told_before_they_are_done() -> None:
    scene = voting("one", "two")
    gives(scene, ANA, "one")
    gives(scene, ANA, "two")
    withdrawn(scene, "one")
    done(scene, ANA)
    assert dots(scene, ANA) == ("two",)
    assert ballots.voted(scene.meeting) == frozenset()
    done(scene, ANA)
    assert ballots.voted(scene.meeting) == {ANA}


def test_who_lost_all_dots_is_told_and_may_then_abstain() -> None:
    scene = voting("one", "two")
    gives(scene, ANA, "one")
    withdrawn(scene, "one")
    done(scene, ANA)
    assert ballots.ballot_of(scene.meeting, ANA) is None
    done(scene, ANA)
    assert ballots.voted(scene.meeting) == {ANA}


def test_who_was_done_and_lost_all_dots_is_waited_for_again() -> None:
    scene = voting("one", "two")
    gives(scene, ANA, "one")
    done(scene, ANA)
    withdrawn(scene, "one")
    assert ballots.voted(scene.meeting) == frozenset()


NAMES = ("one", "two", "three")
PRESSES = st.lists(
    st.tuples(st.sampled_from(["give", "take", "done", "withdraw", "cast"]), st.sampled_from(PEOPLE), st.sampled_from(NAMES)),
    max_size=40,
)


@given(presses=PRESSES)
@settings(max_examples=200)
def test_no_order_of_presses_and_withdrawals_exceeds_a_budget_or_loses_a_dot(
    presses: list[tuple[str, PersonId, str]],
) -> None:
    scene, wanted, gone = voting(*NAMES), {person: Counter[str]() for person in PEOPLE}, set[str]()
    for act, person, name in presses:
        mine = wanted[person]
        match act:
            case "withdraw" if name not in gone:
                withdrawn(scene, name)
                gone.add(name)
                for each in wanted.values():
                    del each[name]
            case "cast":
                scene.do(ballots.cast_ballot, voter=person, dots=(TopicId(name),) * 2)
                mine.clear()
                mine.update({} if name in gone else {name: 2})
            case "give" | "take":
                counts = name not in gone and (mine.total() < 3 if act == "give" else mine[name] > 0)
                try:
                    (gives if act == "give" else takes)(scene, person, name)
                except Refusal:
                    assert not counts
                else:
                    assert counts
                    mine[name] += 1 if act == "give" else -1
            case "done":
                done(scene, person)
    for person, mine in wanted.items():
        left = [dot for dot in dots(scene, person) if dot not in gone]
        assert Counter(left) == +mine
        assert len(left) <= 3
    ranked = {place.topic: place.dots for place in voting_rules.ranked(scene.meeting)}
    assert sum(ranked.values()) == sum(mine.total() for mine in wanted.values())
