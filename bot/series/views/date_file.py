"""The button by which one date is had as a file for a calendar, and what tells of its changes."""

from slack_sdk.models.blocks import ButtonElement

from bot.feature import CALENDAR_FILE
from bot.series.rules import Occurrence
from bot.slack.blocks import actions, button, section
from bot.slack.surfaces import Message
from bot.words.words import Words


def calendar_file(words: Words, occurrence: Occurrence) -> ButtonElement:
    """Return the button that gives a date as a file for one's calendar, as it stands when it is pressed."""
    return button(words.say("Calendar file"), CALENDAR_FILE, occurrence.id)


def told_of_change(words: Words, occurrence: Occurrence, text: str) -> Message:
    """Draw what has become of a date for who is coming, with the file by which their calendar knows it too."""
    return Message(text, [section(text), actions(calendar_file(words, occurrence))])
