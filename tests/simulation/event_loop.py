"""An event loop whose time is made up, whose order a seed draws, and in which a process can die without another word."""

import asyncio
import heapq
from collections.abc import Callable
from contextvars import ContextVar
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
        self._scheduled: list[asyncio.TimerHandle] = []
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

    def _run_once(self) -> None:
        self._wake_timers()
        if not self._ready:
            if not self._scheduled:
                raise Stuck("nothing is left to be done, and somebody waits")
            self._seconds = max(self._seconds, self._scheduled[0].when())
            self._wake_timers()
        ready = self._ready
        if not ready:
            return
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

    def _wake_timers(self) -> None:
        scheduled = self._scheduled
        while scheduled and (scheduled[0].cancelled() or scheduled[0].when() <= self._seconds):
            handle = heapq.heappop(scheduled)
            handle._scheduled = False  # type: ignore[attr-defined]
            if not handle.cancelled():
                self._ready.append(handle)

    def _process_events(self, event_list: object) -> None:
        """Watch no files."""

    def _write_to_self(self) -> None:
        """Wake nobody: all callbacks come from this thread."""
