"""How long everything takes."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.refusal import Several, field_of
from bot.features.lean_coffee.rules import settings
from bot.features.lean_coffee.rules.box_pattern import BoxGrows, BoxOutOfBounds, TooManyBoxes, asked_as, derived
from bot.features.lean_coffee.rules.refusals import DotsOutOfBounds
from bot.features.lean_coffee.rules.values import Wishes
from bot.meetings.rules.refusals import OutOfBounds
from tests.features.lean_coffee.scene import minutes, seconds

SPANS = st.integers(0, 10 * 3600).map(lambda count: timedelta(seconds=count))


def test_without_wishes_a_meeting_is_the_one_that_people_know() -> None:
    settled = settings.settle(Wishes())
    assert (settled.length, settled.collect, settled.vote, settled.thumbs, settled.last_call) == (
        minutes(45),
        minutes(3),
        minutes(2),
        seconds(30),
        minutes(2),
    )
    assert settled.boxes == (minutes(5), minutes(3), minutes(1))
    assert settled.dots == 3


def test_in_a_short_meeting_each_part_is_at_most_a_tenth_of_it() -> None:
    settled = settings.settle(Wishes(length=minutes(3)))
    assert (settled.collect, settled.vote, settled.thumbs, settled.last_call) == (seconds(18),) * 4
    assert settled.boxes[0] == minutes(1)


def test_what_was_asked_for_is_taken_even_where_it_is_more_than_a_tenth() -> None:
    asked = Wishes(
        length=minutes(3), collect=seconds(5), vote=seconds(25), box=seconds(20), thumbs=seconds(5), last_call=seconds(30)
    )
    settled = settings.settle(asked)
    assert (settled.collect, settled.vote, settled.thumbs, settled.last_call) == (
        seconds(5),
        seconds(25),
        seconds(5),
        seconds(30),
    )


@pytest.mark.parametrize(
    ("first", "extensions"),
    [
        (minutes(5), (minutes(3), minutes(1))),
        (minutes(8), (minutes(3), minutes(1))),
        (minutes(4), (seconds(144), seconds(48))),
        (seconds(20), (seconds(12), seconds(4))),
    ],
)
def test_extensions_are_three_minutes_and_one_or_the_same_shares_of_a_smaller_first_box(
    first: timedelta, extensions: tuple[timedelta, timedelta]
) -> None:
    assert derived(first) == (first, *extensions)


@pytest.mark.parametrize(
    ("wishes", "setting", "least", "most"),
    [
        (Wishes(length=timedelta(hours=99)), "length", minutes(1), timedelta(hours=8)),
        (Wishes(length=seconds(59)), "length", minutes(1), timedelta(hours=8)),
        (Wishes(box=timedelta()), "box", seconds(5), minutes(45)),
        (Wishes(box=minutes(6), length=minutes(5)), "box", seconds(5), minutes(5)),
        (Wishes(collect=timedelta()), "collect", seconds(5), minutes(45)),
        (Wishes(vote=minutes(31), length=timedelta(hours=2)), "vote", seconds(5), minutes(30)),
        (Wishes(thumbs=seconds(1)), "thumbs", seconds(5), minutes(5)),
        (Wishes(last_call=minutes(16)), "last_call", seconds(5), minutes(15)),
    ],
)
def test_a_span_out_of_bounds_is_refused_with_its_limits(wishes: Wishes, setting: str, least: timedelta, most: timedelta) -> None:
    with pytest.raises(OutOfBounds) as refused:
        settings.settle(wishes)
    assert (refused.value.setting, refused.value.least, refused.value.most) == (setting, least, most)


@pytest.mark.parametrize("dots", [0, 11])
def test_a_number_of_dots_out_of_bounds_is_refused_with_the_limits(dots: int) -> None:
    with pytest.raises(DotsOutOfBounds) as refused:
        settings.settle(Wishes(dots=dots))
    assert (refused.value.given, refused.value.least, refused.value.most) == (dots, 1, 10)


def test_all_that_is_out_of_bounds_is_refused_at_once() -> None:
    wishes = Wishes(dots=100, pitch=minutes(5), full_credit=200, box=seconds(1), collect=minutes(120))
    with pytest.raises(Several) as refused:
        settings.settle(wishes)
    assert {field_of(one) for one in refused.value.refusals} == {"dots", "pitch", "credit", "box", "collect"}


@pytest.mark.parametrize(("topics", "dots"), [(1, 2), (6, 2), (7, 3), (18, 6), (40, 6)])
def test_automatic_dots_are_a_third_of_the_topics_within_two_and_six(topics: int, dots: int) -> None:
    assert settings.dots_for("auto", topics) == dots


def test_dots_that_were_asked_for_do_not_depend_on_the_topics() -> None:
    assert settings.dots_for(5, 100) == 5


@given(length=SPANS, collect=st.none() | SPANS, box=st.none() | SPANS, thumbs=st.none() | SPANS)
def test_whatever_is_settled_takes_time_and_shrinks(
    length: timedelta, collect: timedelta | None, box: timedelta | None, thumbs: timedelta | None
) -> None:
    wishes = Wishes(length=length, collect=collect, box=box, thumbs=thumbs)
    within = [minutes(1) <= length <= minutes(480)]
    for asked, most in ((collect, minutes(60)), (box, minutes(60)), (thumbs, minutes(5))):
        within.append(asked is None or seconds(5) <= asked <= min(most, length))
    if not all(within):
        with pytest.raises((OutOfBounds, Several)):
            settings.settle(wishes)
        return
    settled = settings.settle(wishes)
    spans = (settled.collect, settled.vote, *settled.boxes, settled.thumbs, settled.last_call)
    assert all(timedelta() < span <= settled.length for span in spans)
    assert list(settled.boxes) == sorted(settled.boxes, reverse=True)


def test_each_box_can_be_asked_for_whatever_their_number() -> None:
    for pattern in ((8, 4, 2), (7, 5, 3), (8, 4, 1), (8, 4), (5, 3), (6, 5, 4, 3, 2, 1), (5, 5)):
        boxes = tuple(map(minutes, pattern))
        settled = settings.settle(Wishes(box=boxes))
        assert settled.boxes == boxes
        assert settings.settle(Wishes(box=asked_as(settled.boxes))) == settled


def test_a_box_that_grows_is_refused_with_the_longest_first() -> None:
    with pytest.raises(BoxGrows) as refused:
        settings.settle(Wishes(box=(minutes(8), minutes(2), minutes(4))))
    assert (refused.value.box, refused.value.before) == (minutes(4), minutes(2))
    assert settings.settle(Wishes(box=refused.value.nearest)).boxes == (minutes(8), minutes(4), minutes(2))


def test_a_box_out_of_bounds_is_refused_with_what_is_nearest() -> None:
    with pytest.raises(BoxOutOfBounds) as refused:
        settings.settle(Wishes(box=(minutes(50), minutes(4), seconds(1))))
    assert (refused.value.box, refused.value.least, refused.value.most) == (minutes(50), seconds(5), minutes(45))
    assert settings.settle(Wishes(box=refused.value.nearest)).boxes == (minutes(45), minutes(4), seconds(5))


def test_more_boxes_than_six_are_refused() -> None:
    with pytest.raises(TooManyBoxes) as refused:
        settings.settle(Wishes(box=tuple(minutes(box) for box in range(9, 1, -1))))
    assert (refused.value.given, refused.value.most) == (8, 6)
    assert settings.settle(Wishes(box=refused.value.nearest)).boxes[0] == minutes(9)
