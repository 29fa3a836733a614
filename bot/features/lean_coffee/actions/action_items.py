"""What somebody is to do that comes from a Lean Coffee."""

from bot.action_items import actions as action_items
from bot.action_items.rules.typed import Typed
from bot.action_items.rules.values import About, ActionItem
from bot.core.facts import ActionItemsChanged
from bot.core.ids import MeetingId, PersonId
from bot.delivery import messages
from bot.features.lean_coffee.actions.course import apply_changes
from bot.features.lean_coffee.kinds import BOARD
from bot.features.lean_coffee.rules.meeting import here_by_writing, written_for
from bot.features.lean_coffee.rules.values import TopicId
from bot.features.lean_coffee.store import meetings
from bot.meetings.store.meetings import tables_of
from bot.store.once import once
from bot.store.unit import Unit


def promise(unit: Unit, *, meeting: MeetingId, topic: TopicId | None, typed: Typed, person: PersonId) -> ActionItem:
    """Write down what somebody is to do, also on the summary; it never comes too late, and who writes while the meeting runs is here.

    Raise NoMeeting, NoSuchTopic, TextMissing, TextTooLong or DueOver.
    """
    once(unit)
    state = meetings.lock_meeting(unit, meeting)
    found = written_for(state, topic)
    subject, title = ("", "") if found is None else (found.id, found.title)
    about = About(subject, title, state.title, state.keeper, state.host)
    if state.closed is None:
        apply_changes(unit, state, *here_by_writing(state, person, unit.now))
    text, owner, due = typed.text, typed.owner, typed.due
    return action_items.note(unit, text=text, owner=owner, due=due, channel=state.channel, about=about, noted_by=person)


def hear_action_items(unit: Unit, changed: ActionItemsChanged) -> None:
    """Draw anew the board, or the summary, of the meeting in which something was promised, and those of its tables."""
    if changed.meeting is None:
        return
    for board in (changed.meeting, *tables_of(unit, changed.meeting, still_open=True)):
        messages.show(unit, BOARD, board)
