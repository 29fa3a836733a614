"""Reads what the messages of asynchronous Lean Coffees need, for delivery to draw."""

from dataclasses import replace

from bot.action_items.store import in_meeting
from bot.core.ids import MeetingId, PersonId
from bot.delivery.live import live_message
from bot.feature import HomeRow
from bot.features.lean_coffee.actions.windows import CEREMONY, has_summary, thread_of
from bot.features.lean_coffee.kinds import REMINDER, TALK
from bot.features.lean_coffee.rules.parts import tree
from bot.features.lean_coffee.rules.series import summary
from bot.features.lean_coffee.rules.topics import on_agenda
from bot.features.lean_coffee.rules.values import TopicId
from bot.features.lean_coffee.rules.windows.values import AsyncCoffee
from bot.features.lean_coffee.store import topics, windows
from bot.features.lean_coffee.views.windows import board as views
from bot.features.lean_coffee.views.windows import home, reminder, talk
from bot.features.lean_coffee.views.windows import summary as records
from bot.meetings import screens as meetings
from bot.meetings.store.boards import link_to_board
from bot.meetings.store.meetings import open_meetings_with
from bot.meetings.views.frame import Reader
from bot.presence.store import attended
from bot.slack.surfaces import Message
from bot.store.unit import Read
from bot.teams import store as teams
from bot.words.words import Words


def draw_board(read: Read, meeting: AsyncCoffee, words: Words) -> Message:
    """Draw one message of an asynchronous Lean Coffee: its board while it is open, then its summary."""
    meeting = replace(meeting, promised=in_meeting(read, meeting.id))
    if meeting.closed is None:
        waiting = len(topics.waiting_topics(read, meeting.channel))
        return views.board(_reader(read, words, meeting), meeting, waiting, _links(read, meeting))
    meeting = replace(meeting, came=attended(read, meeting.id))
    seen_by = _reader(read, words, meeting)
    if not has_summary(meeting):
        return views.over(seen_by, meeting)
    return records.summary(seen_by, meeting, summary(meeting), _links(read, meeting))


def draw_talk(read: Read, subject: str, words: Words) -> Message | None:
    """Draw the message in whose thread a topic is talked about."""
    named, _, of = subject.partition("/")
    meeting = windows.find(read, MeetingId(named))
    topic = None if meeting is None else next((one for one in on_agenda(meeting) if one.id == TopicId(of)), None)
    if meeting is None or topic is None:
        return None
    return talk.talk(_reader(read, words, meeting), meeting, topic)


def draw_reminder(read: Read, subject: str, words: Words) -> Message | None:
    """Draw what the window still asked of one person when they were reminded."""
    named, _, rest = subject.partition("/")
    meeting, phase = windows.find(read, MeetingId(named)), rest.partition("/")[0]
    if meeting is None:
        return None
    if meeting.closed is not None or str(meeting.phase) != phase:
        return reminder.window_over(words, meeting)
    return reminder.reminder(words, meeting, link_to_board(read, meeting.id))


def home_rows(read: Read, person: PersonId, words: Words) -> list[HomeRow]:
    """Read the asynchronous Lean Coffees that a person hosts or is in."""
    found = [windows.find(read, one) for one in open_meetings_with(read, person, CEREMONY.name)]
    return [home.row(words, one, person, link_to_board(read, one.id)) for one in found if one is not None]


def _reader(read: Read, words: Words, meeting: AsyncCoffee) -> Reader:
    everything = [one for topic in meeting.topics for one in tree(topic)]
    authors = [one.author for one in everything if one.author is not None]
    owners = [item.owner for item in meeting.promised]
    return meetings.reader_of(read, words, meeting, *authors, *owners, *(ballot.voter for ballot in meeting.ballots))


def _links(read: Read, meeting: AsyncCoffee) -> dict[TopicId, str]:
    """Return where the threads of its topics are, as far as they are posted."""
    workspace = teams.workspace(read)
    opened = [topic.id for topic in meeting.topics if topic.opened is not None]
    if workspace is None or not workspace.domain:
        return {}
    found = {topic: live_message(read, TALK, thread_of(meeting.id, topic)) for topic in opened}
    return {topic: live.link(workspace.url) for topic, live in found.items() if live is not None}


SCREENS = {**meetings.screens(CEREMONY, draw_board), TALK: draw_talk, REMINDER: draw_reminder}
owner = meetings.owner(CEREMONY)
ahead = meetings.ahead(CEREMONY)
