"""The question for takeaways that follows a topic, and the word one minute before the end of a box."""

from dataclasses import replace

import pytest

from bot.features.lean_coffee.rules import boxes
from bot.features.lean_coffee.rules.acts import Act, acts
from bot.features.lean_coffee.rules.meeting import COURSE
from bot.features.lean_coffee.rules.stages import Stage
from bot.features.lean_coffee.rules.takeaways import asked_about
from bot.features.lean_coffee.rules.values import Wishes
from bot.features.lean_coffee.views.takeaway_option import BadTakeaways, explain_takeaways, read_takeaways
from tests.features.lean_coffee.desk import Desk
from tests.features.lean_coffee.drawing import ENGLISH, buttons, drawn, lines
from tests.features.lean_coffee.scene import BEN, CHLOE, Scene, minutes, seconds, talking, topic, voted

ASKED = Wishes(takeaways_asked=True)
QUESTION = "💡 *What do you take with you from “one”?*"


def test_the_board_of_the_next_topic_asks_for_a_minute_what_people_take_from_the_last_one() -> None:
    scene = talking("one", "two", wishes=ASKED)
    assert QUESTION not in lines(scene)
    scene.do(boxes.next_topic, person=BEN)
    assert QUESTION in lines(scene)
    assert "Add a takeaway" in buttons(drawn(scene))
    assert Act.TAKEAWAY_OF_LAST in acts(scene.meeting, CHLOE, scene.now)
    scene.until("10:00:59")
    assert QUESTION in lines(scene)
    assert COURSE.redraw_at(scene.meeting, scene.now) == scene.now + seconds(1)
    scene.until("10:01")
    assert QUESTION not in lines(scene)
    assert Act.TAKEAWAY_OF_LAST not in acts(scene.meeting, CHLOE, scene.now)


def test_the_course_goes_on_beside_the_question() -> None:
    scene = talking("one", "two", wishes=ASKED)
    scene.do(boxes.next_topic, person=BEN)
    assert (scene.stage, scene.running) == (Stage.DISCUSSING, "two")
    scene.do(boxes.pause, person=BEN)
    assert asked_about(scene.meeting, scene.now) is None


def test_the_last_call_asks_about_the_last_topic_to_its_end() -> None:
    scene = talking("two", "one", wishes=ASKED)
    scene.do(boxes.next_topic, person=BEN)
    scene.until("10:00:30").do(boxes.next_topic, person=BEN)
    assert scene.stage is Stage.LAST_CALL
    assert asked_about(scene.until("10:01:40").meeting, scene.now) == scene.of("one")


def test_the_question_is_about_what_was_opened_last_whatever_its_rank() -> None:
    scene = talking("one", "two", "three", wishes=ASKED)
    scene.until("10:00:10").do(boxes.next_topic, person=BEN)
    scene.until("10:00:20").do(boxes.next_topic, person=BEN)
    first, second = scene.of("one"), scene.of("two")
    turned = [replace(one, rank=9) if one.id == first.id else one for one in scene.meeting.topics]
    assert asked_about(replace(scene.meeting, topics=tuple(turned)), scene.now) == second


def test_a_meeting_that_asks_for_none_asks_for_none() -> None:
    scene = talking("one", "two")
    scene.do(boxes.next_topic, person=BEN)
    assert asked_about(scene.meeting, scene.now) is None
    assert QUESTION not in lines(scene)


def test_nothing_is_asked_where_no_topic_was_talked_about() -> None:
    scene = voted(Scene(topic("one"), wishes=ASKED))
    assert scene.stage is Stage.LAST_CALL
    assert asked_about(scene.meeting, scene.now) is None


def test_more_time_ends_the_question() -> None:
    scene = talking("one", "two", wishes=Wishes(takeaways_asked=True, box=seconds(20)))
    scene.do(boxes.next_topic, person=BEN)
    scene.do(boxes.end_box, person=BEN)
    scene.do(boxes.room_says, person=BEN, more=True)
    assert asked_about(scene.meeting, scene.now) is None


@pytest.mark.parametrize("box", [3, 5, 12])
def test_one_minute_before_its_end_a_long_box_says_so_by_a_redraw_that_comes_anyway(box: int) -> None:
    scene = talking("one", "two", wishes=Wishes(box=minutes(box)))
    large = "⏳ One minute left"
    scene.until(f"10:{box - 2:02}:01")
    assert large not in lines(scene)
    assert COURSE.redraw_at(scene.meeting, scene.now) == scene.now + seconds(59)
    scene.until(f"10:{box - 1:02}")
    assert lines(scene)[0] == large
    assert not [line for line in lines(scene) if "ess than a minute" in line], "it is said once"
    assert COURSE.redraw_at(scene.meeting, scene.now) is None
    scene.until(f"10:{box - 1:02}:25")
    assert large not in lines(scene)


def test_a_short_box_needs_no_such_word() -> None:
    scene = talking("one", "two", wishes=Wishes(box=minutes(2))).until("10:01")
    assert "⏳ One minute left" not in lines(scene)
    silent = talking("one", "two").until("10:05:31")
    assert silent.meeting.due == silent.now + seconds(59)
    assert "⏳ One minute left" not in lines(silent)


def test_a_box_that_went_on_after_a_pause_is_as_long_as_before() -> None:
    scene = talking("one", "two").until("10:03:30")
    scene.do(boxes.pause, person=BEN)
    scene.until("10:20").do(boxes.resume, person=BEN)
    scene.until("10:20:30")
    assert lines(scene)[0] == "⏳ One minute left"


def test_takeaways_take_one_of_two_words() -> None:
    assert (read_takeaways("asked"), read_takeaways(" Free ")) == (True, False)
    with pytest.raises(BadTakeaways) as refused:
        read_takeaways("always")
    assert "`asked` (after each topic) or `free`; you wrote always." in (explain_takeaways(refused.value, ENGLISH) or "")


async def test_the_question_opens_the_form_about_the_topic_that_has_ended(desk: Desk) -> None:
    await desk.talks("one", "two", wishes="takeaways asked")
    await desk.presses("Next topic", await desk.board())
    form = (await desk.presses("Add a takeaway", await desk.board(), CHLOE)).form
    assert "About *one*" in str(form)
    await desk.sends(form, CHLOE, takeaway="Quarantine on the second failure")
    state = await desk.meeting()
    (kept,) = state.takeaways
    assert (kept.text, kept.topic) == ("Quarantine on the second failure", next(t.id for t in state.topics if t.title == "one"))
    everything = (await desk.presses("More …", await desk.board(), CHLOE)).form
    assert "the topic that has just ended" in str(everything)
    assert "About *one*" in str((await desk.presses("Add a takeaway", everything, CHLOE)).form)
