"""Where everything is kept: engines, units of work, requests recognised when they come again."""

from bot.store.conflict import insert_or_nothing, upsert
from bot.store.errors import StoreError, StoreHeld, StoreUnavailable, StoreUnusable, Taken, Unfit
from bot.store.opening import open_store
from bot.store.requests import purge_requests
from bot.store.unit import Read, RunningStore, Store, Unit

__all__ = [
    "Read",
    "RunningStore",
    "Store",
    "StoreError",
    "StoreHeld",
    "StoreUnavailable",
    "StoreUnusable",
    "Taken",
    "Unfit",
    "Unit",
    "insert_or_nothing",
    "open_store",
    "purge_requests",
    "upsert",
]
