"""Waiting for what another thread or process does, without guessing how long it takes."""

import asyncio
from collections.abc import Callable


async def until(condition: Callable[[], object], *, seconds: float = 60.0) -> None:
    """Wait until a condition holds. Raise TimeoutError after `seconds` of real time."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110  a thread or a process has no asyncio.Event to set
            await asyncio.sleep(0.005)
