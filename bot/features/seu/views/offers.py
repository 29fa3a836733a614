"""The offer of a quarter: take your ledger along."""

from bot.features.seu.views import export_ids as ids
from bot.features.seu.views.pieces import private
from bot.slack.blocks import actions, button, context, section
from bot.slack.surfaces import Message
from bot.words.words import Words


def offer(words: Words, *, wanted: bool) -> Message:
    """Draw the offer, with its switch; switched off, that there will be none."""
    if not wanted:
        told = words.say("I do not offer you your ledger as a file any more. `/seu export` gives it at any time.")
        return Message(told, [section(told), actions(button(words.say("Offer it each quarter"), ids.OFFERS_ON, "message"))])
    told = words.say("Your ledger has new minutes. Take it along?")
    why = words.say(
        "One file holds all that I keep about you. Another workspace's bot reads it in, so that your ledger outlives this workspace."
    )
    buttons = actions(
        button(words.say("Take it along"), ids.EXPORT, "json", primary=True),
        button(words.say("Stop offering it"), ids.OFFERS_OFF, "message"),
    )
    return Message(told, [section(f"{told}\n{why}"), buttons, context(private(words))])
