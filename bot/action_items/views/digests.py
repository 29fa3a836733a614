"""The weekly list of what is open in a channel, and what its people hear who ask for it."""

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import Block

from bot.action_items.rules.digests import Digest
from bot.action_items.rules.values import ActionItem
from bot.action_items.views import ids
from bot.action_items.views.lines import line
from bot.core.ids import ChannelId, PersonId
from bot.schedule.grammar.in_words import with_zone
from bot.slack.blocks import actions, button, context, grouped, section
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.words.words import Words

MOST = 20
"""As many stand in the list itself; its button opens all of them."""


def digest(words: Words, found: Digest, items: Sequence[ActionItem], names: Mapping[PersonId, str]) -> Message:
    """Draw what is open in a channel, by plain names: nobody is called."""
    title = words.count("*Open here: {n} action item*", "*Open here: {n} action items*", len(items))
    lines = [line(words, item, plain(names[item.owner])) for item in items[:MOST]]
    if len(items) > MOST:
        lines.append(words.say("and {n} more", n=len(items) - MOST))
    blocks: list[Block] = [
        section(title),
        *grouped(lines),
        actions(button(words.say("Open actions"), ids.LIST, found.channel)),
        context(words.say("Posted each week while something is open. `/coffee actions weekly off` ends it.")),
    ]
    return Message(title.replace("*", ""), blocks)


def asked(words: Words, found: Digest) -> str:
    """Say when the list will be posted, and how that is ended."""
    return words.say(
        "Weekly list: {when}. I post here what is open, if anything is; in place of a free day, on the working day after it. `/coffee actions weekly off` ends it.",
        when=with_zone(found.recurrence, words),
    )


def not_posted(words: Words, channel: ChannelId) -> str:
    """Say that the list cannot be posted."""
    return words.say("I cannot post the weekly list of action items in <#{channel}>.", channel=channel)


def ended(words: Words) -> str:
    """Say that no list is posted any more."""
    return words.say("I post no weekly list here. `/coffee actions weekly friday 14:00` asks for one.")
