"""Requests about refinement reminders -> action -> answer."""

import re
from contextlib import suppress

from bot.core.ids import ChannelId, PersonId
from bot.core.refusal import Refusal
from bot.core.texts import first_word, on_one_line
from bot.feature import Deps
from bot.features.refinement import actions, rules, views
from bot.features.refinement.actions import RECURRING
from bot.features.refinement.views import typed
from bot.schedule.drafts import Draft
from bot.schedule.sentences import read_sentence
from bot.series.listeners import clicks, forms
from bot.series.listeners.listing import listed
from bot.series.listeners.plans import in_a_form, previewed, usual
from bot.series.listeners.rights import change
from bot.series.recurring import CHANNEL
from bot.slack.answers import Answer
from bot.slack.requests import Command
from bot.slack.text import as_typed
from bot.teams import Accountability
from bot.teams import store as teams
from bot.teams.mentions import names_in

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


async def on_refine(command: Command, deps: Deps) -> Answer:
    """Read the first word of `/refine` and do what it asks; another word leads to what it means."""
    word, rest = first_word(command.text)
    match word:
        case "remind":
            return await _on_remind(command, rest, deps)
        case "reminders":
            return await _on_reminders(command, deps)
        case "po":
            return Answer.say(await _product_owner(command, rest, deps))
        case "" | "help":
            return Answer.say(views.help_by_example(deps.words))
        case _:
            return await _on_other(command, word, rest, deps)


async def _on_other(command: Command, word: str, rest: str, deps: Deps) -> Answer:
    """Do what another word means where that is private, or show the line that was meant, with all that was typed in it."""
    meant = typed.meant_by(word, alone=not rest)
    if meant == typed.HELP:
        return Answer.say(views.help_by_example(deps.words))
    if meant == typed.LIST:
        note = deps.words.say("Skip, pause and end stand in the ⋮ menu of each reminder.")
        return await _on_reminders(command, deps, note)
    if meant == typed.REMIND and not rest:
        return await _on_remind(command, "", deps)
    if not meant:
        with suppress(Refusal):
            return await _on_remind(command, command.text, deps)
    line = f"/refine {meant} {as_typed(rest)}".strip() if meant else ""
    return Answer.say(views.help_by_example(deps.words, word, line))


async def _on_reminders(command: Command, deps: Deps, note: str = "") -> Answer:
    channel = await deps.directory.reachable(_channel(command))
    return Answer.say(await listed(RECURRING, deps, channel.id, note))


async def _on_remind(command: Command, text: str, deps: Deps) -> Answer:
    channel = (await deps.directory.reachable(_channel(command))).id
    deps = await deps.as_host()
    if not text:
        return await in_a_form(RECURRING, usual(deps, "", {CHANNEL: channel}), deps)
    read = as_typed(text, await names_in(text, deps.directory, deps.words))
    said = read_sentence(read, at=deps.now, zone=deps.person.zone)
    plan = Draft(said.recurrence, on_one_line(said.title), said.link, {CHANNEL: channel})
    return await previewed(RECURRING, plan, deps)


async def _product_owner(command: Command, text: str, deps: Deps) -> str:
    """Say who is the Product Owner of this channel's team, or write down who it is from now on."""
    channel = (await deps.directory.reachable(_channel(command))).id
    if not text:
        return views.product_owner(deps.words, await deps.store.read(teams.holder, channel, Accountability.PRODUCT_OWNER))
    mention = _MENTION.fullmatch(text)
    if mention is None:
        raise rules.NobodyNamed
    named = (await deps.directory.member(PersonId(mention.group(1)))).id
    await deps.directory.host(command.person)
    await change(deps, actions.name_product_owner, person=command.person, channel=channel, named=named)
    return views.product_owner(deps.words, named)


def _channel(request: Command) -> ChannelId:
    return request.channel or ChannelId("")


COMMANDS = {"/refine": on_refine}
CLICKS = clicks(RECURRING)
FORMS = forms(RECURRING)
