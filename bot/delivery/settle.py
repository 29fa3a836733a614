"""Records the result of a claimed step in one small transaction."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import aliased

from bot.core.kinds import WhenUnsure
from bot.delivery import lacking
from bot.delivery.claim import Claim
from bot.delivery.failures import HEADLESS, PASSING, Limited, Missing, Refused, Unknown
from bot.delivery.messages import delete_later
from bot.delivery.rate_limits import LONGEST_WAIT, pause
from bot.delivery.results import Copy, Failed, Lacking, Opened, Result, Shown
from bot.delivery.steps import PendingMessage, StaleCopy, Step
from bot.delivery.tables import BudgetRow, LaneRow, MessageRow, StaleCopyRow, thread_of
from bot.delivery.transitions import MessageState, Transition, doubted_late, redrawn_late, settled, settled_late
from bot.store.base import Instant, in_workspace
from bot.store.unit import Unit
from bot.store.upserts import upsert

_THIS = (MessageRow.workspace == in_workspace(), MessageRow.id == bindparam("message"))
_LOCK = (
    update(MessageRow)
    .where(*_THIS)
    .values(touched=bindparam("now", type_=Instant()))
    .returning(*(getattr(MessageRow, field.name) for field in fields(MessageState)))
)
_BECOME = (
    update(MessageRow)
    .where(*_THIS)
    .values(
        {field.name: bindparam(f"new_{field.name}", type_=getattr(MessageRow, field.name).type) for field in fields(MessageState)}
    )
)
_REPLY = aliased(MessageRow)
_HEADS = (
    select(MessageRow.id)
    .join(_REPLY, thread_of(_REPLY, MessageRow))
    .where(_REPLY.workspace == in_workspace(), _REPLY.id == bindparam("message"))
)
_BEHEAD = (
    update(MessageRow)
    .where(MessageRow.workspace == in_workspace(), MessageRow.id.in_(_HEADS))
    .values(state="gone", ts=None, due=None)
)
"""A head that was taken away in Slack: its replies stand in the channel from now on, until it is posted anew."""
_LINKED = aliased(MessageRow)
_BEGINS = (
    select(_LINKED.subject + "/%")
    .where(_LINKED.workspace == in_workspace(), _LINKED.id == bindparam("message"))
    .scalar_subquery()
)
_SHOW_LINKING = (
    update(MessageRow)
    .where(
        MessageRow.workspace == in_workspace(),
        MessageRow.screen.in_(bindparam("screens", expanding=True)),
        MessageRow.subject.like(_BEGINS),
        MessageRow.state == "live",
    )
    .values(wanted=MessageRow.wanted + 1, due=func.coalesce(MessageRow.due, bindparam("now", type_=Instant())))
)
"""Messages that lead to this one by a link: it stands elsewhere now."""
_HOLD = upsert(BudgetRow, ("workspace", "method"), update=("held",))
_HOLD_LANE = upsert(LaneRow, ("workspace", "place", "place_id"), update=("post_free", "show_free"))
_DM = upsert(LaneRow, ("workspace", "place", "place_id"), update=("channel",))

_STALE_COPY = (
    StaleCopyRow.workspace == in_workspace(),
    StaleCopyRow.channel == bindparam("in_channel"),
    StaleCopyRow.ts == bindparam("of_ts"),
)
_FORGET_COPY = delete(StaleCopyRow).where(*_STALE_COPY)
_TRIES_OF_COPY = select(StaleCopyRow.attempts).where(*_STALE_COPY)
_COPY_AGAIN = (
    update(StaleCopyRow)
    .where(*_STALE_COPY, StaleCopyRow.holder == bindparam("by_holder"))
    .values(leased=None, holder=None, due=bindparam("next", type_=Instant()), attempts=bindparam("tries"))
)


def settle(unit: Unit, *, claim: Claim, result: Result, when_unsure: WhenUnsure, linking: Sequence[str] = ()) -> None:
    """Remember what a claimed step came to, also where its lease is over; Slack's Retry-After goes for the whole method.

    One that cannot be believed goes for the lane of the message alone. Blocks that Slack lacks are left out in the whole workspace.
    `linking`: the screens that lead to this one.
    """
    if isinstance(result, Failed) and isinstance(result.fault, Limited):
        _hold(unit, claim, unit.real_now + result.fault.pause, alone=result.fault.alone)
    if isinstance(result, Lacking):
        lacking.remember(unit, result.blocks)
    if isinstance(claim.work, StaleCopy):
        _settle_stale_copy(unit, claim, claim.work, result)
    else:
        _settle_message(unit, claim, claim.work, result, when_unsure, linking)
    unit.hint("delivery")


def _hold(unit: Unit, claim: Claim, until: datetime, *, alone: bool) -> None:
    if not alone:
        unit.run(_HOLD, {"method": claim.step.value, "held": until})
    elif isinstance(claim.work, PendingMessage):
        here = {"place": claim.work.place, "place_id": claim.work.place_id}
        unit.run(_HOLD_LANE, here | {"post_free": until, "show_free": until})


def _settle_message(
    unit: Unit, claim: Claim, message: PendingMessage, result: Result, when_unsure: WhenUnsure, linking: Sequence[str]
) -> None:
    if isinstance(result, Opened):
        unit.run(_DM, {"place": message.place, "place_id": message.place_id, "channel": result.channel})
    row = locked(unit, message.id)
    transition = _transition(row, claim, message, result, when_unsure, unit.real_now)
    if transition is None:
        return
    if transition.opens_anew:
        unit.run(_DM, {"place": message.place, "place_id": message.place_id, "channel": None})
    if claim.step is Step.POST and isinstance(result, Failed) and getattr(result.fault, "error", "") in HEADLESS:
        unit.run(_BEHEAD, {"message": message.id})
    become(unit, message.id, row, transition, linking)


def locked(unit: Unit, message: str) -> MessageState | None:
    """Lock the row of a message and return what stands in it; None where it is forgotten."""
    row = unit.row(_LOCK, {"message": message, "now": unit.real_now})
    return None if row is None else MessageState(*row)


def become(unit: Unit, message: str, row: MessageState | None, transition: Transition, linking: Sequence[str] = ()) -> None:
    """Write what a message has become, and which copies of it are to be deleted; what leads to it is shown anew where it has moved."""
    for channel, ts in transition.stale_copies:
        delete_later(unit, channel, ts)
    if row is not None and transition.row != row:
        unit.run(_BECOME, {"message": message} | {f"new_{name}": value for name, value in asdict(transition.row).items()})
    if row is not None and transition.row.channel is not None and transition.row.ts is not None:
        unit.run(_FORGET_COPY, {"in_channel": transition.row.channel, "of_ts": transition.row.ts})
    if row is not None and linking and transition.row.ts is not None and transition.row.ts != row.ts:
        unit.run(_SHOW_LINKING, {"message": message, "screens": list(linking), "now": unit.real_now})


def _transition(
    row: MessageState | None, claim: Claim, message: PendingMessage, result: Result, when_unsure: WhenUnsure, now: datetime
) -> Transition | None:
    if row is not None and row.holder == claim.holder:
        return settled(row, claim.step, result, when_unsure, now, direct=message.place == "person")
    if row is not None and isinstance(result, Copy):
        return settled_late(row, result, claim.at, now)
    if row is not None and claim.step is Step.POST and isinstance(result, Failed) and isinstance(result.fault, Unknown):
        return doubted_late(row, claim.at, now)
    if row is not None and claim.step in _REDRAWS and _may_stand(result):
        return redrawn_late(row, message.ts, now)
    return None


_REDRAWS = (Step.UPDATE, Step.PUBLISH)


def _may_stand(result: Result) -> bool:
    return isinstance(result, Shown) or (isinstance(result, Failed) and isinstance(result.fault, Unknown))


def _settle_stale_copy(unit: Unit, claim: Claim, stale_copy: StaleCopy, result: Result) -> None:
    """Forget a copy that is deleted, or that Slack will never let us delete; try again otherwise."""
    of: dict[str, Any] = {"in_channel": stale_copy.channel, "of_ts": stale_copy.ts}
    row = unit.row(_TRIES_OF_COPY, of)
    if row is None:
        return
    if isinstance(result, Failed) and result.fault in _MAY_PASS and row.attempts < _MOST_TRIES:
        again = {"by_holder": claim.holder, "next": unit.real_now + LONGEST_WAIT, "tries": row.attempts + 1}
        unit.run(_COPY_AGAIN, of | again)
        return
    if not isinstance(result, Failed) or isinstance(result.fault, Refused | Missing) or row.attempts >= _MOST_TRIES:
        unit.run(_FORGET_COPY, of)
        return
    tries = row.attempts if isinstance(result.fault, Limited) else row.attempts + 1
    after = unit.real_now + (_pause(result.fault) if isinstance(result.fault, Limited) else pause(tries))
    unit.run(_COPY_AGAIN, of | {"by_holder": claim.holder, "next": after, "tries": tries})


def _pause(limited: Limited) -> timedelta:
    """Return how long one copy waits by itself: where the whole method is held, no longer than that."""
    return limited.pause if limited.alone else timedelta()


_MOST_TRIES = 100
"""An hour of trying; a copy that outlives it is removed when somebody presses one of its buttons."""
_MAY_PASS = tuple(map(Refused, PASSING))
"""Nothing can be deleted in a channel that is archived, that the bot was put out of, or that has another id which nobody has told yet.

Once a minute it is looked whether that has passed, so many times.
"""
