"""Starting a meeting, and offering a queue or a thread where one runs already."""

from collections.abc import Callable
from typing import Any

from bot.core.ids import ChannelId, MeetingId
from bot.feature import Deps
from bot.meetings import actions, queue
from bot.meetings.ceremony import Ceremony
from bot.meetings.rules.refusals import MeetingRunning, QueuedMeetingGone
from bot.meetings.rules.second_start import QueuedMeetingId
from bot.meetings.rules.values import NewMeeting
from bot.meetings.store import queued
from bot.meetings.store.boards import link_to_board
from bot.meetings.store.meetings import head
from bot.meetings.views import queue as queue_views
from bot.meetings.views.ids import read_value
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command
from bot.slack.surfaces import Message
from bot.store.unit import Read
from bot.words.words import Words

Beside = Callable[[Read, MeetingId, Words], str]
"""Say a hint more to who starts a second meeting beside a running one."""


async def start(
    ceremony: Ceremony[Any], new: NewMeeting[Any], deps: Deps, *, draft: str = "", beside: Beside | None = None
) -> Message | None:
    """Open a meeting; where one is running, keep it, and return the way to that one and what this one can do instead.

    `draft`: the preview that it was shown in. Raise DraftGone or DraftSaved.
    """
    try:
        await deps.store.write(queue.start_meeting, ceremony=ceremony, new=new, draft=draft)
    except MeetingRunning as running:
        if ceremony.lane:  # a lane of its own has no queue: it is free in days
            raise
        kept = await deps.store.write(queue.offer_second_meeting, ceremony=ceremony, new=new, draft=draft)
        hint = "" if beside is None else await deps.store.read(beside, running.meeting, deps.words)
        return await _offer(ceremony, running.meeting, kept, hint, deps)
    return None


async def start_from_form(ceremony: Ceremony[Any], new: NewMeeting[Any], deps: Deps) -> Answer:
    """Open a meeting and close the form that asked for it; where one is running, its place takes what this one can do instead."""
    await deps.directory.reachable(new.channel)
    told = await start(ceremony, new, deps)
    return Answer.close() if told is None else Answer.update(queue_views.told_form(ceremony.naming, deps.words, told))


async def _offer(ceremony: Ceremony[Any], running: MeetingId, kept: QueuedMeetingId, hint: str, deps: Deps) -> Message:
    found = await deps.store.read(head, running)
    assert found is not None  # it has just been in the way
    link, later = await deps.store.read(link_to_board, running), await deps.store.read(queued.queued_meeting, ceremony, kept)
    assert later is not None  # it has just been kept
    return queue_views.offer(ceremony.naming, deps.words, found.title, link, later, hint)


async def move_board(ceremony: Ceremony[Any], command: Command, deps: Deps) -> Answer:
    """Have the running board drawn anew at the bottom of the channel."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    await deps.store.write(actions.move_board, ceremony=ceremony, channel=channel.id)
    return Answer.nothing()


async def on_queue(ceremony: Ceremony[Any], click: Click, deps: Deps) -> Answer:
    """Let the meeting open when the running one has ended; where that is so already, the board shows it."""
    offered = await _offered(ceremony, click, deps)
    running = await deps.store.write(queue.queue_meeting, ceremony=ceremony, queued_meeting=offered, person=click.person)
    later = await deps.store.read(queued.queued_meeting, ceremony, offered)
    assert later is not None  # it has just been queued
    if running is None:
        return _settled(ceremony, click, None, queue_views.opened(deps.words, later.new.title), deps)
    told = queue_views.queued(deps.words, later.new.title, running)
    return _settled(ceremony, click, told, told, deps)


async def on_in_thread(ceremony: Ceremony[Any], click: Click, deps: Deps) -> Answer:
    """Open the meeting in a thread; its first message takes the place of the offer."""
    offered = await _offered(ceremony, click, deps)
    await deps.store.write(queue.open_in_thread, ceremony=ceremony, queued_meeting=offered, person=click.person)
    return _settled(ceremony, click, None, queue_views.in_a_thread(deps.words), deps)


async def _offered(ceremony: Ceremony[Any], click: Click, deps: Deps) -> QueuedMeetingId:
    """Return the meeting that is offered, where the bot can still post in its channel. Raise QueuedMeetingGone."""
    offered = QueuedMeetingId(read_value(click.value)[0])
    later = await deps.store.read(queued.queued_meeting, ceremony, offered)
    if later is None:
        raise QueuedMeetingGone
    await deps.directory.reachable(later.new.channel)
    return offered


def _settled(ceremony: Ceremony[Any], click: Click, told: Message | None, in_form: Message, deps: Deps) -> Answer:
    """Put what became of an offer in its place: nothing in a message, for the channel shows it; a word in a form."""
    if click.in_form:
        return Answer.update(queue_views.told_form(ceremony.naming, deps.words, in_form))
    return Answer.remove() if told is None else Answer.replace(told)
