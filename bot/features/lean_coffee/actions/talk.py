"""Actions of vote and talk that are more than a rule: answers, another vote, takeaways."""

from datetime import timedelta
from typing import Any

from bot.core.ids import MeetingId, PersonId
from bot.delivery import messages
from bot.features.lean_coffee.actions.boards import apply_to, ceremony_of, lock_board
from bot.features.lean_coffee.actions.course import CEREMONY, apply_changes, show_waiting
from bot.features.lean_coffee.rules import ballots, boxes, voting
from bot.features.lean_coffee.rules import meeting as meeting_rules
from bot.features.lean_coffee.rules.changes import BallotCast
from bot.features.lean_coffee.rules.shown_votes import totals_show
from bot.features.lean_coffee.rules.stages import Choice
from bot.features.lean_coffee.rules.topics import to_vote_on
from bot.features.lean_coffee.rules.values import Meeting, TakeawayId, TopicId
from bot.features.lean_coffee.store import answers, meetings, topics
from bot.meetings.course import apply_answer, write
from bot.meetings.rules.refusals import NoMeeting
from bot.store.once import once
from bot.store.unit import Unit

THUMBS_COUNTED_WITHIN = timedelta(seconds=5)
"""A board that counted each thumb by itself would take half of Slack's updates of a meeting; the last one ends the question at once."""


def cast_ballot(unit: Unit, *, meeting: MeetingId, phase: int, voter: PersonId, dots: tuple[TopicId, ...]) -> tuple[TopicId, ...]:
    """Replace a voter's ballot while voting is open; return the topics of it that are gone by now (the rest is kept).

    Raise NoMeeting, VotingClosed, MeetingOver, Stale, HostDoesNotVote or TooManyDots.
    """
    asked = _lock_for_ballot(unit, meeting, voter)
    cast = ballots.cast_ballot(asked.meeting, phase=phase, voter=voter, dots=dots, at=unit.now, on_board=asked.on_board)
    return _keep_ballot(unit, asked, voter, cast)


def give_dot(unit: Unit, *, meeting: MeetingId, phase: int, voter: PersonId, topic: TopicId) -> None:
    """Count one press of a voter's. Raise NoDotsLeft, TopicGone, or what `cast_ballot` raises besides."""
    asked = _lock_for_ballot(unit, meeting, voter)
    cast = ballots.give_dot(asked.meeting, phase=phase, voter=voter, topic=topic, at=unit.now, on_board=asked.on_board)
    _keep_ballot(unit, asked, voter, cast)


def take_dot(unit: Unit, *, meeting: MeetingId, phase: int, voter: PersonId, topic: TopicId) -> None:
    """Take one dot of a voter's back. Raise NoDotThere, TopicGone, or what `cast_ballot` raises besides."""
    asked = _lock_for_ballot(unit, meeting, voter)
    cast = ballots.take_dot(asked.meeting, phase=phase, voter=voter, topic=topic, at=unit.now, on_board=asked.on_board)
    _keep_ballot(unit, asked, voter, cast)


def say_done(unit: Unit, *, meeting: MeetingId, phase: int, voter: PersonId) -> tuple[TopicId, ...]:
    """Keep that a voter has chosen; return the topics that took dots of theirs along (they are not done then)."""
    asked = _lock_for_ballot(unit, meeting, voter)
    return _keep_ballot(
        unit, asked, voter, ballots.say_done(asked.meeting, phase=phase, voter=voter, at=unit.now, on_board=asked.on_board)
    )


def _lock_for_ballot(unit: Unit, meeting: MeetingId, voter: PersonId) -> answers.Asked[Any]:
    """Lock a meeting for a person's ballot; a vote in a window of hours waits for its end, whoever has voted."""
    try:
        return answers.lock_for_ballot(unit, meeting, voter)
    except NoMeeting:
        state = lock_board(unit, meeting)
        return answers.Asked(state, waits=True, on_board=frozenset(topic.id for topic in to_vote_on(state)))


def _keep_ballot(unit: Unit, asked: answers.Asked[Any], voter: PersonId, cast: ballots.Cast) -> tuple[TopicId, ...]:
    """Write what became of a ballot; the board is drawn anew where it tells of that: who has voted, or when that closes the vote."""
    before, (*checked_in, change) = ballots.ballot_of(asked.meeting, voter), cast
    assert isinstance(change, BallotCast)  # it comes last
    had = before is not None and ballots.is_complete(asked.meeting, before, asked.on_board)
    has = not change.void and ballots.is_complete(asked.meeting, change.ballot, asked.on_board)
    quiet = asked.waits and had == has and not checked_in and not _shows_totals(asked.meeting)
    apply_answer(unit, ceremony_of(asked.meeting), asked.meeting, cast, by=voter, waits=asked.waits, quiet=quiet)
    return change.gone


def _shows_totals(meeting: Any) -> bool:
    """Tell whether a board tells each dot while the vote is open: that of a live meeting whose votes are visible."""
    return isinstance(meeting, Meeting) and totals_show(meeting.settings)


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
    state = lock_board(unit, meeting)
    takeaway = TakeawayId(unit.fresh())
    changes = meeting_rules.add_takeaway(state, takeaway=takeaway, topic=topic, text=text, person=person, at=unit.now)
    if state.closed is None:
        apply_to(unit, state, *changes)
    else:
        for change in changes:
            write(unit, ceremony_of(state), state, change)
        messages.show(unit, ceremony_of(state).kinds.board, meeting)
    return takeaway
