"""Requests about Lean Coffee -> action -> answer."""

from bot.core.texts import first_word
from bot.feature import Deps
from bot.features.lean_coffee.listeners import board, meetings, second_start, series, topics
from bot.features.lean_coffee.views import help as helping
from bot.features.lean_coffee.views import typed
from bot.slack.answers import Answer
from bot.slack.requests import Command
from bot.slack.text import as_typed
from bot.teams.mentions import names_in


async def on_coffee(command: Command, deps: Deps) -> Answer:
    """Read the first word of `/coffee` and do what it asks; a typo gets the nearest command."""
    word, rest = first_word(command.text)
    match word:
        case "":
            return await meetings.on_bare(command, deps)
        case "start":
            return await meetings.on_start(command, as_typed(rest, await names_in(rest, deps.directory, deps.words)), deps)
        case "topic":
            return await topics.on_topic(command, rest, deps)
        case "mine":
            return await topics.on_mine(command.channel, command.person, deps)
        case "board":
            return await meetings.on_board(command, deps)
        case "every":
            return await series.on_every(command, as_typed(rest, await names_in(rest, deps.directory, deps.words)), deps)
        case "series":
            return await series.on_series(command, deps)
        case "help":
            return Answer.say(helping.help_by_example(deps.words))
        case _:
            return Answer.say(helping.help_by_example(deps.words, word, typed.nearest_command(word)))


COMMANDS = {"/coffee": on_coffee}
CLICKS = {**board.CLICKS, **meetings.CLICKS, **second_start.CLICKS, **series.CLICKS, **topics.CLICKS}
FORMS = {**board.FORMS, **series.FORMS, **topics.FORMS}
SHORTCUTS = topics.SHORTCUTS
