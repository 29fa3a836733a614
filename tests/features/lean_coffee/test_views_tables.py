"""What tables look like: the offer, who sits where, a table's own board, and the summary of all."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules import boxes, series, tables
from bot.features.lean_coffee.rules.apply import as_table
from bot.features.lean_coffee.rules.stages import Stage
from bot.features.lean_coffee.rules.values import Meeting
from bot.features.lean_coffee.views import ahead
from bot.features.lean_coffee.views import tables as views
from bot.features.lean_coffee.views.board import board
from bot.features.lean_coffee.views.summary import summary
from bot.meetings.rules import course
from tests.features.lean_coffee.drawing import ENGLISH, NAMES, buttons, hold_message, lines, rare, reader, told
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, Scene, apart, at_tables, clock, large

SIX = ("one", "two", "three", "four", "five", "six")
MANY = {PersonId(f"U0P{number}"): f"P{number:02}" for number in range(40)}


def seen(scene: Scene, **tables_as: object) -> list[str]:
    scene.meeting = replace(scene.meeting, tables=tuple(replace(one, **tables_as) for one in scene.meeting.tables))  # type: ignore[arg-type]
    message = board(reader(scene, {**NAMES, **MANY}), scene.meeting)
    hold_message(message)
    return told(message).splitlines()


def alone_at(scene: Scene, place: int) -> Scene:
    there = Scene()
    there.meeting, there.now = apart(scene)[place - 1], scene.now
    return there


def test_the_offer_names_how_many_are_here_and_how_many_tables_that_makes() -> None:
    scene = large(*SIX, people=18)
    assert any(line.startswith("*18 people are here.* At 3 tables") for line in lines(scene))
    scene.do(boxes.pause, person=BEN)
    assert any(line.startswith("*18 people are here.*") for line in lines(scene))
    assert views.offer(reader(scene), large(*SIX, people=10).meeting) == []


def test_the_board_of_all_has_each_table_with_topic_time_host_and_people() -> None:
    said = seen(at_tables(*SIX))
    assert "*Table 1: one*  ● 1" in said
    assert any(line.startswith("until <!date^") and line.endswith("box 1  ·  host Ana") for line in said)
    assert "1 here: Ana" in said
    assert "nobody yet" in said
    assert any(line.startswith("At no table yet: Ben, Chloé, P00") for line in said)


def test_from_twenty_five_people_on_a_table_names_its_first_three() -> None:
    scene = at_tables(*SIX, people=25)
    said = seen(scene, here=frozenset([ANA, *list(MANY)[:7]]))
    assert "8 here: Ana, P00, P01 and 5 more" in said


@pytest.mark.parametrize(
    ("stage", "due", "says"),
    [
        (Stage.THUMBS, clock("10:05"), "asks for thumbs until"),
        (Stage.PAUSED, None, "paused"),
        (Stage.LAST_CALL, clock("10:05"), "last call until"),
        (Stage.CARRY_ON, None, "carries on"),
    ],
)
def test_the_board_of_all_says_what_a_table_does(stage: Stage, due: datetime | None, says: str) -> None:
    assert any(line.startswith(says) for line in seen(at_tables(*SIX), stage=stage, due=due))


def test_a_table_between_topics_is_named_by_its_place_and_its_thread_is_linked() -> None:
    said = seen(at_tables(*SIX), topic=None, link="https://slack.example/p1")
    assert "*Table 1*" in said
    assert any("<https://slack.example/p1|its thread>" in line for line in said)


def test_a_table_s_board_is_named_by_its_place_and_offers_no_end_of_the_meeting() -> None:
    there = alone_at(at_tables(*SIX), 1)
    message = board(reader(there), there.meeting)
    hold_message(message)
    assert "Table 1: Platform guild" in told(message)
    assert "Cancel the meeting (host)" not in rare(message)
    assert "Leave this table" in rare(message)
    assert "I'll host this table" not in buttons(message)


def test_a_table_without_its_host_asks_for_one() -> None:
    there = alone_at(at_tables(*SIX), 2)
    message = board(reader(there), there.meeting)
    assert "I'll host this table" in buttons(message)
    assert "host Ana" not in told(message)


def test_the_last_call_of_a_table_ends_that_table_alone() -> None:
    there = alone_at(at_tables("one", "two"), 1)
    there.do(course.check_in, person=BEN)
    there.do(boxes.next_topic, person=BEN)
    message = board(reader(there), there.meeting)
    assert "*Last call at this table.*" in told(message)
    assert "End this table" in buttons(message)
    assert "last call, in this thread" in views.anchor(reader(there), there.meeting).text


def test_what_comes_of_the_deadline_is_said_in_a_few_words() -> None:
    assert ahead.of_meeting(ENGLISH, at_tables(*SIX).meeting) == "Platform guild: time for talking ends"


def test_the_summary_names_each_table_once_above_its_topics() -> None:
    scene = at_tables(*SIX)
    there = [alone_at(scene, 1), alone_at(scene, 2)]
    for one, person in zip(there, (BEN, CHLOE), strict=True):
        one.do(course.check_in, person=person)
        one.do(course.check_in, person=DEV)
    sat = {one.meeting.id: as_table(one.meeting) for one in there}
    scene.meeting = replace(scene.meeting, tables=tuple(sat[one.id] for one in scene.meeting.tables))
    scene.do(tables.back_to_one, person=BEN)
    over = scene.to_the_end().meeting
    message = summary(reader(scene), over, series.summary(over), None)
    hold_message(message)
    said = told(message).splitlines()
    assert "*Table 1*  ·  host Ana  ·  with Ben, Dev" in said
    assert "*Table 2*  ·  with Chloé, Dev" in said


def test_hundreds_of_people_at_five_tables_fit() -> None:
    scene = at_tables(*SIX, people=300)
    many = frozenset(PersonId(f"U0P{number}") for number in range(60))
    said = seen(scene, here=many)
    assert isinstance(scene.meeting, Meeting)
    assert "60 here: P00, P01, P02 and 57 more" in said
