"""Starting a meeting, finding its board."""

from bot.core.ids import ChannelId
from bot.feature import Deps
from bot.features.lean_coffee import actions, rules, store
from bot.features.lean_coffee.listeners import second_start
from bot.features.lean_coffee.listeners.live import link_to_board, read_meeting
from bot.features.lean_coffee.rules import MeetingId, MeetingRunning, Plan
from bot.features.lean_coffee.views import help as helping
from bot.features.lean_coffee.views import ids, typed
from bot.features.lean_coffee.views.typed import Start
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command
from bot.store.unit import Read
from bot.teams import Channel


async def on_bare(command: Command, deps: Deps) -> Answer:
    """Offer one Start button, or say that a meeting is running here."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    running = await deps.store.read(store.open_meeting_of, channel.id)
    if running is not None:
        return await _running(running, deps)
    return Answer.say(helping.invitation(deps.words, await deps.store.read(_waiting, channel.id)))


async def on_start(command: Command, text: str, deps: Deps) -> Answer:
    """Start a meeting as it was typed."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    started = await _start(channel, typed.read_start(text), deps)
    return started or Answer.nothing()


async def on_start_button(click: Click, deps: Deps) -> Answer:
    """Start a meeting with the usual times; the offer goes away."""
    channel = await deps.directory.reachable(click.channel or ChannelId(""))
    return await _start(channel, Start(), deps) or Answer.remove()


async def _start(channel: Channel, start: Start, deps: Deps) -> Answer | None:
    """Open the meeting; where one is running, answer with the way to it and what this one can do instead."""
    deps = await deps.as_host()
    title = start.title or deps.words.say("Lean Coffee in #{channel}", channel=channel.name)
    plan = Plan(channel.id, title, deps.person.id, deps.person.zone, rules.settle(start.wishes), start.link)
    try:
        await deps.store.write(actions.open_meeting, plan=plan)
    except MeetingRunning as running:
        return await second_start.offer(running.meeting, plan, deps)
    return None


async def _running(meeting: MeetingId, deps: Deps) -> Answer:
    found = await read_meeting(deps, meeting)
    link, takes = await link_to_board(deps, meeting), rules.takes_topics(found)
    return Answer.say(helping.running(deps.words, found.title, link, takes_topics=takes))


async def on_board(command: Command, deps: Deps) -> Answer:
    """Have the running board drawn anew at the bottom of the channel."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    await deps.store.write(actions.move_board, channel=channel.id)
    return Answer.nothing()


def _waiting(read: Read, channel: ChannelId) -> int:
    return len(store.waiting_topics(read, channel))


CLICKS = {ids.START: on_start_button}
