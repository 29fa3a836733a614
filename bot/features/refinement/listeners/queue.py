"""Requests about a channel's queue: seen, searched, turned over, shown to all."""

from bot.core.ids import ChannelId
from bot.core.pages import Pages
from bot.core.texts import trimmed
from bot.feature import Deps
from bot.features.refinement.actions import queue
from bot.features.refinement.listeners import forecast, session
from bot.features.refinement.listeners.item_rights import as_member
from bot.features.refinement.views import item_ids as ids
from bot.features.refinement.views.queue import read_queue_form
from bot.paging import turned
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command
from bot.slack.text import as_read


async def on_queue(command: Command, text: str, deps: Deps) -> Answer:
    """Show what the team refines next, to who asks alone; with a word, the items that hold it, with a state those in it."""
    channel = (await deps.directory.reachable(command.channel or ChannelId(""))).id
    asked = trimmed(as_read(text))
    if asked:
        return Answer.say(
            await deps.store.read(queue.read_list, channel, asked[: ids.LONGEST_ASKED], deps.words, by=deps.person.id)
        )
    return Answer.say(await deps.store.read(queue.read_queue, channel, deps.words, by=deps.person.id))


async def on_page(click: Click, deps: Deps) -> Answer:
    """Show another page of the queue in the place of the one that was left."""
    page = Pages.read(click.value)
    in_form = read_queue_form(click.private) if click.in_form and not click.is_ephemeral else None
    if in_form is not None:
        return Answer.update(await deps.store.read(queue.read_queue_form, in_form, deps.words, page=page, by=deps.person.id))
    channel = click.channel or ChannelId("")
    return Answer.replace(await deps.store.read(queue.read_queue, channel, deps.words, page=page, by=deps.person.id))


async def on_page_of_list(click: Click, deps: Deps) -> Answer:
    """Show another page of the items of a state, or of those with a text."""
    page, asked = turned(click.value)
    channel = click.channel or ChannelId("")
    return Answer.replace(await deps.store.read(queue.read_list, channel, asked, deps.words, page=page, by=deps.person.id))


async def on_page_of_mine(click: Click, deps: Deps) -> Answer:
    """Show another page of one's own items."""
    page, _ = turned(click.value)
    return Answer.update(await deps.store.read(queue.read_mine, click.person, deps.words, page=page))


async def on_show_here(click: Click, deps: Deps) -> Answer:
    """Show the queue to all of its channel, kept up to date."""
    channel = await deps.directory.reachable(ChannelId(click.value))
    await as_member(deps)
    await deps.store.write(queue.show_here, channel=channel.id)
    return Answer.nothing()


async def on_mine(click: Click, deps: Deps) -> Answer:
    """Show a person the items that they added."""
    return Answer.open(await deps.store.read(queue.read_mine, click.person, deps.words))


async def on_open(click: Click, deps: Deps) -> Answer:
    """Show a team's queue to who looks from the App Home, where they may look into its channel."""
    channel = await deps.directory.open_to(click.person, ChannelId(click.value))
    return Answer.open(await deps.store.read(queue.read_queue_form, channel.id, deps.words, by=deps.person.id))


async def on_start(click: Click, deps: Deps) -> Answer:
    """Start refining the queue, as `/refine start` does."""
    await as_member(deps)
    return await session.on_start(await _typed(click, deps), "", deps)


async def on_forecast(click: Click, deps: Deps) -> Answer:
    """Ask what is to be forecast, as `/refine forecast` does."""
    return await forecast.on_forecast(await _typed(click, deps), "", deps)


async def _typed(click: Click, deps: Deps) -> Command:
    """Return the command that a button stands for, in the channel of its queue."""
    channel = await deps.directory.reachable(ChannelId(click.value))
    return Command(
        workspace=click.workspace,
        person=click.person,
        channel=channel.id,
        key=click.key,
        trigger=click.trigger,
        received=click.received,
        response_url=click.response_url,
        person_name=click.person_name,
        person_team=click.person_team,
        name="/refine",
        text="",
    )


SUBCOMMANDS = {"queue": on_queue}
CLICKS = {
    ids.QUEUE_BEFORE: on_page,
    ids.QUEUE_AFTER: on_page,
    ids.SHOW_HERE: on_show_here,
    ids.LIST_BEFORE: on_page_of_list,
    ids.LIST_AFTER: on_page_of_list,
    ids.MINE: on_mine,
    ids.MINE_BEFORE: on_page_of_mine,
    ids.MINE_AFTER: on_page_of_mine,
    ids.OPEN_QUEUE: on_open,
    ids.START: on_start,
    ids.FORECAST: on_forecast,
}
