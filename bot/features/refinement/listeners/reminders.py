"""Requests about refinement reminders: planned, listed, changed."""

from contextlib import suppress

from bot.core.refusal import Refusal
from bot.feature import Deps
from bot.features.refinement.actions.recurring import RECURRING
from bot.features.refinement.views.typed import without_name
from bot.series.listeners import clicks, forms, plans
from bot.series.listeners.listing import on_list
from bot.slack.answers import Answer
from bot.slack.requests import Command


async def on_remind(command: Command, rest: str, deps: Deps) -> Answer:
    """Preview the reminder that a sentence asks for; it need not say that it is of refinement."""
    if (unnamed := without_name(rest)) != rest:
        with suppress(Refusal):
            return await plans.typed(RECURRING, command, unnamed, deps)
    return await plans.typed(RECURRING, command, rest, deps)


async def on_reminders(command: Command, _: str, deps: Deps) -> Answer:
    """List the reminders of this channel."""
    return await on_list(RECURRING, command, deps)


SUBCOMMANDS = {"remind": on_remind, "reminders": on_reminders}
CLICKS = clicks(RECURRING)
FORMS = forms(RECURRING)
