"""Where a meeting's board stands."""

from bot import delivery
from bot.features.lean_coffee.kinds import BOARD
from bot.features.lean_coffee.rules import MeetingId
from bot.store.unit import Read
from bot.teams import store as teams


def link_to_board(read: Read, meeting: MeetingId) -> str:
    """Return the permalink of a meeting's live board, or nothing while it stands nowhere."""
    live, workspace = delivery.live_message(read, BOARD, meeting), teams.workspace(read)
    return live.link(workspace.url) if live and workspace and workspace.domain else ""
