"""A change of phase that somebody made is taken back within a minute: time, dots and thumbs are those of before."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from bot.features.lean_coffee.rules import apply, boxes, meeting, silence, topics, undo, voting
from bot.features.lean_coffee.rules.stages import Choice, Column, Stage
from bot.features.lean_coffee.rules.values import Meeting, TopicId, Wishes
from bot.meetings.rules import course, hosting
from bot.meetings.rules import undo as rules
from bot.meetings.rules.changes import ClockFollowed
from bot.meetings.rules.refusals import NotHere, NothingToUndo, Stale, TooLateToUndo
from bot.meetings.rules.values import Steered, Undone
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, TEN, Scene, clock, minutes, seconds, talking, topic, voted

taken_back = partial(rules.undo, meeting.COURSE)


def course_of(state: Meeting) -> Meeting:
    """Return a meeting without what tells when and by whom something was done to it."""
    bare = replace(state, phase=0, steered=None, undone=None, regrouped=None, steps=(), due=None)
    return replace(bare, began=TEN) if state.stage is Stage.VOTING else bare


def gathering() -> Scene:
    return Scene(topic("one"), topic("two"))


def voting_on_two() -> Scene:
    scene = gathering()
    scene.do(voting.open_vote, person=ANA)
    scene.ballot(BEN, "one", "one")
    return scene


def asked() -> Scene:
    scene = talking("one", "two").until("10:05")
    scene.thumb(ANA, Choice.MORE)
    scene.thumb(BEN, Choice.NEXT)
    return scene


def paused() -> Scene:
    scene = talking("one", "two").until("10:02")
    scene.do(boxes.pause, person=ANA)
    return scene


def carrying_on() -> Scene:
    return talking("one", "two").until("10:07:20")


def last_call() -> Scene:
    return voted(Scene(topic("one"), topic("two")), "one").until("10:05")


ACTS: list[tuple[Callable[[], Scene], Callable[..., Any]]] = [
    (gathering, voting.open_vote),
    (voting_on_two, voting.close_vote),
    (partial(talking, "one", "two"), boxes.pause),
    (partial(talking, "one", "two"), boxes.end_box),
    (partial(talking, "one", "two"), boxes.next_topic),
    (partial(talking, "one"), boxes.next_topic),
    (paused, boxes.resume),
    (paused, boxes.end_box),
    (paused, boxes.next_topic),
    (asked, boxes.next_topic),
    (asked, partial(boxes.room_says, more=True)),
    (asked, partial(boxes.room_says, more=False)),
    (carrying_on, boxes.carry_on),
]


@pytest.mark.parametrize(("begun", "act"), ACTS)
def test_what_somebody_did_is_taken_back_with_the_exact_seconds(begun: Callable[[], Scene], act: Callable[..., Any]) -> None:
    scene = begun()
    scene.now += seconds(7)
    before, left = scene.meeting, None if scene.meeting.due is None else scene.meeting.due - scene.now
    scene.do(act, person=BEN)
    assert scene.meeting.phase == before.phase + 1
    scene.now += seconds(5)
    scene.do(taken_back, person=CHLOE)
    assert (scene.stage, scene.meeting.phase) == (before.stage, before.phase + 2)
    assert scene.meeting.due == (None if left is None else scene.now + left)
    assert course_of(scene.meeting) == course_of(before)
    assert scene.meeting.steered == Steered(CHLOE, "undid", scene.now)
    assert scene.meeting.undone is not None
    assert scene.meeting.undone.act.by == BEN
    assert scene.meeting.steps == before.steps[:0] or scene.meeting.steps[-1].phase == scene.meeting.phase


def test_a_press_of_the_phase_that_was_taken_back_is_stale_and_a_second_undo_too() -> None:
    scene = talking("one", "two")
    scene.do(boxes.next_topic, person=BEN)
    undone = scene.meeting.phase
    scene.do(taken_back, person=CHLOE)
    for act in (boxes.pause, taken_back):
        with pytest.raises(Stale):
            scene.do(act, person=BEN, phase=undone)


def test_it_is_for_who_is_here_and_for_a_minute() -> None:
    scene = talking("one", "two")
    scene.do(boxes.pause, person=BEN)
    with pytest.raises(NotHere):
        scene.do(taken_back, person=DEV)
    scene.now += seconds(60)
    assert rules.to_undo(meeting.COURSE, scene.meeting, scene.now) is None
    with pytest.raises(TooLateToUndo) as refused:
        scene.do(taken_back, person=BEN)
    assert refused.value.until == clock("10:01")


def test_what_came_by_itself_is_not_taken_back() -> None:
    scene = asked()
    with pytest.raises(NothingToUndo):
        scene.do(taken_back, person=BEN)
    scene.thumb(CHLOE, Choice.MORE)
    scene.until("10:05:30")
    assert scene.stage is Stage.DISCUSSING
    with pytest.raises(NothingToUndo):
        scene.do(taken_back, person=BEN)


def test_what_was_done_is_over_once_the_meeting_has_moved_on_by_itself() -> None:
    short = Wishes(length=minutes(5), box=seconds(20), thumbs=seconds(5))
    scene = talking("one", "two", wishes=short)
    scene.do(boxes.next_topic, person=BEN)
    assert rules.undone_until(meeting.COURSE, scene.meeting) == TEN + seconds(20)
    scene.until("10:00:20")
    assert scene.stage is Stage.THUMBS
    assert rules.undone_until(meeting.COURSE, scene.meeting) is None


def test_several_things_are_taken_back_one_after_the_other() -> None:
    scene = talking("one", "two").until("10:01")
    before = scene.meeting
    scene.do(boxes.next_topic, person=BEN)
    scene.now += seconds(10)
    scene.do(boxes.pause, person=CHLOE)
    scene.now += seconds(10)
    scene.do(taken_back, person=ANA)
    assert (scene.stage, scene.running) == (Stage.DISCUSSING, "two")
    scene.do(taken_back, person=ANA)
    assert (scene.running, scene.meeting.due) == ("one", clock("10:05:20"))
    assert course_of(scene.meeting) == course_of(before)
    assert scene.meeting.undone == Undone(Steered(BEN, "went_on", clock("10:01")), Stage.DISCUSSING)


def test_of_several_things_those_are_over_that_are_older_than_a_minute_or_before_a_question() -> None:
    scene = talking("one", "two")
    scene.do(boxes.next_topic, person=BEN)
    scene.now += seconds(50)
    scene.do(boxes.pause, person=CHLOE)
    scene.now += seconds(20)
    scene.do(taken_back, person=ANA)
    with pytest.raises(TooLateToUndo):
        scene.do(taken_back, person=ANA)
    scene.do(boxes.end_box, person=ANA)
    assert [step.stage for step in scene.meeting.steps] == [Stage.DISCUSSING]


def test_a_vote_that_is_opened_again_has_a_moment_before_it_closes_and_its_dots() -> None:
    scene = voting_on_two()
    for person in (ANA, CHLOE):
        scene.ballot(person, "two")
    scene.now += seconds(4)
    scene.do(voting.close_vote, person=ANA)
    assert scene.running == "two"
    scene.now += seconds(30)
    scene.do(taken_back, person=ANA)
    assert (scene.stage, scene.meeting.voted_until) == (Stage.VOTING, None)
    assert {found.id: (found.dots, found.rank, found.column) for found in scene.meeting.topics} == {
        "one": (0, 0, Column.TO_DISCUSS),
        "two": (0, 0, Column.TO_DISCUSS),
    }
    assert voting.voting_may_close_at(scene.meeting) == scene.now + voting.SURE_OF_VOTES
    scene.ballot(CHLOE, "one", "one")
    scene.until("10:00:44")
    assert (scene.running, scene.of("one").dots, scene.of("two").dots) == ("one", 4, 1)


def test_answers_to_a_question_that_is_taken_back_are_gone() -> None:
    scene = talking("one")
    scene.do(boxes.end_box, person=BEN)
    scene.thumb(BEN, Choice.NEXT)
    scene.do(taken_back, person=BEN)
    assert (scene.meeting.thumbs, scene.of("one").boxes) == ((), ())
    scene = gathering()
    scene.do(voting.open_vote, person=BEN)
    scene.ballot(BEN, "one")
    scene.do(taken_back, person=BEN)
    assert scene.meeting.ballots == ()


def test_what_people_gave_meanwhile_stays() -> None:
    scene = talking("one", "two", "three").until("10:01")
    scene.do(boxes.next_topic, person=BEN)
    scene.do(partial(meeting.add_takeaway, takeaway="w", topic="one", text="learned"), person=BEN)  # type: ignore[arg-type]
    three = scene.of("three")
    scene.meeting = apply.applied(scene.meeting, topics.withdraw(three, person=ANA, host=None))
    scene.do(taken_back, person=BEN)
    assert [one.text for one in scene.meeting.takeaways] == ["learned"]
    assert scene.of("three").column is Column.WITHDRAWN


def test_new_topics_that_a_second_vote_took_wait_again() -> None:
    scene = last_call()
    scene.do(boxes.end_box, person=BEN) if scene.stage is Stage.DISCUSSING else None
    scene.do(boxes.next_topic, person=BEN)
    assert scene.stage is Stage.LAST_CALL
    scene.now += seconds(61)
    left = (scene.meeting.due or scene.now) - scene.now
    waiting = (topic("new"), topic("gone"))
    scene.do(partial(voting.vote_again, waiting=waiting), person=BEN)
    scene.meeting = apply.applied(scene.meeting, topics.withdraw(scene.of("gone"), person=ANA, host=None))
    scene.do(taken_back, person=BEN)
    assert (scene.stage, scene.meeting.due) == (Stage.LAST_CALL, scene.now + left)
    assert {found.id: found.column for found in scene.meeting.topics} == {
        "one": Column.DISCUSSED,
        "two": Column.TO_DISCUSS,
        "gone": Column.WITHDRAWN,
    }


def test_a_talk_never_gets_back_more_than_the_meeting_has() -> None:
    scene = talking("one", "two", wishes=Wishes(length=minutes(5), box=minutes(4))).until("10:03:50")
    scene.do(boxes.pause, person=BEN)
    scene.now += seconds(65)
    scene.do(boxes.next_topic, person=BEN)
    assert scene.stage is Stage.LAST_CALL
    assert rules.undone_until(meeting.COURSE, scene.meeting) == clock("10:05")
    scene.now += seconds(2)
    scene.do(taken_back, person=BEN)
    assert (scene.stage, scene.meeting.left) == (Stage.PAUSED, seconds(10))


def test_a_last_call_that_outlasts_the_plan_gets_all_it_had_back() -> None:
    wishes = Wishes(length=minutes(10), box=minutes(2), last_call=minutes(10))
    scene = voted(Scene(topic("one"), topic("two"), wishes=wishes), "one").until("10:01")
    scene.do(boxes.next_topic, person=BEN)
    assert (scene.stage, scene.meeting.due) == (Stage.LAST_CALL, clock("10:11"))
    scene.now += seconds(30)
    scene.do(voting.talk_about, topic=TopicId("two"), person=BEN)
    scene.now += seconds(20)
    scene.do(taken_back, person=BEN)
    assert (scene.stage, scene.meeting.due) == (Stage.LAST_CALL, clock("10:11:20"))


def test_silence_s_own_way_back_stays_beside_it() -> None:
    scene = talking("one", "two").until("10:12:40")
    scene.do(boxes.pause, person=BEN)
    scene.do(taken_back, person=BEN)
    scene.do(silence.take_back, person=BEN)
    assert (scene.stage, scene.running) == (Stage.CARRY_ON, "one")
    scene.do(taken_back, person=CHLOE)
    assert (scene.stage, scene.running) == (Stage.DISCUSSING, "two")


def test_neither_a_role_nor_the_end_is_a_change_of_phase_to_take_back() -> None:
    scene = talking("one")
    scene.do(boxes.pause, person=BEN)
    scene.do(hosting.hand_over, person=ANA, to=BEN)
    scene.do(taken_back, person=CHLOE)
    assert (scene.meeting.host, scene.stage) == (BEN, Stage.DISCUSSING)
    scene.do(boxes.next_topic, person=BEN)
    scene.do(meeting.finish, person=BEN)
    assert (scene.meeting.steps, rules.undone_until(meeting.COURSE, scene.meeting)) == ((), None)


def test_an_outage_leaves_people_their_minute_and_the_box_its_time() -> None:
    scene = talking("one", "two").until("10:01")
    scene.do(boxes.next_topic, person=BEN)
    scene.now += seconds(40)
    bridged = meeting.bridge(scene.meeting, began=scene.now - seconds(30), ended=scene.now)
    scene.meeting = apply.applied(scene.meeting, bridged)
    assert rules.undone_until(meeting.COURSE, scene.meeting) == clock("10:02:30")
    scene.do(taken_back, person=BEN)
    assert scene.meeting.due == scene.now + minutes(4)
    scene.do(boxes.pause, person=BEN)
    assert scene.meeting.ran == minutes(1) + seconds(10)


def test_a_clock_that_was_set_moves_what_can_be_taken_back() -> None:
    scene = asked()
    scene.do(partial(boxes.room_says, more=False), person=BEN)
    hour = minutes(60)
    scene.meeting = apply.applied(scene.meeting, (ClockFollowed(hour),))
    scene.now += hour + seconds(3)
    assert rules.undone_until(meeting.COURSE, scene.meeting) == clock("11:06")
    scene.do(taken_back, person=BEN)
    assert scene.of("one").opened == TEN + hour
    assert (scene.meeting.began, boxes.tally(scene.meeting).answers) == (clock("11:05"), 2)
    scene.meeting = apply.applied(scene.meeting, (ClockFollowed(hour),))
    assert scene.meeting.undone is not None
    assert scene.meeting.undone.act.at == clock("12:05")


def test_what_a_vote_decided_moves_with_the_clock_too() -> None:
    scene = last_call()
    scene.do(boxes.next_topic, person=BEN)
    kept = scene.meeting.steps[-1].kept
    moved = undo.moved(kept, minutes(60))
    assert (kept.voted_until, moved.voted_until) == (TEN, clock("11:00"))
    assert [way.opened for way in moved.ways] == [clock("11:00")]
    assert undo.moved(replace(kept, voted_until=None), minutes(60)).voted_until is None


def test_who_left_is_waited_for_no_more_after_it_was_taken_back() -> None:
    scene = voting_on_two()
    scene.do(voting.close_vote, person=ANA)
    for person in (ANA, CHLOE):
        scene.do(course.leave, person=person)
    scene.do(taken_back, person=BEN)
    assert voting.voting_may_close_at(scene.meeting) == scene.now + voting.SURE_OF_VOTES
