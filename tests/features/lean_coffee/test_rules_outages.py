"""After an outage time is given back, once, and the planned end stays."""

import pytest

from bot.features.lean_coffee.rules import advance, apply, boxes, meeting, silence
from bot.features.lean_coffee.rules.changes import Change, MeetingEnded
from bot.features.lean_coffee.rules.stages import Choice, Column, Stage
from bot.features.lean_coffee.rules.values import Wishes
from bot.features.lean_coffee.rules.voting import open_vote
from bot.features.lean_coffee.rules.whole_record import people_in, record_of
from bot.meetings.rules.values import Closing, Outage
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, Scene, clock, minutes, seconds, talking, topic


def outage(scene: Scene, began: str, ended: str) -> tuple[Change, ...]:
    changes = meeting.bridge(scene.meeting, began=clock(began), ended=clock(ended))
    scene.meeting = apply.applied(scene.meeting, changes)
    scene.happened.extend(changes)
    scene.now = clock(ended)
    return changes


def test_a_running_box_gets_its_time_back() -> None:
    scene = talking("one").until("10:01")
    outage(scene, "10:02", "10:04:10")
    assert scene.meeting.due == clock("10:07:10")
    assert scene.meeting.outage == Outage(clock("10:02"), clock("10:04:10"), seconds(130))
    scene.until("10:07:10")
    assert scene.of("one").boxes == (minutes(5),)


def test_the_record_tells_how_long_i_was_away_and_what_was_given_back() -> None:
    scene = talking("one").until("10:01")
    outage(scene, "10:02", "10:04:10")
    scene.until("12:00")
    people = {person: str(person) for person in people_in(scene.meeting)}
    told = record_of(scene.meeting, names=people, minutes=dict.fromkeys(people, 5), asks=ANA).outage
    assert told is not None
    assert (told.seconds, told.given) == (130, 130)


def test_killed_four_seconds_before_a_deadline_there_are_four_seconds_left() -> None:
    scene = talking("one")
    outage(scene, "10:04:56", "10:06")
    assert scene.meeting.due == clock("10:06:04")


def test_votes_and_thumbs_are_given_their_time_back_too() -> None:
    voting = Scene(topic("one"))
    voting.do(open_vote, person=ANA)
    outage(voting, "10:01", "10:03")
    assert voting.meeting.due == clock("10:04")
    thumbs = talking("one").until("10:05")
    outage(thumbs, "10:05:10", "10:06:10")
    assert thumbs.meeting.due == clock("10:06:30")


def test_an_outage_is_no_time_to_think_so_nothing_closes_early_by_it() -> None:
    voting = Scene(topic("one"))
    voting.do(open_vote, person=ANA)
    for began, ended in (("10:00:10", "10:01:00"), ("10:01:00", "10:01:30")):
        outage(voting, began, ended)
    for person in (ANA, BEN, CHLOE):
        voting.ballot(person, "one")
    assert (voting.stage, meeting.next_wake(voting.meeting)) == (Stage.VOTING, clock("10:01:40"))
    voting.until("10:01:34")
    outage(voting, "10:01:34", "10:03:30")
    assert (voting.stage, meeting.next_wake(voting.meeting)) == (Stage.VOTING, clock("10:03:36"))
    assert voting.until("10:03:36").running == "one"
    thumbs = talking("one").until("10:05")
    outage(thumbs, "10:05:05", "10:06:05")
    for person in (ANA, BEN, CHLOE):
        thumbs.thumb(person, Choice.NEXT)
    assert (thumbs.stage, meeting.next_wake(thumbs.meeting)) == (Stage.THUMBS, clock("10:06:10"))


def test_an_outage_before_the_last_ballot_adds_nothing_to_its_ten_seconds() -> None:
    scene = Scene(topic("one"))
    scene.do(open_vote, person=ANA)
    scene.ballot(ANA, "one")
    scene.ballot(BEN, "one")
    outage(scene, "10:00:05", "10:01:00")
    scene.ballot(CHLOE, "one")
    assert meeting.next_wake(scene.meeting) == clock("10:01:10")


def test_a_question_that_an_outage_moved_too_near_to_the_end_is_not_promised_any_more() -> None:
    scene = talking("one", wishes=Wishes(length=minutes(15))).until("10:08")
    assert (scene.stage, silence.asks_again_at(scene.meeting)) == (Stage.CARRY_ON, clock("10:12"))
    outage(scene, "10:08", "10:10:50")
    assert (scene.meeting.due, silence.asks_again_at(scene.meeting)) == (clock("10:14:50"), None)
    assert meeting.deadline(scene.meeting) == clock("10:15")
    assert scene.until("10:14:59").stage is Stage.CARRY_ON
    assert scene.until("10:15").stage is Stage.LAST_CALL


def test_the_planned_end_does_not_move() -> None:
    scene = talking("one")
    scene.do(boxes.pause, person=ANA)
    scene.until("10:41").do(boxes.resume, person=ANA)
    outage(scene, "10:41:30", "10:44")
    assert (scene.meeting.due, scene.meeting.planned_end) == (clock("10:45"), clock("10:45"))
    assert scene.meeting.outage is not None
    assert scene.meeting.outage.given == minutes(0)
    scene.until("10:45")
    assert scene.stage is Stage.LAST_CALL


def test_the_same_outage_told_twice_is_given_back_once() -> None:
    scene = talking("one")
    outage(scene, "10:02", "10:03")
    assert outage(scene, "10:02", "10:03") == ()
    outage(scene, "10:02:30", "10:03:30")
    assert scene.meeting.due == clock("10:06:30")


def test_a_clock_that_was_set_back_gives_nothing() -> None:
    scene = talking("one")
    assert outage(scene, "10:03", "10:02") == ()
    outage(scene, "10:03", "10:04")
    assert outage(scene, "10:02", "10:03:30") == ()
    assert scene.meeting.due == clock("10:06")


def test_a_stage_that_was_over_before_or_began_after_the_outage_gets_nothing() -> None:
    over = talking("one")
    assert outage(over, "10:05:30", "10:06") == ()
    later = talking("one").until("10:05")
    assert outage(later, "10:03", "10:04") == ()
    assert outage(later, "10:03", "10:05") == ()


def test_only_the_part_of_the_outage_within_the_stage_is_given_back() -> None:
    scene = talking("one").until("10:05")
    outage(scene, "10:04", "10:05:20")
    assert scene.meeting.due == clock("10:05:50")


def test_a_paused_box_needs_nothing_back_and_the_board_still_says_it() -> None:
    scene = talking("one").until("10:02")
    scene.do(boxes.pause, person=ANA)
    outage(scene, "10:03", "10:10")
    assert (scene.meeting.due, scene.meeting.left) == (None, minutes(3))
    assert scene.meeting.outage == Outage(clock("10:03"), clock("10:10"))


def test_away_past_the_planned_end_the_meeting_closes_after_an_outage_and_the_rest_is_carried_over() -> None:
    scene = talking("one", "two").until("10:01")
    outage(scene, "10:01", "12:00")
    assert (scene.meeting.how, scene.meeting.closed) == (Closing.AFTER_OUTAGE, clock("10:45"))
    assert scene.of("one").column is Column.DISCUSSED
    ended = scene.happened[-1]
    assert isinstance(ended, MeetingEnded)
    assert (ended.carried, ended.counts) == (("two",), True)


def test_the_minutes_of_the_topic_under_discussion_end_where_the_outage_past_the_planned_end_began() -> None:
    scene = talking("one", "two").until("10:01")
    outage(scene, "10:03", "12:00")
    assert scene.of("one").boxes == (minutes(3),)
    assert scene.meeting.closed == clock("10:45")


def test_minutes_that_an_earlier_outage_took_stay_uncounted_when_the_next_one_lasts_past_the_planned_end() -> None:
    scene = talking("one")
    outage(scene, "10:01", "10:03")
    outage(scene, "10:04", "11:00")
    assert scene.of("one").boxes == (minutes(2),)


def test_a_box_that_began_after_the_last_pulse_counts_nothing_of_the_outage() -> None:
    scene = talking("one").until("10:05")
    scene.thumb(BEN, Choice.MORE)
    scene.until("10:05:30")
    assert scene.stage is Stage.DISCUSSING
    outage(scene, "10:05:28", "11:00")
    assert scene.of("one").boxes == (minutes(5), minutes(0))


def test_talk_that_carries_on_without_a_box_counts_no_outage_either() -> None:
    scene = talking("one").until("10:13")
    assert (scene.stage, scene.meeting.due) == (Stage.CARRY_ON, None)
    before = advance.used(scene.meeting, clock("10:15"))
    outage(scene, "10:15", "10:25")
    assert advance.used(scene.meeting, clock("10:25")) == before
    assert scene.meeting.outage == Outage(clock("10:15"), clock("10:25"))
    asked = talking("one").until("10:08")
    outage(asked, "10:08", "10:18")
    assert (asked.stage, asked.meeting.due) == (Stage.CARRY_ON, clock("10:22"))
    assert advance.used(asked.meeting, clock("10:18")) == minutes(1)


def test_an_outage_in_the_last_call_gives_it_back_for_at_most_a_quarter_of_an_hour() -> None:
    scene = talking("one", wishes=Wishes(length=minutes(5), last_call=minutes(5))).until("10:06")
    assert scene.stage is Stage.LAST_CALL
    outage(scene, "10:07", "10:12")
    assert scene.meeting.due == clock("10:15")
    outage(scene, "10:12", "11:00")
    assert (scene.meeting.how, scene.meeting.closed) == (Closing.AFTER_OUTAGE, clock("10:15"))


def test_nobody_who_came_leaves_a_quiet_end_after_an_outage_too() -> None:
    scene = Scene(topic("one"), here=())
    outage(scene, "10:01", "12:00")
    assert scene.meeting.how is Closing.QUIET


@pytest.mark.parametrize("began", ["10:01", "11:30"])
def test_a_closed_meeting_stays_closed(began: str) -> None:
    scene = talking("one").to_the_end()
    before = scene.meeting
    assert outage(scene, began, "12:00") == ()
    assert scene.meeting == before
