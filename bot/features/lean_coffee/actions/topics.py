"""Verbs of topics: propose, edit, withdraw, remove, keep."""

from collections.abc import Iterable

from bot.core.ids import ChannelId, MeetingId, PersonId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.features.lean_coffee.actions.boards import apply_to, lock_board
from bot.features.lean_coffee.actions.course import show_waiting
from bot.features.lean_coffee.kinds import BOARD, HIDDEN_TOPIC, KEEP_TOPIC
from bot.features.lean_coffee.rules import topics
from bot.features.lean_coffee.rules.changes import TopicEdited, TopicRemoved, TopicReworded, TopicWithdrawn
from bot.features.lean_coffee.rules.refusals import NotYourTopic, TopicGone
from bot.features.lean_coffee.rules.stages import FOR_GOOD
from bot.features.lean_coffee.rules.values import Proposal, Topic, TopicId, TopicMeeting
from bot.features.lean_coffee.store import meetings, new
from bot.features.lean_coffee.store import topics as topics_store
from bot.meetings.rules import course
from bot.meetings.store.meetings import head
from bot.store.once import once
from bot.store.unit import Unit

_OfWords = TopicEdited | TopicReworded | TopicWithdrawn


def propose_topic(unit: Unit, *, proposal: Proposal) -> Topic:
    """Add a topic to the channel's board, or to those that wait for its next meeting (`Topic.meeting` is None then).

    Whoever proposes by a board's form, signed, is here. Raise EmptyText, TextTooLong or TooManyTopics.
    """
    once(unit)
    meeting = _board_for(unit, proposal)
    key = unit.fresh() if proposal.anonymous else None
    waiting = len(topics_store.waiting_topics(unit, proposal.channel))
    (change,) = topics.propose(meeting, proposal, waiting=waiting, topic=TopicId(unit.fresh()), at=unit.now, key=key)
    if meeting is None:
        new.record_topic(unit, change)
    else:
        signed = meeting.id == proposal.meeting and not proposal.anonymous
        here = course.check_in(meeting, person=proposal.person, at=unit.now) if signed else ()
        apply_to(unit, meeting, *here, change)
    if change.topic.meeting is None:
        _show_new(unit, proposal.channel)
    return change.topic


def edit_topic(unit: Unit, *, topic: TopicId, person: PersonId, title: str, context: str) -> None:
    """Change the words of one's own topic. Raise NoSuchTopic, TopicGone, NotYourTopic, TopicTaken, EmptyText or TextTooLong."""
    once(unit)
    meeting, whole, found = _lock(unit, topic)
    changes = topics.edit(found, person=person, host=_decides(unit, found), title=title, context=context, whole=whole)
    _apply_edit(unit, meeting, found, changes)
    _show_asked(unit, changes)


def withdraw_topic(unit: Unit, *, topic: TopicId, person: PersonId) -> None:
    """Take back one's own topic; whose an anonymous one was, nobody can tell any more.

    Raise NoSuchTopic, TopicGone, NotYourTopic or TopicTaken.
    """
    meeting, whole, found = _lock(unit, topic)
    changes = topics.withdraw(found, person=person, host=_decides(unit, found), whole=whole)
    _apply_edit(unit, meeting, found, changes)
    _show_asked(unit, changes)


def keep_topic(unit: Unit, *, topic: TopicId, person: PersonId) -> None:
    """Answer the question after a third carry-over with "keep it". Raise NoSuchTopic, TopicGone or NotYourTopic."""
    _, _, found = _lock(unit, topic)
    if found.column in FOR_GOOD:
        raise TopicGone(found.column)
    if not topics.may_change(found, _for(unit, found, person), _decides(unit, found)):
        raise NotYourTopic
    messages.hide(unit, KEEP_TOPIC, topic)


def let_go(unit: Unit, *, topic: TopicId, person: PersonId) -> None:
    """Answer that question with "let it go". Raise what `withdraw_topic` raises."""
    found = topics_store.topic(unit, topic)
    withdraw_topic(unit, topic=topic, person=person if found is None else _for(unit, found, person))


def _for(unit: Unit, topic: Topic, person: PersonId) -> PersonId:
    """Return in whose place the question is answered: its author's by whoever was asked because the author is away."""
    asked = topic.author is not None and messages.is_shown_at(unit, KEEP_TOPIC, topic.id, Place.person(person))
    return topic.author if asked and topic.author is not None else person


def remove_topic(unit: Unit, *, meeting: MeetingId, topic: TopicId, person: PersonId) -> None:
    """Take a topic off the board, as host. Raise NoMeeting, MeetingOver, NotHost, NoSuchTopic, TopicGone or TopicTaken."""
    state = lock_board(unit, meeting)
    changes = topics.remove(state, topic=topic, person=person)
    apply_to(unit, state, *changes)
    _show_asked(unit, changes)


def _apply_edit(unit: Unit, meeting: TopicMeeting | None, topic: Topic, changes: Iterable[_OfWords]) -> None:
    """Change a topic where it stands: on its board, or among those that wait."""
    if meeting is not None:
        apply_to(unit, meeting, *changes)
        return
    for change in changes:
        new.record_topic(unit, change)
    _show_new(unit, topic.channel)


def _show_asked(unit: Unit, changes: Iterable[_OfWords | TopicRemoved]) -> None:
    """Draw anew what somebody was asked about each topic whose words have changed, or that is off the list: a merged one with its parts."""
    for change in changes:
        for asked in (KEEP_TOPIC, HIDDEN_TOPIC):
            messages.show(unit, asked, change.topic)


def _show_new(unit: Unit, channel: ChannelId) -> None:
    """Draw anew what lists or counts the topics that wait in a channel: its announcements, the board of the meeting that runs."""
    show_waiting(unit, channel)
    running = meetings.open_meeting_of(unit, channel)
    if running is not None:
        messages.show(unit, BOARD, running)


def _board_for(unit: Unit, proposal: Proposal) -> TopicMeeting | None:
    """Lock the meeting on whose board a topic was proposed while it is open, else the channel's own."""
    named = None if proposal.meeting is None else head(unit, proposal.meeting)
    if named is not None and named.is_open:
        board = lock_board(unit, named.id)
        if board.closed is None and board.channel == proposal.channel:
            return board
    found = meetings.open_meeting_of(unit, proposal.channel)
    return None if found is None else meetings.lock_meeting(unit, found)


def _lock(unit: Unit, topic: TopicId) -> tuple[TopicMeeting | None, Topic | None, Topic]:
    """Lock the open meeting that has the topic on its board, the topic, then the merged one that it is part of."""
    seen = topics_store.topic(unit, topic)
    outer = None if seen is None else topics_store.whole_of(unit, seen) or seen
    board = None if outer is None or outer.meeting is None else lock_board(unit, outer.meeting)
    found = topics_store.lock_topic(unit, topic)
    whole = topics_store.whole_of(unit, found)
    whole = whole and topics_store.lock_topic(unit, whole.id)  # read once more: another part of it may have other words by now
    taken_by = found.meeting if whole is None else whole.meeting
    if board is None and taken_by is not None:
        # A meeting took the topic between the look and the lock; the orders cross here, and a deadlock is tried again.
        board = lock_board(unit, taken_by)
    return (None if board is None or board.closed is not None else board), whole, found


def _decides(unit: Unit, topic: Topic) -> PersonId | None:
    return topics_store.host_of(unit, topic.channel) if topics.of_group(topic) else None
