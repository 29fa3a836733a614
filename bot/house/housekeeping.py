"""What is forgotten in each round of housekeeping."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import structlog

from bot.core.clock import Clock
from bot.core.ids import WorkspaceId
from bot.core.trace import trace
from bot.delivery.cleanup import forget_old
from bot.feature import Feature
from bot.house.workspaces.erasing import erase_gone
from bot.installations.states import forget_states
from bot.schedule.drafts import forget_drafts
from bot.schedule.heartbeat import purge as purge_heartbeats
from bot.schedule.tick import MACHINE
from bot.series.forgetting import forget_dates
from bot.store.errors import StoreUnavailable
from bot.store.once import KEPT as GIVEN_KEPT
from bot.store.once import purge_given
from bot.store.requests import purge_requests
from bot.store.unit import Store
from bot.teams.away_store import forget_away
from bot.teams.store import served

log = structlog.get_logger("house")

REQUESTS_KEPT = timedelta(days=1)


async def keep_house(
    store: Store,
    real: Clock,
    features: Sequence[Feature] = (),
    *,
    uninstalled_kept: timedelta | None = None,
    serves: Callable[[WorkspaceId], bool] = lambda workspace: False,
) -> None:
    """Forget what nobody needs any more, in every workspace; a transaction each, and one that breaks keeps no other from it.

    `uninstalled_kept`: so long all is kept of a workspace that has removed the app and that nobody `serves`; for ever where it is None.
    """
    forgotten, old = 0, real.now() - REQUESTS_KEPT
    while some := await store.write(purge_requests, MACHINE, None, old):
        forgotten += some
    while await store.write(purge_given, MACHINE, None, real.now() - GIVEN_KEPT):
        pass
    await store.write(purge_heartbeats, MACHINE)
    await store.write(forget_states, MACHINE)
    messages = 0
    for workspace in await store.read(served, MACHINE):
        try:
            messages += await store.write(forget_old, workspace)
            for forget in (forget_drafts, forget_away, forget_dates, *(each.forget_old for each in features if each.forget_old)):
                await store.write(forget, workspace)
        except StoreUnavailable:
            raise
        except Exception as fault:  # noqa: BLE001 - the next round may do it
            log.warning("housekeeping broke", workspace=workspace, error=type(fault).__name__, trace=trace(fault))
    log.info("housekeeping", requests=forgotten, messages=messages)
    await erase_gone(store, real, uninstalled_kept, serves)
