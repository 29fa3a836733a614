"""Items as CSV in a private answer, to copy."""

from dataclasses import dataclass

from bot.slack.surfaces import Message
from bot.slack.text import code_block, escape
from bot.words.words import Words

LONGEST = 36_000
"""Characters of a CSV in one message, as they are escaped: Slack takes 40,000."""


@dataclass(frozen=True)
class Part:
    """A part of a CSV, and which of how many it is."""

    text: str
    number: int
    count: int


def room_of(text: str) -> int:
    """Return how many characters a text takes in a message."""
    return len(escape(text))


def export(words: Words, part: Part, *, sends_file: bool = True) -> Message:
    """Draw a part of a CSV as it is copied, and how to get the next one; where no file can be sent, why.

    The CSV stays the text's last, so that what is copied ends with it.
    """
    told = words.say("Items of this channel as CSV:")
    if part.count > 1:
        told = words.say("Items of this channel as CSV, part {n} of {count}:", n=part.number, count=part.count)
    if part.number < part.count:
        told += " " + words.say("`/refine export {next}` gives the next one.", next=part.number + 1)
    if not sends_file:
        told += "\n" + words.say("To send it as a file, the app needs the scope `files:write`: ask who runs the bot.")
    return Message(f"{told}\n{code_block(part.text, 38_000)}")
