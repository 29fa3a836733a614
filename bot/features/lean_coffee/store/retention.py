"""What of a Lean Coffee goes with a meeting that is forgotten."""

from sqlalchemy import delete

from bot.features.lean_coffee.tables import AgendaRow, BallotRow, CourseRow, TakeawayRow, TopicRow, WindowsRow
from bot.meetings.store.retention import is_forgotten
from bot.store.base import in_workspace

_COMES_AGAIN = ("waiting", "agenda")
"""Such a topic is of a meeting to come, whatever was said of it in one before."""
_OF_MEETINGS = tuple(
    delete(table).where(table.workspace == in_workspace(), is_forgotten(table.meeting))
    for table in (CourseRow, WindowsRow, AgendaRow, TakeawayRow, BallotRow)
)
_TOPICS = delete(TopicRow).where(
    TopicRow.workspace == in_workspace(), TopicRow.standing.not_in(_COMES_AGAIN), is_forgotten(TopicRow.meeting)
)
OF_OLD_MEETINGS = (*_OF_MEETINGS, _TOPICS)
