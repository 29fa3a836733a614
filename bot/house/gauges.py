"""What is counted in the database each time that somebody reads the metrics."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.core.clock import Clock
from bot.core.ids import MACHINE, WorkspaceId
from bot.delivery.due import count_refused, waiting, waiting_since
from bot.schedule.tick import Tick
from bot.store.unit import Store
from bot.teams.store import served

_SOON = timedelta(seconds=10)
_REFUSED_WITHIN = timedelta(days=1)


@dataclass(frozen=True)
class Gauges:
    """Messages that Slack should show by now, alarms that should have rung, workspaces; spans in seconds, 0 where nothing waits."""

    messages_waiting: int
    oldest_message: float
    messages_refused: int
    oldest_alarm: float
    served: int
    unserved: int


async def measure(store: Store, real: Clock, tick: Tick, client_for: Callable[[WorkspaceId], object]) -> Gauges:
    """Measure. `client_for` raises LookupError for a workspace that is not served. Raise StoreUnavailable."""
    now = real.now()
    since = await store.read(waiting_since, MACHINE, now)
    known = await store.read(served, MACHINE)
    at_work = sum(_is_served(client_for, workspace) for workspace in known)
    return Gauges(
        messages_waiting=await store.read(waiting, MACHINE, now, _SOON),
        oldest_message=0.0 if since is None else max((now - since).total_seconds(), 0.0),
        messages_refused=await store.read(count_refused, MACHINE, now - _REFUSED_WITHIN),
        oldest_alarm=await tick.seconds_overdue(),
        served=at_work,
        unserved=len(known) - at_work,
    )


def _is_served(client_for: Callable[[WorkspaceId], object], workspace: WorkspaceId) -> bool:
    try:
        client_for(workspace)
    except LookupError:
        return False
    return True
