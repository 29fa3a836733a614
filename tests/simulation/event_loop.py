"""An event loop whose time is made up, whose order a seed draws, and in which a process can die without another word."""

import asyncio
import heapq
from collections.abc import Callable
from contextvars import Context, ContextVar
from itertools import count
from random import Random
from typing import Any

from bot.core.clock import Clock


class Process:
    """What runs as one process on a machine; once it is dead, nothing that it has begun goes on, not even its `finally`."""

    def __init__(self, name: str, clock: Clock) -> None:
        self.name = name
        self.clock = clock
        self.is_dead = False


PROCESS: ContextVar[Process | None] = ContextVar("process", default=None)
"""Whose callbacks these are; the world's own ones are nobody's."""


MOST = 30_000
"""Steps of a run; one that takes more goes round in a circle."""


class Stuck(Exception):
    """Nothing is left to be done and somebody still waits, or there is no end to what is done."""


class SeededLoop(asyncio.BaseEventLoop):
    """Runs one callback after the other, each time any of those that are ready; time goes on where all wait."""

    def __init__(self, chance: Random, begins: float = 1_000.0) -> None:
        super().__init__()
        self._chance = chance
        self._seconds = begins
        self._ready: list[asyncio.Handle] = []
        self._scheduled: list[tuple[float, int, asyncio.TimerHandle]] = []
        self._order = count()
        self.steps = 0
        self.slow_callback_duration = 1e9

    def time(self) -> float:
        """Return the made-up seconds."""
        return self._seconds

    def leap(self, seconds: float) -> None:
        """Let so many seconds pass in which nothing happens: what would have been looked for again and again is looked for once."""
        self._seconds += seconds

    def run_in_executor(  # type: ignore[override]  # a future of ours does as well
        self, executor: Any, func: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        """Do a thread's work in one step, some time later."""
        future = self.create_future()

        def work() -> None:
            if future.cancelled():
                return
            try:
                done = func(*args)
            except BaseException as fault:
                future.set_exception(fault)
            else:
                future.set_result(done)

        self.call_later(self._chance.random() * 0.01, work)
        return future

    def call_at(  # type: ignore[override]  # of whatever arguments
        self, when: float, callback: Callable[..., Any], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Wake a callback at an instant, those of one instant in the order in which they were asked for."""
        timer = asyncio.TimerHandle(when, callback, args, self, context)
        heapq.heappush(self._scheduled, (when, next(self._order), timer))
        return timer

    def call_later(  # type: ignore[override]  # of whatever arguments
        self, delay: float, callback: Callable[..., Any], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Wake a callback in so many seconds."""
        return self.call_at(self._seconds + delay, callback, *args, context=context)

    def call_soon(  # type: ignore[override]  # of whatever arguments
        self, callback: Callable[..., Any], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """Have a callback ready."""
        if self.is_closed():
            raise RuntimeError("Event loop is closed")
        handle = asyncio.Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def _run_once(self) -> None:
        ready, scheduled = self._ready, self._scheduled
        while True:
            while scheduled and (scheduled[0][0] <= self._seconds or scheduled[0][2].cancelled()):
                timer = heapq.heappop(scheduled)[2]
                if not timer.cancelled():
                    ready.append(timer)
            if ready:
                break
            if not scheduled:
                raise Stuck("nothing is left to be done, and somebody waits")
            self._seconds = scheduled[0][0]
        nth = int(self._chance.random() * len(ready)) if len(ready) > 1 else 0
        handle, ready[nth] = ready[nth], ready[-1]
        ready.pop()
        if handle.cancelled():
            return
        process = handle._context.get(PROCESS)  # type: ignore[attr-defined]
        if process is not None and process.is_dead:
            return
        self.steps += 1
        if self.steps > MOST:
            raise Stuck("there is no end to what is done")
        handle._run()

    def _process_events(self, event_list: object) -> None:
        """Watch no files."""

    def _write_to_self(self) -> None:
        """Wake nobody: all callbacks come from this thread."""
