"""Machines whose clocks are made up, and what of the libraries reads the real ones otherwise."""

import asyncio
import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any

from bot.rehearsal.clock import WallTime
from tests.simulation.event_loop import PROCESS

EPOCH = datetime(2031, 3, 3, 8, 40, tzinfo=UTC)
"""A Monday, before the hours at which people plan things."""


class TrueTime(WallTime):
    """Slack's own time, and the database server's: nobody sets it."""

    def __init__(self, loop: asyncio.AbstractEventLoop, epoch: datetime) -> None:
        self._loop = loop
        self._began = epoch - timedelta(seconds=loop.time())

    def now(self) -> datetime:
        """Return the true instant."""
        return self._began + timedelta(seconds=self._loop.time())

    def monotonic(self) -> float:
        """Return the loop's seconds."""
        return self._loop.time()


class MachineClock:
    """One machine's time: it may be set."""

    def __init__(self, true: TrueTime, apart: timedelta = timedelta()) -> None:
        self._true = true
        self.apart = apart

    def now(self) -> datetime:
        """Return the instant that this machine believes."""
        return self._true.now() + self.apart


_MONOTONIC = ("bot.slack.responder", "bot.slack.requests")
_DATES = ("apscheduler.schedulers.base", "apscheduler.triggers.interval", "apscheduler.executors.base")


class _Lenient(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, datetime)


class _MachineDate(datetime, metaclass=_Lenient):
    """What APScheduler takes for datetime: the present is that of the machine on which it runs."""

    @classmethod
    def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
        """Return the machine's instant."""
        process = PROCESS.get()
        assert process is not None
        return process.clock.now().astimezone(tz)


def _seconds() -> float:
    return asyncio.get_running_loop().time()


@contextmanager
def made_up_time() -> Iterator[None]:
    """Have what no port hands a clock to read the loop's: while a simulation runs, in this process."""
    changed: list[tuple[ModuleType, str, Any]] = [(importlib.import_module(name), "monotonic", _seconds) for name in _MONOTONIC]
    changed += [(importlib.import_module(name), "datetime", _MachineDate) for name in _DATES]
    before = [(module, name, getattr(module, name)) for module, name, _ in changed]
    for module, name, instead in changed:
        setattr(module, name, instead)
    try:
        yield
    finally:
        for module, name, was in before:
            setattr(module, name, was)
