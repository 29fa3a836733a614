"""What of a refinement goes with a meeting that is forgotten; items and their notes stay."""

from sqlalchemy import delete

from bot.features.refinement.tables.sessions import SessionRow, VisitRow
from bot.meetings.store.retention import is_forgotten
from bot.store.base import in_workspace

OF_OLD_MEETINGS = tuple(
    delete(table).where(table.workspace == in_workspace(), is_forgotten(table.meeting)) for table in (SessionRow, VisitRow)
)
