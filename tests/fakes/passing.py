"""Letting time pass while the clocks of a test stand still: from moment to moment, and what is due rings at its own instant."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol

from bot.core.clock import SetClock
from bot.schedule.tick import Tick


class Timed(Protocol):
    """What has alarms, and clocks that are moved."""

    clock: SetClock
    real: SetClock
    tick: Tick


async def walk(
    target: datetime,
    *,
    next_due: Callable[[], Awaitable[datetime | None]],
    ring: Callable[[datetime], Awaitable[object]],
    move: Callable[[datetime], object],
) -> None:
    """Move from one moment that is due to the next, ring each, and end at the target."""
    while (due := await next_due()) is not None and due <= target:
        move(due)
        await ring(due)
    move(target)


async def pass_until(place: Timed, target: datetime) -> None:
    """Let business time and real time pass from alarm to alarm, from what is due now to what is due at the target."""
    await place.tick.run()
    await walk(target, next_due=place.tick.next_due, ring=lambda due: place.tick.run(), move=lambda to: move_to(place, to))
    await place.tick.run()


def move_to(place: Timed, instant: datetime) -> None:
    """Move both clocks forward, ringing nothing: as while nobody is alive. Neither goes back."""
    place.real.advance(max(instant - place.clock.now(), timedelta()))
    forward(place.clock, instant)


def forward(clock: SetClock, instant: datetime) -> None:
    """Move one clock forward, never back."""
    clock.instant = max(instant, clock.now())
