"""The names of the people and channels that a text of Slack's mentions by their ids."""

import asyncio
from collections.abc import Mapping

from bot.core.ids import ChannelId, PersonId
from bot.slack.errors import FAILED
from bot.slack.text import unnamed
from bot.teams.directory import Directory
from bot.teams.people import OutOfReach
from bot.words.words import Words

MOST_ASKED = 20
"""So many names are looked up for one text; Slack has a second for all of them together."""


async def names_in(text: str, directory: Directory, words: Words) -> Mapping[str, str]:
    """Return what is read in the place of each mention without a name; nobody is read by an id."""
    mentioned = unnamed(text)
    asked = mentioned[:MOST_ASKED]
    found = await asyncio.gather(*(_name(one, directory) for one in asked))
    named = {one: name for one, name in zip(asked, found, strict=True) if name}
    return {one: named.get(one) or _nameless(one, words) for one in mentioned}


async def _name(mentioned: str, directory: Directory) -> str:
    if not mentioned.startswith(("C", "G")):
        name = (await directory.person(PersonId(mentioned))).name
        return "" if name in ("", mentioned) else f"@{name}"
    try:
        channel = await directory.reachable(ChannelId(mentioned))
    except (OutOfReach, *FAILED):
        return ""
    # Slack names a private channel to its members alone, and who reads this text is not known.
    return "" if channel.is_private else f"#{channel.name}"


def _nameless(mentioned: str, words: Words) -> str:
    return words.say("a private channel") if mentioned.startswith(("C", "G")) else words.say("somebody")
