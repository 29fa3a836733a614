"""Reads what Lean Coffee's messages need, for delivery to draw."""

from collections.abc import Iterable
from dataclasses import replace

from slack_sdk.models.blocks import Block

from bot import presence, schedule
from bot.core.ids import PersonId
from bot.core.kinds import AlarmKind, ScreenKind
from bot.feature import Owned
from bot.features.lean_coffee import rules, store, views
from bot.features.lean_coffee.actions.recurring import RECURRING
from bot.features.lean_coffee.kinds import (
    ANCHOR,
    BOARD,
    DEADLINE,
    KEEP_TOPIC,
    NEXT_PLAN,
    PLAN_DROPPED,
    PLAN_WAITED,
    ROSTER,
    SERIES,
    SUMMARY,
)
from bot.features.lean_coffee.rules import Closing, Column, Meeting, MeetingId, PlanId, Stage, TopicId
from bot.features.lean_coffee.store import Part
from bot.features.lean_coffee.views import Reader, RosterLine, carried_over, second_start
from bot.features.lean_coffee.views import ahead as what_comes
from bot.features.lean_coffee.views import home as at_home
from bot.features.lean_coffee.views.home import Moment, Running
from bot.schedule import ScheduleId
from bot.series import rules as series_rules
from bot.series import screens as series
from bot.series import store as series_store
from bot.series.views.listing import choices_of_one
from bot.slack.surfaces import Message
from bot.store.unit import Read
from bot.teams import store as people
from bot.words import Words


def reader(read: Read, words: Words, people_in: Iterable[PersonId], zone: str, *, full: bool = False) -> Reader:
    """Return who reads: their words, the moment of the snapshot, everybody's plain name or full one.

    To one reader in their own zone; to a channel in the meeting's, where Slack cannot write a time in each reader's.
    """
    return Reader(words.in_zone(zone) if words.shared else words, read.now, people.names(read, people_in, words, full=full))


def reader_of(read: Read, words: Words, meeting: Meeting) -> Reader:
    """Return who reads a meeting's board."""
    authors = [topic.author for topic in meeting.topics if topic.author is not None]
    voters = [ballot.voter for ballot in meeting.ballots]
    steered = [meeting.steered.by] if meeting.steered else []
    room = [meeting.verdict.room] if meeting.verdict and meeting.verdict.room else []
    there = meeting.here if meeting.closed is None else meeting.came
    return reader(read, words, [meeting.host, *there, *authors, *voters, *steered, *room], meeting.zone)


def draw_board(read: Read, subject: str, words: Words) -> Message | None:
    """Draw a meeting's one message: its board while it runs, then its summary."""
    meeting = store.meeting(read, MeetingId(subject))
    if meeting is None:
        return None
    if meeting.closed is None:
        return views.board(reader_of(read, words, meeting), meeting, _new(read, meeting))
    meeting = replace(meeting, came=presence.attended(read, meeting.id))
    seen_by = reader_of(read, words, meeting)
    talked = any(topic.column is Column.DISCUSSED for topic in meeting.topics)
    if meeting.how is Closing.QUIET or (meeting.how is Closing.CANCELLED and not talked):
        return views.over(seen_by, meeting, _new(read, meeting))
    following = None if meeting.series is None else schedule.next_occurrence(read, ScheduleId(meeting.series), read.now)
    starts = following.starts if following else None
    return views.summary(seen_by, meeting, rules.summary(meeting), starts, _new(read, meeting))


def draw_summary(read: Read, subject: str, words: Words) -> Message | None:
    """Draw for its host what came out of a meeting whose channel takes no message any more."""
    meeting = store.meeting(read, MeetingId(subject))
    drawn = draw_board(read, subject, words) if meeting is not None and meeting.closed is not None else None
    return None if meeting is None or drawn is None else views.summary_for_host(words, meeting, drawn)


def _new(read: Read, meeting: Meeting) -> int:
    """Count what waits for a next meeting, from the talk on; a meeting in a thread leaves that to the channel's own."""
    early = meeting.stage in (Stage.GATHERING, Stage.VOTING, Stage.THUMBS)
    return 0 if early or meeting.in_thread else store.new_topics(read, meeting)


def draw_roster(read: Read, subject: str, words: Words) -> Message | None:
    """Draw the roster of a closed meeting for its host."""
    meeting = store.meeting(read, MeetingId(subject))
    if meeting is None or meeting.closed is None:
        return None
    lines = roster_lines(read, meeting)
    return views.roster(reader(read, words, [line.person for line in lines], meeting.zone, full=True), meeting, lines)


def roster_lines(read: Read, meeting: Meeting) -> list[RosterLine]:
    """Read who was there and for how long: the host's word before the segments."""
    ended = meeting.closed or read.now
    stated = presence.corrections(read, meeting.id)
    counted = {
        person: presence.minutes_present(segments, meeting.opened, ended)
        for person, segments in presence.segments(read, meeting.id).items()
    }
    both = counted | {person: said.minutes for person, said in stated.items()}
    return [RosterLine(person, minutes, person in stated) for person, minutes in both.items()]


def draw_keep_topic(read: Read, subject: str, words: Words) -> Message | None:
    """Draw the question whether a topic that was carried over thrice should stay."""
    topic = store.topic(read, TopicId(subject))
    if topic is None:
        return None
    if topic.column is not Column.TO_DISCUSS:
        return carried_over.topic_let_go(words, topic)
    return carried_over.ask_to_keep(words, topic)


def draw_anchor(read: Read, subject: str, words: Words) -> Message | None:
    """Draw the head of the thread that a meeting is held in."""
    meeting = store.meeting(read, MeetingId(subject), Part(0))
    return None if meeting is None else second_start.anchor(reader(read, words, [meeting.host], meeting.zone), meeting)


def draw_plan_dropped(read: Read, subject: str, words: Words) -> Message | None:
    """Draw what the host hears of a queued meeting that was given up."""
    second = store.plan(read, PlanId(subject))
    return None if second is None else second_start.dropped(words, second)


def draw_home(read: Read, person: PersonId, words: Words) -> list[Block]:
    """Draw what runs, waits its turn or comes next in Lean Coffee and concerns one person."""
    running = [_running(read, meeting, person) for meeting in store.open_meetings_with(read, person)]
    queued = [second.plan for second in store.queued_by(read, person)]
    return at_home.home(words, running, queued, [_moment(words, one) for one in series.moments(read, RECURRING, person)])


def _running(read: Read, meeting: MeetingId, person: PersonId) -> Running:
    found = store.meeting(read, meeting, Part.HERE)
    assert found is not None  # of one snapshot with its id
    votes = found.stage is Stage.VOTING and person in rules.expected_voters(found)
    return Running(found, store.link_to_board(read, meeting), votes)


def _moment(words: Words, one: series_rules.Moment) -> Moment:
    choices = choices_of_one(RECURRING, words, one.series, [one.at]) if one.own and RECURRING.is_one(one.series) else ()
    return Moment(one.at, one.series.title, one.series.channel, choices)


def owner(read: Read, kind: ScreenKind, subject: str) -> Owned | None:
    """Return who is told when a board or an announcement cannot stand in its channel: the host."""
    if kind not in (BOARD, ANCHOR):
        return series.owner(read, RECURRING, kind, subject)
    meeting = store.meeting(read, MeetingId(subject), Part(0))
    again = series_store.named(read, SERIES.name, meeting.series) if meeting and meeting.series else None
    ends = series.ends(RECURRING, again) if again and meeting and again.owner == meeting.host else None
    return Owned(meeting.host, meeting.channel, meeting.title, ends) if meeting else None


def ahead(read: Read, kind: AlarmKind, subject: str, words: Words) -> str | None:
    """Say what an alarm brings, and to which meeting; None where that is gone."""
    if kind == DEADLINE:
        meeting = store.meeting(read, MeetingId(subject), Part.TOPICS)
        return what_comes.of_meeting(words, meeting) if meeting else None
    if kind in (NEXT_PLAN, PLAN_WAITED):
        second = store.plan(read, PlanId(subject))
        say = what_comes.opens if kind == NEXT_PLAN else what_comes.given_up
        return say(words, second.plan.title) if second else None
    return series.ahead(read, RECURRING, kind, subject, words)


SCREENS = {
    BOARD: draw_board,
    ROSTER: draw_roster,
    KEEP_TOPIC: draw_keep_topic,
    ANCHOR: draw_anchor,
    PLAN_DROPPED: draw_plan_dropped,
    SUMMARY: draw_summary,
    **series.screens(RECURRING),
}
