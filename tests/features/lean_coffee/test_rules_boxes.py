"""The timebox that runs itself."""

from dataclasses import replace

import pytest

from bot.features.lean_coffee import rules
from bot.features.lean_coffee.rules import Choice, Column, Stage, Tally, TopicId, VerdictOutcome, Wishes
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, Scene, clock, minutes, seconds, talking, topic, voted

MORE, NEUTRAL, NEXT = Choice.MORE, Choice.NEUTRAL, Choice.NEXT


def asked(*names: str, wishes: Wishes | None = None) -> Scene:
    """Return a meeting in which the first box has just ended, at 10:05."""
    return talking(*(names or ("one", "two", "three")), wishes=wishes).until("10:05")


def test_at_zero_the_board_asks_for_thumbs() -> None:
    scene = asked()
    assert scene.stage is Stage.THUMBS
    assert (scene.meeting.began, scene.meeting.due) == (clock("10:05"), clock("10:05:30"))
    assert rules.next_box(scene.meeting) == minutes(3)


def test_more_up_than_down_gives_three_minutes_and_shows_the_tally() -> None:
    scene = asked()
    scene.thumb(ANA, MORE)
    scene.thumb(BEN, MORE)
    scene.thumb(DEV, NEUTRAL)
    scene.until("10:05:30")
    assert (scene.stage, scene.meeting.box, scene.meeting.due) == (Stage.DISCUSSING, 2, clock("10:08:30"))
    assert scene.meeting.verdict == rules.Verdict(
        scene.of("one").id, Tally(2, 1, 0), VerdictOutcome.EXTENDED, clock("10:05:30"), minutes(3)
    )
    assert scene.of("one").tallies == (Tally(2, 1, 0),)
    assert scene.meeting.thumbs == ()


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
    assert (scene.meeting.box, scene.meeting.due, rules.next_box(scene.meeting)) == (3, clock("10:10"), None)
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
        assert rules.thumbs_may_close_at(scene.meeting) is None
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
    assert rules.next_wake(scene.meeting) == clock("10:00:24")


def test_the_last_thumb_by_slack_s_own_time_counts_whatever_the_order_of_arrival() -> None:
    scene = asked()
    scene.thumb(ANA, NEXT, ts="1795303800.000300")
    assert scene.do(rules.give_thumb, person=ANA, choice=MORE, ts="1795303800.000200") == ()
    assert rules.tally(scene.meeting) == Tally(0, 0, 1)
    scene.thumb(ANA, MORE, ts="1795303801.000100")
    assert rules.tally(scene.meeting) == Tally(1, 0, 0)


def test_a_time_that_is_no_number_loses_to_one_that_is() -> None:
    scene = asked()
    scene.thumb(ANA, MORE, ts="10.5")
    scene.thumb(ANA, NEXT, ts="soon")
    assert rules.tally(scene.meeting) == Tally(1, 0, 0)


def test_a_thumb_checks_its_person_in() -> None:
    scene = asked()
    scene.thumb(DEV, MORE)
    assert DEV in scene.meeting.here


def test_a_thumb_for_an_earlier_question_is_stale_and_one_without_a_question_refused() -> None:
    scene = asked()
    phase = scene.meeting.phase
    scene.until("10:05:30")
    with pytest.raises(rules.Stale):
        scene.do(rules.give_thumb, person=ANA, choice=MORE, ts="1", phase=phase)
    with pytest.raises(rules.NotNow):
        scene.thumb(ANA, MORE)


def test_anyone_here_records_the_room_s_thumbs_and_that_decides_at_once() -> None:
    scene = asked()
    scene.do(rules.room_says, person=BEN, more=True)
    assert (scene.stage, scene.meeting.box) == (Stage.DISCUSSING, 2)
    assert scene.meeting.verdict is not None
    assert scene.meeting.verdict.room == BEN
    assert scene.meeting.steered == rules.Steered(BEN, rules.Steering.ROOM_MORE, clock("10:05"))
    scene.until("10:08").do(rules.room_says, person=CHLOE, more=False)
    assert scene.running == "two"
    assert scene.meeting.steered == rules.Steered(CHLOE, rules.Steering.ROOM_NEXT, clock("10:08"))


def test_silence_gives_one_minute_more_and_asks_again() -> None:
    scene = asked().until("10:05:30")
    assert (scene.stage, scene.meeting.box, scene.meeting.due) == (Stage.DISCUSSING, 1, clock("10:06:30"))
    assert scene.meeting.verdict is not None
    assert scene.meeting.verdict.outcome is VerdictOutcome.ONE_MINUTE_MORE
    scene.until("10:06:30")
    assert scene.stage is Stage.THUMBS
    assert rules.next_box(scene.meeting) == minutes(3)


def test_silence_twice_carries_on_and_is_asked_again_after_a_first_box() -> None:
    scene = asked().until("10:07")
    assert (scene.stage, scene.meeting.due, scene.meeting.silences) == (Stage.CARRY_ON, clock("10:12"), 2)
    assert (rules.asks_again_at(scene.meeting), rules.deadline(scene.meeting)) == (clock("10:12"), clock("10:12"))
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
    assert scene.meeting.verdict == rules.Verdict(scene.of("one").id, Tally(), VerdictOutcome.SILENCE, clock("10:12:30"), box=1)


def test_where_nothing_with_dots_waits_the_talk_carries_on_to_the_planned_end_unasked() -> None:
    scene = asked("one").until("10:12:30")
    assert (scene.stage, scene.meeting.due, rules.asks_again_at(scene.meeting)) == (Stage.CARRY_ON, None, None)
    assert rules.deadline(scene.meeting) == clock("10:45")
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
    assert rules.taken_back_until(scene.meeting) == clock("10:13:30")
    with pytest.raises(rules.NotHere):
        scene.do(rules.take_back, person=DEV)
    scene.do(rules.take_back, person=CHLOE)
    assert (scene.stage, scene.running, scene.meeting.box, scene.meeting.due) == (Stage.CARRY_ON, "one", 1, clock("10:18"))
    assert scene.meeting.steered == rules.Steered(CHLOE, rules.Steering.TOOK_BACK, clock("10:13"))
    assert (scene.of("one").column, scene.of("two").column) == (Column.DISCUSSING, Column.TO_DISCUSS)
    assert (scene.of("two").opened, scene.of("two").boxes) == (None, ())
    assert rules.used(scene.meeting, clock("10:14")) == minutes(1.5)
    assert rules.taken_back_until(scene.meeting) is None
    scene.until("10:18:30")
    assert (scene.running, scene.of("one").boxes[-1]) == ("two", minutes(5.5))
    assert rules.taken_back_until(scene.meeting) == clock("10:19:30")


def test_a_pause_in_that_minute_leaves_the_way_back() -> None:
    scene = asked().until("10:12:40")
    scene.do(rules.pause, person=BEN)
    scene.until("10:13:20").do(rules.take_back, person=ANA)
    assert (scene.stage, scene.running, scene.meeting.left, scene.meeting.ran) == (Stage.CARRY_ON, "one", None, seconds(10))


def test_after_a_minute_and_after_another_topic_nothing_is_taken_back() -> None:
    scene = asked().until("10:13:30")
    with pytest.raises(rules.TakenBackTooLate) as refused:
        scene.do(rules.take_back, person=ANA)
    assert refused.value.until == clock("10:13:30")
    other = asked().until("10:12:40")
    other.do(rules.next_topic, person=ANA)
    assert other.running == "three"
    with pytest.raises(rules.NotNow):
        other.do(rules.take_back, person=ANA)
    for scene in (talking("one"), asked().until("10:05:30")):
        with pytest.raises(rules.NotNow):
            scene.do(rules.take_back, person=ANA)


def test_taken_back_near_the_planned_end_the_talk_carries_on_to_it() -> None:
    scene = asked("one", "two", wishes=Wishes(length=minutes(15), box=minutes(5))).until("10:12:40")
    assert scene.running == "two"
    scene.do(rules.take_back, person=ANA)
    assert (scene.stage, scene.running, scene.meeting.due) == (Stage.CARRY_ON, "one", None)


def test_no_topic_keeps_a_whole_meeting_because_nobody_looked() -> None:
    scene = asked("one", "two", "three").to_the_end()
    assert [found.spent for found in scene.meeting.topics] == [minutes(11), minutes(11), minutes(18.5)]


def test_topics_without_a_dot_do_not_open_by_themselves() -> None:
    scene = voted(Scene(topic("one"), topic("two"), topic("three")), "two")
    assert scene.running == "two"
    scene.do(rules.next_topic, person=ANA)
    assert (scene.stage, scene.meeting.due) == (Stage.LAST_CALL, clock("10:02"))
    assert [found.id for found in rules.to_talk_about(scene.meeting, scene.now)] == ["one", "three"]


def test_in_the_last_call_anyone_here_has_a_topic_without_dots_talked_about() -> None:
    scene = voted(Scene(topic("one"), topic("two"), topic("three")), "two")
    scene.do(rules.next_topic, person=ANA)
    with pytest.raises(rules.NotHere):
        scene.do(rules.talk_about, topic=TopicId("three"), person=DEV)
    scene.until("10:01").do(rules.talk_about, topic=TopicId("three"), person=BEN)
    assert (scene.stage, scene.running, scene.meeting.box, scene.meeting.due) == (Stage.DISCUSSING, "three", 1, clock("10:06"))
    assert scene.meeting.steered == rules.Steered(BEN, rules.Steering.TALKED_ABOUT, clock("10:01"))
    scene.do(rules.next_topic, person=ANA)
    assert (scene.stage, scene.of("one").column) == (Stage.LAST_CALL, Column.TO_DISCUSS)


def test_what_was_talked_about_is_gone_or_has_no_time_left_is_not_opened_in_the_last_call() -> None:
    scene = voted(Scene(topic("one"), topic("two"), topic("three", author=BEN)), "two")
    with pytest.raises(rules.NotNow):
        scene.do(rules.talk_about, topic=TopicId("one"), person=ANA)
    scene.do(rules.next_topic, person=ANA)
    with pytest.raises(rules.TopicTaken):
        scene.do(rules.talk_about, topic=TopicId("two"), person=ANA)
    with pytest.raises(rules.NoSuchTopic):
        scene.do(rules.talk_about, topic=TopicId("nowhere"), person=ANA)
    scene.meeting = rules.applied(scene.meeting, rules.withdraw(scene.of("three"), person=BEN, host=None))
    with pytest.raises(rules.TopicGone):
        scene.do(rules.talk_about, topic=TopicId("three"), person=ANA)
    late = voted(Scene(topic("one"), topic("two"), wishes=Wishes(length=minutes(5))), "two")
    late.do(rules.pause, person=ANA)
    late.until("10:04:20").do(rules.next_topic, person=ANA)
    assert rules.to_talk_about(late.meeting, late.now) == ()
    with pytest.raises(rules.NoTimeToTalk):
        late.do(rules.talk_about, topic=TopicId("one"), person=ANA)


def test_where_nobody_gave_a_dot_the_last_call_leaves_time_to_choose_a_topic() -> None:
    scene = voted(Scene(topic("one"), topic("two")))
    assert (scene.stage, scene.meeting.due) == (Stage.LAST_CALL, clock("10:05"))
    short = voted(Scene(topic("one"), wishes=Wishes(collect=minutes(40))).until("10:39:30"))
    assert (short.stage, short.meeting.due) == (Stage.LAST_CALL, clock("10:44:30"))
    late = voted(Scene(topic("one"), wishes=Wishes(collect=minutes(44))).until("10:43:30"))
    assert (late.stage, late.meeting.due) == (Stage.LAST_CALL, clock("10:45:30"))


def test_after_silence_whoever_is_ready_goes_on() -> None:
    scene = asked().until("10:09")
    scene.do(rules.carry_on, person=CHLOE)
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
    scene.do(rules.pause, person=BEN)
    assert (scene.stage, scene.meeting.left, scene.meeting.due) == (Stage.PAUSED, seconds(223), None)
    scene.until("10:10").do(rules.resume, person=CHLOE)
    assert (scene.stage, scene.meeting.due) == (Stage.DISCUSSING, clock("10:13:43"))
    assert scene.meeting.planned_end == clock("10:45")
    scene.until("10:13:43")
    assert scene.of("one").boxes == (minutes(5),)


def test_a_pause_lasts_at_most_until_the_planned_end() -> None:
    scene = talking("one").until("10:01")
    scene.do(rules.pause, person=BEN)
    scene.until("10:45")
    assert scene.stage is Stage.LAST_CALL
    assert scene.of("one").boxes == (minutes(1),)


def test_a_box_resumed_late_ends_with_the_meeting() -> None:
    scene = talking("one")
    scene.do(rules.pause, person=ANA)
    scene.until("10:43").do(rules.resume, person=ANA)
    assert scene.meeting.due == clock("10:45")


def test_a_minute_more_for_each_press_and_the_board_stays_good() -> None:
    scene = talking("one")
    phase = scene.meeting.phase
    scene.do(rules.add_minute, person=BEN)
    scene.do(rules.add_minute, person=CHLOE, phase=phase)
    assert scene.meeting.due == clock("10:07")


def test_no_minute_is_added_past_the_planned_end() -> None:
    scene = talking("one", wishes=Wishes(length=minutes(5), box=minutes(5)))
    with pytest.raises(rules.NoTimeLeft) as refused:
        scene.do(rules.add_minute, person=BEN)
    assert refused.value.planned_end == clock("10:05")


def test_whoever_is_here_ends_a_box_running_or_paused() -> None:
    scene = talking("one").until("10:02")
    scene.do(rules.end_box, person=BEN)
    assert scene.stage is Stage.THUMBS
    assert scene.of("one").boxes == (minutes(2),)
    paused = talking("one").until("10:02")
    paused.do(rules.pause, person=BEN)
    paused.until("10:04").do(rules.end_box, person=BEN)
    assert paused.of("one").boxes == (minutes(2),)
    assert paused.meeting.left is None


def test_ending_the_last_box_parks_the_topic() -> None:
    scene = asked()
    for _ in range(2):
        scene.do(rules.room_says, person=ANA, more=True)
        scene.do(rules.end_box, person=ANA)
    assert scene.running == "two"
    assert scene.of("one").parked


def test_next_goes_on_from_a_box_a_pause_and_a_question() -> None:
    scene = talking("one", "two", "three", "four")
    scene.do(rules.next_topic, person=BEN)
    assert scene.running == "two"
    scene.do(rules.pause, person=BEN)
    scene.do(rules.next_topic, person=BEN)
    assert scene.running == "three"
    scene.until("10:05").thumb(ANA, MORE)
    scene.do(rules.next_topic, person=BEN)
    assert scene.running == "four"
    assert scene.of("three").tallies == (Tally(1, 0, 0),)


def test_next_pressed_in_the_second_the_timer_fires_advances_one_topic() -> None:
    scene = talking("one", "two", "three")
    phase = scene.meeting.phase
    scene.until("10:05")
    with pytest.raises(rules.Stale):
        scene.do(rules.next_topic, person=BEN, phase=phase)
    assert scene.running == "one"
    late = talking("one", "two", "three")
    late.now = clock("10:05")
    late.do(rules.next_topic, person=BEN)
    late.until("10:05")
    assert late.running == "two"


def test_no_topic_is_opened_with_less_than_two_minutes_left() -> None:
    scene = talking("one", "two", "three").until("10:03")
    scene.do(rules.pause, person=ANA)
    scene.until("10:43").do(rules.next_topic, person=ANA)
    assert (scene.running, scene.meeting.due) == ("two", clock("10:45"))
    scene.until("10:43:01").do(rules.next_topic, person=ANA)
    assert scene.stage is Stage.LAST_CALL
    assert scene.of("three").column is Column.TO_DISCUSS


def test_with_short_boxes_half_a_first_box_is_enough_to_open_a_topic() -> None:
    wishes = Wishes(length=minutes(3), box=seconds(20))
    scene = talking("one", "two", wishes=wishes)
    scene.do(rules.pause, person=ANA)
    scene.until("10:02:50").do(rules.next_topic, person=ANA)
    assert scene.running == "two"
    other = talking("one", "two", wishes=wishes)
    other.do(rules.pause, person=ANA)
    other.until("10:02:51").do(rules.next_topic, person=ANA)
    assert other.stage is Stage.LAST_CALL


def test_at_the_planned_end_the_running_box_ends_and_the_last_call_begins() -> None:
    scene = talking("one", wishes=Wishes(length=minutes(5), box=minutes(4), thumbs=seconds(20)))
    scene.until("10:04:10").do(rules.room_says, person=ANA, more=True)
    assert scene.meeting.due == clock("10:05")
    scene.until("10:05")
    assert scene.stage is Stage.LAST_CALL
    assert scene.meeting.due == clock("10:05:30")
    assert scene.of("one").column is Column.DISCUSSED


def test_nobody_is_asked_where_the_answer_can_decide_nothing_any_more() -> None:
    scene = talking("one", "two", wishes=Wishes(length=minutes(5), box=seconds(280), thumbs=seconds(20))).until("10:04:40")
    assert (scene.stage, scene.of("one").boxes, scene.of("one").parked) == (Stage.LAST_CALL, (seconds(280),), False)
    assert scene.meeting.verdict == rules.Verdict(scene.of("one").id, Tally(), VerdictOutcome.OUT_OF_TIME, clock("10:04:40"))
    just = talking("one", wishes=Wishes(length=minutes(5), box=seconds(280), thumbs=seconds(19))).until("10:04:40")
    assert (just.stage, just.meeting.due, rules.extension(just.meeting)) == (Stage.THUMBS, clock("10:04:59"), seconds(1))


def test_who_ends_a_box_in_the_last_minute_ends_the_talk() -> None:
    scene = talking("one")
    scene.do(rules.pause, person=ANA)
    scene.until("10:44:40").do(rules.end_box, person=BEN)
    assert scene.stage is Stage.LAST_CALL
    assert scene.meeting.steered == rules.Steered(BEN, rules.Steering.ENDED_BOX, clock("10:44:40"))


def test_a_long_window_shrinks_where_there_is_still_time_worth_asking_for() -> None:
    scene = talking("one", wishes=Wishes(length=minutes(10), box=minutes(6), thumbs=minutes(5))).until("10:06")
    assert (scene.stage, scene.meeting.due, rules.extension(scene.meeting)) == (Stage.THUMBS, clock("10:08"), minutes(2))
    for person in (ANA, BEN, CHLOE):
        scene.thumb(person, MORE)
    assert rules.thumbs_may_close_at(scene.meeting) == clock("10:06:10")


def test_what_more_thumbs_give_is_what_the_planned_end_leaves_of_the_next_box() -> None:
    assert rules.extension(asked().meeting) == minutes(3)
    scene = talking("one", wishes=Wishes(length=minutes(5), box=minutes(4), thumbs=seconds(20))).until("10:04")
    assert (scene.stage, rules.extension(scene.meeting)) == (Stage.THUMBS, seconds(40))
    scene.meeting = replace(scene.meeting, due=scene.meeting.planned_end)
    assert rules.extension(scene.meeting) is None


def test_thumbs_that_the_planned_end_cuts_off_after_an_outage_are_kept_and_told() -> None:
    scene = talking("one", wishes=Wishes(length=minutes(5), box=minutes(4), thumbs=seconds(20))).until("10:04:10")
    scene.now = clock("10:04:58")
    scene.meeting = rules.applied(scene.meeting, rules.bridge(scene.meeting, began=clock("10:04:10"), ended=scene.now))
    assert scene.meeting.due == clock("10:05")
    scene.thumb(ANA, MORE)
    scene.until("10:05")
    assert scene.stage is Stage.LAST_CALL
    assert scene.of("one").tallies == (Tally(1, 0, 0),)
    assert scene.meeting.verdict == rules.Verdict(scene.of("one").id, Tally(1, 0, 0), VerdictOutcome.OUT_OF_TIME, clock("10:05"))


def test_the_last_topic_is_followed_by_the_last_call() -> None:
    scene = talking("one")
    scene.do(rules.next_topic, person=ANA)
    assert (scene.stage, scene.meeting.due) == (Stage.LAST_CALL, clock("10:02"))


def test_people_who_are_not_here_do_not_steer_the_talk() -> None:
    scene = talking("one")
    for rule in (rules.pause, rules.add_minute, rules.end_box, rules.next_topic):
        with pytest.raises(rules.NotHere):
            scene.do(rule, person=DEV)


def test_topics_come_in_the_order_of_the_vote() -> None:
    scene = Scene(topic("one"), topic("two"), topic("three"))
    scene.do(rules.open_vote, person=ANA)
    scene.ballot(ANA, "three", "three", "two")
    scene.ballot(BEN, "three", "two", "one")
    scene.do(rules.close_vote, person=ANA)
    order = [scene.running]
    for _ in range(2):
        scene.do(rules.next_topic, person=ANA)
        order.append(scene.running)
    assert order == ["three", "two", "one"]


def test_the_minute_more_after_silence_lasts_at_most_until_the_planned_end() -> None:
    wishes = Wishes(length=minutes(6), box=minutes(5), thumbs=seconds(20))
    scene = talking("one", wishes=wishes).until("10:05:20")
    assert (scene.stage, scene.meeting.due) == (Stage.DISCUSSING, clock("10:06"))
    assert scene.meeting.verdict is not None
    assert scene.meeting.verdict.granted == seconds(40)
    assert scene.until("10:06").stage is Stage.LAST_CALL
