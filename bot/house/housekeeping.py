"""What is forgotten in each round of housekeeping."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog
from dateutil.relativedelta import relativedelta

from bot.core.clock import Clock
from bot.core.ids import MACHINE, WorkspaceId
from bot.core.trace import trace
from bot.delivery.cleanup import forget_old
from bot.feature import Feature
from bot.house.workspaces.erasing import erase_gone, kept_for
from bot.installations.states import forget_states
from bot.meetings.store.retention import MOST as MOST_MEETINGS
from bot.meetings.store.retention import forget_meetings
from bot.schedule.drafts import forget_drafts
from bot.schedule.heartbeat import purge as purge_heartbeats
from bot.series.forgetting import forget_dates
from bot.store.errors import StoreUnavailable
from bot.store.once import KEPT as GIVEN_KEPT
from bot.store.once import purge_given
from bot.store.requests import purge_requests
from bot.store.unit import Store, Unit
from bot.teams.away_store import forget_away
from bot.teams.store import served

log = structlog.get_logger("house")

REQUESTS_KEPT = timedelta(days=1)
Forget = Callable[[Unit], object]
"""Deletes what is old in one transaction; whoever counts instead runs it in a DryRunUnit."""


@dataclass(frozen=True)
class Keeping:
    """How long is kept what a setting says so of; 0: for ever."""

    meetings_months: int = 0
    uninstalled_days: int = 0


async def keep_house(
    store: Store,
    real: Clock,
    features: Sequence[Feature] = (),
    keeping: Keeping = Keeping(),
    serves: Callable[[WorkspaceId], bool] = lambda workspace: False,
) -> None:
    """Forget what nobody needs any more, in every workspace; a transaction each, and one that breaks keeps no other from it.

    A workspace that has removed the app for so long that nothing of it is kept goes as a whole, unless this process `serves` it.
    """
    forgotten = [await _again(store, MACHINE, forget) for forget in of_machine()]
    messages = 0
    for workspace in await store.read(served, MACHINE):
        try:
            for forget in of_workspace(features, keeping):
                count = await _again(store, workspace, forget)
                messages += count if forget is forget_old else 0
        except StoreUnavailable:
            raise
        except Exception as fault:  # noqa: BLE001 - the next round may do it
            log.warning("housekeeping broke", workspace=workspace, error=type(fault).__name__, trace=trace(fault))
    log.info("housekeeping", requests=forgotten[0], messages=messages)
    await erase_gone(store, real, kept_for(keeping.uninstalled_days), serves)


def of_machine(most: int = 500) -> tuple[Forget, ...]:
    """Return what is forgotten of all workspaces together, `most` rows at a time."""

    def requests(unit: Unit) -> int:
        return purge_requests(unit, unit.real_now - REQUESTS_KEPT, most)

    def given(unit: Unit) -> int:
        return purge_given(unit, unit.real_now - GIVEN_KEPT, most)

    return (requests, given, purge_heartbeats, forget_states)


def of_workspace(features: Sequence[Feature], keeping: Keeping, most: int = MOST_MEETINGS) -> tuple[Forget, ...]:
    """Return what is forgotten of one workspace, of meetings `most` at a time."""
    parts = [part for feature in features for part in feature.of_old_meetings]

    def meetings(unit: Unit) -> int:
        return forget_meetings(unit, parts, unit.now - relativedelta(months=keeping.meetings_months), most)

    own = [feature.forget_old for feature in features if feature.forget_old is not None]
    return (forget_old, forget_drafts, forget_away, forget_dates, *own, *((meetings,) if keeping.meetings_months else ()))


async def _again(store: Store, workspace: WorkspaceId, forget: Forget) -> int:
    """Forget until nothing is left, for some forget in parts; return how many rows, where that is said."""
    total = 0
    while isinstance(some := await store.write(forget, workspace), int) and some:
        total += some
    return total
