"""Requests to see how a channel's Sprints stand."""

from bot.core.ids import ChannelId
from bot.feature import Deps
from bot.features.sprint.actions.reading import standing
from bot.features.sprint.rules.sprints import NoSprints
from bot.features.sprint.views import ids, overview
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command
from bot.slack.surfaces import Message, Modal


async def on_show(command: Command, _: str, deps: Deps) -> Answer:
    """Show how the Sprints of this channel stand, or how it gets some."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    return Answer.say(await _shown(channel.id, deps))


async def on_open(click: Click, deps: Deps) -> Answer:
    """Show the same in a form, of a channel that its reader may look into."""
    channel = await deps.directory.open_to(click.person, ChannelId(click.value))
    shown = await _shown(channel.id, deps)
    return Answer.open(Modal(ids.TOLD_FORM, deps.words.say("Sprint"), shown.blocks, close=deps.words.say("Close")))


async def _shown(channel: ChannelId, deps: Deps) -> Message:
    try:
        found = await deps.store.read(standing, channel)
    except NoSprints:
        return overview.nothing_set_up(deps.words, channel)
    return overview.overview(deps.words, found, has_calendars=deps.has_calendars)


CLICKS = {ids.SHOW: on_open}
