"""Requests recognised when they come again, also after a restart."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select, tuple_

from bot.store.tables import StoreRequest
from bot.store.unit import Unit
from bot.store.upserts import insert_or_nothing

_REMEMBER = insert_or_nothing(StoreRequest, ("workspace", "key"))
_OLD = select(StoreRequest.workspace, StoreRequest.key).where(StoreRequest.at < bindparam("before")).limit(bindparam("most"))
_PURGE = delete(StoreRequest).where(tuple_(StoreRequest.workspace, StoreRequest.key).in_(_OLD))


def remember(unit: Unit, key: str, at: datetime) -> bool:
    """Store a request's key, in the savepoint of what it asks for; False where it was carried out before.

    `at` is the machine's instant (UTC): a day more or less does not matter here, and the database's own would cost a round trip.
    """
    return unit.run(_REMEMBER, {"key": key, "at": at}) == 1


def purge_requests(unit: Unit, before: datetime, most: int = 500) -> int:
    """Forget requests of every workspace from before a real instant (UTC), `most` at a time so that nobody waits; return how many.

    Housekeeping asks again until it is told 0.
    """
    return unit.run(_PURGE, {"before": before, "most": most})
