"""Requests about refinement reminders -> action -> answer."""

import re
from contextlib import suppress

from bot.core.ids import ChannelId, PersonId
from bot.core.refusal import Refusal
from bot.core.texts import first_word
from bot.feature import Deps
from bot.features.refinement import actions, rules
from bot.features.refinement.actions import RECURRING
from bot.features.refinement.views import listing, typed
from bot.series.listeners import clicks, forms, plans
from bot.series.listeners.listing import on_list
from bot.series.listeners.rights import change
from bot.slack.answers import Answer
from bot.slack.requests import Command
from bot.slack.text import as_typed
from bot.teams import store as teams
from bot.teams.people import Accountability

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


async def on_refine(command: Command, deps: Deps) -> Answer:
    """Read the first word of `/refine` and do what it asks; another word leads to what it means."""
    word, rest = first_word(command.text)
    match word:
        case "remind":
            return await plans.typed(RECURRING, command, rest, deps)
        case "reminders":
            return await on_list(RECURRING, command, deps)
        case "po":
            return Answer.say(await _product_owner(command, rest, deps))
        case "" | "help":
            return Answer.say(listing.help_by_example(deps.words))
        case _:
            return await _on_other(command, word, rest, deps)


async def _on_other(command: Command, word: str, rest: str, deps: Deps) -> Answer:
    """Do what another word means where that is private, or show the line that was meant, with all that was typed in it."""
    meant = typed.meant_by(word, alone=not rest)
    if meant == typed.HELP:
        return Answer.say(listing.help_by_example(deps.words))
    if meant == typed.LIST:
        note = deps.words.say("Skip, pause and end stand in the ⋮ menu of each reminder.")
        return await on_list(RECURRING, command, deps, note)
    if meant == typed.REMIND and not rest:
        return await plans.typed(RECURRING, command, "", deps)
    if not meant:
        with suppress(Refusal):
            return await plans.typed(RECURRING, command, command.text, deps)
    line = f"/refine {meant} {as_typed(rest)}".strip() if meant else ""
    return Answer.say(listing.help_by_example(deps.words, word, line))


async def _product_owner(command: Command, text: str, deps: Deps) -> str:
    """Say who is the Product Owner of this channel's team, or write down who it is from now on."""
    channel = (await deps.directory.reachable(command.channel or ChannelId(""))).id
    if not text:
        return listing.product_owner(deps.words, await deps.store.read(teams.holder, channel, Accountability.PRODUCT_OWNER))
    mention = _MENTION.fullmatch(text)
    if mention is None:
        raise rules.NobodyNamed
    named = (await deps.directory.member(PersonId(mention.group(1)))).id
    await deps.directory.host(command.person)
    await change(deps, actions.name_product_owner, person=command.person, channel=channel, named=named)
    return listing.product_owner(deps.words, named)


COMMANDS = {"/refine": on_refine}
CLICKS = clicks(RECURRING)
FORMS = forms(RECURRING)
