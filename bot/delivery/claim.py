"""Claims one step in one small transaction, locking budget, lane and message in this order."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from bot.core.refusal import Refusal
from bot.delivery.due import BY_DUE, is_ours, pending
from bot.delivery.rate_limits import BUDGETS, KEEPS_ITS_TURN, LANE, LEASE, LONG_AGO, LONGEST_HOLD, LONGEST_WAIT, bound
from bot.delivery.steps import PendingMessage, StaleCopy, Step, waits_for_thread
from bot.delivery.tables import BudgetRow, LaneRow, MessageRow, StaleCopyRow
from bot.store.base import Instant, in_workspace
from bot.store.unit import Unit
from bot.store.upserts import insert_or_nothing


class NotNow(Refusal):
    """Somebody else has it, or its lane or budget is not free: nothing was taken."""


@dataclass(frozen=True)
class Claim:
    """A step that is ours until its lease ends."""

    work: PendingMessage | StaleCopy
    step: Step
    holder: str
    at: datetime
    """The machine's instant, the database's where it keeps one."""


_NOW = bindparam("now", type_=Instant())
_FAR = bindparam("far", type_=Instant())
_NEXT = bindparam("next", type_=Instant())
_METHOD = (BudgetRow.workspace == in_workspace(), BudgetRow.method == bindparam("of_method"))
_LOCK_BUDGET = update(BudgetRow).where(*_METHOD).values(method=BudgetRow.method).returning(BudgetRow.full, BudgetRow.held)
_READ_HELD = select(BudgetRow.held).where(*_METHOD)
_SPEND = update(BudgetRow).where(*_METHOD).values(full=_NEXT)
_NEW_BUDGET = insert_or_nothing(BudgetRow)

_LANE = (
    LaneRow.workspace == in_workspace(),
    LaneRow.place == bindparam("at_place"),
    LaneRow.place_id == bindparam("at_id"),
)


def _free(column: Any) -> ColumnElement[bool]:
    return or_(column.is_(None), column <= _NOW, column > _FAR)


_TAKE_TO_POST = update(LaneRow).where(*_LANE, _free(LaneRow.post_free)).values(post_free=_NEXT, show_free=_NEXT)
_TAKE_TO_SHOW = update(LaneRow).where(*_LANE, _free(LaneRow.show_free)).values(show_free=_NEXT)
_TAKE_AT_ONCE = update(LaneRow).where(*_LANE).values(show_free=_NEXT)
_NEW_LANE = insert_or_nothing(LaneRow)

_THIS = (MessageRow.workspace == in_workspace(), MessageRow.id == bindparam("message"))
_LEASE = (
    update(MessageRow)
    .where(*_THIS, MessageRow.due.is_not(None), _free(MessageRow.due), _free(MessageRow.leased))
    .values(leased=_NEXT, holder=bindparam("by_holder"))
)
_PENDING = pending(MessageRow.workspace == in_workspace()).where(MessageRow.id == bindparam("message"))
_POSTING = update(MessageRow).where(*_THIS).values(posting=_NOW)
_EARLIER = select(MessageRow.screen, MessageRow.due, MessageRow.error).where(
    BY_DUE,
    MessageRow.due >= bindparam("ever", type_=Instant()),
    MessageRow.place == bindparam("at_place"),
    MessageRow.place_id == bindparam("at_id"),
    MessageRow.made < bindparam("mine"),
    MessageRow.state == "live",
    MessageRow.bottom > MessageRow.posted,
    MessageRow.attempts < KEEPS_ITS_TURN,
)
_LEASE_STALE_COPY = (
    update(StaleCopyRow)
    .where(
        StaleCopyRow.workspace == in_workspace(),
        StaleCopyRow.channel == bindparam("in_channel"),
        StaleCopyRow.ts == bindparam("of_ts"),
        _free(StaleCopyRow.due),
        _free(StaleCopyRow.leased),
    )
    .values(leased=_NEXT, holder=bindparam("by_holder"))
)


def claim_message(unit: Unit, *, message: PendingMessage, screens: Container[str] | None = None) -> Claim:
    """Take the next step of a message. Raise NotNow where it is not what was read, or not free; `screens`: as for `agenda`."""
    now, holder, step = unit.real_now, unit.fresh(), message.step
    _spend(unit, step, urgent=message.is_urgent)
    _take_lane(unit, message)
    if not unit.run(
        _LEASE, {"message": message.id, "now": now, "far": now + LONGEST_WAIT, "next": now + LEASE, "by_holder": holder}
    ):
        raise NotNow
    row = unit.row(_PENDING, {"message": message.id})
    found = PendingMessage(**row._asdict()) if row is not None else message
    if found.step is not step or waits_for_thread(found):
        raise NotNow
    if step is Step.POST:
        _keep_order(unit, found, screens)
        unit.run(_POSTING, {"message": found.id, "now": now})
    return Claim(found, step, holder, now)


def claim_stale_copy(unit: Unit, *, stale_copy: StaleCopy) -> Claim:
    """Take the deletion of a copy that no longer counts. Raise NotNow."""
    now, holder = unit.real_now, unit.fresh()
    _spend(unit, Step.DELETE, urgent=False)
    of = {"in_channel": stale_copy.channel, "of_ts": stale_copy.ts}
    if not unit.run(_LEASE_STALE_COPY, of | {"now": now, "far": now + LONGEST_WAIT, "next": now + LEASE, "by_holder": holder}):
        raise NotNow
    return Claim(stale_copy, Step.DELETE, holder, now)


def _spend(unit: Unit, step: Step, *, urgent: bool) -> None:
    """Take a token of the method's budget, and mind Slack's Retry-After."""
    now, of = unit.real_now, {"of_method": step.value}
    budget = BUDGETS.get(step.value)
    row = unit.row(_READ_HELD if budget is None else _LOCK_BUDGET, of)
    if row is not None and bound(row.held, now, LONGEST_HOLD) > now:
        raise NotNow
    if budget is None:
        return
    full = None if row is None else row.full
    if budget.free_at(full, now, urgent=urgent) > now:
        raise NotNow
    after = budget.taken(full, now)
    if row is not None:
        unit.run(_SPEND, of | {"next": after})
    elif not unit.run(_NEW_BUDGET, {"method": step.value, "full": after}):
        raise NotNow


def _take_lane(unit: Unit, message: PendingMessage) -> None:
    now = unit.real_now
    here = {"at_place": message.place, "at_id": message.place_id, "next": now + LANE}
    free = {"now": now, "far": now + LONGEST_WAIT}
    match message.step:
        case Step.POST:
            taken = unit.run(_TAKE_TO_POST, here | free)
        case Step.UPDATE | Step.PUBLISH if message.is_urgent:
            taken = unit.run(_TAKE_AT_ONCE, here)
        case Step.UPDATE | Step.PUBLISH:
            taken = unit.run(_TAKE_TO_SHOW, here | free)
        case _:
            return
    if not taken and not unit.run(_NEW_LANE, _new_lane(message, now + LANE)):
        raise NotNow


def _new_lane(message: PendingMessage, free: datetime) -> Mapping[str, Any]:
    post_free = free if message.step is Step.POST else None
    return {"place": message.place, "place_id": message.place_id, "post_free": post_free, "show_free": free}


def _keep_order(unit: Unit, message: PendingMessage, screens: Container[str] | None) -> None:
    """Raise NotNow while a post that was made earlier waits in the lane, whose row is locked by now."""
    if not message.holds_others:
        return
    lane = {"ever": LONG_AGO, "at_place": message.place, "at_id": message.place_id, "mine": message.made}
    if any(is_ours(row, screens, unit.real_now) for row in unit.rows(_EARLIER, lane)):
        raise NotNow
