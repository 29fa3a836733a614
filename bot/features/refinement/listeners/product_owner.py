"""Requests about who is the Product Owner of a channel's team."""

import re

from bot.core.ids import ChannelId, PersonId
from bot.feature import Deps
from bot.features.refinement.actions.team import name_product_owner
from bot.features.refinement.rules.product_owner import NobodyNamed, SeveralNamed
from bot.features.refinement.views import listing
from bot.series.listeners.rights import change
from bot.slack.answers import Answer
from bot.slack.requests import Command
from bot.teams import store as teams
from bot.teams.people import Accountability

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


async def on_po(command: Command, text: str, deps: Deps) -> Answer:
    """Say who is the Product Owner of this channel's team, or write down who it is from now on."""
    channel = (await deps.directory.reachable(command.channel or ChannelId(""))).id
    if not text:
        holder = await deps.store.read(teams.holder, channel, Accountability.PRODUCT_OWNER)
        return Answer.say(listing.product_owner(deps.words, holder))
    mention = _MENTION.fullmatch(text)
    if mention is None:
        raise SeveralNamed if len(set(_MENTION.findall(text))) > 1 else NobodyNamed
    named = (await deps.directory.member(PersonId(mention.group(1)))).id
    await deps.directory.host(command.person)
    await change(deps, name_product_owner, person=command.person, channel=channel, named=named)
    return Answer.say(listing.product_owner(deps.words, named))


SUBCOMMANDS = {"po": on_po}
