"""Business time for the demo: walks from alarm to alarm until an instant."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from bot.core.clock import MovableClock
from bot.core.ids import MACHINE
from bot.feature import Feature
from bot.schedule.alarms import alarm_at
from bot.schedule.tick import Tick
from bot.schedule.travel import travel
from bot.store.unit import Store
from bot.words.words import words_for

_ENGLISH = words_for("en-GB", "UTC")
"""The rehearsal room's page speaks one language to everybody."""


class TimeTravel:
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
