"""Requests about refinement -> action -> answer."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

from bot.core.refusal import Refusal
from bot.core.texts import first_word
from bot.feature import Deps
from bot.features.refinement.actions.recurring import RECURRING
from bot.features.refinement.listeners import (
    action_items,
    agenda,
    away,
    estimates,
    importing,
    items,
    outlook,
    product_owner,
    queue,
    reminders,
    session,
    settings,
    team,
)
from bot.features.refinement.views import listing, typed
from bot.series.listeners import muting, plans
from bot.series.listeners.listing import on_list
from bot.slack.answers import Answer
from bot.slack.requests import Command
from bot.slack.text import as_typed

SUBCOMMANDS: Mapping[str, Callable[[Command, str, Deps], Awaitable[Answer]]] = {
    **reminders.SUBCOMMANDS,
    **product_owner.SUBCOMMANDS,
    **team.SUBCOMMANDS,
    **settings.SUBCOMMANDS,
    **action_items.SUBCOMMANDS,
    **agenda.SUBCOMMANDS,
    **muting.SUBCOMMANDS,
    **items.SUBCOMMANDS,
    **queue.SUBCOMMANDS,
    **outlook.SUBCOMMANDS,
    **importing.SUBCOMMANDS,
    **estimates.SUBCOMMANDS,
    **session.SUBCOMMANDS,
}
"""What a first word of `/refine` does, given what stands behind it."""


async def on_refine(command: Command, deps: Deps) -> Answer:
    """Read the first word of `/refine` and do what it asks; another word leads to what it means."""
    word, rest = first_word(command.text)
    if word in SUBCOMMANDS:
        return await SUBCOMMANDS[word](command, rest, deps)
    if word in {"", typed.HELP}:
        return Answer.say(listing.help_by_example(deps.words))
    return await _on_other(command, word, rest, deps)


async def _on_other(command: Command, word: str, rest: str, deps: Deps) -> Answer:
    """Do what another word means where that is private, or show the line that was meant, with all that was typed in it.

    What this is called itself, grooming too, leads to the queue, or is the reminder that a sentence behind it asks for.
    """
    text = command.text.strip()
    if (unnamed := typed.without_name(text)) != text:
        if not unnamed:
            return await queue.on_queue(command, "", deps)
        with suppress(Refusal):
            return await plans.typed(RECURRING, command, unnamed, deps)
    named, rest = typed.joined(word, rest)
    meant = typed.meant_by(named, alone=not rest)
    if meant == typed.HELP:
        return Answer.say(listing.help_by_example(deps.words))
    if meant == typed.LIST:
        note = deps.words.say("Skip, pause and end stand in the ⋮ menu of each reminder.")
        return await on_list(RECURRING, command, deps, note)
    if meant == typed.QUEUE:
        return await queue.on_queue(command, rest, deps)
    if meant == typed.REMIND and not rest:
        return await plans.typed(RECURRING, command, "", deps)
    if not meant:
        with suppress(Refusal):
            return await plans.typed(RECURRING, command, command.text, deps)
    line = f"/refine {meant} {as_typed(rest)}".strip() if meant else ""
    return Answer.say(listing.help_by_example(deps.words, word, line))


COMMANDS = {"/refine": on_refine}
CLICKS = {
    **reminders.CLICKS,
    **agenda.CLICKS,
    **items.CLICKS,
    **queue.CLICKS,
    **outlook.CLICKS,
    **estimates.CLICKS,
    **session.CLICKS,
    **team.CLICKS,
    **settings.CLICKS,
    **away.CLICKS,
}
FORMS = {
    **reminders.FORMS,
    **agenda.FORMS,
    **items.FORMS,
    **outlook.FORMS,
    **importing.FORMS,
    **estimates.FORMS,
    **session.FORMS,
    **team.FORMS,
    **settings.FORMS,
    **away.FORMS,
}
SHORTCUTS = {**items.SHORTCUTS, **agenda.SHORTCUTS}
EVENTS = away.EVENTS
