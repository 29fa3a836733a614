"""Faults that are planted into the bot for a while, to see whether the simulation finds them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, update

from bot.delivery import claim, sender, settle, transitions
from bot.delivery.rate_limits import LEASE
from bot.delivery.steps import PendingMessage
from bot.delivery.tables import MessageRow
from bot.schedule import firing
from bot.schedule.tables import AlarmRow
from bot.store import once, work
from bot.store.base import Instant, in_workspace
from bot.store.tables import StoreGiven
from bot.store.unit import Unit
from bot.store.upserts import upsert

Planted = tuple[tuple[Any, str, Any], ...]
"""Modules or classes, a name in each, and what it stands for while the fault is planted."""

_TAKE = (
    update(MessageRow)
    .where(MessageRow.workspace == in_workspace(), MessageRow.id == bindparam("message"))
    .values(leased=bindparam("next", type_=Instant()), holder=bindparam("by_holder"))
)
_GIVE_AGAIN = upsert(StoreGiven, ("workspace", "id"), update=("at",))


def _claim_without_comparing() -> Planted:
    def claims(unit: Unit, *, message: PendingMessage) -> claim.Claim:
        now, holder = unit.real_now, unit.fresh()
        unit.run(_TAKE, {"message": message.id, "next": now + LEASE, "by_holder": holder})
        return claim.Claim(message, message.step, holder, now)

    return ((sender, "claim_message", claims),)


def _forget_stale_copies() -> Planted:
    return ((settle, "delete_later", lambda unit, channel, ts: None),)


def _forget_requests() -> Planted:
    return (work, "remember", lambda unit, key, at: True), (once, "_GIVE", _GIVE_AGAIN)


def _ring_twice() -> Planted:
    left = update(AlarmRow).where(*firing._THIS, AlarmRow.attempts == 0).values(attempts=1)
    return ((firing, "_TAKE", left),)


def _never_woken() -> Planted:
    agrees = transitions._agrees

    def forgets(row: Any, now: Any) -> Any:
        return replace(agrees(row, now), due=None)

    return ((transitions, "_agrees", forgets),)


FAULTS: Mapping[str, Callable[[], Planted]] = {
    "a claim without compare-and-set": _claim_without_comparing,
    "a settle that forgets a stale copy": _forget_stale_copies,
    "a request whose key is not stored": _forget_requests,
    "an alarm that rings twice": _ring_twice,
    "a change that wakes nobody": _never_woken,
}


@contextmanager
def planted(fault: str) -> Iterator[None]:
    """Plant a fault until the end of the block."""
    changed = FAULTS[fault]()
    before = [(place, name, getattr(place, name)) for place, name, _ in changed]
    for place, name, instead in changed:
        setattr(place, name, instead)
    try:
        yield
    finally:
        for place, name, was in before:
            setattr(place, name, was)
