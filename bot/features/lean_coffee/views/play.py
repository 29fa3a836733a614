"""A play of a meeting: the boards and the summary of a real one, marked, with nothing to press."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules.play import IDA, NOOR, TOM, Lines, played
from bot.features.lean_coffee.rules.series import summary as record_of
from bot.features.lean_coffee.rules.values import Meeting
from bot.features.lean_coffee.views.board import board
from bot.features.lean_coffee.views.summary import summary
from bot.meetings.views.frame import Reader
from bot.slack.blocks import context, section
from bot.slack.surfaces import Message
from bot.words.words import Words

NAMES: Mapping[PersonId, str] = {IDA: "Ida", NOOR: "Noor", TOM: "Tom"}


def play(words: Words, begun: datetime, at: datetime) -> Message:
    """Draw a play as it stands at a moment."""
    meeting, reader = played(_lines(words), begun, at), Reader(words, at, NAMES)
    drawn = board(reader, meeting) if meeting.closed is None else summary(reader, meeting, record_of(meeting), None)
    told = words.say("*A demo:* Ida, Noor and Tom are invented, a minute is a few seconds long, and nothing of it is kept.")
    return Message(
        words.say("A demo: {told}", told=drawn.text), [context(told), *_to_look_at(words, drawn.blocks), *_after(words, meeting)]
    )


def begins(words: Words) -> str:
    """Say where to look."""
    return words.say("A whole Lean Coffee in 90 seconds plays now in your direct messages with me, with invented people.")


def on_already(words: Words) -> str:
    """Say that one is on."""
    return words.say("The demo is on already, in your direct messages with me.")


def _lines(words: Words) -> Lines:
    return Lines(
        words.say("Platform guild"),
        (
            (words.say("Flaky tests"), words.say("Third week in a row that the build is red on Monday.")),
            (words.say("Who owns the review queue?"), words.say("Reviews take two days by now.")),
            (words.say("Too many meetings on Wednesday"), ""),
        ),
        (
            words.say("A test that fails twice goes into quarantine."),
            words.say("The author picks one reviewer."),
        ),
    )


def _to_look_at(words: Words, blocks: Sequence[Block]) -> Iterator[Block]:
    """Give blocks without what can be pressed; of a row of buttons it is said what stands there."""
    for block in blocks:
        match block:
            case ActionsBlock():
                names = [f"*{each.text.text}*" for each in block.elements if isinstance(each, ButtonElement) and each.text]
                yield context(words.say("Buttons here, for everybody: {names}", names="  ·  ".join(names)))
            case SectionBlock(accessory=accessory) if accessory is not None and block.text is not None:
                yield section(block.text.text)
            case _:
                yield block


def _after(words: Words, meeting: Meeting) -> list[Block]:
    """Say, once it is over, how to hold one."""
    if meeting.closed is None:
        return []
    return [section(words.say("That was a demo. In a channel of your team, `/coffee` starts a real one."))]
