"""Into how many tables a large group splits, who hosts them, and how they end."""

from dataclasses import replace

import pytest

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules import boxes, meeting, tables, topics, voting
from bot.features.lean_coffee.rules.apply import as_table
from bot.features.lean_coffee.rules.changes import LastCallBegun, MeetingEnded, TablesEnded, TopicFinished, TopicOpened
from bot.features.lean_coffee.rules.refusals import NoTimeToTalk, TooFewForTables, TooFewTopicsForTables
from bot.features.lean_coffee.rules.series import summary
from bot.features.lean_coffee.rules.stages import Column, Stage
from bot.features.lean_coffee.rules.values import Wishes
from bot.meetings.rules import course, undo
from bot.meetings.rules.refusals import NotHere, NothingToUndo, NotHost, NotNow, Stale
from bot.meetings.rules.values import Closing
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, TEN, Scene, apart, at_tables, clock, large, minutes, topic, voted

SIX = ("one", "two", "three", "four", "five", "six")


def alone_at(scene: Scene, place: int) -> Scene:
    """Return a scene of one table, as it opened."""
    there = Scene()
    there.meeting, there.now = apart(scene)[place - 1], scene.now
    return there


def refresh(scene: Scene, *there: Scene) -> None:
    """Let the board of all see its tables as they are."""
    now = {one.meeting.id: as_table(one.meeting) for one in there}
    scene.meeting = replace(scene.meeting, tables=tuple(now.get(table.id, table) for table in scene.meeting.tables))


@pytest.mark.parametrize(
    ("people", "names", "number"),
    [(10, 6, 0), (11, 6, 2), (17, 6, 2), (18, 6, 3), (30, 6, 5), (60, 6, 5), (30, 3, 3), (30, 2, 2), (30, 1, 0)],
)
def test_a_sixth_of_the_people_but_two_to_five_and_no_more_than_topics_with_dots(people: int, names: int, number: int) -> None:
    scene = large(*SIX[:names], people=people)
    assert tables.tables_offered(scene.meeting, scene.now) == number


def test_a_topic_without_a_dot_gets_no_table() -> None:
    others = [PersonId(f"U0P{number}") for number in range(15)]
    scene = voted(Scene(*map(topic, SIX), here=(ANA, BEN, *others)), "one")
    assert tables.tables_offered(scene.meeting, scene.now) == 0
    with pytest.raises(TooFewTopicsForTables):
        scene.do(tables.split, person=BEN)


def test_who_is_not_here_or_presses_an_old_board_splits_nothing() -> None:
    scene = large(*SIX)
    with pytest.raises(NotHere):
        scene.do(tables.split, person=PersonId("U0EVE"))
    with pytest.raises(Stale):
        scene.do(tables.split, person=BEN, phase=1)
    scene.until("10:05")
    assert scene.stage is Stage.THUMBS
    with pytest.raises(NotNow):
        scene.do(tables.split, person=BEN)


def test_ten_people_stay_at_one_table() -> None:
    scene = large(*SIX, people=10)
    with pytest.raises(TooFewForTables):
        scene.do(tables.split, person=BEN)


def test_with_too_little_time_left_nobody_splits() -> None:
    scene = large(*SIX, wishes=Wishes(length=minutes(6), box=minutes(5)))
    scene.until("10:04:30")
    assert tables.tables_offered(scene.meeting, scene.now) == 0
    with pytest.raises(NoTimeToTalk):
        scene.do(tables.split, person=BEN)


def test_the_topic_that_all_talked_about_goes_on_at_the_first_table_and_its_time_counts() -> None:
    scene = large(*SIX).until("10:02")
    scene.do(tables.split, person=BEN)
    first, second = apart(scene)
    assert (first.topic, second.topic) == ("one", "two")
    assert {topic.column for table in (first, second) for topic in table.topics if topic.id == table.topic} == {Column.DISCUSSING}
    assert scene.of("one").boxes == (minutes(2),)
    assert (first.due, first.planned_end) == (clock("10:07"), scene.meeting.planned_end)
    assert scene.stage is Stage.TABLES
    assert scene.meeting.due == scene.meeting.planned_end


def test_an_author_who_is_here_sits_at_the_table_and_hosts_it_but_one_alone() -> None:
    first, second = apart(at_tables(*SIX))
    assert (first.host, first.here) == (ANA, frozenset([ANA]))
    assert (second.host, second.here) == (ANA, frozenset())


def test_anonymous_topics_and_those_of_who_is_away_have_no_host_yet() -> None:
    others = [PersonId(f"U0P{number}") for number in range(12)]
    waiting = [topic("one", carried=2, author=None), topic("two", carried=1, author=PersonId("U0EVE"))]
    scene = voted(Scene(*waiting, here=(ANA, BEN, *others)), "one", "two")
    scene.do(tables.split, person=BEN)
    assert [one.here for one in apart(scene)] == [frozenset(), frozenset()]


def test_a_table_takes_the_next_topic_that_no_table_has() -> None:
    there = alone_at(at_tables(*SIX), 1)
    there.do(course.check_in, person=BEN)
    there.do(boxes.next_topic, person=BEN)
    assert there.running == "three"
    assert there.of("three").at_table == there.meeting.id


def test_a_table_with_no_topic_left_has_its_last_call_and_ends_without_a_record() -> None:
    there = alone_at(at_tables("one", "two"), 1)
    there.do(course.check_in, person=BEN)
    there.do(boxes.next_topic, person=BEN)
    assert (there.stage, there.meeting.due) == (Stage.LAST_CALL, clock("10:02"))
    there.until("10:02")
    assert (there.meeting.closed, there.meeting.how) == (clock("10:02"), Closing.QUIET)
    assert there.of("one").column is Column.DISCUSSED


def test_at_the_planned_end_a_table_ends_with_its_topic_discussed() -> None:
    there = alone_at(at_tables("one", "two"), 1)
    there.do(course.check_in, person=BEN)
    there.until("10:45")
    assert there.meeting.closed == clock("10:45")
    assert there.of("one").column is Column.DISCUSSED


def test_a_table_that_all_have_left_ends_a_minute_later_unless_somebody_comes_back() -> None:
    there = alone_at(at_tables(*SIX), 1)
    there.do(course.check_in, person=BEN)
    there.do(course.leave, person=BEN)
    there.do(course.leave, person=ANA)
    there.until("10:00:50")
    there.do(course.check_in, person=ANA)
    there.until("10:02")
    assert there.meeting.closed is None
    there.do(course.leave, person=ANA)
    there.until("10:03")
    assert there.meeting.closed == clock("10:03")


def test_a_table_that_nobody_came_to_ends_with_its_first_box_and_its_topic_waits_again() -> None:
    there = alone_at(at_tables(*SIX), 2)
    there.until("10:05")
    assert there.meeting.closed == clock("10:05")
    assert (there.of("two").column, there.of("two").at_table) == (Column.TO_DISCUSS, None)


def test_a_question_at_an_empty_table_ends_with_it() -> None:
    there = alone_at(at_tables(*SIX), 1)
    there.do(boxes.end_box, person=ANA)
    assert there.stage is Stage.THUMBS
    there.do(course.leave, person=ANA)
    assert meeting.next_wake(there.meeting) == clock("10:00:30")


def test_only_the_host_of_all_takes_a_topic_off_that_no_table_has() -> None:
    there = alone_at(at_tables(*SIX), 1)
    with pytest.raises(NotHost):
        topics.remove(there.meeting, topic=there.of("three").id, person=ANA)


def test_once_every_table_has_ended_the_meeting_goes_on_at_once() -> None:
    scene = at_tables(*SIX)
    scene.meeting = replace(scene.meeting, tables=tuple(replace(one, closed=TEN) for one in scene.meeting.tables))
    changes = meeting.fall_due(scene.meeting, scene.now)
    assert [type(change) for change in changes] == [TablesEnded, TopicOpened]
    assert changes[1].topic == "three"  # type: ignore[union-attr]


def test_the_planned_end_ends_all_tables_and_the_last_call_begins() -> None:
    scene = at_tables(*SIX)
    one = alone_at(scene, 1)
    one.do(course.check_in, person=BEN)
    refresh(scene, one)
    scene.until("10:45")
    assert scene.stage is Stage.LAST_CALL
    assert scene.of("one").column is Column.DISCUSSED
    assert scene.of("two").column is Column.TO_DISCUSS
    assert tables.still_open(scene.meeting) == ()


def test_back_to_one_table_opens_the_next_topic_for_all_and_is_not_taken_back() -> None:
    scene = at_tables(*SIX)
    scene.do(tables.back_to_one, person=CHLOE)
    assert scene.running == "one"  # nobody but its author sat at its table
    with pytest.raises(NothingToUndo):
        scene.do(
            lambda meeting_, person, phase, at: undo.undo(meeting.COURSE, meeting_, person=person, phase=phase, at=at), person=BEN
        )


def test_a_second_split_counts_its_tables_on() -> None:
    scene = at_tables(*SIX)
    pair = [alone_at(scene, 1), alone_at(scene, 2)]
    for there in pair:
        there.do(course.check_in, person=BEN)
        there.do(course.check_in, person=CHLOE)
    refresh(scene, *pair)
    scene.do(tables.back_to_one, person=BEN)
    assert scene.running == "three"
    scene.do(tables.split, person=BEN)
    assert [table.place for table in tables.still_open(scene.meeting)] == [3, 4]
    assert len({table.id for table in scene.meeting.tables}) == 4


def test_who_split_by_mistake_takes_it_back_and_every_topic_is_where_it_was() -> None:
    scene = large(*SIX).until("10:02")
    before = scene.meeting
    scene.do(tables.split, person=BEN)
    scene.until("10:02:40")
    scene.do(
        lambda meeting_, person, phase, at: undo.undo(meeting.COURSE, meeting_, person=person, phase=phase, at=at), person=CHLOE
    )
    assert (scene.stage, scene.running, scene.meeting.tables) == (Stage.DISCUSSING, "one", ())
    assert scene.meeting.topics == before.topics
    assert scene.meeting.due == clock("10:05:40")


def test_a_meeting_that_is_cancelled_ends_its_tables_first_and_keeps_what_they_talked_about() -> None:
    scene = at_tables(*SIX)
    one = alone_at(scene, 1)
    one.do(course.check_in, person=BEN)
    refresh(scene, one)
    changes = scene.do(meeting.cancel, person=ANA)
    assert [type(change) for change in changes] == [TablesEnded, MeetingEnded]
    assert scene.of("one").column is Column.DISCUSSED
    assert [one.place for one in summary(scene.meeting).tables] == [1]


def test_an_outage_past_the_planned_end_ends_the_tables_when_it_began() -> None:
    scene = at_tables(*SIX)
    there = alone_at(scene, 1)
    there.do(course.check_in, person=BEN)
    changes = meeting.bridge(scene.meeting, began=clock("10:10"), ended=clock("10:50"))
    assert isinstance(changes[0], TablesEnded)
    assert changes[0].at == clock("10:10")
    gone = meeting.bridge(there.meeting, began=clock("10:02"), ended=clock("10:50"))
    assert [type(change) for change in gone] == [TopicFinished, MeetingEnded]


def test_the_record_keeps_the_topics_of_a_table_together_and_says_who_sat_there() -> None:
    scene = at_tables(*SIX)
    pair = [alone_at(scene, 1), alone_at(scene, 2)]
    for there, person in zip(pair, (BEN, CHLOE), strict=True):
        there.do(course.check_in, person=person)
        there.do(course.check_in, person=ANA)
    refresh(scene, *pair)
    record = summary(scene.to_the_end().meeting)
    assert [(one.topic.id, one.place) for one in record.discussed] == [("one", 1), ("two", 2)]
    assert [(one.place, one.host, one.came) for one in record.tables] == [(1, ANA, (ANA, BEN)), (2, ANA, (ANA, CHLOE))]
    assert [topic.id for topic in record.not_reached] == ["three", "four", "five", "six"]


def test_at_tables_nobody_votes() -> None:
    scene = at_tables(*SIX)
    assert voting.new_to_vote_on(scene.meeting, 3, scene.now) == 0
    assert [type(one) for one in meeting.ended(scene.meeting, scene.now, Closing.DONE)] == [TablesEnded, MeetingEnded]
    assert isinstance(meeting.fall_due(scene.meeting, clock("10:45"))[1], LastCallBegun)
