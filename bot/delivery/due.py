"""Reads on one snapshot what waits to be sent in a workspace."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import Select, and_, bindparam, func, or_, select, union
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from bot.core.ids import WorkspaceId
from bot.delivery.rate_limits import LONG_AGO, LONGEST_WAIT
from bot.delivery.steps import PendingMessage, Spent, StaleCopy, free_at, in_turn, posts_first
from bot.delivery.tables import IS_FAILED, BudgetRow, LaneRow, MessageRow, StaleCopyRow, thread_of
from bot.store.base import Instant, in_workspace
from bot.store.pausing import goes_on
from bot.store.unit import Read

_MOST = 1_000


class Unlisted(LookupError):
    """A screen that no feature offers any more."""


LEFT_TO_OTHERS = timedelta(days=1)
"""So long the messages of screens that nobody here knows wait for a version that does; then they are given up."""
_SINCE_EVER = bindparam("ever", type_=Instant())
_SOON = bindparam("soon", type_=Instant())
_FAR = bindparam("far", type_=Instant())
_HEAD = aliased(MessageRow)
BY_DUE = MessageRow.workspace.concat("") == in_workspace()
"""Of a month's messages a handful wait: SQLite finds them by `due` only where no index on the workspace tempts it (26 ms of 50,000)."""
_FROM_ROW = [field.name for field in fields(PendingMessage) if hasattr(MessageRow, field.name)]


def pending(of_workspace: ColumnElement[bool]) -> Select[Any]:
    """Return the SELECT of messages of a workspace as `PendingMessage` wants them."""
    return (
        select(
            *(getattr(MessageRow, name) for name in _FROM_ROW),
            LaneRow.channel.label("lane_channel"),
            LaneRow.post_free,
            LaneRow.show_free,
            _HEAD.state.label("thread_state"),
            _HEAD.ts.label("thread_ts"),
            _HEAD.due.label("thread_due"),
        )
        .outerjoin(
            LaneRow,
            and_(
                LaneRow.workspace == MessageRow.workspace,
                LaneRow.place == MessageRow.place,
                LaneRow.place_id == MessageRow.place_id,
            ),
        )
        .outerjoin(_HEAD, thread_of(MessageRow, _HEAD))
        .where(of_workspace)
    )


_MESSAGES = pending(BY_DUE).where(MessageRow.due >= _SINCE_EVER).order_by(MessageRow.due).limit(_MOST)
_STALE_COPIES = (
    select(StaleCopyRow.channel, StaleCopyRow.ts, StaleCopyRow.due, StaleCopyRow.leased)
    .where(StaleCopyRow.workspace == in_workspace(), StaleCopyRow.due >= _SINCE_EVER)
    .order_by(StaleCopyRow.due)
    .limit(_MOST)
)
_BUDGETS = select(BudgetRow.method, BudgetRow.full, BudgetRow.held).where(BudgetRow.workspace == in_workspace())
_WORKSPACES = union(
    select(MessageRow.workspace.label("name")).where(MessageRow.due >= _SINCE_EVER, goes_on(MessageRow.workspace)),
    select(StaleCopyRow.workspace.label("name")).where(StaleCopyRow.due >= _SINCE_EVER, goes_on(StaleCopyRow.workspace)),
)


class Waiting(Protocol):
    """What a row says of a message that waits."""

    @property
    def screen(self) -> str: ...
    @property
    def due(self) -> datetime: ...
    @property
    def error(self) -> str | None: ...


def _count(row: type[MessageRow] | type[StaleCopyRow]) -> Any:
    soon = or_(row.due <= _SOON, row.due > _FAR)
    return select(func.count(row.due)).where(soon, goes_on(row.workspace)).scalar_subquery()


_WAITING = select((_count(MessageRow) + _count(StaleCopyRow)).label("number"))


def _first(row: type[MessageRow] | type[StaleCopyRow]) -> Any:
    return select(func.min(row.due)).where(row.due >= _SINCE_EVER, row.due <= _SOON, goes_on(row.workspace)).scalar_subquery()


_OLDEST = union(select(_first(MessageRow).label("due")), select(_first(StaleCopyRow).label("due")))
_REFUSED = select(func.count().label("number")).where(IS_FAILED, MessageRow.touched > _SOON)


@dataclass(frozen=True)
class Agenda:
    """What may be done now, in order, and when there will be more (None: nothing waits)."""

    ready: tuple[PendingMessage | StaleCopy, ...]
    then: datetime | None


def workspaces_waiting(read: Read) -> list[WorkspaceId]:
    """Name the workspaces in which something waits and whose work goes on: the one question that concerns the machine and no workspace."""
    return [WorkspaceId(row.name) for row in read.rows(_WORKSPACES, {"ever": LONG_AGO})]


def waiting(read: Read, now: datetime, within: timedelta) -> int:
    """Count what waits to be done within a time, in all workspaces whose work goes on."""
    row = read.row(_WAITING, {"soon": now + within, "far": now + LONGEST_WAIT})
    return 0 if row is None else int(row.number)


def waiting_since(read: Read, now: datetime) -> datetime | None:
    """Return since when what has waited longest waits, in all workspaces; None where nothing does."""
    rows = read.rows(_OLDEST, {"ever": LONG_AGO, "soon": now})
    return min((row.due for row in rows if row.due is not None), default=None)


def count_refused(read: Read, since: datetime) -> int:
    """Count what Slack has refused for good since an instant, in all workspaces."""
    row = read.row(_REFUSED, {"soon": since})
    return 0 if row is None else int(row.number)


def agenda(read: Read, now: datetime, screens: Container[str] | None = None) -> Agenda:
    """Say what may be done now in this workspace, and when to look again; of `screens` that somebody here can draw (None: of all)."""
    ever = {"ever": LONG_AGO}
    found = [PendingMessage(**row._asdict()) for row in read.rows(_MESSAGES, ever)]
    messages = [one for one in found if is_ours(one, screens, now)]
    stale_copies = [StaleCopy(row.channel, row.ts, row.due, row.leased) for row in read.rows(_STALE_COPIES, ever)]
    spent = budgets(read)
    work: list[PendingMessage | StaleCopy] = [*in_turn(messages), *stale_copies]
    free = [(free_at(each, spent, now), each) for each in work]
    return Agenda(
        ready=posts_first([each for instant, each in free if instant <= now]),
        then=min((instant for instant, _ in free if instant > now), default=None),
    )


def is_ours(message: Waiting, screens: Container[str] | None, now: datetime) -> bool:
    """Tell whether a message is ours to send: one of a screen that only a newer version knows is left to it, for a day."""
    if screens is None or message.screen in screens:
        return True
    return message.due <= now - LEFT_TO_OTHERS or message.error == Unlisted.__name__  # the second: nobody came to it in time


def budgets(read: Read) -> Mapping[str, Spent]:
    """Read what is left of the budgets of this workspace, by method."""
    return {row.method: Spent(row.full, row.held) for row in read.rows(_BUDGETS)}
