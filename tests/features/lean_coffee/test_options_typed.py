"""Options of a Lean Coffee as they are typed, written again, refused and told."""

from datetime import timedelta

import pytest

from bot.features.lean_coffee.rules.box_pattern import Boxes
from bot.features.lean_coffee.rules.values import Settings, Wishes
from bot.features.lean_coffee.views.box_option import BadBoxes, read_boxes, written_boxes
from bot.features.lean_coffee.views.chosen import chosen
from bot.features.lean_coffee.views.explain import explain
from bot.features.lean_coffee.views.wishes import OPTIONS
from bot.meetings.views import typed
from bot.words.words import words_for
from tests.features.lean_coffee.scene import minutes, seconds

ENGLISH = words_for("en", "UTC")


def settled(text: str) -> Settings:
    read = typed.read_start(OPTIONS, typed.parted(OPTIONS, text))
    assert read.is_clear
    assert OPTIONS.read_written(OPTIONS.written(read.wishes)) == read.wishes
    found = OPTIONS.settle(read.wishes)
    assert isinstance(found, Settings)
    again = OPTIONS.asked(found, OPTIONS.settle(Wishes(length=found.length)))
    assert OPTIONS.settle(OPTIONS.read_written({**OPTIONS.written(again), "for": f"{found.length // minutes(1)}m"})) == found
    return found


@pytest.mark.parametrize(
    ("text", "boxes"),
    [
        ("boxes 8/4/2", (minutes(8), minutes(4), minutes(2))),
        ("box 8/4/1", (minutes(8), minutes(4), minutes(1))),
        ("box: 7/5/3", (minutes(7), minutes(5), minutes(3))),
        ("boxes of 8 / 4 / 2", (minutes(8), minutes(4), minutes(2))),
        ("boxes 8/4", (minutes(8), minutes(4))),
        ("box 5/3, dots 4", (minutes(5), minutes(3))),
        ("boxes 8m/4m/30s", (minutes(8), minutes(4), seconds(30))),
        ("boxes 90s/1/30s for 20m", (seconds(90), minutes(1), seconds(30))),
        ("box 5", (minutes(5), minutes(3), minutes(1))),
        ("7m box", (minutes(7), minutes(3), minutes(1))),
    ],
)
def test_boxes_are_typed_as_one_length_or_each(text: str, boxes: tuple[timedelta, ...]) -> None:
    assert settled(f'"Guild" {text}').boxes == boxes


@pytest.mark.parametrize(
    ("boxes", "written"),
    [
        (minutes(5), "5m"),
        ((minutes(8), minutes(4), minutes(2)), "8/4/2"),
        ((minutes(8), minutes(4), seconds(30)), "8m/4m/30s"),
    ],
)
def test_boxes_are_written_as_they_can_be_typed_again(boxes: Boxes, written: str) -> None:
    assert written_boxes(boxes) == written
    assert read_boxes(written) == boxes


@pytest.mark.parametrize("said", ["8/4/x", "8//2", "/4", "8-4-2", "8,4,2", "8>4", "x/4"])
def test_what_looks_like_boxes_and_is_none_is_refused_with_boxes_that_are(said: str) -> None:
    with pytest.raises(BadBoxes) as refused:
        read_boxes(said)
    assert settled(refused.value.nearest).boxes
    assert f"`{refused.value.nearest}`" in (explain(refused.value, ENGLISH) or "")


def test_a_word_in_the_place_of_boxes_is_named() -> None:
    with pytest.raises(BadBoxes) as refused:
        settled("“Guild” boxes x/4")
    assert (refused.value.part, refused.value.nearest) == ("x", "box 4m")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("for 45m", ""),
        ("boxes 8/4", "Boxes of 8 min and 4 min."),
        ("dots auto", "Dots: auto, a third of the topics, 2 to 6."),
        ("takeaways asked", "Takeaways are asked for after each topic."),
        ("takeaways: asked after each topic", "Takeaways are asked for after each topic."),
        ("ask for takeaways", "Takeaways are asked for after each topic."),
        ("takeaways free", ""),
        ("dots 5 box 4", "Boxes of 4 min, 2 min 24 s, and 48 s. 5 dots each."),
    ],
)
def test_what_was_chosen_is_told(text: str, told: str) -> None:
    assert chosen(ENGLISH, settled(f'"Guild" {text}')) == told


def test_no_hint_of_a_field_has_marks_for_code_which_stand_there_as_they_are() -> None:
    hints = [option.hint(ENGLISH) for option in OPTIONS.names.values() if option.hint]
    assert len(hints) > 4
    assert [hint for hint in hints if "`" in hint] == []
