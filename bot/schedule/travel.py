"""Moves business time from alarm to alarm, as if it had passed."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.core.clock import MovableClock
from bot.schedule.tick import Tick


async def travel(to: datetime, *, clock: MovableClock, tick: Tick, idle: Callable[[], Awaitable[object]]) -> None:
    """Move the clock forward to an instant (UTC), stopping at each alarm until it has rung and `idle` has returned.

    An instant in the past moves nothing. Business time goes on by itself while alarms ring; it is never set back.
    """
    await _arrive(tick, idle)
    while (due := await tick.next_due()) is not None and due <= to:
        clock.move_to(max(due, clock.now()))
        await _arrive(tick, idle)
    clock.move_to(max(to, clock.now()))
    await _arrive(tick, idle)


async def _arrive(tick: Tick, idle: Callable[[], Awaitable[object]]) -> None:
    await tick.run()
    await idle()
