"""Requests about a person's own ledger -> action -> answer."""

from bot.features.seu.listeners import own, privacy
from bot.features.seu.listeners.command import on_seu

COMMANDS = {"/seu": on_seu}
CLICKS = {**own.CLICKS, **privacy.CLICKS}
FORMS = {**own.FORMS, **privacy.FORMS}
