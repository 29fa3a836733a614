"""Where a meeting's board stands."""

from bot.core.ids import MeetingId
from bot.delivery.live import live_message
from bot.meetings.kinds import Kinds
from bot.meetings.store.meetings import head
from bot.store.unit import Read
from bot.teams import store as teams


def link_to_board(read: Read, meeting: MeetingId) -> str:
    """Return the permalink of a meeting's live board, whatever its ceremony, or nothing while it stands nowhere."""
    found, workspace = head(read, meeting), teams.workspace(read)
    live = live_message(read, Kinds(found.ceremony).board, meeting) if found else None
    return live.link(workspace.url) if live and workspace and workspace.domain else ""
