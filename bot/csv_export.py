"""A CSV that goes out as a private answer to copy, in parts that a message takes."""

from collections.abc import Iterable, Iterator
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


def part_number(text: str) -> int:
    """Read which part was asked for by number; the first where it was none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def part_of(head: str, rows: Iterable[str], asked: int) -> Part:
    """Return a part of a CSV, each with the line that names the columns; past the end, the last one."""
    parts = list(_parts(head, rows))
    shown = max(1, min(asked, len(parts)))
    return Part(parts[shown - 1], shown, len(parts))


def _parts(head: str, rows: Iterable[str]) -> Iterator[str]:
    part, room = head, LONGEST
    for row in rows:
        room -= room_of(row)
        if room < 0:
            yield part
            part, room = head, LONGEST - room_of(row)
        part += row
    yield part


def room_of(text: str) -> int:
    """Return how many characters a text takes in a message."""
    return len(escape(text))


def to_copy(words: Words, told: str, part: Part, *, sends_file: bool) -> Message:
    """Draw a part of a CSV as it is copied, below what it is; where no file can be sent, why.

    The CSV stays the text's last, so that what is copied ends with it.
    """
    if not sends_file:
        told += "\n" + words.say("To send it as a file, the app needs the scope `files:write`: ask who runs the bot.")
    return Message(f"{told}\n{code_block(part.text, 38_000)}")
