"""The frame of an announcement: head, facts, and what is left once it is called off or over."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.slack.blocks import header, section
from bot.slack.surfaces import Message


def framed(text: str, head: str, body: Sequence[Block]) -> Message:
    """Draw a date that is still to come, or has begun as announced: `text` is what a notification says of it."""
    return Message(text, [header(head), *body])


def became(text: str, line: str, *more: Block) -> Message:
    """Draw the one line that says what became of a date."""
    return Message(text, [section(line), *more])
