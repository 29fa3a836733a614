"""What `workspace erase` shows of a workspace, and does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.core.ids import WorkspaceId
from bot.house.workspaces.erasing import erase_now
from bot.store.changing import changing
from bot.store.gone import gone_since
from bot.store.reports import report
from bot.store.schema import whole_schema
from bot.store.unit import Read
from bot.store.workspace_erasure import rows_by_table
from bot.teams import store as teams


@dataclass(frozen=True)
class LookedAt:
    """A workspace that somebody wants to erase; `rows` by table."""

    id: WorkspaceId
    name: str
    gone: datetime | None
    rows: Mapping[str, int]

    def lines(self) -> list[str]:
        """Say what would go."""
        served = "it has not removed the app: remove it in Slack first, else the bot writes on"
        state = served if self.gone is None else f"it removed the app on {self.gone:%Y-%m-%d}"
        head = f"{self.id}{f' ({self.name})' if self.name else ''}, {sum(self.rows.values())} rows; {state}."
        return [head, *(f"  {table}: {count}" for table, count in sorted(self.rows.items()))]


async def looked_at(url: str, workspace: WorkspaceId) -> LookedAt:
    """Count what there is of a workspace; the bot may run meanwhile. Raise StoreError, or ValueError for the URL."""
    whole_schema()
    return await report(url, _look, workspace)


async def erase_by_hand(url: str, workspace: WorkspaceId) -> int:
    """Erase a workspace and return how many rows it had. Raise BeingErased, StoreError, or ValueError for the URL."""
    async with changing(url) as store:
        return (await erase_now(store, workspace)).total()


def _look(read: Read) -> LookedAt:
    known = teams.workspace(read)
    return LookedAt(read.workspace, known.name if known else "", gone_since(read), rows_by_table(read))
