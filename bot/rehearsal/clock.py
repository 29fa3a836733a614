"""The room's two clocks: real time, and a business clock that can be moved ahead of it."""

import asyncio
import time
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


class RealTime(Protocol):
    """Time as it passes outside: never moved, used for triggers, rates, retries and time-outs."""

    def now(self) -> datetime:
        """Give the present instant in UTC."""
        ...

    def monotonic(self) -> float:
        """Give seconds that only ever grow."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait that long."""
        ...


class WallTime:
    """Real time, read from the machine."""

    def now(self) -> datetime:
        """Give the present instant in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Give seconds that only ever grow."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait that long."""
        await asyncio.sleep(seconds)


class RoomClock:
    """Business time: real time and an offset; stamps of messages never repeat and never go back."""

    def __init__(self, real: RealTime, offset_seconds: float = 0.0) -> None:
        self.real = real
        self.offset_seconds = offset_seconds
        self._last_stamp = 0

    def now(self) -> datetime:
        """Give the business instant in UTC."""
        return self.real.now() + timedelta(seconds=self.offset_seconds)

    def stamp(self) -> str:
        """Give a new message's `ts`: business time, later than every stamp before."""
        micros = int(self.now().timestamp() * 1_000_000)
        self._last_stamp = max(micros, self._last_stamp + 1)
        return f"{self._last_stamp // 1_000_000}.{self._last_stamp % 1_000_000:06d}"

    def stamp_after(self, ts: str) -> None:
        """Never stamp before this one again: what was kept in a file stays older than what comes."""
        seconds, _, micros = ts.partition(".")
        self._last_stamp = max(self._last_stamp, int(seconds) * 1_000_000 + int(micros or 0))

    def stamp_anew(self) -> None:
        """Stamp from the present again: for a new room whose bot remembers no message of the old one."""
        self._last_stamp = 0


async def within(real: RealTime, seconds: float, work: Coroutine[Any, Any, T]) -> T:
    """Wait for the work at most that long on the given clock; raises TimeoutError and cancels the work."""
    task = asyncio.ensure_future(work)
    alarm = asyncio.ensure_future(real.sleep(seconds))
    try:
        await asyncio.wait({task, alarm}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        raise TimeoutError
    finally:
        alarm.cancel()
        task.cancel()
