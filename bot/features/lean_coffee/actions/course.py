"""Lean Coffee as a ceremony of meetings, and what its meetings change beside their board."""

from functools import partial
from typing import Any

from bot.core.ids import ChannelId, MeetingId, PersonId
from bot.core.nobody import is_nobody
from bot.core.zones import zone_or_utc
from bot.delivery import messages
from bot.delivery.place import Place
from bot.features.lean_coffee.actions.tables import follow
from bot.features.lean_coffee.kinds import HIDDEN_TOPIC, KEEP_TOPIC, SERIES, WINDOWS
from bot.features.lean_coffee.rules import advance, boxes, pitch, run_off, series, silence, tables, voting
from bot.features.lean_coffee.rules import meeting as meeting_rules
from bot.features.lean_coffee.rules.changes import GatheringBegun, RunOffOpened, VotingEnded, VotingOpened
from bot.features.lean_coffee.rules.meeting import COURSE
from bot.features.lean_coffee.rules.reports import hidden
from bot.features.lean_coffee.rules.stages import Column, Stage
from bot.features.lean_coffee.rules.values import Meeting, Settings, Topic, TopicMeeting
from bot.features.lean_coffee.store import meetings, topics, windows
from bot.features.lean_coffee.store.record import record
from bot.features.lean_coffee.store.undo import write_kept
from bot.features.lean_coffee.views.pieces import NAMING
from bot.meetings import course
from bot.meetings.ceremony import Ceremony, Rule
from bot.meetings.rules.changes import HostChanged
from bot.meetings.rules.course import Changes
from bot.meetings.rules.credit import credit_of
from bot.meetings.rules.values import RECORDED, Closing, NewMeeting
from bot.presence.rules import Source
from bot.series.store import announced_in
from bot.store.unit import Unit
from bot.teams.away_store import away

STEERING: dict[str, Rule] = {
    "open_vote": pitch.open_vote,
    "next_pitch": pitch.next_pitch,
    "skip_pitches": pitch.skip_pitches,
    "run_off": run_off.open_run_off,
    "close_vote": voting.close_vote,
    "take_back": silence.take_back,
    "room_more": partial(boxes.room_says, more=True),
    "room_next": partial(boxes.room_says, more=False),
    "pause": boxes.pause,
    "resume": boxes.resume,
    "add_minute": boxes.add_minute,
    "end_box": boxes.end_box,
    "next": boxes.next_topic,
    "carry_on": boxes.carry_on,
    "split": tables.split,
    "one_table": tables.back_to_one,
    "finish": meeting_rules.finish,
}
"""What people here press, in the phase that they press it in."""


def has_summary(meeting: Meeting) -> bool:
    """Tell whether a meeting has ended with something that is to be read; what came of a table stands in its meeting's."""
    return meeting.parent is None and (meeting.how in RECORDED or (meeting.how is Closing.CANCELLED and talked(meeting)))


def talked(meeting: Meeting) -> bool:
    """Tell whether any topic was discussed."""
    return any(topic.column is Column.DISCUSSED for topic in meeting.topics)


def show_waiting(unit: Unit, channel: ChannelId) -> None:
    """Draw anew what lists or counts the topics that wait in a channel: what is announced there, its asynchronous board."""
    for occurrence in announced_in(unit, SERIES.name, channel):
        messages.show(unit, SERIES.announcement, occurrence)
    if (asynchronous := windows.open_in(unit, channel)) is not None:
        messages.show(unit, WINDOWS.board, asynchronous)


def ask_about_topics(unit: Unit, meeting: TopicMeeting) -> None:
    """Ask about topics that were carried over thrice: their authors, or the host; who was asked before reads how often it is by now."""
    for topic in series.asked_about(meeting):
        messages.post(unit, KEEP_TOPIC, topic.id, Place.person(_who_is_asked(unit, meeting, topic)))
    for topic in series.asked_before(meeting):
        messages.show(unit, KEEP_TOPIC, topic.id)


def _begin(unit: Unit, new: NewMeeting[Settings], meeting: MeetingId) -> Meeting:
    waiting = () if new.in_thread else topics.waiting_topics(unit, new.channel)
    (opened,) = meeting_rules.open_meeting(new, meeting=meeting, waiting=waiting, at=unit.now)
    return opened.meeting


def _tells(unit: Unit, meeting: Meeting) -> None:
    """Ask about topics that were carried over thrice, and draw anew what lists topics."""
    if meeting.parent is not None:
        return
    ask_about_topics(unit, meeting)
    show_waiting(unit, meeting.channel)


def _who_is_asked(unit: Unit, meeting: TopicMeeting, topic: Topic) -> PersonId:
    """Return the author of a topic, or the host for one that is anonymous or whose author is away that day or erased."""
    today = unit.now.astimezone(zone_or_utc(meeting.zone)).date()
    if topic.author is None or is_nobody(topic.author) or away(unit, [topic.author], today, today, meeting.channel):
        return meeting.host
    return topic.author


def _follow(unit: Unit, ceremony: Ceremony[Meeting], meeting: Meeting, changes: Changes, source: Source) -> None:
    """Let tables follow their meeting, and who hosts it from now on decide about what is hidden."""
    follow(unit, ceremony, meeting, changes, source)
    for change in changes:
        if isinstance(change, HostChanged):
            for topic in hidden(meeting):
                messages.hide(unit, HIDDEN_TOPIC, topic.id)
                messages.post(unit, HIDDEN_TOPIC, topic.id, Place.person(change.host))


CEREMONY: Ceremony[Meeting] = Ceremony(
    naming=NAMING,
    course=COURSE,
    find=meetings.meeting,
    begin=_begin,
    record=record,
    has_record=has_summary,
    credit=lambda meeting: credit_of(meeting.settings),
    asks=frozenset([Stage.VOTING, Stage.THUMBS, Stage.TABLES, Stage.LAST_CALL]),
    at_home=(VotingOpened, RunOffOpened, VotingEnded, GatheringBegun),
    tells=_tells,
    steering=STEERING,
    usual=Settings(),
    last_chance=advance.last_chance,
    write_kept=write_kept,
    follows=_follow,
)


def apply_changes(unit: Unit, before: Meeting, *changes: Any) -> Meeting:
    """Write changes of a locked Lean Coffee and all that falls due by them."""
    return course.apply_changes(unit, CEREMONY, before, changes)
