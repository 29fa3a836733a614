"""What somebody is to do that comes from a Lean Coffee."""

from bot.action_items import actions as action_items
from bot.action_items.rules.typed import Typed
from bot.action_items.rules.values import About, ActionItem
from bot.action_items.store import in_meeting
from bot.core.facts import ActionItemsChanged
from bot.core.ids import MeetingId, PersonId
from bot.delivery import messages
from bot.features.lean_coffee.actions.boards import apply_to, lock_board
from bot.features.lean_coffee.kinds import BOARD, WINDOWS
from bot.features.lean_coffee.rules.meeting import here_by_writing, written_for
from bot.features.lean_coffee.rules.values import TopicId
from bot.features.lean_coffee.store import meetings
from bot.meetings.store.meetings import tables_of
from bot.store.once import once
from bot.store.unit import Unit


def promise(unit: Unit, *, meeting: MeetingId, topic: TopicId | None, typed: Typed, person: PersonId) -> tuple[ActionItem, int]:
    """Write down what somebody is to do, also on the summary; return it, and the how many-th of the meeting it is.

    It never comes too late, and who writes while the meeting runs is here.
    Raise NoMeeting, NoSuchTopic, TextMissing, TextTooLong or DueOver.
    """
    once(unit)
    state = lock_board(unit, meeting)
    found = written_for(state, topic)
    subject, title = ("", "") if found is None else (found.id, found.title)
    about = About(subject, title, state.title, state.keeper, state.host)
    if state.closed is None:
        apply_to(unit, state, *here_by_writing(state, person, unit.now))
    text, owner, due = typed.text, typed.owner, typed.due
    noted = action_items.note(unit, text=text, owner=owner, due=due, channel=state.channel, about=about, noted_by=person)
    return noted, len(in_meeting(unit, meeting))


def hear_action_items(unit: Unit, changed: ActionItemsChanged) -> None:
    """Draw anew the board, or the summary, of the meeting in which it was promised, those of its tables, and what is open still."""
    of = [] if changed.meeting is None else [changed.meeting, *tables_of(unit, changed.meeting, still_open=True)]
    running = meetings.open_meeting_of(unit, changed.channel)
    for board in dict.fromkeys([*of, *([] if running is None else [running])]):
        messages.show(unit, BOARD, board)
    if changed.meeting is not None:
        messages.show(unit, WINDOWS.board, changed.meeting)
