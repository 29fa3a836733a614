"""Where everything is kept: engines, units of work, requests recognised when they come again."""

from bot.store.errors import ConstraintViolation, StoreError, StoreHeld, StoreUnavailable, StoreUnusable, UniqueViolation
from bot.store.opening import open_store
from bot.store.requests import purge_requests
from bot.store.unit import Read, RunningStore, Store, Unit
from bot.store.upserts import insert_or_nothing, upsert

__all__ = [
    "ConstraintViolation",
    "Read",
    "RunningStore",
    "Store",
    "StoreError",
    "StoreHeld",
    "StoreUnavailable",
    "StoreUnusable",
    "UniqueViolation",
    "Unit",
    "insert_or_nothing",
    "open_store",
    "purge_requests",
    "upsert",
]
