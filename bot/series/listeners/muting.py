"""Requests of who wants no direct messages about coming dates, or wants them again."""

from bot.feature import Deps
from bot.series.views import muting as views
from bot.slack.answers import Answer
from bot.slack.requests import Command
from bot.slack.text import as_typed
from bot.teams import muted_store


async def on_mute(command: Command, rest: str, deps: Deps) -> Answer:
    """Send who asks no direct messages about coming dates from now on, and say which still come."""
    if views.says_more(rest):
        return Answer.say(views.not_muted(deps.words, command.name, as_typed(rest)))
    await deps.store.write(muted_store.mute, person=command.person)
    return Answer.say(views.muted(deps.words, command.name))


async def on_unmute(command: Command, _: str, deps: Deps) -> Answer:
    """Send who asks direct messages about coming dates again."""
    await deps.store.write(muted_store.unmute, person=command.person)
    return Answer.say(views.heard_again(deps.words))


SUBCOMMANDS = {views.MUTE: on_mute, views.UNMUTE: on_unmute}
