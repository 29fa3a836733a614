"""Requests of who wants no direct messages about coming dates, or wants them again."""

from bot.feature import Deps
from bot.slack.answers import Answer
from bot.slack.requests import Command
from bot.teams import muted_store


async def on_mute(command: Command, _: str, deps: Deps) -> Answer:
    """Send who asks no direct messages about coming dates from now on."""
    await deps.store.write(muted_store.mute, person=command.person)
    told = deps.words.say(
        "You get no direct messages about coming dates any more: no reminders, no word on what is not ready for Sprint Planning or "
        "in progress for long, and nothing when a date is moved or called off; the card in its channel says so. "
        "Action items and what I cannot post still come. `/refine unmute` takes it back."
    )
    return Answer.say(told)


async def on_unmute(command: Command, _: str, deps: Deps) -> Answer:
    """Send who asks direct messages about coming dates again."""
    await deps.store.write(muted_store.unmute, person=command.person)
    return Answer.say(deps.words.say("You get direct messages about coming dates again."))


SUBCOMMANDS = {"mute": on_mute, "unmute": on_unmute}
