"""Reads what Lean Coffee's messages need, for delivery to draw."""

from dataclasses import replace
from typing import cast

from bot.action_items.rules.values import ActionItem
from bot.action_items.store import in_channel, in_meeting
from bot.core.ids import MeetingId, PersonId
from bot.core.kinds import AlarmKind, ScreenKind
from bot.feature import HomeRow, Owned
from bot.features.lean_coffee.actions.course import CEREMONY, talked
from bot.features.lean_coffee.actions.recurring import RECURRING
from bot.features.lean_coffee.actions.stats import read_again
from bot.features.lean_coffee.kinds import ANCHOR, HIDDEN_TOPIC, KEEP_TOPIC, PLAY, STATS
from bot.features.lean_coffee.rules import ballots
from bot.features.lean_coffee.rules.parts import tree
from bot.features.lean_coffee.rules.series import summary
from bot.features.lean_coffee.rules.stages import Column, Stage
from bot.features.lean_coffee.rules.values import Meeting, TopicId
from bot.features.lean_coffee.screens import windows
from bot.features.lean_coffee.store import meetings as meetings_store
from bot.features.lean_coffee.store import play as plays
from bot.features.lean_coffee.store import topics
from bot.features.lean_coffee.store.meetings import Part
from bot.features.lean_coffee.views import ahead as what_comes
from bot.features.lean_coffee.views import carried_over, reports, stats, tables
from bot.features.lean_coffee.views import home as at_home
from bot.features.lean_coffee.views import summary as summary_views
from bot.features.lean_coffee.views.board import board, over
from bot.features.lean_coffee.views.play import play
from bot.meetings import screens as meetings
from bot.meetings.rules.values import Closing
from bot.meetings.store.boards import link_to_board
from bot.meetings.store.meetings import open_meetings_with
from bot.meetings.views.frame import Reader
from bot.presence.store import attended
from bot.schedule import schedules
from bot.schedule.schedules import ScheduleId
from bot.series import screens as series
from bot.slack.surfaces import Message
from bot.store.unit import Read
from bot.words.words import Words


def draw_board(read: Read, meeting: Meeting, words: Words) -> Message:
    """Draw a meeting's one message: its board while it runs, then its summary."""
    meeting = replace(meeting, promised=_promised(read, meeting))
    if meeting.parent is not None and meeting.closed is not None:
        return tables.table_over(_reader_of(read, words, meeting), meeting)
    if meeting.stage is Stage.GATHERING and not meeting.in_thread:
        before = [item for item in in_channel(read, meeting.channel) if item.about.meeting_id != meeting.id]
        meeting = replace(meeting, open_before=tuple(before))
    if meeting.stage is Stage.TABLES:
        meeting = replace(meeting, tables=tuple(replace(one, link=link_to_board(read, one.id)) for one in meeting.tables))
    if meeting.closed is None:
        return board(_reader_of(read, words, meeting), meeting, _new(read, meeting))
    meeting = replace(meeting, came=attended(read, meeting.id))
    seen_by = _reader_of(read, words, meeting)
    if meeting.how is Closing.QUIET or (meeting.how is Closing.CANCELLED and not talked(meeting)):
        return over(seen_by, meeting, _new(read, meeting))
    following = None if meeting.series is None else schedules.next_occurrence(read, ScheduleId(meeting.series), read.now)
    starts = following.starts if following else None
    return summary_views.summary(seen_by, meeting, summary(meeting), starts, _new(read, meeting))


def _reader_of(read: Read, words: Words, meeting: Meeting) -> Reader:
    everything = [one for topic in meeting.topics for one in tree(topic)]
    authors = [one.author for one in everything if one.author is not None]
    authors += [one.merge.by for one in everything if one.merge is not None]
    voters = [ballot.voter for ballot in meeting.ballots]
    voters += [who for topic in meeting.topics for who, _ in topic.named]
    room = [meeting.verdict.room] if meeting.verdict and meeting.verdict.room else []
    owners = [item.owner for item in (*meeting.promised, *meeting.open_before)]
    sat = [person for table in meeting.tables for person in (table.host, *table.came)]
    return meetings.reader_of(read, words, meeting, *authors, *voters, *room, *owners, *sat)


def _promised(read: Read, meeting: Meeting) -> tuple[ActionItem, ...]:
    """Return what is to be done of a meeting; at a table, what came of its topics."""
    found = in_meeting(read, meeting.keeper)
    own = {"", *(topic.id for topic in meeting.topics)}
    return found if meeting.parent is None else tuple(item for item in found if item.about.subject in own)


def _new(read: Read, meeting: Meeting) -> int:
    """Count what waits for a next meeting, from the talk on; a meeting in a thread leaves that to the channel's own."""
    early = meeting.stage in (Stage.GATHERING, Stage.PITCH, Stage.VOTING, Stage.THUMBS)
    return 0 if early or meeting.in_thread else topics.new_topics(read, meeting)


def draw_keep_topic(read: Read, subject: str, words: Words) -> Message | None:
    """Draw the question whether a topic that was carried over thrice should stay."""
    topic = topics.topic(read, TopicId(subject))
    if topic is None:
        return None
    if topic.column is not Column.TO_DISCUSS:
        return carried_over.topic_let_go(words, topic)
    return carried_over.ask_to_keep(words, topic)


def draw_hidden_topic(read: Read, subject: str, words: Words) -> Message | None:
    """Draw what a host is told of a topic that several people reported."""
    topic = topics.topic(read, TopicId(subject))
    return None if topic is None else reports.hidden_topic(words, topic)


def draw_play(read: Read, subject: str, words: Words) -> Message | None:
    """Draw a play as it stands now; one that is forgotten stays as it was shown last."""
    found = plays.play_of(read, subject)
    return None if found is None else play(words, found.begun, read.now)


def home_rows(read: Read, person: PersonId, words: Words) -> list[HomeRow]:
    """Read what runs, waits its turn or comes next in Lean Coffee and concerns one person."""
    running = [found for one in open_meetings_with(read, person, CEREMONY.name) if (found := _with_those_here(read, one))]
    votes = [found for found in running if found.stage is Stage.VOTING and person in ballots.expected_voters(found)]
    return [
        *(at_home.vote(words, found) for found in votes),
        *meetings.home_rows(CEREMONY, read, person, words, _with_those_here),
        *windows.home_rows(read, person, words),
        *series.home_rows(read, RECURRING, person, words),
    ]


def _with_those_here(read: Read, meeting: MeetingId) -> Meeting | None:
    return meetings_store.meeting(read, meeting, Part.HERE)


_owner, _ahead = meetings.owner(CEREMONY, RECURRING), meetings.ahead(CEREMONY, RECURRING, what_comes.of_meeting)
_OF_MEETINGS = meetings.screens(CEREMONY, draw_board)


def owner(read: Read, kind: ScreenKind, subject: str) -> Owned | None:
    """Return who is told when a message cannot stand in its channel."""
    return _owner(read, kind, subject) or windows.owner(read, kind, subject)


def ahead(read: Read, kind: AlarmKind, subject: str, words: Words) -> str | None:
    """Return what says in a few words what an alarm brings, and to which meeting."""
    return _ahead(read, kind, subject, words) or windows.ahead(read, kind, subject, words)


def draw_anchor(read: Read, subject: str, words: Words) -> Message | None:
    """Draw the head of the thread that a meeting is held in, or a table of one."""
    found = meetings_store.meeting(read, MeetingId(subject))
    if found is None or found.parent is None:
        return cast(Message | None, _OF_MEETINGS[ANCHOR](read, subject, words))
    return tables.anchor(_reader_of(read, words, found), found)


def draw_stats(read: Read, subject: str, words: Words) -> Message | None:
    """Draw how the meetings of a channel went, for who asked for the chart."""
    return stats.in_a_message(words, read_again(read, subject))


SCREENS = {
    **_OF_MEETINGS,
    ANCHOR: draw_anchor,
    KEEP_TOPIC: draw_keep_topic,
    HIDDEN_TOPIC: draw_hidden_topic,
    PLAY: draw_play,
    STATS: draw_stats,
    **series.screens(RECURRING),
    **windows.SCREENS,
}
