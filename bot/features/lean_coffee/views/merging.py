"""The forms in which a host merges two topics, and takes a merged one apart."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement

from bot.features.lean_coffee.rules.values import Meeting, Topic
from bot.features.lean_coffee.views import ids
from bot.meetings.views.ids import option_value, value
from bot.slack.blocks import button, context, field, menu
from bot.slack.surfaces import Modal
from bot.slack.text import one_line
from bot.words.words import Words


def merge_form(words: Words, meeting: Meeting, topics: Sequence[Topic]) -> Modal:
    """Draw the form in which a host makes one topic of two."""
    options: dict[str, str] = {topic.id: one_line(topic.title) for topic in topics}
    told = words.say("Both titles and sentences stay to be read. Each author keeps their own part in “My topics”.")
    undone = words.say("Anyone here can take it back for a minute; you can take it apart until voting opens.")
    blocks: list[Block] = [
        field("first", words.say("First topic"), menu(options, placeholder=words.say("Choose a topic"))),
        field("second", words.say("Second topic"), menu(options, placeholder=words.say("Choose a topic"))),
        context(told),
        context(undone),
    ]
    return _form(words, ids.MERGE_FORM, words.say("Merge topics"), words.say("Merge"), blocks, meeting)


def part_form(words: Words, meeting: Meeting, topics: Sequence[Topic]) -> Modal:
    """Draw the form in which a host makes two topics of a merged one."""
    options: dict[str, str] = {topic.id: one_line(topic.title) for topic in topics}
    blocks: list[Block] = [
        field("topic", words.say("Topic"), menu(options, first=topics[0].id)),
        context(words.say("Its two topics stand on the board again, with their own words.")),
    ]
    return _form(words, ids.PART_FORM, words.say("Take apart"), words.say("Take apart"), blocks, meeting)


def undo_merge(words: Words, meeting: Meeting, topic: Topic | None) -> ButtonElement:
    """Return the button that takes a merge back."""
    return button(words.say("Undo"), ids.UNDO_MERGE, option_value(topic.id if topic else "", meeting.id, meeting.phase))


def _form(words: Words, named: str, title: str, submit: str, blocks: list[Block], meeting: Meeting) -> Modal:
    return Modal(named, title, blocks, submit, words.say("Cancel"), private=value(meeting.id, meeting.phase))
