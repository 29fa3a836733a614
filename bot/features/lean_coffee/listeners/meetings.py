"""What runs in a channel, its board, and how a meeting is typed."""

from bot.core.ids import ChannelId, MeetingId
from bot.feature import Deps
from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.actions.recurring import RECURRING
from bot.features.lean_coffee.listeners.everything import acts_once_here
from bot.features.lean_coffee.rules import topics
from bot.features.lean_coffee.store import meetings as store
from bot.features.lean_coffee.store.meetings import Part
from bot.features.lean_coffee.store.topics import waiting_topics
from bot.features.lean_coffee.views import commands
from bot.features.lean_coffee.views import help as helping
from bot.features.lean_coffee.views.pieces import of_a_topic
from bot.features.lean_coffee.views.wishes import OPTIONS
from bot.meetings.listeners.board import read_meeting
from bot.meetings.listeners.typed_plans import TypedMeetings
from bot.meetings.store.boards import link_to_board
from bot.slack.answers import Answer
from bot.slack.requests import Command
from bot.store.unit import Read
from bot.words.words import Words


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
    found, acts = await deps.store.read(acts_once_here, running, command.person)
    told = commands.on_board(deps.words, word, found, command.person, acts)
    return Answer.say(helping.on_the_board(deps.words, told, found.title, await deps.store.read(link_to_board, running)))


async def _running(meeting: MeetingId, deps: Deps) -> Answer:
    found = await read_meeting(CEREMONY, meeting, deps)
    link, takes = await deps.store.read(link_to_board, meeting), topics.takes_topics(found)
    return Answer.say(helping.running(deps.words, found.title, link, takes_topics=takes))


def _beside(read: Read, running: MeetingId, words: Words) -> str:
    """Say what becomes of a topic while that meeting runs."""
    found = store.meeting(read, running, Part(0))
    return of_a_topic(words, joins=found is not None and topics.takes_topics(found))


def _waiting(read: Read, channel: ChannelId) -> int:
    return len(waiting_topics(read, channel))


TYPED = TypedMeetings(CEREMONY, RECURRING, OPTIONS, _beside)
