"""Verbs of merging: make one topic of two, take it apart, take the merge back."""

from bot.core.ids import MeetingId, PersonId
from bot.features.lean_coffee.actions.course import CEREMONY, apply_changes
from bot.features.lean_coffee.rules import merging
from bot.features.lean_coffee.rules.values import TopicId
from bot.features.lean_coffee.store import meetings
from bot.meetings.course import redraw_in_time
from bot.store.unit import Unit


def merge_topics(unit: Unit, *, meeting: MeetingId, first: TopicId, second: TopicId, phase: int, person: PersonId) -> TopicId:
    """Make one topic of two before voting opens, as a host, and return it. Raise NoMeeting, or what its rule raises."""
    state = meetings.lock_meeting(unit, meeting)
    named = {"first": first, "second": second, "merged": TopicId(unit.fresh())}
    after = apply_changes(unit, state, *merging.merge(state, **named, person=person, phase=phase, at=unit.now))
    redraw_in_time(unit, CEREMONY, after)
    return named["merged"]


def take_apart(unit: Unit, *, meeting: MeetingId, topic: TopicId, phase: int, person: PersonId) -> None:
    """Make two topics of a merged one, as a host. Raise NoMeeting, or what its rule raises."""
    state = meetings.lock_meeting(unit, meeting)
    apply_changes(unit, state, *merging.take_apart(state, topic=topic, person=person, phase=phase, at=unit.now))


def undo_merge(unit: Unit, *, meeting: MeetingId, topic: TopicId, phase: int, person: PersonId) -> None:
    """Take a merge back within a minute, as somebody who is here. Raise NoMeeting, or what its rule raises."""
    state = meetings.lock_meeting(unit, meeting)
    apply_changes(unit, state, *merging.undo_merge(state, topic=topic, person=person, phase=phase, at=unit.now))
