"""Requests about Lean Coffee -> action -> answer."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from bot.action_items.listeners import on_list as on_actions
from bot.core.texts import first_word
from bot.feature import Deps
from bot.features.lean_coffee.actions.recurring import RECURRING
from bot.features.lean_coffee.listeners import action_items, ballot, board, exporting, meetings, searching, stats, topics, windows
from bot.features.lean_coffee.listeners.meetings import TYPED
from bot.features.lean_coffee.views import commands
from bot.features.lean_coffee.views import help as helping
from bot.features.lean_coffee.views.wishes import OPTIONS
from bot.meetings.listeners import typed_plans, typed_starts
from bot.meetings.views import typed
from bot.meetings.views.hosts import meeting_as_typed
from bot.series.listeners import clicks, forms, muting
from bot.series.listeners.listing import on_list
from bot.slack.answers import Answer
from bot.slack.requests import Command
from bot.slack.text import as_typed
from bot.teams.mentions import names_in


async def on_coffee(command: Command, deps: Deps) -> Answer:
    """Read the first word of `/coffee` and do what it asks; another word leads to what it means."""
    word, rest = first_word(command.text)
    if word in commands.COMMANDS and not (rest and word in commands.ALONE):
        return await _done(command, word, rest, deps)
    return await (_on_other(command, word, rest, deps) if word else meetings.on_bare(command, deps))


async def _done(command: Command, word: str, rest: str, deps: Deps) -> Answer:
    """Do what a command asks."""
    if word in _SENTENCES:
        return await _SENTENCES[word](command, await _read(rest, deps), deps)
    if word in _WORDS:
        return await _WORDS[word](command, rest, deps)
    return Answer.say(helping.help_by_example(deps.words))


async def _on_mine(command: Command, rest: str, deps: Deps) -> Answer:
    """Show a person's own topics in this channel."""
    return await topics.on_mine(command.channel, command.person, deps)


async def _on_series(command: Command, rest: str, deps: Deps) -> Answer:
    """Show what is planned in this channel."""
    return await on_list(RECURRING, command, deps)


async def _on_board(command: Command, rest: str, deps: Deps) -> Answer:
    """Bring the running board to the end of its channel."""
    return await meetings.on_board(command, deps)


async def _on_demo(command: Command, rest: str, deps: Deps) -> Answer:
    """Play a whole meeting with invented people."""
    return await meetings.on_demo(command, deps)


async def _on_async(command: Command, rest: str, deps: Deps) -> Answer:
    """Start an asynchronous Lean Coffee; whoever is mentioned is a word of its name."""
    return await windows.on_async(command, as_typed(rest, await names_in(rest, deps.directory, deps.words)), deps)


Listener = Callable[[Command, str, Deps], Awaitable[Answer]]
_SENTENCES: Mapping[str, Listener] = {
    "start": partial(typed_starts.on_start, TYPED),
    "plan": partial(typed_plans.on_plan, TYPED),
    "every": partial(typed_plans.on_every, TYPED),
    "search": searching.on_search,
    "stats": stats.on_stats,
    "export": exporting.on_export,
}
"""Commands whose rest is read with people's names for their mentions."""
_WORDS: Mapping[str, Listener] = {
    "topic": topics.on_topic,
    "mine": _on_mine,
    "action": action_items.on_action,
    "actions": on_actions,
    "board": _on_board,
    "handover": partial(meetings.on_hosting, "handover"),
    "cohost": partial(meetings.on_hosting, "cohost"),
    "async": _on_async,
    "series": _on_series,
    "demo": _on_demo,
    **muting.SUBCOMMANDS,
}
"""Commands whose rest is taken as Slack sends it; any other word asks for help."""


async def _on_other(command: Command, word: str, rest: str, deps: Deps) -> Answer:
    """Do what a first word that is no command means, as far as only its author sees it; what would be public is shown first."""
    words, text = deps.words, await _read(command.text, deps)
    if closing := commands.closes_vote(text):
        return await meetings.on_board_word(command, closing, deps)
    if word in commands.ON_BOARD and not (word == "next" and rest and typed.says_when(typed.parted(OPTIONS, text))):
        return await meetings.on_board_word(command, word, deps)
    if (said := commands.said_in_a_meeting(text)) and await meetings.is_running(command, deps):
        return await meetings.on_board_word(command, said, deps)
    match commands.meant_by(word, rest):
        case "start" if rest:
            told = helping.read_as(words, word, "start")
            return await typed_starts.on_start(TYPED, command, await _read(rest, deps), deps, told)
        case "start" | "board":
            return await meetings.on_bare(command, deps)
        case "topic":
            return await topics.on_topic_asked(command, rest, deps)
        case "":
            told = helping.no_command(words, first_word(text)[0], commands.nearest(word), text)
            return await typed_starts.on_start(TYPED, command, text, deps, told)
        case meant:
            return await _done(command, meant, rest, deps)


async def _read(text: str, deps: Deps) -> str:
    """Read a sentence back as it was typed, with people's names for their mentions, but for who is to host."""
    return meeting_as_typed(text, await names_in(text, deps.directory, deps.words))


COMMANDS = {"/coffee": on_coffee}
CLICKS = {**board.CLICKS, **ballot.CLICKS, **clicks(RECURRING), **typed_starts.clicks(TYPED), **topics.CLICKS}
CLICKS |= exporting.CLICKS | searching.CLICKS | stats.CLICKS | windows.CLICKS | meetings.CLICKS
FORMS = {**board.FORMS, **ballot.FORMS, **forms(RECURRING), **typed_starts.forms(TYPED), **topics.FORMS}
FORMS |= exporting.FORMS | windows.FORMS
SHORTCUTS = topics.SHORTCUTS
