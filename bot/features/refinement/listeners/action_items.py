"""Requests about the action items of a channel: the room that keeps them lists them."""

from bot.action_items.listeners import on_list

SUBCOMMANDS = {"actions": on_list}
