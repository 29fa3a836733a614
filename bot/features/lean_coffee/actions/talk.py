"""Actions of vote and talk that are more than a rule: answers, another vote, takeaways."""

from datetime import timedelta

from bot.core.ids import MeetingId, PersonId
from bot.delivery import messages
from bot.features.lean_coffee.actions.course import CEREMONY, apply_changes, show_waiting
from bot.features.lean_coffee.kinds import BOARD
from bot.features.lean_coffee.rules import boxes, voting
from bot.features.lean_coffee.rules import meeting as meeting_rules
from bot.features.lean_coffee.rules.changes import BallotCast
from bot.features.lean_coffee.rules.stages import Choice
from bot.features.lean_coffee.rules.values import TakeawayId, TopicId
from bot.features.lean_coffee.store import answers, meetings, topics
from bot.features.lean_coffee.store.record import record
from bot.meetings.course import apply_answer
from bot.store.once import once
from bot.store.unit import Unit

THUMBS_COUNTED_WITHIN = timedelta(seconds=5)
"""A board that counted each thumb by itself would take half of Slack's updates of a meeting; the last one ends the question at once."""


def cast_ballot(unit: Unit, *, meeting: MeetingId, phase: int, voter: PersonId, dots: tuple[TopicId, ...]) -> tuple[TopicId, ...]:
    """Replace a voter's ballot while voting is open; return the topics of it that are gone by now (the rest is kept).

    Raise NoMeeting, VotingClosed, MeetingOver, Stale, HostDoesNotVote or TooManyDots.
    """
    asked = answers.lock_for_ballot(unit, meeting, voter)
    changes = voting.cast_ballot(asked.meeting, phase=phase, voter=voter, dots=dots, at=unit.now, on_board=asked.on_board)
    apply_answer(unit, CEREMONY, asked.meeting, changes, by=voter, waits=asked.waits)
    return tuple(topic for change in changes if isinstance(change, BallotCast) for topic in change.gone)


def give_thumb(unit: Unit, *, meeting: MeetingId, phase: int, person: PersonId, choice: Choice, ts: str) -> None:
    """Keep a thumb; `ts` is Slack's `action_ts`. Raise NoMeeting, MeetingOver, Stale or NotNow."""
    asked = answers.lock_for_thumb(unit, meeting, person)
    changes = boxes.give_thumb(asked.meeting, person=person, phase=phase, choice=choice, ts=ts, at=unit.now)
    apply_answer(unit, CEREMONY, asked.meeting, changes, by=person, waits=asked.waits, within=THUMBS_COUNTED_WITHIN)


def vote_again(unit: Unit, *, meeting: MeetingId, phase: int, person: PersonId) -> None:
    """Have the new topics of the channel voted on, once all is discussed. Raise NoTimeToVote or NoTopics besides."""
    state = meetings.lock_meeting(unit, meeting)
    waiting = () if state.in_thread else topics.waiting_topics(unit, state.channel)
    apply_changes(unit, state, *voting.vote_again(state, waiting=waiting, person=person, phase=phase, at=unit.now))
    show_waiting(unit, state.channel)


def talk_about(unit: Unit, *, meeting: MeetingId, topic: TopicId, phase: int, person: PersonId) -> None:
    """Open a topic that had no dot, in the last call. Raise NoTimeToTalk, NoSuchTopic, TopicGone or TopicTaken besides."""
    state = meetings.lock_meeting(unit, meeting)
    apply_changes(unit, state, *voting.talk_about(state, topic=topic, person=person, phase=phase, at=unit.now))


def add_takeaway(unit: Unit, *, meeting: MeetingId, topic: TopicId | None, text: str, person: PersonId) -> TakeawayId:
    """Keep a takeaway, also on the summary; it never comes too late. Raise NoMeeting, NoSuchTopic, EmptyText or TextTooLong."""
    once(unit)
    state = meetings.lock_meeting(unit, meeting)
    takeaway = TakeawayId(unit.fresh())
    changes = meeting_rules.add_takeaway(state, takeaway=takeaway, topic=topic, text=text, person=person, at=unit.now)
    if state.closed is None:
        apply_changes(unit, state, *changes)
    else:
        for change in changes:
            record(unit, state, change)
        messages.show(unit, BOARD, meeting)
    return takeaway
