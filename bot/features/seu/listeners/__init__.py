"""Requests about a person's own ledger -> action -> answer."""

from bot.features.seu.listeners import own
from bot.features.seu.listeners.command import SUBCOMMANDS as SUBCOMMANDS
from bot.features.seu.listeners.command import on_seu

COMMANDS = {"/seu": on_seu}
CLICKS = {**own.CLICKS}
FORMS = {**own.FORMS}
