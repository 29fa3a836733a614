"""An event loop whose time goes on at once where all wait: hours pass in minutes, and threads are waited for."""

import asyncio
import selectors
from collections.abc import Callable
from typing import Any

_PATIENCE = 0.05
"""Seconds (real) that the loop sleeps while a thread works; its answer wakes it before."""


class VirtualLoop(asyncio.SelectorEventLoop):
    """Seconds are made up; what threads do for it takes none."""

    def __init__(self) -> None:
        self._seconds = 1_000.0
        self.under_way = 0
        """What threads have been given to do, and has not come back yet."""
        super().__init__(_Selector(self))

    def time(self) -> float:
        """Return the made-up seconds."""
        return self._seconds

    def pass_over(self, seconds: float) -> None:
        """Let so many seconds pass."""
        self._seconds += seconds

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> asyncio.Future[Any]:  # type: ignore[override]
        """Let a thread do something, and no time pass until it has."""
        self.under_way += 1
        future = super().run_in_executor(executor, func, *args)
        future.add_done_callback(lambda _: self._came_back())
        return future

    def _came_back(self) -> None:
        self.under_way -= 1


class _Selector(selectors.DefaultSelector):
    """Waits for files no longer than for threads; otherwise the time that would be waited for is over at once."""

    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> Any:
        """Return what has happened; where nothing has and nobody works, let the time pass."""
        if timeout is not None and timeout <= 0:
            return super().select(0)
        if self._loop.under_way or timeout is None:
            return super().select(_PATIENCE)
        happened = super().select(0)
        if not happened:
            self._loop.pass_over(timeout)
        return happened
