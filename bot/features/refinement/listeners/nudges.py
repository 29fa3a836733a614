"""Requests from nudges: an item is opened."""

from bot.core.ids import ItemId
from bot.feature import Deps
from bot.features.refinement.actions import queue
from bot.features.refinement.views.nudges import OPEN
from bot.slack.answers import Answer
from bot.slack.requests import Click


async def on_open(click: Click, deps: Deps) -> Answer:
    """Show an item that a nudge names, to who may look into its channel."""
    item = await deps.store.read(queue.one, ItemId(click.value))
    await deps.directory.open_to(click.person, item.channel)
    return Answer.open(await deps.store.read(queue.read_card, item.id, deps.words, by=deps.person.id))


CLICKS = {OPEN: on_open}
