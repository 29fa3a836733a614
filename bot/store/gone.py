"""Workspaces that have removed the app: since when, and whose rows are being erased."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, or_, select, update

from bot.core.ids import WorkspaceId
from bot.store.base import Instant, in_workspace
from bot.store.errors import StoreUnavailable
from bot.store.tables import GoneRow
from bot.store.unit import Read, Unit
from bot.store.upserts import insert_or_nothing

LEASE = timedelta(minutes=5)
"""After so long without a deletion whoever erases has died, and another goes on."""
_THIS = GoneRow.workspace == in_workspace()
_NOW = bindparam("at", type_=Instant())
_NOTE = insert_or_nothing(GoneRow)
_STANDS = delete(GoneRow).where(_THIS, GoneRow.erasing.is_(None))
_ERASED = delete(GoneRow).where(_THIS)
_SINCE = select(GoneRow.since, GoneRow.erasing).where(_THIS)
_ALL = select(GoneRow.workspace, GoneRow.since).order_by(GoneRow.workspace)
_OVER = (
    select(GoneRow.workspace)
    .where(or_(GoneRow.since < bindparam("before", type_=Instant()), GoneRow.erasing.is_not(None)))
    .order_by(GoneRow.workspace)
)
_BEGIN = (
    update(GoneRow)
    .where(
        _THIS,
        or_(GoneRow.since < bindparam("before", type_=Instant()), GoneRow.erasing.is_not(None)),
        or_(
            GoneRow.erasing.is_(None),
            GoneRow.erasing < bindparam("silent", type_=Instant()),
            GoneRow.erasing > bindparam("far", type_=Instant()),
        ),
    )
    .values(erasing=_NOW)
)
_GO_ON = update(GoneRow).where(_THIS, GoneRow.erasing == bindparam("mine", type_=Instant())).values(erasing=_NOW)


class StillErased(StoreUnavailable):
    """What was kept of a workspace that comes back is being erased: it begins anew when that is done."""

    def __init__(self) -> None:
        super().__init__("What was kept of the workspace is being erased. Try again in a minute.")


def note_gone(unit: Unit, since: datetime | None = None) -> None:
    """Write down that this workspace has removed the app, now where nobody says since when; told again, the first moment stays."""
    unit.run(_NOTE, {"since": since or unit.real_now, "erasing": None})


def stands_again(unit: Unit) -> bool:
    """Forget that this workspace had removed the app; False while its rows are being erased, which nothing takes back."""
    unit.run(_STANDS)
    return unit.row(_SINCE) is None


def gone_since(read: Read) -> datetime | None:
    """Return since when this workspace has not had the app; None where it has."""
    row = read.row(_SINCE)
    return None if row is None else row.since


def is_being_erased(read: Read) -> bool:
    """Tell whether somebody has begun to erase this workspace."""
    row = read.row(_SINCE)
    return row is not None and row.erasing is not None


def all_gone(read: Read) -> dict[WorkspaceId, datetime]:
    """Return every workspace that has removed the app, and since when."""
    return {WorkspaceId(row.workspace): row.since for row in read.rows(_ALL)}


def to_erase(read: Read, before: datetime) -> list[WorkspaceId]:
    """Name the workspaces that removed the app before an instant, and those whose erasure has begun."""
    return [WorkspaceId(row.workspace) for row in read.rows(_OVER, {"before": before})]


def begin_erasing(unit: Unit, before: datetime) -> datetime | None:
    """Take the right to erase this workspace, where it removed the app before an instant or its erasure has begun.

    Return the lease; None where another has it, or the app is there again.
    """
    now = unit.real_now
    asked = {"before": before, "silent": now - LEASE, "far": now + LEASE, "at": now}
    return now if unit.run(_BEGIN, asked) else None


def go_on_erasing(unit: Unit, lease: datetime) -> datetime | None:
    """Return a new lease for the one that is held; None where another has taken it."""
    now = unit.real_now
    return now if unit.run(_GO_ON, {"mine": lease, "at": now}) else None


def note_erased(unit: Unit) -> None:
    """Forget the workspace, of which no row is left."""
    unit.run(_ERASED)
