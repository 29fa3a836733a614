"""Tells features of a workspace whose work had waited, so that it goes on as after an outage."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

import structlog

from bot.core.clock import Clock
from bot.core.ids import WorkspaceId
from bot.core.refusal import AlreadyDone
from bot.core.trace import trace
from bot.schedule.heartbeat import Outage, Told
from bot.store.errors import StoreUnavailable
from bot.store.unit import Store

log = structlog.get_logger("house")

Resumed = Callable[[WorkspaceId, datetime], Awaitable[None]]
"""Hears of a workspace whose work is to go on, and since when it waits."""


def resuming(store: Store, real: Clock, told: Mapping[str, Told], wake: Callable[[frozenset[str]], None]) -> Resumed:
    """Return what is done when a workspace goes on: `told` is what features do about an outage, `wake` what rings and sends."""

    async def resumed(workspace: WorkspaceId, since: datetime) -> None:
        await _tell_of_waiting(store, real, told, workspace, since)
        wake(frozenset({"delivery", "schedule"}))

    return resumed


async def _tell_of_waiting(store: Store, real: Clock, told: Mapping[str, Told], workspace: WorkspaceId, since: datetime) -> None:
    """Have each feature treat the time in which a workspace's work waited as an outage of that workspace."""
    outage = Outage(since, real.now())
    for name, tell in told.items():
        try:
            await store.write(tell, workspace, f"waited/{since.isoformat()}/{name}", outage)
        except AlreadyDone:
            continue
        except StoreUnavailable:
            raise
        except Exception as fault:  # noqa: BLE001 - one feature's fault keeps the others neither from hearing nor from ringing
            log.warning(
                "a wait is not taken in", feature=name, workspace=workspace, error=type(fault).__name__, trace=trace(fault)
            )
