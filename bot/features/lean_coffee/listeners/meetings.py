"""What runs in a channel, what is offered where nothing ever did, and how a meeting is typed."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.core.ids import ChannelId, MeetingId
from bot.core.texts import first_word
from bot.feature import Deps
from bot.features.lean_coffee.actions import play, windows
from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.actions.recurring import RECURRING
from bot.features.lean_coffee.listeners.everything import acts_once_here
from bot.features.lean_coffee.store import meetings as store
from bot.features.lean_coffee.store import windows as windows_store
from bot.features.lean_coffee.store.meetings import Part
from bot.features.lean_coffee.store.topics import waiting_topics
from bot.features.lean_coffee.views import commands, ids
from bot.features.lean_coffee.views import help as helping
from bot.features.lean_coffee.views import play as playing
from bot.features.lean_coffee.views.help import Open
from bot.features.lean_coffee.views.pieces import of_a_topic
from bot.features.lean_coffee.views.wishes import OPTIONS
from bot.meetings import actions
from bot.meetings.ceremony import Ceremony
from bot.meetings.listeners import hosting, typed_plans, typed_starts
from bot.meetings.listeners.typed_plans import TypedMeetings
from bot.meetings.rules.refusals import NoMeeting
from bot.meetings.store import meetings
from bot.meetings.store.boards import link_to_board
from bot.meetings.store.meetings import Head
from bot.meetings.store.queued import next_in_queue
from bot.meetings.views.typed import Start
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command
from bot.slack.surfaces import Message
from bot.slack.text import as_typed
from bot.store.unit import Read
from bot.words.words import Words

SHORT = timedelta(minutes=5)
"""How long a meeting lasts by which a channel finds out what it is like."""
MONTHLY = "every first thursday 15:00"
"""What the form of a monthly one begins with."""


async def on_bare(command: Command, deps: Deps) -> Answer:
    """Offer one Start button, or say what runs here, what is queued, and offer another one."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    return Answer.say(await deps.store.read(_what_runs, channel.id, deps.words))


async def on_board(command: Command, deps: Deps) -> Answer:
    """Have the boards that are open drawn anew at the bottom of the channel: the live ones and the asynchronous one."""
    found = list[MeetingId]()
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    for ceremony in (CEREMONY, windows.CEREMONY):
        with suppress(NoMeeting):
            found += await deps.store.write(actions.move_board, ceremony=ceremony, channel=channel.id)
    if not found:
        raise NoMeeting
    return Answer.nothing()


async def on_hosting(word: str, command: Command, rest: str, deps: Deps) -> Answer:
    """Hand the running meeting over, or name its co-hosts; of the asynchronous one where no other is open."""
    done = hosting.on_cohost_command if word == "cohost" else hosting.on_command
    return await done(await _open_one(command, deps), command, rest, deps)


async def _open_one(command: Command, deps: Deps) -> Ceremony[Any]:
    live, beside = await deps.store.read(_open_ones, command.channel or ChannelId(""))
    return windows.CEREMONY if beside and not live else CEREMONY


def _open_ones(read: Read, channel: ChannelId) -> tuple[bool, bool]:
    """Tell whether a live meeting is open in a channel, and whether an asynchronous one is."""
    return bool(meetings.open_meetings_in(read, channel, CEREMONY.name)), windows_store.open_in(read, channel) is not None


async def is_running(command: Command, deps: Deps) -> bool:
    """Tell whether a meeting is open in the channel of a command."""
    return await deps.store.read(store.open_meeting_of, command.channel or ChannelId("")) is not None


async def on_board_word(command: Command, word: str, deps: Deps) -> Answer:
    """Say by which button of the board that is done, where the board is, or what there is where no meeting runs."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    running = await deps.store.read(store.open_meeting_of, channel.id)
    if running is None:
        return Answer.say(helping.nothing_runs(deps.words, word))
    found, acts = await deps.store.read(acts_once_here, running, command.person)
    told = commands.on_board(deps.words, word, found, command.person, acts)
    typed = first_word(as_typed(command.text))[1] if word == "takeaway" else ""
    return Answer.say(helping.on_the_board(deps.words, told, found.title, await deps.store.read(link_to_board, running), typed))


async def on_demo(command: Command, deps: Deps) -> Answer:
    """Play a whole meeting with invented people in the direct messages of who asks."""
    begun = await deps.store.write(play.begin, person=command.person)
    return Answer.say(playing.begins(deps.words) if begun else playing.on_already(deps.words))


async def on_try_short(click: Click, deps: Deps) -> Answer:
    """Start a meeting of five minutes; the offer goes away."""
    channel = await deps.directory.reachable(click.channel or ChannelId(""))
    short = replace(TYPED.options.nothing, length=SHORT)
    return await typed_starts.opened(TYPED, channel, Start(short), deps) or Answer.remove()


async def on_plan_monthly(click: Click, deps: Deps) -> Answer:
    """Open the form of a series, filled with one day a month."""
    channel = await deps.directory.reachable(click.channel or ChannelId(""))
    return await typed_plans.in_a_form_of(TYPED, channel, MONTHLY, deps)


def _what_runs(read: Read, channel: ChannelId, words: Words) -> Message:
    """Draw what runs in a channel, whatever its ceremony, and what is queued; where the channel is free, the invitation."""
    own = meetings.running_in(read, channel)
    beside = [one for one in meetings.open_meetings_in(read, channel, CEREMONY.name) if own is None or one != own.id]
    threads = [_open(read, found) for one in beside if (found := meetings.head(read, one))]
    windowed = windows_store.open_in(read, channel)
    if windowed is not None and (found := meetings.head(read, windowed)):
        threads.append(replace(_open(read, found), in_windows=True))
    if own is None:
        first = meetings.last_host(read, channel, CEREMONY.name) is None
        return helping.invitation(words, len(waiting_topics(read, channel)), threads, first=first)
    following, coffee = next_in_queue(read, channel), store.meeting(read, own.id, Part(0))
    takes, title = coffee is not None and coffee.takes_topics, "" if following is None else following.title
    return helping.running(words, _open(read, own), takes_topics=takes, threads=threads, following=title)


def _open(read: Read, meeting: Head) -> Open:
    return Open(meeting.title, link_to_board(read, meeting.id))


def _beside(read: Read, running: MeetingId, words: Words) -> str:
    """Say what becomes of a topic while that meeting runs."""
    found = store.meeting(read, running, Part(0))
    return of_a_topic(words, joins=found is not None and found.takes_topics)


TYPED = TypedMeetings(CEREMONY, RECURRING, OPTIONS, _beside)
CLICKS = {ids.TRY_SHORT: on_try_short, ids.PLAN_MONTHLY: on_plan_monthly}
