"""The timebox that runs itself."""

from dataclasses import replace

import pytest

from bot.features.lean_coffee.rules import advance, apply, boxes, meeting, silence, topics, voting
from bot.features.lean_coffee.rules.refusals import NoSuchTopic, NoTimeLeft, NoTimeToTalk, TakenBackTooLate, TopicGone, TopicTaken
from bot.features.lean_coffee.rules.stages import Choice, Column, Stage, Steering, VerdictOutcome
from bot.features.lean_coffee.rules.values import Tally, TopicId, Verdict, Wishes
from bot.meetings.rules.refusals import NotHere, NotNow, Stale
from bot.meetings.rules.values import Steered
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, Scene, clock, minutes, seconds, talking, topic, voted

MORE, NEUTRAL, NEXT = Choice.MORE, Choice.NEUTRAL, Choice.NEXT


def asked(*names: str, wishes: Wishes | None = None) -> Scene:
    """Return a meeting in which the first box has just ended, at 10:05."""
    return talking(*(names or ("one", "two", "three")), wishes=wishes).until("10:05")


def test_at_zero_the_board_asks_for_thumbs() -> None:
    scene = asked()
    assert scene.stage is Stage.THUMBS
    assert (scene.meeting.began, scene.meeting.due) == (clock("10:05"), clock("10:05:30"))
    assert boxes.next_box(scene.meeting) == minutes(3)


def test_more_up_than_down_gives_three_minutes_and_shows_the_tally() -> None:
    scene = asked()
    scene.thumb(ANA, MORE)
    scene.thumb(BEN, MORE)
    scene.thumb(DEV, NEUTRAL)
    scene.until("10:05:30")
    assert (scene.stage, scene.meeting.box, scene.meeting.due) == (Stage.DISCUSSING, 2, clock("10:08:30"))
    assert scene.meeting.verdict == Verdict(
        scene.of("one").id, Tally(2, 1, 0), VerdictOutcome.EXTENDED, clock("10:05:30"), minutes(3)
    )
    assert scene.of("one").tallies == (Tally(2, 1, 0),)
    assert boxes.tally(scene.meeting) == Tally()


@pytest.mark.parametrize("thumbs", [[MORE, NEXT], [NEUTRAL], [NEXT], [MORE, NEXT, NEXT]])
def test_a_tie_and_less_move_on(thumbs: list[Choice]) -> None:
    scene = asked()
    for person, choice in zip((ANA, BEN, CHLOE), thumbs, strict=False):
        scene.thumb(person, choice)
    scene.until("10:05:30")
    assert scene.running == "two"
    assert scene.of("one").column is Column.DISCUSSED
    assert not scene.of("one").parked
    assert scene.meeting.verdict is not None
    assert scene.meeting.verdict.outcome is VerdictOutcome.NEXT


def test_boxes_shrink_and_then_the_topic_is_parked_without_asking() -> None:
    scene = asked()
    scene.thumb(ANA, MORE)
    scene.until("10:08:30").thumb(ANA, MORE)
    scene.until("10:09")
    assert (scene.meeting.box, scene.meeting.due, boxes.next_box(scene.meeting)) == (3, clock("10:10"), None)
    scene.until("10:10")
    assert scene.running == "two"
    assert scene.of("one").parked
    assert scene.of("one").column is Column.DISCUSSED
    assert scene.of("one").boxes == (minutes(5), minutes(3), minutes(1))
    assert scene.of("one").spent == minutes(9)
    assert scene.meeting.verdict is not None
    assert scene.meeting.verdict.outcome is VerdictOutcome.PARKED


def test_the_question_closes_early_when_everyone_here_has_answered_but_leaves_ten_seconds_to_think_again() -> None:
    scene = asked()
    for person in (ANA, BEN, CHLOE):
        assert boxes.thumbs_may_close_at(scene.meeting) is None
        scene.thumb(person, NEXT)
    assert scene.until("10:05:09").stage is Stage.THUMBS
    assert scene.until("10:05:10").running == "two"


def test_past_the_ten_seconds_the_last_thumb_decides_at_once() -> None:
    scene = asked()
    scene.thumb(ANA, MORE)
    scene.thumb(BEN, MORE)
    scene.until("10:05:20").thumb(CHLOE, NEXT)
    assert (scene.stage, scene.meeting.due) == (Stage.DISCUSSING, clock("10:08:20"))


def test_in_a_short_window_half_of_it_is_enough() -> None:
    scene = talking("one", wishes=Wishes(box=seconds(20), thumbs=seconds(8)), here=(ANA, BEN)).until("10:00:20")
    scene.thumb(ANA, MORE)
    scene.thumb(BEN, MORE)
    assert meeting.next_wake(scene.meeting) == clock("10:00:24")


def test_the_last_thumb_by_slack_s_own_time_counts_whatever_the_order_of_arrival() -> None:
    scene = asked()
    scene.thumb(ANA, NEXT, ts="1795303800.000300")
    assert scene.do(boxes.give_thumb, person=ANA, choice=MORE, ts="1795303800.000200") == ()
    assert boxes.tally(scene.meeting) == Tally(0, 0, 1)
    scene.thumb(ANA, MORE, ts="1795303801.000100")
    assert boxes.tally(scene.meeting) == Tally(1, 0, 0)


def test_a_time_that_is_no_number_loses_to_one_that_is() -> None:
    scene = asked()
    scene.thumb(ANA, MORE, ts="10.5")
    scene.thumb(ANA, NEXT, ts="soon")
    assert boxes.tally(scene.meeting) == Tally(1, 0, 0)


def test_a_thumb_checks_its_person_in() -> None:
    scene = asked()
    scene.thumb(DEV, MORE)
    assert DEV in scene.meeting.here


def test_a_thumb_for_an_earlier_question_is_stale_and_one_without_a_question_refused() -> None:
    scene = asked()
    phase = scene.meeting.phase
    scene.until("10:05:30")
    with pytest.raises(Stale):
        scene.do(boxes.give_thumb, person=ANA, choice=MORE, ts="1", phase=phase)
    with pytest.raises(NotNow):
        scene.thumb(ANA, MORE)


def test_anyone_here_records_the_room_s_thumbs_and_that_decides_at_once() -> None:
    scene = asked()
    scene.do(boxes.room_says, person=BEN, more=True)
    assert (scene.stage, scene.meeting.box) == (Stage.DISCUSSING, 2)
    assert scene.meeting.verdict is not None
    assert scene.meeting.verdict.room == BEN
    assert scene.meeting.steered == Steered(BEN, Steering.ROOM_MORE, clock("10:05"))
    scene.until("10:08").do(boxes.room_says, person=CHLOE, more=False)
    assert scene.running == "two"
    assert scene.meeting.steered == Steered(CHLOE, Steering.ROOM_NEXT, clock("10:08"))


def test_silence_gives_one_minute_more_and_asks_again() -> None:
    scene = asked().until("10:05:30")
    assert (scene.stage, scene.meeting.box, scene.meeting.due) == (Stage.DISCUSSING, 1, clock("10:06:30"))
    assert scene.meeting.verdict is not None
    assert scene.meeting.verdict.outcome is VerdictOutcome.ONE_MINUTE_MORE
    scene.until("10:06:30")
    assert scene.stage is Stage.THUMBS
    assert boxes.next_box(scene.meeting) == minutes(3)


def test_silence_twice_carries_on_and_is_asked_again_after_a_first_box() -> None:
    scene = asked().until("10:07")
    assert (scene.stage, scene.meeting.due, scene.meeting.silences) == (Stage.CARRY_ON, clock("10:12"), 2)
    assert (silence.asks_again_at(scene.meeting), meeting.deadline(scene.meeting)) == (clock("10:12"), clock("10:12"))
    assert scene.until("10:11:59").stage is Stage.CARRY_ON
    assert (scene.until("10:12").stage, scene.running, scene.meeting.due) == (Stage.THUMBS, "one", clock("10:12:30"))
    scene.thumb(ANA, MORE)
    scene.until("10:12:30")
    assert (scene.stage, scene.meeting.box, scene.meeting.due, scene.meeting.silences) == (
        Stage.DISCUSSING, 2, clock("10:15:30"), 0,
    )  # fmt: skip


def test_after_the_third_unanswered_question_the_next_topic_with_dots_opens() -> None:
    scene = asked().until("10:12:30")
    assert (scene.stage, scene.running, scene.meeting.box, scene.meeting.silences) == (Stage.DISCUSSING, "two", 1, 0)
    assert scene.of("one").boxes == (minutes(5), minutes(1), minutes(5))
    assert (scene.of("one").column, scene.of("one").parked) == (Column.DISCUSSED, False)
    assert scene.meeting.verdict == Verdict(scene.of("one").id, Tally(), VerdictOutcome.SILENCE, clock("10:12:30"), box=1)


def test_where_nothing_with_dots_waits_the_talk_carries_on_to_the_planned_end_unasked() -> None:
    scene = asked("one").until("10:12:30")
    assert (scene.stage, scene.meeting.due, silence.asks_again_at(scene.meeting)) == (Stage.CARRY_ON, None, None)
    assert meeting.deadline(scene.meeting) == clock("10:45")
    assert scene.until("10:44:59").running == "one"
    assert scene.until("10:45").stage is Stage.LAST_CALL
    assert scene.of("one").boxes == (minutes(5), minutes(1), minutes(5), minutes(32.5))


def test_where_the_planned_end_comes_before_another_question_the_talk_carries_on_to_it() -> None:
    scene = asked("one", "two", wishes=Wishes(length=minutes(12), box=minutes(5))).until("10:07")
    assert (scene.stage, scene.meeting.due) == (Stage.CARRY_ON, None)
    assert scene.until("10:11:59").running == "one"
    assert scene.until("10:12").stage is Stage.LAST_CALL


def test_with_too_little_time_for_the_next_topic_silence_opens_none() -> None:
    scene = asked("one", "two", wishes=Wishes(length=minutes(14), box=minutes(5))).until("10:12:30")
    assert (scene.stage, scene.running, scene.meeting.silences, scene.meeting.due) == (Stage.CARRY_ON, "one", 3, None)


def test_an_answer_in_a_later_box_begins_the_count_of_silence_anew() -> None:
    scene = asked().until("10:12")
    scene.thumb(ANA, MORE)
    scene.until("10:15:30")
    assert scene.stage is Stage.THUMBS
    assert (scene.until("10:16").stage, scene.meeting.silences, scene.running) == (Stage.DISCUSSING, 1, "one")


def test_what_silence_did_can_be_taken_back_for_a_minute_by_anyone_here() -> None:
    scene = asked().until("10:13:00")
    assert silence.taken_back_until(scene.meeting) == clock("10:13:30")
    with pytest.raises(NotHere):
        scene.do(silence.take_back, person=DEV)
    scene.do(silence.take_back, person=CHLOE)
    assert (scene.stage, scene.running, scene.meeting.box, scene.meeting.due) == (Stage.CARRY_ON, "one", 1, clock("10:18"))
    assert scene.meeting.steered == Steered(CHLOE, Steering.TOOK_BACK, clock("10:13"))
    assert (scene.of("one").column, scene.of("two").column) == (Column.DISCUSSING, Column.TO_DISCUSS)
    assert (scene.of("two").opened, scene.of("two").boxes) == (None, ())
    assert advance.used(scene.meeting, clock("10:14")) == minutes(1.5)
    assert silence.taken_back_until(scene.meeting) is None
    scene.until("10:18:30")
    assert (scene.running, scene.of("one").boxes[-1]) == ("two", minutes(5.5))
    assert silence.taken_back_until(scene.meeting) == clock("10:19:30")


def test_a_pause_in_that_minute_leaves_the_way_back() -> None:
    scene = asked().until("10:12:40")
    scene.do(boxes.pause, person=BEN)
    scene.until("10:13:20").do(silence.take_back, person=ANA)
    assert (scene.stage, scene.running, scene.meeting.left, scene.meeting.ran) == (Stage.CARRY_ON, "one", None, seconds(10))


def test_after_a_minute_and_after_another_topic_nothing_is_taken_back() -> None:
    scene = asked().until("10:13:30")
    with pytest.raises(TakenBackTooLate) as refused:
        scene.do(silence.take_back, person=ANA)
    assert refused.value.until == clock("10:13:30")
    other = asked().until("10:12:40")
    other.do(boxes.next_topic, person=ANA)
    assert other.running == "three"
    with pytest.raises(NotNow):
        other.do(silence.take_back, person=ANA)
    for scene in (talking("one"), asked().until("10:05:30")):
        with pytest.raises(NotNow):
            scene.do(silence.take_back, person=ANA)


def test_taken_back_near_the_planned_end_the_talk_carries_on_to_it() -> None:
    scene = asked("one", "two", wishes=Wishes(length=minutes(15), box=minutes(5))).until("10:12:40")
    assert scene.running == "two"
    scene.do(silence.take_back, person=ANA)
    assert (scene.stage, scene.running, scene.meeting.due) == (Stage.CARRY_ON, "one", None)


def test_no_topic_keeps_a_whole_meeting_because_nobody_looked() -> None:
    scene = asked("one", "two", "three").to_the_end()
    assert [found.spent for found in scene.meeting.topics] == [minutes(11), minutes(11), minutes(18.5)]


def test_topics_without_a_dot_do_not_open_by_themselves() -> None:
    scene = voted(Scene(topic("one"), topic("two"), topic("three")), "two")
    assert scene.running == "two"
    scene.do(boxes.next_topic, person=ANA)
    assert (scene.stage, scene.meeting.due) == (Stage.LAST_CALL, clock("10:02"))
    assert [found.id for found in voting.to_talk_about(scene.meeting, scene.now)] == ["one", "three"]


def test_in_the_last_call_anyone_here_has_a_topic_without_dots_talked_about() -> None:
    scene = voted(Scene(topic("one"), topic("two"), topic("three")), "two")
    scene.do(boxes.next_topic, person=ANA)
    with pytest.raises(NotHere):
        scene.do(voting.talk_about, topic=TopicId("three"), person=DEV)
    scene.until("10:01").do(voting.talk_about, topic=TopicId("three"), person=BEN)
    assert (scene.stage, scene.running, scene.meeting.box, scene.meeting.due) == (Stage.DISCUSSING, "three", 1, clock("10:06"))
    assert scene.meeting.steered == Steered(BEN, Steering.TALKED_ABOUT, clock("10:01"))
    scene.do(boxes.next_topic, person=ANA)
    assert (scene.stage, scene.of("one").column) == (Stage.LAST_CALL, Column.TO_DISCUSS)


def test_what_was_talked_about_is_gone_or_has_no_time_left_is_not_opened_in_the_last_call() -> None:
    scene = voted(Scene(topic("one"), topic("two"), topic("three", author=BEN)), "two")
    with pytest.raises(NotNow):
        scene.do(voting.talk_about, topic=TopicId("one"), person=ANA)
    scene.do(boxes.next_topic, person=ANA)
    with pytest.raises(TopicTaken):
        scene.do(voting.talk_about, topic=TopicId("two"), person=ANA)
    with pytest.raises(NoSuchTopic):
        scene.do(voting.talk_about, topic=TopicId("nowhere"), person=ANA)
    scene.meeting = apply.applied(scene.meeting, topics.withdraw(scene.of("three"), person=BEN, host=None))
    with pytest.raises(TopicGone):
        scene.do(voting.talk_about, topic=TopicId("three"), person=ANA)
    late = voted(Scene(topic("one"), topic("two"), wishes=Wishes(length=minutes(5))), "two")
    late.do(boxes.pause, person=ANA)
    late.until("10:04:20").do(boxes.next_topic, person=ANA)
    assert voting.to_talk_about(late.meeting, late.now) == ()
    with pytest.raises(NoTimeToTalk):
        late.do(voting.talk_about, topic=TopicId("one"), person=ANA)


def test_where_nobody_gave_a_dot_the_last_call_leaves_time_to_choose_a_topic() -> None:
    scene = voted(Scene(topic("one"), topic("two")))
    assert (scene.stage, scene.meeting.due) == (Stage.LAST_CALL, clock("10:05"))
    short = voted(Scene(topic("one"), wishes=Wishes(collect=minutes(40))).until("10:39:30"))
    assert (short.stage, short.meeting.due) == (Stage.LAST_CALL, clock("10:44:30"))
    late = voted(Scene(topic("one"), wishes=Wishes(collect=minutes(44))).until("10:43:30"))
    assert (late.stage, late.meeting.due) == (Stage.LAST_CALL, clock("10:45:30"))


def test_after_silence_whoever_is_ready_goes_on() -> None:
    scene = asked().until("10:09")
    scene.do(boxes.carry_on, person=CHLOE)
    assert scene.running == "two"
    assert scene.meeting.silences == 0
    assert scene.of("one").boxes[-1] == minutes(2)


def test_an_answer_after_silence_forgets_the_silence() -> None:
    scene = asked().until("10:06:30")
    scene.thumb(ANA, MORE)
    scene.until("10:10:30")
    assert scene.stage is Stage.DISCUSSING
    assert scene.meeting.verdict is not None
    assert scene.meeting.verdict.outcome is VerdictOutcome.ONE_MINUTE_MORE


def test_in_a_rehearsal_the_silent_minute_is_no_longer_than_a_first_box() -> None:
    scene = talking("one", wishes=Wishes(length=minutes(3), box=seconds(20), thumbs=seconds(5))).until("10:00:25")
    assert scene.meeting.due == clock("10:00:45")


def test_pause_keeps_the_exact_seconds_and_leaves_the_planned_end() -> None:
    scene = talking("one", "two").until("10:01:17")
    scene.do(boxes.pause, person=BEN)
    assert (scene.stage, scene.meeting.left, scene.meeting.due) == (Stage.PAUSED, seconds(223), None)
    scene.until("10:10").do(boxes.resume, person=CHLOE)
    assert (scene.stage, scene.meeting.due) == (Stage.DISCUSSING, clock("10:13:43"))
    assert scene.meeting.planned_end == clock("10:45")
    scene.until("10:13:43")
    assert scene.of("one").boxes == (minutes(5),)


def test_a_pause_lasts_at_most_until_the_planned_end() -> None:
    scene = talking("one").until("10:01")
    scene.do(boxes.pause, person=BEN)
    scene.until("10:45")
    assert scene.stage is Stage.LAST_CALL
    assert scene.of("one").boxes == (minutes(1),)


def test_a_box_resumed_late_ends_with_the_meeting() -> None:
    scene = talking("one")
    scene.do(boxes.pause, person=ANA)
    scene.until("10:43").do(boxes.resume, person=ANA)
    assert scene.meeting.due == clock("10:45")


def test_a_minute_more_for_each_press_and_the_board_stays_good() -> None:
    scene = talking("one")
    phase = scene.meeting.phase
    scene.do(boxes.add_minute, person=BEN)
    scene.do(boxes.add_minute, person=CHLOE, phase=phase)
    assert scene.meeting.due == clock("10:07")


def test_no_minute_is_added_past_the_planned_end() -> None:
    scene = talking("one", wishes=Wishes(length=minutes(5), box=minutes(5)))
    with pytest.raises(NoTimeLeft) as refused:
        scene.do(boxes.add_minute, person=BEN)
    assert refused.value.planned_end == clock("10:05")


def test_whoever_is_here_ends_a_box_running_or_paused() -> None:
    scene = talking("one").until("10:02")
    scene.do(boxes.end_box, person=BEN)
    assert scene.stage is Stage.THUMBS
    assert scene.of("one").boxes == (minutes(2),)
    paused = talking("one").until("10:02")
    paused.do(boxes.pause, person=BEN)
    paused.until("10:04").do(boxes.end_box, person=BEN)
    assert paused.of("one").boxes == (minutes(2),)
    assert paused.meeting.left is None


def test_ending_the_last_box_parks_the_topic() -> None:
    scene = asked()
    for _ in range(2):
        scene.do(boxes.room_says, person=ANA, more=True)
        scene.do(boxes.end_box, person=ANA)
    assert scene.running == "two"
    assert scene.of("one").parked


def test_next_goes_on_from_a_box_a_pause_and_a_question() -> None:
    scene = talking("one", "two", "three", "four")
    scene.do(boxes.next_topic, person=BEN)
    assert scene.running == "two"
    scene.do(boxes.pause, person=BEN)
    scene.do(boxes.next_topic, person=BEN)
    assert scene.running == "three"
    scene.until("10:05").thumb(ANA, MORE)
    scene.do(boxes.next_topic, person=BEN)
    assert scene.running == "four"
    assert scene.of("three").tallies == (Tally(1, 0, 0),)


def test_next_pressed_in_the_second_the_timer_fires_advances_one_topic() -> None:
    scene = talking("one", "two", "three")
    phase = scene.meeting.phase
    scene.until("10:05")
    with pytest.raises(Stale):
        scene.do(boxes.next_topic, person=BEN, phase=phase)
    assert scene.running == "one"
    late = talking("one", "two", "three")
    late.now = clock("10:05")
    late.do(boxes.next_topic, person=BEN)
    late.until("10:05")
    assert late.running == "two"


def test_no_topic_is_opened_with_less_than_two_minutes_left() -> None:
    scene = talking("one", "two", "three").until("10:03")
    scene.do(boxes.pause, person=ANA)
    scene.until("10:43").do(boxes.next_topic, person=ANA)
    assert (scene.running, scene.meeting.due) == ("two", clock("10:45"))
    scene.until("10:43:01").do(boxes.next_topic, person=ANA)
    assert scene.stage is Stage.LAST_CALL
    assert scene.of("three").column is Column.TO_DISCUSS


def test_with_short_boxes_half_a_first_box_is_enough_to_open_a_topic() -> None:
    wishes = Wishes(length=minutes(3), box=seconds(20))
    scene = talking("one", "two", wishes=wishes)
    scene.do(boxes.pause, person=ANA)
    scene.until("10:02:50").do(boxes.next_topic, person=ANA)
    assert scene.running == "two"
    other = talking("one", "two", wishes=wishes)
    other.do(boxes.pause, person=ANA)
    other.until("10:02:51").do(boxes.next_topic, person=ANA)
    assert other.stage is Stage.LAST_CALL


def test_at_the_planned_end_the_running_box_ends_and_the_last_call_begins() -> None:
    scene = talking("one", wishes=Wishes(length=minutes(5), box=minutes(4), thumbs=seconds(20)))
    scene.until("10:04:10").do(boxes.room_says, person=ANA, more=True)
    assert scene.meeting.due == clock("10:05")
    scene.until("10:05")
    assert scene.stage is Stage.LAST_CALL
    assert scene.meeting.due == clock("10:05:30")
    assert scene.of("one").column is Column.DISCUSSED


def test_nobody_is_asked_where_the_answer_can_decide_nothing_any_more() -> None:
    scene = talking("one", "two", wishes=Wishes(length=minutes(5), box=seconds(280), thumbs=seconds(20))).until("10:04:40")
    assert (scene.stage, scene.of("one").boxes, scene.of("one").parked) == (Stage.LAST_CALL, (seconds(280),), False)
    assert scene.meeting.verdict == Verdict(scene.of("one").id, Tally(), VerdictOutcome.OUT_OF_TIME, clock("10:04:40"))
    just = talking("one", wishes=Wishes(length=minutes(5), box=seconds(280), thumbs=seconds(19))).until("10:04:40")
    assert (just.stage, just.meeting.due, boxes.extension(just.meeting)) == (Stage.THUMBS, clock("10:04:59"), seconds(1))


def test_who_ends_a_box_in_the_last_minute_ends_the_talk() -> None:
    scene = talking("one")
    scene.do(boxes.pause, person=ANA)
    scene.until("10:44:40").do(boxes.end_box, person=BEN)
    assert scene.stage is Stage.LAST_CALL
    assert scene.meeting.steered == Steered(BEN, Steering.ENDED_BOX, clock("10:44:40"))


def test_a_long_window_shrinks_where_there_is_still_time_worth_asking_for() -> None:
    scene = talking("one", wishes=Wishes(length=minutes(10), box=minutes(6), thumbs=minutes(5))).until("10:06")
    assert (scene.stage, scene.meeting.due, boxes.extension(scene.meeting)) == (Stage.THUMBS, clock("10:08"), minutes(2))
    for person in (ANA, BEN, CHLOE):
        scene.thumb(person, MORE)
    assert boxes.thumbs_may_close_at(scene.meeting) == clock("10:06:10")


def test_what_more_thumbs_give_is_what_the_planned_end_leaves_of_the_next_box() -> None:
    assert boxes.extension(asked().meeting) == minutes(3)
    scene = talking("one", wishes=Wishes(length=minutes(5), box=minutes(4), thumbs=seconds(20))).until("10:04")
    assert (scene.stage, boxes.extension(scene.meeting)) == (Stage.THUMBS, seconds(40))
    scene.meeting = replace(scene.meeting, due=scene.meeting.planned_end)
    assert boxes.extension(scene.meeting) is None


def test_thumbs_that_the_planned_end_cuts_off_after_an_outage_are_kept_and_told() -> None:
    scene = talking("one", wishes=Wishes(length=minutes(5), box=minutes(4), thumbs=seconds(20))).until("10:04:10")
    scene.now = clock("10:04:58")
    scene.meeting = apply.applied(scene.meeting, meeting.bridge(scene.meeting, began=clock("10:04:10"), ended=scene.now))
    assert scene.meeting.due == clock("10:05")
    scene.thumb(ANA, MORE)
    scene.until("10:05")
    assert scene.stage is Stage.LAST_CALL
    assert scene.of("one").tallies == (Tally(1, 0, 0),)
    assert scene.meeting.verdict == Verdict(scene.of("one").id, Tally(1, 0, 0), VerdictOutcome.OUT_OF_TIME, clock("10:05"))


def test_the_last_topic_is_followed_by_the_last_call() -> None:
    scene = talking("one")
    scene.do(boxes.next_topic, person=ANA)
    assert (scene.stage, scene.meeting.due) == (Stage.LAST_CALL, clock("10:02"))


def test_people_who_are_not_here_do_not_steer_the_talk() -> None:
    scene = talking("one")
    for rule in (boxes.pause, boxes.add_minute, boxes.end_box, boxes.next_topic):
        with pytest.raises(NotHere):
            scene.do(rule, person=DEV)


def test_topics_come_in_the_order_of_the_vote() -> None:
    scene = Scene(topic("one"), topic("two"), topic("three"))
    scene.do(voting.open_vote, person=ANA)
    scene.ballot(ANA, "three", "three", "two")
    scene.ballot(BEN, "three", "two", "one")
    scene.do(voting.close_vote, person=ANA)
    order = [scene.running]
    for _ in range(2):
        scene.do(boxes.next_topic, person=ANA)
        order.append(scene.running)
    assert order == ["three", "two", "one"]


def test_the_minute_more_after_silence_lasts_at_most_until_the_planned_end() -> None:
    wishes = Wishes(length=minutes(6), box=minutes(5), thumbs=seconds(20))
    scene = talking("one", wishes=wishes).until("10:05:20")
    assert (scene.stage, scene.meeting.due) == (Stage.DISCUSSING, clock("10:06"))
    assert scene.meeting.verdict is not None
    assert scene.meeting.verdict.granted == seconds(40)
    assert scene.until("10:06").stage is Stage.LAST_CALL
