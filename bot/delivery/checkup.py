"""Finds messages that do not reach Slack, and how to have them sent."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, or_, select, update

from bot.core.ids import ChannelId
from bot.delivery.failures import PASSING
from bot.delivery.messages import BACK_WITHIN, HINT, take_up_again
from bot.delivery.tables import IS_FAILED, MessageRow, StaleCopyRow
from bot.store.base import Instant, in_workspace
from bot.store.trouble import PATIENCE, Trouble
from bot.store.unit import Read, Unit

LATE, FORGOTTEN, REFUSED, STALE = "messages waiting", "messages forgotten", "messages refused", "stale copies"
_IN, _COPY = MessageRow.workspace == in_workspace(), StaleCopyRow.workspace == in_workspace()
_BEFORE, _NOW = bindparam("before", type_=Instant()), bindparam("now", type_=Instant())
_OVERDUE = and_(_IN, MessageRow.due < _BEFORE, or_(MessageRow.leased.is_(None), MessageRow.leased < _BEFORE))
_LEFT_BEHIND = and_(_IN, MessageRow.state == "live", MessageRow.due.is_(None), MessageRow.wanted > MessageRow.shown)
_OVERDUE_COPY = and_(_COPY, StaleCopyRow.due < _BEFORE, or_(StaleCopyRow.leased.is_(None), StaleCopyRow.leased < _BEFORE))
_WORN_COPY = and_(_COPY, StaleCopyRow.attempts >= 20)
_GROUPED = (MessageRow.screen, MessageRow.error, func.count().label("number"), func.min(MessageRow.due).label("since"))
_LATE = select(*_GROUPED).where(_OVERDUE).group_by(MessageRow.screen, MessageRow.error).order_by(MessageRow.screen)
_FORGOTTEN = (
    select(MessageRow.screen, func.count().label("number"), func.min(MessageRow.touched).label("since"))
    .where(_LEFT_BEHIND)
    .group_by(MessageRow.screen)
    .order_by(MessageRow.screen)
)
_REFUSED = (
    select(MessageRow.place, MessageRow.place_id, MessageRow.error, MessageRow.touched)
    .where(_IN, IS_FAILED, MessageRow.due.is_(None), MessageRow.touched > bindparam("since", type_=Instant()))
    .order_by(MessageRow.place_id)
)
_STALE = select(func.count().label("number"), func.min(StaleCopyRow.due).label("since")).where(or_(_OVERDUE_COPY, _WORN_COPY))
_FREE = {"due": _NOW, "leased": None, "holder": None, "attempts": 0}
_SEND = update(MessageRow).where(_OVERDUE).values(**_FREE)
_REMEMBER = update(MessageRow).where(_LEFT_BEHIND).values(**_FREE)
_DELETE = update(StaleCopyRow).where(or_(_OVERDUE_COPY, _WORN_COPY)).values(**_FREE)
_WAITING = select(func.count().label("number")).where(_IN, MessageRow.due.is_not(None))
_LET_GO = update(MessageRow).where(_IN, MessageRow.due.is_not(None)).values(due=None, state="gone", leased=None, holder=None)
_LET_COPIES_GO = delete(StaleCopyRow).where(_COPY)


def troubles(read: Read, alive: datetime | None) -> Iterator[Trouble]:
    """Tell what does not reach Slack from a workspace; `alive`: until when the bot was at work."""
    if alive is not None:
        before = alive - PATIENCE
        yield from (_late(row, before) for row in read.rows(_LATE, {"before": before}))
        yield from _stale(read, before)
    yield from map(_forgotten, read.rows(_FORGOTTEN))
    yield from _refused(read)


def count_waiting(read: Read) -> int:
    """Count the messages of a workspace that are still to be sent."""
    row = read.row(_WAITING)
    return 0 if row is None else int(row.number)


def let_go(unit: Unit) -> None:
    """Send nothing more in a workspace that nobody serves."""
    unit.run(_LET_GO)
    unit.run(_LET_COPIES_GO)


def _late(row: Any, before: datetime) -> Trouble:
    why = f"Slack's last word: {row.error}" if row.error else "never refused"
    return Trouble(
        LATE,
        f"{row.number} of {row.screen}",
        f"{_messages(row.number)} ({row.screen}) should stand in Slack by now, or be changed there ({why}).",
        "They are tried anew, and appear as they are now. If they are found again, the log says why.",
        row.since,
        partial(_run, statement=_SEND, before=before),
        asks=True,
    )


def _forgotten(row: Any) -> Trouble:
    return Trouble(
        FORGOTTEN,
        f"{row.number} of {row.screen}",
        f"{_messages(row.number)} ({row.screen}) show less than they should, and wait for nothing.",
        "They are drawn and sent.",
        row.since,
        partial(_run, statement=_REMEMBER),
        asks=True,
    )


def _refused(read: Read) -> Iterator[Trouble]:
    """Tell what Slack has refused in the last day: what is older was told to its owner, and is not posted any more."""
    rows = read.rows(_REFUSED, {"since": read.now - BACK_WITHIN})
    first: dict[tuple[str, str, str], datetime] = {}
    found = Counter((row.place, row.place_id, row.error or "unknown") for row in rows)
    for row in rows:
        name = (row.place, row.place_id, row.error or "unknown")
        first[name] = min(first.get(name, row.touched), row.touched)
    for (place, at, error), number in found.items():
        again = place != "person" and error in PASSING
        yield Trouble(
            REFUSED,
            f"{number} at {at}",
            f"{_messages(number)} for {at} were refused by Slack ({error}).",
            "Invite the bot there, or unarchive the channel; then they are posted as they are now."
            if again
            else "Their owners were told. Nothing mends it here; it is forgotten within a day.",
            first[place, at, error],
            partial(take_up_again, channel=ChannelId(at)) if again else None,
            asks=True,
        )


def _stale(read: Read, before: datetime) -> Iterator[Trouble]:
    row = read.row(_STALE, {"before": before})
    if row is not None and row.number:
        yield Trouble(
            STALE,
            f"{row.number}",
            f"{row.number} copies of messages that count no more are still to be deleted in Slack.",
            "They are tried anew.",
            row.since,
            partial(_run, statement=_DELETE, before=before),
        )


def _run(unit: Unit, *, statement: Any, before: datetime | None = None) -> None:
    unit.run(statement, {"now": unit.real_now} | ({} if before is None else {"before": before}))
    unit.hint(HINT)


def _messages(number: int) -> str:
    return "1 message" if number == 1 else f"{number} messages"
