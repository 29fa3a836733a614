"""Makes Slack agree with what is wanted: takes what is due, does it, remembers it."""

import asyncio
import time
from collections.abc import Awaitable
from datetime import datetime, timedelta

import structlog

from bot.core.ids import MACHINE, WorkspaceId
from bot.core.kinds import WhenUnsure
from bot.core.lasting import LastingFault
from bot.core.tasks import KeptAlive
from bot.core.trace import kind_of, trace
from bot.delivery.claim import Claim, NotNow, claim_message, claim_stale_copy
from bot.delivery.due import agenda, waiting, workspaces_waiting
from bot.delivery.execute import SenderDeps, execute
from bot.delivery.rate_limits import LANE
from bot.delivery.results import Result
from bot.delivery.screens import Screens
from bot.delivery.settle import settle
from bot.delivery.steps import PendingMessage, StaleCopy
from bot.store.errors import StoreUnavailable
from bot.store.unit import Unit

_log = structlog.get_logger("delivery")
_AT_ONCE, _AT_ONCE_IF_URGENT = 8, 12
"""How many steps one workspace may have under way."""
_SOON = timedelta(seconds=10)
_CLOCK_IS_RIGHT_FOR = timedelta(seconds=30)
_GATHER_SECONDS = 0.02
_REMEMBER_TRIES, _REMEMBER_SECONDS = 1_200, 0.5
_TRIES_WHILE_STOPPING = 4
"""Two seconds more for what has failed already: a connection that is lost once must not cost the place of a post."""
_HANGING = 30.0
"""Seconds without a look that has come to its end: a sign of ill health."""


class Sender:
    """Sends for one replica: started and stopped by the house, woken by hints."""

    def __init__(self, deps: SenderDeps) -> None:
        self._deps = deps
        self._woken = asyncio.Event()
        self._under_way: dict[asyncio.Task[None], tuple[WorkspaceId, object]] = {}
        died = LastingFault(_log, "a task of the house died", "a task of the house goes on", task="delivery")
        self._loop = KeptAlive("delivery", self._run, died, wait=deps.wait)
        self._blind = LastingFault(_log, "delivery cannot look", "delivery looks again")
        self._failing = LastingFault(_log, "delivery step broke", "delivery steps are done again")
        self._looked = time.monotonic()
        self._apart = timedelta()
        self._clock_set: datetime | None = None
        self._stopping = False

    async def start(self) -> None:
        """Begin to deliver, and go on until `stop`."""
        self._stopping = False
        self._looked = time.monotonic()
        self._loop.start()

    async def stop(self) -> None:
        """Take nothing more, and bring to its end what is under way: at most a call's time."""
        self._stopping = True
        await self._loop.stop()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    @property
    def screens(self) -> Screens:
        """What it draws."""
        return self._deps.screens

    @property
    def is_well(self) -> bool:
        """Tell whether it was begun, and looks for what is due."""
        return self._loop.is_well and not self._blind.is_on and time.monotonic() - self._looked < _HANGING

    def wake(self) -> None:
        """Look at once: an action wanted something. To be called in the loop's thread."""
        self._woken.set()

    async def step(self) -> int:
        """Do all that may be done now, wait for it, and return how many steps that were."""
        await self._look()
        tasks = list(self._under_way)
        for outcome in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(outcome, BaseException):
                raise outcome
        return len(tasks)

    async def idle(self) -> bool:
        """Say whether nothing is under way, and nothing waits that can be done within 10 s."""
        return not self._under_way and not await self._deps.store.read(waiting, MACHINE, self._now(), _SOON)

    async def until_idle(self, within: timedelta) -> bool:
        """Wait until `idle`, at most so long (real time), and say whether it is."""
        end = self._deps.real.now() + within
        while not await self.idle():
            if self._deps.real.now() >= end:
                return False
            await self._deps.wait(_GATHER_SECONDS)
        return True

    async def _run(self) -> None:
        while True:
            self._woken.clear()
            try:
                pause = await self._look()
            except Exception as fault:  # noqa: BLE001 - a database that is away for a minute must not end delivery for good
                self._blind.met(_reason(fault), trace=trace(fault))
                pause = 1.0
            else:
                self._looked = time.monotonic()
                self._blind.over()
                self._loop.goes_well()
            await self._deps.wait(_GATHER_SECONDS)  # a burst of hints is one look
            await _either(self._woken.wait(), pause)

    async def _look(self) -> float:
        """Start what may be done now and return after how many seconds to look again."""
        await self._set_clock()
        then = self._now() + LANE
        unread: Exception | None = None
        for workspace in await self._deps.store.read(workspaces_waiting, MACHINE):
            try:
                found = await self._deps.store.read(agenda, workspace, self._now(), self._deps.screens)
            except StoreUnavailable:
                raise
            except Exception as fault:  # noqa: BLE001 - rows of one workspace that cannot be read keep no other one waiting
                unread = fault
                continue
            for work in found.ready:
                self._begin(workspace, work)
            then = min(then, found.then or then)
        if unread is not None:
            raise unread
        return max((then - self._now()).total_seconds(), 0.0)

    def _begin(self, workspace: WorkspaceId, work: PendingMessage | StaleCopy) -> None:
        urgent = isinstance(work, PendingMessage) and work.is_urgent
        name = (work.channel, work.ts) if isinstance(work, StaleCopy) else work.id
        here = [other for place, other in self._under_way.values() if place == workspace]
        if name in here or len(here) >= (_AT_ONCE_IF_URGENT if urgent else _AT_ONCE):
            return
        task = asyncio.create_task(self._execute(workspace, work))
        self._under_way[task] = (workspace, name)
        task.add_done_callback(self._end)

    def _end(self, task: asyncio.Task[None]) -> None:
        del self._under_way[task]
        fault = None if task.cancelled() else task.exception()
        if fault is None:
            self._failing.over()
            self._woken.set()
        else:  # the next look comes by itself: at once it would fail again, fifty times a second
            self._failing.met(_reason(fault), trace=trace(fault))

    async def _execute(self, workspace: WorkspaceId, work: PendingMessage | StaleCopy) -> None:
        """Claim a step, do it, remember it."""
        try:
            claim = await self._claim(workspace, work)
        except NotNow:
            return
        await self._remember(workspace, claim, await execute(self._deps, workspace, claim))

    async def _claim(self, workspace: WorkspaceId, work: PendingMessage | StaleCopy) -> Claim:
        if isinstance(work, StaleCopy):
            return await self._deps.store.write(claim_stale_copy, workspace, None, stale_copy=work)
        return await self._deps.store.write(claim_message, workspace, None, message=work, screens=self._deps.screens)

    async def _remember(self, workspace: WorkspaceId, claim: Claim, result: Result) -> None:
        """Store the result; while the database is away, keep it, for a `ts` that is forgotten may be a message posted twice."""
        work = claim.work
        screens = self._deps.screens
        when_unsure = WhenUnsure.RATHER_TWICE if isinstance(work, StaleCopy) else screens.when_unsure(work.screen)
        linking = () if isinstance(work, StaleCopy) else screens.linking_to(work.screen)
        for tries in range(_REMEMBER_TRIES):
            try:
                await self._deps.store.write(
                    settle, workspace, None, claim=claim, result=result, when_unsure=when_unsure, linking=linking
                )
            except Exception as fault:  # noqa: BLE001 - whatever keeps the database from it, the result must not be lost
                if not tries:  # twice a second: once is news
                    _log.warning("delivery cannot remember", **_named(claim, result), reason=_reason(fault), trace=trace(fault))
                if self._stopping and tries >= _TRIES_WHILE_STOPPING:
                    break
                await self._deps.wait(_REMEMBER_SECONDS)
            else:
                if tries:
                    _log.info("delivery remembers", **_named(claim, result))
                return
        _log.error("a result is lost", **_named(claim, result), then="The lease ends, and what Slack shows is looked for again.")

    def _now(self) -> datetime:
        """Return the instant by which leases are counted: the database's where it keeps one."""
        return self._deps.real.now() + self._apart

    async def _set_clock(self) -> None:
        """Learn how far the database's clock is from the machine's, so that a replica that is 30 s behind is never late."""
        now = self._deps.real.now()
        if self._clock_set is None or abs(now - self._clock_set) > _CLOCK_IS_RIGHT_FOR:
            self._apart = await self._deps.store.write(_real_now, MACHINE) - self._deps.real.now()
            self._clock_set = now


def _reason(fault: BaseException) -> str:
    return str(fault) if isinstance(fault, StoreUnavailable) else kind_of(fault)


def _named(claim: Claim, result: Result) -> dict[str, str]:
    """Name a step for the log: its call, the screen, what it came to."""
    screen = "" if isinstance(claim.work, StaleCopy) else claim.work.screen
    return {"method": claim.step.value, "screen": screen, "result": type(result).__name__}


def _real_now(unit: Unit) -> datetime:
    return unit.real_now


async def _either(event: Awaitable[object], seconds: float) -> None:
    """Wait for an event, but no longer than so many seconds."""
    try:
        async with asyncio.timeout(seconds):
            await event
    except TimeoutError:
        pass
