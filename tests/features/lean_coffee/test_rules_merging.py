"""Two topics made one before the vote, and apart again."""

from dataclasses import replace

import pytest

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules import apply, meeting, merging, topics, voting
from bot.features.lean_coffee.rules.acts import Act, acts
from bot.features.lean_coffee.rules.changes import BallotCast, MeetingEnded, TopicEdited, TopicReworded, TopicWithdrawn
from bot.features.lean_coffee.rules.parts import parts, titles_within, tree, words_of
from bot.features.lean_coffee.rules.refusals import (
    NotMerged,
    NotYourTopic,
    SameTopic,
    TooManyParts,
    TooManyTopics,
    TopicGone,
    TopicMerged,
    TopicTaken,
)
from bot.features.lean_coffee.rules.stages import Column, Stage
from bot.features.lean_coffee.rules.values import Ballot, Proposal, TakeawayId, Topic, TopicId
from bot.meetings.rules.refusals import MeetingOver, NotHere, NothingToUndo, NotHost, NotNow, Stale, TooLateToUndo
from bot.meetings.rules.values import Closing
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD, TEN, Scene, minutes, seconds, topic

ONE, TWO, BOTH = TopicId("one"), TopicId("two"), TopicId("both")


def merges(
    scene: Scene, first: str = "one", second: str = "two", into: str = "both", person: PersonId = ANA, **named: int
) -> Topic:
    ids = {"first": TopicId(first), "second": TopicId(second), "merged": TopicId(into)}
    scene.do(merging.merge, **ids, person=person, **named)
    return scene.of(into)


def scene_of(*waiting: Topic) -> Scene:
    return Scene(*(waiting or (topic("one", author=BEN), topic("two", author=CHLOE))))


def withdraws(scene: Scene, part: str, person: PersonId) -> tuple[object, ...]:
    whole = topics.lands_on(scene.meeting, TopicId(part))
    found = next(one for one in tree(whole) if one.id == part)
    return scene.do(lambda _: topics.withdraw(found, person=person, host=None, whole=None if whole == found else whole))


def test_two_topics_become_one_that_says_what_both_say() -> None:
    first = replace(topic("one", carried=2), title="Flaky tests", context="third week", link="https://a.example/1")
    second = replace(
        topic("two", author=BEN), title="Slow builds", context="9 min", link="https://a.example/2", proposed=TEN - minutes(3)
    )
    found = merges(scene_of(first, second))
    assert (found.title, found.context) == ("Slow builds + Flaky tests", "Slow builds: 9 min\nFlaky tests: third week")
    assert found.link.split() == ["https://a.example/2", "https://a.example/1"]
    assert (found.carried, found.proposed, found.author) == (2, TEN - minutes(3), None)
    assert [half.column for half in found.halves] == [Column.MERGED, Column.MERGED]


def test_it_stands_on_the_board_in_their_place() -> None:
    scene = scene_of(topic("one"), topic("two"), topic("three"))
    merges(scene)
    assert [one.id for one in topics.to_vote_on(scene.meeting)] == ["three", "both"]
    assert scene.meeting.steered is not None
    assert (scene.meeting.steered.by, scene.meeting.steered.what, scene.meeting.phase) == (ANA, "merged", 1)


def test_a_cohost_may_merge_and_nobody_else() -> None:
    scene = scene_of()
    with pytest.raises(NotHost):
        merges(scene, person=BEN)
    scene.meeting = replace(scene.meeting, cohosts=frozenset([BEN]))
    assert merges(scene, person=BEN).merge is not None


@pytest.mark.parametrize(
    ("first", "second", "refusal"), [("one", "one", SameTopic), ("one", "gone", TopicGone), ("one", "part", TopicMerged)]
)
def test_what_cannot_be_merged(first: str, second: str, refusal: type[Exception]) -> None:
    scene = scene_of(*(topic(name) for name in ("one", "gone", "part", "other")))
    scene.do(topics.remove, topic=TopicId("gone"), person=ANA)
    merges(scene, "part", "other", "whole")
    with pytest.raises(refusal):
        merges(scene, first, second)


def test_of_a_merge_and_a_vote_that_opens_exactly_one_wins() -> None:
    scene = scene_of()
    phase = scene.meeting.phase
    scene.until("10:03")
    assert scene.stage is Stage.VOTING
    with pytest.raises(Stale):
        merges(scene, phase=phase)
    with pytest.raises(NotNow):
        merges(scene)
    assert {Act.MERGE, Act.TAKE_APART, Act.UNDO_MERGE}.isdisjoint(acts(scene.meeting, ANA, scene.now))
    scene.to_the_end()
    with pytest.raises(MeetingOver):
        merges(scene)


def test_at_most_four_topics_become_one() -> None:
    scene = scene_of(*(topic(str(number)) for number in range(5)))
    merges(scene, "0", "1", "a")
    merges(scene, "2", "3", "b")
    merges(scene, "a", "b", "c")
    assert [part.id for part in parts(scene.of("c"))] == ["0", "1", "2", "3"]
    with pytest.raises(TooManyParts):
        merges(scene, "c", "4", "d")


def test_the_board_is_full_by_what_people_proposed_so_that_nothing_is_over_when_it_is_taken_apart() -> None:
    scene = scene_of(*(topic(str(number)) for number in range(100)))
    merges(scene, "0", "1")
    with pytest.raises(TooManyTopics):
        topics.propose(scene.meeting, Proposal(GUILD, BEN, "more"), waiting=0, topic=TopicId("t"), at=TEN)


def test_long_titles_share_the_room_of_one() -> None:
    assert titles_within(["a" * 150, "b" * 150], 150) == ["a" * 72 + "…", "b" * 73 + "…"]
    assert titles_within(["a" * 20, "b" * 150], 150) == ["a" * 20, "b" * 126 + "…"]
    title, told, _ = words_of((replace(topic("one"), title="a" * 150), replace(topic("two"), title="b" * 150, context="why")))
    assert len(title) == 150
    assert told == f"{'a' * 150}\n{'b' * 150}: why"


def test_anyone_here_takes_a_merge_back_within_a_minute() -> None:
    scene = scene_of(topic("one", carried=1), topic("two"))
    before = scene.meeting.topics
    merges(scene)
    scene.until("10:00:59")
    assert Act.UNDO_MERGE in acts(scene.meeting, BEN, scene.now)
    with pytest.raises(NotHere):
        scene.do(merging.undo_merge, topic=BOTH, person=DEV)
    scene.do(merging.undo_merge, topic=BOTH, person=BEN)
    assert tuple(one for one in scene.meeting.topics if one.id != BOTH) == before
    assert scene.of("both").column is Column.REMOVED
    with pytest.raises(NothingToUndo):
        scene.do(merging.undo_merge, topic=BOTH, person=BEN)


def test_after_a_minute_only_a_host_takes_it_apart() -> None:
    scene = scene_of()
    merges(scene)
    scene.until("10:01")
    assert merging.merged_last(scene.meeting, scene.now) is None
    with pytest.raises(TooLateToUndo):
        scene.do(merging.undo_merge, topic=BOTH, person=BEN)
    with pytest.raises(NotHost):
        scene.do(merging.take_apart, topic=BOTH, person=BEN)
    assert {Act.TAKE_APART, Act.UNDO_MERGE} & acts(scene.meeting, ANA, scene.now) == {Act.TAKE_APART}
    scene.do(merging.take_apart, topic=BOTH, person=ANA)
    assert {one.id for one in topics.to_vote_on(scene.meeting)} == {"one", "two"}
    with pytest.raises(TopicGone):
        scene.do(merging.take_apart, topic=BOTH, person=ANA)
    with pytest.raises(NotMerged):
        scene.do(merging.take_apart, topic=ONE, person=ANA)


def test_the_last_of_several_merges_is_offered_to_be_taken_back_first() -> None:
    scene = scene_of(*(topic(str(number)) for number in range(4)))
    merges(scene, "0", "1", "a")
    scene.until("10:00:10")
    merges(scene, "2", "3", "b")
    last = merging.merged_last(scene.meeting, scene.now)
    assert last is not None
    assert last.id == "b"
    assert meeting.redraw_at(scene.meeting, scene.now) == TEN + seconds(60)
    scene.until("10:01:09")
    assert meeting.redraw_at(scene.meeting, scene.now) == TEN + seconds(70)


def test_a_merge_is_taken_back_until_the_vote_opens_by_itself() -> None:
    scene = scene_of()
    scene.until("10:02:30")
    found = merges(scene)
    assert merging.merge_undone_until(scene.meeting, found) == TEN + minutes(3)
    scene.meeting = replace(scene.meeting, due=None)
    assert merging.merge_undone_until(scene.meeting, found) == TEN + minutes(3.5)
    assert merging.merge_undone_until(scene.meeting, scene.meeting.topics[0].halves[0]) is None


def test_each_author_changes_their_own_half_and_no_other() -> None:
    scene = scene_of()
    merges(scene)
    whole = scene.of("both")
    with pytest.raises(NotYourTopic):
        topics.edit(whole.halves[0], person=CHLOE, host=None, title="x", context="", whole=whole)
    edited = topics.edit(whole.halves[0], person=BEN, host=None, title="Uno", context="why", whole=whole)
    assert edited == (TopicEdited(ONE, "Uno", "why"), TopicReworded(BOTH, "Uno + two", "Uno: why", ""))
    scene.do(lambda _: edited)
    assert scene.of("both").title == "Uno + two"


def test_of_a_half_that_is_withdrawn_the_other_stays_on_the_board() -> None:
    scene = scene_of()
    merges(scene)
    assert withdraws(scene, "one", BEN) == (TopicWithdrawn(ONE), TopicReworded(BOTH, "two", "", ""))
    found = scene.of("both")
    assert (found.title, [part.id for part in parts(found)]) == ("two", ["two"])
    assert not merging.may_be_parted(found)
    assert Act.TAKE_APART not in acts(scene.meeting, ANA, scene.now)
    with pytest.raises(NotMerged):
        scene.do(merging.take_apart, topic=BOTH, person=ANA)
    withdraws(scene, "two", CHLOE)
    assert scene.of("both").column is Column.WITHDRAWN
    assert topics.to_vote_on(scene.meeting) == ()


def test_a_part_of_a_part_that_is_withdrawn_changes_both_around_it() -> None:
    scene = scene_of(*(topic(name) for name in ("one", "two", "three")))
    merges(scene)
    merges(scene, "both", "three", "all")
    withdraws(scene, "one", ANA)
    assert scene.of("all").title == "two + three"
    withdraws(scene, "two", ANA)
    assert scene.of("all").title == "three"
    assert next(one for one in tree(scene.of("all")) if one.id == BOTH).column is Column.WITHDRAWN


def test_a_half_is_taken_when_the_whole_is_talked_about() -> None:
    scene = scene_of()
    merges(scene)
    scene.do(voting.open_vote, person=ANA)
    scene.ballot(BEN, "both")
    scene.do(voting.close_vote, person=ANA)
    whole = scene.of("both")
    with pytest.raises(TopicTaken):
        topics.withdraw(whole.halves[0], person=BEN, host=None, whole=whole)


def test_a_merged_topic_is_removed_with_its_halves_and_no_half_alone() -> None:
    scene = scene_of()
    merges(scene)
    with pytest.raises(TopicMerged):
        scene.do(topics.remove, topic=ONE, person=ANA)
    scene.do(topics.remove, topic=BOTH, person=ANA)
    assert {one.column for one in tree(scene.of("both"))} == {Column.REMOVED}


def test_a_takeaway_written_for_a_topic_that_was_merged_lands_on_the_merged_one() -> None:
    scene = scene_of()
    add = {"takeaway": TakeawayId("before"), "text": "learnt", "person": BEN}
    scene.do(meeting.add_takeaway, **add, topic=ONE)
    merges(scene)
    scene.do(meeting.add_takeaway, **add | {"takeaway": TakeawayId("after")}, topic=TWO)
    assert [one.topic for one in scene.meeting.takeaways] == ["both", "both"]


def test_an_anonymous_half_keeps_its_seal_until_the_first_close() -> None:
    scene = scene_of(topic("one"))
    scene.propose("secret", BEN, key="k")
    merges(scene, "one", "secret")
    half = next(one for one in scene.of("both").halves if one.anonymous)
    assert topics.may_change(half, BEN, ANA)
    assert not topics.may_change(half, ANA, ANA)
    assert BEN not in repr(half)
    scene.to_the_end()
    assert {one.seal for one in tree(scene.of("both"))} == {None}


def test_a_merged_topic_that_comes_back_is_the_hosts_to_decide_about() -> None:
    scene = scene_of()
    found = merges(scene)
    assert topics.of_group(found)
    assert topics.may_change(found, ANA, ANA)
    assert not topics.may_change(found, BEN, ANA)


def test_how_often_both_were_carried_over_together_counts_for_each() -> None:
    scene = scene_of(topic("one", carried=2), topic("two"))
    found = replace(merges(scene), carried=3)
    scene.meeting = replace(scene.meeting, topics=(found,))
    scene.do(merging.take_apart, topic=BOTH, person=ANA)
    assert {one.id: one.carried for one in scene.meeting.topics if one.id != BOTH} == {"one": 3, "two": 1}


@pytest.mark.parametrize(
    ("given", "budget", "most", "kept"),
    [
        (["one", "two", "three"], 3, None, ["three", "both", "both"]),
        (["one", "one", "two"], 2, None, ["both", "both"]),
        (["one", "two", "three"], 3, 1, ["three", "both"]),
        (["three", "three", "one"], 2, None, ["three", "three"]),
        (["three"], 3, None, None),
    ],
)  # fmt: skip
def test_dots_on_both_are_summed_and_what_is_over_a_budget_goes_back(
    given: list[str], budget: int, most: int | None, kept: list[str] | None
) -> None:
    ballot = Ballot(BEN, tuple(TopicId(dot) for dot in given), TEN)
    changed = merging.ballots_merged([ballot], BOTH, frozenset((ONE, TWO)), budget, most)
    assert [list(one.dots) for one in changed] == ([] if kept is None else [kept])


def test_where_a_merge_meets_ballots_it_changes_them_in_the_same_act() -> None:
    scene = scene_of()
    ballots = (Ballot(BEN, (ONE, TWO), TEN), Ballot(CHLOE, (), TEN))
    scene.meeting = replace(scene.meeting, ballots=ballots, dots=3)
    merges(scene)
    assert [change for change in scene.happened if isinstance(change, BallotCast)] == [BallotCast(Ballot(BEN, (BOTH, BOTH), TEN))]
    assert {ballot.voter: ballot.dots for ballot in scene.meeting.ballots} == {BEN: (BOTH, BOTH), CHLOE: ()}


def test_a_meeting_that_closes_quietly_keeps_what_was_merged() -> None:
    scene = scene_of()
    merges(scene)
    (end,) = meeting.cancel(scene.meeting, person=ANA, phase=scene.meeting.phase, at=scene.now)
    assert isinstance(end, MeetingEnded)
    assert end.carried == (BOTH,)
    assert apply.applied(scene.meeting, (end,)).how is Closing.CANCELLED


def test_a_full_board_has_no_place_for_another_half() -> None:
    scene = scene_of()
    found = merges(scene)
    rest = tuple(topic(str(number)) for number in range(99))
    scene.meeting = replace(scene.meeting, topics=(found, *rest))
    with pytest.raises(TooManyTopics):
        scene.do(merging.take_apart, topic=BOTH, person=ANA)
