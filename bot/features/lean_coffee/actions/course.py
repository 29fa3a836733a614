"""Lean Coffee among the ceremonies that people hold, and what its meetings change beside their own board."""

from functools import partial
from typing import Any

from bot import delivery
from bot.core.ids import ChannelId
from bot.delivery import Place
from bot.features.lean_coffee import rules, store
from bot.features.lean_coffee.kinds import KEEP_TOPIC, SERIES
from bot.features.lean_coffee.rules import (
    COURSE,
    Closing,
    Column,
    GatheringBegun,
    Meeting,
    MeetingId,
    Plan,
    Settings,
    Stage,
    VotingEnded,
    VotingOpened,
)
from bot.features.lean_coffee.store import rows
from bot.features.lean_coffee.views.pieces import NAMING
from bot.meetings import actions, course
from bot.meetings.ceremony import Ceremony, Rule
from bot.meetings.rules.values import RECORDED
from bot.series.store import announced_in
from bot.store.unit import Unit

STEERING: dict[str, Rule] = {
    "open_vote": rules.open_vote,
    "close_vote": rules.close_vote,
    "take_back": rules.take_back,
    "room_more": partial(rules.room_says, more=True),
    "room_next": partial(rules.room_says, more=False),
    "pause": rules.pause,
    "resume": rules.resume,
    "add_minute": rules.add_minute,
    "end_box": rules.end_box,
    "next": rules.next_topic,
    "carry_on": rules.carry_on,
    "finish": rules.finish,
}
"""What people here press, in the phase that they press it in."""


def has_summary(meeting: Meeting) -> bool:
    """Tell whether a meeting has ended with something that is to be read."""
    return meeting.how in RECORDED or (meeting.how is Closing.CANCELLED and talked(meeting))


def talked(meeting: Meeting) -> bool:
    """Tell whether any topic was discussed."""
    return any(topic.column is Column.DISCUSSED for topic in meeting.topics)


def show_waiting(unit: Unit, channel: ChannelId) -> None:
    """Draw anew what is announced in a channel: it lists the topics that wait there."""
    for occurrence in announced_in(unit, SERIES.name, channel):
        delivery.show(unit, SERIES.announcement, occurrence)


def _begin(unit: Unit, plan: Plan, meeting: MeetingId) -> Meeting:
    waiting = () if plan.in_thread else store.waiting_topics(unit, plan.channel)
    (opened,) = rules.open_meeting(plan, meeting=meeting, waiting=waiting, at=unit.now)
    return opened.meeting


def _tells(unit: Unit, meeting: Meeting) -> None:
    """Ask about topics that were carried over thrice, and draw anew what lists topics."""
    for topic in rules.asked_about(meeting):
        delivery.post(unit, KEEP_TOPIC, topic.id, Place.person(topic.author or meeting.host))
    show_waiting(unit, meeting.channel)


CEREMONY: Ceremony[Meeting] = Ceremony(
    naming=NAMING,
    course=COURSE,
    find=store.meeting,
    begin=_begin,
    record=store.record,
    has_record=has_summary,
    asks=frozenset([Stage.VOTING, Stage.THUMBS, Stage.LAST_CALL]),
    at_home=(VotingOpened, VotingEnded, GatheringBegun),
    tells=_tells,
    steering=STEERING,
    usual=Settings(),
    last_chance=rules.last_chance,
    write_settings=rows.settings,
    read_settings=rows.read_settings,
)


def open_meeting(unit: Unit, *, plan: Plan, host_is_here: bool = True) -> MeetingId:
    """Open a Lean Coffee in a channel. Raise MeetingRunning with the meeting that is open, EmptyText or TextTooLong."""
    return actions.open_meeting(unit, ceremony=CEREMONY, plan=plan, host_is_here=host_is_here)


def apply_changes(unit: Unit, before: Meeting, *changes: Any) -> Meeting:
    """Write changes of a locked Lean Coffee and all that falls due by them."""
    return course.apply_changes(unit, CEREMONY, before, changes)
