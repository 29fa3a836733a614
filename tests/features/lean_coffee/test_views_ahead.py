"""What the next moment of a meeting brings, in a few words: it is what comes then."""

from dataclasses import replace

from bot.features.lean_coffee.rules import boxes
from bot.features.lean_coffee.rules.stages import Stage
from bot.features.lean_coffee.rules.voting import open_vote
from bot.features.lean_coffee.views import ahead
from bot.meetings.views import ahead as any_meeting
from tests.features.lean_coffee.drawing import ENGLISH
from tests.features.lean_coffee.scene import ANA, BEN, Scene, talking, topic


def said(scene: Scene) -> str:
    return ahead.of_meeting(ENGLISH, scene.meeting).removeprefix("Platform guild: ")


def test_each_stage_says_what_its_deadline_brings() -> None:
    assert said(Scene(topic("one"))) == "time to propose topics ends"
    voting = Scene(topic("one"))
    voting.do(open_vote, person=ANA)
    assert said(voting) == "vote closes"
    assert said(talking("one")) == "time is up for “one”"
    assert said(talking("one").until("10:05")) == "thumbs are counted"
    paused = talking("one")
    paused.do(boxes.pause, person=BEN)
    assert said(paused) == "time for talking ends"
    assert said(talking("one").until("10:46")) == "meeting closes"


def test_a_talk_that_carries_on_is_asked_about_again_or_ends_with_the_planned_end() -> None:
    asked = talking("one").until("10:08")
    assert (asked.stage, said(asked)) == (Stage.CARRY_ON, "the room is asked again")
    unasked = talking("one").until("10:13")
    assert (unasked.stage, said(unasked)) == (Stage.CARRY_ON, "time for talking ends")


def test_a_title_that_ends_in_a_mark_is_set_off() -> None:
    scene = talking("one")
    scene.meeting = replace(scene.meeting, title="Who is in?")
    assert ahead.of_meeting(ENGLISH, scene.meeting) == "“Who is in?”: time is up for “one”"
    assert any_meeting.opens(ENGLISH, "Who is in?") == "“Who is in?”: opens"
