"""Erases workspaces that have removed the app, once they have been kept for so long."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog

from bot.core.clock import Clock
from bot.core.ids import MACHINE, WorkspaceId
from bot.store.gone import begin_erasing, is_being_erased, note_gone, to_erase
from bot.store.schema import whole_schema
from bot.store.unit import Store
from bot.store.workspace_erasure import MOST, end_erasing, erase_some, tables

log = structlog.get_logger("house")

_NEVER, _ALWAYS = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)


class BeingErased(Exception):
    """Another process is erasing the workspace right now."""


def kept_for(days: int) -> timedelta | None:
    """Return how long a workspace is kept that has removed the app; None for 0 days: for ever."""
    return timedelta(days=days) if days else None


async def erase_gone(store: Store, real: Clock, kept: timedelta | None, serves: Callable[[WorkspaceId], bool]) -> None:
    """Erase every workspace that removed the app longer ago than it is kept, and the rest of those that somebody has begun to.

    One that has the app again before keeps all; None: whoever is gone is kept. One that is served here is not gone, whatever was noted.
    """
    before = _NEVER if kept is None else real.now() - kept
    for workspace in await store.read(to_erase, MACHINE, before):
        if serves(workspace):
            log.warning("a workspace that is served is not erased", workspace=workspace)
        else:
            await _erase(store, workspace, before)


async def finish_erasing(store: Store, workspace: WorkspaceId) -> None:
    """Erase the rest of a workspace that somebody has begun to erase, so that it can begin anew. Raise BeingErased."""
    if await store.read(is_being_erased, workspace) and await _erase(store, workspace, _NEVER) is None:
        raise BeingErased


async def erase_now(store: Store, workspace: WorkspaceId) -> Counter[str]:
    """Erase a workspace, whether it has removed the app or not; return how many rows of each table. Raise BeingErased."""
    await store.write(note_gone, workspace)
    rows = await _erase(store, workspace, _ALWAYS)
    if rows is None:
        raise BeingErased
    return rows


async def _erase(store: Store, workspace: WorkspaceId, before: datetime) -> Counter[str] | None:
    """Delete until nothing is left; None where another has the lease, or the app is there again."""
    whole_schema()
    lease = await store.write(begin_erasing, workspace, None, before)
    rows: Counter[str] = Counter()
    left = 1
    while left:
        for table in tables():
            deleted = MOST
            while lease is not None and deleted == MOST:
                lease, deleted = await store.write(erase_some, workspace, None, table.name, lease)
                rows[table.name] += deleted
        if lease is not None:
            lease, left = await store.write(end_erasing, workspace, None, lease)
        if lease is None:
            return None
    log.info("workspace erased", workspace=workspace, rows=rows.total(), tables=len(+rows))
    return +rows
