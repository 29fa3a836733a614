"""The meeting as a whole: it opens, people come and go, it ends."""

from dataclasses import replace

import pytest

from bot.core.ids import MeetingId
from bot.core.limits import EmptyText, TextTooLong
from bot.features.lean_coffee.rules import boxes, meeting, series, settings, topics, voting
from bot.features.lean_coffee.rules.apply import applied, apply
from bot.features.lean_coffee.rules.changes import MeetingEnded
from bot.features.lean_coffee.rules.refusals import NoSuchTopic
from bot.features.lean_coffee.rules.stages import Column, Stage, Steering
from bot.features.lean_coffee.rules.values import TakeawayId, TopicId, Wishes
from bot.meetings.rules import course, hosting, roster
from bot.meetings.rules.changes import MeetingOpened
from bot.meetings.rules.refusals import AlreadyHost, MeetingOver, MinutesOutOfBounds, NotHere, NotHost, NotNow, Stale
from bot.meetings.rules.roster import Word
from bot.meetings.rules.values import Closing, NewMeeting, Steered
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD, TEN, Scene, clock, minutes, talking, topic, voted


def takeaway(scene: Scene, text: str, on: str | None = None, person: str = BEN) -> None:
    kept = TakeawayId(f"k{len(scene.meeting.takeaways)}")
    scene.do(meeting.add_takeaway, takeaway=kept, topic=None if on is None else TopicId(on), text=text, person=person)


def alone(*names: str) -> Scene:
    """Return a talk of one person alone, as it could begin before a vote needed two people."""
    scene = talking(*names)
    scene.meeting = replace(scene.meeting, here=frozenset([ANA]), came=frozenset([ANA]))
    return scene


def test_a_meeting_takes_the_topics_that_waited() -> None:
    scene = Scene(topic("one"), topic("two"))
    assert [found.meeting for found in scene.meeting.topics] == ["m1", "m1"]
    assert (scene.stage, scene.meeting.due, scene.meeting.planned_end) == (Stage.GATHERING, clock("10:03"), clock("10:45"))


def test_a_meeting_that_opens_late_still_ends_when_it_was_meant_to() -> None:
    new = NewMeeting(GUILD, "Late", ANA, "UTC", settings.settle(Wishes()), starts=TEN - minutes(10))
    (opened,) = meeting.open_meeting(new, meeting=MeetingId("m"), waiting=(), at=TEN)
    assert opened.meeting.planned_end == clock("10:35")


@pytest.mark.parametrize(("title", "refusal"), [(" ", EmptyText), ("x" * 101, TextTooLong)])
def test_a_meeting_needs_a_title_that_fits(title: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        meeting.open_meeting(
            NewMeeting(GUILD, title, ANA, "UTC", settings.settle(Wishes())), meeting=MeetingId("m"), waiting=(), at=TEN
        )


def test_gathering_ends_by_itself_and_the_vote_opens() -> None:
    scene = Scene(topic("one")).until("10:03")
    assert (scene.stage, scene.meeting.due) == (Stage.VOTING, clock("10:05"))
    assert scene.meeting.steered is None


def test_without_topics_gathering_goes_on_and_its_buttons_stay_good() -> None:
    scene = Scene().until("10:03")
    assert (scene.stage, scene.meeting.phase, scene.meeting.due) == (Stage.GATHERING, 1, clock("10:06"))
    scene.propose("one")
    assert scene.until("10:06").stage is Stage.VOTING


def test_a_meeting_without_any_topic_ends_at_its_planned_end() -> None:
    scene = Scene().to_the_end()
    assert (scene.meeting.how, scene.meeting.closed) == (Closing.DONE, clock("10:45"))


def test_one_person_alone_waits_for_a_second_one_and_then_the_meeting_closes_quietly() -> None:
    scene = Scene(topic("one"), here=(ANA,)).until("10:14")
    assert scene.stage is Stage.GATHERING
    scene.until("10:15")
    assert (scene.meeting.how, scene.meeting.closed) == (Closing.QUIET, clock("10:15"))
    assert scene.happened[-1] == MeetingEnded(clock("10:15"), Closing.QUIET, (TopicId("one"),), counts=False)


def test_a_short_meeting_waits_for_a_second_person_until_half_of_it_is_over() -> None:
    scene = Scene(topic("one"), here=(), wishes=Wishes(length=minutes(3))).to_the_end()
    assert scene.meeting.how is Closing.QUIET
    assert clock("10:01:30") <= scene.now < clock("10:02")


def test_a_second_person_who_comes_in_time_lets_the_meeting_begin() -> None:
    scene = Scene(topic("one"), here=(ANA,)).until("10:07")
    scene.do(course.check_in, person=BEN)
    assert scene.until("10:09").stage is Stage.VOTING


def test_one_person_who_talks_alone_has_discussed_nothing() -> None:
    scene = alone("one", "two", "three").until("10:02")
    takeaway(scene, "not lost", on="one", person=ANA)
    scene.do(boxes.next_topic, person=ANA)
    scene.to_the_end()
    assert scene.meeting.how is Closing.QUIET
    ended = scene.happened[-1]
    assert isinstance(ended, MeetingEnded)
    assert (set(ended.carried), ended.counts) == ({"one", "two", "three"}, False)
    assert {found.column for found in scene.meeting.topics} == {Column.TO_DISCUSS}
    back = series.carried_over(scene.meeting, ended)
    assert {(found.column, found.opened, found.boxes, found.carried) for found in back} == {
        (Column.TO_DISCUSS, None, (), count) for count in (1, 2, 3)
    }
    assert [kept.text for kept in scene.meeting.takeaways] == ["not lost"]


def test_a_second_person_who_came_for_a_moment_makes_it_a_meeting() -> None:
    scene = Scene(topic("one"), here=(ANA,)).until("10:01")
    scene.do(course.check_in, person=BEN)
    scene.do(course.leave, person=BEN)
    assert voted(scene, "one").running == "one"
    assert scene.to_the_end().meeting.how is Closing.DONE


def test_who_cancels_after_talking_alone_keeps_every_topic() -> None:
    scene = alone("one", "two").until("10:02")
    scene.do(meeting.cancel, person=ANA)
    assert scene.meeting.how is Closing.CANCELLED
    assert {found.column for found in scene.meeting.topics} == {Column.TO_DISCUSS}


def test_pressing_twice_is_one_presence() -> None:
    scene = Scene()
    assert scene.do(course.check_in, person=ANA) == ()
    assert scene.do(course.leave, person=DEV) == ()
    scene.do(course.leave, person=ANA)
    assert (ANA in scene.meeting.here, ANA in scene.meeting.came) == (False, True)


def test_nobody_comes_or_goes_after_the_end() -> None:
    scene = Scene().to_the_end()
    for rule in (course.check_in, course.leave):
        with pytest.raises(MeetingOver) as refused:
            scene.do(rule, person=ANA)
        assert refused.value.closed == clock("10:45")


def test_only_the_host_cancels_and_topics_wait_uncounted() -> None:
    scene = Scene(topic("one"))
    with pytest.raises(NotHost):
        scene.do(meeting.cancel, person=BEN)
    with pytest.raises(Stale):
        scene.do(meeting.cancel, person=ANA, phase=7)
    scene.do(meeting.cancel, person=ANA)
    assert scene.meeting.how is Closing.CANCELLED
    ended = scene.happened[-1]
    assert isinstance(ended, MeetingEnded)
    assert (ended.carried, ended.counts) == (("one",), False)
    with pytest.raises(MeetingOver):
        scene.do(meeting.cancel, person=ANA)


def test_what_was_discussed_before_a_cancellation_stays_discussed() -> None:
    scene = talking("one", "two").until("10:02")
    scene.do(meeting.cancel, person=ANA)
    assert scene.of("one").column is Column.DISCUSSED
    assert scene.of("one").boxes == (minutes(2),)
    assert scene.of("two").column is Column.TO_DISCUSS


def test_somebody_here_hosts_once_the_host_has_left() -> None:
    scene = Scene()
    with pytest.raises(AlreadyHost):
        scene.do(hosting.take_over_host, person=ANA)
    with pytest.raises(NotHere):
        scene.do(hosting.take_over_host, person=DEV)
    scene.do(course.leave, person=ANA)
    scene.do(hosting.take_over_host, person=BEN)
    assert scene.meeting.host == BEN
    scene.do(meeting.cancel, person=BEN)


def test_whoever_is_here_ends_the_last_call() -> None:
    scene = talking("one")
    with pytest.raises(NotNow):
        scene.do(meeting.finish, person=BEN)
    scene.do(boxes.next_topic, person=BEN)
    scene.do(meeting.finish, person=BEN)
    assert (scene.meeting.how, scene.meeting.closed) == (Closing.DONE, TEN)
    assert scene.meeting.steered == Steered(BEN, Steering.WENT_ON, TEN)


def test_a_takeaway_lands_in_every_stage_on_the_topic_it_was_written_for() -> None:
    scene = talking("one", "two")
    takeaway(scene, "Quarantine on the second failure", on="one")
    scene.do(boxes.next_topic, person=ANA)
    takeaway(scene, "late for one", on="one")
    scene.to_the_end()
    takeaway(scene, "after the end", on="two")
    takeaway(scene, "of the whole")
    summary = series.summary(scene.meeting)
    assert [[kept.text for kept in found.takeaways] for found in summary.discussed] == [
        ["Quarantine on the second failure", "late for one"],
        ["after the end"],
    ]
    assert [kept.text for kept in summary.takeaways] == ["of the whole"]


def test_a_takeaway_on_a_topic_that_is_gone_belongs_to_the_meeting() -> None:
    scene = Scene(topic("one", author=BEN))
    scene.meeting = applied(scene.meeting, topics.withdraw(scene.of("one"), person=BEN, host=None))
    takeaway(scene, "not lost", on="one")
    assert scene.meeting.takeaways[0].topic is None


def test_a_takeaway_checks_its_author_in_while_the_meeting_is_open_and_not_after() -> None:
    scene = talking("one")
    takeaway(scene, "from Dev", person=DEV)
    assert DEV in scene.meeting.here
    scene.to_the_end()
    takeaway(scene, "from far away", person="U0LATER")
    assert "U0LATER" not in scene.meeting.came


def test_an_empty_takeaway_or_one_for_an_unknown_topic_is_refused() -> None:
    with pytest.raises(EmptyText):
        takeaway(Scene(), " ")
    with pytest.raises(NoSuchTopic):
        takeaway(Scene(), "text", on="elsewhere")


def test_a_meeting_needs_no_click_from_the_first_topic_to_the_summary() -> None:
    scene = Scene(topic("one"), topic("two"), here=(ANA, BEN)).until("10:03")
    scene.ballot(ANA, "one", "two")
    scene.to_the_end()
    assert [found.spent for found in scene.meeting.topics] == [minutes(11), minutes(26)]
    assert (scene.meeting.how, scene.meeting.closed) == (Closing.DONE, clock("10:47"))
    assert meeting.fall_due(scene.meeting, clock("23:00")) == ()
    assert meeting.deadline(scene.meeting) is None


def test_a_meeting_left_open_closes_itself_a_quarter_of_an_hour_after_its_planned_end() -> None:
    scene = talking("one", "two")
    scene.now = clock("11:00")
    scene.until("11:00")
    assert (scene.stage, scene.meeting.how, scene.meeting.closed) == (Stage.CLOSED, Closing.LEFT_OPEN, clock("10:45"))
    assert scene.meeting.began == clock("11:00")
    assert scene.of("one").boxes == (minutes(45),)


def test_a_timer_that_rings_late_still_asks_before_it_goes_on() -> None:
    scene = talking("one", "two")
    scene.now = clock("10:06")
    scene.until("10:06")
    assert (scene.stage, scene.meeting.due) == (Stage.THUMBS, clock("10:06:30"))


def test_waking_twice_or_early_changes_nothing() -> None:
    scene = talking("one", "two").until("10:05")
    assert meeting.fall_due(scene.meeting, clock("10:05")) == ()
    assert meeting.fall_due(scene.meeting, clock("10:05:29")) == ()


@pytest.mark.parametrize(
    ("at", "left", "redrawn"),
    [
        ("10:00", 3, "10:01"),
        ("10:00:01", 3, "10:01"),
        ("10:01", 2, "10:02"),
        ("10:02", 1, None),
        ("10:02:59", 1, None),
        ("10:04", 1, None),
    ],
)
def test_about_n_minutes_left_is_redrawn_when_it_is_no_longer_true(at: str, left: int, redrawn: str | None) -> None:
    scene = Scene()
    assert course.minutes_left(clock("10:03"), clock(at)) == left
    assert meeting.redraw_at(scene.meeting, clock(at)) == (None if redrawn is None else clock(redrawn))


def test_nothing_is_redrawn_by_the_clock_where_no_time_runs() -> None:
    scene = talking("one")
    scene.do(boxes.pause, person=ANA)
    assert meeting.redraw_at(scene.meeting, clock("10:01")) is None


def test_the_summary_tells_topics_in_order_of_discussion_and_what_comes_back() -> None:
    scene = talking("one", "two", "three").until("10:02")
    scene.do(boxes.next_topic, person=ANA)
    scene.until("10:03").do(course.leave, person=CHLOE)
    scene.do(boxes.pause, person=ANA)
    scene.to_the_end()
    summary = series.summary(scene.meeting)
    assert [found.topic.id for found in summary.discussed] == ["one", "two"]
    assert [found.topic.spent for found in summary.discussed] == [minutes(2), minutes(1)]
    assert [(left.id, left.carried) for left in summary.not_reached] == [("three", 2)]
    assert set(summary.came) == {ANA, BEN, CHLOE}
    assert (summary.began, summary.ended, summary.how) == (TEN, clock("10:47"), Closing.DONE)


def test_a_cancelled_meeting_s_topics_come_back_with_the_count_they_had() -> None:
    scene = Scene(topic("one", carried=1))
    scene.do(meeting.cancel, person=ANA)
    assert [left.carried for left in series.summary(scene.meeting).not_reached] == [1]


def test_an_open_meeting_has_no_summary() -> None:
    with pytest.raises(AssertionError):
        series.summary(Scene().meeting)


def test_at_the_third_carry_over_and_only_then_the_author_is_asked() -> None:
    waiting = (topic("talked", carried=9), topic("first"), topic("third", carried=2), topic("fourth", carried=3))
    scene = Scene(*waiting)
    scene.do(voting.open_vote, person=ANA)
    scene.ballot(ANA, "talked")
    scene.do(voting.close_vote, person=ANA)
    scene.do(boxes.pause, person=ANA)
    scene.to_the_end()
    ended = scene.happened[-1]
    assert isinstance(ended, MeetingEnded)
    assert set(ended.carried) == {"first", "third", "fourth"}
    assert [found.id for found in series.asked_about(scene.meeting)] == ["third"]


def test_a_cancelled_meeting_asks_nobody_about_its_topics() -> None:
    scene = Scene(topic("third", carried=2))
    scene.do(meeting.cancel, person=ANA)
    assert series.asked_about(scene.meeting) == ()


def test_what_is_carried_over_comes_back_without_votes_and_without_its_key() -> None:
    scene = Scene(topic("one"))
    scene.propose("secret", key="k")
    scene.do(voting.open_vote, person=ANA)
    scene.ballot(ANA, "one", "secret")
    scene.do(voting.close_vote, person=ANA)
    scene.do(boxes.pause, person=ANA)
    scene.to_the_end()
    ended = scene.happened[-1]
    assert isinstance(ended, MeetingEnded)
    (back,) = series.carried_over(scene.meeting, ended)
    assert (back.id, back.carried, back.meeting, back.dots, back.rank, back.seal) == ("secret", 1, None, 0, 0, None)
    assert all(found.seal is None for found in scene.meeting.topics)
    assert scene.meeting.ballots == ()


def test_only_the_host_corrects_and_only_what_the_meeting_had() -> None:
    scene = talking("one").to_the_end()
    assert roster.checked(scene.meeting, Word({BEN: 7}, {}, " on the phone "), person=ANA).reason == "on the phone"
    with pytest.raises(NotHost):
        roster.checked(scene.meeting, Word({BEN: 7}, {}, "r"), person=BEN)
    with pytest.raises(EmptyText):
        roster.checked(scene.meeting, Word({BEN: 7}, {}, " "), person=ANA)
    with pytest.raises(NotNow):
        roster.checked(talking("one").meeting, Word({BEN: 7}, {}, "r"), person=ANA)
    for minutes_ in (-1, 48):
        with pytest.raises(MinutesOutOfBounds) as refused:
            roster.checked(scene.meeting, Word({BEN: minutes_}, {}, "r"), person=ANA)
        assert refused.value.most == 47


def test_applying_an_opening_gives_the_meeting_it_opened() -> None:
    scene = Scene()
    other = replace(scene.meeting, id=MeetingId("m2"))
    assert apply(scene.meeting, MeetingOpened(other)) == other


def test_who_came_and_left_again_has_come_so_that_the_vote_opens_all_the_same() -> None:
    scene = Scene(topic("one"), here=(ANA, BEN))
    scene.do(course.leave, person=ANA)
    assert scene.until("10:03").stage is Stage.VOTING


def test_nothing_falls_due_any_more_in_a_meeting_that_is_over() -> None:
    scene = talking("one").to_the_end()
    assert scene.stage is Stage.CLOSED
    assert meeting.next_wake(scene.meeting) is None
