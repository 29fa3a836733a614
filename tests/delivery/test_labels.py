"""The check of labels, which every screen that any test draws passes, finds what it is to find."""

import pytest

from bot.slack.blocks import actions, button, section
from bot.slack.limits import BadSurface
from bot.slack.surfaces import Message
from tests.fakes.labels import unlabelled
from tests.fakes.payloads import render_message


def test_what_can_be_read_passes() -> None:
    shown = Message("Start?", [section("👍 more"), actions(button("✊ Neutral", "a", "b", danger=True))])
    assert unlabelled(render_message(shown)) == []


@pytest.mark.parametrize(
    "shown",
    [
        Message(" ", [section("text")]),
        Message("Text", [actions(button("👍", "a", "b"))]),
    ],
)
def test_what_only_a_picture_tells_is_found_as_it_is_drawn(shown: Message) -> None:
    with pytest.raises((AssertionError, BadSurface)):
        render_message(shown)


def test_a_colour_alone_is_found() -> None:
    assert unlabelled({"text": "Late", "attachments": [{"color": "#f00"}]}) != []
