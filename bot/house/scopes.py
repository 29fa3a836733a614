"""The scopes that the app asks for, with their reasons."""

from collections.abc import Mapping

from bot.slack.files import READ, WRITE
from bot.slack.post_metadata import METADATA

SCOPES: Mapping[str, str] = {
    "commands": "to answer slash commands and shortcuts",
    "chat:write": "to post boards, summaries and reminders, and keep them up to date",
    "chat:write.public": "to post in a public channel without being invited first",
    "im:write": "to open the direct message in which a person gets their minutes",
    "channels:read": "to read the name of a public channel, and whether it is archived",
    "groups:read": "to see whether the bot, and who names it, is a member of a private channel",
    "users:read": "to read a person's name, time zone and language, and whether their status says that they are away",
    "app_mentions:read": "to answer when somebody mentions the bot",
}
"""Every scope that the app asks for, with its reason; nothing that reads messages."""
OPTIONAL_SCOPES = {
    READ: "to read a file that somebody chose in a form",
    WRITE: "to send somebody a file that they asked for",
    METADATA: "to hear of the bot's own posts, so that none stands twice",
}
"""Scopes that whoever installs the app may leave out: without them a CSV is pasted, and copied, and an old copy of a board may be left."""
