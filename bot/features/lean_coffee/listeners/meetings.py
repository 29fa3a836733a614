"""Starting a meeting, finding its board."""

from dataclasses import replace

from bot.core.ids import ChannelId, PersonId
from bot.feature import Deps
from bot.features.lean_coffee import actions, rules, store
from bot.features.lean_coffee.listeners import starting
from bot.features.lean_coffee.listeners.live import link_to_board, read_meeting
from bot.features.lean_coffee.rules import Act, Meeting, MeetingId
from bot.features.lean_coffee.views import commands, ids
from bot.features.lean_coffee.views import help as helping
from bot.features.lean_coffee.views.typed import Start
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command
from bot.store.unit import Read


async def on_bare(command: Command, deps: Deps) -> Answer:
    """Offer one Start button, or say that a meeting is running here."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    running = await deps.store.read(store.open_meeting_of, channel.id)
    if running is not None:
        return await _running(running, deps)
    return Answer.say(helping.invitation(deps.words, await deps.store.read(_waiting, channel.id)))


async def on_board_word(command: Command, word: str, deps: Deps) -> Answer:
    """Say by which button of the board that is done, where the board is, or what there is where no meeting runs."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    running = await deps.store.read(store.open_meeting_of, channel.id)
    if running is None:
        return Answer.say(helping.nothing_runs(deps.words, word))
    found, acts = await deps.store.read(_once_here, running, command.person)
    told = commands.on_board(deps.words, word, found, command.person, acts)
    return Answer.say(helping.on_the_board(deps.words, told, found.title, await link_to_board(deps, running)))


async def on_start_button(click: Click, deps: Deps) -> Answer:
    """Start a meeting with the usual times; the offer goes away."""
    channel = await deps.directory.reachable(click.channel or ChannelId(""))
    return await starting.opened(channel, Start(), deps) or Answer.remove()


async def _running(meeting: MeetingId, deps: Deps) -> Answer:
    found = await read_meeting(deps, meeting)
    link, takes = await link_to_board(deps, meeting), rules.takes_topics(found)
    return Answer.say(helping.running(deps.words, found.title, link, takes_topics=takes))


async def on_board(command: Command, deps: Deps) -> Answer:
    """Have the running board drawn anew at the bottom of the channel."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    await deps.store.write(actions.move_board, channel=channel.id)
    return Answer.nothing()


def _once_here(read: Read, meeting: MeetingId, person: PersonId) -> tuple[Meeting, frozenset[Act]]:
    """Return a meeting, and what this person may do in it once they have pressed "I'm here"."""
    found = store.meeting(read, meeting)
    if found is None:
        raise rules.NoMeeting
    waiting = 0 if found.in_thread else store.new_topics(read, found)
    return found, rules.acts(replace(found, here=found.here | {person}), person, read.now, waiting)


def _waiting(read: Read, channel: ChannelId) -> int:
    return len(store.waiting_topics(read, channel))


CLICKS = {ids.START: on_start_button}
