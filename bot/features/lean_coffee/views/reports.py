"""Reporting a topic, and what a host is told and decides about one that is hidden."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement

from bot.features.lean_coffee.rules.reports import HIDDEN_AT
from bot.features.lean_coffee.rules.stages import FOR_GOOD, Column
from bot.features.lean_coffee.rules.values import Meeting, Topic
from bot.features.lean_coffee.views import ids
from bot.meetings.views.ids import option_value
from bot.slack.blocks import actions, button, context, field, menu, section
from bot.slack.surfaces import Message, Modal
from bot.slack.text import one_line, plain
from bot.words.words import Words

MOST_SHOWN = 20
"""Hidden topics that a form asks about at once."""


def report_form(words: Words, meeting: Meeting, topics: Sequence[Topic]) -> Modal:
    """Draw the form in which somebody reports a topic."""
    options: dict[str, str] = {topic.id: one_line(topic.title) for topic in topics}
    told = words.say(
        "Reports of {n} different people hide a topic; the host then puts it back or removes it. Nobody sees who reported, the host neither.",
        n=HIDDEN_AT,
    )
    blocks: list[Block] = [
        field("topic", words.say("Topic"), menu(options, placeholder=words.say("Choose a topic"))),
        context(told),
    ]
    title, submit = words.say("Report a topic"), words.say("Report")
    return Modal(ids.REPORT_FORM, title, blocks, submit, words.say("Cancel"), private=meeting.id)


def reported(words: Words) -> Modal:
    """Draw in the place of the form that a report was noted, to who sent it alone."""
    told = words.say("Noted. Nobody sees that it was you, and one report of yours counts for this topic.")
    return Modal("lean_coffee:reported", words.say("Report a topic"), [section(told)], close=words.say("Close"))


def hidden_form(words: Words, meeting: Meeting, topics: Sequence[Topic]) -> Modal:
    """Draw the form in which a host decides about what is hidden."""
    blocks: list[Block] = []
    for topic in topics[:MOST_SHOWN]:
        blocks += [section(_words_of(topic)), actions(*_decide(words, topic, meeting.id))]
    if len(topics) > MOST_SHOWN:
        blocks.append(context(words.say("{n} more come once these are decided about.", n=len(topics) - MOST_SHOWN)))
    blocks.append(context(words.say("Reports of {n} different people hid this from the board.", n=HIDDEN_AT)))
    return Modal("lean_coffee:hidden", words.say("Hidden topics"), blocks, close=words.say("Close"), private=meeting.id)


def hidden_topic(words: Words, topic: Topic) -> Message:
    """Tell a host that a topic is hidden, or what was decided about it."""
    title, channel = plain(topic.title), topic.channel
    if topic.column in FOR_GOOD:
        return Message(words.say("*{title}* is off the list of <#{channel}>.", title=title, channel=channel))
    if topic.column is not Column.HIDDEN:
        return Message(words.say("*{title}* is back on the list of <#{channel}>.", title=title, channel=channel))
    told = words.say(
        "Three people have reported a topic in <#{channel}>, so it is hidden from the board and its dots are back with who gave them.",
        channel=channel,
    )
    note = words.say("Put back, it takes part again, and these reports count no more. Nobody sees who reported it.")
    row = actions(*_decide(words, topic, topic.meeting or ""))
    heading = words.say("A topic in <#{channel}> is hidden, because three people reported it.", channel=channel)
    return Message(heading, [section(told), section(_words_of(topic)), row, context(note)])


def _words_of(topic: Topic) -> str:
    told = plain(topic.context, 1_000)
    return f"*{plain(topic.title, 320)}*" + (f"\n{told}" if told else "")


def _decide(words: Words, topic: Topic, meeting: str) -> tuple[ButtonElement, ButtonElement]:
    carries = option_value(topic.id, meeting)
    return button(words.say("Put it back"), ids.RESTORE_TOPIC, carries), button(
        words.say("Remove it"), ids.REMOVE_HIDDEN, carries
    )
