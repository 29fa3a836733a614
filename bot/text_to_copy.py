"""A long text in a form, block by block and page by page, for who copies it where no file can be sent."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block

from bot.core.pages import Pages
from bot.slack.blocks import actions, button, context, section
from bot.slack.text import code_block, escape
from bot.words.words import Words

_ROOM = 2_900
"""Characters of a code block in a section, as they are escaped: Slack takes 3,000."""
_SECTIONS = 12
"""Code blocks on a page."""


def to_copy(words: Words, text: str, page: int, *, before: str, after: str) -> list[Block]:
    """Draw a page of a text as it is copied, with the buttons (their ids) to the pages beside it."""
    parts = list(_parts(text))
    pages = Pages(page, len(parts), _SECTIONS)
    blocks: list[Block] = [section(words.say("Copy block by block, each below the one before."))]
    blocks += [section(code_block(part, 3_000)) for part in parts[pages.start : pages.stop]]
    if pages.count > pages.size:
        place = words.say("Blocks {first} to {last} of {count}.", first=pages.start + 1, last=pages.stop, count=pages.count)
        back = button(words.say("Back"), before, pages.before) if pages.before else None
        more = button(words.say("More"), after, pages.after) if pages.after else None
        blocks += [context(place), actions(back, more)]
    return blocks


def _parts(text: str) -> Sequence[str]:
    """Part a text between its lines, so that no part is longer than a code block takes; a line that is longer is parted too."""
    parts: list[str] = [""]
    room = _ROOM
    for line in text.splitlines(keepends=True):
        for piece in _pieces(line):
            if room < len(escape(piece)):
                parts.append("")
                room = _ROOM
            parts[-1] += piece
            room -= len(escape(piece))
    return [part.rstrip("\r\n") for part in parts if part.strip()]


def _pieces(line: str) -> Iterator[str]:
    most = _ROOM // 5  # each character may take five when it is escaped
    yield from [line] if len(escape(line)) <= _ROOM else (line[at : at + most] for at in range(0, len(line), most))
