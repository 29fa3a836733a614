"""What the whole house asks of its rooms: what waits, what happens next, what has grown old."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

import structlog

from bot.core.clock import Clock, MovableClock
from bot.core.trace import trace
from bot.delivery.cleanup import forget_old
from bot.delivery.due import waiting
from bot.feature import Feature
from bot.schedule.alarms import alarm_at
from bot.schedule.drafts import forget_drafts
from bot.schedule.heartbeat import purge as purge_heartbeats
from bot.schedule.tick import MACHINE, Tick
from bot.schedule.travel import travel
from bot.store import Store, StoreUnavailable, purge_requests
from bot.store.once import KEPT as GIVEN_KEPT
from bot.store.once import purge_given
from bot.teams.store import served
from bot.words import words_for

log = structlog.get_logger("house")

REQUESTS_KEPT = timedelta(days=1)
_SOON = timedelta(seconds=10)
_ENGLISH = words_for("en-GB", "UTC")
"""The rehearsal room's page speaks one language to everybody."""


async def count_waiting(store: Store, real: Clock) -> int:
    """Count the messages that Slack should show by now and does not."""
    return await store.read(waiting, MACHINE, real.now(), _SOON)


async def keep_house(store: Store, real: Clock) -> None:
    """Forget what nobody needs any more, in every workspace; a transaction each, and one that breaks keeps no other from it."""
    forgotten, old = 0, real.now() - REQUESTS_KEPT
    while some := await store.write(purge_requests, MACHINE, None, old):
        forgotten += some
    while await store.write(purge_given, MACHINE, None, real.now() - GIVEN_KEPT):
        pass
    await store.write(purge_heartbeats, MACHINE)
    messages = 0
    for workspace in await store.read(served, MACHINE):
        try:
            messages += await store.write(forget_old, workspace)
            await store.write(forget_drafts, workspace)
        except StoreUnavailable:
            raise
        except Exception as fault:  # noqa: BLE001 - the next round may do it
            log.warning("housekeeping broke", workspace=workspace, error=type(fault).__name__, trace=trace(fault))
    log.info("housekeeping", requests=forgotten, messages=messages)


class Journey:
    """Walks business time for the demo: asks the tick what comes, lets it ring, waits until Slack shows it."""

    def __init__(
        self,
        store: Store,
        tick: Tick,
        clock: MovableClock,
        idle: Callable[[], Awaitable[object]],
        features: Sequence[Feature] = (),
    ) -> None:
        self._store = store
        kinds = {kind: feature for feature in features for kind in feature.alarms}
        self._stops = {kind.name: (kind, feature) for kind, feature in kinds.items() if kind.moment}
        self._passed_over = [kind for kind in kinds if not kind.moment]
        self._tick = tick
        self._clock = clock
        self._idle = idle

    async def next(self) -> tuple[datetime, str] | None:
        """Return the next alarm's instant and what happens then; what has no words for it is rung on the way."""
        at = await self._tick.next_due(without=self._passed_over)
        alarm = None if at is None else await self._store.read(alarm_at, MACHINE, at, list(self._stops))
        if at is None or alarm is None:
            return None
        workspace, name, subject = alarm
        kind, feature = self._stops[name]
        said = await self._store.read(feature.ahead, workspace, kind, subject, _ENGLISH) if feature.ahead is not None else None
        return at, said or kind.moment

    async def to(self, instant: datetime) -> None:
        """Walk to an instant. Raise ValueError for one in the past."""
        if instant < self._clock.now():
            raise ValueError("Time is not set back: that would ring twice what has rung.")
        await travel(instant, clock=self._clock, tick=self._tick, idle=self._idle)
