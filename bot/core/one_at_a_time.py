"""Runs what computes at length beside the event loop, one piece of work after the other."""

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class OneAtATime:
    """One thread's worth of work for a process: two at once would each take twice as long, and hold the loop up twice as often."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self.in_line = 0
        """How many run or wait for their turn."""

    async def run(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Do the work in a thread once nothing else of this kind is being done, in the order of asking; return what it gives."""
        self.in_line += 1
        try:
            async with self._turn:
                return await asyncio.to_thread(work, *args, **kwargs)
        finally:
            self.in_line -= 1
