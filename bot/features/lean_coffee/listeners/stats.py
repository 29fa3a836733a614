"""Requests for how the meetings of a channel went: numbers and bars of text, a chart by message."""

from functools import partial

from bot.core.ids import ChannelId
from bot.feature import Deps
from bot.features.lean_coffee.actions import stats
from bot.features.lean_coffee.rules.stats import read_asked
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.stats import stats as drawn
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command

_READ_STATS = partial(stats.read_stats)
"""Never read in the loop: it reads twenty meetings, and without a name of its own a query runs in a thread."""


async def on_stats(command: Command, text: str, deps: Deps) -> Answer:
    """Show how the last meetings of a channel went, to who asks alone."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    asked = read_asked(text)
    found, subject = await deps.store.read(_READ_STATS, channel.id, asked)
    return Answer.say(drawn(deps.words, found, asked, subject))


async def on_chart(click: Click, deps: Deps) -> Answer:
    """Send the same as a chart, by direct message, to who may look into the channel."""
    await deps.directory.open_to(click.person, ChannelId(click.value.partition("/")[0]))
    await deps.store.write(stats.send_chart, person=click.person, subject=click.value)
    return Answer.say(deps.words.say("Sent: it stands in our direct messages."))


CLICKS = {ids.STATS_CHART: on_chart}
