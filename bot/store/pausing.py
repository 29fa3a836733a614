"""Workspaces whose work waits: no alarm rings and nothing is sent until they are resumed."""

from datetime import datetime

from sqlalchemy import ColumnElement, SQLColumnExpression, delete, exists, select

from bot.core.ids import WorkspaceId
from bot.store.base import in_workspace
from bot.store.tables import StorePaused
from bot.store.unit import Read, Unit
from bot.store.upserts import insert_or_nothing

_PAUSE = insert_or_nothing(StorePaused)
_RESUME = delete(StorePaused).where(StorePaused.workspace == in_workspace())
_PAUSED = select(StorePaused.workspace, StorePaused.since)
_SINCE = select(StorePaused.since).where(StorePaused.workspace == in_workspace())


def pause(unit: Unit, since: datetime) -> None:
    """Let a workspace's work wait from now on; one that waits already has waited since then."""
    unit.run(_PAUSE, {"since": since})


def resume(unit: Unit) -> None:
    """Let a workspace's work go on."""
    unit.run(_RESUME)


def paused_since(read: Read) -> datetime | None:
    """Return since when (real time) a workspace's work waits; None where it goes on."""
    row = read.row(_SINCE)
    return None if row is None else row.since


def paused(read: Read) -> frozenset[WorkspaceId]:
    """Name the workspaces whose work waits, whichever this snapshot is of."""
    return frozenset(all_paused(read))


def all_paused(read: Read) -> dict[WorkspaceId, datetime]:
    """Return the workspaces whose work waits, whichever this snapshot is of, and since when (real time)."""
    return {WorkspaceId(row.workspace): row.since for row in read.rows(_PAUSED)}


def goes_on(workspace: SQLColumnExpression[str]) -> ColumnElement[bool]:
    """Return the condition that the work of a column's workspace does not wait."""
    return ~exists(select(StorePaused.workspace).where(StorePaused.workspace == workspace))
