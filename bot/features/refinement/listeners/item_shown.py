"""Where an item's act was pressed, what it has made is shown: the same list, the same page."""

from bot.core.ids import ChannelId, ItemId
from bot.feature import Deps
from bot.features.refinement.actions import queue
from bot.features.refinement.views import item_ids as ids
from bot.features.refinement.views.queue import queue_form, read_mine_form, read_queue_form
from bot.slack.answers import Answer
from bot.slack.requests import Click
from bot.slack.surfaces import Message


async def shown_again(click: Click, deps: Deps, item: ItemId, note: str, *, follows: bool = False) -> Answer:
    """Show what an act has made where it was pressed: the list, the card, one's own items; in the channel the queue shows it itself.

    `follows`: the page of the queue is the one on which the item stands now, not the one that was looked at.
    """
    if click.is_ephemeral:
        channel = (await deps.store.read(queue.one, item)).channel
        return Answer.replace(await _list_again(click, deps, item, channel, note, follows=follows))
    if not click.in_form:
        return Answer.say(note)
    if click.private == item:
        return Answer.update(await deps.store.read(queue.read_card, item, deps.words, note, by=deps.person.id))
    queue_of = read_queue_form(click.private)
    if queue_of is not None:
        shown = await _list_again(click, deps, item, queue_of, note, follows=follows)
        return Answer.update(queue_form(deps.words, shown, queue_of))
    page = read_mine_form(click.private)
    return Answer.update(await deps.store.read(queue.read_mine, click.person, deps.words, note, page=page))


async def _list_again(click: Click, deps: Deps, item: ItemId, channel: ChannelId, note: str, *, follows: bool) -> Message:
    """Draw the list anew in which an item's row was pressed, below a note."""
    seen = ids.read_block(click.block, item)
    if seen is not None and seen.asked:
        return await deps.store.read(
            queue.read_list, channel, seen.asked, deps.words, page=seen.page, note=note, by=deps.person.id
        )
    if seen is None or follows:
        return await deps.store.read(queue.read_around, item, channel, deps.words, note, by=deps.person.id)
    return await deps.store.read(queue.read_queue, channel, deps.words, page=seen.page, note=note, by=deps.person.id)
