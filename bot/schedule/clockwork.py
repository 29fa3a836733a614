"""Runs the tick: regularly by APScheduler, and at the exact instant of the next alarm."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import UTC, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.core.clock import Clock
from bot.core.lasting import LastingFault
from bot.core.monotonic import HeldClock, monotonic_of
from bot.core.tasks import Wait
from bot.core.trace import kind_of, trace
from bot.schedule.heartbeat import PULSE, SILENCE, Heartbeat
from bot.schedule.tick import Tick
from bot.store.builds import Outgrown
from bot.store.errors import StoreUnavailable

POLL = timedelta(seconds=1)
"""How soon an alarm is found that another replica has set and did not live to ring."""
CLEANING = timedelta(hours=1)
_LONGEST_NAP = 5.0
_HANGING = 30.0
"""Seconds without a look, or a pulse, that has come to its end: a sign of ill health."""
_CLEANED_AGAIN = (60.0, 300.0, 900.0)
"""Seconds until a cleaning that failed is tried again; then its next hour comes."""
_log = structlog.get_logger("schedule")


class Clockwork:
    """One replica's clock: started and stopped by the house, woken by hints. To be used in the loop's thread.

    `held` is the machine's time that business time follows; `jumped` hears of each time that it was set.
    """

    def __init__(
        self,
        tick: Tick,
        heartbeat: Heartbeat,
        housekeeping: Callable[[], Awaitable[object]],
        *,
        real: Clock,
        held: HeldClock | None = None,
        jumped: Callable[[timedelta], None] = lambda by: None,
        wait: Wait = asyncio.sleep,
    ) -> None:
        self._tick = tick
        self._heartbeat = heartbeat
        self._real = real
        self._held = held or HeldClock(real, monotonic_of(real))
        self._jumped = jumped
        self.on_outgrown: Callable[[Outgrown], None] = lambda outgrown: None
        """Hears that the schema is of a version beside which this one cannot go on."""
        self._looking: asyncio.Task[None] | None = None
        self._again = False
        self._open = False
        self._looked = self._beaten = time.monotonic()
        self._blind = LastingFault(_log, "schedule cannot look", "schedule looks again")
        self._pulseless = LastingFault(_log, "no pulse", "a pulse again")
        self._cleaning = _Housekeeping(housekeeping, wait)
        self._nap: asyncio.TimerHandle | None = None
        self._seen = real.now()
        self._beating = asyncio.Lock()
        self._waits_since: float | None = None
        self._owed = timedelta()
        self._jumps = 0
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        for name, work, every in (
            ("tick", self._look_and_wait, POLL),
            ("heartbeat", self._beat, PULSE),
            ("housekeeping", self._cleaning.run, CLEANING),
        ):
            self._scheduler.add_job(work, "interval", seconds=every.total_seconds(), id=name)

    async def start(self) -> None:
        """Tell of an outage first, for it changes what is due; then ring what is. Raise StoreUnavailable."""
        await self._heartbeat.beat()
        self._looked = self._beaten = time.monotonic()
        self._open = True
        self._scheduler.start()
        self.wake()

    async def stop(self) -> None:
        """Ring nothing more; wait for what rings, and say that this replica was alive until now."""
        if not self._open:
            return
        self._open = self._again = False
        self._scheduler.shutdown(wait=False)
        if self._nap is not None:
            self._nap.cancel()
        if self._looking is not None:
            await asyncio.gather(self._looking, return_exceptions=True)
        await self._beat()

    def health(self) -> Mapping[str, bool]:
        """Say which of its works go well: none fails or hangs, and all are begun."""
        now = time.monotonic()
        return {
            "schedule": self._open and not self._blind.is_on and now - self._looked < _HANGING,
            "heartbeat": self._open and not self._pulseless.is_on and now - self._beaten < _HANGING,
            "housekeeping": not self._cleaning.failed.is_on,
        }

    def wake(self) -> None:
        """Look at once: an alarm was set. A look that is under way is followed by another."""
        if not self._open:
            return
        if self._looking is not None and not self._looking.done():
            self._again = True
            return
        self._looking = asyncio.get_running_loop().create_task(self._look(), name="schedule")

    async def _look_and_wait(self) -> None:
        self.wake()
        if self._looking is not None:
            with suppress(asyncio.CancelledError):  # a stop cancels this job, and must not cancel what rings
                await asyncio.wait({self._looking})

    async def _look(self) -> None:
        """Ring what is due, then sleep until the next alarm."""
        nap = _LONGEST_NAP
        try:
            if self._heartbeat.is_stale:
                await self._beat_once()
            await self._take_in_once()
            self._again = True
            while self._again:
                self._again = False
                await self._tick.run()
                self._looked = time.monotonic()
                seconds = await self._tick.seconds_to_next()
                nap = _LONGEST_NAP if seconds is None else min(seconds, _LONGEST_NAP)
            self._looked = time.monotonic()
            self._blind.over()
        except StoreUnavailable as away:
            self._blind.met(str(away))
        except Exception as fault:  # noqa: BLE001 - whatever it is, the next look must come
            self._blind.met(kind_of(fault), trace=trace(fault))
        self._sleep(nap)

    async def _take_in_once(self) -> None:
        async with self._beating:
            await self._take_in()

    async def _take_in(self) -> None:
        """Follow a machine's time that was set, before anything rings or beats by it; what runs moves with it.

        Business time goes forward only once that has moved, and back before it does: nothing that is still to come is over for a
        moment. A replica that leaves it to another gives that one some seconds before it goes forward.
        """
        by = self._held.jump()
        if by:
            mine = await self._heartbeat.is_for_me(by)
            if by > timedelta() and not mine and not self._has_waited():
                return
            self._owed = by if mine else timedelta()
            if by > timedelta():
                await self._pay()
            self._held.accept()
            self._waits_since = None
            _log.warning("the machine's time was set", seconds=round(by.total_seconds()), followed=mine)
            self._jumped(by)
        await self._pay()

    async def _pay(self) -> None:
        """Move what runs, if it has not been; a database that is away is asked again at the next look."""
        if self._owed:
            await self._heartbeat.move(self._owed, self._jumps)
            self._owed = timedelta()
            self._jumps += 1

    def _has_waited(self) -> bool:
        now = asyncio.get_running_loop().time()
        self._waits_since = self._waits_since or now
        return now - self._waits_since > SILENCE.total_seconds()

    def _sleep(self, seconds: float) -> None:
        """Wake after so long by the loop's own clock, which no change of the machine's time can stop."""
        if self._nap is not None:
            self._nap.cancel()
        if self._open:
            self._nap = asyncio.get_running_loop().call_later(seconds, self._wake_from_nap)

    def _wake_from_nap(self) -> None:
        self._mend_jobs()
        self.wake()

    def _mend_jobs(self) -> None:
        """Where the machine's time was set back, bring the jobs forward: APScheduler would wait until it has caught up."""
        now = self._real.now()
        if now < self._seen:
            for job in self._scheduler.get_jobs():
                job.modify(next_run_time=now)
        self._seen = now

    async def _beat(self) -> None:
        try:
            await self._beat_once()
            self._beaten = time.monotonic()
            self._pulseless.over()
        except Outgrown as outgrown:
            self.on_outgrown(outgrown)
        except StoreUnavailable as away:
            self._pulseless.met(str(away))
        except Exception as fault:  # noqa: BLE001 - as above
            self._pulseless.met(kind_of(fault), trace=trace(fault))

    async def _beat_once(self) -> None:
        async with self._beating:
            await self._take_in()
            await self._heartbeat.beat()


class _Housekeeping:
    """The cleaning as a job that survives its faults, says them, and tries again before its next hour."""

    def __init__(self, work: Callable[[], Awaitable[object]], wait: Wait) -> None:
        self._work = work
        self._wait = wait
        self.failed = LastingFault(_log, "housekeeping fails", "housekeeping is done again")

    async def run(self) -> None:
        """Clean; where that fails, up to three times more."""
        for pause in (*_CLEANED_AGAIN, None):
            try:
                await self._work()
            except Exception as fault:  # noqa: BLE001 - a later round may do it
                self.failed.met(kind_of(fault), trace=trace(fault))
            else:
                self.failed.over()
                return
            if pause is not None:
                await self._wait(pause)
