"""Waiting in real time for what another thread, task or process brings about, without guessing how long it takes."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from inspect import isawaitable

LONG_SECONDS = 90.0
_LOOK_SECONDS = 0.005
_LONGEST_LOOK_SECONDS = 0.05
"""Looks become rarer: what takes long is not hurried by questions, which cost the processor that it needs."""


class WaitedInVain(AssertionError):
    """What was waited for did not come."""


async def until(
    holds: Callable[[], object | Awaitable[object]], told: Callable[[], str] = lambda: "", *, seconds: float = LONG_SECONDS
) -> None:
    """Wait until something holds. Raise WaitedInVain with what is told instead."""
    end, look = time.monotonic() + seconds, _LOOK_SECONDS
    while not await _seen(holds()):
        if time.monotonic() > end:
            raise WaitedInVain(told())
        await asyncio.sleep(look)
        look = min(look * 1.5, _LONGEST_LOOK_SECONDS)


def wait_until(holds: Callable[[], object], told: Callable[[], str] = lambda: "", *, seconds: float = LONG_SECONDS) -> None:
    """Wait as `until` does, where nothing is awaited. Raise WaitedInVain with what is told instead."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise WaitedInVain(told())
        time.sleep(_LONGEST_LOOK_SECONDS)


async def _seen(answer: object) -> object:
    return await answer if isawaitable(answer) else answer
