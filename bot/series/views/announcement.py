"""The frame of an announcement: head, facts, and what is left once it is called off or over."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.series.kinds import Kinds
from bot.series.rules import CalledOff, Occurrence
from bot.series.views.changing import BACK
from bot.slack.blocks import actions, button, header, section
from bot.slack.surfaces import Message
from bot.words.words import Words


def framed(text: str, head: str, body: Sequence[Block]) -> Message:
    """Draw a date that is still to come, or has begun as announced: `text` is what a notification says of it."""
    return Message(text, [header(head), *body])


def take_back(words: Words, kinds: Kinds, occurrence: Occurrence, at: datetime) -> list[Block]:
    """Draw the button by which its owner takes a skip back, while the date is to come; nothing for what is not skipped."""
    if occurrence.called_off is not CalledOff.SKIPPED or occurrence.starts <= at:
        return []
    return [actions(button(words.say("Take the skip back"), kinds.id(BACK), occurrence.id))]


def became(text: str, line: str, *more: Block) -> Message:
    """Draw the one line that says what became of a date."""
    return Message(text, [section(line), *more])
