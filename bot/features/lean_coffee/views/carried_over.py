"""A topic that was carried over again: its author is asked whether it should stay."""

from bot.features.lean_coffee.rules.stages import Column
from bot.features.lean_coffee.rules.values import Topic
from bot.features.lean_coffee.views import ids
from bot.meetings.views.ids import value
from bot.slack.blocks import actions, button, context, section
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.words.words import Words


def ask_to_keep(words: Words, topic: Topic) -> Message:
    """Ask the author of a topic that was carried over again whether it should stay."""
    told = words.say(
        "*{title}* was carried over {n} times in <#{channel}>. Should it stay on the list?",
        title=plain(topic.title),
        n=topic.carried,
        channel=topic.channel,
    )
    row = actions(
        button(words.say("Keep it"), ids.KEEP_TOPIC, value(topic.id), primary=True),
        button(words.say("Let it go"), ids.LET_GO, value(topic.id)),
    )
    asked = words.say("Should “{title}” stay on the list?", title=plain(topic.title))
    return Message(asked, [section(told), row, context(words.say("No answer keeps it."))])


def topic_let_go(words: Words, topic: Topic) -> Message:
    """Say that a topic is off the list: taken off it, or talked about by now."""
    title, channel = plain(topic.title), topic.channel
    if topic.column in (Column.DISCUSSING, Column.DISCUSSED):
        return Message(words.say("*{title}* has come up in <#{channel}> by now.", title=title, channel=channel))
    return Message(words.say("*{title}* is off the list of <#{channel}>.", title=title, channel=channel))
