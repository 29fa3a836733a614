"""Requests about the action items of a channel: the room that keeps them lists them."""

from bot.action_items.listeners import on_list
from bot.feature import Deps
from bot.slack.answers import Answer
from bot.slack.requests import Command


async def on_actions(command: Command, _: str, deps: Deps) -> Answer:
    """List what is to be done of this channel."""
    return await on_list(command, deps)


SUBCOMMANDS = {"actions": on_actions}
