"""A vote that ends flat can be decided by a run-off with one dot each, while the first topic has just opened."""

from functools import partial

import pytest

from bot.features.lean_coffee.rules import apply, boxes, meeting, run_off, topics, voting
from bot.features.lean_coffee.rules.acts import Act, acts
from bot.features.lean_coffee.rules.ballots import cast_ballot, give_dot
from bot.features.lean_coffee.rules.changes import TopicHidden, TopicRemoved, TopicWithdrawn
from bot.features.lean_coffee.rules.refusals import NoRunOff, RunOffTooLate, TopicGone
from bot.features.lean_coffee.rules.stages import Column, Stage
from bot.features.lean_coffee.rules.values import TopicId, Wishes
from bot.features.lean_coffee.views.ballot import OpenBallot, by_rows
from bot.meetings.rules import undo
from bot.meetings.rules.refusals import NotHere, NothingToUndo, Stale
from tests.features.lean_coffee.desk import Desk
from tests.features.lean_coffee.drawing import ENGLISH, buttons, drawn, lines, told
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, Scene, clock, minutes, seconds, topic

taken_back = partial(undo.undo, meeting.COURSE)


def flat(*more: str, wishes: Wishes | None = None) -> Scene:
    """Return a meeting in which “one” and “two” share the top with two dots of two people each, and “three” has one."""
    waiting = [topic(name, carried=carried) for name, carried in (("one", 2), ("two", 1), ("three", 0), ("four", 0))]
    scene = Scene(*waiting, wishes=wishes)
    scene.do(voting.open_vote, person=ANA)
    scene.ballot(BEN, "one", "two", "three")
    scene.ballot(CHLOE, "one", "two", *more)
    scene.do(voting.close_vote, person=ANA)
    return scene


def in_run_off(wishes: Wishes | None = None) -> Scene:
    scene = flat(wishes=wishes).until("10:00:20")
    scene.do(run_off.open_run_off, person=CHLOE)
    return scene


def test_a_flat_top_offers_a_run_off_for_a_minute_while_the_first_topic_runs() -> None:
    scene = flat()
    assert (scene.running, [one.id for one in run_off.tied(scene.meeting)]) == ("one", ["one", "two"])
    assert run_off.offered_until(scene.meeting) == clock("10:01")
    assert "*2 topics share the top with 2 dots each.* Until <!date^" in "\n".join(lines(scene))
    assert "One-dot run-off" in buttons(drawn(scene))
    assert Act.RUN_OFF in acts(scene.meeting, BEN, scene.now)
    assert Act.RUN_OFF not in acts(scene.meeting, DEV, scene.now)
    assert meeting.COURSE.redraw_at(scene.meeting, scene.now) == clock("10:01")
    scene.until("10:01")
    assert "One-dot run-off" not in buttons(drawn(scene))
    with pytest.raises(RunOffTooLate):
        scene.do(run_off.open_run_off, person=BEN)
    assert scene.stage is Stage.DISCUSSING


def test_a_top_that_stands_alone_offers_none() -> None:
    scene = flat("two")
    assert scene.running == "two"
    assert run_off.tied(scene.meeting) == ()
    with pytest.raises(NoRunOff):
        scene.do(run_off.open_run_off, person=BEN)
    voters = Scene(topic("one"), topic("two"))
    voters.do(voting.open_vote, person=ANA)
    voters.ballot(BEN, "one", "one")
    voters.ballot(CHLOE, "two")
    voters.ballot(ANA, "two")
    voters.do(voting.close_vote, person=ANA)
    assert (voters.running, run_off.tied(voters.meeting)) == ("two", ())


def test_none_is_offered_later_in_the_talk_or_without_time_for_it() -> None:
    scene = flat()
    scene.do(boxes.pause, person=BEN)
    assert run_off.offered_until(scene.meeting) is None
    with pytest.raises(Stale):
        scene.do(run_off.open_run_off, person=BEN, phase=1)
    scene.do(boxes.next_topic, person=BEN)
    assert run_off.offered_until(scene.meeting) is None
    assert run_off.tied(Scene(topic("one")).meeting) == ()
    assert run_off.offered_until(flat(wishes=Wishes(length=minutes(2), vote=minutes(1), box=minutes(2))).meeting) is None
    with pytest.raises(NotHere):
        flat().do(run_off.open_run_off, person=DEV)


def test_it_is_a_short_vote_with_one_dot_among_the_topics_at_the_top() -> None:
    scene = in_run_off()
    assert (scene.stage, scene.meeting.due, scene.meeting.dots) == (Stage.VOTING, clock("10:01:20"), 1)
    assert [one.id for one in topics.to_vote_on(scene.meeting)] == ["one", "two"]
    assert (scene.running, scene.of("one").column, scene.of("one").opened) == (None, Column.TO_DISCUSS, None)
    said = "\n".join(lines(scene))
    assert "*Run-off: 1 dot each* among the topics that share the top." in said
    assert "three" not in said
    assert "Chloé asked for a run-off. Until" in said
    form = told(by_rows(ENGLISH, scene.meeting, BEN, OpenBallot(scene.meeting.id, scene.meeting.phase), at=scene.now))
    assert "one" in form
    assert "three" not in form
    with pytest.raises(TopicGone):
        scene.do(give_dot, voter=BEN, topic=TopicId("three"))
    assert scene.propose("new").meeting is None


def test_its_order_stands_among_the_tied_and_the_winner_is_talked_about() -> None:
    scene = in_run_off()
    scene.ballot(BEN, "two")
    scene.ballot(CHLOE, "two")
    scene.ballot(ANA, "one")
    assert voting.voting_may_close_at(scene.meeting) == scene.now + voting.SURE_OF_VOTES
    scene.until("10:00:30")
    assert (scene.stage, scene.running, scene.meeting.run_off) == (Stage.DISCUSSING, "two", ())
    ranks = {name: (scene.of(name).rank, scene.of(name).dots, scene.of(name).run_off) for name in ("two", "one", "three", "four")}
    assert ranks == {"two": (1, 2, 2), "one": (2, 2, 1), "three": (3, 1, None), "four": (4, 0, None)}
    assert run_off.offered_until(scene.meeting) is None
    assert scene.meeting.voted_until == clock("10:00:30")
    assert "2 in the run-off" in "\n".join(lines(scene))
    scene.do(boxes.next_topic, person=BEN)
    assert scene.running == "one"


def test_without_a_dot_the_order_of_the_vote_stands() -> None:
    scene = in_run_off().until("10:01:20")
    assert (scene.running, scene.of("one").run_off) == ("one", 0)


def test_where_the_tied_are_withdrawn_the_talk_goes_on_with_the_rest() -> None:
    scene = in_run_off()
    for name in ("one", "two"):
        scene.do(topics.remove, topic=TopicId(name), person=ANA)
    scene.do(voting.close_vote, person=BEN)
    assert scene.running == "three"


def test_it_is_taken_back_with_the_seconds_of_the_box() -> None:
    scene = in_run_off()
    scene.ballot(BEN, "two")
    scene.do(taken_back, person=ANA)
    assert (scene.stage, scene.running, scene.meeting.due) == (Stage.DISCUSSING, "one", scene.now + seconds(280))
    assert (scene.meeting.run_off, scene.meeting.ballots) == ((), ())
    scene.do(run_off.open_run_off, person=CHLOE)
    scene.ballot(BEN, "two")
    scene.do(voting.close_vote, person=BEN)
    assert scene.running == "two"
    scene.do(taken_back, person=ANA)
    assert (scene.stage, scene.meeting.run_off, scene.meeting.dots) == (Stage.VOTING, ("one", "two"), 1)
    assert scene.of("two").run_off is None


@pytest.mark.parametrize("gone", [TopicHidden, TopicWithdrawn, TopicRemoved])
def test_it_cannot_be_taken_back_to_a_topic_that_went_off_the_board_meanwhile(gone: type[TopicHidden]) -> None:
    scene = in_run_off()
    assert Act.UNDO in acts(scene.meeting, BEN, scene.now)
    scene.meeting = apply.apply(scene.meeting, gone(TopicId("one")))
    assert Act.UNDO not in acts(scene.meeting, BEN, scene.now)
    with pytest.raises(NothingToUndo):
        scene.do(taken_back, person=BEN)
    scene.do(voting.close_vote, person=ANA)
    assert scene.running == "two"


def test_an_outage_gives_it_its_time_back() -> None:
    scene = in_run_off()
    scene.now += seconds(30)
    bridged = meeting.bridge(scene.meeting, began=scene.now - seconds(20), ended=scene.now)
    assert apply.applied(scene.meeting, bridged).due == clock("10:01:40")


def test_named_votes_keep_the_names_of_the_vote_and_say_what_a_run_off_shows() -> None:
    scene = in_run_off(Wishes(votes="visible named"))
    assert "The board shows each topic's total while we vote; nobody sees who gives what." in "\n".join(lines(scene))
    scene.do(cast_ballot, voter=BEN, dots=(TopicId("two"),))
    scene.do(voting.close_vote, person=BEN)
    assert scene.of("two").named == ((BEN, 1), (CHLOE, 1))
    blind = in_run_off(Wishes(votes="named"))
    assert "Nobody sees who votes for what, and totals show when voting has closed." in lines(blind)


async def test_a_run_off_by_the_board_of_a_real_meeting(desk: Desk) -> None:
    await desk.talks("one", "two")
    await desk.presses("One-dot run-off", await desk.board())
    state = await desk.meeting()
    assert (state.stage, len(state.run_off), state.dots) == (Stage.VOTING, 2, 1)
    form = (await desk.presses("Vote", await desk.board(), CHLOE)).form
    await desk.presses("+ dot", form, CHLOE, nth=1)
    await desk.presses("Close voting", await desk.board())
    state = await desk.meeting()
    assert [found.title for found in state.topics if found.id == state.topic] == ["two"]
    assert "1 in the run-off" in told(await desk.board())
    await desk.presses("Undo", await desk.board())
    everything = (await desk.presses("More …", await desk.board())).form
    assert "Close voting" in str(everything)


async def test_the_form_of_all_that_one_may_do_offers_it_too(desk: Desk) -> None:
    await desk.talks("one", "two")
    everything = (await desk.presses("More …", await desk.board())).form
    await desk.presses("One-dot run-off", everything)
    assert (await desk.meeting()).run_off
