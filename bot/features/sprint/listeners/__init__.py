"""Requests about the Sprint -> action -> answer."""

from collections.abc import Awaitable, Callable, Mapping

from bot.core.texts import first_word
from bot.feature import Deps
from bot.features.sprint.actions.recurring import RECURRING
from bot.features.sprint.listeners import away, events, goals, planning, showing
from bot.features.sprint.rules.typed import NotSprints
from bot.features.sprint.views import typed
from bot.series.listeners import clicks, forms, muting
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command
from bot.slack.text import as_typed

SUBCOMMANDS: Mapping[str, Callable[[Command, str, Deps], Awaitable[Answer]]] = {
    typed.SHOW: showing.on_show,
    typed.EVENTS: events.on_events,
    typed.GOAL: goals.on_goal,
    typed.AWAY: away.on_away,
    **muting.SUBCOMMANDS,
}
"""What a first word of `/sprint` does, given what stands behind it."""


async def on_sprint(command: Command, deps: Deps) -> Answer:
    """Read the first word of `/sprint` and do what it asks; without one show how the Sprints stand, else read when they are to be."""
    word, rest = first_word(command.text)
    if word in SUBCOMMANDS:
        return await SUBCOMMANDS[word](command, rest, deps)
    if word == typed.HELP:
        return Answer.say(typed.help_by_example(deps.words))
    try:
        return await planning.typed(command, deps)
    except NotSprints:
        meant = typed.meant_by(word, alone=not rest)
        if meant == typed.HELP:
            return Answer.say(typed.help_by_example(deps.words))
        if meant is not None and not rest:
            return await SUBCOMMANDS[meant](command, "", deps)
        line = f"/sprint {meant} {as_typed(rest)}".strip() if meant else ""
        if typed.is_of_an_event(word):
            return Answer.say(typed.help_by_example(deps.words, f"{word} {as_typed(rest)}", f"/sprint {typed.EVENTS}"))
        if not line and any(letter.isdigit() for letter in command.text):
            raise
        return Answer.say(typed.help_by_example(deps.words, word, line))


COMMANDS = {"/sprint": on_sprint}
CLICKS: Mapping[str, Callable[[Click, Deps], Awaitable[Answer]]] = {
    **clicks(RECURRING),
    **planning.CLICKS,
    **showing.CLICKS,
    **events.CLICKS,
    **goals.CLICKS,
}
FORMS = {**forms(RECURRING), **planning.FORMS, **events.FORMS, **goals.FORMS}
