"""Remembers acts that give something for longer than their requests, so that none counts twice."""

from datetime import datetime, timedelta
from hashlib import blake2b

from sqlalchemy import bindparam, delete, select, tuple_

from bot.core.refusal import AlreadyDone
from bot.store.tables import StoreGiven
from bot.store.unit import Unit
from bot.store.upserts import insert_or_nothing

KEPT = timedelta(days=90)
"""Far longer than anybody sends an event late."""

_GIVE = insert_or_nothing(StoreGiven, ("workspace", "id"))
_OLD = select(StoreGiven.workspace, StoreGiven.id).where(StoreGiven.at < bindparam("before")).limit(bindparam("most"))
_PURGE = delete(StoreGiven).where(tuple_(StoreGiven.workspace, StoreGiven.id).in_(_OLD))


def once(unit: Unit) -> None:
    """Let this action be carried out once for its request, also when that comes again after its key was forgotten.

    For what no phase, date or state guards: a topic, an answer that can be taken back, a word that replaces another. Nothing is
    noted where no request asks; what one action does by another it does in the same once. Raise AlreadyDone.
    """
    request = unit.take_request()
    if request is None:
        return
    given = blake2b(request.encode(), digest_size=16).hexdigest()
    # Only the day: what was given may be anonymous, and the instant would stand beside its own.
    day = unit.real_now.replace(hour=0, minute=0, second=0, microsecond=0)
    if not unit.run(_GIVE, {"id": given, "at": day}):
        raise AlreadyDone


def purge_given(unit: Unit, before: datetime, most: int = 500) -> int:
    """Forget what requests of every workspace gave before a real instant (UTC), `most` at a time; return how many."""
    return unit.run(_PURGE, {"before": before, "most": most})
