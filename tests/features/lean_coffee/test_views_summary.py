"""The record of a meeting with much to tell: what fits is told, and what does not is counted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.lean_coffee.rules import series
from bot.features.lean_coffee.rules.stages import Column
from bot.features.lean_coffee.rules.values import Takeaway, TakeawayId
from bot.features.lean_coffee.views.summary import shared, summary
from bot.slack.surfaces import Message
from tests.features.lean_coffee.drawing import EXTREME, hold_message, reader, told
from tests.features.lean_coffee.scene import BEN, TEN, talking


def record(texts: Sequence[Sequence[str]], title: str = "Topic") -> Message:
    """Draw a summary of topics that were all discussed, with these takeaways for each."""
    scene = talking(*(f"{number:03}" for number in range(len(texts)))).to_the_end()
    topics = tuple(
        replace(one, title=title, column=Column.DISCUSSED, opened=TEN, boxes=(timedelta(minutes=5),))
        for one in scene.meeting.topics
    )
    takeaways = tuple(
        Takeaway(TakeawayId(f"{place} {number}"), topics[place].id, text, BEN, TEN)
        for place, lines in enumerate(texts)
        for number, text in enumerate(lines)
    )
    meeting = replace(scene.meeting, topics=topics, takeaways=takeaways)
    return summary(reader(scene), meeting, series.summary(meeting), None)


def kept(message: Message) -> int:
    return sum(line.startswith("💡") for line in told(message).splitlines())


@pytest.mark.parametrize("topics", [1, 3, 10, 14])
def test_long_takeaways_all_stand_while_the_message_has_room_for_them(topics: int) -> None:
    message = record([["z" * 500] * 3] * topics)
    hold_message(message)
    assert kept(message) == 3 * topics
    assert "more" not in told(message)


def test_a_topic_with_much_to_tell_takes_the_room_that_the_others_leave() -> None:
    message = record([["z" * 500] * 30, *[["short"]] * 19])
    hold_message(message)
    assert kept(message) == 30 + 19


def test_every_topic_stands_where_the_takeaways_of_all_do_not_fit() -> None:
    message = record([["z" * 500] * 9] * 20)
    hold_message(message)
    lines = told(message).splitlines()
    assert sum(line.startswith("*") and "Topic" in line for line in lines) == 20
    assert sum("more" in line for line in lines) == 20
    assert kept(message) >= 35


@pytest.mark.parametrize("text", EXTREME)
@pytest.mark.parametrize("topics", [1, 10, 30, 100])
def test_a_record_of_any_size_fits_into_one_message(topics: int, text: str) -> None:
    hold_message(record([[(text * 5)[:500]] * 40] * topics, text[:150]))


@given(st.lists(st.integers(0, 1_000)), st.integers(-10, 5_000))
def test_nobody_is_given_more_than_they_want_nor_less_than_an_even_share(wanted: list[int], room: int) -> None:
    given_each = shared(wanted, room)
    assert sum(given_each) <= max(0, room)
    assert all(share <= want for share, want in zip(given_each, wanted, strict=True))
    even = max(0, room) // max(1, len(wanted))
    assert all(share >= min(want, even) for share, want in zip(given_each, wanted, strict=True))
    if sum(wanted) <= room:
        assert given_each == wanted
